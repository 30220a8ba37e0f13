//! Why a file could not be read at all.
//!
//! A row that breaks a rule is no error but a reject; an error ends the reading.

use super::Layout;
use std::fmt;
use std::io;

/// Why a file could not be read to its end.
#[derive(Debug)]
pub struct IntakeError {
    /// The file, as the caller named it.
    pub file: String,
    /// What was wrong.
    pub problem: Problem,
}

/// What was wrong with a file.
#[derive(Debug)]
pub enum Problem {
    /// The file could not be opened or read: try again when the cause is gone.
    Io(io::Error),
    /// There is nothing in it.
    Empty,
    /// The content is of no layout that is known.
    Unrecognised {
        /// How the file begins.
        found: String,
        /// The layout most of whose columns are there, and what it lacks.
        nearest: Option<(Layout, Vec<MissingColumn>)>,
    },
    /// The content is not of the layout that was asked for.
    OtherLayout {
        /// The layout asked for.
        asked: Layout,
        /// What the content is.
        found: &'static str,
    },
    /// Needed columns are missing.
    Missing {
        /// The layout.
        layout: Layout,
        /// What it lacks.
        columns: Vec<MissingColumn>,
    },
    /// The file does not say something that the caller has to say.
    Unsaid {
        /// The option to set.
        option: &'static str,
        /// The values it can have, and why it is needed.
        expected: &'static str,
    },
    /// The file says itself what the caller says as well.
    Said {
        /// The option that is one too many.
        option: &'static str,
        /// The layout that says it.
        layout: Layout,
    },
    /// The file as a whole is not built as its layout is.
    Structure {
        /// Line, or record, or 0 for the whole file.
        line: u64,
        /// What stood there.
        found: String,
        /// What would have been read.
        expected: String,
    },
    /// A message of structures that is not as its standard wants it.
    Faults {
        /// Each of them, with its place.
        faults: Vec<String>,
    },
    /// A message of SDMX that describes data and holds none.
    NoFigures {
        /// What it is.
        found: String,
    },
    /// A bound was reached.
    Limit {
        /// What is bounded.
        what: &'static str,
        /// The bound.
        limit: u64,
    },
    /// The sink asked to stop.
    Stopped,
}

/// A column that a layout needs and a file lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingColumn {
    /// The column needed.
    pub name: &'static str,
    /// A column of the file with nearly that name.
    pub near: Option<String>,
}

impl fmt::Display for MissingColumn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.near {
            Some(near) => write!(out, "{} (is it {near:?}?)", self.name),
            None => out.write_str(self.name),
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.file, self.problem)
    }
}

impl std::error::Error for IntakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io(error) => error.source(),
            _ => None,
        }
    }
}

/// How many faults of a message are told.
const MOST_FAULTS: usize = 20;

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(out, "{error}"),
            Self::Empty => out.write_str("found an empty file, expected a table of trade reports"),
            Self::Unrecognised { found, nearest } => unrecognised(out, found, nearest.as_ref()),
            Self::OtherLayout { asked, found } => write!(out, "found {found}, expected the layout {asked}"),
            Self::Missing { layout, columns } => {
                write!(out, "the layout {layout} lacks the column {}", list(columns))
            }
            Self::Unsaid { option, expected } => {
                write!(
                    out,
                    "found no {option} in the file, expected the option {option}: {expected}"
                )
            }
            Self::Said { option, layout } => write!(
                out,
                "found the option {option}, expected none: the layout {layout} says the {option} itself"
            ),
            Self::Structure {
                line: 0,
                found,
                expected,
            } => {
                write!(out, "found {found}, expected {expected}")
            }
            Self::Structure {
                line,
                found,
                expected,
            } => {
                write!(out, "line {line}: found {found}, expected {expected}")
            }
            Self::Faults { faults } => {
                write!(
                    out,
                    "found {} faults in a structure message, expected none",
                    faults.len()
                )?;
                let told = faults.iter().take(MOST_FAULTS);
                told.clone().try_for_each(|fault| write!(out, "\n  {fault}"))?;
                match faults.len().saturating_sub(MOST_FAULTS) {
                    0 => Ok(()),
                    more => write!(out, "\n  and {more} more"),
                }
            }
            Self::NoFigures { found } => write!(
                out,
                "found {found}, which describes data and holds none, expected a data message"
            ),
            Self::Limit { what, limit } => write!(out, "found more than {limit} {what}"),
            Self::Stopped => out.write_str("stopped before the end of the file"),
        }
    }
}

fn unrecognised(
    out: &mut fmt::Formatter<'_>,
    found: &str,
    nearest: Option<&(Layout, Vec<MissingColumn>)>,
) -> fmt::Result {
    write!(
        out,
        "found {found:?}, expected one of the layouts in docs/formats.md"
    )?;
    match nearest {
        Some((layout, columns)) => write!(
            out,
            "; nearest is {layout}, which lacks the column {}",
            list(columns)
        ),
        None => Ok(()),
    }
}

fn list(columns: &[MissingColumn]) -> String {
    let names: Vec<String> = columns.iter().map(ToString::to_string).collect();
    names.join(", ")
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
