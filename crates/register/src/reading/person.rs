//! People, the offices they are told to hold, and their sides.
//!
//! It exists to say what a proposal of a person consists of; it finds none.

use serde::Serialize;

use super::{Field, State};

/// A person as one source tells of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The fullest name, as written.
    pub name: Field<String>,
    /// Other ways the source writes it, misprints among them.
    pub variants: Vec<Field<String>>,
    /// The offices the source gives them.
    pub offices: Vec<Office>,
    /// The state they speak for.
    pub side: Option<Field<State>>,
    /// Whether the source shows them there; `false` for somebody who only sent word.
    pub present: bool,
}

/// An office, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Its name without the state ("Deputy Prime Minister", "Foreign Minister").
    pub title: Field<String>,
    /// Whose office it is.
    pub state: Option<Field<State>>,
}
