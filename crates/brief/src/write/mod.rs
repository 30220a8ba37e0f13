//! The forms a document is written in, one file a form.
//!
//! Every form holds the same figures. What prints them and says fixed words is a
//! [`Tongue`]; texts of others are made harmless on the way out. The same document
//! gives the same bytes.

pub mod csv;
pub mod docx;
pub(crate) mod exact;
mod facts;
pub(crate) mod harmless;
pub mod html;
pub mod json;
pub mod print;
mod tongue;
mod widths;
pub mod xlsx;

use std::fmt;

use entente_trade::Money;

use crate::Language;
use crate::document::{Prose, Span};
use crate::table::Value;

pub use exact::{checksum, is_figure};
pub use facts::told;
pub use tongue::{Tongue, Word};
pub use widths::{Widths, widths};

/// Why a document was not written: a fault of this crate or of a library, not of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    /// The form: `html`, `xlsx`, `docx`.
    pub form: &'static str,
    /// What the library says.
    pub cause: String,
}

impl WriteError {
    fn of(form: &'static str, cause: &dyn fmt::Display) -> Self {
        Self {
            form,
            cause: cause.to_string(),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "the document was not written as {}: {}",
            self.form, self.cause
        )
    }
}

impl std::error::Error for WriteError {}

/// A text of others in one line, with what steers instead of being read shown by its code.
pub fn harmless_line(text: &str) -> String {
    harmless::line(text).into_owned()
}

/// A cell as people read it.
pub fn printed(value: &Value, tongue: &dyn Tongue) -> String {
    match value {
        Value::Absent => tongue.say(Word::NoData),
        Value::Text(text) | Value::Link(text, _) | Value::Word(_, text) => text.clone(),
        Value::Foreign(inner, _) => printed(inner, tongue),
        Value::Code(code, label) => format!("{code} {label}").trim().to_owned(),
        Value::Money(amount) => tongue.money(*amount),
        Value::Share(share) => tongue.share(*share),
        Value::Number(number) => tongue.number(*number),
        Value::Count(count) => tongue.count(*count),
        Value::Period(period) => tongue.period(*period),
        Value::Day(day) => tongue.day(*day),
        Value::Spark(amounts) => ends(amounts, tongue),
    }
}

/// Sentences without looks, somebody's words in the quotes of the language.
fn plain(prose: &Prose, language: Language) -> String {
    let told = prose.0.iter().map(|span| match span {
        Span::Quote(words, _) => quoted(words, language),
        span => span.words().to_owned(),
    });
    told.collect()
}

/// Somebody's words in the quotes of the language.
pub fn quoted(words: &str, language: Language) -> String {
    match language {
        Language::En => format!("“{words}”"),
        Language::Kk | Language::Ru => format!("«{words}»"),
        Language::SrCyrl | Language::SrLatn => format!("„{words}“"),
    }
}

/// The first and the last amount that was told.
fn ends(amounts: &[Option<Money>], tongue: &dyn Tongue) -> String {
    let mut told = amounts.iter().flatten();
    match (told.next(), told.next_back()) {
        (Some(first), Some(last)) => format!("{} … {}", tongue.compact(*first), tongue.compact(*last)),
        (Some(only), None) => tongue.compact(*only),
        (None, _) => tongue.say(Word::NoData),
    }
}
