//! What the register reads, told in sentences.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod articles;
mod claims;
mod hostile;
mod titles;

/// Every span of a reading in JSON: start, end, quote.
fn spans(value: &serde_json::Value) -> Vec<(usize, usize, String)> {
    let mut all = Vec::new();
    match value {
        serde_json::Value::Object(fields) => {
            if let (Some(start), Some(end), Some(quote)) =
                (fields.get("start"), fields.get("end"), fields.get("quote"))
            {
                let byte = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
                all.push((byte(start), byte(end), quote.as_str().unwrap().to_owned()));
            }
            all.extend(fields.values().flat_map(spans));
        }
        serde_json::Value::Array(items) => all.extend(items.iter().flat_map(spans)),
        _ => {}
    }
    all
}
