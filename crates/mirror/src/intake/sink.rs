//! Where observations go.
//!
//! The reading pushes; whoever holds the store takes. Nothing is collected here,
//! so the memory of a reading is that of a row.

use super::reject::{Fault, Reject};
use crate::book::Columns;
use entente_trade::{Observation, Vintage};
use std::fmt;

/// Why a row is rightly left out. Unlike a reject it breaks no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skip {
    /// The partner is the world.
    World,
    /// Reporter or partner is a group of countries, whose members stand beside it.
    Group,
    /// The partner is not specified (Comtrade's areas "nes", bunkers, free zones).
    UnspecifiedPartner,
    /// Own goods coming back: an import whose partner is the reporter.
    OwnGoods,
    /// Nothing stands there: no trade.
    Blank,
    /// Trade in services.
    Services,
    /// A part by statistical procedure of a total that stands beside it.
    Part,
}

impl Skip {
    /// Every reason to skip.
    pub const ALL: [Self; 7] = [
        Self::World,
        Self::Group,
        Self::UnspecifiedPartner,
        Self::OwnGoods,
        Self::Blank,
        Self::Services,
        Self::Part,
    ];

    /// The name used in counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::World => "world",
            Self::Group => "group",
            Self::UnspecifiedPartner => "unspecified_partner",
            Self::OwnGoods => "own_goods",
            Self::Blank => "blank",
            Self::Services => "services",
            Self::Part => "part",
        }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// The sink can take no more; it keeps the reason itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// Takes what a reading finds, in the order of the file.
pub trait Sink {
    /// Takes an observation, read from `line` (see [`Reject::line`]).
    ///
    /// # Errors
    /// [`Stop`] ends the reading with [`Problem::Stopped`](super::Problem::Stopped).
    fn observe(&mut self, line: u64, observation: Observation) -> Result<(), Stop>;

    /// Takes observations as columns, with the line of each; the columns are empty afterwards.
    ///
    /// # Errors
    /// As [`Self::observe`].
    fn observe_all(&mut self, lines: &[u64], rows: &mut Columns) -> Result<(), Stop> {
        for (row, &line) in lines.iter().enumerate() {
            // Columns made by the reading hold what can be read back.
            let observation = rows.observation(row).map_err(|_| Stop)?;
            self.observe(line, observation)?;
        }
        rows.clear();
        Ok(())
    }

    /// Takes notice that the observations to come are of this release, which their rows tell;
    /// `None`, as at the beginning: their rows tell none.
    ///
    /// # Errors
    /// As [`Self::observe`].
    fn release(&mut self, _release: Option<Vintage>) -> Result<(), Stop> {
        Ok(())
    }

    /// Takes a row that breaks a rule.
    fn reject(&mut self, reject: Reject);

    /// Takes notice of a row, or of one side of it, that is rightly left out.
    fn skip(&mut self, why: Skip);

    /// Takes notice that so many bytes of the file are read.
    fn progress(&mut self, bytes: u64);
}

/// What else than an observation may become of a row.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    Skip(Skip),
    Fault(Box<Fault>),
}

impl From<Skip> for Verdict {
    fn from(skip: Skip) -> Self {
        Self::Skip(skip)
    }
}

impl From<Fault> for Verdict {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}
