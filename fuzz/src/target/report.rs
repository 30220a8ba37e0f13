//! A report of a ceremony: a text or an answer, and every value quotes the words it was read from.

use entente_register::document;
use entente_register::reading::{Context, Pair, SourceText, read};
use serde_json::Value;

use super::{promised, same};

pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let first = document::text(bytes);
    same("taken out twice", &document::text(bytes), &first)?;
    let text = match first {
        Ok(text) => text,
        Err(error) => {
            return promised(!error.to_string().is_empty(), || {
                "an error without words".to_owned()
            });
        }
    };
    let Ok(source) = SourceText::new(&text) else {
        return Ok(());
    };
    let context = Context {
        pair: Pair::parse("KAZ-SRB"),
        ..Context::default()
    };
    let reading = read(&source, &context);
    same("read twice", &read(&source, &context), &reading)?;
    let value = serde_json::to_value(&reading).map_err(|error| error.to_string())?;
    quoted(&value, source.as_str())
}

/// Every span holds the words that stand there.
fn quoted(value: &Value, text: &str) -> Result<(), String> {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(quote)) =
                (fields.get("start"), fields.get("end"), fields.get("quote"))
            {
                let byte = |value: &Value| value.as_u64().and_then(|byte| usize::try_from(byte).ok());
                let at = byte(start).zip(byte(end));
                let words = at.and_then(|(start, end)| text.get(start..end));
                same("quoted", &words, &quote.as_str())?;
            }
            fields.values().try_for_each(|field| quoted(field, text))
        }
        Value::Array(items) => items.iter().try_for_each(|item| quoted(item, text)),
        _ => Ok(()),
    }
}
