//! Texts with numbers: the codes of a list, and whatever else a component takes.
//!
//! Numbers begin at 1; 0 is nobody's. A text is found by its hash and then compared as a whole,
//! so two texts never share a number.

const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
const SECOND: u64 = 0xD1B5_4A32_D192_ED03;
const THIRD: u64 = 0x8CB9_2BA7_2F3D_8DD7;

/// Texts, each with its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    seed: u64,
    texts: Vec<Box<str>>,
    /// Numbers by hash, 0 where there is none; a power of two of them.
    slots: Vec<u32>,
}

impl Words {
    /// None yet; a seed spreads them.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a number; empty for a number that nobody has.
    pub(super) fn text(&self, number: u32) -> &str {
        let at = (number as usize).wrapping_sub(1);
        self.texts.get(at).map_or("", |text| text)
    }

    /// Texts with their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..).zip(self.texts.iter().map(|text| &**text))
    }

    /// The number of a text.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(self.seed, text.as_bytes()) as usize & mask;
        loop {
            match self.slots[at] {
                0 => return None,
                number if self.text(number) == text => return Some(number),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The number of a text, which is added if it is new.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        if let Some(number) = self.find(text) {
            return number;
        }
        if (self.texts.len() + 1) * 2 > self.slots.len() {
            let slots = (self.slots.len() * 2).max(16);
            self.slots = vec![0; slots];
            for number in 1..=self.texts.len() as u32 {
                self.place(number);
            }
        }
        self.texts.push(text.into());
        let number = self.texts.len() as u32;
        self.place(number);
        number
    }

    fn place(&mut self, number: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash(self.seed, self.text(number).as_bytes()) as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = number;
    }
}

/// A hash of bytes.
pub(super) fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let mut state = seed ^ (bytes.len() as u64).wrapping_mul(FIRST);
    let mut chunks = bytes.chunks(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        state = fold(state ^ u64::from_le_bytes(eight), SECOND);
    }
    fold(state ^ THIRD, FIRST)
}

/// A hash of a key.
pub(super) fn hash_key(seed: u64, key: u128) -> u64 {
    let (low, high) = (key as u64, (key >> 64) as u64);
    fold(fold(seed ^ low ^ THIRD, FIRST) ^ high, SECOND)
}

fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product as u64) ^ ((product >> 64) as u64)
}
