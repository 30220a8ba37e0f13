//! Transcripts: the register as a file for others, and back.
//!
//! A transcript is whole, and then another register that takes it over tells the same and writes the
//! same bytes; or it holds what was confirmed alone, without the texts of sources, to be published. CSV
//! has a line for everything that was said; JSON-LD says the same in the words of schema.org, too.

mod csv;
mod jsonld;
mod node;
mod verify;

use std::fmt;

use entente_trade::Date;

use crate::check::Check;
use crate::entry::Act;
use crate::record::{Assertion, RecordId, Source, Standing};
use crate::register::Register;
use crate::secrecy::Secrecy;

/// The largest transcript that is read, in bytes.
pub const LARGEST: usize = 256 << 20;

/// How a transcript is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON-LD with the vocabulary of schema.org.
    JsonLd,
    /// A line for each assertion, source and check.
    Csv,
}

/// What a transcript holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything, with texts of sources: to be taken over.
    Whole,
    /// What was confirmed: to be published.
    Confirmed,
}

/// What is in a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) sources: Vec<Source>,
    pub(crate) assertions: Vec<Assertion>,
    pub(crate) checks: Vec<(RecordId, Check)>,
}

/// Why a file is no transcript, or cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TranscriptError {
    /// It cannot be read.
    Unreadable {
        /// Where: a line, or a node.
        place: String,
        /// What is wrong there.
        found: String,
    },
    /// The register holds something else under the same name.
    Otherwise {
        /// The name.
        name: String,
    },
    /// It says what does not hold.
    Unsound {
        /// What, where, and what was expected.
        faults: Vec<String>,
    },
    /// All of it is there already.
    Nothing,
}

impl fmt::Display for TranscriptError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { place, found } => write!(
                out,
                "{place}: found {found}, expected a transcript as `entente register export` writes it"
            ),
            Self::Otherwise { name } => write!(
                out,
                "{name} is in this register and says something else; take the file over into a home without a \
                 register"
            ),
            Self::Unsound { faults } => out.write_str(&faults.join("; ")),
            Self::Nothing => out.write_str("all of it is in this register already"),
        }
    }
}

impl std::error::Error for TranscriptError {}

/// Writes a register; the status of instruments is that of a day.
pub fn write(register: &Register, format: Format, extent: Extent, day: Date) -> String {
    match format {
        Format::JsonLd => jsonld::write(register, extent, day),
        Format::Csv => csv::write(&Contents::of(register, extent)),
    }
}

/// The act of taking a transcript over, whichever format it is in.
///
/// # Errors
/// [`TranscriptError`]; then nothing is taken over.
pub fn take_over(register: &Register, text: &str) -> Result<Act, TranscriptError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let contents = if text.trim_start().starts_with('{') {
        jsonld::read(text)?
    } else {
        csv::read(text)?
    };
    verify::verify(&contents, register).map_err(|faults| TranscriptError::Unsound { faults })?;
    contents.beyond(register)
}

impl Contents {
    pub(crate) fn of(register: &Register, extent: Extent) -> Self {
        let secrecy = Secrecy::of(register);
        let published = |one: &Assertion| one.standing == Standing::Confirmed && secrecy.admits(one);
        let kept = |one: &&Assertion| extent == Extent::Whole || published(one);
        let assertions: Vec<Assertion> = register
            .records()
            .flat_map(|record| &record.assertions)
            .filter(kept)
            .cloned()
            .collect();
        let quoted = |source: &&Source| {
            extent == Extent::Whole || assertions.iter().any(|one| one.source == Some(source.id))
        };
        let sources = register
            .sources()
            .filter(quoted)
            .cloned()
            .map(|source| match extent {
                Extent::Whole => source,
                Extent::Confirmed => Source {
                    text: String::new(),
                    open: Vec::new(),
                    unexplained: Vec::new(),
                    ..source
                },
            });
        let shown =
            |id: RecordId| extent == Extent::Whole || assertions.iter().any(|one| one.id.record == id);
        let checks = register
            .records()
            .filter(|record| shown(record.id))
            .flat_map(|record| record.checks.iter().map(|check| (record.id, check.clone())));
        Self {
            sources: sources.collect(),
            checks: checks.collect(),
            assertions,
        }
    }

    /// What a register does not hold yet.
    fn beyond(self, register: &Register) -> Result<Act, TranscriptError> {
        let otherwise = |name: String| TranscriptError::Otherwise { name };
        let (mut sources, mut assertions, mut checks) = (Vec::new(), Vec::new(), Vec::new());
        for source in self.sources {
            match register.source(source.id) {
                None => sources.push(source),
                Some(there) if *there == source => {}
                Some(_) => return Err(otherwise(source.id.to_string())),
            }
        }
        for assertion in self.assertions {
            match register.assertion(assertion.id) {
                None => assertions.push(assertion),
                Some(there) if *there == assertion => {}
                Some(_) => return Err(otherwise(assertion.id.to_string())),
            }
        }
        for (claim, check) in self.checks {
            let there = register
                .record(claim)
                .is_some_and(|record| record.checks.contains(&check));
            if !there {
                checks.push((claim, check));
            }
        }
        if sources.is_empty() && assertions.is_empty() && checks.is_empty() {
            return Err(TranscriptError::Nothing);
        }
        Ok(Act::Taken {
            sources,
            assertions,
            checks,
        })
    }
}
