//! A visit, a talk, a ceremony: when the two sides met, as a source tells of it.
//!
//! It exists to say what a proposal of a meeting consists of; it finds none.

use serde::{Deserialize, Serialize};

use super::{Field, State, When};

/// A meeting as one source tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// What kind of meeting.
    pub kind: Field<MeetingKind>,
    /// When; `None` where it cannot be resolved.
    pub when: Option<Field<When>>,
    /// The day as written ("Nov. 29").
    pub when_as_written: Option<Field<String>>,
    /// The place as written ("Belgrade"; "Serbia").
    pub place: Option<Field<String>>,
    /// The state it takes place in.
    pub host: Option<Field<State>>,
    /// Who took part: indices into [`super::Reading::people`].
    pub participants: Vec<usize>,
    /// The meeting it is part of: an index into [`super::Reading::meetings`].
    pub part_of: Option<usize>,
}

/// Kinds of meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// State visit.
    StateVisit,
    /// Official visit.
    OfficialVisit,
    /// Working visit.
    WorkingVisit,
    /// Visit, of which the text says no more.
    Visit,
    /// Talks, negotiations.
    Talks,
    /// A meeting of two.
    Meeting,
    /// Consultations.
    Consultations,
    /// Forum.
    Forum,
    /// Ceremony.
    Ceremony,
}
