//! Rows of a dataset as they are told at a moment, and what changed between two moments.
//!
//! A moment is one of the store: when an import counts. The records of one commodity of a pair
//! are in memory at once, and no more.

use std::collections::BTreeMap;

use entente_mirror::store::{Book, Record, StoreError};
use entente_trade::Dataset;
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
}

/// Whether an import counts, by its number.
pub(crate) type Counts<'a> = &'a dyn Fn(u32) -> bool;

/// A question for rows of one dataset.
pub(crate) struct Told<'a> {
    pub(crate) book: &'a Book,
    pub(crate) selection: &'a Selection,
    /// Which imports count.
    pub(crate) now: Counts<'a>,
    /// Which imports counted before.
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
        let is_as_before = |record: &Record| (self.now)(record.import) == (self.before)(record.import);
        if self.telling != Telling::All && records.iter().all(is_as_before) {
            return Ok(());
        }
        let now = records.iter().filter(of_scope);
        let before = now.clone().filter(|record| (self.before)(record.import));
        let now = now.filter(|record| (self.now)(record.import));
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
        }
    }
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
