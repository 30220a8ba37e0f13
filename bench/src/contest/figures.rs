//! The two figures taken of many: the median of runs, and how cost grows with size.

/// The middle value; the mean of the middle two of an even number. `None` of none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    match sorted.len().is_multiple_of(2) {
        true => Some(f64::midpoint(sorted[half - 1], upper)),
        false => Some(upper),
    }
}

/// The exponent b of t = a·n^b through points (n, t), by least squares of the logarithms.
/// `None` when there are not two different sizes or a value is not positive.
pub(crate) fn growth(points: &[(f64, f64)]) -> Option<f64> {
    if points.iter().any(|&(size, cost)| size <= 0.0 || cost <= 0.0) {
        return None;
    }
    let logs: Vec<(f64, f64)> = points
        .iter()
        .map(|&(size, cost)| (libm::log(size), libm::log(cost)))
        .collect();
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / logs.len() as f64;
    let (size, cost) = (mean(|log| log.0), mean(|log| log.1));
    let covariance: f64 = logs.iter().map(|log| (log.0 - size) * (log.1 - cost)).sum();
    let variance: f64 = logs.iter().map(|log| (log.0 - size) * (log.0 - size)).sum();
    (variance > 1e-9).then(|| covariance / variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_value_or_the_mean_of_two() {
        assert_eq!(median([]), None);
        assert_eq!(median([7.0]), Some(7.0));
        assert_eq!(median([9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 100.0]), Some(3.0));
    }

    #[test]
    fn growth_finds_the_exponent_that_made_the_points() {
        for exponent in [0.0, 0.9, 1.0, 2.0] {
            let point = |size: f64| (size, 3.0 * libm::pow(size, exponent));
            let found = growth(&[point(1e6), point(1e7), point(5e7)]).unwrap();
            assert!((found - exponent).abs() < 1e-9, "{found} for {exponent}");
        }
    }

    #[test]
    fn growth_needs_two_sizes_and_costs_above_zero() {
        assert_eq!(growth(&[]), None);
        assert_eq!(growth(&[(1e6, 1.0), (1e6, 2.0)]), None);
        assert_eq!(growth(&[(1e6, 1.0), (1e7, 0.0)]), None);
    }
}
