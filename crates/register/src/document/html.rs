//! The text of a page of HTML.
//!
//! A page is walked once from tag to tag, however deep it nests and whatever is left open: elements
//! that begin a line begin one, those that show nothing show nothing, and references stand for their
//! letters. Lists keep their numbers, since a list is what a communiqué is read for.

use super::{DocumentError, LONGEST};

/// Elements whose contents are no words.
const CODE: [&str; 3] = ["script", "style", "svg"];

/// Elements whose contents are words that nobody reads for.
const ASIDE: [&str; 7] = [
    "head", "noscript", "template", "nav", "select", "button", "textarea",
];

/// Elements that begin and end a line.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "section",
    "article",
    "blockquote",
    "header",
    "footer",
    "main",
    "aside",
    "dl",
    "dt",
    "dd",
    "hr",
    "pre",
    "figcaption",
];

/// Whether a text is a page: it begins with a tag of any name, as no communiqué does.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start();
    if start.starts_with("<!--") || start.starts_with("<!") || start.starts_with("<?xml") {
        return true;
    }
    let Some(tag) = start.strip_prefix('<') else {
        return false;
    };
    let name = tag.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric());
    let named = name.len() < tag.len() && tag.starts_with(|letter: char| letter.is_ascii_alphabetic());
    // An address in angles is no tag.
    named && name.starts_with(['>', '/', ' ', '\n', '\t', '\r'])
}

/// A list under way: the number of its next item, or none where items have a bullet.
type List = Option<u32>;

struct Page<'a> {
    rest: &'a str,
    /// Elements that are passed over.
    silent: Vec<&'static str>,
    text: String,
    lists: Vec<List>,
}

/// What a page shows; one that has all its words in its menu or head shows these.
pub(super) fn text(page: &str) -> Result<String, DocumentError> {
    let shown = shown(page, [&CODE[..], &ASIDE].concat())?;
    if shown.trim().is_empty() {
        return self::shown(page, CODE.to_vec());
    }
    Ok(shown)
}

/// What a page shows without some elements.
fn shown(page: &str, silent: Vec<&'static str>) -> Result<String, DocumentError> {
    let mut page = Page {
        rest: page,
        silent,
        text: String::new(),
        lists: Vec::new(),
    };
    while !page.rest.is_empty() {
        page.step();
        if page.text.len() > LONGEST {
            return Err(DocumentError::new(
                format!("a page of more than {LONGEST} bytes of text"),
                "a communiqué; cut it out and read that",
            ));
        }
    }
    Ok(page.text.trim().to_owned() + "\n")
}

impl<'a> Page<'a> {
    /// One piece of text, or one tag.
    fn step(&mut self) {
        match self.rest.find('<') {
            Some(0) => self.tag(),
            Some(at) => {
                let (words, rest) = self.rest.split_at(at);
                self.rest = rest;
                self.words(words);
            }
            None => {
                let words = std::mem::take(&mut self.rest);
                self.words(words);
            }
        }
    }

    fn tag(&mut self) {
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            self.rest = comment.find("-->").map_or("", |at| &comment[at + 3..]);
            return;
        }
        let after = self.rest[1..].trim_start_matches('/');
        if !after.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '!' | '?')) {
            // A sign of its own: "a < b".
            self.rest = &self.rest[1..];
            self.words("<");
            return;
        }
        let end = tag_end(self.rest);
        let inside = &self.rest[1..end];
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        let closes = inside.starts_with('/');
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric())
            .collect::<String>()
            .to_ascii_lowercase();
        let silent = self.silent.iter().position(|known| *known == name);
        if let Some(at) = silent.filter(|_| !closes && !inside.ends_with('/')) {
            self.pass_over(at);
        } else if BLOCKS.contains(&name.as_str()) {
            self.block(&name, closes, inside);
        } else if matches!(name.as_str(), "td" | "th") {
            self.words(" ");
        }
    }

    /// On to behind the closing tag of an element. One that nothing closes hides no words from there on,
    /// but for code.
    fn pass_over(&mut self, at: usize) {
        let (name, mut rest) = (self.silent[at], self.rest);
        while let Some(next) = rest.find("</") {
            rest = &rest[next + 2..];
            let here = rest.get(..name.len()).unwrap_or_default();
            if here.eq_ignore_ascii_case(name) {
                self.rest = rest.find('>').map_or("", |at| &rest[at + 1..]);
                return;
            }
        }
        if CODE.contains(&name) {
            self.rest = "";
        } else {
            // Nothing closes a later one either, and nobody looks again.
            self.silent.remove(at);
        }
    }

    fn block(&mut self, name: &str, closes: bool, inside: &str) {
        match (name, closes) {
            ("ol" | "ul", false) => self.lists.push((name == "ol").then(|| start(inside))),
            ("ol" | "ul", true) => {
                self.lists.pop();
            }
            _ => {}
        }
        self.line();
        if (name, closes) == ("li", false) {
            let mark = match self.lists.last_mut() {
                Some(Some(number)) => {
                    *number = number.saturating_add(1);
                    format!("{}. ", *number - 1)
                }
                _ => "• ".to_owned(),
            };
            self.text.push_str(&mark);
        } else if matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote") && !closes {
            self.paragraph();
        }
    }

    /// Ends the line under way; a mark of a list that nothing follows yet stays open.
    fn line(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        let marked = self.text.get(..kept).and_then(|text| text.rsplit('\n').next());
        if marked.is_some_and(is_mark) {
            return;
        }
        self.text.truncate(kept);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self) {
        if !self.text.is_empty() && self.text.ends_with('\n') && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Adds words with their blanks made one, and references as letters.
    fn words(&mut self, words: &str) {
        let mut rest = words;
        while let Some(letter) = rest.chars().next() {
            if letter == '&'
                && let Some((letters, after)) = reference(rest)
            {
                self.text.push_str(&letters);
                rest = after;
                continue;
            }
            rest = &rest[letter.len_utf8()..];
            if !matches!(letter, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                self.text.push(letter);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }
}

/// Whether a line holds nothing but the mark of an item.
fn is_mark(line: &str) -> bool {
    let digits = line.strip_suffix('.').unwrap_or("no");
    line == "•" || (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Where a tag ends: at its first `>` outside quotes, else where the page does.
fn tag_end(page: &str) -> usize {
    let mut quote = None;
    for (at, byte) in page.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
        // A quote that is never closed would eat the page.
        if at > 65_536 {
            return page.find('>').unwrap_or(page.len());
        }
    }
    page.find('>').unwrap_or(page.len())
}

/// The number a list begins with.
fn start(inside: &str) -> u32 {
    let value = inside.split("start=").nth(1).unwrap_or_default();
    let digits: String = value
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(1)
}

/// The letters of a reference at the beginning of a text, and what follows it.
fn reference(text: &str) -> Option<(String, &str)> {
    let (name, rest) = text
        .get(1..)?
        .split_once(';')
        .filter(|(name, _)| name.len() <= 10)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let letter = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(digits, 10)?,
        },
        None => named(name)?,
    };
    let shown = !letter.is_control() || letter == '\n';
    Some((if shown { letter.to_string() } else { String::new() }, rest))
}

/// The letter of a named reference, of those that news pages use.
fn named(name: &str) -> Option<char> {
    let names = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("bdquo", '„'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("bull", '•'),
        ("middot", '·'),
        ("euro", '€'),
        ("pound", '£'),
        ("shy", '\u{ad}'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("scaron", 'š'),
        ("Scaron", 'Š'),
    ];
    names
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, letter)| *letter)
}
