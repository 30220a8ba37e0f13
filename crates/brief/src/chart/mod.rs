//! Charts as data: what is drawn, not how.
//!
//! All labels are in the document's language. Nothing here says a colour: a chart
//! has to tell series apart by pattern and label as well. How they are drawn is in
//! [`draw`]'s file and those beside it.

mod bars;
mod canvas;
mod drawing;
mod ink;
mod letters;
mod lines;
mod scale;
mod sparkline;
mod treemap;
mod waterfall;

use entente_trade::Money;

pub use drawing::{Drawing, draw, spark};

/// A chart of one of five forms.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Pairs of bars over time, one of each side's report, the gap between them shaded.
    MirrorBars(Vec<MirrorBar>),
    /// Lines over time.
    Lines(Lines),
    /// From one total to another, step by step.
    Waterfall(Waterfall),
    /// Areas in proportion to values, in groups.
    Treemap(Vec<Tile>),
    /// A small line without axes.
    Sparkline(Vec<Option<Money>>),
}

/// Both reports of a flow in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorBar {
    /// The period, as shown.
    pub label: String,
    /// What the exporter reports.
    pub export: Option<Money>,
    /// What the importer reports.
    pub import: Option<Money>,
}

/// Series over the same periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The periods, as shown.
    pub labels: Vec<String>,
    /// Each series with its name; a missing value is a gap.
    pub series: Vec<(String, Vec<Option<Money>>)>,
}

/// Steps from one total to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// What it begins with.
    pub from: (String, Money),
    /// What is added, or taken away, in order.
    pub steps: Vec<(String, Money)>,
    /// What it ends with: the first and all steps together.
    pub to: (String, Money),
}

/// An area of a treemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its value, 0 or more; less is left out.
    pub value: Money,
    /// The group it is coloured as: a section of the Harmonised System, 1 to 21; 0 for none.
    pub group: u8,
}
