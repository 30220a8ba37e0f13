//! From a text to proposals: pure functions, no files, no clock, no network.
//!
//! It exists so that a person reviews instead of typing. It decides nothing: what a text does not say
//! stays empty or is listed as unresolved with the reason, and every value carries its span and rule.
//! Methods are rules over a gazetteer; there is no model that could make something up.

mod claim;
mod clause;
mod commitment;
mod commitments;
mod context;
mod dates;
mod document;
mod expressions;
mod figures;
mod fold;
mod gazetteer;
mod inline;
mod instrument;
mod lexicon;
mod listing;
mod meeting;
mod meetings;
mod object;
mod passing;
mod people;
mod per_language;
mod person;
mod proposal;
mod remainder;
mod source;
mod span;
mod state;
mod table;
pub mod title;
mod triggers;
mod verbs;
mod when;

pub use claim::{
    Amount, Attribution, Change, ChangeKind, Claim, Flow, Modality, Operator, ReporterView, Unit,
};
pub use commitment::{Commitment, CommitmentKind, Due, Strength};
pub use context::{Context, Pair, Published, PublishedFrom, Side};
pub use instrument::{
    Binding, Completeness, Event, EventKind, Instrument, InstrumentType, Level, Participant, ParticipantFrom,
    Related, RelationKind, Role,
};
pub use meeting::{Meeting, MeetingKind};
pub use person::{Office, Person};
pub use proposal::{Commission, Facts, Reading, Unresolved};
pub use source::{Language, SourceText, TooLong};
pub use span::{Field, Rule, Span};
pub use state::State;
pub use when::{Stamp, When};

/// Reads `text` into proposals.
///
/// Nothing is taken from anywhere but the text and what the operator said in `context`; without a
/// publication date relative dates stay unresolved and the reading says so.
pub fn read(text: &SourceText, context: &Context) -> Reading {
    proposal::read(text, context)
}
