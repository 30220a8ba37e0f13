//! Tables that fit 80 columns.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

/// Columns of a terminal that tables keep to.
pub(crate) const WIDTH: u16 = 80;

/// A table with a header; columns in `right` hold figures.
pub(crate) fn table(header: &[&str], right: &[usize], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(WIDTH);
    table.set_header(
        header
            .iter()
            .enumerate()
            .map(|(at, text)| cell(text, right.contains(&at))),
    );
    for row in rows {
        table.add_row(
            row.iter()
                .enumerate()
                .map(|(at, text)| cell(text, right.contains(&at))),
        );
    }
    // Two blanks, since one already stands between groups of digits.
    for column in table.column_iter_mut().take(header.len().saturating_sub(1)) {
        column.set_padding((0, 2));
    }
    if let Some(last) = table.column_iter_mut().last() {
        last.set_padding((0, 0));
    }
    let lines = table.lines().map(|line| line.trim_end().to_owned() + "\n");
    lines.collect()
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
    for word in unbroken(words) {
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
    fn a_figure_is_not_broken_between_its_groups() {
        let text = format!("{} 141 989 248, and more", "x".repeat(70));
        assert_eq!(
            wrapped(&text, 0),
            format!("{}\n141 989 248, and more\n", "x".repeat(70))
        );
    }
}
