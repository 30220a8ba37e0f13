//! A document: what a page, a workbook and a printed brief have in common.
//!
//! All texts in it are in its language already. Figures are not texts: they stay
//! exact until a writer, which knows the language's separators, prints them. Layout,
//! colours and file formats are the writers' business.

use entente_trade::{Area, Date};

use crate::Language;
use crate::chart::Chart;
use crate::table::Table;

/// What a reader opens or takes away.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The language of every text in it.
    pub language: Language,
    /// What it is about.
    pub title: String,
    /// What it found, in one sentence.
    pub finding: Option<String>,
    /// Whose figures these are, and how to get them again.
    pub provenance: Provenance,
    /// Its content, in the order of reading.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Every table, those of figures too, in the order of reading.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Figure(figure) => Some(&figure.table),
            Block::Heading(_) | Block::Paragraph(_) | Block::List(_) => None,
        })
    }
}

/// Whose figures a document shows, how they were counted, and the question that gave them.
///
/// Printed on every page and in every file. What depends on the moment of asking, the
/// extraction time, is not of the checksum.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Provenance {
    /// The states whose reports it shows.
    pub reporters: Vec<Area>,
    /// How exports and imports are valued, in words: `exports FOB, imports CIF`.
    pub valuation: Option<String>,
    /// First and last period, as asked: `2015..2018`.
    pub periods: Option<String>,
    /// The day as of which the books were asked.
    pub vintage: Option<Date>,
    /// The datasets that spoke, with the day of each release.
    pub datasets: Vec<String>,
    /// The address that gives the same again, with its vintage pinned.
    pub query: String,
    /// When it was made, RFC 3339 in UTC.
    pub extracted: Option<String>,
    /// On which terms the figures may be used.
    pub licence: Option<String>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the title; what follows is of it.
    Heading(String),
    /// Sentences.
    Paragraph(Prose),
    /// Points without an order.
    List(Vec<Prose>),
    /// Rows and columns.
    Table(Table),
    /// A chart with its table.
    Figure(Figure),
}

/// A chart, the sentence it shows, and the same data as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it shows, in a sentence with the finding.
    pub title: String,
    /// What who cannot see it needs to know.
    pub description: String,
    /// The picture.
    pub chart: Chart,
    /// The figures of the picture, which stand beside it.
    pub table: Table,
}

/// Sentences, of pieces that look or lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Prose(pub Vec<Span>);

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Text(String),
    /// Words that weigh more.
    Strong(String),
    /// Words that lead to another page of the same site: an address from `/`.
    Link(String, String),
    /// Somebody's words as they stand in a source, and the code of their language where known.
    Quote(String, Option<String>),
}

impl Span {
    /// Its words.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Strong(words) | Self::Link(words, _) | Self::Quote(words, _) => words,
        }
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self(vec![Span::Text(text)])
    }
}
