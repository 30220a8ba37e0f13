//! Keys as numbers: the numbers of their values, side by side in 128 bits.
//!
//! Nothing is hashed away, so two keys are equal only if all their values are. Where the numbers
//! of all dimensions do not fit, those of the first get a number together, and so on.

use std::collections::HashMap;

const BITS: u32 = 128;
/// The width of the number that stands for what did not fit.
const LINK: u32 = 32;

/// How keys are laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct Packer {
    widths: Vec<u32>,
    /// Where each dimension's number begins.
    shifts: Vec<u32>,
    /// The first dimension of each part.
    parts: Vec<usize>,
    /// What stands for the parts before the last; none if there is one part.
    links: Vec<Links>,
}

#[derive(Clone, Debug, Default)]
struct Links {
    numbers: HashMap<u128, u32>,
    keys: Vec<u128>,
}

impl Packer {
    /// For dimensions of so many codes; `None` for one that takes other values too.
    pub(super) fn new(counts: &[Option<usize>]) -> Self {
        let bits = |count: usize| (count as u64 + 1).next_power_of_two().trailing_zeros().max(1);
        let known: u32 = counts.iter().flatten().map(|&count| bits(count)).sum();
        let open = counts.iter().filter(|count| count.is_none()).count() as u32;
        let share = BITS.saturating_sub(known).checked_div(open).unwrap_or(LINK);
        let open = match share {
            0..24 => LINK,
            share => share.min(LINK),
        };
        let widths: Vec<u32> = counts.iter().map(|count| count.map_or(open, bits)).collect();
        let (mut shifts, mut parts, mut used) = (Vec::new(), vec![0], 0);
        for (at, width) in widths.iter().enumerate() {
            if used + width > BITS {
                parts.push(at);
                used = LINK;
            }
            shifts.push(used);
            used += width;
        }
        Self {
            links: vec![Links::default(); parts.len() - 1],
            widths,
            shifts,
            parts,
        }
    }

    /// How many values a dimension may have for its numbers to fit.
    pub(super) fn room(&self, dimension: usize) -> u64 {
        (1 << self.widths[dimension]) - 1
    }

    /// Whether the numbers of all dimensions fit.
    pub(super) fn is_single(&self) -> bool {
        self.links.is_empty()
    }

    /// The bits of some dimensions, where all fit.
    pub(super) fn mask(&self, counts: &[bool]) -> u128 {
        let bits = (0..counts.len()).filter(|&at| counts[at] && self.is_single());
        bits.map(|at| u128::from(self.room(at)) << self.shifts[at])
            .fold(0, |mask, bits| mask | bits)
    }

    /// The key of numbers, of which only these dimensions count.
    pub(super) fn pack(&mut self, numbers: &[u32], counts: impl Fn(usize) -> bool) -> u128 {
        if self.links.is_empty() {
            // What is wrong is kept within its own bits.
            let counted = (0..numbers.len()).filter(|&at| counts(at));
            let bits = counted.map(|at| {
                let number = u64::from(numbers[at]) & self.room(at);
                u128::from(number) << self.shifts[at]
            });
            return bits.fold(0, |key, bits| key | bits);
        }
        let (mut key, mut part) = (0_u128, 0);
        for (at, number) in numbers.iter().enumerate() {
            if self.parts.get(part + 1) == Some(&at) {
                key = u128::from(self.links[part].number(key));
                part += 1;
            }
            if counts(at) {
                key |= u128::from(*number) << self.shifts[at];
            }
        }
        key
    }

    /// The numbers of a key.
    pub(super) fn unpack(&self, key: u128) -> Vec<u32> {
        let (mut numbers, mut rest, mut part) = (vec![0; self.widths.len()], key, self.parts.len() - 1);
        for at in (0..numbers.len()).rev() {
            let mask = (1_u128 << self.widths[at]) - 1;
            numbers[at] = ((rest >> self.shifts[at]) & mask) as u32;
            if part > 0 && self.parts[part] == at {
                part -= 1;
                let link = (rest & u128::from(u32::MAX)) as usize;
                rest = self.links[part].keys.get(link).copied().unwrap_or_default();
            }
        }
        numbers
    }
}

impl Links {
    fn number(&mut self, key: u128) -> u32 {
        let next = self.keys.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.keys.push(key);
        }
        number
    }
}
