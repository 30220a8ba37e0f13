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

/// A sign, 39 digits, a point and three decimals fit.
const ROOM: usize = 48;

impl Text {
    /// No text yet; it is written from its end.
    pub(crate) const fn empty() -> Self {
        Self {
            bytes: [0; ROOM],
            from: ROOM as u8,
        }
    }

    /// Writes bytes before what is written; what has no room is left out.
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        let end = usize::from(self.from);
        let from = end.saturating_sub(bytes.len());
        self.bytes[from..end].copy_from_slice(&bytes[bytes.len() + from - end..]);
        self.from = from as u8;
    }

    /// Writes the digits of a number, with zeros before it up to `width`.
    pub(crate) fn put_number(&mut self, mut number: u128, width: usize) {
        let until = usize::from(self.from).saturating_sub(width.max(1));
        while number > u128::from(u64::MAX) {
            self.put(&[b'0' + (number % 10) as u8]);
            number /= 10;
        }
        let (mut number, mut at) = (number as u64, usize::from(self.from));
        while at > 0 && (number > 0 || at > until) {
            at -= 1;
            self.bytes[at] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.from = at as u8;
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Its bytes.
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
