//! Keys of 128 bits, each with a mark of 32: 20 bytes a slot, in slots of which three in four
//! may be taken. A million keys take 40 MiB, and 60 MiB while the table grows to that.
//!
//! Keys are whole keys, not hashes of them (`key.rs`): what is found is what was put in.

use super::words::hash_key;

/// A map from keys to marks, which are not 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    seed: u64,
    keys: Vec<u128>,
    marks: Vec<u32>,
    taken: usize,
}

impl Table {
    /// An empty one; a seed spreads the keys.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.taken
    }

    /// The mark of a key; if it has none, it gets this one.
    pub(super) fn insert(&mut self, key: u128, mark: u32) -> Option<u32> {
        if (self.taken + 1) * 4 > self.keys.len() * 3 {
            self.grow();
        }
        let at = self.slot(key);
        if self.marks[at] != 0 {
            return Some(self.marks[at]);
        }
        (self.keys[at], self.marks[at]) = (key, mark.max(1));
        self.taken += 1;
        None
    }

    /// Keys with their marks, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u128, u32)> + '_ {
        let all = self.keys.iter().copied().zip(self.marks.iter().copied());
        all.filter(|(_, mark)| *mark != 0)
    }

    /// Takes all keys away, in time of how many there were.
    pub(super) fn clear(&mut self) {
        match self.keys.len() > 64.max(self.taken * 8) {
            true => *self = Self::new(self.seed),
            false => self.marks.fill(0),
        }
        self.taken = 0;
    }

    fn slot(&self, key: u128) -> usize {
        let mask = self.keys.len() - 1;
        let mut at = hash_key(self.seed, key) as usize & mask;
        while self.marks[at] != 0 && self.keys[at] != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let slots = (self.keys.len() * 2).max(16);
        let keys = std::mem::replace(&mut self.keys, vec![0; slots]);
        let marks = std::mem::replace(&mut self.marks, vec![0; slots]);
        for (key, mark) in keys.into_iter().zip(marks) {
            if mark != 0 {
                let at = self.slot(key);
                (self.keys[at], self.marks[at]) = (key, mark);
            }
        }
    }
}
