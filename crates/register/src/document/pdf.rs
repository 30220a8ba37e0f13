//! The text layer of a PDF.
//!
//! It exists because ministries publish protocols so. A scan has no text layer, and nothing is recognised
//! in pictures. Every stream is unpacked within a bound, so a small file cannot become a large one.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Encoding, LoadOptions, Object, ObjectId};

use super::{DocumentError, LONGEST};

/// At most so many pages are read.
const PAGES: usize = 500;

/// What a page or a font unpacks to has at most so many bytes.
const PAGE: usize = 2 << 20;

const EXPECTED: &str = "a PDF with a text layer, no password, and at most 500 pages";

/// Whether bytes begin as a PDF does.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1_024).unwrap_or(bytes);
    head.windows(5).any(|part| part == b"%PDF-") && !head.starts_with(b"<")
}

/// The text of all pages.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocumentError> {
    let options = LoadOptions {
        max_decompressed_size: Some(LONGEST),
        ..LoadOptions::default()
    };
    let unread =
        |error: lopdf::Error| DocumentError::new(format!("a PDF that cannot be read ({error})"), EXPECTED);
    let document = Document::load_mem_with_options(bytes, options).map_err(unread)?;
    if document.is_encrypted() {
        return Err(DocumentError::new("a PDF with a password", EXPECTED));
    }
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    if pages.len() > PAGES {
        return Err(DocumentError::new(
            format!("a PDF of {} pages", pages.len()),
            EXPECTED,
        ));
    }
    let mut text = String::new();
    for page in pages {
        text.push_str(&shown(&document, page).map_err(unread)?);
        if text.len() > LONGEST {
            return Err(DocumentError::new("a PDF with more than 8 MiB of text", "less"));
        }
        text.push('\n');
    }
    let text = reflowed(&text);
    if text.trim().is_empty() {
        return Err(DocumentError::new(
            "a PDF without a text layer, such as a scan",
            EXPECTED,
        ));
    }
    Ok(text)
}

/// What a page shows, line by line.
fn shown(document: &Document, page: ObjectId) -> lopdf::Result<String> {
    let mut fonts = BTreeMap::new();
    for (name, font) in document.get_page_fonts(page)? {
        fonts.insert(name, font.get_font_encoding_with_limit(document, PAGE)?);
    }
    let content = Content::decode(&document.get_page_content_with_limit(page, PAGE)?)?;
    let mut pen = Pen::default();
    for operation in &content.operations {
        pen.follow(operation, &fonts);
    }
    Ok(pen.text)
}

type Fonts<'a> = BTreeMap<Vec<u8>, Encoding<'a>>;

/// Where the next letters go; in units of the page, estimates only.
#[derive(Default)]
struct Pen {
    text: String,
    font: Vec<u8>,
    size: f32,
    leading: f32,
    x: f32,
    y: f32,
    /// Where the last letters began, how many there were, and on which line.
    last: Option<(f32, usize, f32)>,
}

impl Pen {
    /// Does what an operation says (ISO 32000-1, 9.4).
    fn follow(&mut self, operation: &Operation, fonts: &Fonts<'_>) {
        let operands = &operation.operands;
        let number = |at: usize| {
            operands
                .get(at)
                .and_then(|operand| operand.as_float().ok())
                .unwrap_or(0.0)
        };
        match operation.operator.as_str() {
            "BT" => (self.x, self.y) = (0.0, 0.0),
            "Tf" => {
                self.font = operands
                    .first()
                    .and_then(|name| name.as_name().ok())
                    .unwrap_or_default()
                    .to_vec();
                self.size = number(1).abs();
            }
            "TL" => self.leading = number(0),
            "Td" => self.step(number(0), number(1)),
            "TD" => {
                self.leading = -number(1);
                self.step(number(0), number(1));
            }
            "Tm" => (self.x, self.y) = (number(4), number(5)),
            "T*" => self.step(0.0, -self.leading),
            "Tj" | "TJ" => self.show(operands, fonts),
            "'" | "\"" => {
                self.step(0.0, -self.leading);
                self.show(
                    operands
                        .get(operands.len().saturating_sub(1)..)
                        .unwrap_or_default(),
                    fonts,
                );
            }
            _ => {}
        }
    }

    fn step(&mut self, x: f32, y: f32) {
        (self.x, self.y) = (self.x + x, self.y + y);
    }

    fn show(&mut self, operands: &[Object], fonts: &Fonts<'_>) {
        let Some(encoding) = fonts.get(&self.font) else {
            return;
        };
        let mut words = String::new();
        collect(operands, encoding, &mut words, 0);
        if words.is_empty() {
            return;
        }
        match self.last {
            Some((_, _, line)) if (line - self.y).abs() > 1.0 => self.text.push('\n'),
            Some((from, count, _)) if self.apart(from, count) => self.text.push(' '),
            _ => {}
        }
        self.last = Some((self.x, words.chars().count(), self.y));
        self.text.push_str(&words);
    }

    /// Whether short words were placed apart without a space between: a letter is about half as wide as high.
    fn apart(&self, from: f32, count: usize) -> bool {
        let spaced = self.text.ends_with([' ', '\u{a0}', '\n']);
        !spaced && count <= 12 && self.x > from + (count as f32 * 0.55 + 0.15) * self.size
    }
}

/// The letters of strings; a wide gap between two of an array is a space.
fn collect(operands: &[Object], encoding: &Encoding<'_>, words: &mut String, depth: u8) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                words.push_str(&Document::decode_text(encoding, bytes).unwrap_or_default())
            }
            Object::Array(inner) if depth == 0 => collect(inner, encoding, words, 1),
            Object::Integer(_) | Object::Real(_) => {
                let wide = operand.as_float().is_ok_and(|gap| gap < -200.0);
                if wide && !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
            }
            _ => {}
        }
    }
}

/// Lines as paragraphs: a line goes on in the next one if it is about as long as lines are, does not end
/// in a mark, and the next one is no item of a list.
fn reflowed(text: &str) -> String {
    let single = |line: &str| {
        line.split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines: Vec<String> = text.lines().map(single).collect();
    let mut lengths: Vec<usize> = lines
        .iter()
        .map(|line| line.chars().count())
        .filter(|count| *count > 0)
        .collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() * 3 / 4).copied().unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        out.push_str(line);
        let next = lines.get(at + 1).map_or("", String::as_str);
        let long = line.chars().count() * 10 >= usual * 7;
        let ended = line.ends_with(['.', ';', ':', '!', '?', '»', '”']);
        let goes_on = long && !ended && !next.is_empty() && !is_item(next);
        out.push(if goes_on { ' ' } else { '\n' });
    }
    out
}

/// Whether a line begins with a number and a stop, or with a bullet.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|each: char| each.is_ascii_digit());
    let numbered = rest.len() < line.len() && line.len() - rest.len() <= 3 && rest.starts_with(['.', ')']);
    numbered || line.starts_with(['•', '-', '–', '—', '*', '●', '▪'])
}
