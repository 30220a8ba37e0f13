//! Text of whatever encoding, as UTF-8, while it streams.
//!
//! Agencies send UTF-8, UTF-16 from spreadsheets, Windows-1251 and still code page
//! 866, and never say which. As long as all bytes are ASCII the question is open;
//! at the first other byte it is decided from up to 64 KiB that follow. Bytes that
//! the decided encoding does not have become U+FFFD, and the field that holds them
//! fails its own rule.

use encoding_rs::{CoderResult, Decoder};
use std::fmt;
use std::io::{self, Read};

/// How much is read at once, and looked at to decide.
const CHUNK: usize = 64 * 1024;

/// How a text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8 or ASCII, with or without a byte-order mark.
    Utf8,
    /// UTF-16, little end first, with its mark.
    Utf16Le,
    /// UTF-16, big end first, with its mark.
    Utf16Be,
    /// Windows-1251, Cyrillic.
    Windows1251,
    /// Code page 866, Cyrillic of DOS.
    Cp866,
}

impl Encoding {
    /// The name as IANA has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1251 => "windows-1251",
            Self::Cp866 => "IBM866",
        }
    }

    fn decoder(self) -> Decoder {
        let encoding = match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Cp866 => encoding_rs::IBM866,
        };
        encoding.new_decoder_without_bom_handling()
    }

    /// The encoding that a byte-order mark names, and the mark's length.
    fn of_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }

    /// The encoding of text that is not all ASCII, from as much of it as there is.
    fn guess(bytes: &[u8]) -> Self {
        let (mut good, mut bad) = (0_usize, 0_usize);
        for chunk in bytes.utf8_chunks() {
            good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        // One damaged character, or one cut at the end, does not make it another encoding.
        if bad == 0 || good > 4 * bad {
            Self::Utf8
        } else if score(bytes, is_letter_of_866) > score(bytes, is_letter_of_1251) {
            Self::Cp866
        } else {
            Self::Windows1251
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// Letters less other signs among the bytes above ASCII.
fn score(bytes: &[u8], is_letter: fn(u8) -> bool) -> i64 {
    let high = bytes.iter().filter(|byte| !byte.is_ascii());
    high.map(|&byte| if is_letter(byte) { 1 } else { -1 }).sum()
}

fn is_letter_of_1251(byte: u8) -> bool {
    matches!(byte, 0xC0..=0xFF | 0xA8 | 0xB8)
}

fn is_letter_of_866(byte: u8) -> bool {
    matches!(byte, 0x80..=0xAF | 0xE0..=0xF1)
}

/// A reader of bytes in any encoding that reads as UTF-8.
pub(super) struct Decoded<R> {
    source: R,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    encoding: Option<Encoding>,
    decoder: Option<Decoder>,
    started: bool,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            raw: Vec::new(),
            out: Vec::new(),
            at: 0,
            encoding: None,
            decoder: None,
            started: false,
            ended: false,
        }
    }

    /// The encoding as far as it is decided: text that was all ASCII is UTF-8.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or(Encoding::Utf8)
    }

    /// Fills `out` with the next piece of UTF-8; leaves it empty at the end.
    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        while self.out.is_empty() && !self.ended {
            self.raw.clear();
            self.extend_raw()?;
            let skip = self.mark();
            if self.decoder.is_none() && !self.raw.is_ascii() {
                self.extend_raw()?;
                self.decide(Encoding::guess(&self.raw));
            }
            self.decode(skip);
        }
        Ok(())
    }

    /// Reads until a further chunk is full or the source ends, so that what is decided
    /// does not depend on how the source cuts its bytes.
    fn extend_raw(&mut self) -> io::Result<()> {
        let wanted = self.raw.len() + CHUNK;
        let mut limited = (&mut self.source).take(CHUNK as u64);
        limited.read_to_end(&mut self.raw)?;
        self.ended = self.raw.len() < wanted;
        Ok(())
    }

    /// Heeds a byte-order mark at the start; its length is to be left out.
    fn mark(&mut self) -> usize {
        if std::mem::replace(&mut self.started, true) {
            return 0;
        }
        match Encoding::of_mark(&self.raw) {
            Some((encoding, length)) => {
                self.decide(encoding);
                length
            }
            None => 0,
        }
    }

    fn decide(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
        self.decoder = Some(encoding.decoder());
    }

    fn decode(&mut self, skip: usize) {
        let Some(decoder) = &mut self.decoder else {
            std::mem::swap(&mut self.raw, &mut self.out);
            return;
        };
        let mut from = self.raw.get(skip..).unwrap_or_default();
        loop {
            let room = decoder
                .max_utf8_buffer_length(from.len())
                .unwrap_or(CHUNK)
                .max(16);
            let start = self.out.len();
            self.out.resize(start + room, 0);
            let (result, read, written, _) = decoder.decode_to_utf8(from, &mut self.out[start..], self.ended);
            self.out.truncate(start + written);
            from = &from[read..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            self.refill()?;
        }
        let ready = &self.out[self.at..];
        let count = ready.len().min(into.len());
        into[..count].copy_from_slice(&ready[..count]);
        self.at += count;
        Ok(count)
    }
}

/// The start of a text of any encoding, as UTF-8.
pub(super) fn decode_head(head: &[u8]) -> String {
    let mut decoded = Decoded::new(head);
    let mut text = Vec::new();
    // Reading from memory cannot fail.
    let _ = decoded.read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}
