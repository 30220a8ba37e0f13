//! What can be said of a record: one field and its value.
//!
//! In files it is `"field": "type", "value": "agreement"`. Names of fields are never used for
//! anything else once they were written.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::values::{
    Confidentiality, Due, Figure, Listed, Metric, Office, Open, Participant, Period, Relation, Shift,
    TextCopy, Told, Worded,
};
use super::{Kind, RecordId, shape};
use crate::reading::{
    CommitmentKind, Completeness, Flow, InstrumentType, Language, Level, MeetingKind, Modality, Operator,
    Strength, When,
};

/// A field of a record with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum Said {
    /// The two states it is between, such as `KAZ-SRB`.
    Pair(String),
    /// Its public address, such as `/id/instrument/kz-rs/2024/0006`.
    Address(String),
    /// Another record of the same thing, told first.
    SameAs(RecordId),
    /// Something that stays open.
    Open(Open),
    /// The meeting it is part of, or came out of; of a commitment also the instrument.
    PartOf(RecordId),

    /// How much of an instrument is told.
    Completeness(Completeness),
    /// A title as written.
    Title(Worded),
    /// The words that name its type.
    Designation(String),
    /// Its type.
    Type(InstrumentType),
    /// Between whom it is.
    Level(Level),
    /// Whether it binds: `treaty` or `non_binding`. Nobody infers it.
    Binding(String),
    /// Who takes part.
    Participant(Participant),
    /// What it is about, as written.
    SubjectAsWritten(String),
    /// The same without "on cooperation in the field of".
    Subject(String),
    /// It stands in the source's list.
    Listed(Listed),
    /// Something happened to it, or to a commitment.
    Event(Told),
    /// The day its term ends, unless it is extended.
    Term(When),
    /// What happens at the end of its term, as written: "tacitly for five years".
    Renewal(String),
    /// A language its text is authentic in.
    Authentic(Language),
    /// The language that prevails where its texts differ.
    Prevailing(Language),
    /// What of it may be shown.
    Confidentiality(Confidentiality),
    /// What it is to another instrument.
    Relation(Relation),
    /// Where it was published or registered, as written.
    Reference(String),
    /// A text of it.
    TextCopy(TextCopy),

    /// What kind of meeting.
    MeetingKind(MeetingKind),
    /// When it was.
    Date(When),
    /// The day as written.
    DateAsWritten(String),
    /// Where, as written.
    Place(String),
    /// Alpha-3 code of the state it was in.
    Host(String),
    /// Who was there.
    Attendee(RecordId),

    /// A name as written.
    Name(Worded),
    /// An office told of a person.
    Office(Office),
    /// Alpha-3 code of the state a person speaks for.
    Side(String),
    /// Whether a person was there, or only sent word.
    Present(bool),

    /// The instrument a commission was founded by.
    Founding(RecordId),
    /// Who chairs it for a state: the name or office as written.
    CoChair(Office),
    /// A group that works under it.
    WorkingGroup(String),
    /// The number of a session.
    Ordinal(u32),
    /// The protocol it signed.
    Protocol(RecordId),
    /// An item of its agenda.
    Agenda(String),
    /// By when the next is due.
    NextDue(When),

    /// The words of a commitment.
    Text(String),
    /// What kind of commitment.
    CommitmentKind(CommitmentKind),
    /// How strong.
    Strength(Strength),
    /// The verb that carries it.
    Verb(String),
    /// Alpha-3 code of a state that owns it.
    Owner(String),
    /// The institution that owns it, as written.
    OwnerInstitution(String),
    /// Who said so.
    Speaker(String),
    /// Alpha-3 code of the state it is owed to.
    Counterpart(String),
    /// By when.
    Due(Due),
    /// What is to be measured and from when on it is reached: a commitment with one is measurable.
    Metric(Metric),

    /// The sentence of a claim.
    Sentence(String),
    /// To whom the source attributes it.
    AttributedTo(String),
    /// What is counted.
    Flow(Flow),
    /// Alpha-3 code of the state whose statistics it is told to be.
    ReporterView(String),
    /// Alpha-3 code of the partner.
    Partner(String),
    /// A part of all goods, as written.
    Products(String),
    /// How the amount compares with the true one.
    Operator(Operator),
    /// The amount.
    Amount(Figure),
    /// A change told with it.
    Change(Shift),
    /// The period.
    Period(Period),
    /// Fact, target or forecast.
    Modality(Modality),
    /// What amount and factor imply for the base period.
    ImpliedBase(Figure),
}

impl Said {
    /// The name of the field, as files have it.
    pub fn field(&self) -> String {
        self.parts().0
    }

    /// Name and value of the field, as files have them.
    pub fn parts(&self) -> (String, Value) {
        let Ok(Value::Object(mut parts)) = serde_json::to_value(self) else {
            return Default::default();
        };
        let field = parts.remove("field").and_then(|field| match field {
            Value::String(field) => Some(field),
            _ => None,
        });
        (
            field.unwrap_or_default(),
            parts.remove("value").unwrap_or_default(),
        )
    }

    /// What a field and a value say.
    ///
    /// # Errors
    /// What was expected, for an unknown field or a value that does not fit.
    pub fn of(field: &str, value: Value) -> Result<Self, String> {
        let object = serde_json::json!({"field": field, "value": value});
        serde_json::from_value(object).map_err(|error| error.to_string())
    }

    /// What a person types for a field: a word, a number, or an object in JSON; of a title, name, period or
    /// line of a list its main part is enough.
    ///
    /// # Errors
    /// What was expected, in words for people.
    pub fn typed(field: &str, text: &str) -> Result<Self, String> {
        let Some(example) = shape::example(field) else {
            return Err(shape::fields(field));
        };
        let word = Value::String(text.to_owned());
        if let Ok(said) = Self::of(field, word.clone()) {
            return Ok(said);
        }
        let told: serde_json::Result<Value> = serde_json::from_str(text);
        let told = match (field, text.starts_with('{')) {
            (_, true) => told.map_err(|error| format!("JSON such as {example} ({error})"))?,
            ("title" | "name", _) => serde_json::json!({ "text": text }),
            ("period", _) => serde_json::json!({ "when": text }),
            ("listed", _) => serde_json::json!({ "ordinal": told.unwrap_or(word) }),
            _ => told.unwrap_or(word),
        };
        Self::of(field, told).map_err(|error| shape::expected(field, text, &error))
    }

    /// Takes over the language of what was said before, where words alone are said now.
    pub(crate) fn keep_language(&mut self, before: &Self) {
        if let (Self::Title(now) | Self::Name(now), Self::Title(then) | Self::Name(then)) = (self, before) {
            now.language = now.language.or(then.language);
        }
    }

    /// Whether a record may have several values of this field at once without contradiction.
    pub fn is_plural(&self) -> bool {
        matches!(
            self,
            Self::SameAs(_)
                | Self::Open(_)
                | Self::PartOf(_)
                | Self::Title(_)
                | Self::Participant(_)
                | Self::Listed(_)
                | Self::Event(_)
                | Self::Authentic(_)
                | Self::Metric(_)
                | Self::Relation(_)
                | Self::Reference(_)
                | Self::TextCopy(_)
                | Self::Attendee(_)
                | Self::Name(_)
                | Self::Office(_)
                | Self::Owner(_)
                | Self::CoChair(_)
                | Self::WorkingGroup(_)
                | Self::Agenda(_)
        )
    }

    /// Whether the other is a value of the same field.
    pub fn is_of_the_field_of(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Whether a record of this kind has such a field.
    pub fn fits(&self, kind: Kind) -> bool {
        match self {
            Self::Pair(_) | Self::Address(_) | Self::SameAs(_) | Self::Open(_) => true,
            Self::PartOf(_) => matches!(
                kind,
                Kind::Instrument | Kind::Meeting | Kind::Session | Kind::Commitment
            ),
            Self::Event(told) => match kind {
                Kind::Instrument => !told.kind.is_of_commitments(),
                Kind::Commitment => told.kind.is_of_commitments(),
                _ => false,
            },
            Self::Completeness(_)
            | Self::Title(_)
            | Self::Designation(_)
            | Self::Type(_)
            | Self::Level(_)
            | Self::Binding(_)
            | Self::Participant(_)
            | Self::SubjectAsWritten(_)
            | Self::Subject(_)
            | Self::Listed(_)
            | Self::Term(_)
            | Self::Renewal(_)
            | Self::Authentic(_)
            | Self::Prevailing(_)
            | Self::Confidentiality(_)
            | Self::Relation(_)
            | Self::Reference(_)
            | Self::TextCopy(_) => kind == Kind::Instrument,
            Self::Date(_) | Self::Place(_) => matches!(kind, Kind::Meeting | Kind::Session),
            Self::MeetingKind(_) | Self::DateAsWritten(_) | Self::Host(_) | Self::Attendee(_) => {
                kind == Kind::Meeting
            }
            Self::Name(_) => matches!(kind, Kind::Person | Kind::Commission),
            Self::Founding(_) | Self::CoChair(_) | Self::WorkingGroup(_) => kind == Kind::Commission,
            Self::Ordinal(_) | Self::Protocol(_) | Self::Agenda(_) | Self::NextDue(_) => {
                kind == Kind::Session
            }
            Self::Office(_) | Self::Side(_) | Self::Present(_) => kind == Kind::Person,
            Self::Text(_)
            | Self::CommitmentKind(_)
            | Self::Strength(_)
            | Self::Verb(_)
            | Self::Owner(_)
            | Self::OwnerInstitution(_)
            | Self::Speaker(_)
            | Self::Counterpart(_)
            | Self::Due(_)
            | Self::Metric(_) => kind == Kind::Commitment,
            _ => kind == Kind::Claim,
        }
    }
}
