//! Which rows of a dataset are asked for, and which records of the books can tell them.
//!
//! A key and filters are held against rows, as their text is what was asked for. What they say of
//! areas, frequency and time narrows the question to the books, so that no more is read than has
//! to be; it never decides.

use std::collections::BTreeSet;

use entente_mirror::store::Query;
use entente_trade::{Area, Areas, Dataset, Frequency, Period, Side};
use sdmx::data::Row;
use sdmx::model::{Decimal, TimePeriod, YearStart};
use sdmx::rest::{Choice, Compared, Filter, KeyPattern, KeyQuery, Operator, Test};

use super::codes;
use super::components::{ATTRIBUTES, DIMENSIONS, at};

/// Where frequency, reporter and partner stand in a key.
const FREQUENCY: usize = 0;
const REPORTER: usize = 1;
const PARTNER: usize = 5;
/// So many pairs are asked for one by one; more are read as a whole.
const MOST_SCOPES: usize = 32;

/// What is asked of the rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    key: KeyQuery,
    filters: Vec<Placed>,
}

/// A filter, with where its component stands in a row, if records tell it, and how it compares.
#[derive(Clone, Debug)]
struct Placed {
    filter: Filter,
    place: Option<usize>,
    compared: Compared,
}

/// A part of the books: records of one side about trade from a state to a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) side: Option<Side>,
    exporter: Option<Area>,
    importer: Option<Area>,
}

/// The place of a component in a row: none for one that no record tells.
///
/// # Errors
/// What components there are, if this is none of them.
pub(crate) fn place(component: &str) -> Result<Option<usize>, String> {
    let dimension = DIMENSIONS.iter().position(|spec| spec.id == component);
    let attribute = ATTRIBUTES.iter().position(|spec| spec.id == component);
    match (component, dimension, attribute) {
        ("TIME_PERIOD", ..) => Ok(Some(at::TIME)),
        ("OBS_VALUE", ..) => Ok(Some(at::VALUE)),
        (_, Some(place), _) => Ok(Some(place)),
        (_, _, Some(place)) if ATTRIBUTES[place].told => Ok(Some(at::ATTRIBUTES + place)),
        (_, _, Some(_)) => Ok(None),
        _ => {
            let ids = DIMENSIONS.iter().chain(&ATTRIBUTES).map(|spec| spec.id);
            let ids: Vec<&str> = ids.chain(["TIME_PERIOD", "OBS_VALUE"]).collect();
            Err(format!(
                "found `{component}`, expected a component: {}",
                ids.join(", ")
            ))
        }
    }
}

impl Selection {
    /// # Errors
    /// What is wrong with the question: a component or a position that the structure does not have,
    /// or a value that is no period or number where the component has nothing else.
    pub(crate) fn new(key: &KeyQuery, filters: &[Filter], start: YearStart) -> Result<Self, String> {
        if key.positions() > at::TIME {
            let (found, most) = (key.positions(), at::TIME);
            return Err(format!("key: found {found} positions, expected at most {most}"));
        }
        let placed = |filter: &Filter| {
            let place = place(&filter.component).map_err(|error| format!("c: {error}"))?;
            let compared = match filter.component.as_str() {
                "TIME_PERIOD" => Compared::Period(start),
                "OBS_VALUE" | "COMMODITY_CUSTOM_BREAKDOWN" => Compared::Number,
                _ => Compared::Text,
            };
            check(filter, compared)?;
            let filter = filter.clone();
            Ok(Placed {
                filter,
                place,
                compared,
            })
        };
        Ok(Self {
            key: key.clone(),
            filters: filters.iter().map(placed).collect::<Result<_, String>>()?,
        })
    }

    /// Whether a row is asked for.
    pub(crate) fn admits(&self, row: &Row) -> bool {
        (self.key.keys.is_empty() || self.key.matches(&key(row)))
            && self.filters.iter().all(|filter| filter.admits(row))
    }

    /// Whether a row would be asked for if nothing were said of one dimension.
    pub(crate) fn admits_without(&self, row: &Row, dimension: usize) -> bool {
        let of_others = |placed: &&Placed| placed.place != Some(dimension);
        let matches = |pattern: &KeyPattern| {
            let mut pattern = pattern.clone();
            if let Some(position) = pattern.positions.get_mut(dimension) {
                *position = Choice::Any;
            }
            pattern.matches(&key(row))
        };
        (self.key.keys.is_empty() || self.key.keys.iter().any(matches))
            && self
                .filters
                .iter()
                .filter(of_others)
                .all(|filter| filter.admits(row))
    }

    /// What to ask of the books for a scope and dataset.
    pub(crate) fn query<'a>(&self, scope: Scope, datasets: &'a [Dataset]) -> Query<'a> {
        let (from, to) = self.span();
        let frequencies = self.codes(FREQUENCY);
        let frequency = frequencies.filter(|codes| codes.len() == 1).and_then(|codes| {
            let monthly = codes.contains("M").then_some(Frequency::Monthly);
            monthly.or(codes.contains("A").then_some(Frequency::Annual))
        });
        Query {
            exporter: scope.exporter,
            importer: scope.importer,
            frequency,
            from,
            to,
            as_of: None,
            datasets: Some(datasets),
            // Who tells rows says of each import when it counted.
            withdrawn: true,
        }
    }

    /// The parts of the books that can tell rows asked for; no record is in two of them.
    pub(crate) fn scopes(&self) -> Vec<Scope> {
        let reporters = self.areas(REPORTER);
        // A partner of consignment stands elsewhere, behind the world.
        let partners = self
            .areas(PARTNER)
            .filter(|areas| !areas.contains(&Some(Area::WORLD)));
        let many = |areas: &Option<BTreeSet<Option<Area>>>| areas.as_ref().map_or(1, BTreeSet::len);
        let partners = partners.filter(|found| found.len() * many(&reporters) <= MOST_SCOPES);
        let reporters = reporters.filter(|found| found.len() <= MOST_SCOPES);
        if reporters.is_none() && partners.is_none() {
            return vec![Scope {
                side: None,
                exporter: None,
                importer: None,
            }];
        }
        let all = || BTreeSet::from([None]);
        let (reporters, partners) = (reporters.unwrap_or_else(all), partners.unwrap_or_else(all));
        let mut scopes = Vec::new();
        for side in [Side::Export, Side::Import] {
            for reporter in &reporters {
                for partner in &partners {
                    let (exporter, importer) = match side {
                        Side::Export => (*reporter, *partner),
                        Side::Import => (*partner, *reporter),
                    };
                    scopes.push(Scope {
                        side: Some(side),
                        exporter,
                        importer,
                    });
                }
            }
        }
        scopes
    }

    /// The codes of a dimension that are asked for, if some are named.
    fn codes(&self, dimension: usize) -> Option<BTreeSet<&str>> {
        let position = |pattern| named_at(pattern, dimension);
        let keys = &self.key.keys;
        if !keys.is_empty() && keys.iter().all(|pattern| position(pattern).is_some()) {
            let codes = self.key.keys.iter().filter_map(position).flatten();
            return Some(codes.map(String::as_str).collect());
        }
        let named = self
            .filters
            .iter()
            .filter(|placed| placed.place == Some(dimension));
        named.filter_map(Placed::named).next()
    }

    /// The areas of a dimension that are asked for; codes that are none find nothing.
    fn areas(&self, dimension: usize) -> Option<BTreeSet<Option<Area>>> {
        let named = self.codes(dimension)?;
        let areas = Areas::standard();
        let entries = areas
            .all()
            .filter(|entry| named.contains(codes::area(areas, entry).as_str()));
        // An area that no list has is told by its number.
        let numbers = named.iter().filter_map(|code| code.parse().ok());
        let found = entries
            .map(|entry| entry.area)
            .chain(numbers.map(Area::from_code));
        Some(found.map(Some).collect())
    }

    /// The span of time that can hold what is asked for.
    fn span(&self) -> (Option<Period>, Option<Period>) {
        let mut span = (None, None);
        for placed in self.filters.iter().filter(|one| one.place == Some(at::TIME)) {
            let [all] = placed.filter.any.as_slice() else {
                continue;
            };
            for test in all {
                let is_period = TimePeriod::parse(&test.value).is_some();
                let period = Period::parse(&test.value).filter(|_| is_period);
                match test.operator {
                    Operator::Ge => span.0 = period.or(span.0),
                    Operator::Le => span.1 = period.or(span.1),
                    _ => {}
                }
            }
        }
        span
    }
}

impl Placed {
    fn admits(&self, row: &Row) -> bool {
        let value = self.place.and_then(|place| row.value(place).text());
        self.filter.matches(value.as_slice(), self.compared)
    }

    /// The values of a filter that names them one by one.
    fn named(&self) -> Option<BTreeSet<&str>> {
        let value = |all: &Vec<Test>| match all.as_slice() {
            [test] if test.operator == Operator::Eq => Some(test.value.as_str().to_owned()),
            _ => None,
        };
        let whole = self.filter.any.iter().all(|all| value(all).is_some());
        let values = self.filter.any.iter().flatten().map(|test| test.value.as_str());
        whole.then(|| values.collect())
    }
}

/// Codes that no list has find nothing; what is no period or no number cannot be compared with one.
fn check(filter: &Filter, compared: Compared) -> Result<(), String> {
    let (fits, expected): (fn(&str) -> bool, _) = match compared {
        Compared::Text => return Ok(()),
        Compared::Number => (|value| Decimal::parse(value).is_some(), "a number"),
        Compared::Period(_) => (|value| TimePeriod::parse(value).is_some(), "a time period"),
    };
    let is_of_text = |operator| {
        matches!(
            operator,
            Operator::Co | Operator::Nc | Operator::Sw | Operator::Ew
        )
    };
    let mut tests = filter.any.iter().flatten();
    match tests.find(|test| !is_of_text(test.operator) && !fits(&test.value)) {
        None => Ok(()),
        Some(test) => Err(format!(
            "c[{}]: found `{}`, expected {expected}",
            filter.component, test.value
        )),
    }
}

fn named_at(pattern: &KeyPattern, dimension: usize) -> Option<&Vec<String>> {
    match pattern.positions.get(dimension) {
        Some(Choice::Of(codes)) => Some(codes),
        _ => None,
    }
}

/// The values of all dimensions but time.
pub(crate) fn key(row: &Row) -> [&str; at::TIME] {
    std::array::from_fn(|place| row.value(place).text().unwrap_or_default())
}
