//! The text of a DOCX file: a ZIP archive in which `word/document.xml` holds the paragraphs.
//!
//! Of the archive the directory at its end is read and that one member unpacked, within bounds: what
//! says it is small and is not ends in an error. Paragraphs are lines, those of a list get numbers.
//! Pictures, notes, headers and what was deleted are left out.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::DeflateDecoder;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::{DocumentError, LONGEST};

/// How a ZIP archive begins.
pub(super) const MARK: &[u8] = b"PK\x03\x04";

/// The largest `document.xml` that is unpacked, in bytes.
const LARGEST_MEMBER: u64 = 64 << 20;

/// Members of a directory that are looked through.
const MOST_MEMBERS: usize = 10_000;

const EXPECTED: &str = "a DOCX file";

/// What a document says.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocumentError> {
    let xml = member(bytes, b"word/document.xml")?;
    let xml = String::from_utf8(xml)
        .map_err(|_| DocumentError::new("a document.xml that is no UTF-8", EXPECTED))?;
    let mut page = Page {
        lists: Lists::read(bytes)?,
        ..Page::default()
    };
    let mut reader = Reader::from_str(&xml);
    loop {
        let event = reader.read_event();
        match event.map_err(|error| DocumentError::new(format!("broken XML ({error})"), EXPECTED))? {
            Event::Start(tag) => page.open(&tag),
            Event::Empty(tag) => {
                page.open(&tag);
                page.close(tag.local_name().as_ref());
            }
            Event::End(tag) => page.close(tag.local_name().as_ref()),
            Event::Text(words) => page.say(&words.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => page.say(letter.encode_utf8(&mut [0; 4])),
                _ => page.say(resolve_predefined_entity(&name.xml10_content()).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
        if page.text.len() > LONGEST {
            return Err(DocumentError::new(
                format!("a document of more than {LONGEST} bytes of text"),
                "a communiqué; cut it out and read that",
            ));
        }
    }
    Ok(page.text)
}

/// A document under way.
#[derive(Default)]
struct Page {
    lists: Lists,
    text: String,
    paragraph: String,
    /// Whether words count: they do inside `w:t`.
    inside: bool,
    /// Depth of what was deleted.
    deleted: usize,
    /// The list and level of the paragraph.
    list: Option<(String, String)>,
    level: String,
    numbers: BTreeMap<(String, String), u32>,
}

impl Page {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "p" => {
                self.paragraph.clear();
                self.list = None;
                self.level = String::new();
            }
            "t" => self.inside = true,
            "del" | "moveFrom" => self.deleted += 1,
            "tab" | "br" | "cr" => self.paragraph.push(' '),
            "ilvl" => self.level = value(tag, "val"),
            "pStyle" => {
                let style = self.lists.styles.get(&value(tag, "val"));
                self.list = style.map(|list| (list.clone(), String::new()));
            }
            "numId" => self.list = Some((value(tag, "val"), self.level.clone())).filter(|(id, _)| id != "0"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.inside = false,
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "p" => self.line(),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if self.inside && self.deleted == 0 {
            self.paragraph.push_str(words);
        }
    }

    fn line(&mut self) {
        let words = self.paragraph.trim();
        if let Some(list) = self.list.take().filter(|_| !words.is_empty()) {
            if self.lists.has_bullets(&list.0) {
                self.text.push_str("• ");
                self.text.push_str(words);
                self.text.push('\n');
                self.paragraph.clear();
                return;
            }
            let number = self.numbers.entry(list).or_default();
            *number = number.saturating_add(1);
            self.text.push_str(&format!("{number}. "));
        }
        self.text.push_str(words);
        self.text.push('\n');
        self.paragraph.clear();
    }
}

/// How the lists of a document count, and which styles belong to one.
#[derive(Default)]
struct Lists {
    styles: BTreeMap<String, String>,
    /// The pattern of a list, and whether the first level of a pattern has bullets.
    patterns: BTreeMap<String, String>,
    bullets: BTreeMap<String, bool>,
}

impl Lists {
    /// Reads what the archive says of lists; a document may have none.
    fn read(bytes: &[u8]) -> Result<Lists, DocumentError> {
        let mut lists = Lists::default();
        let mut style = String::new();
        walk(bytes, b"word/styles.xml", |tag| match tag.local_name().as_ref() {
            "style" => style = value(tag, "styleId"),
            "numId" => {
                lists.styles.insert(style.clone(), value(tag, "val"));
            }
            _ => {}
        })?;
        let (mut pattern, mut list) = (String::new(), String::new());
        walk(bytes, b"word/numbering.xml", |tag| {
            match tag.local_name().as_ref() {
                "abstractNum" => pattern = value(tag, "abstractNumId"),
                "num" => list = value(tag, "numId"),
                "abstractNumId" => {
                    lists.patterns.insert(list.clone(), value(tag, "val"));
                }
                "numFmt" => {
                    let bullet = value(tag, "val") == "bullet";
                    lists.bullets.entry(pattern.clone()).or_insert(bullet);
                }
                _ => {}
            }
        })?;
        Ok(lists)
    }

    fn has_bullets(&self, list: &str) -> bool {
        let pattern = self.patterns.get(list);
        pattern
            .and_then(|pattern| self.bullets.get(pattern))
            .copied()
            .unwrap_or(false)
    }
}

/// The opening tags of a member, if the archive has it.
fn walk(bytes: &[u8], name: &[u8], mut each: impl FnMut(&BytesStart<'_>)) -> Result<(), DocumentError> {
    let Ok(xml) = member(bytes, name) else {
        return Ok(());
    };
    let xml = String::from_utf8(xml).unwrap_or_default();
    let mut reader = Reader::from_str(&xml);
    loop {
        let event = reader.read_event();
        match event.map_err(|error| DocumentError::new(format!("broken XML ({error})"), EXPECTED))? {
            Event::Start(tag) | Event::Empty(tag) => each(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its local name; empty where there is none.
fn value(tag: &BytesStart<'_>, name: &str) -> String {
    let of = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let named = attribute.key.local_name().as_ref() == name;
        named.then(|| attribute.value.into_owned())
    };
    tag.attributes().flatten().find_map(of).unwrap_or_default()
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | usize::from(byte)),
    )
}

/// Unpacks one member of an archive.
fn member(bytes: &[u8], name: &[u8]) -> Result<Vec<u8>, DocumentError> {
    let none = || DocumentError::new("a ZIP archive without word/document.xml", EXPECTED);
    let tail = bytes.len().saturating_sub(65_557);
    let end = bytes.get(tail..).unwrap_or_default();
    let end = end
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .ok_or_else(none)?
        + tail;
    let whole = number(bytes, end + 20, 2).is_some();
    let mut at = number(bytes, end + 16, 4).filter(|_| whole).ok_or_else(none)?;
    for _ in 0..MOST_MEMBERS {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            break;
        }
        let field = |offset, length| number(bytes, at + offset, length).ok_or_else(none);
        let (names, extra, comment) = (field(28, 2)?, field(30, 2)?, field(32, 2)?);
        if bytes.get(at + 46..at + 46 + names) == Some(name) {
            return unpacked(bytes, (field(42, 4)?, field(20, 4)?, field(10, 2)?)).ok_or_else(|| {
                DocumentError::new("a document.xml that cannot be unpacked or is too large", EXPECTED)
            });
        }
        at += 46 + names + extra + comment;
    }
    Err(none())
}

fn unpacked(bytes: &[u8], (local, packed, method): (usize, usize, usize)) -> Option<Vec<u8>> {
    let start = local + 30 + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
    let data = bytes.get(start..start.checked_add(packed)?)?;
    let mut unpacked = Vec::new();
    match method {
        0 => unpacked.extend_from_slice(data),
        8 => {
            let mut limited = DeflateDecoder::new(data).take(LARGEST_MEMBER + 1);
            limited.read_to_end(&mut unpacked).ok()?;
        }
        _ => return None,
    }
    (unpacked.len() as u64 <= LARGEST_MEMBER).then_some(unpacked)
}
