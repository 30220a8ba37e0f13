//! A period's reports out of its segments, in the order of the keys.

use std::path::Path;

use entente_trade::{Area, Commodity, Currency, Flow, Level, Money, Period};

use super::factors::Factors;
use crate::book::{ABSENT_LONG, Columns, Int, Long, SegmentError, SegmentReader};
use crate::kernel::{ExportReport, ImportReport, Key};
use crate::pairing::Rates;
use crate::store::SegmentEntry;

/// Both sides' reports of a period.
#[derive(Debug, Default)]
pub(super) struct Reports {
    pub(super) exports: Vec<ExportReport>,
    pub(super) imports: Vec<ImportReport>,
    /// Rows in a currency no rate is known for.
    pub(super) without_rate: u64,
}

/// What makes reports of rows.
pub(super) struct Reading<'a> {
    /// The home, which the paths of segments start from.
    pub(super) root: &'a Path,
    pub(super) factors: &'a Factors,
    pub(super) rates: &'a Rates,
}

/// Which of several records of a cell counts, the smallest: the better dataset's, of these the
/// newest.
type Standing = (i32, std::cmp::Reverse<usize>);

/// Columns that are read, codes first.
const INTS: [Int; 7] = [
    Int::Exporter,
    Int::Importer,
    Int::Commodity,
    Int::Period,
    Int::Flow,
    Int::Dataset,
    Int::Currency,
];
const LONGS: [Long; 4] = [Long::Value, Long::Fob, Long::Cif, Long::NetWeight];

impl Reading<'_> {
    /// The reports of one period, of segments sorted by vintage and import.
    pub(super) fn reports(&self, segments: &[SegmentEntry]) -> Result<Reports, SegmentError> {
        let mut taken = Taken::default();
        let mut age = 0;
        for (at, segment) in segments.iter().enumerate() {
            let import = |at: usize| segments.get(at).map(|one: &SegmentEntry| one.import);
            age += usize::from(at > 0 && import(at - 1) != import(at));
            self.segment(segment, age, &mut taken)?;
        }
        Ok(taken.settled(segments.len() > 1))
    }

    fn segment(&self, segment: &SegmentEntry, age: usize, taken: &mut Taken) -> Result<(), SegmentError> {
        let reader = SegmentReader::open(&self.root.join(&segment.path))?;
        for group in 0..reader.groups() {
            let rows = columns(&reader, group)?;
            for row in 0..rows.len() {
                self.row(&rows, row, age, taken)
                    .map_err(|found| SegmentError::unexpected(reader.path(), found, "a code that exists"))?;
            }
        }
        Ok(())
    }

    /// Takes a row of an export or import of six digits, or of what hides them.
    #[inline]
    fn row(&self, rows: &Columns, row: usize, age: usize, taken: &mut Taken) -> Result<(), String> {
        let flow = rows.ints(Int::Flow)[row];
        let exported = flow == i32::from(Flow::Export.index());
        if !exported && flow != i32::from(Flow::Import.index()) {
            return Ok(());
        }
        let goods = rows.ints(Int::Commodity)[row];
        let goods = Commodity::from_packed(goods as u32).ok_or_else(|| format!("commodity {goods}"))?;
        if goods.level() != Level::Hs6 && !goods.is_unspecified() {
            return Ok(());
        }
        let key = key(rows, row, goods)?;
        let weight = rows.longs(Long::NetWeight)[row];
        let weight = if weight == ABSENT_LONG { 0 } else { weight };
        let Some(value) = self.usd(rows, row, Long::Value) else {
            taken.reports.without_rate += 1;
            return Ok(());
        };
        let standing = (rows.ints(Int::Dataset)[row], std::cmp::Reverse(age));
        if exported {
            taken.reports.exports.push(ExportReport { key, value, weight });
            taken.standings[0].push(standing);
        } else {
            let fob = self.without_freight(rows, row, value, key.chapter());
            taken.reports.imports.push(ImportReport {
                key,
                value,
                weight,
                fob,
            });
            taken.standings[1].push(standing);
        }
        Ok(())
    }

    /// An amount in thousandths of a dollar, if it is there and a rate is known.
    #[inline]
    fn usd(&self, rows: &Columns, row: usize, column: Long) -> Option<i64> {
        let amount = rows.longs(column)[row];
        if amount == ABSENT_LONG {
            return None;
        }
        let currency = rows.ints(Int::Currency)[row];
        if currency == USD {
            return Some(amount);
        }
        let period = Period::from_number(rows.ints(Int::Period)[row] as u32)?;
        let letters = currency.to_be_bytes();
        let currency = Currency::parse(std::str::from_utf8(&letters[1..]).ok()?)?;
        let money = Money::from_thousandths(i128::from(amount));
        i64::try_from(self.rates.to_usd(money, currency, period)?.thousandths()).ok()
    }

    /// The FOB value the record says, else its CIF value over the chapter's factor.
    #[inline]
    fn without_freight(&self, rows: &Columns, row: usize, value: i64, chapter: u8) -> f64 {
        match (self.usd(rows, row, Long::Fob), self.usd(rows, row, Long::Cif)) {
            (Some(fob), _) => fob as f64 / 1000.0,
            (None, cif) => cif.unwrap_or(value) as f64 / 1000.0 / self.factors.of(chapter),
        }
    }
}

const USD: i32 = 0x0055_5344;

#[inline]
fn key(rows: &Columns, row: usize, goods: Commodity) -> Result<Key, String> {
    let area = |column: Int| Area::from_code(rows.ints(column)[row] as u16);
    let (exporter, importer) = (area(Int::Exporter), area(Int::Importer));
    let number = rows.ints(Int::Period)[row];
    let period = Period::from_number(number as u32).ok_or_else(|| format!("period {number}"))?;
    Key::new(exporter, importer, goods, period)
        .ok_or_else(|| format!("areas {} and {}", exporter.code(), importer.code()))
}

fn columns(reader: &SegmentReader, group: usize) -> Result<Columns, SegmentError> {
    reader.some_columns(group, 0..reader.rows(group), &INTS, &LONGS)
}

/// Reports as they were read, with their standing.
#[derive(Default)]
struct Taken {
    reports: Reports,
    standings: [Vec<Standing>; 2],
}

impl Taken {
    /// Sorted, and of every cell only the records that count.
    fn settled(self, several: bool) -> Reports {
        let Self {
            mut reports,
            standings,
        } = self;
        let mixed = |standings: &[Standing]| standings.windows(2).any(|two| two[0] != two[1]);
        let [exports, imports] = standings;
        if several || mixed(&exports) || mixed(&imports) {
            reports.exports = best(reports.exports, exports, |report| report.key);
            reports.imports = best(reports.imports, imports, |report| report.key);
        }
        reports
    }
}

fn best<T: Copy>(reports: Vec<T>, standings: Vec<Standing>, key: impl Fn(&T) -> Key) -> Vec<T> {
    let mut ranked: Vec<(Key, Standing, T)> = reports
        .into_iter()
        .zip(standings)
        .map(|(report, standing)| (key(&report), standing, report))
        .collect();
    ranked.sort_by_key(|&(key, standing, _)| (key, standing));
    let cells = ranked.chunk_by(|one, other| one.0 == other.0);
    let counted = cells.flat_map(|cell| {
        let standing = cell[0].1;
        cell.iter()
            .take_while(move |one| one.1 == standing)
            .map(|one| one.2)
    });
    counted.collect()
}
