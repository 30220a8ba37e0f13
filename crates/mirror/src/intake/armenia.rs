//! Armenia's Statistical Committee: exports, imports by consignment and imports by
//! origin, by partner and month, in thousand dollars.
//!
//! A row that calls itself `Year` sums the months that are out so far: in the year of
//! publication it may be January alone. It is taken for the year only if the file has
//! rows of all twelve months; which months there are is known at the end.

use super::error::Problem;
use super::gathered::Gathered;
use super::interpreter::Interpreter;
use super::names::{self, Names};
use super::outlet::Outlet;
use super::plain::{Told, total};
use super::reject::{Fault, Reason};
use super::row::{Column, Columns, Header, Row, View, needed};
use super::sink::{Skip, Verdict};
use super::{Layout, Options};
use entente_trade::{Area, Attribution, Currency, Dataset, Flow, Money, Observation, Period, Valuation};
use std::collections::{BTreeMap, BTreeSet};

const COUNTRY: usize = 0;
const EXPORT: usize = 1;
const CONSIGNMENT: usize = 2;
const ORIGIN: usize = 3;
const TIME: usize = 4;
const YEAR: usize = 5;

pub(super) const COLUMNS: [Column; 6] = [
    needed("country"),
    needed("export"),
    needed("import_consigment"),
    needed("import_origin"),
    needed("timeperiod"),
    needed("year"),
];

/// What each column of values is.
const VALUES: [(usize, Flow, Attribution); 3] = [
    (EXPORT, Flow::Export, Attribution::LastKnownDestination),
    (CONSIGNMENT, Flow::Import, Attribution::Consignment),
    (ORIGIN, Flow::Import, Attribution::Origin),
];

const ARMENIA: Area = Area::from_code(51);

/// A row, read.
struct Entry {
    line: u64,
    partner: Area,
    period: Period,
    values: [Option<Money>; 3],
}

/// Reads rows.
pub(super) struct Armenia {
    columns: Columns,
    names: Names,
    months: BTreeMap<u16, BTreeSet<u8>>,
    years: Vec<Entry>,
    held: Gathered,
    limit: usize,
}

impl Armenia {
    pub(super) fn new(header: &Header, options: &Options) -> Result<Self, Problem> {
        let limit = options.limits.held_rows;
        Ok(Self {
            columns: Columns::find(Layout::ArmeniaCsv, &COLUMNS, header)?,
            names: Names::of("am"),
            months: BTreeMap::new(),
            years: Vec::new(),
            held: Gathered::new(limit),
            limit,
        })
    }

    fn take(&mut self, entry: Entry, out: &mut Outlet<'_>) -> Result<(), Problem> {
        for ((column, flow, attribution), value) in VALUES.into_iter().zip(entry.values) {
            let Some(value) = value else {
                out.skip(Skip::Blank);
                continue;
            };
            let observation = observation(&entry, flow, attribution, value);
            let field = COLUMNS[column].name;
            self.held.add(entry.line, field, observation, out)?;
        }
        Ok(())
    }

    /// A row of a whole year waits until all months are known.
    fn wait(&mut self, entry: Entry) -> Result<(), Problem> {
        if self.years.len() >= self.limit {
            let (what, limit) = ("rows of whole years", self.limit as u64);
            return Err(Problem::Limit { what, limit });
        }
        self.years.push(entry);
        Ok(())
    }

    fn covered(&self, year: u16) -> usize {
        self.months.get(&year).map_or(0, BTreeSet::len)
    }
}

impl Interpreter for Armenia {
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let view = self.columns.of(row);
        if let Ok(period) = period(view)
            && let Some(month) = period.calendar_month()
        {
            self.months
                .entry(period.calendar_year())
                .or_default()
                .insert(month);
        }
        match entry(view, &self.names) {
            Ok(entry) if entry.period.calendar_month().is_none() => self.wait(entry),
            Ok(entry) => self.take(entry, out),
            Err(verdict) => out.settle(row.line, Err(verdict)),
        }
    }

    fn finish(&mut self, out: &mut Outlet<'_>) -> Result<(), Problem> {
        for entry in std::mem::take(&mut self.years) {
            match self.covered(entry.period.calendar_year()) {
                12 => self.take(entry, out)?,
                months => out.reject(entry.line, partial(entry.period, months)),
            }
        }
        self.held.pass_on(out)
    }
}

fn partial(year: Period, months: usize) -> Fault {
    let plural = if months == 1 { "" } else { "s" };
    let found = format!("Year {year} covering {months} month{plural}");
    Fault::new(
        Reason::Period,
        "timeperiod",
        &found,
        "twelve months of that year in the file",
    )
}

fn entry(view: View, names: &Names) -> Result<Entry, Verdict> {
    let partner = names.country(COLUMNS[COUNTRY].name, view.text(COUNTRY))?;
    let period = period(view)?;
    if !names::in_being(partner, period) {
        return Err(view
            .fault(COUNTRY, Reason::Area, names::being(partner, period))
            .into());
    }
    if partner == ARMENIA {
        return Err(Skip::OwnGoods.into());
    }
    let mut values = [None; 3];
    for (value, (column, ..)) in values.iter_mut().zip(VALUES) {
        if view.text(column) != "-" {
            *value = view.money(column, 3)?;
        }
    }
    Ok(Entry {
        line: view.line(),
        partner,
        period,
        values,
    })
}

fn period(view: View) -> Result<Period, Fault> {
    let expected = "a calendar year";
    let year: Option<u16> = view.integer(YEAR, Reason::Period, expected)?;
    let year = year.ok_or_else(|| view.fault(YEAR, Reason::Period, expected))?;
    let period = match view.text(TIME) {
        text if text.eq_ignore_ascii_case("year") => Period::year(year),
        text => text.parse().ok().and_then(|month| Period::month(year, month)),
    };
    period.ok_or_else(|| view.fault(TIME, Reason::Period, "a month from 1 to 12, or Year"))
}

fn observation(entry: &Entry, flow: Flow, attribution: Attribution, value: Money) -> Observation {
    total(Told {
        dataset: Dataset::AmArmstat,
        flow,
        reporter: ARMENIA,
        partner: entry.partner,
        period: entry.period,
        currency: Currency::USD,
        value,
        valuation: Valuation::Unstated,
        attribution,
    })
}
