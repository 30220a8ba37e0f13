//! Mirror bars: both reports of each period beside each other, and what lies between.

use entente_trade::Money;

use super::MirrorBar;
use super::canvas::{Anchor, Canvas, Key, LINE, PX, Rect, TYPE};
use super::drawing::WIDTH;
use super::ink::{EXPORT, IMPORT, Ink, Pattern};
use super::letters;
use super::scale::Scale;
use crate::write::{Tongue, Word};

/// The height of the field the bars stand in.
const FIELD: i64 = 260 * PX;

/// Two bars of a period.
struct Pair {
    /// The left ends of the two.
    lefts: [i64; 2],
    /// The width of either.
    width: i64,
    /// The middle of both, where the period stands.
    middle: i64,
}

/// Draws, and gives the height of the picture.
pub(super) fn draw(canvas: &mut Canvas<'_>, bars: &[MirrorBar], tongue: &dyn Tongue) -> i64 {
    let top = canvas.legend(WIDTH, &keys(bars, tongue)) + 20 * PX;
    let amounts = bars.iter().flat_map(|bar| [bar.export, bar.import]).flatten();
    let scale = Scale::over(amounts, top + FIELD, top);
    let left = super::drawing::axis(canvas, &scale, WIDTH, tongue);
    let pairs = places(bars.len(), left);
    let labelled = values_fit(bars, &pairs, tongue);
    for (bar, pair) in bars.iter().zip(&pairs) {
        canvas.open(&name(bar, tongue));
        one(canvas, &scale, bar, pair, labelled.then_some(tongue));
        canvas.close();
    }
    let labels: Vec<(i64, &str)> = pairs
        .iter()
        .map(|pair| pair.middle)
        .zip(bars.iter().map(|bar| bar.label.as_str()))
        .collect();
    super::drawing::periods(canvas, &labels, top + FIELD + LINE)
}

fn keys(bars: &[MirrorBar], tongue: &dyn Tongue) -> Vec<(Key, String)> {
    let mut keys = vec![
        (Key::Ink(EXPORT), tongue.say(Word::Export)),
        (Key::Ink(IMPORT), tongue.say(Word::Import)),
        (Key::Pattern(Pattern::Gap), tongue.say(Word::Difference)),
    ];
    if bars
        .iter()
        .any(|bar| bar.export.is_none() || bar.import.is_none())
    {
        keys.push((Key::Cross, tongue.say(Word::NoData)));
    }
    keys
}

fn places(count: usize, left: i64) -> Vec<Pair> {
    let count = count as i64;
    (0..count)
        .map(|at| {
            let (from, to) = (
                left + (WIDTH - left) * at / count,
                left + (WIDTH - left) * (at + 1) / count,
            );
            let width = ((to - from) * 2 / 5).min(64 * PX);
            let middle = i64::midpoint(from, to);
            Pair {
                lefts: [middle - width, middle],
                width,
                middle,
            }
        })
        .collect()
}

fn values_fit(bars: &[MirrorBar], pairs: &[Pair], tongue: &dyn Tongue) -> bool {
    let widest = bars
        .iter()
        .flat_map(|bar| [bar.export, bar.import])
        .flatten()
        .map(|amount| letters::width(&tongue.compact(amount), TYPE))
        .max();
    pairs
        .first()
        .is_some_and(|pair| widest.unwrap_or(0) <= pair.width)
}

/// The figures of a period, whole.
fn name(bar: &MirrorBar, tongue: &dyn Tongue) -> String {
    let said = |amount: Option<Money>| {
        amount.map_or_else(|| tongue.say(Word::NoData), |amount| tongue.money(amount))
    };
    let both = format!(
        "{}: {} {}; {} {}",
        bar.label,
        tongue.say(Word::Export),
        said(bar.export),
        tongue.say(Word::Import),
        said(bar.import)
    );
    match (bar.export, bar.import) {
        (Some(export), Some(import)) => {
            let gap = import.thousandths().saturating_sub(export.thousandths());
            let gap = tongue.money(Money::from_thousandths(gap));
            format!("{both}; {} {gap}", tongue.say(Word::Difference))
        }
        _ => both,
    }
}

fn one(canvas: &mut Canvas<'_>, scale: &Scale, bar: &MirrorBar, pair: &Pair, values: Option<&dyn Tongue>) {
    if let (Some(export), Some(import)) = (bar.export, bar.import) {
        let lower = usize::from(import < export);
        let ends = (scale.at(export), scale.at(import));
        canvas.cover(column(pair, lower, ends), Pattern::Gap);
    }
    for (at, (amount, ink)) in [(bar.export, EXPORT), (bar.import, IMPORT)]
        .into_iter()
        .enumerate()
    {
        let x = pair.lefts[at] + pair.width / 2;
        let zero = scale.at(Money::ZERO);
        let Some(amount) = amount else {
            canvas.cross((x, zero - 8 * PX));
            continue;
        };
        report(canvas, scale, (pair, at), (amount, ink));
        if let Some(tongue) = values {
            let y = scale.at(amount).min(zero) - 5 * PX;
            canvas.text((x, y), Anchor::Middle, &tongue.compact(amount));
        }
    }
}

fn report(canvas: &mut Canvas<'_>, scale: &Scale, (pair, at): (&Pair, usize), (amount, ink): (Money, Ink)) {
    let ends = scale.span(Money::ZERO, amount);
    canvas.fill(column(pair, at, ends), ink);
}

fn column(pair: &Pair, at: usize, (from, to): (i64, i64)) -> Rect {
    Rect::between((pair.lefts[at], from), (pair.lefts[at] + pair.width, to))
}
