//! What of the past is asked for: the books as they stand, what changed since, or every change.
//!
//! Each episode is a dataset of the answer. Time is that of the store: when an import counts.

use std::collections::BTreeSet;

use entente_trade::Dataset;
use jiff::Timestamp;
use sdmx::Action;
use sdmx::model::TimePeriod;
use sdmx::rest::DataQuery;

use super::site::State;
use crate::dissemination::telling::Telling;

/// A dataset of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Episode {
    pub(super) action: Action,
    pub(super) telling: Telling,
    /// What counted before: imports up to this moment, or none.
    pub(super) after: Option<Timestamp>,
    /// Imports up to this moment count, or all.
    pub(super) until: Option<Timestamp>,
    /// From when to when it is valid, where history is asked for.
    pub(super) valid: Option<(Timestamp, Option<Timestamp>)>,
}

/// The moment of a query; one without a zone is in UTC.
pub(super) fn moment(period: &TimePeriod) -> Result<Timestamp, String> {
    let text = period.as_str();
    let in_utc = || format!("{text}Z").parse::<Timestamp>().ok();
    let found = text.parse::<Timestamp>().ok().or_else(in_utc);
    found.ok_or_else(|| format!("found `{text}`, expected a moment such as `2024-05-15T14:15:00Z`"))
}

/// The datasets of an answer about a dataset of the books, in the order of time.
///
/// # Errors
/// What is wrong with a moment.
pub(super) fn episodes(query: &DataQuery, state: &State, dataset: Dataset) -> Result<Vec<Episode>, String> {
    let after = query.updated_after.as_ref().map(moment).transpose()?;
    let until = query.as_of.as_ref().map(moment).transpose()?;
    let moments = moments(state, dataset, after, until);
    if query.include_history {
        return Ok(history(state, dataset, &moments));
    }
    if after.is_some() {
        // Who asks again and again mostly hears of nothing; that takes no pass over the books.
        let changes = changes(after, until, None);
        return Ok(if moments.is_empty() {
            Vec::new()
        } else {
            changes.to_vec()
        });
    }
    Ok(vec![Episode {
        action: Action::Information,
        telling: Telling::All,
        after,
        until,
        valid: None,
    }])
}

fn changes(
    after: Option<Timestamp>,
    until: Option<Timestamp>,
    valid: Option<(Timestamp, Option<Timestamp>)>,
) -> [Episode; 2] {
    let episode = |action, telling| Episode {
        action,
        telling,
        after,
        until,
        valid,
    };
    [
        episode(Action::Replace, Telling::Changed),
        episode(Action::Delete, Telling::Gone),
    ]
}

/// When imports of a dataset were made, or dated, or counted no more or again, of those within a span.
fn moments(
    state: &State,
    dataset: Dataset,
    after: Option<Timestamp>,
    until: Option<Timestamp>,
) -> BTreeSet<Timestamp> {
    let holding = state.holding.iter().filter(|(held, _)| *held == dataset);
    let moments = holding.flat_map(|(_, import)| {
        let stated = state.restated.get(import).map(|(stated, _)| *stated);
        let turned = state.standings.get(import).into_iter().flatten();
        let made = state.moments.get(import).copied().into_iter();
        made.chain(stated).chain(turned.map(|(moment, _)| *moment))
    });
    moments
        .filter(|moment| after.is_none_or(|after| *moment > after))
        .filter(|moment| until.is_none_or(|until| *moment <= until))
        .collect()
}

/// What the imports of some moments changed. Each was valid until the next one, asked for or not.
fn history(state: &State, dataset: Dataset, wanted: &BTreeSet<Timestamp>) -> Vec<Episode> {
    let all: Vec<Timestamp> = moments(state, dataset, None, None).into_iter().collect();
    let mut found = Vec::new();
    for (place, moment) in all
        .iter()
        .enumerate()
        .filter(|(_, moment)| wanted.contains(moment))
    {
        let before = place.checked_sub(1).and_then(|place| all.get(place)).copied();
        let next = all.get(place + 1).copied();
        found.extend(changes(before, Some(*moment), Some((*moment, next))));
    }
    found
}
