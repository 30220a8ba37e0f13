//! A document as the files a template of the printed brief reads: `data.json`, and a picture a chart.
//!
//! Figures are printed as on a page; what steers is shown by its code. What sets them as PDF is
//! a program of its own (`crates/pdf`) and knows no document.

use serde_json::{Value as Json, json};

use super::{self as write, Tongue, Word};
use crate::chart;
use crate::document::{Block, Document, Figure, Prose, Span};
use crate::table::{Table, Value};

/// How many characters stand side by side in the largest type of tables.
const ROOM: usize = 98;

/// The largest type of tables, in tenths of a point; it is smaller where words would not stand side by side.
const LARGEST: usize = 85;

/// The smallest.
const SMALLEST: usize = 50;

/// Names and contents.
pub fn files(document: &Document, tongue: &dyn Tongue) -> Vec<(String, String)> {
    let day = document.provenance.vintage;
    let data = json!({
        "title": shown(&document.title),
        "finding": document.finding.as_deref().map(shown),
        "language": primary(document.language.code()),
        "date": day.map_or([1980, 1, 1], |day| [day.year(), day.month().into(), day.day().into()]),
        "blocks": (1..).zip(&document.blocks).map(|(at, part)| block(at, part, tongue)).collect::<Vec<Json>>(),
        "provenance": tongue.say(Word::Provenance),
        "facts": write::told(document, tongue)
            .iter()
            .map(|(label, fact)| [shown(label), shown(fact)])
            .collect::<Vec<_>>(),
    });
    let mut files = vec![("data.json".to_owned(), data.to_string())];
    for (at, part) in (1..).zip(&document.blocks) {
        if let Block::Figure(figure) = part {
            files.push((picture(at), chart::draw(figure, tongue, "chart").file()));
        }
    }
    files
}

fn shown(text: &str) -> String {
    write::harmless_line(text)
}

fn picture(at: usize) -> String {
    format!("chart-{at}.svg")
}

/// The language without script and country: what chooses forms of letters and hyphens.
fn primary(code: &str) -> &str {
    let first = code.split('-').next().unwrap_or_default();
    let named = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    if named { first } else { "und" }
}

fn block(at: usize, block: &Block, tongue: &dyn Tongue) -> Json {
    match block {
        Block::Heading(text) => json!({ "kind": "heading", "text": shown(text) }),
        Block::Paragraph(words) => json!({ "kind": "paragraph", "spans": prose(words, tongue) }),
        Block::List(items) => {
            let items: Vec<Json> = items.iter().map(|item| prose(item, tongue)).collect();
            json!({ "kind": "list", "items": items })
        }
        Block::Table(one) => json!({ "kind": "table", "table": table(one, tongue) }),
        Block::Figure(one) => figure(at, one, tongue),
    }
}

fn figure(at: usize, figure: &Figure, tongue: &dyn Tongue) -> Json {
    json!({
        "kind": "figure",
        "title": shown(&figure.title),
        "description": shown(if figure.description.is_empty() { &figure.title } else { &figure.description }),
        "picture": picture(at),
        "table": table(&figure.table, tongue),
    })
}

fn prose(prose: &Prose, tongue: &dyn Tongue) -> Json {
    prose.0.iter().map(|each| span(each, tongue)).collect()
}

fn span(span: &Span, tongue: &dyn Tongue) -> Json {
    match span {
        Span::Text(words) | Span::Link(words, _) => json!({ "text": shown(words) }),
        Span::Strong(words) => json!({ "text": shown(words), "strong": true }),
        Span::Quote(words, code) => {
            let words = write::quoted(&shown(words), tongue.language());
            json!({ "text": words, "language": code.as_deref().map(primary) })
        }
    }
}

fn table(table: &Table, tongue: &dyn Tongue) -> Json {
    let columns: Vec<Json> = (0..)
        .zip(&table.columns)
        .map(|(at, column)| {
            let figures = table
                .rows
                .iter()
                .filter_map(|row| row.get(at))
                .any(write::is_figure);
            json!({ "label": shown(&column.label), "figures": figures, "head": column.heads_row })
        })
        .collect();
    let rows: Vec<Vec<Json>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|value| cell(value, tongue)).collect())
        .collect();
    let notes: Vec<String> = table.notes.iter().map(|note| shown(note)).collect();
    let least = write::widths(table, tongue, ROOM).least;
    // A sixth more than words need, so that long texts are not one word a line.
    let room = ROOM.max(least + least / 6);
    json!({
        "caption": shown(&table.caption),
        "columns": columns,
        "widths": write::widths(table, tongue, room).columns,
        "size": (LARGEST * ROOM / room).max(SMALLEST),
        "rows": rows,
        "notes": notes,
    })
}

fn cell(value: &Value, tongue: &dyn Tongue) -> Json {
    let language = match value {
        Value::Foreign(_, code) => Some(primary(code)),
        _ => None,
    };
    json!({ "text": shown(&write::printed(value, tongue)), "language": language })
}
