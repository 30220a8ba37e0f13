//! How a command ends: exit codes and the one shape of its failures.

use std::fmt;
use std::process::ExitCode;

/// A command that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it: exit code 0.
    Wholly,
    /// Some rows of a file were rejected, or it says itself that it is not whole: exit code 3.
    WithRejects,
    /// Some files failed, each told by itself: exit code 1.
    WithFailures,
    /// It found damage or a mistake, as it was asked to: exit code 1.
    WithComplaints,
}

impl Done {
    pub(crate) fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Wholly => 0,
            Self::WithFailures | Self::WithComplaints => 1,
            Self::WithRejects => 3,
        })
    }
}

/// A command that could not do it.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    code: u8,
}

impl Failure {
    /// Something went wrong while doing it: exit code 1.
    pub(crate) fn of(error: impl fmt::Display) -> Self {
        Self {
            message: error.to_string(),
            hint: None,
            code: 1,
        }
    }

    /// It was asked for in a way that makes no sense: exit code 2.
    pub(crate) fn usage(error: impl fmt::Display) -> Self {
        Self {
            message: error.to_string(),
            hint: None,
            code: 2,
        }
    }

    /// What to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn advice(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// With its causes, unless an error says them itself.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let words = error.to_string();
            if !message.contains(&words) {
                message = format!("{message}: {words}");
            }
            cause = error.source();
        }
        Self::of(message)
    }
}
