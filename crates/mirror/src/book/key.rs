//! The canonical key: the one order in which all books lie.
//!
//! Exporter, importer, commodity, period, side, flow, second partner, customs
//! procedure, transport. Both reports of a flow are neighbours, and
//! comparing two books is one pass. The nine fields fit 119 bits, so the order
//! of rows is the order of integers.

use super::columns::{Columns, Int};

/// The canonical key of a row; compares as its fields do, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalKey(u128);

/// Fields with their width in bits.
const FIELDS: [(Int, u32); 9] = [
    (Int::Exporter, 16),
    (Int::Importer, 16),
    (Int::Commodity, 23),
    (Int::Period, 18),
    (Int::Side, 1),
    (Int::Flow, 4),
    (Int::SecondPartner, 17),
    (Int::Procedure, 8),
    (Int::Transport, 16),
];

/// Bits of the fields behind the commodity.
const BELOW_GOODS: u32 = 18 + 1 + 4 + 17 + 8 + 16;

impl CanonicalKey {
    /// The key of one row.
    pub fn of(columns: &Columns, row: usize) -> Self {
        let fields = FIELDS.map(|(column, _)| columns.ints(column)[row]);
        Self::pack(fields)
    }

    /// Exporter, importer and commodity alone, in the order of keys.
    pub(crate) const fn goods(self) -> u64 {
        (self.0 >> BELOW_GOODS) as u64
    }

    /// An absent second partner counts one below all others: the total comes first.
    fn pack(mut fields: [i32; 9]) -> Self {
        fields[6] = fields[6].wrapping_add(1);
        let packed = fields
            .iter()
            .zip(FIELDS)
            .fold(0_u128, |key, (&field, (_, bits))| {
                key << bits | u128::from(field as u32 & ((1 << bits) - 1))
            });
        Self(packed)
    }
}

/// Row numbers in the order of books: by period, then by canonical key, then as they came.
pub(crate) fn book_order(columns: &Columns) -> Vec<u32> {
    let periods = columns.ints(Int::Period);
    let mut order: Vec<(i32, u32, CanonicalKey)> = (0..columns.len())
        .map(|row| (periods[row], row as u32, CanonicalKey::of(columns, row)))
        .collect();
    order.sort_unstable_by_key(|&(period, row, key)| (period, key, row));
    order.into_iter().map(|(_, row, _)| row).collect()
}

/// The first row whose key is below that of the row before, if any.
pub fn first_unsorted(columns: &Columns) -> Option<usize> {
    (1..columns.len()).find(|&row| CanonicalKey::of(columns, row) < CanonicalKey::of(columns, row - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_fields_weigh_more_than_later_ones() {
        let low = [7, 9, 5, 201_500, 0, 0, -1, 0, 0];
        let high = [7, 9, 5, 201_500, 1, 15, 65_535, 255, 65_535];
        for field in 0..9 {
            let mut above = low;
            above[field] += 1;
            let mut below = high;
            below[field] = low[field];
            let rest_high = std::array::from_fn(|at| if at <= field { low[at] } else { high[at] });
            assert!(
                CanonicalKey::pack(rest_high) < CanonicalKey::pack(above),
                "{field}"
            );
            assert!(CanonicalKey::pack(low) <= CanonicalKey::pack(below), "{field}");
        }
    }
}
