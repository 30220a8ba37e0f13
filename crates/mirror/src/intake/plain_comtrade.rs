//! UN Comtrade's CSV records whose every field is written in the common way.
//!
//! A record is taken only if the full reading would take it as it stands, and to the same
//! observation. Anything else is `None`, and the full reading says what it is.

use super::Layout;
use super::comtrade;
use super::comtrade_columns::{self as column, CURRENT as COLUMNS};
use super::names;
use super::row::{Header, plain_name};
use crate::scan::digits::{thousandths, whole};
use entente_trade::{
    Area, Commodity, Currency, Dataset, Edition, Flow, Money, Observation, Period, Quantity, hs::HsCodes,
};

/// Which field of a record is which column of the layout.
pub(super) struct Plain {
    /// Column of each field of the file.
    plan: Vec<Option<usize>>,
}

/// Nothing stands there.
const ABSENT: i64 = -1;

/// What was found out about codes, so that it is asked once.
#[derive(Default)]
pub(super) struct Memo {
    /// The country of each code asked for, if it is one's.
    countries: Vec<Option<Option<Area>>>,
    /// The last period an area was asked for, and whether it was in being, by code.
    being: Vec<(u32, bool)>,
    edition: Option<(Vec<u8>, Edition)>,
    /// 0 unknown, 1 listed, 2 not, by edition and six digits.
    listed: Vec<Vec<u8>>,
}

impl Plain {
    /// For a file of the layout; `None` for other layouts.
    pub(super) fn of(layout: Layout, header: &Header) -> Option<Self> {
        if layout != Layout::ComtradeCsv || header.decimal_comma {
            return None;
        }
        let names: Vec<String> = header.names.iter().map(|name| plain_name(name)).collect();
        let mut plan = vec![None; names.len()];
        for (column, wanted) in COLUMNS.iter().enumerate() {
            let wanted = plain_name(wanted.name);
            if let Some(at) = names.iter().position(|name| *name == wanted) {
                plan[at] = Some(column);
            }
        }
        Some(Self { plan })
    }

    /// The observation of a record, if it has the header's fields and everything in it is plain.
    #[inline]
    pub(super) fn observation<'a>(
        &self,
        mut record: impl Iterator<Item = &'a [u8]>,
        memo: &mut Memo,
    ) -> Option<Observation> {
        let mut fields: Fields<'_> = [&[]; COLUMNS.len()];
        for &column in &self.plan {
            let field = record.next()?;
            if let Some(column) = column {
                fields[column] = field;
            }
        }
        record.next().is_none().then(|| observation(&fields, memo))?
    }
}

/// The fields of a record, by column of the layout; empty where the file has no such column.
type Fields<'a> = [&'a [u8]; COLUMNS.len()];

fn observation(fields: &Fields<'_>, memo: &mut Memo) -> Option<Observation> {
    if !matches!(fields[column::TYPE], b"" | b"C") {
        return None;
    }
    let flow = flow(fields[column::FLOW])?;
    let reporter = memo.country(code(fields[column::REPORTER])?)?;
    let partner = memo.country(code(fields[column::PARTNER])?)?;
    let period = period(fields)?;
    if reporter == partner || !memo.in_being(reporter, period) || !memo.in_being(partner, period) {
        return None;
    }
    let edition = memo.edition(fields[column::EDITION])?;
    let commodity = memo.commodity(fields[column::COMMODITY], edition)?;
    let value = amount(fields[column::VALUE])?.filter(|&value| value >= 0)?;
    let second_partner = second_partner(fields[column::SECOND_PARTNER])?;
    let bearing =
        |column: usize| amount(fields[column]).map(|other| other.filter(|&other| other != 0 || value == 0));
    let money = |amount: i64| Money::from_thousandths(i128::from(amount));
    let (fob, cif) = (bearing(column::FOB)?.map(money), bearing(column::CIF)?.map(money));
    let unit = unit(fields[column::UNIT])?;
    let net_weight_kg = quantity(fields[column::NET_WEIGHT])?;
    let quantity = quantity(fields[column::QUANTITY])?.filter(|_| unit != -1);
    let value = money(value);
    Some(Observation {
        dataset: Dataset::Comtrade,
        flow,
        reporter,
        partner,
        second_partner,
        period,
        commodity,
        edition,
        procedure: procedure(fields[column::PROCEDURE])?,
        transport: transport(fields[column::TRANSPORT])?,
        currency: Currency::USD,
        value,
        valuation: comtrade::valuation(flow, value, fob, cif),
        attribution: comtrade::attribution(flow, second_partner),
        fob,
        cif,
        net_weight_kg,
        quantity,
        unit: if quantity.is_some() { unit } else { -1 },
        national: None,
    })
}

#[inline]
fn flow(text: &[u8]) -> Option<Flow> {
    match text {
        b"X" => Some(Flow::Export),
        b"M" => Some(Flow::Import),
        _ => Flow::parse(std::str::from_utf8(text).ok()?),
    }
}

/// Digits and nothing else.
#[inline]
fn code(text: &[u8]) -> Option<u32> {
    whole(text)
}

/// An amount, or the absence of one.
#[inline]
fn amount(text: &[u8]) -> Option<Option<i64>> {
    let amount = thousandths(text, ABSENT)?;
    Some(Some(amount).filter(|&amount| amount != ABSENT))
}

/// A quantity above 0, or none.
#[inline]
fn quantity(text: &[u8]) -> Option<Option<Quantity>> {
    let amount = amount(text)?.filter(|&amount| amount > 0);
    Some(amount.map(|amount| Quantity::from_thousandths(i128::from(amount))))
}

/// The period in its own column, which year and month agree with where both stand beside it.
#[inline]
fn period(fields: &Fields<'_>) -> Option<Period> {
    let text = fields[column::PERIOD];
    let number = code(text)?;
    let period = match text.len() {
        4 => Period::year(u16::try_from(number).ok()?)?,
        6 => Period::month(u16::try_from(number / 100).ok()?, (number % 100) as u8)?,
        _ => return None,
    };
    let (year, month) = (fields[column::YEAR], fields[column::MONTH]);
    if !year.is_empty() && !month.is_empty() {
        let agrees = code(year)? == u32::from(period.calendar_year())
            && code(month)? == period.calendar_month().map_or(52, u32::from);
        agrees.then_some(())?;
    } else if !year.is_empty() || !month.is_empty() {
        return None;
    }
    let frequency = fields[column::FREQUENCY];
    (frequency.is_empty() || frequency == period.frequency().code().as_bytes()).then_some(period)
}

#[inline]
fn second_partner(text: &[u8]) -> Option<Option<Area>> {
    if matches!(text, b"" | b"0") {
        return Some(None);
    }
    names::comtrade_code(std::str::from_utf8(text).ok()?)
        .map(|area| Some(area).filter(|&area| area != Area::WORLD))
}

#[inline]
fn procedure(text: &[u8]) -> Option<u8> {
    match text {
        b"" | b"C00" => Some(0),
        [b'C', digits @ ..] => u8::try_from(code(digits)?).ok(),
        _ => None,
    }
}

#[inline]
fn transport(text: &[u8]) -> Option<u16> {
    if text.is_empty() {
        Some(0)
    } else {
        u16::try_from(code(text)?).ok()
    }
}

#[inline]
fn unit(text: &[u8]) -> Option<i8> {
    match text {
        b"" | b"-1" => Some(-1),
        _ => i8::try_from(code(text)?).ok(),
    }
}

impl Memo {
    /// The area of a code, if it is a country.
    #[inline]
    fn country(&mut self, code: u32) -> Option<Area> {
        const CODES: usize = 2048;
        let at = code as usize;
        if at >= CODES {
            return None;
        }
        self.countries.resize(CODES, None);
        *self.countries[at].get_or_insert_with(|| {
            names::comtrade_code(&code.to_string()).filter(|&area| names::no_partner(area).is_none())
        })
    }

    #[inline]
    fn in_being(&mut self, area: Area, period: Period) -> bool {
        let (at, number) = (usize::from(area.code()), period.number());
        if at >= self.being.len() {
            self.being.resize(at + 1, (0, false));
        }
        if self.being[at].0 != number {
            self.being[at] = (number, names::in_being(area, period));
        }
        self.being[at].1
    }

    #[inline]
    fn edition(&mut self, text: &[u8]) -> Option<Edition> {
        if let Some((last, edition)) = &self.edition
            && last == text
        {
            return Some(*edition);
        }
        let edition = Edition::parse(std::str::from_utf8(text).ok()?)?;
        self.edition = Some((text.to_owned(), edition));
        Some(edition)
    }

    /// Six digits that the edition lists, or whose list is not known.
    #[inline]
    fn commodity(&mut self, text: &[u8], edition: Edition) -> Option<Commodity> {
        const CODES: usize = 1_000_000;
        if text.len() != 6 {
            return None;
        }
        let (number, at) = (code(text)? as usize, usize::from(edition.index()));
        if at >= self.listed.len() {
            self.listed.resize(at + 1, Vec::new());
        }
        let listed = &mut self.listed[at];
        listed.resize(CODES, 0);
        if listed[number] == 0 {
            listed[number] = if is_listed(text, edition) { 1 } else { 2 };
        }
        (listed[number] == 1).then(|| Commodity::parse(std::str::from_utf8(text).ok()?))?
    }
}

fn is_listed(text: &[u8], edition: Edition) -> bool {
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    Commodity::parse(text).is_some_and(|commodity| {
        commodity.is_unspecified() || HsCodes::standard().holds(edition.index(), text) != Some(false)
    })
}
