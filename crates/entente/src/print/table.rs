//! Tables that fit 80 columns.

use super::controls;
use std::fmt::{self, Write as _};

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, presets};

/// Columns of a terminal that tables keep to.
pub(crate) const WIDTH: u16 = 80;

/// As many blanks as a line can have.
const BLANKS: &str = match std::str::from_utf8(&[b' '; WIDTH as usize]) {
    Ok(blanks) => blanks,
    Err(_) => "",
};

/// Blanks between two columns, since one already stands between groups of digits.
const GAP: usize = 2;

/// A table with a header, filled row by row.
pub(crate) struct Table<'a> {
    header: &'a [&'a str],
    /// Columns that hold figures.
    right: &'a [usize],
    /// All cells, one after the other, the header's first.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl<'a> Table<'a> {
    /// A table without rows.
    pub(crate) fn new(header: &'a [&'a str], right: &'a [usize]) -> Self {
        let mut table = Self {
            header,
            right,
            text: String::new(),
            ends: Vec::new(),
        };
        header.iter().for_each(|cell| table.cell(cell));
        table
    }

    /// Adds a row of as many cells as the header has.
    pub(crate) fn row(&mut self, cells: &[&dyn fmt::Display]) {
        cells.iter().for_each(|cell| self.cell(cell));
    }

    fn cell(&mut self, cell: &dyn fmt::Display) {
        // Writing into a string never fails.
        let _ = write!(self.text, "{cell}");
        self.ends.push(self.text.len());
    }

    /// The lines of the table.
    pub(crate) fn printed(&self) -> String {
        self.in_lines().unwrap_or_else(|| self.arranged())
    }

    fn cells(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(&start, &end)| &self.text[start..end])
    }

    /// A line a row, if the widest cells stand side by side; `None` where something must be broken.
    pub(crate) fn in_lines(&self) -> Option<String> {
        let columns = self.header.len();
        let mut widths = vec![0; columns];
        for (at, cell) in self.cells().enumerate() {
            let width = &mut widths[at % columns];
            *width = width_of(cell)?.max(*width);
        }
        let line = widths.iter().sum::<usize>() + GAP * columns.saturating_sub(1);
        if line > usize::from(WIDTH) {
            return None;
        }
        let mut text = String::with_capacity((line + GAP) * self.ends.len() / columns.max(1));
        for (at, cell) in self.cells().enumerate() {
            let (column, width) = (at % columns, width_of(cell)?);
            let blanks = widths[column] - width;
            let before = if self.right.contains(&column) { blanks } else { 0 };
            text.push_str(&BLANKS[..before]);
            text.push_str(cell);
            if column + 1 < columns {
                text.push_str(&BLANKS[..blanks - before + GAP]);
            } else {
                text.truncate(text.trim_end_matches(' ').len());
                text.push('\n');
            }
        }
        Some(text)
    }

    /// The table with its long cells broken into several lines; figures are never broken.
    fn arranged(&self) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(WIDTH);
        let cells: Vec<&str> = self.cells().collect();
        let mut rows = cells.chunks(self.header.len()).map(|row| {
            let cells = row.iter().enumerate();
            cells.map(|(at, text)| cell(text, self.right.contains(&at)))
        });
        table.set_header(rows.next().into_iter().flatten());
        for row in rows {
            table.add_row(row);
        }
        let columns = self.header.len();
        for column in table.column_iter_mut().take(columns.saturating_sub(1)) {
            column.set_padding((0, GAP as u16));
        }
        if let Some(last) = table.column_iter_mut().last() {
            last.set_padding((0, 0));
        }
        for &column in self.right {
            if let Some(column) = table.column_mut(column) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        let lines = table.lines().map(|line| line.trim_end().to_owned() + "\n");
        lines.collect()
    }
}

/// Columns of a terminal a text takes; `None` where that needs a table of letters, or a line ends.
fn width_of(text: &str) -> Option<usize> {
    let plain = |letter: char| matches!(letter, ' '..='~' | '—');
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Some(text.len());
    }
    text.chars().all(plain).then(|| text.chars().count())
}

fn cell(text: &str, right: bool) -> Cell {
    Cell::new(text).set_alignment(if right {
        CellAlignment::Right
    } else {
        CellAlignment::Left
    })
}

/// The words of a text; the groups of digits of one figure are one word.
fn unbroken(text: &str) -> Vec<String> {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(before) if digit(before.chars().last()) && digit(word.chars().next()) => {
                before.push(' ');
                before.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Words broken into lines of at most `WIDTH` columns after `indent` blanks.
pub(crate) fn wrapped(words: &str, indent: usize) -> String {
    let room = usize::from(WIDTH) - indent;
    let (mut lines, mut line) = (Vec::new(), String::new());
    // Codes take more room than the signs they stand for.
    for word in unbroken(&controls::shown(words)) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    let blanks = " ".repeat(indent);
    lines
        .into_iter()
        .map(|line| format!("{blanks}{line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_shown_by_its_code_takes_the_room_of_the_code() {
        let words = format!("{}\u{202e}{} end", "a".repeat(35), "b".repeat(34));
        let expected = format!("{}\\u{{202e}}{}\nend\n", "a".repeat(35), "b".repeat(34));
        assert_eq!(wrapped(&words, 0), expected);
    }

    #[test]
    fn a_figure_is_not_broken_between_its_groups() {
        let text = format!("{} 141 989 248, and more", "x".repeat(70));
        assert_eq!(
            wrapped(&text, 0),
            format!("{}\n141 989 248, and more\n", "x".repeat(70))
        );
    }

    #[test]
    fn a_table_that_needs_no_breaking_is_the_same_either_way() {
        let texts = ["", "a", "1 234", "—", "a b  ", "x".repeat(30).leak()];
        for seed in 0..2_000_usize {
            let pick = |at: usize| texts[(seed / 7_usize.pow(at as u32 % 4) + at * seed) % texts.len()];
            let header = ["period", "c", "a longer heading"];
            let mut table = Table::new(&header, &[1, 2][..seed % 3]);
            (0..seed % 5).for_each(|row| table.row(&[&pick(row), &pick(row + 1), &pick(row + 2)]));
            let lines = table.in_lines();
            assert_eq!(lines.unwrap_or_else(|| table.arranged()), table.arranged());
        }
    }
}
