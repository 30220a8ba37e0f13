//! Values of assertions that are more than a word.

use serde::{Deserialize, Serialize};

use super::RecordId;
use crate::reading::{ChangeKind, Flow, Language, Operator, ParticipantFrom, RelationKind, When};

/// A title or name in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worded {
    /// The words.
    pub text: String,
    /// Their language; none where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// Who takes part in an instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Alpha-3 code of its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Its name without the state, as written; none for the state itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// The whole name as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The institution that bears the name, such as `kaz/ministry-of-finance`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_as: Option<String>,
    /// In which role; as a party where nobody said.
    #[serde(default)]
    pub role: Role,
    /// Where it was read; what a person tells is from the text.
    #[serde(default = "from_text")]
    pub from: ParticipantFrom,
}

const fn from_text() -> ParticipantFrom {
    ParticipantFrom::Text
}

/// In which role somebody takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A party.
    #[default]
    Party,
    /// Signs for a party.
    OnBehalfOf,
    /// Carries it out.
    CompetentAuthority,
    /// Keeps the original.
    Depositary,
}

/// A line of a side's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its number there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
}

/// Something that happened to an instrument or a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What.
    pub kind: EventKind,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<When>,
    /// From when it has effect, if not from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<When>,
    /// Alpha-3 code of the state that did it; none for what both did, or happened to the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What else there is to say, such as the number of a law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What can happen to an instrument; the last six to a commitment.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $name)] $variant),*
        }

        impl EventKind {
            /// All of them with the names used in files.
            pub const NAMES: [(Self, &'static str); 21] = [$((Self::$variant, $name)),*];
        }
    };
}

events! {
    /// The text was initialled.
    Initialled = "initialled",
    /// It was signed.
    Signed = "signed",
    /// A state approved it.
    Approved = "approved",
    /// A state ratified it.
    Ratified = "ratified",
    /// A state notified that its procedures are done.
    Notified = "notified",
    /// It is applied before it is in force.
    ProvisionallyApplied = "provisionally_applied",
    /// It came into force.
    InForce = "in_force",
    /// It was published.
    Published = "published",
    /// It was registered with a depositary or the United Nations.
    Registered = "registered",
    /// It was amended.
    Amended = "amended",
    /// Its term was extended; the effective date is the last day of it.
    Extended = "extended",
    /// It was suspended.
    Suspended = "suspended",
    /// A state denounced it.
    Denounced = "denounced",
    /// It ended.
    Terminated = "terminated",
    /// Another took its place.
    Replaced = "replaced",
    /// A commitment was opened.
    Opened = "opened",
    /// Somebody reported on it.
    Reported = "reported",
    /// Evidence of it.
    Evidence = "evidence",
    /// It was done.
    Done = "done",
    /// It was dropped.
    Dropped = "dropped",
    /// Another took its place.
    Superseded = "superseded",
}

impl EventKind {
    /// The name used in files.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    /// From a name used in files.
    pub fn parse(text: &str) -> Option<Self> {
        let named = Self::NAMES.iter().find(|(_, name)| *name == text);
        named.map(|(kind, _)| *kind)
    }

    /// Whether it happens to commitments, and not to instruments.
    pub const fn is_of_commitments(self) -> bool {
        self as usize >= Self::Opened as usize
    }
}

/// What one instrument is to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// How.
    pub kind: RelationKind,
    /// To which.
    pub to: RecordId,
}

/// A text of an instrument, kept by who has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextCopy {
    /// Its language; none where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The name of the file, without folders.
    pub file: String,
}

/// Something a source leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// What.
    pub what: String,
    /// Why, and what would settle it.
    pub reason: String,
}

/// By when a commitment is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// When; none where the words need a date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The words.
    pub written: String,
}

/// What of an instrument may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// All of it.
    Open,
    /// That there is one, its title and its parties.
    TitleOnly,
    /// Nothing.
    Closed,
}

/// A figure that shows whether a commitment is kept: a flow in somebody's statistics, and a threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// What is counted.
    pub flow: Flow,
    /// Alpha-3 code of the state whose statistics count; none where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<String>,
    /// Alpha-3 code of the partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// A part of all goods, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<String>,
    /// How the figure has to compare with the threshold.
    pub operator: Operator,
    /// The threshold.
    pub threshold: Figure,
}

/// The period of a claimed figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Which; none where the words need a date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// Whether only the date of publication resolved it.
    #[serde(default)]
    pub relative: bool,
    /// Whether it may be read otherwise ("until September").
    #[serde(default)]
    pub ambiguous: bool,
}

/// An amount as written, exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// In whole units, a decimal: `73800000`.
    pub value: String,
    /// Of what.
    pub unit: Unit,
    /// The power of ten it is written in: 6 for millions.
    pub scale: u8,
    /// Half a unit of its last digit, in whole units: `50000` for "$73.8 million".
    pub half_unit: String,
    /// Whether zeros at its end hide how far it was rounded.
    #[serde(default)]
    pub half_unit_uncertain: bool,
}

/// The unit of an amount.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A currency, by its ISO 4217 code.
    Currency(String),
    /// Things, as written.
    Of(String),
}

/// A change told with a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Factor, percentage or amount.
    pub kind: ChangeKind,
    /// Its size, a decimal.
    pub value: String,
    /// How it compares with the true one.
    pub operator: Operator,
    /// The period it is against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<When>,
    /// Whether it may be read otherwise.
    #[serde(default)]
    pub ambiguous: bool,
}

/// An office a person is told to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its name without the state.
    pub title: String,
    /// Alpha-3 code of the state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}
