//! One cell: all that either side reports of one commodity in one period.

use entente_trade::{Attribution, Dataset, Finding, Money, Quantity, Valuation, Vintage};

use super::decomposition;
use super::frame::{Frame, heading, labelled, or_absent, table};
use super::sentence::direction;
use crate::Document;
use crate::document::Block;
use crate::table::{Table, Value};
use crate::wording::Wording;

/// One cell by both reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Both figures and why they differ.
    pub finding: Finding,
    /// What the exporter tells beside its figure; none where it reports nothing.
    pub exporter: Option<Detail>,
    /// The same of the importer.
    pub importer: Option<Detail>,
}

/// What a side tells of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its figure, US dollars.
    pub value: Money,
    /// Net weight in kilograms, where told.
    pub weight_kg: Option<Quantity>,
    /// Where it is from.
    pub dataset: Dataset,
    /// The day of its release.
    pub vintage: Vintage,
    /// How it is valued.
    pub valuation: Valuation,
    /// By which country the partner was chosen.
    pub attribution: Attribution,
}

impl Detail {
    /// US dollars a kilogram, where a weight is told: an estimate, not a figure of the side's.
    fn unit_value(&self) -> Option<f64> {
        let weight = self.weight_kg?.to_f64();
        (weight > 0.0).then(|| self.value.to_f64() / weight)
    }
}

/// The page of one cell.
pub fn cell(frame: &Frame, cell: &Cell) -> Document {
    let wording = frame.wording();
    let finding = &cell.finding;
    let title = wording.tell(
        "cell-title",
        &[
            (
                "direction",
                &direction(wording, finding.exporter, finding.importer),
            ),
            ("period", &wording.period(finding.period)),
            ("goods", &wording.goods_in_words(finding.commodity)),
        ],
    );
    let blocks = vec![
        Block::Table(sides(wording, cell)),
        Block::Figure(decomposition::figure(frame, finding)),
        Block::Table(decomposition::grades(wording)),
    ];
    let pair = [finding.exporter, finding.importer];
    let told = decomposition::reports(finding).told(wording);
    frame.document(title, told, (&pair, Some([finding.period; 2])), blocks)
}

/// A row for each thing told, a column for each side.
fn sides(wording: &Wording, cell: &Cell) -> Table {
    let side = |name, side: entente_trade::Side, area| {
        let words = [("side", wording.term(side)), ("area", wording.area(area).text)];
        let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
        labelled(name, wording.tell("column-side-of", &words))
    };
    let columns = vec![
        heading(wording, "what", "column-what"),
        side("export", entente_trade::Side::Export, cell.finding.exporter),
        side("import", entente_trade::Side::Import, cell.finding.importer),
    ];
    let row = |id: &str, told: &dyn Fn(&Detail) -> Value| {
        let told = |side: &Option<Detail>| or_absent(side.as_ref(), told);
        vec![
            Value::Text(wording.phrase(id)),
            told(&cell.exporter),
            told(&cell.importer),
        ]
    };
    let rows = vec![
        row("cell-value", &|side| Value::Money(side.value)),
        row("cell-weight", &|side| {
            or_absent(side.weight_kg, |weight| Value::Number(weight.to_f64()))
        }),
        row("cell-unit-value", &|side| {
            or_absent(side.unit_value(), Value::Number)
        }),
        row("cell-dataset", &|side| wording.word(side.dataset)),
        row("cell-release", &|side| Value::Day(side.vintage.day())),
        row("cell-valuation", &|side| wording.word(side.valuation)),
        row("cell-attribution", &|side| wording.word(side.attribution)),
    ];
    table("cell", wording.phrase("cell-caption"), columns, rows)
}
