//! How wide the columns of a printed table are: paper does not scroll.

use super::{Tongue, printed};
use crate::table::Table;

/// A column has no use for more characters than these.
const WANTED: usize = 60;

/// What stands between columns, in characters.
const APART: usize = 2;

/// Widths of columns, in characters of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widths {
    /// Of each column: as wide as its longest word, and what room is left by what it has to say.
    pub columns: Vec<usize>,
    /// Of all columns, if no word is broken: more than the room where they do not fit.
    pub least: usize,
}

/// Shares out a room of so many characters among the columns of a table.
pub fn widths(table: &Table, tongue: &dyn Tongue, room: usize) -> Widths {
    let wishes: Vec<(usize, usize)> = (0..table.columns.len())
        .map(|at| wish(table, at, tongue))
        .collect();
    let least: usize = wishes.iter().map(|(least, _)| least).sum();
    let more: usize = wishes.iter().map(|(least, wanted)| wanted - least).sum();
    let left = room.saturating_sub(least);
    let columns = wishes
        .iter()
        .map(|(least, wanted)| least + left * (wanted - least) / more.max(1));
    Widths {
        columns: columns.collect(),
        least,
    }
}

/// The longest word of a column, and its longest text as far as that is wanted.
fn wish(table: &Table, at: usize, tongue: &dyn Tongue) -> (usize, usize) {
    // Labels are bold, and wider by a seventh.
    let label = table.columns.get(at).map_or("", |column| column.label.as_str());
    let label = sizes(label);
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    let sizes = cells.map(|cell| sizes(&printed(cell, tongue)));
    let first = (label.0 + label.0.div_ceil(7), label.1.min(20));
    let (word, text) = sizes.fold(first, |(word, text), size| (word.max(size.0), text.max(size.1)));
    (word + APART, text.min(WANTED).max(word) + APART)
}

/// Characters of the longest word and of the whole. Figures are not broken at their blanks.
fn sizes(text: &str) -> (usize, usize) {
    let word = text
        .split([' ', '\n', '\t'])
        .map(|word| word.chars().count())
        .max();
    (word.unwrap_or(0).min(WANTED), text.chars().count())
}
