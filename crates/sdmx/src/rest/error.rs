//! The message that tells why a request is not answered: SDMX-ML in REST 1.5, and in REST 2.2,
//! which has no message of its own for it, the list of errors of SDMX-JSON.
//!
//! Sending it, and with what status, is a server's business.

use super::query::Api;
use crate::data::Header;

/// A message with its media type: the number of the status, and what is wrong, in words. The
/// header says who sends it and when, which SDMX-JSON 2.1 asks for and SDMX-ML has no place for.
pub fn error_message(api: Api, status: u16, texts: &[String], header: &Header) -> (&'static str, String) {
    match api {
        Api::V1 => ("application/xml", xml(status, texts)),
        Api::V2 => ("application/json", json(status, texts, header)),
    }
}

/// The code that REST 1.5 has for a status; what it has none for is of our own, above 1000.
const fn code(status: u16) -> u16 {
    match status {
        400 => 140,
        401 => 110,
        403 => 150,
        404 => 100,
        413 => 130,
        500 | 501 | 503 => status,
        other => 1000 + other,
    }
}

fn xml(status: u16, texts: &[String]) -> String {
    let mut message = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mes:Error \
         xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" \
         xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\">\n",
    );
    message.push_str(&format!("  <mes:ErrorMessage code=\"{}\">\n", code(status)));
    for text in texts {
        message.push_str("    <com:Text xml:lang=\"en\">");
        message.push_str(&quick_xml::escape::escape(text.as_str()));
        message.push_str("</com:Text>\n");
    }
    message.push_str("  </mes:ErrorMessage>\n</mes:Error>\n");
    message
}

fn json(status: u16, texts: &[String], header: &Header) -> String {
    let error = |text: &String| serde_json::json!({"code": status, "title": text});
    let errors: Vec<serde_json::Value> = texts.iter().map(error).collect();
    let meta = serde_json::json!({
        "id": header.id,
        "prepared": header.prepared,
        "sender": { "id": header.sender.id },
    });
    format!("{}\n", serde_json::json!({ "meta": meta, "errors": errors }))
}
