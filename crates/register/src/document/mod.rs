//! From the bytes of a document to its text.
//!
//! What a file is, its bytes say and not its name. Everything is bounded: a file that claims to be more
//! than it is ends in an error that says what was found. It knows no meaning; what is a list or a title
//! is for the readers.

mod docx;
mod html;
mod pdf;

use std::borrow::Cow;
use std::fmt;

/// The largest file that is taken, in bytes: one with pictures may be large.
pub const LARGEST: usize = 64 << 20;

/// The longest text that is taken out of one, in bytes.
pub const LONGEST: usize = 8 << 20;

/// Why there is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    found: String,
    expected: &'static str,
}

impl DocumentError {
    pub(crate) fn new(found: impl Into<String>, expected: &'static str) -> Self {
        let found = found.into();
        Self { found, expected }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "found {}, expected {}", self.found, self.expected)
    }
}

impl std::error::Error for DocumentError {}

/// What can be read.
const KINDS: &str = "plain text, HTML, DOCX or PDF; text in UTF-8, UTF-16 or what the page declares";

/// The text of a document.
///
/// # Errors
/// [`DocumentError`] for what is no document, or one that is larger than it may be.
pub fn text(bytes: &[u8]) -> Result<String, DocumentError> {
    if bytes.len() > LARGEST {
        return Err(DocumentError::new(
            format!("a file of {} bytes", bytes.len()),
            "less",
        ));
    }
    if pdf::is_pdf(bytes) {
        return some(pdf::text(bytes)?);
    }
    if bytes.starts_with(docx::MARK) {
        return some(docx::text(bytes)?);
    }
    let decoded = decoded(bytes)?;
    if decoded.len() > LARGEST {
        return Err(DocumentError::new(
            format!("{} bytes of text", decoded.len()),
            "less",
        ));
    }
    let text = if html::is_html(&decoded) {
        Cow::Owned(html::text(&decoded)?)
    } else {
        decoded
    };
    some(text.into_owned())
}

fn some(text: String) -> Result<String, DocumentError> {
    if text.trim().is_empty() {
        return Err(DocumentError::new("no text", "a communiqué or report"));
    }
    Ok(text)
}

/// The letters in the encoding a page declares, if it is one of the Web's and every byte is one of its.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..2_048).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(8).position(|part| part == b"charset=")? + 8;
    let label = head[at..].split(|byte| !(byte.is_ascii_alphanumeric() || b"-_".contains(byte)));
    let label = label.into_iter().find(|label| !label.is_empty())?;
    let (text, _, broken) = encoding_rs::Encoding::for_label(label)?.decode(bytes);
    (!broken).then(|| text.into_owned())
}

/// The letters, if bytes are letters in UTF-8, or in UTF-16 with its mark.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, DocumentError> {
    let units = |bytes: &[u8], of: fn([u8; 2]) -> u16| -> Result<Cow<'static, str>, DocumentError> {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| of(*pair)).collect();
        let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty());
        text.map(Cow::Owned)
            .ok_or_else(|| DocumentError::new("UTF-16 with half a letter", KINDS))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return units(rest, u16::from_be_bytes),
        _ => {}
    }
    if let (Err(_), Some(text)) = (std::str::from_utf8(bytes), declared(bytes)) {
        return Ok(Cow::Owned(text));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        DocumentError::new(format!("bytes in line {line} that are no UTF-8"), KINDS)
    })?;
    if text.contains('\0') {
        return Err(DocumentError::new("a file that is no text", KINDS));
    }
    Ok(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)))
}
