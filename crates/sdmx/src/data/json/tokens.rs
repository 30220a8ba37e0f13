//! JSON, token by token: numbers stay the text they are.
//!
//! It takes nothing that RFC 8259 does not allow, and refuses what asks for more than the limits.

use std::io::BufRead;

use super::super::input::Input;
use super::super::limits::Limits;
use crate::{Fault, Position};

/// A token. The text of keys, strings and numbers is kept beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    Key,
    String,
    Number,
    True,
    False,
    Null,
    Over,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    Value,
    ValueOrEnd,
    KeyOrEnd,
    Key,
    CommaOrEnd,
    End,
}

/// Reads tokens.
#[derive(Debug)]
pub(super) struct Tokens<R> {
    input: Input<R>,
    limits: Limits,
    /// For each bracket that is open, whether it is an object.
    open: Vec<bool>,
    expect: Expect,
    bytes: Vec<u8>,
    pub(super) text: String,
    pub(super) position: Position,
}

impl<R: BufRead> Tokens<R> {
    pub(super) fn new(mut input: Input<R>, limits: Limits) -> Result<Self, Fault> {
        input.skip_mark()?;
        Ok(Self {
            input,
            limits,
            open: Vec::new(),
            expect: Expect::Value,
            bytes: Vec::new(),
            text: String::new(),
            position: Position::default(),
        })
    }

    pub(super) fn next(&mut self) -> Result<Token, Fault> {
        let byte = self.input.skip_blanks()?;
        self.position = self.input.position();
        match (self.expect, byte) {
            (Expect::End, None) => Ok(Token::Over),
            (_, None) => Err(self.fault("the end of the message", "the rest of it")),
            (Expect::CommaOrEnd, Some(b',')) => {
                self.input.consume(1);
                self.expect = match self.open.last() {
                    Some(true) => Expect::Key,
                    _ => Expect::Value,
                };
                self.next()
            }
            (Expect::CommaOrEnd | Expect::KeyOrEnd, Some(b'}')) if self.open.last() == Some(&true) => {
                self.close(Token::ObjectEnd)
            }
            (Expect::CommaOrEnd | Expect::ValueOrEnd, Some(b']')) if self.open.last() == Some(&false) => {
                self.close(Token::ArrayEnd)
            }
            (Expect::Key | Expect::KeyOrEnd, Some(b'"')) => self.key(),
            (Expect::Value | Expect::ValueOrEnd, Some(byte)) => self.value(byte),
            (_, Some(byte)) => {
                let expected = match self.expect {
                    Expect::End => "the end of the message",
                    Expect::Key | Expect::KeyOrEnd => "a name",
                    _ => "a comma or a closing bracket",
                };
                Err(self.fault(format!("{:?}", char::from(byte)), expected))
            }
        }
    }

    fn close(&mut self, token: Token) -> Result<Token, Fault> {
        self.input.consume(1);
        self.open.pop();
        self.valued();
        Ok(token)
    }

    fn valued(&mut self) {
        self.expect = match self.open.is_empty() {
            true => Expect::End,
            false => Expect::CommaOrEnd,
        };
    }

    fn key(&mut self) -> Result<Token, Fault> {
        self.string()?;
        match self.input.skip_blanks()? {
            Some(b':') => self.input.consume(1),
            _ => return Err(self.fault("no colon", "a colon after a name")),
        }
        self.expect = Expect::Value;
        Ok(Token::Key)
    }

    fn value(&mut self, byte: u8) -> Result<Token, Fault> {
        match byte {
            b'{' => self.opening(true),
            b'[' => self.opening(false),
            b'"' => {
                self.string()?;
                self.valued();
                Ok(Token::String)
            }
            b'-' | b'0'..=b'9' => {
                self.word()?;
                match is_number(&self.text) {
                    true => {
                        self.valued();
                        Ok(Token::Number)
                    }
                    false => Err(self.fault(self.text.clone(), "a number as JSON has it")),
                }
            }
            _ => {
                self.word()?;
                let token = match self.text.as_str() {
                    "true" => Token::True,
                    "false" => Token::False,
                    "null" => Token::Null,
                    _ => return Err(self.fault(format!("{:?}", char::from(byte)), "a value")),
                };
                self.valued();
                Ok(token)
            }
        }
    }

    fn opening(&mut self, is_object: bool) -> Result<Token, Fault> {
        if self.open.len() == self.limits.depth {
            let expected = format!("at most {} brackets within each other", self.limits.depth);
            return Err(self.fault("one more", expected));
        }
        self.input.consume(1);
        self.open.push(is_object);
        self.expect = match is_object {
            true => Expect::KeyOrEnd,
            false => Expect::ValueOrEnd,
        };
        Ok(match is_object {
            true => Token::ObjectStart,
            false => Token::ArrayStart,
        })
    }

    /// Takes bytes while they belong, into the buffer; false at the end of the input.
    fn take(&mut self, mut belongs: impl FnMut(u8) -> bool) -> Result<bool, Fault> {
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) => return Err(self.input.failed(&error)),
            };
            let length = buffer.len();
            let end = buffer.iter().position(|&byte| !belongs(byte));
            self.bytes.extend_from_slice(&buffer[..end.unwrap_or(length)]);
            self.input.consume(end.unwrap_or(length));
            if self.bytes.len() > self.limits.record {
                let expected = format!("at most {} bytes", self.limits.record);
                return Err(self.fault("a longer text", expected));
            }
            if end.is_some() || length == 0 {
                return Ok(end.is_some());
            }
        }
    }

    fn word(&mut self) -> Result<(), Fault> {
        self.bytes.clear();
        self.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))?;
        self.decode()
    }

    fn decode(&mut self) -> Result<(), Fault> {
        self.text.clear();
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => {
                self.text.push_str(text);
                Ok(())
            }
            Err(_) => Err(self.fault("bytes that are no UTF-8", "UTF-8")),
        }
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.input.consume(1);
        self.bytes.clear();
        loop {
            if !self.take(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1F))? {
                return Err(self.fault("a string that is not closed", "a closing quote"));
            }
            match self.input.peek()? {
                Some(b'"') => {
                    self.input.consume(1);
                    return self.decode();
                }
                Some(b'\\') => {
                    self.input.consume(1);
                    self.escape()?;
                }
                _ => return Err(self.fault("a control character", "an escape")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let byte = self.input.peek()?.unwrap_or_default();
        let plain = match byte {
            b'"' | b'\\' | b'/' => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                self.input.consume(1);
                return self.unicode();
            }
            _ => return Err(self.fault("an unknown escape", "an escape as JSON has it")),
        };
        self.input.consume(1);
        self.bytes.push(plain);
        Ok(())
    }

    fn unicode(&mut self) -> Result<(), Fault> {
        let mut unit = self.hexadecimal()?;
        if (0xD800..0xDC00).contains(&unit) {
            for expected in [b'\\', b'u'] {
                if self.input.peek()? != Some(expected) {
                    return Err(self.fault("half a surrogate pair", "both halves"));
                }
                self.input.consume(1);
            }
            let low = self.hexadecimal()?;
            if !(0xDC00..0xE000).contains(&low) {
                return Err(self.fault("half a surrogate pair", "both halves"));
            }
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        match char::from_u32(unit) {
            Some(character) => {
                let mut buffer = [0; 4];
                self.bytes
                    .extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
                Ok(())
            }
            None => Err(self.fault("half a surrogate pair", "a character")),
        }
    }

    fn hexadecimal(&mut self) -> Result<u32, Fault> {
        let mut unit = 0;
        for _ in 0..4 {
            let byte = self.input.peek()?.unwrap_or_default();
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(self.fault("an escape without four digits", "four hexadecimal digits"));
            };
            self.input.consume(1);
            unit = unit * 16 + digit;
        }
        Ok(unit)
    }

    /// Passes over the value whose first token is given.
    pub(super) fn skip_from(&mut self, token: Token) -> Result<(), Fault> {
        if !matches!(token, Token::ObjectStart | Token::ArrayStart) {
            return Ok(());
        }
        let outside = self.open.len() - 1;
        while self.open.len() > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Passes over the next value.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let token = self.next()?;
        self.skip_from(token)
    }

    pub(super) fn fault(&self, found: impl Into<String>, expected: impl Into<String>) -> Fault {
        Fault::new(self.position, "", found, expected)
    }
}

/// Whether a text is a number of JSON.
pub(super) fn is_number(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (rest, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let (whole, fraction) = match rest.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (rest, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
