//! Records of the store as rows: one figure a row, one series after the other.
//!
//! Within a dataset a later release gives way to no earlier one: of records with the same key the
//! newest is told, and several of one import as parts, by `COMMODITY_CUSTOM_BREAKDOWN`. Nothing
//! is converted, added up or estimated.

use std::collections::BTreeMap;

use crate::store::Record;
use entente_trade::{Area, Areas, Commodity, Edition, Observation, Period, Valuation};
use sdmx::data::Row;

use super::codes::{self, ALL, CURRENCY_UNIT, NOT_TRANSFORMED};
use super::components::at;
use super::figure::Cell;

/// What is measured: a code, and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The value that counts.
    Value,
    /// The same goods valued FOB.
    FobValue,
    /// The same goods valued CIF.
    CifValue,
    /// The value in the reporter's own currency.
    NationalValue,
    /// Kilograms.
    NetWeight,
    /// A quantity in a unit.
    Quantity,
}

impl Measure {
    /// Every measure with its code and name.
    pub const NAMES: [(Self, &'static str, &'static str); 6] = [
        (Self::Value, "VALUE", "Value as it counts, in the currency told"),
        (Self::FobValue, "VALUE_FOB", "The same goods valued free on board"),
        (
            Self::CifValue,
            "VALUE_CIF",
            "The same goods valued with cost, insurance and freight",
        ),
        (
            Self::NationalValue,
            "VALUE_NATIONAL",
            "The value in the currency of the reporter",
        ),
        (Self::NetWeight, "NET_WEIGHT", "Net weight in kilograms"),
        (Self::Quantity, "QUANTITY", "Quantity in the unit told"),
    ];

    /// The measure of a code.
    pub fn of_code(text: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(_, code, _)| *code == text);
        found.map(|(measure, ..)| *measure)
    }
}

/// A figure with what is told of it.
struct Fact {
    value: String,
    unit: String,
    currency: String,
    valuation: Option<Valuation>,
}

impl Fact {
    /// The figure of a record for a measure, if it tells one.
    fn of(measure: Measure, observation: &Observation) -> Option<Self> {
        let money = |value: String, currency: String, valuation| Self {
            value,
            unit: CURRENCY_UNIT.to_owned(),
            currency,
            valuation: Some(valuation),
        };
        let amount = |value: String, unit: i8| Self {
            value,
            unit: codes::unit(unit),
            currency: String::new(),
            valuation: None,
        };
        let own = || observation.currency.to_string();
        Some(match measure {
            Measure::Value => money(observation.value.to_string(), own(), observation.valuation),
            Measure::FobValue => money(observation.fob?.to_string(), own(), Valuation::Fob),
            Measure::CifValue => money(observation.cif?.to_string(), own(), Valuation::Cif),
            Measure::NationalValue => {
                let (currency, value) = observation.national?;
                money(value.to_string(), currency.to_string(), observation.valuation)
            }
            Measure::NetWeight => amount(observation.net_weight_kg?.to_string(), KILOGRAM),
            Measure::Quantity => amount(observation.quantity?.to_string(), observation.unit),
        })
    }
}

/// UN Comtrade's number of the kilogram.
pub(crate) const KILOGRAM: i8 = 8;

/// The key of a series but for what is measured, in the order of dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    frequency: &'static str,
    reporter: Area,
    flow: &'static str,
    edition: Edition,
    commodity: Commodity,
    partners: [Area; 2],
    transport: u16,
    procedure: u8,
}

impl Key {
    fn of(observation: &Observation) -> Self {
        Self {
            frequency: observation.period.frequency().code(),
            reporter: observation.reporter,
            flow: observation.flow.code(),
            edition: observation.edition,
            commodity: observation.commodity,
            partners: Cell::partners_of(observation),
            transport: observation.transport,
            procedure: observation.procedure,
        }
    }
}

/// Makes rows of records.
#[derive(Debug)]
pub struct Rows {
    areas: BTreeMap<Area, String>,
    row: Row,
}

impl Default for Rows {
    fn default() -> Self {
        Self::new()
    }
}

impl Rows {
    /// Of all areas.
    pub fn new() -> Self {
        let areas = Areas::standard();
        let code = |entry| codes::area(areas, entry);
        Self {
            areas: areas.all().map(|entry| (entry.area, code(entry))).collect(),
            row: Row::new(),
        }
    }

    /// Gives the rows of one dataset's records, series by series, each in the order of time.
    ///
    /// # Errors
    /// What who takes them says.
    pub fn each<'r, E>(
        &mut self,
        records: impl IntoIterator<Item = &'r Record>,
        mut take: impl FnMut(&Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut told: Vec<(Key, &Record)> = records
            .into_iter()
            .map(|record| (Key::of(&record.observation), record))
            .collect();
        let order = |(_, record): &(Key, &Record)| (record.observation.period, record.vintage, record.import);
        // Stable: parts that one import tells keep their order.
        told.sort_by(|one, other| one.0.cmp(&other.0).then(order(one).cmp(&order(other))));
        for series in told.chunk_by(|one, other| one.0 == other.0) {
            let parts = newest(series);
            for part in parts.chunk_by(|one, other| one.0 == other.0) {
                let [(breakdown, key, _), ..] = part else {
                    continue;
                };
                let codes = self.codes(key, *breakdown);
                for (measure, code, _) in Measure::NAMES {
                    for (_, _, record) in part {
                        if let Some(fact) = Fact::of(measure, &record.observation) {
                            self.fill(&codes, code, record, &fact);
                            take(&self.row)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The codes of a key, in the order of dimensions but for what is measured.
    fn codes(&self, key: &Key, breakdown: usize) -> [String; at::TIME - 1] {
        let [first, second] = key.partners.map(|area| self.area(area));
        [
            key.frequency.to_owned(),
            self.area(key.reporter),
            key.flow.to_owned(),
            format!("{}_{}", codes::edition(key.edition), key.commodity),
            breakdown.to_string(),
            first,
            second,
            key.transport.to_string(),
            codes::procedure(key.procedure),
            ALL.to_owned(),
            NOT_TRANSFORMED.to_owned(),
        ]
    }

    fn fill(&mut self, codes: &[String], measure: &str, record: &Record, fact: &Fact) {
        let observation = &record.observation;
        let attributes = [
            "0",
            &fact.unit,
            codes::status(observation.attribution),
            codes::attribution(observation.attribution),
            fact.valuation.map_or("", codes::valuation),
            &fact.currency,
            &record.vintage.day().to_string(),
            basis(record),
        ];
        self.row.clear();
        let dimensions = codes.iter().map(String::as_str).chain([measure]);
        for (place, code) in dimensions.enumerate() {
            self.row.set(place, code);
        }
        self.row.set(at::TIME, &time(observation));
        self.row.set(at::VALUE, &fact.value);
        let told = attributes.iter().enumerate().filter(|(_, text)| !text.is_empty());
        for (place, text) in told {
            self.row.set(at::ATTRIBUTES + place, text);
        }
    }

    fn area(&self, area: Area) -> String {
        self.areas
            .get(&area)
            .map_or_else(|| area.code().to_string(), String::clone)
    }
}

/// What counts of a series, by breakdown and then by time: of each period what the newest release
/// tells, and of that what came last. If that is several records, they are parts, numbered from 1; a whole has number 0.
fn newest<'a>(series: &[(Key, &'a Record)]) -> Vec<(usize, Key, &'a Record)> {
    let mut found = Vec::with_capacity(series.len());
    for told in series.chunk_by(|one, other| period(one) == period(other)) {
        let of = |record: &Record| (record.vintage, record.import);
        let newest = told.last().map(|(_, record)| of(record));
        let mut parts: Vec<&(Key, &Record)> = Vec::new();
        for part in told.iter().filter(|(_, record)| Some(of(record)) == newest) {
            if !parts
                .iter()
                .any(|(_, other)| other.observation == part.1.observation)
            {
                parts.push(part);
            }
        }
        let first = usize::from(parts.len() > 1);
        let numbered = parts.into_iter().zip(first..);
        found.extend(numbered.map(|((key, record), number)| (number, *key, *record)));
    }
    found.sort_by_key(|(number, ..)| *number);
    found
}

fn period((_, record): &(Key, &Record)) -> Period {
    record.observation.period
}

/// `2015` or `2015-04`, as SDMX writes them.
fn time(observation: &Observation) -> String {
    observation.period.to_string()
}

/// Who says the day of the release.
fn basis(record: &Record) -> &'static str {
    match record.vintage.is_stated() {
        true => codes::STATED,
        false => codes::OF_IMPORT,
    }
}
