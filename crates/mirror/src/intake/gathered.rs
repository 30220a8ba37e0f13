//! The rows of a small national table, held until its end.
//!
//! One cell has one row. Where a second row names the same partner for the same period,
//! in the same or in other words, neither is added to the other: the first stands, the
//! second is told as a duplicate, and whoever made the table can say which holds.

use super::error::Problem;
use super::outlet::Outlet;
use super::reject::{Fault, Reason};
use entente_trade::{Area, Attribution, Flow, Observation, Period};
use std::collections::HashMap;

/// What makes two rows the same cell.
type Key = (Area, Flow, Attribution, Period);

struct Held {
    line: u64,
    observation: Observation,
}

/// Rows held.
pub(super) struct Gathered {
    places: HashMap<Key, usize>,
    rows: Vec<Held>,
    limit: usize,
}

impl Gathered {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            places: HashMap::new(),
            rows: Vec::new(),
            limit,
        }
    }

    /// Takes an observation; `field` is the column of its value.
    pub(super) fn add(
        &mut self,
        line: u64,
        field: &str,
        observation: Observation,
        out: &mut Outlet<'_>,
    ) -> Result<(), Problem> {
        let key = key(&observation);
        match self.places.get(&key).and_then(|&place| self.rows.get(place)) {
            None => self.hold(line, key, observation)?,
            Some(held) => {
                let found = observation.value.to_string();
                out.reject(line, duplicate(held, field, &found));
            }
        }
        Ok(())
    }

    fn hold(&mut self, line: u64, key: Key, observation: Observation) -> Result<(), Problem> {
        if self.rows.len() >= self.limit {
            return Err(Problem::Limit {
                what: "cells in a national table",
                limit: self.limit as u64,
            });
        }
        self.places.insert(key, self.rows.len());
        self.rows.push(Held { line, observation });
        Ok(())
    }

    /// Passes on what is held, in the order of the first rows, and begins anew.
    pub(super) fn pass_on(&mut self, out: &mut Outlet<'_>) -> Result<(), Problem> {
        self.places.clear();
        for held in self.rows.drain(..) {
            out.observe(held.line, held.observation)?;
        }
        Ok(())
    }
}

fn key(observation: &Observation) -> Key {
    (
        observation.partner,
        observation.flow,
        observation.attribution,
        observation.period,
    )
}

fn duplicate(held: &Held, field: &str, found: &str) -> Fault {
    let first = held.observation.value;
    let expected = format!(
        "one row for each partner and period; line {} has {first}",
        held.line
    );
    Fault::new(Reason::Duplicate, field, found, expected)
}
