//! From one total to another, a row a step.
//!
//! Rows and not columns, because goods have long names.

use entente_trade::Money;

use super::canvas::{Anchor, Canvas, Key, LINE, PX, Rect, TYPE};
use super::drawing::WIDTH;
use super::ink::{DECREASE, INCREASE, Ink, TOTAL};
use super::scale::Scale;
use super::{Waterfall, letters};
use crate::write::{Tongue, Word};

/// The height of a row, for two lines of a label.
const ROW: i64 = 36 * PX;

/// The height of a bar.
const BAR: i64 = 22 * PX;

/// The width of the labels.
const NAMES: i64 = 220 * PX;

/// The room for figures at either end of the bars.
const FIGURES: i64 = 90 * PX;

/// A row: from where to where, and what it is.
struct Row<'a> {
    label: &'a str,
    from: Money,
    to: Money,
    /// What is printed: a total, or a step with its sign.
    amount: Money,
    ink: Ink,
}

/// Draws, and gives the height of the picture.
pub(super) fn draw(canvas: &mut Canvas<'_>, waterfall: &Waterfall, tongue: &dyn Tongue) -> i64 {
    let rows = rows(waterfall);
    let top = canvas.legend(WIDTH, &keys(&rows, tongue)) + 8 * PX;
    let falls = rows.iter().any(|row| row.to < row.from);
    let left = NAMES + if falls { FIGURES } else { 8 * PX };
    let ends = rows.iter().flat_map(|row| [row.from, row.to]);
    let scale = Scale::over(ends, left, WIDTH - FIGURES);
    let bottom = top + rows.len() as i64 * ROW;
    let zero = scale.at(Money::ZERO);
    canvas.rule((zero, top), (zero, bottom), false);
    for (at, row) in rows.iter().enumerate() {
        let y = top + at as i64 * ROW;
        canvas.open(&format!("{}: {}", row.label, signed(row, tongue)));
        one(canvas, &scale, row, y, &compact(row, tongue));
        canvas.close();
        if at + 1 < rows.len() {
            let x = scale.at(row.to);
            canvas.rule(
                (x, y + ROW / 2 + BAR / 2),
                (x, y + ROW + ROW / 2 - BAR / 2),
                false,
            );
        }
    }
    bottom + 4 * PX
}

/// What the inks in use stand for.
fn keys(rows: &[Row<'_>], tongue: &dyn Tongue) -> Vec<(Key, String)> {
    [
        (TOTAL, Word::Total),
        (INCREASE, Word::Increase),
        (DECREASE, Word::Decrease),
    ]
    .into_iter()
    .filter(|(ink, _)| rows.iter().any(|row| row.ink == *ink))
    .map(|(ink, word)| (Key::Ink(ink), tongue.say(word)))
    .collect()
}

fn rows(waterfall: &Waterfall) -> Vec<Row<'_>> {
    let mut rows = vec![whole(&waterfall.from)];
    let mut reached = bounded(waterfall.from.1);
    for (label, amount) in &waterfall.steps {
        let from = reached;
        reached = bounded(Money::from_thousandths(
            from.thousandths().saturating_add(amount.thousandths()),
        ));
        let ink = if *amount < Money::ZERO { DECREASE } else { INCREASE };
        rows.push(Row {
            label,
            from,
            to: reached,
            amount: *amount,
            ink,
        });
    }
    rows.push(whole(&waterfall.to));
    rows
}

fn whole((label, amount): &(String, Money)) -> Row<'_> {
    Row {
        label,
        from: Money::ZERO,
        to: bounded(*amount),
        amount: *amount,
        ink: TOTAL,
    }
}

fn bounded(amount: Money) -> Money {
    Money::from_thousandths(super::scale::drawn(amount))
}

/// Steps upward have a sign, as steps downward have.
fn sign(row: &Row<'_>) -> &'static str {
    if row.ink == INCREASE && row.amount > Money::ZERO {
        "+"
    } else {
        ""
    }
}

fn signed(row: &Row<'_>, tongue: &dyn Tongue) -> String {
    format!("{}{}", sign(row), tongue.money(row.amount))
}

fn compact(row: &Row<'_>, tongue: &dyn Tongue) -> String {
    format!("{}{}", sign(row), tongue.compact(row.amount))
}

fn one(canvas: &mut Canvas<'_>, scale: &Scale, row: &Row<'_>, y: i64, figure: &str) {
    let label = letters::wrap(row.label, TYPE, NAMES - 10 * PX, 2);
    let first = y + ROW / 2 + 4 * PX - (label.len() as i64 - 1) * LINE / 2;
    for (at, line) in label.iter().enumerate() {
        canvas.text((2 * PX, first + at as i64 * LINE), Anchor::Start, line);
    }
    let (from, to) = scale.span(row.from, row.to);
    let upper = y + (ROW - BAR) / 2;
    if from == to {
        canvas.rule((from, upper), (from, upper + BAR), false);
    } else {
        canvas.fill(Rect::between((from, upper), (to, upper + BAR)), row.ink);
    }
    let figure = letters::shorten(figure, TYPE, FIGURES - 6 * PX);
    let middle = y + ROW / 2 + 4 * PX;
    if row.to < row.from {
        canvas.text((from.min(to) - 5 * PX, middle), Anchor::End, &figure);
    } else {
        canvas.text((from.max(to) + 5 * PX, middle), Anchor::Start, &figure);
    }
}
