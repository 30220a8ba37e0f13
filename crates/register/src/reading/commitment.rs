//! What somebody agreed, planned, proposed or wished, as a source tells of it.
//!
//! It exists to say what a proposal of a commitment consists of. Owner and date stay empty where the
//! text names none.

use serde::{Deserialize, Serialize};

use super::{Field, State, When};

/// A commitment as one source tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// The sentence it stands in.
    pub sentence: Field<String>,
    /// What is to be done, as written.
    pub text: Field<String>,
    /// What kind.
    pub kind: CommitmentKind,
    /// How strongly; `None` where the verb is not on the scale and a person decides.
    pub strength: Option<Field<Strength>>,
    /// The verb that carries it, as written.
    pub verb: Field<String>,
    /// The states that own it: both where both speak; empty where the text does not say.
    pub owners: Vec<Field<State>>,
    /// The institution that owns it, where one is named.
    pub institution: Option<Field<String>>,
    /// Who said so, as written.
    pub speaker: Option<Field<String>>,
    /// The state it is owed to, where one is named.
    pub counterpart: Option<Field<State>>,
    /// By when.
    pub due: Due,
}

/// Kinds of commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentKind {
    /// Something to do.
    Action,
    /// A figure to reach.
    QuantitativeTarget,
    /// A wish.
    Intention,
    /// An invitation.
    Invitation,
}

/// How strong, from the verb; falling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Agreed.
    Agreed,
    /// Instructed.
    Instructed,
    /// Planned.
    Planned,
    /// Proposed.
    Proposed,
    /// Expressed interest.
    ExpressedInterest,
}

/// By when a commitment is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The text does not say.
    None,
    /// A day or a period.
    When(Field<When>),
    /// Words that need a publication date ("next year").
    Unresolved(Field<String>),
}
