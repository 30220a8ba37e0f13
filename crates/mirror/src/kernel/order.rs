//! Reports put in the order of their keys: first counted by pair, then each pair sorted.
//!
//! Pairs are few and known beforehand to lie in a range, so a report finds its pair's place
//! without a comparison; what is left to sort fits the nearest cache.

use super::{ExportReport, ImportReport, Key};

/// A report that can be put in order.
pub(super) trait Ranked: Copy {
    /// What tells reports of one cell apart, so that sums do not depend on how they came.
    type Rank: Ord;

    /// The cell.
    fn key(&self) -> Key;

    /// See [`Self::Rank`].
    fn rank(&self) -> Self::Rank;
}

impl Ranked for ExportReport {
    type Rank = i64;

    #[inline]
    fn key(&self) -> Key {
        self.key
    }

    #[inline]
    fn rank(&self) -> i64 {
        self.value
    }
}

impl Ranked for ImportReport {
    type Rank = (i64, u64);

    #[inline]
    fn key(&self) -> Key {
        self.key
    }

    /// Equal values are told apart by what they are without freight.
    #[inline]
    fn rank(&self) -> (i64, u64) {
        (self.value, self.fob.to_bits())
    }
}

/// Room for sorting, kept from one time to the next.
#[derive(Debug)]
pub(super) struct Order<T> {
    spare: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Order<T> {
    fn default() -> Self {
        let (spare, ends) = (Vec::new(), Vec::new());
        Self { spare, ends }
    }
}

impl<T: Ranked> Order<T> {
    /// Sorts by key, then by rank.
    pub(super) fn sort(&mut self, reports: &mut Vec<T>) {
        let pairs = reports.iter().map(|report| report.key().pair());
        let bounds = pairs.fold((u32::MAX, 0), |(low, high), pair| (low.min(pair), high.max(pair)));
        let range = bounds.1.saturating_sub(bounds.0) as usize + 1;
        // Where pairs are far apart, counting them would cost more than it saves.
        if range > 4 * reports.len() {
            reports.sort_unstable_by_key(|report| report.key().bits());
        } else {
            self.by_pair(reports, bounds.0, range);
            for pair in reports.chunk_by_mut(|one, other| one.key().pair() == other.key().pair()) {
                pair.sort_unstable_by_key(|report| report.key().bits());
            }
        }
        for cell in reports.chunk_by_mut(|one, other| one.key() == other.key()) {
            if cell.len() > 1 {
                cell.sort_unstable_by_key(Ranked::rank);
            }
        }
    }

    fn by_pair(&mut self, reports: &mut Vec<T>, first: u32, range: usize) {
        let at = |report: &T| (report.key().pair() - first) as usize;
        self.ends.clear();
        self.ends.resize(range, 0);
        for report in reports.iter() {
            self.ends[at(report)] += 1;
        }
        let mut start = 0;
        for end in &mut self.ends {
            start += std::mem::replace(end, start);
        }
        self.spare.clone_from(reports);
        for report in reports.iter() {
            let place = &mut self.ends[at(report)];
            self.spare[*place] = *report;
            *place += 1;
        }
        std::mem::swap(reports, &mut self.spare);
    }
}
