//! Eurostat Comext, relational view: euros, one record a row.
//!
//! Euro area and European Union stand among the reporters, under two styles of label
//! each; they are groups. A period is one month; a range of months is no month, and
//! only January to December is a year.

use super::Layout;
use super::codes;
use super::comtrade::{distinct, timely};
use super::error::Problem;
use super::interpreter::Interpreter;
use super::names::Names;
use super::outlet::Outlet;
use super::plain::{Told, total};
use super::reject::{Fault, Reason};
use super::row::{Column, Columns, Header, Row, View, needed, optional};
use super::sink::{Skip, Verdict};
use entente_trade::{Attribution, Currency, Dataset, Edition, Flow, Observation, Period, Side, Valuation};

const REPORTER: usize = 0;
const PARTNER: usize = 1;
const PRODUCT: usize = 2;
const FLOW: usize = 3;
const PROCEDURE: usize = 4;
const PERIOD: usize = 5;
const VALUE: usize = 6;

pub(super) const COLUMNS: [Column; 7] = [
    needed("REPORTER"),
    needed("PARTNER"),
    needed("PRODUCT"),
    needed("FLOW"),
    optional("STAT_PROCEDURE"),
    needed("PERIOD"),
    needed("VALUE_IN_EUR"),
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Reads records.
pub(super) struct Eurostat {
    columns: Columns,
    names: Names,
}

impl Eurostat {
    pub(super) fn new(header: &Header) -> Result<Self, Problem> {
        Ok(Self {
            columns: Columns::find(Layout::EurostatCsv, &COLUMNS, header)?,
            names: Names::of("eurostat"),
        })
    }
}

impl Interpreter for Eurostat {
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let outcome = observation(self.columns.of(row), &self.names);
        out.settle(row.line, outcome)
    }
}

fn observation(view: View, names: &Names) -> Result<Observation, Verdict> {
    if !matches!(code(view.text(PROCEDURE)), "T" | "") {
        return Err(Skip::Part.into());
    }
    let reporter = names.country("REPORTER", view.text(REPORTER))?;
    let partner = names.country("PARTNER", view.text(PARTNER))?;
    let flow = flow(view)?;
    distinct(view, PARTNER, flow, reporter, partner)?;
    let period = period(view)?;
    timely(view, reporter, REPORTER, period)?;
    timely(view, partner, PARTNER, period)?;
    if matches!(view.text(VALUE), "" | ":") {
        return Err(Skip::Blank.into());
    }
    let (valuation, attribution) = match flow.side() {
        Side::Export => (Valuation::Fob, Attribution::LastKnownDestination),
        // By origin from outside the Union, by consignment within it; the row does not say which.
        Side::Import => (Valuation::Cif, Attribution::Unstated),
    };
    let all = total(Told {
        dataset: Dataset::Eurostat,
        flow,
        reporter,
        partner,
        period,
        currency: Currency::EUR,
        value: view.needed_money(VALUE, 0)?,
        valuation,
        attribution,
    });
    let commodity = codes::read_text(view, PRODUCT, code(view.text(PRODUCT)), Edition::Unknown)?.commodity;
    Ok(Observation { commodity, ..all })
}

/// What stands before the dash: `T-Total`, `2-EXPORT`, `TOTAL-Total`.
fn code(text: &str) -> &str {
    text.split_once('-').map_or(text, |(code, _)| code).trim()
}

fn flow(view: View) -> Result<Flow, Fault> {
    match code(view.text(FLOW)) {
        "1" => Ok(Flow::Import),
        "2" => Ok(Flow::Export),
        _ => Err(view.fault(FLOW, Reason::Flow, "1-IMPORT or 2-EXPORT")),
    }
}

fn period(view: View) -> Result<Period, Fault> {
    let expected = "one month such as \"Aug. 2024\", or \"Jan.-Dec. 2024\" for the year";
    parse(view.text(PERIOD)).ok_or_else(|| view.fault(PERIOD, Reason::Period, expected))
}

fn parse(text: &str) -> Option<Period> {
    let (months, year) = match text.rsplit_once([' ', '.']) {
        Some((months, year)) => (months.trim(), year.trim()),
        None => return Period::parse(text).filter(|period| period.calendar_month().is_none()),
    };
    let year = Period::parse(year)?.calendar_year();
    match months.split_once('-') {
        Some((first, last)) => (month(first)? == 1 && month(last)? == 12)
            .then(|| Period::year(year))
            .flatten(),
        None => Period::month(year, month(months)?),
    }
}

fn month(text: &str) -> Option<u8> {
    let name = text.trim().trim_end_matches('.');
    let at = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_months_is_neither_a_month_nor_a_year_unless_it_is_the_whole_year() {
        let read = |text: &str| parse(text).map(|period| period.to_string());
        assert_eq!(read("Aug. 2024").as_deref(), Some("2024-08"));
        assert_eq!(read("May 2019").as_deref(), Some("2019-05"));
        assert_eq!(read("Jan.-Dec. 2022").as_deref(), Some("2022"));
        assert_eq!(read("2022").as_deref(), Some("2022"));
        for text in [
            "Jan.-Aug. 2024",
            "Jan. - Mar. 2023",
            "2024-08",
            "Aug.",
            "Aug. 24",
            "XVII. 2024",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
