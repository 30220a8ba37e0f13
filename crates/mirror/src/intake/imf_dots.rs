//! IMF Direction of Trade Statistics, a pair a line: what the exporter reports (FOB)
//! and what the importer reports (CIF), in dollars a year.
//!
//! The IMF fills a report it does not have from the other side's, with a margin of 6 %.
//! Such lines cannot be told with certainty, nor which of the two is made from the other. So
//! both figures are passed on as imputed, and the line is counted as a warning.

use super::comtrade::timely;
use super::error::Problem;
use super::interpreter::Interpreter;
use super::names::Names;
use super::outlet::Outlet;
use super::plain::{Told, total};
use super::reject::{Fault, Reason};
use super::row::{Column, Columns, Header, Row, View, needed};
use super::sink::{Skip, Verdict};
use super::summary::Warning;
use super::{Layout, Options};
use entente_trade::{Area, Attribution, Currency, Dataset, Flow, Money, Period, Valuation};
use std::collections::HashMap;

const EXPORTER: usize = 0;
const IMPORTER: usize = 1;
const YEAR: usize = 2;
const EXPORT: usize = 3;
const IMPORT: usize = 4;

pub(super) const COLUMNS: [Column; 5] = [
    needed("exporter"),
    needed("importer"),
    needed("year"),
    needed("export_fob_usd_reported_by_exporter"),
    needed("import_cif_usd_reported_by_importer"),
];

/// Exporter, importer, year.
type Key = (Area, Area, Period);

/// What the first line of a key says.
struct First {
    line: u64,
    export: Option<Money>,
    import: Option<Money>,
}

/// Reads lines.
pub(super) struct ImfDots {
    columns: Columns,
    names: Names,
    seen: HashMap<Key, First>,
    limit: usize,
}

impl ImfDots {
    pub(super) fn new(header: &Header, options: &Options) -> Result<Self, Problem> {
        Ok(Self {
            columns: Columns::find(Layout::ImfDotsCsv, &COLUMNS, header)?,
            names: Names::of("imf"),
            seen: HashMap::new(),
            limit: options.limits.held_rows,
        })
    }
}

impl Interpreter for ImfDots {
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let view = self.columns.of(row);
        let (key, export, import) = match read(view, &self.names) {
            Ok(read) => read,
            Err(verdict) => return out.settle(row.line, Err(verdict)),
        };
        if let Some(first) = self.seen.get(&key) {
            out.reject(row.line, duplicate(view, key, first));
            return Ok(());
        }
        if self.seen.len() >= self.limit {
            let (what, limit) = ("lines of pairs", self.limit as u64);
            return Err(Problem::Limit { what, limit });
        }
        let line = row.line;
        self.seen.insert(key, First { line, export, import });
        let both = export.zip(import);
        let attribution = if both.is_some_and(|(export, import)| is_imputed(export, import)) {
            out.warn(Warning::Imputed);
            Attribution::Imputed
        } else {
            Attribution::Unstated
        };
        pass_on(line, key, (Flow::Export, export), attribution, out)?;
        pass_on(line, key, (Flow::Import, import), attribution, out)
    }
}

fn read(view: View, names: &Names) -> Result<(Key, Option<Money>, Option<Money>), Verdict> {
    let exporter = names.country("exporter", view.text(EXPORTER))?;
    let importer = names.country("importer", view.text(IMPORTER))?;
    if exporter == importer {
        return Err(view
            .fault(IMPORTER, Reason::Area, "an importer other than the exporter")
            .into());
    }
    let year = Period::parse(view.text(YEAR)).filter(|period| period.calendar_month().is_none());
    let year = year.ok_or_else(|| view.fault(YEAR, Reason::Period, "a calendar year"))?;
    timely(view, exporter, EXPORTER, year)?;
    timely(view, importer, IMPORTER, year)?;
    Ok((
        (exporter, importer, year),
        view.money(EXPORT, 0)?,
        view.money(IMPORT, 0)?,
    ))
}

fn pass_on(
    line: u64,
    (exporter, importer, period): Key,
    (flow, value): (Flow, Option<Money>),
    attribution: Attribution,
    out: &mut Outlet<'_>,
) -> Result<(), Problem> {
    let Some(value) = value else {
        out.skip(Skip::Blank);
        return Ok(());
    };
    let (reporter, partner, valuation) = match flow {
        Flow::Import => (importer, exporter, Valuation::Cif),
        _ => (exporter, importer, Valuation::Fob),
    };
    let told = Told {
        dataset: Dataset::ImfDots,
        flow,
        reporter,
        partner,
        period,
        currency: Currency::USD,
        value,
        valuation,
        attribution,
    };
    out.observe(line, total(told))
}

/// Whether one figure is the other with the IMF's margin, once or (in lists that add it
/// to every import) twice, as far as rounding in the source lets that be seen.
///
/// Five dollars: sums of twelve months, each rounded to a dollar on both sides, stray from the
/// ratio by 1.5 dollars, and by more than five in one line of a thousand. One in 10^7: single
/// precision keeps seven digits. Five dollars of a hundred would be any ratio at all: of such
/// figures it is a fiftieth.
fn is_imputed(export: Money, import: Money) -> bool {
    let (export, import) = (export.thousandths(), import.thousandths());
    let slack = (export / 50).min(5_000).max(import / 10_000_000);
    let near = |ratio: i128| (import * 10_000 - export * ratio).abs() <= slack * 10_000;
    export > 100_000 && (near(10_600) || near(11_236))
}

fn duplicate(view: View, (exporter, importer, year): Key, first: &First) -> Fault {
    let areas = entente_trade::Areas::standard();
    let told = |value: Option<Money>| value.map_or_else(|| "nothing".to_owned(), |value| value.to_string());
    let expected = format!(
        "one line for {} to {} in {year}; line {} has {} and {}",
        areas.label(exporter),
        areas.label(importer),
        first.line,
        told(first.export),
        told(first.import),
    );
    let found = format!("{} and {}", view.text(EXPORT), view.text(IMPORT));
    Fault::new(Reason::Duplicate, "exporter, importer, year", &found, expected)
}
