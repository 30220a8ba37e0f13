//! A small line without axes, for the cell of a table.

use entente_trade::Money;

use super::canvas::{Canvas, PX};
use super::ink::EXPORT;
use super::scale::Scale;

/// Its width.
pub(super) const WIDTH: i64 = 96 * PX;

/// Its height.
pub(super) const HEIGHT: i64 = 24 * PX;

/// Draws, and gives the height of the picture.
pub(super) fn draw(canvas: &mut Canvas<'_>, amounts: &[Option<Money>]) -> i64 {
    let inset = 4 * PX;
    let scale = Scale::over(amounts.iter().flatten().copied(), HEIGHT - inset, inset);
    let last = amounts.len().saturating_sub(1).max(1) as i64;
    let points: Vec<Option<(i64, i64)>> = (0_i64..)
        .zip(amounts)
        .map(|(at, amount)| amount.map(|amount| (inset + (WIDTH - 2 * inset) * at / last, scale.at(amount))))
        .collect();
    canvas.line(&points, EXPORT);
    if let Some(end) = points.iter().flatten().last() {
        canvas.mark(*end, EXPORT);
    }
    HEIGHT
}
