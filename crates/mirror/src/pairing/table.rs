//! The mirror table: both reports of every cell, side by side.

use std::sync::Arc;

use entente_trade::{Area, Commodity, Money, Period, Side};

use super::{Paired, SideBasis};
use crate::explain::{Cell, RowKey};

/// Which sides report a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Both.
    Both,
    /// The exporter only.
    ExportOnly,
    /// The importer only.
    ImportOnly,
    /// Neither: an explanation put goods there that are told elsewhere.
    Inferred,
}

impl Status {
    /// Of the exporter's and the importer's figure.
    pub const fn of(values: [Option<Money>; 2]) -> Self {
        match values {
            [Some(_), None] => Self::ExportOnly,
            [None, Some(_)] => Self::ImportOnly,
            [Some(_), Some(_)] => Self::Both,
            [None, None] => Self::Inferred,
        }
    }

    /// The name used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::ExportOnly => "export_only",
            Self::ImportOnly => "import_only",
            Self::Inferred => "inferred",
        }
    }
}

/// Both reports of one cell, in United States dollars.
#[derive(Clone, Debug, PartialEq)]
pub struct MirrorRow {
    /// The state the goods left.
    pub exporter: Area,
    /// The state the goods entered.
    pub importer: Area,
    /// Year or month.
    pub period: Period,
    /// Commodity at the level asked for.
    pub commodity: Commodity,
    /// The exporter's report; absent is not zero.
    pub export_value: Option<Money>,
    /// The importer's report.
    pub import_value: Option<Money>,
    /// Whether the two can be compared: not where figures of the cell are told that cannot be used.
    pub compared: bool,
    /// Where the two figures come from, the same for all rows of a period.
    pub basis: Arc<[Option<SideBasis>; 2]>,
}

impl MirrorRow {
    /// Importer's minus exporter's report, when both are there and can be compared.
    pub fn asymmetry(&self) -> Option<Money> {
        self.compared.then_some(())?;
        Some(self.import_value? - self.export_value?)
    }

    /// The asymmetry over the mean of the two reports in millionths, −2,000,000 to 2,000,000,
    /// rounded half away from zero; `None` unless both are there and not both zero.
    pub fn relative_ppm(&self) -> Option<i128> {
        let sum = (self.import_value? + self.export_value?).thousandths();
        let twice = self.asymmetry()?.thousandths() * 2;
        (sum > 0).then(|| entente_trade::money::share(twice, 1_000_000, sum))
    }

    /// Which sides report.
    pub fn status(&self) -> Status {
        Status::of([self.export_value, self.import_value])
    }
}

/// The rows of a pair at the level and frequency asked for, by period, then commodity.
pub fn mirror_rows(paired: &Paired, key: RowKey) -> Vec<MirrorRow> {
    let places = placed(paired, key);
    let mut rows = Vec::with_capacity(places.len());
    for places in places.chunk_by(|one, other| one.0.0 == other.0.0) {
        let period = places[0].0.0;
        let basis = Arc::new(paired.basis.get(&period).cloned().unwrap_or([None, None]));
        for cells in places.chunk_by(|one, other| one.0 == other.0) {
            // What stands apart is no part of a sum, but a row of its own.
            let compared = cells.iter().any(|(_, compared, _)| *compared);
            let sum = |side: Side| {
                let summed = cells.iter().filter(|(_, one, _)| *one == compared);
                let reports = summed.filter_map(|(_, _, cell)| cell.reports[side as usize].as_ref());
                reports
                    .map(|report| report.value)
                    .reduce(|sum, value| sum + value)
            };
            rows.push(MirrorRow {
                exporter: paired.cells.exporter,
                importer: paired.cells.importer,
                period,
                commodity: cells[0].0.1,
                export_value: sum(Side::Export),
                import_value: sum(Side::Import),
                compared,
                basis: Arc::clone(&basis),
            });
        }
    }
    rows
}

/// A cell, the row it belongs to, and whether it is compared.
type Placed<'a> = ((Period, Commodity), bool, &'a Cell);

/// All cells that are in rows, by row; months left out of a year are in none.
fn placed(paired: &Paired, key: RowKey) -> Vec<Placed<'_>> {
    let pair = &paired.cells;
    let apart = pair.apart.iter().map(|one| (false, &one.cell));
    let cells = pair.cells.iter().map(|cell| (true, cell)).chain(apart);
    let in_rows = cells.filter(|(_, cell)| !pair.left_out.contains(&cell.period));
    let mut places: Vec<Placed<'_>> = Vec::with_capacity(pair.cells.len() + pair.apart.len());
    places.extend(in_rows.map(|(compared, cell)| (key.place(cell.commodity, cell.period), compared, cell)));
    places.sort_unstable_by_key(|&(place, _, _)| place);
    places
}
