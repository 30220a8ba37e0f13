//! Cells as machines read them: exact, the same in every language.
//!
//! A column whose cells are codes becomes two: the code under the column's name, and
//! what it stands for under `…_label`. A word of a closed list is its name. Nothing is
//! rounded.

use std::borrow::Cow;

use entente_trade::Money;
use sha2::{Digest, Sha256};

use super::harmless;
use crate::table::{Table, Value};

/// What a column holds, for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// US dollars.
    Money,
    /// A share of 1.
    Share,
    Number,
    Count,
    Period,
    Day,
    /// Several amounts.
    Series,
}

impl Kind {
    /// Its name in metadata.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Money => "decimal",
            Self::Share => "share",
            Self::Number => "number",
            Self::Count => "count",
            Self::Period => "period",
            Self::Day => "date",
            Self::Series => "decimals",
        }
    }
}

/// A column of a file: which of the table's, and whether of labels of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub(crate) at: usize,
    pub(crate) name: Cow<'a, str>,
    pub(crate) label: &'a str,
    pub(crate) kind: Kind,
    /// Whether it has what a code stands for.
    pub(crate) names_code: bool,
}

/// The columns of a file of this table.
pub(crate) fn fields(table: &Table) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let cells = || table.rows.iter().filter_map(|row| row.get(at));
        let kind = cells().find_map(kind).unwrap_or(Kind::Text);
        let field = Field {
            at,
            name: Cow::Borrowed(column.name),
            label: &column.label,
            kind,
            names_code: false,
        };
        let coded = cells().any(|cell| matches!(bare(cell), Value::Code(..)));
        let name = Cow::Owned(format!("{}_label", column.name));
        let second = Field {
            name,
            names_code: true,
            ..field.clone()
        };
        fields.push(field);
        fields.extend(Some(second).filter(|_| coded));
    }
    fields
}

fn kind(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Absent => return None,
        Value::Foreign(inner, _) => return kind(inner),
        Value::Text(_) | Value::Link(..) | Value::Code(..) | Value::Word(..) => Kind::Text,
        Value::Money(_) => Kind::Money,
        Value::Share(_) => Kind::Share,
        Value::Number(_) => Kind::Number,
        Value::Count(_) => Kind::Count,
        Value::Period(_) => Kind::Period,
        Value::Day(_) => Kind::Day,
        Value::Spark(_) => Kind::Series,
    })
}

/// A cell of a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Absent,
    Text(&'a str),
    /// Digits with a point, as JSON has numbers.
    Decimal(String),
    /// A period or a day, as ISO 8601 has them.
    Moment(String),
    /// Amounts in order, an absent one as `None`.
    Series(&'a [Option<Money>]),
}

/// What stands in a field of a row.
pub(crate) fn cell<'a>(row: &'a [Value], field: &Field<'_>) -> Cell<'a> {
    match (row.get(field.at).map(bare), field.names_code) {
        (None | Some(Value::Absent), _) => Cell::Absent,
        (Some(Value::Code(code, label)), names) => Cell::Text(if names { label } else { code }),
        (Some(_), true) => Cell::Absent,
        (Some(value), false) => plain(value),
    }
}

/// The value itself, whatever language its words are in.
pub(crate) fn bare(value: &Value) -> &Value {
    match value {
        Value::Foreign(inner, _) => bare(inner),
        value => value,
    }
}

/// Whether it is a figure, which stands at the right of its column.
pub fn is_figure(value: &Value) -> bool {
    matches!(
        bare(value),
        Value::Money(_) | Value::Share(_) | Value::Number(_) | Value::Count(_)
    )
}

fn plain(value: &Value) -> Cell<'_> {
    match value {
        Value::Word(name, _) => Cell::Text(name),
        Value::Foreign(inner, _) => plain(inner),
        Value::Absent => Cell::Absent,
        Value::Text(text) | Value::Link(text, _) | Value::Code(text, _) => Cell::Text(text),
        Value::Money(amount) => Cell::Decimal(amount.to_string()),
        Value::Share(number) | Value::Number(number) => decimal(*number),
        Value::Count(count) => Cell::Decimal(count.to_string()),
        Value::Period(period) => Cell::Moment(period.to_string()),
        Value::Day(day) => Cell::Moment(day.to_string()),
        Value::Spark(amounts) => Cell::Series(amounts),
    }
}

/// The fewest digits that give the number again; what is no number is absent.
fn decimal<'a>(number: f64) -> Cell<'a> {
    if !number.is_finite() {
        return Cell::Absent;
    }
    Cell::Decimal(if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    })
}

/// Amounts as one text: `[1 | | 3]`, with nothing where nothing was told.
pub(crate) fn series(amounts: &[Option<Money>]) -> String {
    let amounts: Vec<String> = amounts
        .iter()
        .map(|amount| amount.map_or_else(String::new, |amount| amount.to_string()))
        .collect();
    format!("[{}]", amounts.join(" | "))
}

/// SHA-256 of a table's plain CSV, in hexadecimal digits: of its figures and texts, and nothing else.
pub fn checksum(table: &Table) -> String {
    harmless::hexadecimal(&Sha256::digest(super::csv::canonical(table)))
}
