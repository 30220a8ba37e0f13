//! Lines over time, each named at its end.

use entente_trade::Money;

use super::Lines;
use super::canvas::{Anchor, Canvas, LINE, PX, TYPE};
use super::drawing::WIDTH;
use super::ink;
use super::letters;
use super::scale::Scale;
use crate::write::{Tongue, Word};

/// The least height of the field.
const FIELD: i64 = 260 * PX;

/// How much of the width names may take, in two lines at most.
const NAMES: i64 = 170 * PX;

/// From one name to the next.
const APART: i64 = 2 * LINE + 4 * PX;

/// More points than this have no marks.
const MARKED: usize = 40;

/// Draws, and gives the height of the picture.
pub(super) fn draw(canvas: &mut Canvas<'_>, lines: &Lines, tongue: &dyn Tongue) -> i64 {
    let (top, field) = (18 * PX, FIELD.max(lines.series.len() as i64 * APART));
    let amounts = lines.series.iter().flat_map(|(_, amounts)| amounts).flatten();
    let scale = Scale::over(amounts.copied(), top + field, top);
    let right = WIDTH - names_width(lines) - 24 * PX;
    let left = super::drawing::axis(canvas, &scale, right + 6 * PX, tongue) + 8 * PX;
    let places = places(lines.labels.len(), left, right);
    let mut ends = Vec::new();
    for (place, (name, amounts)) in lines.series.iter().enumerate() {
        let points: Vec<Option<(i64, i64)>> = places
            .iter()
            .zip(amounts)
            .map(|(x, amount)| amount.map(|amount| (*x, scale.at(amount))))
            .collect();
        canvas.open(&spoken(name, amounts, tongue));
        series(canvas, &points, place);
        canvas.close();
        ends.push(points.iter().flatten().last().copied());
    }
    names(canvas, lines, &ends, (right, top, field), tongue);
    let labels: Vec<(i64, &str)> = places
        .into_iter()
        .zip(lines.labels.iter().map(String::as_str))
        .collect();
    super::drawing::periods(canvas, &labels, top + field + LINE)
}

fn names_width(lines: &Lines) -> i64 {
    let widest = lines
        .series
        .iter()
        .map(|(name, _)| letters::width(name, TYPE))
        .max();
    widest.unwrap_or(0).min(NAMES)
}

fn places(count: usize, left: i64, right: i64) -> Vec<i64> {
    match count as i64 {
        1 => vec![i64::midpoint(left, right)],
        count => (0..count)
            .map(|at| left + (right - left) * at / (count - 1))
            .collect(),
    }
}

/// A series with its first and last figure.
fn spoken(name: &str, amounts: &[Option<Money>], tongue: &dyn Tongue) -> String {
    let told: Vec<Money> = amounts.iter().flatten().copied().collect();
    match (told.first(), told.last()) {
        (Some(first), Some(last)) => format!("{name}: {} … {}", tongue.money(*first), tongue.money(*last)),
        _ => format!("{name}: {}", tongue.say(Word::NoData)),
    }
}

fn series(canvas: &mut Canvas<'_>, points: &[Option<(i64, i64)>], place: usize) {
    let ink = ink::series(place);
    canvas.line(points, ink);
    for (at, point) in points.iter().enumerate() {
        let alone = [at.checked_sub(1), at.checked_add(1)]
            .into_iter()
            .flatten()
            .all(|beside| points.get(beside).copied().flatten().is_none());
        if let Some(point) = point.filter(|_| alone || points.len() <= MARKED) {
            canvas.mark(point, ink);
        }
    }
}

/// Names at the right, each as near to the end of its line as the others let it; where
/// a line ends earlier, its mark alone says which it is.
fn names(
    canvas: &mut Canvas<'_>,
    lines: &Lines,
    ends: &[Option<(i64, i64)>],
    (right, top, field): (i64, i64, i64),
    tongue: &dyn Tongue,
) {
    let wanted: Vec<i64> = ends
        .iter()
        .map(|end| end.map_or(top + field, |(_, y)| y))
        .collect();
    let x = right + 18 * PX;
    for (place, y) in spread(&wanted, top, top + field).into_iter().enumerate() {
        let name = &lines.series[place].0;
        match ends[place] {
            Some(end) => {
                if end.0 >= right {
                    canvas.rule((end.0 + 4 * PX, end.1), (x - 5 * PX, y), true);
                }
                canvas.mark((x, y), ink::series(place));
                label(canvas, name, (x + 7 * PX, y));
            }
            None => {
                canvas.cross((x, y));
                label(
                    canvas,
                    &format!("{name}: {}", tongue.say(Word::NoData)),
                    (x + 7 * PX, y),
                );
            }
        }
    }
}

fn label(canvas: &mut Canvas<'_>, name: &str, (x, y): (i64, i64)) {
    let lines = letters::wrap(name, TYPE, WIDTH - x, 2);
    let first = y + 4 * PX - (lines.len() as i64 - 1) * LINE / 2;
    for (at, line) in lines.iter().enumerate() {
        canvas.text((x, first + at as i64 * LINE), Anchor::Start, line);
    }
}

/// Places two lines of type apart at least, in the order wanted, within the field.
fn spread(wanted: &[i64], top: i64, bottom: i64) -> Vec<i64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| (wanted[*at], *at));
    let mut places = wanted.to_vec();
    let mut least = top;
    for &at in &order {
        places[at] = places[at].max(least);
        least = places[at] + APART;
    }
    let mut most = bottom;
    for &at in order.iter().rev() {
        places[at] = places[at].min(most);
        most = places[at] - APART;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lines_that_end_together_stand_below_each_other() {
        assert_eq!(spread(&[500, 400, 9_000], 0, 10_000), [3_800, 400, 9_000]);
        assert_eq!(spread(&[9_900, 9_900], 0, 10_000), [6_600, 10_000]);
        assert_eq!(spread(&[], 0, 10_000), Vec::<i64>::new());
    }
}
