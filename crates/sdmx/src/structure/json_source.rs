//! JSON as a stream of trees: a reader of its own, for positions, exact numbers and limits.
//!
//! It refuses members that come twice, `null`, and arrays within arrays, which SDMX-JSON does not
//! have; names mean nothing here.

use super::limits::{Counted, Limits};
use super::node::{Node, Scalar};
use crate::fault::{Fault, Position};
use std::io::BufRead;

/// A message of JSON.
pub(super) struct JsonSource<R> {
    input: Counted<R>,
    limits: Limits,
    depth: usize,
}

impl<R: BufRead> JsonSource<R> {
    pub(super) fn new(input: R, limits: Limits) -> Self {
        let input = Counted::new(input, limits.bytes);
        Self {
            input,
            limits,
            depth: 0,
        }
    }

    /// Where the reader is.
    pub(super) fn position(&self) -> Position {
        Position {
            line: self.input.line(),
            byte: self.input.byte(),
        }
    }

    fn fault(&self, found: impl Into<String>, expected: &str) -> Fault {
        Fault::new(self.position(), "", found, expected)
    }

    fn peek(&mut self) -> Result<Option<u8>, Fault> {
        match self.input.fill_buf() {
            Ok(bytes) => Ok(bytes.first().copied()),
            Err(error) => Err(self.fault(error.to_string(), "more of the message")),
        }
    }

    fn bump(&mut self) -> Result<u8, Fault> {
        let Some(byte) = self.peek()? else {
            return Err(self.fault("the end of the message", "more of it"));
        };
        self.input.consume(1);
        Ok(byte)
    }

    /// The next byte that is no blank.
    fn solid(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.input.consume(1),
                other => return Ok(other),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        self.solid()?;
        let found = self.bump()?;
        match found == byte {
            true => Ok(()),
            false => Err(self.fault(shown(found), &shown(byte))),
        }
    }

    /// Passes over the mark that some put before a text.
    pub(super) fn skip_mark(&mut self) -> Result<(), Fault> {
        if self.peek()? == Some(0xef) {
            let mark = [self.bump()?, self.bump()?, self.bump()?];
            if mark != [0xef, 0xbb, 0xbf] {
                return Err(self.fault("bytes that are no JSON", "an object"));
            }
        }
        Ok(())
    }

    /// A fault if anything but blanks is left.
    pub(super) fn finish(&mut self) -> Result<(), Fault> {
        match self.solid()? {
            None => Ok(()),
            Some(byte) => Err(self.fault(shown(byte), "the end of the message")),
        }
    }

    /// Whether an object comes next.
    pub(super) fn is_object(&mut self) -> Result<bool, Fault> {
        Ok(self.solid()? == Some(b'{'))
    }

    /// Goes through the members of an object.
    pub(super) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, String) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.deeper()?;
        self.expect(b'{')?;
        if self.solid()? == Some(b'}') {
            return self.shallower();
        }
        loop {
            self.expect(b'"')?;
            let name = self.string()?;
            self.expect(b':')?;
            member(self, name)?;
            match self.solid()? {
                Some(b',') => self.input.consume(1),
                Some(b'}') => return self.shallower(),
                _ => return Err(self.fault("something else", "a comma or }")),
            }
        }
    }

    /// Goes through the elements of an array.
    pub(super) fn array(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.deeper()?;
        self.expect(b'[')?;
        if self.solid()? == Some(b']') {
            return self.shallower();
        }
        loop {
            element(self)?;
            match self.solid()? {
                Some(b',') => self.input.consume(1),
                Some(b']') => return self.shallower(),
                _ => return Err(self.fault("something else", "a comma or ]")),
            }
        }
    }

    fn deeper(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        match self.depth > 2 * self.limits.depth {
            true => Err(self.fault("a value deeper", &format!("at most {} levels", self.limits.depth))),
            false => Ok(()),
        }
    }

    fn shallower(&mut self) -> Result<(), Fault> {
        self.depth -= 1;
        self.input.consume(1);
        Ok(())
    }

    /// The value of a member, pushed as one node, or for an array as one for each element.
    pub(super) fn member(&mut self, name: &str, into: &mut Vec<Node>) -> Result<(), Fault> {
        if self.solid()? != Some(b'[') {
            let node = self.value(name)?;
            into.push(node);
            return Ok(());
        }
        self.array(|source| {
            let mut node = source.value(name)?;
            node.is_one_of_many = true;
            into.push(node);
            Ok(())
        })
    }

    /// A value that is no array.
    pub(super) fn value(&mut self, name: &str) -> Result<Node, Fault> {
        let first = self.solid()?;
        let mut node = Node::new(name.to_owned(), self.position());
        match first {
            Some(b'{') => self.members(&mut node)?,
            Some(b'"') => {
                self.input.consume(1);
                node.value = Scalar::Text(self.string()?);
            }
            Some(b'-' | b'0'..=b'9') => node.value = Scalar::Number(self.number()?),
            Some(b't') => node.value = self.word("true", Scalar::Flag(true))?,
            Some(b'f') => node.value = self.word("false", Scalar::Flag(false))?,
            Some(b'n') => return Err(self.fault("null", "a value")),
            Some(b'[') => return Err(self.fault("an array within an array", "a value")),
            Some(byte) => return Err(self.fault(shown(byte), "a value")),
            None => return Err(self.fault("the end of the message", "a value")),
        }
        Ok(node)
    }

    fn members(&mut self, node: &mut Node) -> Result<(), Fault> {
        let mut seen = std::collections::BTreeSet::new();
        let most = self.limits.attributes.max(1024);
        self.object(|source, name| {
            if !seen.insert(name.clone()) {
                return Err(source.fault(format!("member {name:?} again"), "each member once"));
            }
            if seen.len() > most {
                return Err(source.fault("more members", &format!("at most {most}")));
            }
            source.member(&name, &mut node.children)
        })
    }

    fn word(&mut self, word: &str, value: Scalar) -> Result<Scalar, Fault> {
        for expected in word.bytes() {
            if self.bump()? != expected {
                return Err(self.fault("something else", word));
            }
        }
        Ok(value)
    }

    /// A number, without its exponent.
    fn number(&mut self) -> Result<String, Fault> {
        let mut text = String::new();
        while let Some(byte @ (b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) = self.peek()? {
            self.input.consume(1);
            text.push(char::from(byte));
            if text.len() > 400 {
                return Err(self.fault("a longer number", "at most 400 digits"));
            }
        }
        match is_number(&text) {
            true => Ok(plain(&text)),
            false => Err(self.fault(format!("{text:?}"), "a number")),
        }
    }

    /// A string whose opening quote was taken.
    fn string(&mut self) -> Result<String, Fault> {
        let mut bytes = Vec::new();
        loop {
            match self.bump()? {
                b'"' => break,
                b'\\' => self.escape(&mut bytes)?,
                byte @ 0..0x20 => return Err(self.fault(shown(byte), "a character of a text")),
                byte => bytes.push(byte),
            }
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(_) => Err(self.fault("bytes that are no UTF-8", "UTF-8")),
        }
    }

    fn escape(&mut self, into: &mut Vec<u8>) -> Result<(), Fault> {
        let plain = match self.bump()? {
            byte @ (b'"' | b'\\' | b'/') => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let character = self.character()?;
                into.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            byte => return Err(self.fault(format!("\\{}", shown(byte)), "an escape of JSON")),
        };
        into.push(plain);
        Ok(())
    }

    /// The character of `\u` and four digits, or of two such.
    fn character(&mut self) -> Result<char, Fault> {
        let mut code = self.digits()?;
        if (0xd800..0xdc00).contains(&code) {
            let is_pair = self.bump()? == b'\\' && self.bump()? == b'u';
            let low = if is_pair { self.digits()? } else { 0 };
            if !(0xdc00..0xe000).contains(&low) {
                return Err(self.fault("half a character", "both halves"));
            }
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        char::from_u32(code).ok_or_else(|| self.fault("half a character", "both halves"))
    }

    fn digits(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let byte = self.bump()?;
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(self.fault(shown(byte), "a digit of four"));
            };
            code = code * 16 + digit;
        }
        Ok(code)
    }
}

fn shown(byte: u8) -> String {
    format!("{:?}", char::from(byte))
}

/// Whether it is spelled as JSON spells numbers.
fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, part) = match mantissa.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (mantissa, None),
    };
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && part.is_none_or(are_digits)
        && exponent.is_none_or(|exponent| are_digits(exponent.trim_start_matches(['+', '-'])))
}

/// A number without exponent, as far as that is not too long.
fn plain(text: &str) -> String {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return text.to_owned();
    };
    let Some(exponent) = exponent
        .parse::<i32>()
        .ok()
        .filter(|exponent| exponent.abs() <= 400)
    else {
        return text.to_owned();
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{}{whole}{part}{}", "0".repeat(401), "0".repeat(401));
    let point = usize::try_from(401 + whole.len() as i32 + exponent).unwrap_or_default();
    let (whole, part) = all.split_at(point.min(all.len()));
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let dot = if part.is_empty() { "" } else { "." };
    format!("{sign}{whole}{dot}{part}")
}
