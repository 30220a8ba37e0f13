//! Rows in another order than the books', and the first and last of each series.
//!
//! An order has to know all rows, so there is a limit to their number.

use std::cmp::Ordering;

use sdmx::data::Row;
use sdmx::model::{Decimal, TimePeriod};
use sdmx::rest::{DataQuery, SortTerm};

use crate::dissemination::components::{DIMENSIONS, at};
use crate::dissemination::selection::{key, place};

/// So many rows can be put in order.
pub(super) const MOST_SORTED: usize = 200_000;

/// Places of rows by which they are put in order, and whether the last comes first.
pub(super) type Order = Vec<(usize, bool)>;

/// The order asked for; none if it is the books' own. What does not stand at the observation
/// comes before it, so that rows of a section follow each other.
///
/// # Errors
/// A component that there is not.
pub(super) fn order(query: &DataQuery, at_observation: Option<&str>) -> Result<Order, String> {
    let observed = at_observation.map(place).transpose()?.flatten();
    let mut order = Vec::new();
    for sort in &query.sort {
        let places: Vec<usize> = match &sort.by {
            SortTerm::Dimensions => (0..=at::TIME).collect(),
            SortTerm::SeriesKey => (0..=at::TIME).filter(|one| Some(*one) != observed).collect(),
            SortTerm::Component(id) => place(id)
                .map_err(|error| format!("sort: {error}"))?
                .into_iter()
                .collect(),
        };
        order.extend(places.into_iter().map(|place| (place, sort.descending)));
    }
    if order.is_empty() && observed.is_some_and(|place| place != at::TIME) {
        let others = (0..=at::TIME).filter(|one| Some(*one) != observed);
        order = others.chain(observed).map(|place| (place, false)).collect();
    }
    Ok(order)
}

/// Compares two rows by an order.
pub(super) fn compare(order: &Order, one: &Row, other: &Row) -> Ordering {
    let by = |(place, descending): &(usize, bool)| {
        let values = [one, other].map(|row| row.value(*place).text().unwrap_or_default());
        let found = compare_values(*place, values[0], values[1]);
        if *descending { found.reverse() } else { found }
    };
    let mut found = order.iter().map(by);
    found.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn compare_values(place: usize, one: &str, other: &str) -> Ordering {
    let is_number = place == at::VALUE || DIMENSIONS.get(place).is_some_and(|spec| spec.is_number());
    if place == at::TIME {
        let span = |text: &str| TimePeriod::parse(text).map(|period| period.span(Default::default()));
        if let (Some(one), Some(other)) = (span(one), span(other)) {
            return (one.from, one.until).cmp(&(other.from, other.until));
        }
    }
    match (Decimal::parse(one), Decimal::parse(other)) {
        (Some(one), Some(other)) if is_number => one.cmp(&other),
        _ => one.cmp(other),
    }
}

/// The first and last observations of each series.
#[derive(Debug)]
pub(super) struct Ends {
    first: Option<usize>,
    last: Option<usize>,
    series: Vec<Row>,
}

impl Ends {
    /// None if all observations are asked for.
    pub(super) fn of(query: &DataQuery) -> Option<Self> {
        let count = |number: Option<u64>| number.map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let (first, last) = (count(query.first_observations), count(query.last_observations));
        (first.is_some() || last.is_some()).then(|| Self {
            first,
            last,
            series: Vec::new(),
        })
    }

    /// Takes a row; gives those of the series before, when it is over.
    pub(super) fn push(&mut self, row: &Row) -> Vec<Row> {
        let over = self.series.last().is_some_and(|last| key(last) != key(row));
        let done = if over { self.finish() } else { Vec::new() };
        self.series.push(row.clone());
        done
    }

    /// What is asked for of the last series.
    pub(super) fn finish(&mut self) -> Vec<Row> {
        let rows = std::mem::take(&mut self.series);
        let length = rows.len();
        let is_wanted = |place: usize| {
            self.first.is_some_and(|first| place < first)
                || self.last.is_some_and(|last| place >= length.saturating_sub(last))
        };
        let numbered = rows.into_iter().enumerate();
        numbered
            .filter(|(place, _)| is_wanted(*place))
            .map(|(_, row)| row)
            .collect()
    }
}
