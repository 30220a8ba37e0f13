//! What a writer asks of a language: separators, and a few fixed words.
//!
//! Everything else in a document is in its language already. A writer of files for
//! machines asks for nothing but the words on its notes.

use entente_trade::{Area, Date, Money, Period};

use crate::Language;
use crate::table::Value;

/// Prints figures and says fixed words in one language.
pub trait Tongue {
    /// The language.
    fn language(&self) -> Language;
    /// An amount in whole US dollars, digits in groups: `27,557,712`.
    fn money(&self, amount: Money) -> String;
    /// An amount in about three digits with its power of ten: `27.6 m`.
    fn compact(&self, amount: Money) -> String;
    /// A share of 1 in per cent.
    fn share(&self, share: f64) -> String;
    /// A pure number.
    fn number(&self, number: f64) -> String;
    /// A count.
    fn count(&self, count: u64) -> String;
    /// A year or a month.
    fn period(&self, period: Period) -> String;
    /// A day.
    fn day(&self, day: Date) -> String;
    /// What a state is called.
    fn area(&self, area: Area) -> String;
    /// What is heard where a cell is read aloud, if not what is seen: `not reported` for a dash.
    fn heard(&self, value: &Value) -> Option<String> {
        let _ = value;
        None
    }
    /// A fixed word.
    fn say(&self, word: Word) -> String;
}

/// The fixed words of files and charts. A colon or a full stop is the writer's to add.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    /// In a cell or chart: nothing was told.
    NoData,
    /// What the exporter reports.
    Export,
    /// What the importer reports.
    Import,
    /// By how much the two differ.
    Difference,
    /// A step upward.
    Increase,
    /// A step downward.
    Decrease,
    /// What a waterfall begins or ends with.
    Total,
    /// Names the unit of amounts: US dollars.
    UsDollars,
    /// Over what a chart's figures are as a table.
    FiguresAsTable,
    /// Over the notes of a table or of a file.
    Notes,
    /// Over where the figures come from.
    Provenance,
    /// Before the states whose reports are shown.
    Reporters,
    /// Before how goods are valued.
    Valuation,
    /// Before first and last period.
    Periods,
    /// Before the day as of which the books were asked.
    Vintage,
    /// Before the datasets that spoke.
    Datasets,
    /// Before the address that gives the same again.
    Query,
    /// Before the time of extraction.
    Extracted,
    /// Before a count of rows.
    Rows,
    /// Before the checksum of a table.
    Checksum,
    /// Before the licence of the figures.
    Licence,
    /// The name of the first sheet of a workbook.
    Cover,
    /// Before the tables of a file.
    Contents,
    /// Leads past the menus of a page.
    SkipToContent,
    /// Names the menu of languages.
    Languages,
    /// Names the menu of pages.
    Pages,
    /// Names the list of files a page can be taken away as.
    Downloads,
    /// Names the column of a code that stands beside its name.
    Code,
}

impl Word {
    /// Every word.
    pub const ALL: [Self; 28] = [
        Self::NoData,
        Self::Export,
        Self::Import,
        Self::Difference,
        Self::Increase,
        Self::Decrease,
        Self::Total,
        Self::UsDollars,
        Self::FiguresAsTable,
        Self::Notes,
        Self::Provenance,
        Self::Reporters,
        Self::Valuation,
        Self::Periods,
        Self::Vintage,
        Self::Datasets,
        Self::Query,
        Self::Extracted,
        Self::Rows,
        Self::Checksum,
        Self::Licence,
        Self::Cover,
        Self::Contents,
        Self::SkipToContent,
        Self::Languages,
        Self::Pages,
        Self::Downloads,
        Self::Code,
    ];
}
