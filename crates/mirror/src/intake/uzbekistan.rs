//! Uzbekistan's Statistics Agency: partners in rows, years in columns, thousand dollars.
//!
//! Neither the flow nor the unit is in the file. The unit was found by comparing with
//! partners' reports, see `docs/formats.md`; the flow has to be given. Codes are M49,
//! but 0 is the rest of the world and not the world: a partner is therefore read by its
//! name, and by its code only without one.

use super::error::Problem;
use super::gathered::Gathered;
use super::interpreter::Interpreter;
use super::names::{self, Names};
use super::outlet::Outlet;
use super::plain::{Told, total};
use super::reject::{Fault, Reason};
use super::row::{Column, Columns, Header, Row, View, needed, once, optional, plain_name};
use super::sink::{Skip, Verdict};
use super::{Layout, Options, number};
use entente_trade::{
    Area, Attribution, Currency, Dataset, Flow, Money, Observation, Period, Side, Valuation,
};

const CODE: usize = 0;
const NAME_RU: usize = 1;
const NAME_EN: usize = 2;

pub(super) const COLUMNS: [Column; 4] = [
    needed("Code"),
    needed("Klassifikator_ru"),
    needed("Klassifikator_en"),
    optional("Klassifikator"),
];

const UZBEKISTAN: Area = Area::from_code(860);

/// Reads rows.
pub(super) struct Uzbekistan {
    columns: Columns,
    names: Names,
    /// Where each year stands.
    years: Vec<(usize, Period)>,
    comma: number::Comma,
    flow: Flow,
    held: Gathered,
}

impl Uzbekistan {
    pub(super) fn new(header: &Header, options: &Options) -> Result<Self, Problem> {
        let flow = match options.flow {
            Some(Side::Export) => Flow::Export,
            Some(Side::Import) => Flow::Import,
            None => {
                return Err(Problem::Unsaid {
                    option: "flow",
                    expected: "export or import, for Uzbekistan's tables do not say which they hold",
                });
            }
        };
        Ok(Self {
            columns: Columns::find(Layout::UzbekistanCsv, &COLUMNS, header)?,
            names: Names::of("uz"),
            years: years(header)?,
            comma: number::Comma::of(header.decimal_comma),
            flow,
            held: Gathered::new(options.limits.held_rows),
        })
    }
}

impl Interpreter for Uzbekistan {
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let view = self.columns.of(row);
        let partner = match partner(view, &self.names) {
            Ok(partner) => partner,
            Err(verdict) => return out.settle(row.line, Err(verdict)),
        };
        for &(at, period) in &self.years {
            let field = period.to_string();
            match observation(self.flow, &partner, period, row.field(at), self.comma) {
                Ok(observation) => self.held.add(row.line, &field, observation, out)?,
                Err(verdict) => out.settle(row.line, Err(verdict))?,
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Outlet<'_>) -> Result<(), Problem> {
        self.held.pass_on(out)
    }
}

/// The columns whose name is a year.
fn years(header: &Header) -> Result<Vec<(usize, Period)>, Problem> {
    let year = |name: &str| Period::parse(name).filter(|period| period.calendar_month().is_none());
    let named = header.names.iter().enumerate();
    let years: Vec<_> = named.filter_map(|(at, name)| Some((at, year(name)?))).collect();
    let plain: Vec<String> = header.names.iter().map(|name| plain_name(name)).collect();
    for (at, _) in &years {
        once(&plain[*at], &plain, &header.names)?;
    }
    if years.is_empty() {
        return Err(Problem::Structure {
            line: 1,
            found: "no column named after a year".to_owned(),
            expected: "years as columns, such as 2023".to_owned(),
        });
    }
    Ok(years)
}

/// The partner of a row.
struct Partner<'a> {
    name: &'a str,
    area: Area,
    /// What the code says, for years in which the area of that name was not in being:
    /// 736 is the Sudan of before 2011.
    by_code: Option<Area>,
}

fn partner<'a>(view: View<'a>, names: &Names) -> Result<Partner<'a>, Verdict> {
    let by_code = names.country(COLUMNS[CODE].name, view.text(CODE)).ok();
    let mut first = None;
    for column in [NAME_EN, NAME_RU, CODE] {
        let Some(name) = view.given(column) else { continue };
        match names.country(COLUMNS[column].name, name) {
            Ok(UZBEKISTAN) => return Err(Skip::OwnGoods.into()),
            Ok(area) => return Ok(Partner { name, area, by_code }),
            Err(Verdict::Skip(skip)) => return Err(skip.into()),
            Err(verdict) => first = first.or(Some(verdict)),
        }
    }
    let nothing = || view.fault(NAME_EN, Reason::Area, "the name of a partner").into();
    Err(first.unwrap_or_else(nothing))
}

impl Partner<'_> {
    /// The area under which a year is counted; none for a small value of an area not in being.
    fn in_year(&self, period: Period, value: Money) -> Result<Area, Verdict> {
        let mut candidates = [Some(self.area), self.by_code].into_iter().flatten();
        match candidates.find(|&area| names::in_being(area, period)) {
            Some(area) if area == self.area || !value.is_zero() => Ok(area),
            _ if value.is_zero() => Err(Skip::Blank.into()),
            _ => {
                let expected = names::being(self.area, period);
                Err(Fault::new(Reason::Area, COLUMNS[NAME_EN].name, self.name, expected).into())
            }
        }
    }
}

/// One year of a row. A zero is a small value and kept, unless the area was not in being.
fn observation(
    flow: Flow,
    partner: &Partner<'_>,
    period: Period,
    text: &str,
    comma: number::Comma,
) -> Result<Observation, Verdict> {
    let fault = |expected: String| Fault::new(Reason::Value, &period.to_string(), text, expected);
    if matches!(text, "" | "-") {
        return Err(Skip::Blank.into());
    }
    let value = Money::parse(&number::plain(text, comma), 3)
        .map_err(|error| fault(number::expected(text, &error)))?;
    if value < Money::ZERO {
        return Err(fault("a value of 0 or more".to_owned()).into());
    }
    Ok(total(Told {
        dataset: Dataset::UzStat,
        flow,
        reporter: UZBEKISTAN,
        partner: partner.in_year(period, value)?,
        period,
        currency: Currency::USD,
        value,
        valuation: Valuation::Unstated,
        attribution: Attribution::Unstated,
    }))
}
