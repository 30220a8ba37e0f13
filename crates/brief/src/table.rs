//! Rows and columns whose figures stay exact.
//!
//! A column has a name for machines, the same in every language, and a label for
//! people. A writer of CSV or JSON takes names and exact values, a writer of pages
//! labels and printed values.

use entente_trade::{Date, Money, Period};

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name for machines: `mirror`, `parts`.
    pub name: &'static str,
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a value for each column.
    pub rows: Vec<Vec<Value>>,
    /// What is to be said below it.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name for machines, in snake case, with its unit last: `export_value_usd`.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// Whether its cells name their rows.
    pub heads_row: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing was told: never 0.
    Absent,
    /// Words, in the language of the document or as a source has them.
    Text(String),
    /// Words that lead to another page of the same site: an address from `/`.
    Link(String, String),
    /// A code and what it stands for, in the language of the document.
    Code(String, String),
    /// A word of a closed list: its name for machines, and the word in the language of the document.
    Word(&'static str, String),
    /// A value whose words are in another language than the document: which, by its code (BCP 47).
    Foreign(Box<Value>, String),
    /// An amount in US dollars.
    Money(Money),
    /// A share of 1, to be shown in per cent.
    Share(f64),
    /// A pure number: an index, a factor.
    Number(f64),
    /// A count.
    Count(u64),
    /// A year or a month.
    Period(Period),
    /// A day.
    Day(Date),
    /// A small line of figures over time; a missing one is a gap.
    Spark(Vec<Option<Money>>),
}
