//! The mirror table, the landing page of a pair: both reports of every row, in both directions.

use entente_trade::{Area, Cause, Commodity, Money, Period, Side};

use super::frame::{Frame, column, heading, labelled, or_absent, sentence, table};
use super::sentence::{Reports, direction, pair};
use crate::Document;
use crate::chart::{Chart, MirrorBar};
use crate::document::{Block, Figure};
use crate::table::{Column, Table, Value};
use crate::wording::{Told, Wording};

/// Both directions of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Mirror {
    /// The two states, in the order asked for.
    pub pair: [Area; 2],
    /// Each direction that was asked for, the first state's exports first.
    pub directions: Vec<Direction>,
}

/// Both reports of one direction, by period and then commodity.
#[derive(Clone, Debug, PartialEq)]
pub struct Direction {
    /// The state the goods left.
    pub exporter: Area,
    /// The state they entered.
    pub importer: Area,
    /// Its rows.
    pub rows: Vec<MirrorLine>,
}

/// Both reports of one cell, in US dollars.
#[derive(Clone, Debug, PartialEq)]
pub struct MirrorLine {
    /// Year or month.
    pub period: Period,
    /// What goods.
    pub commodity: Commodity,
    /// The exporter's report; absent is not zero.
    pub export_value: Option<Money>,
    /// The importer's report.
    pub import_value: Option<Money>,
    /// Whether the two can be compared.
    pub compared: bool,
    /// The causes an explanation found, the largest part first; none where nobody asked for one.
    pub causes: Vec<Cause>,
}

impl MirrorLine {
    /// Importer's minus exporter's report, where both are there and can be compared.
    pub fn difference(&self) -> Option<Money> {
        self.compared.then_some(())?;
        Some(self.import_value? - self.export_value?)
    }

    /// The importer's report over the exporter's.
    pub fn ratio(&self) -> Option<f64> {
        let (export, import) = (self.export_value?, self.import_value?);
        (self.compared && !export.is_zero()).then(|| import.to_f64() / export.to_f64())
    }

    /// Which sides report it.
    pub const fn told(&self) -> Told {
        match (self.export_value, self.import_value) {
            (Some(_), Some(_)) if !self.compared => Told::Apart,
            (Some(_), Some(_)) => Told::Both,
            (Some(_), None) => Told::ExportOnly,
            (None, Some(_)) => Told::ImportOnly,
            (None, None) => Told::Inferred,
        }
    }
}

impl Direction {
    /// The row that differs most; the last where none can be compared.
    fn foremost(&self) -> Option<&MirrorLine> {
        let compared = self.rows.iter().filter(|row| row.difference().is_some());
        let most = compared.max_by_key(|row| {
            let difference = row.difference().unwrap_or_default();
            (difference.abs(), std::cmp::Reverse(row.period))
        });
        most.or(self.rows.last())
    }

    /// The sentence of its foremost row.
    pub(super) fn finding(&self, wording: &Wording) -> Option<String> {
        self.foremost().map(|row| self.reports(row).told(wording))
    }

    const fn reports(&self, row: &MirrorLine) -> Reports {
        Reports {
            exporter: self.exporter,
            importer: self.importer,
            period: row.period,
            commodity: row.commodity,
            export_value: row.export_value,
            import_value: row.import_value,
        }
    }

    /// Whether each row is a period of one commodity.
    fn is_over_time(&self) -> bool {
        let one = self
            .rows
            .windows(2)
            .all(|two| two[0].commodity == two[1].commodity);
        one && self.rows.len() > 1
    }

    /// Its table.
    fn table(&self, frame: &Frame, name: &'static str) -> Table {
        let wording = frame.wording();
        let rows = self.rows.iter().map(|row| cells(wording, row)).collect();
        let words = [("direction", direction(wording, self.exporter, self.importer))];
        let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
        Table {
            notes: self.notes(wording),
            ..table(
                name,
                wording.tell("mirror-caption", &words),
                self.columns(frame),
                rows,
            )
        }
    }

    fn columns(&self, frame: &Frame) -> Vec<Column> {
        let wording = frame.wording();
        let of = |name, id, area, side| {
            let area = wording.area(area).text;
            let valuation = frame.valuation(side);
            labelled(
                name,
                wording.tell(id, &[("area", &area), ("valuation", &valuation)]),
            )
        };
        vec![
            heading(wording, "period", "column-period"),
            heading(wording, "commodity", "column-product"),
            of(
                "export_value_usd",
                "column-exports-of",
                self.exporter,
                Side::Export,
            ),
            of(
                "import_value_usd",
                "column-imports-of",
                self.importer,
                Side::Import,
            ),
            column(wording, "difference_usd", "column-difference"),
            column(wording, "import_over_export", "column-ratio"),
            column(wording, "told", "column-told"),
            column(wording, "causes", "column-causes"),
        ]
    }

    fn notes(&self, wording: &Wording) -> Vec<String> {
        let mut notes = vec![wording.phrase("note-difference"), wording.phrase("note-cif-fob")];
        let inverted = self.inverted(wording);
        if !inverted.is_empty() {
            notes.push(wording.tell("note-inverted", &[("places", &inverted.join("; "))]));
        }
        if self.rows.iter().any(|row| row.told() == Told::Apart) {
            notes.push(wording.phrase("note-apart"));
        }
        notes
    }

    /// The rows in which imports are reported below exports: periods, or goods in them.
    fn inverted(&self, wording: &Wording) -> Vec<String> {
        let below = |row: &&MirrorLine| {
            row.difference()
                .is_some_and(|difference| difference < Money::ZERO)
        };
        let place = |row: &MirrorLine| {
            let period = wording.period(row.period);
            match self.is_over_time() {
                true => period,
                false => format!("{period}, {}", wording.goods_in_words(row.commodity)),
            }
        };
        self.rows.iter().filter(below).map(place).collect()
    }

    /// How many of its rows both sides report.
    fn coverage(&self, wording: &Wording) -> String {
        let both = self
            .rows
            .iter()
            .filter(|row| row.export_value.is_some() && row.import_value.is_some());
        let (both, all) = (both.count() as u64, self.rows.len() as u64);
        wording.count("rows-both", all, &[("both", &wording.number_of(both))])
    }

    fn blocks(&self, frame: &Frame, name: &'static str) -> Vec<Block> {
        let wording = frame.wording();
        let heading = Block::Heading(direction(wording, self.exporter, self.importer));
        let Some(finding) = self.finding(wording) else {
            return vec![heading];
        };
        let coverage = sentence(self.coverage(wording));
        match self.is_over_time() {
            true => vec![
                heading,
                coverage,
                Block::Figure(self.figure(frame, finding, name)),
            ],
            false => vec![heading, coverage, Block::Table(self.table(frame, name))],
        }
    }

    fn figure(&self, frame: &Frame, title: String, name: &'static str) -> Figure {
        let wording = frame.wording();
        let [exporter, importer] = [self.exporter, self.importer].map(|area| wording.area(area).text);
        let description = wording.tell(
            "mirror-description",
            &[("exporter", &exporter), ("importer", &importer)],
        );
        let bars = self.rows.iter().map(|row| MirrorBar {
            label: wording.period(row.period),
            export: row.export_value,
            import: row.import_value,
        });
        Figure {
            title,
            description,
            chart: Chart::MirrorBars(bars.collect()),
            table: self.table(frame, name),
        }
    }
}

fn cells(wording: &Wording, row: &MirrorLine) -> Vec<Value> {
    let causes: Vec<String> = row.causes.iter().map(|&cause| wording.term(cause)).collect();
    vec![
        Value::Period(row.period),
        wording.goods(row.commodity),
        or_absent(row.export_value, Value::Money),
        or_absent(row.import_value, Value::Money),
        or_absent(row.difference(), Value::Money),
        or_absent(row.ratio(), Value::Number),
        wording.word(row.told()),
        match causes.is_empty() {
            true => Value::Absent,
            false => Value::Text(causes.join("; ")),
        },
    ]
}

impl Mirror {
    /// Each direction with the name of its table.
    fn named(&self) -> impl Iterator<Item = (&Direction, &'static str)> {
        self.directions
            .iter()
            .map(|one| match one.exporter == self.pair[0] {
                true => (one, "mirror"),
                false => (one, "mirror_reverse"),
            })
    }

    /// The table of each direction.
    pub(super) fn tables(&self, frame: &Frame) -> Vec<Table> {
        let tables = self.named().map(|(one, name)| one.table(frame, name));
        tables.collect()
    }

    /// First and last period of all rows.
    pub(super) fn span(&self) -> Option<[Period; 2]> {
        let periods = || {
            let rows = self.directions.iter().flat_map(|direction| &direction.rows);
            rows.map(|row| row.period)
        };
        Some([periods().min()?, periods().max()?])
    }
}

/// The mirror table of a pair.
pub fn mirror(frame: &Frame, mirror: &Mirror) -> Document {
    let wording = frame.wording();
    let span = mirror.span();
    let periods = span.map(|[first, last]| wording.periods(first, last));
    let title = wording.tell(
        "mirror-title",
        &[
            ("pair", &pair(wording, mirror.pair)),
            ("periods", &periods.unwrap_or_default()),
        ],
    );
    let findings = mirror.directions.iter().filter_map(|one| one.finding(wording));
    let finding = findings.collect::<Vec<_>>().join(" ");
    let blocks = mirror
        .named()
        .flat_map(|(one, name)| one.blocks(frame, name))
        .collect();
    frame.document(title, finding, (&mirror.pair, span), blocks)
}
