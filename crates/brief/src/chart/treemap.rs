//! A squarified treemap: areas in proportion to amounts, groups together.
//!
//! The layout is that of Bruls, Huizing and van Wijk (2000): tiles are laid in rows along
//! the shorter side of what is left, and a row takes tiles as long as that makes the
//! worst of them no longer. Groups are laid first, then the tiles within each. All in
//! whole numbers: every border is shared to the hundredth of a pixel, and no area is
//! lost or covered twice.

use entente_trade::money::share;

use super::canvas::{Canvas, LINE, PX, Rect, TYPE};
use super::drawing::WIDTH;
use super::scale::drawn;
use super::{Tile, ink, letters};
use crate::write::{Tongue, Word};

/// The height of the whole.
const HEIGHT: i64 = 420 * PX;

/// From the border of a tile to its words.
const INSET: i64 = 6 * PX;

/// Draws, and gives the height of the picture.
pub(super) fn draw(canvas: &mut Canvas<'_>, tiles: &[Tile], tongue: &dyn Tongue) -> i64 {
    let whole = Rect {
        x: 0,
        y: 0,
        width: WIDTH,
        height: HEIGHT,
    };
    let placed = layout(tiles, whole);
    if placed.is_empty() {
        canvas.text((0, LINE), super::canvas::Anchor::Start, &tongue.say(Word::NoData));
        return 2 * LINE;
    }
    let total: i128 = placed.iter().map(|(at, _)| drawn(tiles[*at].value)).sum();
    for (at, rect) in placed {
        tile(canvas, &tiles[at], rect, total, tongue);
    }
    HEIGHT
}

fn tile(canvas: &mut Canvas<'_>, tile: &Tile, at: Rect, total: i128, tongue: &dyn Tongue) {
    let share = drawn(tile.value) as f64 / total as f64;
    canvas.open(&format!(
        "{} {}: {}, {}",
        tile.code,
        tile.label,
        tongue.money(tile.value),
        tongue.share(share)
    ));
    let ink = ink::section(tile.group);
    canvas.fill(at, ink);
    canvas.edge(at);
    let lines = words(tile, at, &tongue.share(share));
    if let Some(widest) = lines.iter().map(|line| letters::width(line, TYPE)).max() {
        let plate = Rect {
            x: at.x + INSET - 2 * PX,
            y: at.y + INSET - 2 * PX,
            width: widest + 4 * PX,
            height: lines.len() as i64 * LINE + 4 * PX,
        };
        canvas.plain(plate, ink);
    }
    for (number, line) in lines.iter().enumerate() {
        canvas.white(
            (at.x + INSET, at.y + INSET + 11 * PX + number as i64 * LINE),
            line,
        );
    }
    canvas.close();
}

/// As much of code, name and share as a tile has room for.
fn words(tile: &Tile, at: Rect, share: &str) -> Vec<String> {
    let room = at.width - 2 * INSET;
    let lines = usize::try_from((at.height - 2 * INSET) / LINE).unwrap_or(0);
    let name = if tile.code.is_empty() {
        tile.label.clone()
    } else {
        format!("{} {}", tile.code, tile.label)
    };
    let fits = |text: &str| letters::width(text, TYPE) <= room;
    match lines {
        0 => Vec::new(),
        1 if fits(&tile.code) => letters::wrap(&name, TYPE, room, 1),
        1 => Vec::new(),
        _ if !fits(&tile.code) => Vec::new(),
        _ => {
            let mut words = letters::wrap(&name, TYPE, room, (lines - 1).min(4));
            words.extend(Some(share.to_owned()).filter(|share| fits(share)));
            words
        }
    }
}

/// Where each tile lies that has an area, by its place in the list.
pub(super) fn layout(tiles: &[Tile], whole: Rect) -> Vec<(usize, Rect)> {
    let mut groups: Vec<(u8, Vec<usize>, i128)> = Vec::new();
    for (at, tile) in tiles.iter().enumerate().filter(|(_, tile)| drawn(tile.value) > 0) {
        let value = drawn(tile.value);
        match groups.iter_mut().find(|(group, ..)| *group == tile.group) {
            Some((_, members, sum)) => {
                members.push(at);
                *sum += value;
            }
            None => groups.push((tile.group, vec![at], value)),
        }
    }
    groups.sort_by_key(|(group, _, sum)| (-sum, *group));
    let sums: Vec<i128> = groups.iter().map(|(.., sum)| *sum).collect();
    let mut placed = Vec::new();
    for ((_, mut members, _), rect) in groups.into_iter().zip(squarified(&sums, whole)) {
        members.sort_by_key(|at| (-drawn(tiles[*at].value), *at));
        let values: Vec<i128> = members.iter().map(|at| drawn(tiles[*at].value)).collect();
        placed.extend(members.into_iter().zip(squarified(&values, rect)));
    }
    placed.retain(|(_, rect)| rect.width > 0 && rect.height > 0);
    placed
}

/// A rectangle for each value; values are positive and go downward.
fn squarified(values: &[i128], whole: Rect) -> Vec<Rect> {
    let (mut rest, mut left) = (whole, values.iter().sum::<i128>());
    let (mut rects, mut from) = (Vec::with_capacity(values.len()), 0);
    while from < values.len() {
        let to = row_end(values, from, rest, left);
        let row = &values[from..to];
        let sum: i128 = row.iter().sum();
        let upright = rest.width >= rest.height;
        let depth = part(if upright { rest.width } else { rest.height }, sum, left);
        rects.extend(laid(row, sum, rest, depth));
        if upright {
            rest.x += depth;
            rest.width -= depth;
        } else {
            rest.y += depth;
            rest.height -= depth;
        }
        left -= sum;
        from = to;
    }
    rects
}

/// The tiles of a row along the shorter side of what is left, `depth` deep.
fn laid(row: &[i128], sum: i128, rest: Rect, depth: i64) -> impl Iterator<Item = Rect> {
    let upright = rest.width >= rest.height;
    let along = if upright { rest.height } else { rest.width };
    let mut before = 0;
    row.iter().map(move |value| {
        let (start, end) = (part(along, before, sum), part(along, before + value, sum));
        before += value;
        if upright {
            Rect {
                x: rest.x,
                y: rest.y + start,
                width: depth,
                height: end - start,
            }
        } else {
            Rect {
                x: rest.x + start,
                y: rest.y,
                width: end - start,
                height: depth,
            }
        }
    })
}

fn part(length: i64, value: i128, of: i128) -> i64 {
    i64::try_from(share(i128::from(length), value, of)).unwrap_or(0)
}

/// Up to where a row takes tiles: as long as the longest of them gets no longer.
fn row_end(values: &[i128], from: usize, rest: Rect, left: i128) -> usize {
    let side = i128::from(rest.width.min(rest.height));
    let area = i128::from(rest.width) * i128::from(rest.height);
    let (mut sum, mut best, mut end) = (0, i128::MAX, from);
    let largest = share(area, values[from], left);
    for value in &values[from..] {
        let smallest = share(area, *value, left);
        sum += smallest;
        let worst = worst(side, sum, largest, smallest);
        if worst > best {
            break;
        }
        (best, end) = (worst, end + 1);
    }
    end
}

/// The longest side of a row's tiles by their shortest, in thousandths: areas `largest` to `smallest` of `sum`.
fn worst(side: i128, sum: i128, largest: i128, smallest: i128) -> i128 {
    let (side, sum) = (side * side, sum * sum);
    if side == 0 || smallest == 0 {
        return i128::MAX;
    }
    (share(1_000 * side, largest, sum)).max(share(1_000, sum, side * smallest))
}

#[cfg(test)]
mod tests {
    use entente_trade::Money;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    const WHOLE: Rect = Rect {
        x: 0,
        y: 0,
        width: WIDTH,
        height: HEIGHT,
    };

    fn tiles(values: &[(u8, i128)]) -> Vec<Tile> {
        let tile = |(group, value): &(u8, i128)| Tile {
            code: String::new(),
            label: String::new(),
            value: Money::from_thousandths(*value),
            group: *group,
        };
        values.iter().map(tile).collect()
    }

    #[test]
    fn the_example_of_the_paper_comes_out_as_printed() {
        let whole = Rect {
            x: 0,
            y: 0,
            width: 600,
            height: 400,
        };
        let rects = squarified(&[6, 6, 4, 3, 2, 2, 1], whole);
        let corners: Vec<(i64, i64, i64, i64)> = rects
            .iter()
            .map(|rect| (rect.x, rect.y, rect.width, rect.height))
            .collect();
        assert_eq!(corners[..2], [(0, 0, 300, 200), (0, 200, 300, 200)]);
        assert_eq!(corners[2..4], [(300, 0, 171, 233), (471, 0, 129, 233)]);
        assert_eq!(corners[4], (300, 233, 120, 167));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 256,
            rng_seed: RngSeed::Fixed(20_241_119),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]
        #[test]
        fn tiles_fill_the_area_in_proportion_and_never_overlap(
            values in prop::collection::vec((0_u8..23, (0_u32..13, 1_i128..1_000)), 1..200)
        ) {
            let values: Vec<(u8, i128)> =
                values.into_iter().map(|(group, (power, value))| (group, value * 10_i128.pow(power))).collect();
            let total: i128 = values.iter().map(|(_, value)| value).sum();
            let placed = layout(&tiles(&values), WHOLE);
            let area = i128::from(WIDTH) * i128::from(HEIGHT);
            let filled: i128 = placed.iter().map(|(_, rect)| i128::from(rect.width) * i128::from(rect.height)).sum();
            prop_assert_eq!(filled, area);
            for (at, rect) in &placed {
                let fair = share(area, values[*at].1, total);
                let off = (i128::from(rect.width) * i128::from(rect.height) - fair).abs();
                let pixel = i128::from(PX) * i128::from(rect.width + rect.height + PX);
                prop_assert!(off <= pixel, "{rect:?} is {off} off {fair}");
                prop_assert!(rect.x >= 0 && rect.y >= 0);
                prop_assert!(rect.x + rect.width <= WIDTH && rect.y + rect.height <= HEIGHT);
            }
            for (at, (_, one)) in placed.iter().enumerate() {
                for (_, other) in &placed[at + 1..] {
                    let apart = one.x + one.width <= other.x || other.x + other.width <= one.x
                        || one.y + one.height <= other.y || other.y + other.height <= one.y;
                    prop_assert!(apart, "{one:?} {other:?}");
                }
            }
        }
    }
}
