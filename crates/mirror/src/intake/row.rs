//! One row of a table as text, and the columns of a layout found in a header.
//!
//! CSV, JSON and Parquet all come down to this, so that a layout is read by the
//! same lines whatever carries it.

use super::error::{MissingColumn, Problem};
use super::reject::{Fault, Reason};
use super::{Layout, number};
use entente_trade::{Money, Quantity};

/// Fields of a row, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Line, or number of the record, where it begins.
    pub(super) line: u64,
    /// Line where it ends: a quoted field may hold line ends.
    pub(super) last: u64,
    pub(super) text: Vec<u8>,
    /// Where each field ends in `text`.
    pub(super) ends: Vec<usize>,
}

impl Row {
    pub(super) fn clear(&mut self, line: u64) {
        self.line = line;
        self.last = line;
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, field: &str) {
        self.text.extend_from_slice(field.as_bytes());
        self.ends.push(self.text.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The field, without the space around it; empty when there is none.
    pub(super) fn field(&self, at: usize) -> &str {
        let start = match at.checked_sub(1) {
            Some(before) => self.ends.get(before).copied(),
            None => Some(0),
        };
        let end = self.ends.get(at).copied();
        let bytes = start.zip(end).and_then(|(start, end)| self.text.get(start..end));
        std::str::from_utf8(bytes.unwrap_or_default())
            .unwrap_or("\u{FFFD}")
            .trim()
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.field(at))
    }

    /// The longest field, in bytes.
    pub(super) fn widest(&self) -> usize {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| end - start)
            .max()
            .unwrap_or(0)
    }
}

/// The first row of a table, and how its numbers are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// A decimal comma is possible, because the comma separates no fields.
    pub(super) decimal_comma: bool,
}

/// A column that a layout reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) required: bool,
}

/// A column without which the layout is not that layout.
pub(super) const fn needed(name: &'static str) -> Column {
    Column { name, required: true }
}

/// A column that is read if it is there.
pub(super) const fn optional(name: &'static str) -> Column {
    Column {
        name,
        required: false,
    }
}

/// A column's name with nothing but letters and digits, in lower case: `netWgt`,
/// `net_wgt` and `Net Wgt` are one.
pub(super) fn plain_name(name: &str) -> String {
    let kept = name.chars().filter(|letter| letter.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The needed columns that `names` lack, each with its near miss.
pub(super) fn missing(columns: &[Column], names: &[String]) -> Vec<MissingColumn> {
    let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
    let wanted: Vec<String> = columns.iter().map(|column| plain_name(column.name)).collect();
    let absent = columns
        .iter()
        .zip(&wanted)
        .filter(|(column, name)| column.required && !plain.contains(name));
    absent
        .map(|(column, name)| MissingColumn {
            name: column.name,
            near: near(name, names, &plain, &wanted),
        })
        .collect()
}

/// Refuses a header that names a column of the layout twice: which of the two counts, nobody can say.
pub(super) fn each_once(columns: &[Column], names: &[String]) -> Result<(), Problem> {
    let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
    columns
        .iter()
        .try_for_each(|column| once(&plain_name(column.name), &plain, names))
}

/// Refuses a header in which two of the names are `wanted`, as `plain` has them.
pub(super) fn once(wanted: &str, plain: &[String], names: &[String]) -> Result<(), Problem> {
    let mut places = (0..plain.len()).filter(|&at| plain[at] == wanted);
    let (Some(first), Some(second)) = (places.next(), places.next()) else {
        return Ok(());
    };
    let place = |at: usize| format!("{:?} as column {}", super::reject::clip(&names[at]), at + 1);
    Err(Problem::Structure {
        line: 0,
        found: format!("{} and {} of the header", place(first), place(second)),
        expected: "each column that is read once".to_owned(),
    })
}

/// The name of the file most like `name` that is no column of the layout itself.
fn near(name: &str, names: &[String], plain: &[String], wanted: &[String]) -> Option<String> {
    let free = names
        .iter()
        .zip(plain)
        .filter(|(_, plain)| !wanted.contains(plain) && plain.len() <= 64);
    let scored = free.map(|(found, plain)| (strsim::jaro_winkler(name, plain), found));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.8).then(|| super::reject::clip(best.1))
}

/// Where the columns of a layout stand in a file.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    places: Vec<Option<usize>>,
    names: Vec<String>,
    comma: number::Comma,
}

impl Columns {
    /// Finds the columns; the order of `columns` gives the numbers by which they are asked for.
    pub(super) fn find(layout: Layout, columns: &[Column], header: &Header) -> Result<Self, Problem> {
        let missing = missing(columns, &header.names);
        if !missing.is_empty() {
            return Err(Problem::Missing {
                layout,
                columns: missing,
            });
        }
        let plain: Vec<String> = header.names.iter().map(|name| plain_name(name)).collect();
        let place = |column: &Column| plain.iter().position(|name| *name == plain_name(column.name));
        let places: Vec<Option<usize>> = columns.iter().map(place).collect();
        let named = |(column, place): (&Column, &Option<usize>)| match place {
            Some(at) => header.names[*at].trim().to_owned(),
            None => column.name.to_owned(),
        };
        Ok(Self {
            names: columns.iter().zip(&places).map(named).collect(),
            places,
            comma: number::Comma::of(header.decimal_comma),
        })
    }

    pub(super) fn of<'a>(&'a self, row: &'a Row) -> View<'a> {
        View { columns: self, row }
    }
}

/// A row seen through the columns of its layout.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    columns: &'a Columns,
    row: &'a Row,
}

impl<'a> View<'a> {
    pub(super) fn line(self) -> u64 {
        self.row.line
    }

    /// The text of a column; empty when the column or the text is missing.
    pub(super) fn text(self, column: usize) -> &'a str {
        match self.columns.places[column] {
            Some(at) => self.row.field(at),
            None => "",
        }
    }

    /// The text of a column unless it is empty.
    pub(super) fn given(self, column: usize) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// What is wrong with a column.
    pub(super) fn fault(self, column: usize, reason: Reason, expected: impl Into<String>) -> Fault {
        Fault::new(reason, &self.columns.names[column], self.text(column), expected)
    }

    /// An amount of money ≥ 0 in units of 10^`exponent`; `None` when empty.
    pub(super) fn money(self, column: usize, exponent: i32) -> Result<Option<Money>, Fault> {
        let Some(text) = self.given(column) else {
            return Ok(None);
        };
        match Money::parse(&number::plain(text, self.columns.comma), exponent) {
            Ok(money) if money >= Money::ZERO => Ok(Some(money)),
            Ok(_) => Err(self.fault(column, Reason::Value, "a value of 0 or more")),
            Err(error) => Err(self.fault(column, Reason::Value, number::expected(text, &error))),
        }
    }

    /// An amount of money ≥ 0 that must be there.
    pub(super) fn needed_money(self, column: usize, exponent: i32) -> Result<Money, Fault> {
        let fault = || self.fault(column, Reason::Value, "a value of 0 or more");
        self.money(column, exponent)?.ok_or_else(fault)
    }

    /// A quantity above 0; none when empty or 0, which sources write where they know nothing.
    pub(super) fn quantity(self, column: usize) -> Result<Option<Quantity>, Fault> {
        let Some(text) = self.given(column) else {
            return Ok(None);
        };
        match Quantity::parse(&number::plain(text, self.columns.comma), 0) {
            Ok(quantity) if quantity.thousandths() > 0 => Ok(Some(quantity)),
            Ok(quantity) if quantity.thousandths() == 0 => Ok(None),
            Ok(_) => Err(self.fault(column, Reason::Quantity, "a quantity of 0 or more")),
            Err(error) => Err(self.fault(column, Reason::Quantity, number::expected(text, &error))),
        }
    }

    /// A whole number of small range; `None` when empty.
    pub(super) fn integer<T: TryFrom<i64>>(
        self,
        column: usize,
        reason: Reason,
        expected: &str,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.given(column) else {
            return Ok(None);
        };
        // Tools that have no empty integers write them as 10.0.
        let digits = text.strip_suffix(".0").unwrap_or(text);
        let value = digits
            .parse::<i64>()
            .ok()
            .and_then(|value| T::try_from(value).ok());
        value
            .map(Some)
            .ok_or_else(|| self.fault(column, reason, expected))
    }
}
