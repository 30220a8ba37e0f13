//! A document as JSON: exact decimals under names for machines.
//!
//! Rows are objects, absent is `null`, a code has what it stands for beside it. The
//! metadata alone are the same without rows.

use super::exact::{self, Cell};
use super::facts::{self, Told};
use crate::document::Document;
use crate::table::Table;

/// The document with every table.
pub fn document(document: &Document) -> String {
    written(document, true)
}

/// What the document and its tables are, without their rows.
pub fn metadata(document: &Document) -> String {
    written(document, false)
}

fn written(document: &Document, rows: bool) -> String {
    let mut members: Vec<(String, String)> = facts::of_document(document)
        .into_iter()
        .map(|(name, fact)| (name.to_owned(), told(&fact)))
        .collect();
    let tables: Vec<String> = document.tables().map(|each| table(each, rows)).collect();
    members.push(("tables".to_owned(), format!("[\n{}\n]", tables.join(",\n"))));
    let lines: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{}: {value}", text(name)))
        .collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn told(fact: &Told) -> String {
    match fact {
        Told::One(fact) => text(fact),
        Told::Many(facts) => {
            let facts: Vec<String> = facts.iter().map(|fact| text(fact)).collect();
            format!("[{}]", facts.join(","))
        }
    }
}

fn table(table: &Table, rows: bool) -> String {
    let notes: Vec<String> = table.notes.iter().map(|note| text(note)).collect();
    let mut members = vec![
        ("name", text(table.name)),
        ("caption", text(&table.caption)),
        ("columns", array(&columns(table))),
        ("notes", format!("[{}]", notes.join(","))),
        ("row_count", table.rows.len().to_string()),
        ("sha256", text(&exact::checksum(table))),
    ];
    if rows {
        members.push(("rows", array(&objects(table))));
    }
    object(&members)
}

fn columns(table: &Table) -> Vec<String> {
    exact::fields(table)
        .into_iter()
        .map(|field| {
            object(&[
                ("name", text(&field.name)),
                ("label", text(field.label)),
                ("type", text(field.kind.name())),
            ])
        })
        .collect()
}

fn objects(table: &Table) -> Vec<String> {
    let fields = exact::fields(table);
    table
        .rows
        .iter()
        .map(|row| {
            let members: Vec<(&str, String)> = fields
                .iter()
                .map(|field| (&*field.name, value(exact::cell(row, field))))
                .collect();
            object(&members)
        })
        .collect()
}

fn value(cell: Cell<'_>) -> String {
    match cell {
        Cell::Absent => "null".to_owned(),
        Cell::Text(words) => text(words),
        Cell::Decimal(digits) => digits,
        Cell::Moment(moment) => text(&moment),
        Cell::Series(amounts) => {
            let amounts: Vec<String> = amounts
                .iter()
                .map(|amount| amount.map_or_else(|| "null".to_owned(), |amount| amount.to_string()))
                .collect();
            format!("[{}]", amounts.join(","))
        }
    }
}

fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{}:{value}", text(name)))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// A line a member.
fn array(members: &[String]) -> String {
    if members.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n{}\n]", members.join(",\n"))
    }
}

/// A string of JSON; what would steer a terminal or a browser is escaped and stays itself.
fn text(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    for sign in words.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '<'
            | '>'
            | '&'
            | '\0'..='\x1f'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                quoted += &format!("\\u{:04x}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
