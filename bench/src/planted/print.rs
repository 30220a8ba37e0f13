//! The report as a text table, as Markdown and as JSON.
//!
//! Tables show whole currency units, JSON the nearest double: a score is no figure
//! that anyone signs.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::planted::report::{Line, Report, ratio};
use crate::planted::tally::Sums;

const HEAD: [&str; 9] = [
    "cause",
    "planted",
    "found",
    "matched",
    "precision",
    "recall",
    "cells planted",
    "cells found",
    "cells matched",
];
const CONFUSED: [&str; 4] = ["planted", "found instead", "amount", "of planted"];

/// Rows under a head; so many first columns are words, the others figures.
struct Grid {
    words: usize,
    rows: Vec<Vec<String>>,
}

/// As aligned text.
pub(crate) fn table(report: &Report) -> String {
    let parts = [
        causes(report).aligned(),
        confused(report).aligned(),
        notes(report, ""),
    ];
    parts.join("\n").trim_end().to_owned()
}

/// As Markdown.
pub(crate) fn markdown(report: &Report) -> String {
    let parts = [
        causes(report).piped(),
        notes(report, "- "),
        confused(report).piped(),
    ];
    parts.join("\n").trim_end().to_owned()
}

/// As one JSON object.
pub(crate) fn json(report: &Report) -> String {
    let confusion = |each: &super::report::Confusion| {
        json!({
            "planted": each.planted, "found": each.found,
            "amount": number(each.amount), "share": each.share,
        })
    };
    let all = json!({
        "causes": report.lines.iter().map(line).collect::<Vec<_>>(),
        "total": sums(&report.total),
        "residual": sums(&report.residual),
        "right_cause_share": report.right(),
        "right_cause_share_where_explained": report.right_where_explained(),
        "residual_share_of_gross": report.left(),
        "noise_share_of_gross": report.noise(),
        "gross": number(report.gross),
        "cells": report.cells,
        "cells_unexplained": report.unexplained.cells,
        "unexplained": number(report.unexplained.amount),
        "cells_not_adding_up": report.open.cells,
        "not_adding_up": number(report.open.amount),
        "confusions": report.confusions.iter().map(confusion).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

impl Grid {
    fn aligned(&self) -> String {
        let width = |at: usize| {
            self.rows
                .iter()
                .map(|row| row[at].chars().count())
                .max()
                .unwrap_or(0)
        };
        let field = |(at, text): (usize, &String)| match at < self.words {
            true => format!("{text:<width$}", width = width(at)),
            false => format!("{text:>width$}", width = width(at)),
        };
        let line = |row: &Vec<String>| {
            let fields: Vec<String> = row.iter().enumerate().map(field).collect();
            fields.join("  ").trim_end().to_owned() + "\n"
        };
        self.rows.iter().map(line).collect()
    }

    fn piped(&self) -> String {
        let line = |row: &Vec<String>| format!("| {} |\n", row.join(" | "));
        let mark = |at: usize| if at < self.words { "---" } else { "---:" }.to_owned();
        let marks: Vec<String> = (0..self.rows[0].len()).map(mark).collect();
        let (head, body) = self.rows.split_at(1);
        head.iter().chain([&marks]).chain(body).map(line).collect()
    }
}

fn causes(report: &Report) -> Grid {
    let head = HEAD.map(str::to_owned).to_vec();
    let lines = report.lines.iter().map(|line| row(&line.cause, &line.sums));
    let ends = [row("total", &report.total), row("residual", &report.residual)];
    Grid {
        words: 1,
        rows: std::iter::once(head).chain(lines).chain(ends).collect(),
    }
}

fn row(name: &str, sums: &Sums) -> Vec<String> {
    let mut row = vec![name.to_owned()];
    row.extend([sums.planted, sums.found, sums.matched].map(units));
    row.push(percent(ratio(sums.matched, sums.found)));
    row.push(percent(ratio(sums.matched, sums.planted)));
    row.extend(sums.cells.map(|count| grouped(count.into())));
    row
}

fn confused(report: &Report) -> Grid {
    let head = CONFUSED.map(str::to_owned).to_vec();
    let lines = report.confusions.iter().map(|each| {
        vec![
            each.planted.clone(),
            each.found.clone(),
            units(each.amount),
            percent(Some(each.share)),
        ]
    });
    Grid {
        words: 2,
        rows: std::iter::once(head).chain(lines).collect(),
    }
}

fn notes(report: &Report, mark: &str) -> String {
    let mut text = String::new();
    let right = percent(report.right());
    let where_explained = percent(report.right_where_explained());
    let _ = writeln!(
        text,
        "{mark}planted value given to the right cause: {right} (in cells with a part found: {where_explained})"
    );
    let (left, noise) = (percent(report.left()), percent(report.noise()));
    let _ = writeln!(
        text,
        "{mark}residual as a share of the gross asymmetry: {left} (noise planted: {noise})"
    );
    let (cells, gross) = (grouped(report.cells.into()), units(report.gross));
    let _ = writeln!(text, "{mark}cells: {cells}; gross asymmetry: {gross}");
    for (gap, what) in [
        (report.unexplained, "without a part found"),
        (report.open, "whose found parts do not add up"),
    ] {
        let (cells, amount) = (grouped(gap.cells.into()), units(gap.amount));
        let _ = writeln!(text, "{mark}cells {what}: {cells}, by {amount}");
    }
    text
}

fn line(line: &Line) -> Value {
    let mut object = sums(&line.sums);
    object.insert("cause".to_owned(), line.cause.clone().into());
    object.into()
}

fn sums(sums: &Sums) -> Map<String, Value> {
    let value = json!({
        "planted": number(sums.planted),
        "found": number(sums.found),
        "matched": number(sums.matched),
        "precision": ratio(sums.matched, sums.found),
        "recall": ratio(sums.matched, sums.planted),
        "cells_planted": sums.cells[0],
        "cells_found": sums.cells[1],
        "cells_matched": sums.cells[2],
    });
    value.as_object().cloned().unwrap_or_default()
}

fn number(thousandths: i128) -> f64 {
    thousandths as f64 / 1000.0
}

/// Thousandths as whole units, halves away from zero, digits in groups.
fn units(thousandths: i128) -> String {
    let half = 500 * thousandths.signum();
    grouped((thousandths + half) / 1000)
}

fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.2}%", 100.0 * share))
}
