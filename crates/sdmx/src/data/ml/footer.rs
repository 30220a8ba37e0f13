//! Reads what an SDMX-ML message says of itself: the footer after the data, or, where a message is
//! one of errors, why there are none.

use std::io::BufRead;

use super::super::header::Text;
use super::super::notice::{Notice, STRUCTURE_MESSAGE, Severity};
use super::names::{Space, version};
use super::xml::{Token, Xml};
use crate::Fault;

const EXPECTED: &str = "a data message of SDMX-ML 2.1, 3.0 or 3.1";

/// Reads on after the beginning of a footer, or of the root of an error message, up to its end.
pub(super) fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<Vec<Notice>, Fault> {
    let (mut told, mut depth, mut weight) = (Vec::<Notice>::new(), 0_usize, 0);
    loop {
        let token = xml.next()?;
        match token {
            Token::Start => {
                depth += 1;
                match xml.element.name.as_str() {
                    "Message" | "ErrorMessage" if depth == 1 => told.push(begun(xml)),
                    "Text" if depth == 2 => told.last_mut().into_iter().for_each(|last| {
                        let language = xml.element.attribute(Space::Xml, "lang");
                        let language = language.unwrap_or_default().to_owned();
                        let text = String::new();
                        last.texts.push(Text { language, text });
                    }),
                    _ => {}
                }
            }
            Token::End if depth == 0 => return Ok(told),
            Token::End => {
                if depth == 2
                    && let Some(text) = told.last_mut().and_then(|last| last.texts.last_mut())
                {
                    xml.text.trim().clone_into(&mut text.text);
                }
                weight += match (depth, told.last()) {
                    (1, Some(last)) => last.weight(),
                    _ => 0,
                };
                if weight > xml.limits.record {
                    let expected = format!("at most {} bytes", xml.limits.record);
                    return Err(xml.fault("Footer", "more messages", expected));
                }
                depth -= 1;
                xml.text.clear();
            }
            Token::Over => return Ok(told),
        }
    }
}

fn begun<R: BufRead>(xml: &Xml<R>) -> Notice {
    let attribute = |name| xml.element.attribute(Space::None, name).unwrap_or_default();
    Notice {
        code: attribute("code").to_owned(),
        severity: Severity::parse(attribute("severity")),
        texts: Vec::new(),
    }
}

/// What a message is that is none of data, by its root, which has begun.
pub(super) fn other<R: BufRead>(xml: &mut Xml<R>) -> Fault {
    let of = match version(&xml.namespace) {
        Some((version, "message")) => version.trim_start_matches('v').replace('_', "."),
        _ => {
            let found = format!("{} of {}", xml.element.name, xml.namespace);
            return xml.fault("", found, EXPECTED);
        }
    };
    match xml.element.name.as_str() {
        "Structure" => xml.fault("", format!("{STRUCTURE_MESSAGE} of SDMX-ML {of}"), EXPECTED),
        "Error" => {
            let begins = xml.position;
            let told = match read(xml) {
                Ok(told) => told,
                Err(fault) => return fault,
            };
            let told: Vec<String> = told.iter().map(ToString::to_string).collect();
            let found = format!("an error message of SDMX-ML {of}: {}", told.join("; "));
            Fault::new(begins, "", found, EXPECTED)
        }
        _ => xml.fault("", format!("{} of {}", xml.element.name, xml.namespace), EXPECTED),
    }
}
