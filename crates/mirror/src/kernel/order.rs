//! Reports put in the order of their keys: first counted by pair, then each pair sorted.
//!
//! Pairs are few and known beforehand to lie in a range, so a report finds its pair's place
//! without a comparison; what is left to sort fits the nearest cache.

use super::{ExportReport, FobBasis, ImportReport, Key};

/// A report that can be put in order.
pub(super) trait Keyed: Copy {
    /// None yet.
    const EMPTY: Self;

    /// The cell.
    fn key(&self) -> Key;
}

impl Keyed for ExportReport {
    const EMPTY: Self = Self {
        key: Key::from_bits(0),
        value: 0,
        weight: 0,
    };

    #[inline]
    fn key(&self) -> Key {
        self.key
    }
}

impl Keyed for ImportReport {
    const EMPTY: Self = Self {
        key: Key::from_bits(0),
        value: 0,
        weight: 0,
        basis: FobBasis::stated(0),
    };

    #[inline]
    fn key(&self) -> Key {
        self.key
    }
}

/// Room for sorting, kept from one time to the next.
#[derive(Debug)]
pub(super) struct Order<T> {
    sorted: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Order<T> {
    fn default() -> Self {
        let (sorted, ends) = (Vec::new(), Vec::new());
        Self { sorted, ends }
    }
}

impl<T: Keyed> Order<T> {
    /// The reports in the order of their keys; those of one cell in any order, for sums are
    /// exact.
    pub(super) fn sorted(&mut self, reports: impl Iterator<Item = T> + Clone) -> &[T] {
        let (mut low, mut high, mut count) = (u32::MAX, 0, 0);
        reports.clone().for_each(|report| {
            let pair = report.key().pair();
            (low, high, count) = (low.min(pair), high.max(pair), count + 1);
        });
        let range = high.saturating_sub(low) as usize + 1;
        self.sorted.clear();
        // Where pairs are far apart, counting them would cost more than it saves.
        if range > 4 * count {
            self.sorted.extend(reports);
            self.sorted.sort_unstable_by_key(|report| report.key().bits());
            return &self.sorted;
        }
        self.by_pair(reports, low, range, count);
        for pair in self
            .sorted
            .chunk_by_mut(|one, other| one.key().pair() == other.key().pair())
        {
            pair.sort_unstable_by_key(|report| report.key().bits());
        }
        &self.sorted
    }

    fn by_pair(&mut self, reports: impl Iterator<Item = T> + Clone, first: u32, range: usize, count: usize) {
        let at = |report: &T| (report.key().pair() - first) as usize;
        self.ends.clear();
        self.ends.resize(range, 0);
        reports.clone().for_each(|report| self.ends[at(&report)] += 1);
        let mut start = 0;
        for end in &mut self.ends {
            start += std::mem::replace(end, start);
        }
        self.sorted.resize(count, T::EMPTY);
        reports.for_each(|report| {
            let place = &mut self.ends[at(&report)];
            self.sorted[*place] = report;
            *place += 1;
        });
    }
}
