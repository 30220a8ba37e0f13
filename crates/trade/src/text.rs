//! Short texts of figures on the stack: a number, a period, a code.
//!
//! A world of cells is printed figure by figure, and none of them is worth an
//! allocation. It knows digits only; what a figure means is its type's to say.

/// A text of at most as many bytes as the longest figure takes.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    bytes: [u8; ROOM],
    /// Where the text begins: digits come last first.
    from: u8,
}

/// A sign, 39 digits, a point and three decimals fit, and a byte before them.
const ROOM: usize = 48;

/// `00`, `01` … `99`, one after the other.
const TWO_DIGITS: [u8; 200] = {
    let (mut digits, mut number) = ([0; 200], 0);
    while number < 100 {
        digits[2 * number] = b'0' + (number / 10) as u8;
        digits[2 * number + 1] = b'0' + (number % 10) as u8;
        number += 1;
    }
    digits
};

impl Text {
    /// No text yet; it is written from its end.
    #[inline]
    pub(crate) const fn empty() -> Self {
        Self {
            bytes: [0; ROOM],
            from: ROOM as u8,
        }
    }

    /// Writes bytes before what is written; what has no room is left out.
    #[inline]
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        let end = usize::from(self.from);
        let from = end.saturating_sub(bytes.len());
        self.bytes[from..end].copy_from_slice(&bytes[bytes.len() + from - end..]);
        self.from = from as u8;
    }

    /// Writes so many bytes before what is written, where there is room for all.
    #[inline]
    pub(crate) fn put_few<const COUNT: usize>(&mut self, bytes: [u8; COUNT]) {
        let end = usize::from(self.from);
        if let Some(place) = self.bytes[..end].last_chunk_mut() {
            *place = bytes;
            self.from = (end - COUNT) as u8;
        }
    }

    /// Writes the digits of a number, with zeros before it up to `width`.
    pub(crate) fn put_number(&mut self, mut number: u128, width: usize) {
        let mut width = width.max(1);
        while number > u128::from(u64::MAX) {
            self.put(&[b'0' + (number % 10) as u8]);
            (number, width) = (number / 10, width.saturating_sub(1));
        }
        self.put_digits(number as u64, width);
    }

    /// The same of a number that fits a register.
    #[inline]
    pub(crate) fn put_digits(&mut self, mut number: u64, width: usize) {
        let until = usize::from(self.from).saturating_sub(width.max(1));
        let mut at = usize::from(self.from);
        while number >= 10 && at >= 2 {
            // Two digits a division: there are as many divisions as figures in a world.
            let two = (number % 100) as usize * 2;
            (number, at) = (number / 100, at - 2);
            self.bytes[at..at + 2].copy_from_slice(&TWO_DIGITS[two..two + 2]);
        }
        while at > 0 && (number > 0 || at > until) {
            at -= 1;
            self.bytes[at] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.from = at as u8;
    }

    /// The text behind a byte, such as the comma before a field.
    #[inline]
    #[must_use]
    pub fn behind(mut self, byte: u8) -> Self {
        self.put_few([byte]);
        self
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Its bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[usize::from(self.from)..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_from_their_end_with_zeros_before() {
        let mut text = Text::empty();
        text.put(b"!");
        text.put_number(7, 2);
        text.put(b"-");
        text.put_number(0, 1);
        text.put_number(u128::MAX, 0);
        assert_eq!(text.as_str(), "3402823669209384634633746074317682114550-07!");
    }
}
