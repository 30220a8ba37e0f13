//! Rows of a dataset as they are told at a moment, and what changed between two moments.
//!
//! A moment is one of the store: when an import counts. The records of one commodity of a pair
//! are in memory at once, and no more.

use std::collections::BTreeMap;

use entente_mirror::store::{Book, Record, StoreError};
use entente_trade::{Dataset, Vintage};
use sdmx::data::Row;

use super::Rows;
use super::components::at;
use super::selection::{Scope, Selection};

/// What is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// All rows.
    All,
    /// Rows that were not told before, or otherwise.
    Changed,
    /// Keys that were told before and are no longer.
    Gone,
    /// What changed and what is gone, series by series; the latter as it was.
    Touched,
}

/// The vintage of a record at a moment; none if its import does not count.
pub(crate) type Counts<'a> = &'a dyn Fn(&Record) -> Option<Vintage>;

/// A question for rows of one dataset.
pub(crate) struct Told<'a> {
    pub(crate) book: &'a Book,
    pub(crate) selection: &'a Selection,
    /// Which records count.
    pub(crate) now: Counts<'a>,
    /// Which records counted before.
    pub(crate) before: Counts<'a>,
    pub(crate) telling: Telling,
}

impl Told<'_> {
    /// Gives the rows asked for, series by series.
    ///
    /// # Errors
    /// Of the store, or what who takes them says.
    pub(crate) fn each<E: From<StoreError>>(
        &self,
        dataset: Dataset,
        mut take: impl FnMut(&Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut rows, mut records, datasets) = (Rows::new(), Vec::new(), [dataset]);
        for scope in self.selection.scopes() {
            let query = self.selection.query(scope, &datasets);
            let mut goods = self.book.goods(&query)?;
            while goods.next(&mut records)? {
                self.goods(&mut rows, scope, &records, &mut take)?;
            }
        }
        Ok(())
    }

    fn goods<E>(
        &self,
        rows: &mut Rows,
        scope: Scope,
        records: &[Record],
        take: &mut impl FnMut(&Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let of_scope = |record: &&Record| {
            scope
                .side
                .is_none_or(|side| record.observation.flow.side() == side)
        };
        let is_as_before = |record: &Record| (self.now)(record) == (self.before)(record);
        if self.telling != Telling::All && records.iter().all(is_as_before) {
            return Ok(());
        }
        let otherwise = dated(records, self.now);
        let before_otherwise = match self.telling {
            Telling::All => Vec::new(),
            Telling::Changed | Telling::Gone | Telling::Touched => dated(records, self.before),
        };
        let now = as_dated(records, &otherwise, self.now).filter(of_scope);
        let before = as_dated(records, &before_otherwise, self.before).filter(of_scope);
        let wanted = |row: &Row| self.selection.admits(row);
        match self.telling {
            Telling::All => rows.each(now, |row| match wanted(row) {
                true => take(row),
                false => Ok(()),
            }),
            Telling::Changed => {
                let known = by_key(rows, before)?;
                rows.each(now, |row| {
                    match wanted(row) && known.get(&observed(row)) != Some(row) {
                        true => take(row),
                        false => Ok(()),
                    }
                })
            }
            Telling::Gone => {
                let known = by_key(rows, now)?;
                rows.each(before, |row| {
                    match wanted(row) && !known.contains_key(&observed(row)) {
                        true => take(&key_alone(row)),
                        false => Ok(()),
                    }
                })
            }
            Telling::Touched => {
                let mut touched = by_key(rows, before)?;
                for (key, row) in by_key(rows, now)? {
                    match touched.get(&key) == Some(&row) {
                        true => touched.remove(&key),
                        false => touched.insert(key, row),
                    };
                }
                touched.values().filter(|row| wanted(row)).try_for_each(take)
            }
        }
    }
}

/// Copies of the records that had another vintage.
fn dated(records: &[Record], counts: Counts<'_>) -> Vec<Record> {
    let other = |record: &Record| {
        let vintage = counts(record).filter(|vintage| *vintage != record.vintage)?;
        Some(Record {
            vintage,
            ..record.clone()
        })
    };
    records.iter().filter_map(other).collect()
}

/// The records that count, those that had another vintage as they were.
fn as_dated<'a>(
    records: &'a [Record],
    otherwise: &'a [Record],
    counts: Counts<'a>,
) -> impl Iterator<Item = &'a Record> {
    let same = move |record: &&Record| counts(record) == Some(record.vintage);
    records.iter().filter(same).chain(otherwise)
}

fn by_key<'a, E>(
    rows: &mut Rows,
    records: impl IntoIterator<Item = &'a Record>,
) -> Result<BTreeMap<String, Row>, E> {
    let mut known = BTreeMap::new();
    rows.each(records, |row| {
        known.insert(observed(row), row.clone());
        Ok(())
    })?;
    Ok(known)
}

/// The key of an observation.
fn observed(row: &Row) -> String {
    let values = (0..=at::TIME).map(|place| row.value(place).text().unwrap_or_default());
    values.collect::<Vec<_>>().join(".")
}

/// A row with its key, and nothing told.
fn key_alone(row: &Row) -> Row {
    let mut alone = Row::new();
    for place in 0..=at::TIME {
        alone.set_value(place, row.value(place));
    }
    alone
}
