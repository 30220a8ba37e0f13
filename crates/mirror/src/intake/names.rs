//! From the name or code in a file to an area that can be one side of a pair.
//!
//! Which text means which area is the business of the area list. Here is decided
//! what becomes of a row: the world, groups and what is not specified are skipped;
//! an area outside its time is refused. Nothing is counted in another area than the
//! file names.

use super::reject::{Fault, Reason};
use super::sink::{Skip, Verdict};
use entente_trade::{Area, AreaError, AreaKind, Areas, Period};
use std::cell::RefCell;
use std::collections::HashMap;

/// Reads a UN Comtrade area code, which is an area as it is.
pub(super) fn comtrade_code(text: &str) -> Option<Area> {
    Areas::standard().of_comtrade(text.strip_suffix(".0").unwrap_or(text).parse().ok()?)
}

/// Why the area is no partner, if it is none.
pub(super) fn no_partner(area: Area) -> Option<Skip> {
    match Areas::standard().entry(area)?.kind {
        AreaKind::Country => None,
        AreaKind::Group => Some(Skip::Group),
        AreaKind::Unspecified => Some(Skip::UnspecifiedPartner),
        AreaKind::World => Some(Skip::World),
    }
}

/// At most so many texts remembered; real files name fewer partners.
const REMEMBERED: usize = 4096;

/// What a text turned out to be.
#[derive(Clone, Debug)]
enum Meaning {
    Country(Area),
    Left(Skip),
    /// Nothing known; what was expected.
    Nothing(String),
}

/// Reads names of one origin, and remembers them: finding the near misses of an unknown
/// name costs more than all the rest of its row.
pub(super) struct Names {
    origin: &'static str,
    remembered: RefCell<HashMap<String, Meaning>>,
}

impl Names {
    /// For files of an origin (see [`Areas::resolve_from`]).
    pub(super) fn of(origin: &'static str) -> Self {
        Self {
            origin,
            remembered: RefCell::default(),
        }
    }

    /// The country that `text` names.
    pub(super) fn country(&self, field: &str, text: &str) -> Result<Area, Verdict> {
        match self.meaning(text) {
            Meaning::Country(area) => Ok(area),
            Meaning::Left(skip) => Err(skip.into()),
            Meaning::Nothing(expected) => Err(Fault::new(Reason::Area, field, text, expected).into()),
        }
    }

    fn meaning(&self, text: &str) -> Meaning {
        let mut remembered = self.remembered.borrow_mut();
        if let Some(meaning) = remembered.get(text) {
            return meaning.clone();
        }
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        let meaning = resolve(self.origin, text);
        remembered.insert(text.to_owned(), meaning.clone());
        meaning
    }
}

fn resolve(origin: &'static str, text: &str) -> Meaning {
    match Areas::standard().resolve_from(origin, text) {
        Ok(area) => no_partner(area).map_or(Meaning::Country(area), Meaning::Left),
        Err(AreaError::GroupRow { meaning: "world", .. }) => Meaning::Left(Skip::World),
        // Where no total stands beside it, the rest of the world is what is not specified.
        Err(AreaError::GroupRow { meaning: "rest", .. }) if origin == "uz" => {
            Meaning::Left(Skip::UnspecifiedPartner)
        }
        Err(AreaError::GroupRow { .. }) => Meaning::Left(Skip::Group),
        Err(error) => Meaning::Nothing(expected(&error)),
    }
}

/// What would have been an area, with near misses or candidates.
fn expected(error: &AreaError) -> String {
    match error {
        AreaError::Unknown { near, .. } if !near.is_empty() => {
            format!("an area; is it {}?", near.join(" or "))
        }
        AreaError::Ambiguous { candidates, .. } => format!("one area of {}", candidates.join(", ")),
        _ => "an area by name, ISO letters or UN Comtrade code".to_owned(),
    }
}

/// Whether the area was in being in some month of the period.
pub(super) fn in_being(area: Area, period: Period) -> bool {
    let areas = Areas::standard();
    let year = period.calendar_year();
    match period.calendar_month() {
        Some(month) => areas.exists_in(area, year, month),
        None => (1..=12).any(|month| areas.exists_in(area, year, month)),
    }
}

/// `an area of 2018; Serbia and Montenegro (SCG) was one until 2006-05, then Serbia (SRB) or …`.
pub(super) fn being(area: Area, period: Period) -> String {
    let areas = Areas::standard();
    let mut text = format!("an area of {period}; {}", areas.label(area));
    if let Some(entry) = areas.entry(area) {
        if let Some((year, month)) = entry.from {
            text.push_str(&format!(" from {year}-{month:02}"));
        }
        if let Some((year, month)) = entry.to {
            text.push_str(&format!(" until {year}-{month:02}"));
        }
    }
    let after: Vec<String> = areas
        .successors(area)
        .map(|next| areas.label(next.after))
        .collect();
    if !after.is_empty() {
        text.push_str(&format!(", then {}", after.join(" or ")));
    }
    text
}
