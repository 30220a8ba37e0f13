//! A document two sides signed, as a source tells of it.
//!
//! It exists to say what a proposal of an instrument consists of. What binds whom is not decided here:
//! a name such as "memorandum" says nothing of it.

use serde::{Deserialize, Serialize};

use super::{Field, State, When};

/// An instrument as one source tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instrument {
    /// Whether it has a title of its own here, or is one of an unknown number, or is only mentioned.
    pub completeness: Completeness,
    /// Its number in the list, as counted by the list.
    pub ordinal: Option<Field<u32>>,
    /// The title as written, without list number and final mark; for groups and mentions the phrase.
    pub title: Field<String>,
    /// The words that name its type, as written.
    pub designation: Option<Field<String>>,
    /// Its type.
    pub kind: Field<InstrumentType>,
    /// Derived from what kinds of institution sign it; `None` where the text does not show them.
    pub level: Option<Field<Level>>,
    /// Whether it binds; never inferred.
    pub binding: Binding,
    /// Who takes part, in the order written.
    pub participants: Vec<Participant>,
    /// What it is about, as written ("on cooperation in the field of defense").
    pub subject_as_written: Option<Field<String>>,
    /// The same without "on cooperation", "in the field of" ("defense").
    pub subject: Option<Field<String>>,
    /// What it does to another instrument: "Protocol amending the Agreement …".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Related>,
    /// What happened to it by this source: signed on a day.
    pub events: Vec<Event>,
}

/// How much of an instrument a source tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// One instrument with its title.
    Titled,
    /// Several, of which neither number nor titles are told ("intergovernmental agreements on …").
    Group,
    /// Named in passing; not told as an outcome of this meeting.
    Mention,
}

/// The type of an instrument, from its designation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentType {
    /// Treaty.
    Treaty,
    /// Agreement.
    Agreement,
    /// Protocol.
    Protocol,
    /// Memorandum of understanding.
    MemorandumOfUnderstanding,
    /// Memorandum of cooperation.
    MemorandumOfCooperation,
    /// Memorandum, of anything else or of both.
    Memorandum,
    /// Convention.
    Convention,
    /// Exchange of notes.
    ExchangeOfNotes,
    /// Exchange of letters.
    ExchangeOfLetters,
    /// Joint statement.
    JointStatement,
    /// Declaration.
    Declaration,
    /// Programme.
    Programme,
    /// Action plan.
    ActionPlan,
    /// Roadmap.
    Roadmap,
    /// Letter of intent.
    LetterOfIntent,
    /// Minutes, procès-verbal.
    Minutes,
    /// Contract.
    Contract,
    /// A designation of none of these types, or none.
    Other,
}

/// Between whom an instrument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// States.
    Interstate,
    /// Governments.
    Intergovernmental,
    /// Ministries, agencies, offices of statistics, customs and the like.
    Interdepartmental,
    /// Institutes, libraries, universities, cities, companies and the like on one side at least.
    InterInstitutional,
}

/// Whether an instrument binds under the law of treaties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    /// The source does not say.
    Unknown,
}

/// One participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// The state it belongs to; `None` where the text does not say.
    pub state: Option<Field<State>>,
    /// Its own name without the state ("Ministry of Finance", "Government"); `None` for the state itself
    /// and for parties that only the context gives.
    pub institution: Option<Field<String>>,
    /// The whole name as written.
    pub name_as_written: Option<Field<String>>,
    /// The entry of the gazetteer that bears the name, such as `kaz/ministry-of-finance`.
    pub known_as: Option<&'static str>,
    /// In which role.
    pub role: Role,
    /// Where it was read.
    pub from: ParticipantFrom,
}

/// The role of a participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A party.
    Party,
}

/// Where a participant was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantFrom {
    /// The title.
    Title,
    /// The operator's pair, since the title names none.
    Context,
    /// The text around it.
    Text,
}

/// Kinds of relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Amends it.
    Amends,
    /// Implements it.
    Implements,
    /// Takes its place.
    Replaces,
    /// Supplements it.
    Supplements,
    /// Is based on it.
    BasedOn,
}

impl RelationKind {
    /// All of them with the names used in files.
    pub const NAMES: [(Self, &'static str); 5] = [
        (Self::Amends, "amends"),
        (Self::Implements, "implements"),
        (Self::Replaces, "replaces"),
        (Self::Supplements, "supplements"),
        (Self::BasedOn, "based_on"),
    ];

    /// As a verb in a sentence.
    pub(crate) const fn told(self) -> &'static str {
        match self {
            Self::Amends => "amends",
            Self::Implements => "implements",
            Self::Replaces => "replaces",
            Self::Supplements => "supplements",
            Self::BasedOn => "is based on",
        }
    }
}

/// What an instrument does to another, which its title names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// What.
    pub kind: RelationKind,
    /// The other's title, as written.
    pub to: Field<String>,
}

/// Something that happened to an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// When, where that is known.
    pub when: Option<Field<When>>,
    /// Where, as written.
    pub place: Option<Field<String>>,
}

/// What can be read of an instrument's life in a report of a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Signed.
    Signed,
}
