//! Keys of 128 bits, each with a mark of 32: 20 bytes a key as they come, and 8 bytes a slot, of
//! which one in two may be taken. A million keys take 36 MiB.
//!
//! Keys are whole keys, not hashes of them (`key.rs`): what is found is what was put in. They lie
//! apart from the slots, which hold half of their hash: a larger table looks at no key, and
//! neither does a new key but for one chance in thousands.

use super::words::hash_key;

/// A map from keys to marks, which are not 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    seed: u64,
    keys: Vec<u128>,
    marks: Vec<u32>,
    /// By hash; a power of two of them.
    slots: Vec<Slot>,
}

/// The hash of a key, and its place counted from 1; 0 where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    place: u32,
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
        self.keys.len()
    }

    /// Makes room for some keys and looks at their slots, each of which is far from the others: the
    /// processor fetches them at once, where it would wait for one after the other.
    pub(super) fn await_all(&mut self, keys: impl Iterator<Item = u128> + Clone) {
        while (self.keys.len() + keys.clone().count()) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len().saturating_sub(1);
        let places = keys.map(|key| self.slots[hash_key(self.seed, key) as u32 as usize & mask].place);
        std::hint::black_box(places.fold(0, |all, place| all ^ place));
    }

    /// The mark of a key; if it has none, it gets this one.
    pub(super) fn insert(&mut self, key: u128, mark: u32) -> Option<u32> {
        if (self.keys.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let (hash, mask) = (hash_key(self.seed, key) as u32, self.slots.len() - 1);
        let mut at = hash as usize & mask;
        while let Some(place) = (self.slots[at].place as usize).checked_sub(1) {
            if self.slots[at].hash == hash && self.keys[place] == key {
                return Some(self.marks[place]);
            }
            at = (at + 1) & mask;
        }
        self.keys.push(key);
        self.marks.push(mark.max(1));
        let place = self.keys.len() as u32;
        self.slots[at] = Slot { hash, place };
        None
    }

    /// Keys with their marks, in the order they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u128, u32)> + '_ {
        self.keys.iter().copied().zip(self.marks.iter().copied())
    }

    /// Takes all keys away, in time of how many there were.
    pub(super) fn clear(&mut self) {
        match self.slots.len() > 64.max(self.keys.len() * 8) {
            true => *self = Self::new(self.seed),
            false => self.slots.fill(Slot::default()),
        }
        self.keys.clear();
        self.marks.clear();
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); (self.slots.len() * 2).max(16)];
        let before = std::mem::replace(&mut self.slots, slots);
        let mask = self.slots.len() - 1;
        for slot in before.into_iter().filter(|slot| slot.place != 0) {
            let mut at = slot.hash as usize & mask;
            while self.slots[at].place != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }
}
