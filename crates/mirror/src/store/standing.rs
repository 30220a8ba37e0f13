//! What counts of what was imported, and since when: a partner's release counts until it is withdrawn,
//! is void, or another takes its place.
//!
//! It is told by lines that are added, and no import is changed. Why an import counts no more is for
//! whoever says so to know.

use entente_trade::Date;

use super::error::StoreError;
use super::home::Home;
use super::lock::ImportLock;
use super::moment::{Clock, Moment};
use super::roll;

/// That an import is to count no more, or to count again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Number of the import.
    pub import: u32,
    /// Whether it counts from now on.
    pub counts: bool,
    /// It holds from this day on, for who asks as of a day.
    pub day: Date,
}

/// A turn that was put on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What was said.
    pub turn: Turn,
    /// When; from then on it holds for who asks as of a moment.
    pub at: Moment,
}

/// How a release of a partner's takes its place among those that landed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// The imports that count no more from its moment on.
    pub instead_of: Vec<u32>,
    /// Whether it counts itself: not where a later one landed before it.
    pub counts: bool,
    /// The day on which it was said.
    pub day: Date,
}

impl Placing {
    /// What its landing as this import puts on record.
    pub(super) fn turns(&self, own: u32) -> Vec<Turn> {
        let (counts, day) = (false, self.day);
        let itself = Some(own).filter(|_| !self.counts);
        let imports = self.instead_of.iter().copied().chain(itself);
        imports.map(|import| Turn { import, counts, day }).collect()
    }
}

/// Whether an import counts, as of a day or by now, by what is on record of all, the oldest first.
pub fn counts(told: &[Standing], import: u32, as_of: Option<Date>) -> bool {
    let holds = |one: &&Standing| one.turn.import == import && as_of.is_none_or(|day| one.turn.day <= day);
    told.iter().rfind(holds).is_none_or(|one| one.turn.counts)
}

impl Home {
    /// Puts on record what counts no more or again, all or nothing; what is so already is passed over.
    /// The turns that were made.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while an import lasts, else what the disk or the ledger refuses; then
    /// everything counts as before.
    pub fn turn(&self, turns: &[Turn], clock: Clock) -> Result<Vec<Turn>, StoreError> {
        let _lock = ImportLock::take(self.root())?;
        let mut ledger = self.ledger()?;
        roll::follow(self.root(), &ledger)?;
        let told = ledger.standings()?;
        let is_new = |turn: &&Turn| counts(&told, turn.import, None) != turn.counts;
        let new: Vec<Turn> = turns.iter().filter(is_new).copied().collect();
        if !new.is_empty() {
            let now = ledger.moment(clock)?;
            ledger.turn(&new, now)?;
            roll::follow(self.root(), &ledger)?;
        }
        Ok(new)
    }
}
