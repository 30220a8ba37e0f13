//! Dice: which seed is taken, and how it is damaged. The same number gives the same case.

use oorandom::Rand64;

use crate::mutation::{Change, PIECES, changed};

/// Pieces of markup and of requests, beside those that tables stumble on.
const MARKUP: [&[u8]; 24] = [
    b"<",
    b">",
    b"/>",
    b"</",
    b"<x>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?x?>",
    b"&amp;",
    b"&#0;",
    b"&#x10FFFF;",
    b"xmlns=\"\"",
    b"xsi:type=\"n:x\"",
    b"\\ud800",
    b"\\u0000",
    b"~",
    b":",
    b"%",
    b"%00",
    b"+",
    b"*",
    b"urn:sdmx:org.sdmx.infomodel.codelist.Codelist=A:B(1.0)",
];

/// Dice that begin at a number.
pub(crate) struct Dice(Rand64);

impl Dice {
    pub(crate) fn new(seed: u64, case: u64) -> Self {
        Self(Rand64::new(u128::from(seed) << 64 | u128::from(case)))
    }

    /// Below `bound`; 0 when there is nothing below it.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        match bound {
            0 => 0,
            bound => self.0.rand_range(0..bound as u64) as usize,
        }
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// The bytes with a few changes, some of them pieces of `other`.
pub(crate) fn damaged(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=few(dice) {
        let change = change(&bytes, other, dice);
        bytes = changed(&bytes, &[change]);
    }
    bytes
}

/// 0 to 15, small numbers more often.
fn few(dice: &mut Dice) -> usize {
    let bits = dice.below(5);
    dice.below(1 << bits)
}

fn change(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Change {
    let at = dice.below(bytes.len() + 1);
    let (length, with) = match dice.below(9) {
        0 => (0, piece(dice)),
        1 => (dice.below(5), piece(dice)),
        2 => (1, flipped(bytes, at, dice)),
        3 => (1 + dice.below(40), Vec::new()),
        4 => (dice.below(3), noise(dice)),
        5 => (0, slice(bytes, dice)),
        6 => (dice.below(60), slice(other, dice)),
        7 if dice.below(6) == 0 => (usize::MAX, Vec::new()),
        7 => return field(bytes, at, dice),
        _ => return line(bytes, at, other, dice),
    };
    Change { at, length, with }
}

fn piece(dice: &mut Dice) -> Vec<u8> {
    let piece = match dice.below(4) {
        0 => dice.one(&MARKUP).copied(),
        _ => dice.one(&PIECES).copied(),
    };
    piece.unwrap_or_default().to_vec()
}

fn flipped(bytes: &[u8], at: usize, dice: &mut Dice) -> Vec<u8> {
    let bit = 1 << dice.below(8);
    bytes.get(at).map_or_else(Vec::new, |byte| vec![byte ^ bit])
}

fn noise(dice: &mut Dice) -> Vec<u8> {
    (0..dice.below(8)).map(|_| dice.below(256) as u8).collect()
}

fn slice(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let start = dice.below(bytes.len() + 1);
    let end = (start + dice.below(80)).min(bytes.len());
    bytes[start..end].to_vec()
}

/// A whole field gives way to a piece.
fn field(bytes: &[u8], at: usize, dice: &mut Dice) -> Change {
    let (at, length) = around(bytes, at, b",;\t\n");
    let with = piece(dice);
    Change { at, length, with }
}

/// A whole line gives way to one of another file, or to none.
fn line(bytes: &[u8], at: usize, other: &[u8], dice: &mut Dice) -> Change {
    let (at, length) = around(bytes, at, b"\n");
    let (start, size) = around(other, dice.below(other.len() + 1), b"\n");
    let with = match dice.below(3) {
        0 => Vec::new(),
        _ => other[start..start + size].to_vec(),
    };
    Change { at, length, with }
}

/// Start and length of what lies between two separators.
fn around(bytes: &[u8], at: usize, separators: &[u8]) -> (usize, usize) {
    let is = |byte: &u8| separators.contains(byte);
    let at = at.min(bytes.len());
    let start = bytes[..at].iter().rposition(is).map_or(0, |before| before + 1);
    let end = bytes[at..]
        .iter()
        .position(is)
        .map_or(bytes.len(), |after| at + after);
    (start, end - start)
}
