//! What is served: a home, the structures, and what its books hold by now.
//!
//! Structures are made once. What data there are is counted once for each state of the books.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use entente_mirror::store::{Book, Home, StoreError};
use entente_trade::Dataset;
use jiff::Timestamp;
use sdmx::Standard;
use sdmx::model::Structures;

use super::trouble::Trouble;
use crate::command::export::STRUCTURES_PREPARED;
use crate::dissemination::availability::{Available, held};
use crate::dissemination::{agencies, structures};
use crate::failure::Failure;

/// A home that is served.
pub(crate) struct Site {
    home: Home,
    /// Those of SDMX 2.1, then those of SDMX 3.
    structures: [OnceLock<Structures>; 2],
    counted: Mutex<Option<(Vec<Import>, Arc<Counted>)>>,
    /// Held by who puts structures together.
    alone: Mutex<()>,
}

/// What data each dataset has, of those that have any.
pub(super) type Counted = Vec<(Dataset, Available)>;

/// An import: its number, when it was made, and the vintage that holds.
pub(super) type Import = (u32, String, String);

/// What the ledger says by now.
pub(super) struct State {
    pub(super) imports: Vec<Import>,
    /// When each import was made.
    pub(super) moments: BTreeMap<u32, Timestamp>,
    /// The imports that hold anything of a dataset.
    pub(super) holding: Vec<(Dataset, u32)>,
    /// When anything changed.
    pub(super) changed: Option<Timestamp>,
    /// The time of the newest import, as headers say it.
    pub(super) prepared: String,
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
            alone: Mutex::default(),
        })
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
        let imports = book.catalogue().imports()?;
        let moment = |text: &str| text.parse::<Timestamp>().ok();
        let changed = book.catalogue().changed_at()?;
        Ok(State {
            moments: imports
                .iter()
                .filter_map(|import| Some((import.id, moment(&import.imported_at)?)))
                .collect(),
            holding: imports
                .iter()
                .flat_map(|import| import.datasets.iter().map(|dataset| (*dataset, import.id)))
                .collect(),
            changed: changed.and_then(|text| moment(&text)),
            prepared: imports
                .iter()
                .map(|import| import.imported_at.clone())
                .max()
                .unwrap_or_else(|| STRUCTURES_PREPARED.to_owned()),
            imports: imports
                .into_iter()
                .map(|import| (import.id, import.imported_at, import.vintage.to_string()))
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

    /// Keeps others from putting structures together meanwhile: a tenth of a second takes tens of
    /// megabytes.
    pub(super) fn alone(&self) -> MutexGuard<'_, ()> {
        self.alone.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What data there are, counted when somebody asks first after a change.
    pub(super) fn counted(&self, state: &State) -> Result<Arc<Counted>, Trouble> {
        // Whoever asks meanwhile waits, and counts nothing again.
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((imports, found)) = counted.as_ref()
            && *imports == state.imports
        {
            return Ok(Arc::clone(found));
        }
        let (book, mut found) = (self.book()?, Vec::new());
        for (dataset, _) in Dataset::NAMES {
            if !state.holding.iter().any(|(held, _)| *held == dataset) {
                continue;
            }
            let available = held(&book, dataset, &|import| state.moments.contains_key(&import))?;
            found.push((dataset, available));
        }
        let found = Arc::new(found);
        *counted = Some((state.imports.clone(), Arc::clone(&found)));
        Ok(found)
    }
}
