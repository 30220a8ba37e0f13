//! The rows of a small national table, held until its end.
//!
//! National lists name territories that UN Comtrade counts in a wider area: Monaco in
//! France, Réunion in France since 1997. A partner's report knows only the wider area,
//! so rows of different names that are one area are added up, and told as a warning.
//! The same name twice is a duplicate: the first row stands.

use super::error::Problem;
use super::outlet::Outlet;
use super::reject::{Fault, Reason};
use super::summary::Warning;
use entente_trade::{Area, Attribution, Flow, Observation, Period, fold};
use std::collections::HashMap;

/// What makes two rows the same cell.
type Key = (Area, Flow, Attribution, Period);

struct Held {
    line: u64,
    names: Vec<String>,
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

    /// Takes an observation of a row that names its partner `name`; `field` is the column of the value.
    pub(super) fn add(
        &mut self,
        line: u64,
        (name, field): (&str, &str),
        observation: Observation,
        out: &mut Outlet<'_>,
    ) -> Result<(), Problem> {
        let name = fold::key(name);
        let key = key(&observation);
        match self.places.get(&key).and_then(|&place| self.rows.get_mut(place)) {
            None => self.hold(line, name, key, observation)?,
            Some(held) if held.names.contains(&name) => {
                let found = observation.value.to_string();
                out.reject(line, duplicate(held, field, &found));
            }
            Some(held) => {
                held.observation.value += observation.value;
                held.names.push(name);
                out.warn(Warning::Merged);
            }
        }
        Ok(())
    }

    fn hold(&mut self, line: u64, name: String, key: Key, observation: Observation) -> Result<(), Problem> {
        if self.rows.len() >= self.limit {
            return Err(Problem::Limit {
                what: "cells in a national table",
                limit: self.limit as u64,
            });
        }
        self.places.insert(key, self.rows.len());
        self.rows.push(Held {
            line,
            names: vec![name],
            observation,
        });
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
