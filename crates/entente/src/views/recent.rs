//! Explanations of a moment ago: a page, its other languages and its files ask for the same.
//!
//! An explanation is a function of the home, the day and the question, so it is kept under a
//! stamp of the home and is gone when anything there changes. Large ones are not kept.

use std::sync::{Arc, Mutex, PoisonError};

use entente_trade::Date;

use super::{Asked, Explained};

/// Explanations that are kept.
const KEPT: usize = 12;

/// Cells of the largest that is.
const MOST_CELLS: usize = 20_000;

/// What was asked, of which state of the home.
pub(super) type Key = (u64, Date, Asked);

/// The last few explanations.
#[derive(Default)]
pub(crate) struct Recent {
    kept: Mutex<Vec<(Key, Arc<Explained>)>>,
}

impl Recent {
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Explained>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, _)| known == key);
        found.map(|(_, explained)| Arc::clone(explained))
    }

    pub(super) fn keep(&self, key: Key, explained: &Arc<Explained>) {
        if explained.paired.cells.cells.len() > MOST_CELLS {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| known.0 == key.0 && *known != key);
        kept.push((key, Arc::clone(explained)));
        if kept.len() > KEPT {
            kept.remove(0);
        }
    }
}
