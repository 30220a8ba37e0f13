//! What every document says of itself: whose figures, how valued, of which release.

use std::collections::BTreeSet;

use entente_trade::{Area, Dataset, Date, Period, Side, Valuation, Vintage};

use crate::document::{Block, Provenance};
use crate::table::{Column, Table, Value};
use crate::wording::Wording;
use crate::{Document, Language};

/// In which language a document is, and where its figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its language.
    pub language: Language,
    /// The address that gives the same again, with its vintage pinned.
    pub query: String,
    /// The day as of which books and register were asked.
    pub vintage: Option<Date>,
    /// When it was made, RFC 3339 in UTC.
    pub extracted: Option<String>,
    /// On which terms the figures may be used, in its language.
    pub licence: Option<String>,
    /// What spoke for the sides; none in a document without figures of trade.
    pub releases: Vec<Release>,
}

/// A dataset that spoke for a side, in a run of periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Whose report.
    pub reporter: Area,
    /// Of which flow.
    pub side: Side,
    /// The dataset.
    pub dataset: Dataset,
    /// The day of its release.
    pub vintage: Vintage,
    /// How values are counted.
    pub valuation: Valuation,
    /// First and last period it speaks for.
    pub periods: [Period; 2],
}

impl Release {
    fn told(&self, wording: &Wording) -> String {
        let id = match self.vintage.is_stated() {
            true => "release",
            false => "release-import",
        };
        let [first, last] = self.periods;
        wording.tell(
            id,
            &[
                ("area", &wording.area(self.reporter).text),
                ("dataset", &wording.term(self.dataset)),
                ("periods", &wording.periods(first, last)),
                ("day", &wording.day(self.vintage.day())),
            ],
        )
    }
}

impl Frame {
    /// The words of its language.
    pub fn wording(&self) -> &'static Wording {
        Wording::of(self.language)
    }

    /// The valuation of a side's figures in words: of all that speaks for it; FOB for exports and CIF for
    /// imports where nothing does.
    pub(super) fn valuation(&self, side: Side) -> String {
        let of_side = self.releases.iter().filter(|release| release.side == side);
        let found: BTreeSet<Valuation> = of_side.map(|release| release.valuation).collect();
        let usual = match side {
            Side::Export => Valuation::Fob,
            Side::Import => Valuation::Cif,
        };
        let words = match found.is_empty() {
            true => vec![self.wording().term(usual)],
            false => found.into_iter().map(|one| self.wording().term(one)).collect(),
        };
        words.join(", ")
    }

    fn provenance(&self, reporters: &[Area], periods: Option<[Period; 2]>) -> Provenance {
        let wording = self.wording();
        let mut datasets: Vec<String> = Vec::new();
        for release in &self.releases {
            let told = release.told(wording);
            if !datasets.contains(&told) {
                datasets.push(told);
            }
        }
        let both = [
            ("export", self.valuation(Side::Export)),
            ("import", self.valuation(Side::Import)),
        ];
        let both = both.each_ref().map(|(name, words)| (*name, words.as_str()));
        Provenance {
            reporters: reporters.to_vec(),
            valuation: (!self.releases.is_empty()).then(|| wording.tell("valuation-both", &both)),
            periods: periods.map(|[first, last]| match first == last {
                true => first.to_string(),
                false => format!("{first}..{last}"),
            }),
            vintage: self.vintage,
            datasets,
            query: self.query.clone(),
            extracted: self.extracted.clone(),
            licence: self.licence.clone(),
        }
    }

    /// A document of figures two states report.
    pub(super) fn document(
        &self,
        title: String,
        finding: String,
        (reporters, periods): (&[Area], Option<[Period; 2]>),
        blocks: Vec<Block>,
    ) -> Document {
        Document {
            language: self.language,
            title,
            finding: Some(finding),
            provenance: self.provenance(reporters, periods),
            blocks,
        }
    }
}

/// A column by the id of its label.
pub(super) fn column(wording: &Wording, name: &'static str, label: &str) -> Column {
    labelled(name, wording.phrase(label))
}

/// A column with a label made already.
pub(super) const fn labelled(name: &'static str, label: String) -> Column {
    Column {
        name,
        label,
        heads_row: false,
    }
}

/// A column whose cells name their rows.
pub(super) fn heading(wording: &Wording, name: &'static str, label: &str) -> Column {
    Column {
        heads_row: true,
        ..column(wording, name, label)
    }
}

/// A table without notes.
pub(super) const fn table(
    name: &'static str,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Value>>,
) -> Table {
    Table {
        name,
        caption,
        columns,
        rows,
        notes: Vec::new(),
    }
}

/// A paragraph of one sentence.
pub(super) fn sentence(text: String) -> Block {
    Block::Paragraph(text.into())
}

/// A value, or that nothing was told.
pub(super) fn or_absent<T>(told: Option<T>, value: impl FnOnce(T) -> Value) -> Value {
    told.map_or(Value::Absent, value)
}
