//! A period's reports out of its segments, in the order of the keys.

use std::cmp::Reverse;
use std::path::Path;

use entente_trade::{Area, Commodity, Currency, Flow, Level, Money, Period};

use super::standing::WorldError;
use crate::book::{ABSENT_LONG, Columns, Int, Long, SegmentError, SegmentReader};
use crate::kernel::{ExportReport, FobBasis, ImportReport, Key, Merge, Overflow};
use crate::pairing::Rates;
use crate::store::{SegmentEntry, StoreError};

/// A record of either side.
#[derive(Clone, Copy, Debug)]
pub(super) enum Report {
    Export(ExportReport),
    Import(ImportReport),
}

impl Report {
    const fn key(&self) -> Key {
        match self {
            Self::Export(report) => report.key,
            Self::Import(report) => report.key,
        }
    }

    /// Hands it to the comparison.
    #[inline]
    pub(super) fn merge_into(&self, merge: &mut Merge) -> Result<(), Overflow> {
        match self {
            Self::Export(report) => merge.export(report),
            Self::Import(report) => merge.import(report),
        }
    }
}

/// What makes reports of rows.
pub(super) struct Reading<'a> {
    /// The home, which the paths of segments start from.
    pub(super) root: &'a Path,
    pub(super) rates: &'a Rates,
}

/// Which of several records of a cell counts, the smallest: the better dataset's, of these the
/// newest.
type Standing = (i32, Reverse<usize>);

/// Rows decoded at once: few enough that they are still near when they are matched.
const WINDOW: usize = 8192;

/// Columns that are read.
const INTS: [Int; 6] = [
    Int::Exporter,
    Int::Importer,
    Int::Commodity,
    Int::Flow,
    Int::Dataset,
    Int::Currency,
];
const LONGS: [Long; 4] = [Long::Value, Long::Fob, Long::Cif, Long::NetWeight];

const USD: i32 = 0x0055_5344;

impl Reading<'_> {
    /// Hands on the reports of one period, of segments sorted by vintage and import; the rows
    /// in a currency no rate is known for.
    pub(super) fn reports(
        &self,
        segments: &[SegmentEntry],
        mut take: impl FnMut(&Report) -> Result<(), WorldError>,
    ) -> Result<u64, WorldError> {
        match segments {
            [only] if only.summary.datasets.is_power_of_two() => self.straight(only, take),
            _ => {
                let (reports, without_rate) = self.chosen(segments)?;
                reports.iter().try_for_each(&mut take)?;
                Ok(without_rate)
            }
        }
    }

    /// All records of a segment count, and lie in order.
    fn straight(
        &self,
        segment: &SegmentEntry,
        mut take: impl FnMut(&Report) -> Result<(), WorldError>,
    ) -> Result<u64, WorldError> {
        let mut last = Key::default();
        self.segment(segment, |reader, told, report, _| {
            if told < last {
                let disorder = SegmentError::unexpected(
                    reader.path(),
                    "rows out of order",
                    "rows in the order of the canonical key",
                );
                return Err(StoreError::from(disorder).into());
            }
            last = told;
            take(report)
        })
    }

    /// Of every cell only the records that count, sorted.
    fn chosen(&self, segments: &[SegmentEntry]) -> Result<(Vec<Report>, u64), WorldError> {
        let (mut ranked, mut without_rate, mut age) = (Vec::new(), 0, 0);
        for (at, segment) in segments.iter().enumerate() {
            let release = |at: usize| {
                segments
                    .get(at)
                    .map(|one: &SegmentEntry| (one.vintage, one.import))
            };
            age += usize::from(at > 0 && release(at - 1) != release(at));
            without_rate += self.segment(segment, |_, _, report, dataset| {
                let side = matches!(report, Report::Import(_));
                ranked.push(((report.key(), side), (dataset, Reverse(age)), *report));
                Ok(())
            })?;
        }
        Ok((best(ranked), without_rate))
    }

    /// Hands on each report of a segment with the key its row has there, and its dataset.
    fn segment(
        &self,
        segment: &SegmentEntry,
        mut take: impl FnMut(&SegmentReader, Key, &Report, i32) -> Result<(), WorldError>,
    ) -> Result<u64, WorldError> {
        let reader = segment.open(self.root).map_err(StoreError::from)?;
        let mut without_rate = 0;
        for group in 0..reader.groups() {
            let mut open = reader
                .row_group(group, INTS.into_iter(), LONGS.into_iter())
                .map_err(StoreError::from)?;
            while open.left() > 0 {
                let columns = reader.next_rows(&mut open, WINDOW).map_err(StoreError::from)?;
                let rows = Rows::of(&columns, segment.summary.period);
                without_rate += self.rows(&reader, &rows, &mut take)?;
            }
        }
        Ok(without_rate)
    }

    /// As [`Self::segment`], of some rows.
    fn rows(
        &self,
        reader: &SegmentReader,
        rows: &Rows<'_>,
        take: &mut impl FnMut(&SegmentReader, Key, &Report, i32) -> Result<(), WorldError>,
    ) -> Result<u64, WorldError> {
        let mut without_rate = 0;
        for row in 0..rows.exporters.len() {
            match self.report(rows, row) {
                Ok(Some((told, report))) => take(reader, told, &report, rows.datasets[row])?,
                Ok(None) => {}
                Err(Odd::NoRate) => without_rate += 1,
                Err(Odd::Damage(found)) => {
                    let error = SegmentError::unexpected(reader.path(), found, "a code that exists");
                    return Err(StoreError::from(error).into());
                }
            }
        }
        Ok(without_rate)
    }

    /// The report in a row of an export or import of six digits, or of what hides them.
    #[inline(always)]
    fn report(&self, rows: &Rows<'_>, row: usize) -> Result<Option<(Key, Report)>, Odd> {
        let flow = rows.flows[row];
        let exported = flow == i32::from(Flow::Export.index());
        if !exported && flow != i32::from(Flow::Import.index()) {
            return Ok(None);
        }
        let code = rows.commodities[row];
        let goods =
            Commodity::from_packed(code as u32).ok_or_else(|| Odd::Damage(format!("commodity {code}")))?;
        if goods.level() != Level::Hs6 {
            return Ok(None);
        }
        let told = rows.key(row, goods)?;
        // Spellings of one unknown are one cell.
        let key = if goods.is_unspecified() {
            rows.key(row, goods.at(Level::Hs6))?
        } else {
            told
        };
        let weight = rows.weights[row];
        let weight = if weight == ABSENT_LONG { 0 } else { weight };
        let value = self.usd(rows, row, rows.values[row]).ok_or(Odd::NoRate)?;
        let report = if exported {
            Report::Export(ExportReport { key, value, weight })
        } else {
            let basis = self.basis(rows, row, value);
            Report::Import(ImportReport {
                key,
                value,
                weight,
                basis,
            })
        };
        Ok(Some((told, report)))
    }

    /// An amount in thousandths of a dollar, if it is there and a rate is known.
    #[inline(always)]
    fn usd(&self, rows: &Rows<'_>, row: usize, amount: i64) -> Option<i64> {
        if amount == ABSENT_LONG {
            return None;
        }
        match rows.currencies[row] {
            USD => Some(amount),
            currency => self.converted(amount, currency, rows.period),
        }
    }

    fn converted(&self, amount: i64, currency: i32, period: Period) -> Option<i64> {
        let letters = currency.to_be_bytes();
        let currency = Currency::parse(std::str::from_utf8(&letters[1..]).ok()?)?;
        let money = Money::from_thousandths(i128::from(amount));
        i64::try_from(self.rates.to_usd(money, currency, period)?.thousandths()).ok()
    }

    /// The FOB value the record says, else its CIF value over the chapter's factor.
    #[inline(always)]
    fn basis(&self, rows: &Rows<'_>, row: usize, value: i64) -> FobBasis {
        match self.usd(rows, row, rows.fobs[row]) {
            Some(fob) => FobBasis::stated(fob),
            None => FobBasis::by_factor(self.usd(rows, row, rows.cifs[row]).unwrap_or(value)),
        }
    }
}

/// Why a row is no report though it should be one.
enum Odd {
    NoRate,
    Damage(String),
}

/// Some rows, all of one period.
struct Rows<'a> {
    exporters: &'a [i32],
    importers: &'a [i32],
    commodities: &'a [i32],
    flows: &'a [i32],
    datasets: &'a [i32],
    currencies: &'a [i32],
    values: &'a [i64],
    fobs: &'a [i64],
    cifs: &'a [i64],
    weights: &'a [i64],
    period: Period,
}

impl<'a> Rows<'a> {
    fn of(columns: &'a Columns, period: Period) -> Self {
        Self {
            exporters: columns.ints(Int::Exporter),
            importers: columns.ints(Int::Importer),
            commodities: columns.ints(Int::Commodity),
            flows: columns.ints(Int::Flow),
            datasets: columns.ints(Int::Dataset),
            currencies: columns.ints(Int::Currency),
            values: columns.longs(Long::Value),
            fobs: columns.longs(Long::Fob),
            cifs: columns.longs(Long::Cif),
            weights: columns.longs(Long::NetWeight),
            period,
        }
    }

    #[inline(always)]
    fn key(&self, row: usize, goods: Commodity) -> Result<Key, Odd> {
        let [exporter, importer] =
            [self.exporters[row], self.importers[row]].map(|code| Area::from_code(code as u16));
        Key::new(exporter, importer, goods, self.period)
            .ok_or_else(|| Odd::Damage(format!("areas {} and {}", exporter.code(), importer.code())))
    }
}

/// Of each cell and side the records of the best standing, in the order of the keys.
fn best(mut ranked: Vec<((Key, bool), Standing, Report)>) -> Vec<Report> {
    ranked.sort_by_key(|&(cell, standing, _)| (cell, standing));
    let cells = ranked.chunk_by(|one, other| one.0 == other.0);
    let counted = cells.flat_map(|cell| {
        let standing = cell[0].1;
        cell.iter()
            .take_while(move |one| one.1 == standing)
            .map(|one| one.2)
    });
    counted.collect()
}
