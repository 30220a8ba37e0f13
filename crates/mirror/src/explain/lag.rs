//! How long goods of a chapter are on their way, learned from the two series.
//!
//! Only where the importer's months follow the exporter's with a delay that
//! explains much of the difference, in goods of their own: re-exports and goods out
//! of scope are taken out before. Single late shipments are another matter and are
//! matched one by one by the timing stage.

use entente_trade::{Commodity, Frequency, Period};

use super::cell::{Cell, PairCells};
use super::least_squares::{UNKNOWNS, non_negative};

/// Months of both series a chapter needs.
const MONTHS: usize = 18;
/// The absolute error must fall to this share of the error without delay, and still
/// do so without the [`FEW`] months that gain most: a delay is a habit of many months.
const IMPROVEMENT: f64 = 0.6;
/// Months that may be single late shipments.
const FEW: usize = 4;
/// Months in which both sides report that a chapter needs, lest single shipments pass for a habit.
const BOTH: usize = 12;
/// No month may hold more than this share of what was sent, lest one wrong figure decide.
const LARGEST: f64 = 0.4;
/// The share arriving later that is worth a stage of its own.
const LEAST_DELAYED: f64 = 0.08;

/// Shares of a chapter's shipments arriving 0, 1, … months later, in parts per million.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LagPlan {
    pub(crate) chapter: Option<u8>,
    /// Sums to one million; the last one is not zero.
    pub(crate) shares_ppm: Vec<i128>,
    pub(crate) months: usize,
}

impl LagPlan {
    /// One plan for every chapter whose months show a delay; the side that leads is spread.
    pub(crate) fn learn(pair: &PairCells) -> Vec<Self> {
        let Some(lead) = (0..2).find(|&side| pair.habits[side].leads) else {
            return Vec::new();
        };
        let monthly =
            |cell: &&Cell| cell.period.frequency() == Frequency::Monthly && pair.in_scope(cell.commodity);
        let mut cells = Vec::with_capacity(pair.cells.len());
        cells.extend(pair.cells.iter().filter(monthly));
        let chapter = |cell: &&Cell| cell.commodity.chapter();
        // Codes without a chapter stand before the chapters and after them.
        if !cells.is_sorted_by_key(chapter) {
            cells.sort_by_key(chapter);
        }
        let chapters = cells.chunk_by(|a, b| a.commodity.chapter() == b.commodity.chapter());
        chapters
            .filter_map(|cells| Self::of_chapter(cells, lead))
            .collect()
    }

    fn of_chapter(cells: &[&Cell], lead: usize) -> Option<Self> {
        let chapter = cells.first()?.commodity.chapter();
        let (lead_series, follow_series) = unbroken(cells, lead)?;
        if !is_steady(&lead_series, &follow_series) {
            return None;
        }
        let rows: Vec<([f64; UNKNOWNS], f64)> = (UNKNOWNS - 1..lead_series.len())
            .map(|t| (std::array::from_fn(|lag| lead_series[t - lag]), follow_series[t]))
            .collect();
        let weights = non_negative(&rows, UNKNOWNS);
        let total: f64 = weights.iter().sum();
        let better = || is_habit(&rows, &weights, &non_negative(&rows, 1));
        let delayed = total > 0.0 && 1.0 - weights[0] / total >= LEAST_DELAYED;
        (delayed && better()).then(|| Self {
            chapter,
            shares_ppm: shares(&weights, total),
            months: rows.len(),
        })
    }

    /// Whether a commodity is spread by this plan.
    pub(crate) fn covers(&self, (commodity, period): (Commodity, Period)) -> bool {
        commodity.chapter() == self.chapter && period.frequency() == Frequency::Monthly
    }

    /// Cells that shipments of the given ones can arrive in.
    pub(crate) fn reached(&self, keys: &[(Commodity, Period)]) -> Vec<(Commodity, Period)> {
        let last = keys.iter().map(|key| key.1).max();
        let covered = keys.iter().filter(|key| self.covers(**key));
        covered
            .flat_map(|key| {
                (1..self.shares_ppm.len() as i32).filter_map(|lag| Some((key.0, key.1.plus(lag)?)))
            })
            .filter(|key| Some(key.1) <= last)
            .collect()
    }

    /// The shares in words.
    pub(crate) fn words(&self) -> String {
        let shares: Vec<String> = self
            .shares_ppm
            .iter()
            .map(|ppm| format!("{:.2}", *ppm as f64 / 1e6))
            .collect();
        format!(
            "arrivals after 0, 1, … months in shares {} over {} months",
            shares.join(", "),
            self.months
        )
    }
}

/// Both series without gaps between the first and last month, the lead first; `None` if too short.
fn unbroken(cells: &[&Cell], lead: usize) -> Option<(Vec<f64>, Vec<f64>)> {
    let months = || cells.iter().map(|cell| cell.period.months());
    let (first, last) = (months().min()?, months().max()?);
    let count = (last - first + 1) as usize;
    if count < MONTHS + UNKNOWNS - 1 {
        return None;
    }
    let mut series = [vec![0.0; count], vec![0.0; count]];
    for cell in cells {
        for (side, report) in cell.reports.iter().enumerate() {
            let value = report.as_ref().map_or(0.0, |report| report.own_goods().to_f64());
            series[side][(cell.period.months() - first) as usize] += value;
        }
    }
    series.swap(0, lead);
    let [lead, follow] = series;
    Some((lead, follow))
}

fn is_steady(lead: &[f64], follow: &[f64]) -> bool {
    let both = lead
        .iter()
        .zip(follow)
        .filter(|&(&sent, &arrived)| sent > 0.0 && arrived > 0.0)
        .count();
    let largest = lead.iter().copied().fold(0.0, f64::max);
    both >= BOTH && largest <= LARGEST * lead.iter().sum::<f64>()
}

/// Whether the delayed weights fit most months better, not only a few.
fn is_habit(rows: &[([f64; UNKNOWNS], f64)], weights: &[f64; UNKNOWNS], without: &[f64; UNKNOWNS]) -> bool {
    let error = |(x, y): &([f64; UNKNOWNS], f64), weights: &[f64; UNKNOWNS]| {
        (y - x.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>()).abs()
    };
    let mut errors: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| (error(row, weights), error(row, without)))
        .collect();
    // Those that gain most come first and are left out.
    errors.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
    let rest = &errors[FEW.min(errors.len())..];
    let (with, without) = rest.iter().fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d));
    with <= IMPROVEMENT * without
}

/// Shares in parts per million, those below half a percent dropped, adding up to a million.
fn shares(weights: &[f64; UNKNOWNS], total: f64) -> Vec<i128> {
    let raw: Vec<i128> = weights
        .iter()
        .map(|weight| libm::round(weight / total * 1e6) as i128)
        .map(|ppm| if ppm < 5_000 { 0 } else { ppm })
        .collect();
    let mut shares = entente_trade::money::apportion(1_000_000, &raw);
    while shares.last() == Some(&0) {
        shares.pop();
    }
    shares
}
