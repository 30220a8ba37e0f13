//! What data there are: the values of each dimension that rows have, and how many rows.
//!
//! What is counted is what is asked for. In the constraint of a whole dataflow it is everything.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use entente_mirror::store::{Book, StoreError};
use entente_trade::Dataset;
use sdmx::data::Row;
use sdmx::model::{
    Annotation, Attachment, Availability, Bound, Class, Constraint, CubeRegion, Maintainable, Member,
    MemberValue, Role, Texts, TimePeriod, TimeRange, Urn, YearStart,
};
use sdmx::rest::{Choice, Mode};

use super::components::{DIMENSIONS, at};
use super::selection::{Selection, key};
use super::telling::{Counts, Telling, Told};
use super::{AGENCY, dataflow_id, version};

/// Values found, by dimension; time is the last of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Available {
    values: [BTreeSet<String>; at::TIME + 1],
    last_series: Vec<String>,
    /// How many series were found.
    pub(crate) series: u64,
    /// How many observations were found.
    pub(crate) observations: u64,
}

impl Available {
    /// Counts a row that is asked for. Rows of a series follow each other.
    pub(crate) fn add(&mut self, row: &Row) {
        self.observations += 1;
        let key = key(row);
        if self.last_series != key {
            self.last_series = key.iter().map(|&code| code.to_owned()).collect();
            self.series += 1;
            (0..at::TIME).for_each(|dimension| self.note(row, dimension));
        }
        self.note(row, at::TIME);
    }

    /// Counts a row by a mode: of one that is not asked for, the value of a dimension is available
    /// if the question says nothing else that excludes it.
    pub(crate) fn weigh(&mut self, row: &Row, selection: &Selection, mode: Mode) {
        if selection.admits(row) {
            self.add(row);
        } else if mode == Mode::Available {
            for dimension in (0..=at::TIME).filter(|one| selection.admits_without(row, *one)) {
                self.note(row, dimension);
            }
        }
    }

    fn note(&mut self, row: &Row, dimension: usize) {
        let value = row.value(dimension).text().unwrap_or_default();
        if !self.values[dimension].contains(value) {
            self.values[dimension].insert(value.to_owned());
        }
    }

    /// The same as SDMX 3.1 says what a constraint says in the versions before.
    pub(crate) fn availability(&self, constraint: &Constraint) -> Availability {
        Availability {
            notes: Default::default(),
            attachment: constraint.attachment.clone().unwrap_or_default(),
            region: constraint.regions.first().cloned().unwrap_or_default(),
            series: Some(self.series),
            observations: Some(self.observations),
        }
    }

    /// A constraint that says what was found for a dataset, of some dimensions.
    pub(crate) fn constraint(&self, dataset: Dataset, components: &Choice<String>) -> Constraint {
        let id = dataflow_id(dataset);
        let mut artefact = Maintainable::new(AGENCY, &id, version(), "What data there are");
        artefact.notes.annotations = vec![
            metric("series_count", self.series),
            metric("obs_count", self.observations),
        ];
        let wanted = |id: &str| components.admits(id);
        let dimensions = DIMENSIONS.iter().zip(&self.values);
        let mut keys: Vec<Member> = dimensions
            .filter(|(spec, _)| wanted(spec.id))
            .map(|(spec, values)| member(spec.id, values))
            .collect();
        if wanted("TIME_PERIOD") {
            keys.extend(range(&self.values[at::TIME]));
        }
        Constraint {
            artefact,
            role: Role::Actual,
            attachment: Some(Attachment {
                targets: vec![Urn::new(Class::Dataflow, AGENCY, id, version())],
                ..Attachment::default()
            }),
            regions: vec![CubeRegion {
                keys,
                ..CubeRegion::default()
            }],
            ..Constraint::default()
        }
    }
}

/// What data a dataset has, by the imports that count.
///
/// # Errors
/// Of the store.
pub(crate) fn held(book: &Book, dataset: Dataset, now: Counts<'_>) -> Result<Available, StoreError> {
    let told = Told {
        book,
        selection: &Selection::default(),
        now,
        before: &|_| None,
        telling: Telling::All,
    };
    let mut available = Available::default();
    told.each(dataset, |row| {
        available.add(row);
        Ok::<_, StoreError>(())
    })?;
    Ok(available)
}

fn metric(id: &str, count: u64) -> Annotation {
    Annotation {
        id: Some(id.to_owned()),
        title: Some(count.to_string()),
        kind: Some("sdmx_metrics".to_owned()),
        texts: Texts::english(count.to_string()),
        ..Annotation::default()
    }
}

fn member(id: &str, values: &BTreeSet<String>) -> Member {
    let value = |value: &String| MemberValue {
        value: value.clone(),
        ..MemberValue::default()
    };
    Member {
        id: id.to_owned(),
        values: values.iter().map(value).collect(),
        ..Member::default()
    }
}

/// From the period that begins first to the one that ends last; the longer where two do, so that
/// years and months together lie within.
fn range(periods: &BTreeSet<String>) -> Option<Member> {
    let periods = periods.iter().filter_map(|text| TimePeriod::parse(text));
    let spans: Vec<_> = periods
        .map(|period| (period.span(YearStart::default()), period))
        .collect();
    let first = spans
        .iter()
        .min_by_key(|(span, _)| (span.from, Reverse(span.until)));
    let last = spans
        .iter()
        .max_by_key(|(span, _)| (span.until, Reverse(span.from)));
    let bound = |(_, period): &(_, TimePeriod)| Bound {
        period: period.clone(),
        is_inclusive: true,
    };
    let range = TimeRange {
        start: first.map(bound),
        end: last.map(bound),
        valid_from: None,
        valid_to: None,
    };
    range.start.is_some().then(|| Member {
        id: "TIME_PERIOD".to_owned(),
        range: Some(range),
        ..Member::default()
    })
}
