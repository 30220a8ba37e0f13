//! Non-negative least squares on a handful of unknowns.
//!
//! Both states must obtain the same integers, so every operation here is a
//! plain IEEE one in a fixed order: no blocked or fused kernel that a library
//! would choose by processor.

/// The number of unknowns is at most this.
pub(super) const UNKNOWNS: usize = 7;

type Square = [[f64; UNKNOWNS]; UNKNOWNS];

/// Finds w ≥ 0 minimising ‖y − Xw‖² over `n` unknowns (active set after Lawson and Hanson, 1974).
///
/// `rows` are the rows of X with y. Returns zeros when X says nothing.
pub(super) fn non_negative(rows: &[([f64; UNKNOWNS], f64)], n: usize) -> [f64; UNKNOWNS] {
    let (gram, moment) = normal_equations(rows, n);
    let mut weights = [0.0; UNKNOWNS];
    let mut free = [false; UNKNOWNS];
    let tolerance = 1e-10 * (0..n).map(|at| gram[at][at]).fold(0.0, f64::max);
    // Each pass frees one unknown; 3n passes bound the cycling that rounding could cause.
    for _ in 0..3 * n {
        let gradient = |at: usize| moment[at] - (0..n).map(|to| gram[at][to] * weights[to]).sum::<f64>();
        let steepest = (0..n)
            .filter(|&at| !free[at])
            .max_by(|&a, &b| gradient(a).total_cmp(&gradient(b)));
        match steepest {
            Some(at) if gradient(at) > tolerance => free[at] = true,
            _ => break,
        }
        settle(&gram, &moment, &mut weights, &mut free, n);
    }
    weights
}

fn normal_equations(rows: &[([f64; UNKNOWNS], f64)], n: usize) -> (Square, [f64; UNKNOWNS]) {
    let (mut gram, mut moment) = ([[0.0; UNKNOWNS]; UNKNOWNS], [0.0; UNKNOWNS]);
    for (x, y) in rows {
        for a in 0..n {
            moment[a] += x[a] * y;
            for b in a..n {
                gram[a][b] += x[a] * x[b];
            }
        }
    }
    // One half is the other's mirror, to the last bit.
    let half = gram;
    for (a, row) in gram.iter_mut().enumerate() {
        row[..a]
            .iter_mut()
            .enumerate()
            .for_each(|(b, entry)| *entry = half[b][a]);
    }
    (gram, moment)
}

/// Solves on the free unknowns, stepping back to the boundary while one of them is negative.
fn settle(
    gram: &Square,
    moment: &[f64; UNKNOWNS],
    weights: &mut [f64; UNKNOWNS],
    free: &mut [bool; UNKNOWNS],
    n: usize,
) {
    for _ in 0..=n {
        let target = solve(gram, moment, free, n);
        let step = (0..n)
            .filter(|&at| free[at] && target[at] <= 0.0)
            .map(|at| weights[at] / (weights[at] - target[at]).max(f64::MIN_POSITIVE))
            .fold(1.0, f64::min);
        for at in 0..n {
            if free[at] {
                weights[at] += step * (target[at] - weights[at]);
            }
        }
        if step >= 1.0 {
            return;
        }
        for at in 0..n {
            if free[at] && target[at] <= 0.0 && weights[at] <= 1e-15 {
                (free[at], weights[at]) = (false, 0.0);
            }
        }
    }
}

/// Gaussian elimination with partial pivoting on the free unknowns; a singular direction stays 0.
fn solve(gram: &Square, moment: &[f64; UNKNOWNS], free: &[bool; UNKNOWNS], n: usize) -> [f64; UNKNOWNS] {
    let (mut at, mut size) = ([0; UNKNOWNS], 0);
    for unknown in (0..n).filter(|&unknown| free[unknown]) {
        at[size] = unknown;
        size += 1;
    }
    let at = &at[..size];
    // The free rows and columns, and the moments behind them.
    let mut table = [[0.0; UNKNOWNS + 1]; UNKNOWNS];
    for (row, &a) in table.iter_mut().zip(at) {
        row.iter_mut().zip(at).for_each(|(entry, &b)| *entry = gram[a][b]);
        row[size] = moment[a];
    }
    for column in 0..size {
        let pivot = (column..size).max_by(|&a, &b| table[a][column].abs().total_cmp(&table[b][column].abs()));
        let Some(pivot) = pivot.filter(|&row| table[row][column].abs() > 1e-300) else {
            continue;
        };
        table.swap(column, pivot);
        let pivot_row = table[column];
        for row in (0..size).filter(|&row| row != column) {
            let factor = table[row][column] / pivot_row[column];
            let entries = table[row][..=size].iter_mut();
            entries
                .zip(pivot_row)
                .for_each(|(entry, above)| *entry -= factor * above);
        }
    }
    let mut solution = [0.0; UNKNOWNS];
    for (row, &unknown) in at.iter().enumerate() {
        let pivot = table[row][row];
        solution[unknown] = if pivot.abs() > 1e-300 {
            table[row][size] / pivot
        } else {
            0.0
        };
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_an_exact_mixture_are_recovered() {
        let series = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0];
        let rows: Vec<_> = (2..series.len())
            .map(|t| {
                let mut x = [0.0; UNKNOWNS];
                (0..3).for_each(|lag| x[lag] = series[t - lag]);
                (x, 0.45 * x[0] + 0.40 * x[1] + 0.15 * x[2])
            })
            .collect();
        let weights = non_negative(&rows, 3).map(|weight| (weight * 1e6).round() / 1e6);
        assert_eq!(weights, [0.45, 0.40, 0.15, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_negative_least_squares_weight_is_held_at_zero() {
        let rows = [
            ([1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0], 1.0),
            ([0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0], -1.0),
        ];
        assert_eq!(non_negative(&rows, 2)[1], 0.0);
        assert_eq!(non_negative(&rows, 2)[0], 1.0);
    }

    #[test]
    fn no_data_gives_no_weight() {
        assert_eq!(non_negative(&[], 7), [0.0; UNKNOWNS]);
    }
}
