//! What is wrong with a message, and where.

use std::error::Error;
use std::fmt;

/// A place in a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1; 0 where a format has none.
    pub line: u64,
    /// The offset in bytes from the message's beginning.
    pub byte: u64,
}

/// One thing that is wrong: what was found, what was expected, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub position: Position,
    /// The component, element or field; empty where there is none.
    pub component: String,
    /// What was found there.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl Fault {
    /// A fault at a position.
    pub fn new(
        position: Position,
        component: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            position,
            component: component.into(),
            found: found.into(),
            expected: expected.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Position { line: 0, byte } => write!(to, "byte {byte}: ")?,
            Position { line, .. } => write!(to, "line {line}: ")?,
        }
        if !self.component.is_empty() {
            write!(to, "{}: ", self.component)?;
        }
        write!(to, "found {}, expected {}", self.found, self.expected)
    }
}

impl Error for Fault {}
