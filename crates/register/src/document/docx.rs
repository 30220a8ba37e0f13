//! The text of a DOCX: its paragraphs, with the numbers its lists count themselves.
//!
//! It exists because a list in a DOCX has no numbers in its text; Word counts them, and so does this.
//! Headers, notes, comments and what was deleted are not read. Parts are unpacked within a bound.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{DocumentError, LONGEST};

const EXPECTED: &str = "a DOCX, which is an archive with word/document.xml";

/// A part may unpack to so many bytes: markup takes several times what text does.
const PART: u64 = 8 * LONGEST as u64;

/// Whether bytes begin as an archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The text of the document.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocumentError> {
    let broken = |error: &dyn std::fmt::Display| {
        DocumentError::new(format!("an archive that cannot be read ({error})"), EXPECTED)
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let numbering = match part(&mut archive, "word/numbering.xml")? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let styles = match part(&mut archive, "word/styles.xml")? {
        Some(xml) => styles(&xml)?,
        None => HashMap::new(),
    };
    let Some(xml) = part(&mut archive, "word/document.xml")? else {
        return Err(DocumentError::new(
            "an archive without word/document.xml",
            EXPECTED,
        ));
    };
    paragraphs(&xml, &numbering, &styles)
}

/// A part of the archive, unpacked within its bound.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, DocumentError> {
    let Ok(file) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut xml = Vec::new();
    let read = file.take(PART + 1).read_to_end(&mut xml);
    read.map_err(|error| DocumentError::new(format!("{name} that cannot be unpacked ({error})"), EXPECTED))?;
    if xml.len() as u64 > PART {
        return Err(DocumentError::new(
            format!("{name} of more than {PART} bytes"),
            "less",
        ));
    }
    Ok(Some(xml))
}

/// Which lists count with bullets.
#[derive(Default)]
struct Numbering {
    /// The pattern of a list by its number.
    lists: HashMap<String, String>,
    /// Whether a pattern's first level has bullets.
    bullets: HashMap<String, bool>,
}

impl Numbering {
    fn read(xml: &[u8]) -> Result<Numbering, DocumentError> {
        let (mut all, mut pattern, mut list) = (Numbering::default(), String::new(), String::new());
        walk(xml, |event| {
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                return;
            };
            match tag.local_name().as_ref() {
                "abstractNum" => pattern = value(tag, "abstractNumId"),
                "num" => list = value(tag, "numId"),
                "abstractNumId" => {
                    all.lists.insert(list.clone(), value(tag, "val"));
                }
                "numFmt" => {
                    all.bullets
                        .entry(pattern.clone())
                        .or_insert(value(tag, "val") == "bullet");
                }
                _ => {}
            }
        })?;
        Ok(all)
    }

    fn has_bullets(&self, list: &str) -> bool {
        self.lists
            .get(list)
            .and_then(|pattern| self.bullets.get(pattern))
            .copied()
            .unwrap_or(false)
    }
}

/// Walks from tag to tag; a document that is no XML ends in an error.
fn walk(xml: &[u8], mut each: impl FnMut(&Event<'_>)) -> Result<(), DocumentError> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => each(&event),
            Err(error) => {
                return Err(DocumentError::new(
                    format!("markup that cannot be read ({error})"),
                    EXPECTED,
                ));
            }
        }
    }
}

/// An attribute by its local name; empty where there is none.
fn value(tag: &BytesStart<'_>, name: &str) -> String {
    let mut all = tag.attributes().flatten();
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name);
    found.map_or_else(String::new, |attribute| attribute.value.into_owned())
}

/// The paragraph at hand.
#[derive(Default)]
struct Paragraph {
    words: String,
    list: Option<String>,
    level: String,
}

/// The list a style of paragraphs counts in.
fn styles(xml: &[u8]) -> Result<HashMap<String, String>, DocumentError> {
    let (mut all, mut style) = (HashMap::new(), String::new());
    walk(xml, |event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            return;
        };
        match tag.local_name().as_ref() {
            "style" => style = value(tag, "styleId"),
            "numId" => {
                all.insert(style.clone(), value(tag, "val"));
            }
            _ => {}
        }
    })?;
    Ok(all)
}

fn paragraphs(
    xml: &[u8],
    numbering: &Numbering,
    styles: &HashMap<String, String>,
) -> Result<String, DocumentError> {
    let (mut text, mut at, mut counts) = (String::new(), Paragraph::default(), HashMap::<String, u32>::new());
    let (mut inside, mut deleted) = (false, 0_u32);
    walk(xml, |event| match event {
        Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
            "t" => inside = matches!(event, Event::Start(_)),
            "del" if matches!(event, Event::Start(_)) => deleted += 1,
            "tab" => at.words.push(' '),
            "br" | "cr" => at.words.push('\n'),
            "numId" => at.list = Some(value(tag, "val")).filter(|list| list != "0"),
            "ilvl" => at.level = value(tag, "val"),
            "pStyle" => at.list = styles.get(&value(tag, "val")).cloned(),
            _ => {}
        },
        Event::End(tag) => match tag.local_name().as_ref() {
            "t" => inside = false,
            "del" => deleted = deleted.saturating_sub(1),
            "p" => end(&mut text, std::mem::take(&mut at), &mut counts, numbering),
            _ => {}
        },
        Event::Text(words) if inside && deleted == 0 => at.words.push_str(words),
        Event::GeneralRef(name) if inside && deleted == 0 => at.words.push_str(&reference(name)),
        _ => {}
    })?;
    end(&mut text, at, &mut counts, numbering);
    if text.len() > LONGEST {
        return Err(DocumentError::new("a DOCX with more than 8 MiB of text", "less"));
    }
    Ok(text)
}

fn end(text: &mut String, at: Paragraph, counts: &mut HashMap<String, u32>, numbering: &Numbering) {
    if let Some(list) = at.list.filter(|_| !at.words.trim().is_empty()) {
        if numbering.has_bullets(&list) || !matches!(at.level.as_str(), "" | "0") {
            text.push_str("• ");
        } else {
            let count = counts.entry(list).or_default();
            *count = count.saturating_add(1);
            text.push_str(&format!("{count}. "));
        }
    }
    text.push_str(&at.words);
    text.push('\n');
}

/// The letter a reference stands for.
fn reference(name: &str) -> String {
    let code = name
        .strip_prefix("#x")
        .map(|code| u32::from_str_radix(code, 16).ok());
    let code = code
        .or_else(|| name.strip_prefix('#').map(|code| code.parse().ok()))
        .flatten();
    match (code.and_then(char::from_u32), name) {
        (Some(letter), _) => letter.to_string(),
        (None, "amp") => "&".to_owned(),
        (None, "lt") => "<".to_owned(),
        (None, "gt") => ">".to_owned(),
        (None, "quot") => "\"".to_owned(),
        (None, "apos") => "'".to_owned(),
        (None, _) => String::new(),
    }
}
