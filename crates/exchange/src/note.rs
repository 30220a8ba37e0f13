//! Signed notes, as C2SP `signed-note` writes them: a text, an empty line, and lines of signatures.
//!
//! It takes a note apart and writes it down to the same bytes. Whether a signature holds, and
//! whose it must be, it does not judge: until somebody did, the text says nothing.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::refusal::{Reason, Refusal};

/// The longest note that is taken, bytes: sixteen signatures of either kind fit.
pub const LONGEST_NOTE: usize = 1 << 16;

/// The most signatures that are taken.
pub const MOST_SIGNATURES: usize = 16;

/// A text with signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is signed, its last line feed included.
    pub text: String,
    /// The signatures, as they stand.
    pub signatures: Vec<Signature>,
}

/// A line of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The first four bytes of the hash of name, kind and public key.
    pub key_id: [u8; 4],
    /// The signature, and what its kind puts before it.
    pub bytes: Vec<u8>,
}

impl Note {
    /// Takes a note apart.
    ///
    /// # Errors
    /// [`Reason::NoteMalformed`] naming the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > LONGEST_NOTE {
            return Err(malformed(format!(
                "found {} bytes, expected at most {LONGEST_NOTE}",
                bytes.len()
            )));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?;
        if let Some(at) = text.bytes().position(|byte| byte < b' ' && byte != b'\n') {
            return Err(malformed(format!("found a control character at byte {at}")));
        }
        let parts = text.rfind("\n\n").map(|at| text.split_at(at + 1));
        let (text, lines) = parts.ok_or_else(|| malformed("found no empty line before signatures".into()))?;
        let lines = lines[1..].strip_suffix('\n');
        let lines = lines.ok_or_else(|| malformed("found no line feed at the end".into()))?;
        let signatures: Vec<Signature> = lines
            .split('\n')
            .map(Signature::parse)
            .collect::<Result<_, _>>()?;
        if signatures.len() > MOST_SIGNATURES {
            let found = format!(
                "found {} signatures, expected at most {MOST_SIGNATURES}",
                signatures.len()
            );
            return Err(malformed(found));
        }
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }
}

fn malformed(found: String) -> Refusal {
    Refusal::new(Reason::NoteMalformed, found)
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        self.signatures.iter().try_for_each(|one| writeln!(out, "{one}"))
    }
}

impl Signature {
    fn parse(line: &str) -> Result<Self, Refusal> {
        let wrong = || {
            malformed(format!(
                "found the signature line {line:.40?}, expected `— name base64`"
            ))
        };
        let (name, code) = line
            .strip_prefix("— ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or_else(wrong)?;
        let bytes = BASE64.decode(code).map_err(|_| wrong())?;
        let (key_id, bytes) = bytes.split_first_chunk::<4>().ok_or_else(wrong)?;
        if name.is_empty() || name.contains(|letter: char| letter.is_whitespace() || letter == '+') {
            return Err(wrong());
        }
        Ok(Self {
            name: name.to_owned(),
            key_id: *key_id,
            bytes: bytes.to_vec(),
        })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id[..], &self.bytes].concat();
        write!(out, "— {} {}", self.name, BASE64.encode(bytes))
    }
}
