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

/// Words broken into lines of at most `WIDTH` columns after `indent` blanks.
pub(crate) fn wrapped(words: &str, indent: usize) -> String {
    let room = usize::from(WIDTH) - indent;
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in words.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    let blanks = " ".repeat(indent);
    lines
        .into_iter()
        .map(|line| format!("{blanks}{line}\n"))
        .collect()
}
