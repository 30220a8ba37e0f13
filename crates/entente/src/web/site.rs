//! What is served: a home, the structures, and what its books hold by now.
//!
//! Structures are made once. What data there are is counted once for each state of the books.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use entente_mirror::store::{Book, Home, Moment, Record, Standing, StoreError};
use entente_trade::{Dataset, Vintage};
use jiff::Timestamp;
use sdmx::Standard;
use sdmx::model::Structures;

use super::described;
use super::trouble::Trouble;
use crate::command::export::STRUCTURES_PREPARED;
use crate::dissemination::availability::{Available, held};
use crate::dissemination::{agencies, structures};
use crate::failure::Failure;
use crate::views::Recent;

/// A home that is served.
pub(crate) struct Site {
    home: Home,
    /// Those of SDMX 2.1, then those of SDMX 3.
    structures: [OnceLock<Structures>; 2],
    counted: Mutex<Option<(Known, Arc<Counted>)>>,
    /// Of each standard what others describe, and in which objects they do.
    described: Mutex<BTreeMap<Standard, Described>>,
    /// Held by who puts structures together.
    alone: Mutex<()>,
    /// What pages showed last.
    pub(super) recent: Recent,
}

/// What data each dataset has, of those that have any.
pub(super) type Counted = Vec<(Dataset, Available)>;

type Described = (Vec<String>, Arc<Structures>);

/// An import: its number, when it was made, and the vintage that holds.
pub(super) type Import = (u32, Moment, Vintage);

/// Imports that count no more, or again: since when, the oldest first.
pub(super) type Standings = BTreeMap<u32, Vec<(Timestamp, bool)>>;

/// What of the ledger decides which data there are.
type Known = (Vec<Import>, Standings);

/// What the ledger says by now.
pub(super) struct State {
    pub(super) imports: Vec<Import>,
    /// When each import was made.
    pub(super) moments: BTreeMap<u32, Timestamp>,
    /// Imports whose vintage was stated later: when, and what held before.
    pub(super) restated: BTreeMap<u32, (Timestamp, Vintage)>,
    pub(super) standings: Standings,
    /// The objects that are structure messages.
    pub(super) described: Vec<String>,
    /// The imports that hold anything of a dataset.
    pub(super) holding: Vec<(Dataset, u32)>,
    /// By when all that changed had changed, in whole seconds, another for every change.
    pub(super) changed: Option<Timestamp>,
    /// The time of the last change, as headers say it.
    pub(super) prepared: String,
}

impl State {
    /// The vintage of a record as it was known at a moment, or by now; none of an import that came
    /// later, or did not count then.
    pub(super) fn vintage(&self, record: &Record, at: Option<Timestamp>) -> Option<Vintage> {
        let is_known = |moment: &Timestamp| at.is_none_or(|at| *moment <= at);
        self.moments
            .get(&record.import)
            .filter(|moment| is_known(moment))?;
        let mut told = self.standings.get(&record.import).into_iter().flatten();
        if told
            .rfind(|(moment, _)| is_known(moment))
            .is_some_and(|(_, counts)| !counts)
        {
            return None;
        }
        match self.restated.get(&record.import) {
            // Records that tell their release have never had another vintage.
            Some((stated, before)) if !is_known(stated) && self.is_of_import(record) => Some(*before),
            _ => Some(record.vintage),
        }
    }

    fn is_of_import(&self, record: &Record) -> bool {
        let import = self.imports.iter().find(|(id, ..)| *id == record.import);
        import.is_some_and(|(.., vintage)| *vintage == record.vintage)
    }
}

impl Site {
    /// # Errors
    /// The books cannot be opened.
    pub(crate) fn new(home: Home) -> Result<Self, Failure> {
        home.book()?;
        Ok(Self {
            home,
            structures: Default::default(),
            counted: Mutex::default(),
            described: Mutex::default(),
            alone: Mutex::default(),
            recent: Recent::default(),
        })
    }

    pub(super) const fn home(&self) -> &Home {
        &self.home
    }

    pub(super) fn book(&self) -> Result<Book, StoreError> {
        self.home.book()
    }

    /// Who sends messages.
    pub(super) fn sender(&self) -> String {
        self.home.settings().side.alpha3.clone()
    }

    pub(super) fn state(&self) -> Result<State, Trouble> {
        let book = self.book()?;
        // First: an answer may know of more than its time says, never of less. What landed since is left
        // out with what it takes the place of.
        let changes = book.catalogue().changes()?;
        let last = changes.last().copied();
        let mut imports = book.catalogue().imports()?;
        imports.retain(|import| Some(import.imported_at) <= last);
        let restated = book.catalogue().restatements()?;
        Ok(State {
            moments: imports
                .iter()
                .filter_map(|import| Some((import.id, timestamp(import.imported_at.milliseconds())?)))
                .collect(),
            standings: standings(&book, last)?,
            described: described::objects(&imports),
            holding: imports
                .iter()
                .flat_map(|import| import.datasets.iter().map(|dataset| (*dataset, import.id)))
                .collect(),
            restated: restated
                .iter()
                .filter_map(|one| Some((one.import, (timestamp(one.at.milliseconds())?, one.before))))
                .collect(),
            changed: whole_second(&changes),
            prepared: changes
                .last()
                .map_or_else(|| STRUCTURES_PREPARED.to_owned(), Moment::to_string),
            imports: imports
                .into_iter()
                .map(|import| (import.id, import.imported_at, import.vintage))
                .collect(),
        })
    }

    /// The structures that do not depend on what the books hold.
    pub(super) fn structures(&self, standard: Standard) -> &Structures {
        let made = &self.structures[usize::from(standard.is_three())];
        made.get_or_init(|| {
            let mut all = structures(standard);
            all.insert(agencies());
            all
        })
    }

    /// The structures that others sent, as far as a standard tells them.
    pub(super) fn described(&self, state: &State, standard: Standard) -> Result<Arc<Structures>, Trouble> {
        let mut described = self.described.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((objects, found)) = described.get(&standard)
            && *objects == state.described
        {
            return Ok(Arc::clone(found));
        }
        let found = described::structures(&self.home, &state.described, standard)?;
        let found = Arc::new(found);
        described.insert(standard, (state.described.clone(), Arc::clone(&found)));
        Ok(found)
    }

    /// Does what takes tens of megabytes for a tenth of a second, and nobody else meanwhile. It has
    /// a thread of its own: what is set free in one thread is not taken again by the next but kept
    /// for it, and answers have dozens.
    pub(super) fn alone<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, Trouble> {
        let _alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        let done = thread::scope(|scope| scope.spawn(work).join());
        done.map_err(|_| {
            io::Error::other("structures were not put together by a defect of the program").into()
        })
    }

    /// What data there are, counted when somebody asks first after a change.
    pub(super) fn counted(&self, state: &State) -> Result<Arc<Counted>, Trouble> {
        // Whoever asks meanwhile waits, and counts nothing again.
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(((imports, standings), found)) = counted.as_ref()
            && (imports, standings) == (&state.imports, &state.standings)
        {
            return Ok(Arc::clone(found));
        }
        let (book, mut found) = (self.book()?, Vec::new());
        for (dataset, _) in Dataset::NAMES {
            if !state.holding.iter().any(|(held, _)| *held == dataset) {
                continue;
            }
            let available = held(&book, dataset, &|record| state.vintage(record, None))?;
            // All of it may count no more.
            if available.observations > 0 {
                found.push((dataset, available));
            }
        }
        let found = Arc::new(found);
        let known = (state.imports.clone(), state.standings.clone());
        *counted = Some((known, Arc::clone(&found)));
        Ok(found)
    }
}

/// What is told of standing, up to a moment.
fn standings(book: &Book, last: Option<Moment>) -> Result<Standings, StoreError> {
    let mut standings = Standings::new();
    for Standing { turn, at } in book.catalogue().standings()? {
        if let Some(moment) = timestamp(at.milliseconds()).filter(|_| Some(at) <= last) {
            standings
                .entry(turn.import)
                .or_default()
                .push((moment, turn.counts));
        }
    }
    Ok(standings)
}

fn timestamp(milliseconds: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(milliseconds).ok()
}

/// The whole second that stands for the last of some changes: not before it, and after that of
/// every other, however many are of one second.
fn whole_second(changes: &BTreeSet<Moment>) -> Option<Timestamp> {
    let seconds = |moment: &Moment| {
        moment.milliseconds().div_euclid(1_000) + i64::from(moment.milliseconds() % 1_000 != 0)
    };
    let last = changes
        .iter()
        .map(seconds)
        .reduce(|last, next| next.max(last + 1))?;
    timestamp(last * 1_000)
}

#[cfg(test)]
mod tests {
    use entente_mirror::store::Party;
    use entente_trade::Area;

    use super::*;

    #[test]
    fn work_that_breaks_down_is_the_trouble_of_who_asked_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let party = |code, letters| Party::new(Area::from_code(code), letters);
        let home = Home::init(&folder.path().join("home"), party(398, "KAZ"), party(688, "SRB")).unwrap();
        let site = Site::new(home).unwrap();
        let broken = site.alone(|| panic!("on purpose")).map(|()| 0).unwrap_err();
        assert_eq!(
            broken.texts,
            ["structures were not put together by a defect of the program"]
        );
        assert_eq!(site.alone(|| 7).unwrap(), 7);
    }

    #[test]
    fn every_change_has_a_second_of_its_own() {
        let second = |changes: &[i64]| {
            let changes = changes.iter().filter_map(|&one| Moment::new(one)).collect();
            whole_second(&changes).map(Timestamp::as_second)
        };
        assert_eq!(second(&[]), None);
        assert_eq!(second(&[5_000]), Some(5));
        assert_eq!(second(&[5_001]), Some(6));
        assert_eq!(second(&[5_001, 5_999]), Some(7));
        assert_eq!(second(&[5_001, 5_002, 5_003, 7_500]), Some(9));
        assert_eq!(second(&[5_001, 5_002, 60_000]), Some(60));
        assert_eq!(second(&[-1]), Some(0));
    }
}
