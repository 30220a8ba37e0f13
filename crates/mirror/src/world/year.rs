//! A year's asymmetry cube: the sums of its months, one after the other.

use std::cmp::Ordering;

use crate::kernel::CubeCell;

/// The sums of two cubes, both in the order of their keys.
pub(super) fn merged(left: Vec<CubeCell>, right: &[CubeCell]) -> Vec<CubeCell> {
    if left.is_empty() {
        return right.to_vec();
    }
    let mut sums = Vec::with_capacity(left.len() + right.len() / 4);
    let (mut left, mut right) = (left.as_slice(), right);
    while let (Some((one, ones)), Some((other, others))) = (left.split_first(), right.split_first()) {
        match key(one).cmp(&key(other)) {
            Ordering::Less => {
                sums.push(*one);
                left = ones;
            }
            Ordering::Greater => {
                sums.push(*other);
                right = others;
            }
            Ordering::Equal => {
                sums.push(sum(one, other));
                (left, right) = (ones, others);
            }
        }
    }
    sums.extend_from_slice(left);
    sums.extend_from_slice(right);
    sums
}

fn key(cell: &CubeCell) -> (u16, u16, u8, u16) {
    (cell.exporter, cell.importer, cell.chapter, cell.year)
}

fn sum(one: &CubeCell, other: &CubeCell) -> CubeCell {
    CubeCell {
        cells: std::array::from_fn(|status| one.cells[status] + other.cells[status]),
        exp_value: one.exp_value + other.exp_value,
        imp_fob: one.imp_fob + other.imp_fob,
        abs_diff: one.abs_diff + other.abs_diff,
        ..*one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(exporter: u16, chapter: u8, value: f64) -> CubeCell {
        CubeCell {
            exporter,
            importer: 688,
            chapter,
            year: 2017,
            cells: [1, 0, 2, 0],
            exp_value: value,
            imp_fob: 2.0 * value,
            abs_diff: 0.5,
        }
    }

    #[test]
    fn cells_of_the_same_key_are_added_and_the_order_stays() {
        let sums = merged(
            vec![cell(8, 3, 1.0), cell(398, 27, 5.0)],
            &[cell(8, 4, 2.0), cell(398, 27, 7.0)],
        );
        let both = CubeCell {
            cells: [2, 0, 4, 0],
            abs_diff: 1.0,
            ..cell(398, 27, 12.0)
        };
        assert_eq!(sums, [cell(8, 3, 1.0), cell(8, 4, 2.0), both]);
    }

    #[test]
    fn nothing_added_to_a_cube_is_the_cube() {
        assert_eq!(merged(Vec::new(), &[cell(8, 3, 1.0)]), [cell(8, 3, 1.0)]);
        assert_eq!(merged(vec![cell(8, 3, 1.0)], &[]), [cell(8, 3, 1.0)]);
    }
}
