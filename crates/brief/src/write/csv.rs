//! One table as CSV, for programs or for a spreadsheet that expects local separators.
//!
//! Lines that begin with `#` come first and say what is in every export; what follows
//! is plain CSV, and its SHA-256 is the checksum: `grep -v '^#' FILE | sha256sum`. A text
//! that a spreadsheet would take for a formula has an apostrophe before it; numbers
//! stay numbers. A record is one line: line feeds within a text are blanks.

use super::exact::{self, Cell, Field};
use super::{facts, harmless};
use crate::document::Document;
use crate::table::Table;

/// Plain CSV: commas, decimal points, LF, UTF-8, names for machines, ISO dates.
///
/// The table is one of the document's.
pub fn plain(document: &Document, table: &Table) -> String {
    let mut text = String::new();
    for (name, fact) in facts::of_document(document)
        .into_iter()
        .chain(facts::of_table(table))
    {
        text += &format!("# {name}: {}\n", harmless::line(&fact.text()));
    }
    text + &canonical(table)
}

/// For a spreadsheet with local separators: byte order mark, semicolons, decimal
/// commas, CRLF and labels; the facts stand in lines of two fields above.
pub fn for_local_spreadsheet(document: &Document, table: &Table) -> String {
    let mut text = String::from('\u{feff}');
    for (name, fact) in facts::of_document(document)
        .into_iter()
        .chain(facts::of_table(table))
    {
        let fields = [name.to_owned(), words(&fact.text())];
        text += &record(&fields, LOCAL);
    }
    let fields = exact::fields(table);
    let labels: Vec<String> = fields.iter().map(|field| words(&heading(field))).collect();
    text += &record(&labels, LOCAL);
    text + &rows(table, &fields, LOCAL)
}

/// A label for people, told apart where a code and its name have the same.
fn heading(field: &Field<'_>) -> String {
    match (field.label, field.names_code) {
        ("", _) => field.name.clone().into_owned(),
        (label, true) => format!("{label} ({})", field.name),
        (label, false) => label.to_owned(),
    }
}

/// The table as plain CSV without lines of facts: what the checksum is of.
pub(crate) fn canonical(table: &Table) -> String {
    let fields = exact::fields(table);
    let names: Vec<String> = fields
        .iter()
        .map(|field| field.name.clone().into_owned())
        .collect();
    record(&names, PLAIN) + &rows(table, &fields, PLAIN)
}

/// How records are set down.
#[derive(Clone, Copy)]
struct Separators {
    field: char,
    decimal: char,
    line: &'static str,
}

const PLAIN: Separators = Separators {
    field: ',',
    decimal: '.',
    line: "\n",
};
const LOCAL: Separators = Separators {
    field: ';',
    decimal: ',',
    line: "\r\n",
};

fn rows(table: &Table, fields: &[Field<'_>], separators: Separators) -> String {
    let mut text = String::new();
    for row in &table.rows {
        let cells: Vec<String> = fields
            .iter()
            .map(|field| printed(exact::cell(row, field), separators))
            .collect();
        text += &record(&cells, separators);
    }
    text
}

fn record(fields: &[String], separators: Separators) -> String {
    // A line of one empty field would be no record.
    match fields {
        [only] if only.is_empty() => format!("\"\"{}", separators.line),
        fields => fields.join(separators.field.encode_utf8(&mut [0; 4])) + separators.line,
    }
}

fn printed(cell: Cell<'_>, separators: Separators) -> String {
    match cell {
        Cell::Absent => String::new(),
        Cell::Text(text) => words(text),
        Cell::Decimal(digits) => digits.replace('.', separators.decimal.encode_utf8(&mut [0; 4])),
        Cell::Moment(moment) => moment,
        Cell::Series(amounts) => {
            exact::series(amounts).replace('.', separators.decimal.encode_utf8(&mut [0; 4]))
        }
    }
}

/// A text that no spreadsheet takes for a formula, in quotes where it needs them.
fn words(text: &str) -> String {
    let shown = harmless::line(text);
    let first = text.chars().next();
    let calculates = first.is_some_and(|sign| {
        matches!(
            sign,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    });
    let text = if calculates {
        format!("'{shown}")
    } else {
        shown.into_owned()
    };
    let quoted = text.contains(['"', '#', ',', ';']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
