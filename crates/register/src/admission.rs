//! Whether a value can stand in the register: states, pairs, addresses and records that there are, amounts
//! that can be, events in an order that can be.
//!
//! It exists because a value of the right shape may still speak of nothing. It looks at what a person tells
//! and at what comes from another register; what a text says, right or wrong, is proposed as it stands
//! there.

use std::collections::BTreeSet;

use entente_trade::{Areas, Currency, Money, near};

use crate::address;
use crate::institution::Institutions;
use crate::reading::{ChangeKind, Pair, State, When};
use crate::record::{
    AssertionId, EventKind, Figure, Kind, Metric, Participant, Record, RecordId, Said, Shift, Told, Unit,
    Worded,
};
use crate::register::Register;
use crate::review::Refusal;

/// Looks at something that is to be said of a record, in place of an assertion if one is given.
///
/// # Errors
/// What was found, and what can stand instead.
pub(crate) fn admit(
    register: &Register,
    record: RecordId,
    said: &Said,
    replaced: Option<AssertionId>,
) -> Result<(), Refusal> {
    fits(record.kind, said)?;
    let there = |record: RecordId| register.record(record).is_some();
    sound(record, said, &there)?;
    match said {
        Said::Address(text) => own_address(register, record, text),
        Said::Title(Worded { text, .. }) | Said::Name(Worded { text, .. }) if text.trim().is_empty() => {
            unfit(text, "words")
        }
        Said::Text(text) | Said::Sentence(text) if text.trim().is_empty() => unfit(text, "words"),
        Said::Event(told) => {
            let whole = register.record(record).map(|record| register.whole(record));
            match whole {
                Some(whole) => possible(&whole, told, replaced),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Whether a record of a kind has such a field.
fn fits(kind: Kind, said: &Said) -> Result<(), Refusal> {
    if said.fits(kind) {
        return Ok(());
    }
    let name = kind.name();
    let (found, expected) = match said {
        Said::Event(told) if matches!(kind, Kind::Instrument | Kind::Commitment) => (
            told.kind.name().to_owned(),
            format!("what happens to {name}s: {}", events(kind)),
        ),
        Said::Event(told) => (
            format!("{} of {}", told.kind.name(), with_article(name)),
            "an instrument or a commitment, to which things happen".to_owned(),
        ),
        said => (
            said.parts().1.to_string(),
            format!(
                "something {} has, which is no {}",
                with_article(name),
                said.field()
            ),
        ),
    };
    Err(Refusal::Unfit { found, expected })
}

fn with_article(kind: &str) -> String {
    let article = if kind.starts_with('i') { "an" } else { "a" };
    format!("{article} {kind}")
}

fn events(kind: Kind) -> String {
    let of_commitments = kind == Kind::Commitment;
    let names = EventKind::NAMES
        .iter()
        .filter(|(event, _)| event.is_of_commitments() == of_commitments);
    names.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}

/// Whether a value speaks of what there is; `there` tells whether there is a record.
///
/// # Errors
/// What was found, and what can stand instead.
pub(crate) fn sound(record: RecordId, said: &Said, there: &impl Fn(RecordId) -> bool) -> Result<(), Refusal> {
    let named = |id: &RecordId, kinds: &[Kind]| known(record, *id, kinds, there);
    match said {
        Said::Pair(text) => pair(text),
        Said::Address(text) => addressed(record.kind, text),
        Said::SameAs(id) => named(id, &[record.kind]),
        Said::PartOf(id) if record.kind == Kind::Session => named(id, &[Kind::Commission]),
        Said::PartOf(id) if record.kind == Kind::Commitment => named(id, &[Kind::Meeting, Kind::Instrument]),
        Said::PartOf(id) => named(id, &[Kind::Meeting]),
        Said::Attendee(id) => named(id, &[Kind::Person]),
        Said::Founding(id) | Said::Protocol(id) => named(id, &[Kind::Instrument]),
        Said::Relation(relation) => named(&relation.to, &[Kind::Instrument]),
        Said::Host(code)
        | Said::Side(code)
        | Said::Owner(code)
        | Said::Counterpart(code)
        | Said::ReporterView(code)
        | Said::Partner(code) => state(code),
        Said::Office(office) | Said::CoChair(office) => office.state.as_deref().map_or(Ok(()), state),
        Said::Event(told) => told.party.as_deref().map_or(Ok(()), state),
        Said::Participant(one) => participant(one),
        Said::Amount(amount) | Said::ImpliedBase(amount) => figure(amount),
        Said::Metric(one) => metric(one),
        Said::Renewal(text) if text.trim().is_empty() => unfit(text, "words"),
        Said::Change(shift) => change(shift),
        Said::TextCopy(copy) => hexadecimal(&copy.sha256),
        Said::Binding(word) if !matches!(word.as_str(), "treaty" | "non_binding") => {
            unfit(word, "treaty or non_binding; what nobody knows is not told")
        }
        _ => Ok(()),
    }
}

fn unfit<T>(found: &str, expected: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Unfit {
        found: format!("{found:?}"),
        expected: expected.into(),
    })
}

/// A record that there is, of one of these kinds, and another than the one spoken of.
fn known(
    record: RecordId,
    id: RecordId,
    kinds: &[Kind],
    there: &impl Fn(RecordId) -> bool,
) -> Result<(), Refusal> {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let words = words.join(" or ");
    if !kinds.contains(&id.kind) {
        return unfit(&id.to_string(), with_article(&words));
    }
    if id == record {
        return unfit(&id.to_string(), format!("another {words} than itself"));
    }
    if !there(id) {
        return unfit(
            &id.to_string(),
            format!(
                "{} of this register, as `entente register list` has them",
                with_article(&words)
            ),
        );
    }
    Ok(())
}

/// An alpha-3 code as it is kept.
fn state(code: &str) -> Result<(), Refusal> {
    if is_state(code) {
        return Ok(());
    }
    let meant = State::parse(code).map(|state| state.code().to_owned());
    let meant = meant.or_else(|| {
        let entry = Areas::standard().resolve(code).ok();
        Areas::standard().entry(entry?)?.alpha3.map(str::to_owned)
    });
    let meant = meant.map_or_else(String::new, |meant| format!(" (did you mean {meant}?)"));
    unfit(
        code,
        format!("a state by its alpha-3 code in capital letters, such as KAZ{meant}"),
    )
}

fn is_state(code: &str) -> bool {
    let listed = || {
        let areas = Areas::standard();
        let entry = areas.resolve(code).ok().and_then(|area| areas.entry(area));
        entry.is_some_and(|entry| entry.alpha3 == Some(code))
    };
    State::parse(code).is_some_and(|state| state.code() == code) || listed()
}

fn pair(text: &str) -> Result<(), Refusal> {
    let states: Vec<&str> = text.split('-').collect();
    let known = matches!(states[..], [one, other] if one < other && is_state(one) && is_state(other));
    if known {
        return Ok(());
    }
    let meant = Pair::parse(text).map(|pair| pair.states().map(|state| state.code()).join("-"));
    let meant = meant.map_or_else(String::new, |meant| format!(" (did you mean {meant}?)"));
    unfit(
        text,
        format!("two states in the order of the alphabet, such as KAZ-SRB{meant}"),
    )
}

/// An address of a kind of record: `/id/instrument/kz-rs/2024/0006`, `/id/person/rs/aleksandar-vucic`.
fn addressed(kind: Kind, text: &str) -> Result<(), Refusal> {
    let rest = text
        .strip_prefix(address::ROOT)
        .and_then(|rest| rest.strip_prefix(kind.name()));
    let parts: Vec<&str> = rest.unwrap_or_default().split('/').skip(1).collect();
    let alpha2 = |code: &str| {
        let upper = code.to_ascii_uppercase();
        code.len() == 2 && upper != code && State::parse(&upper).is_some()
    };
    let digits = |text: &str, count: usize| {
        text.len() >= count && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let word = |text: &str| {
        let plain = |letter: char| letter.is_alphanumeric() && !letter.is_uppercase() || letter == '-';
        !text.is_empty() && text.chars().all(plain)
    };
    let (sound, example) = match (kind, &parts[..]) {
        (Kind::Person, [state, name]) => (alpha2(state) && word(name), "/id/person/rs/aleksandar-vucic"),
        (Kind::Person, _) => (false, "/id/person/rs/aleksandar-vucic"),
        (_, [pair, year, number]) => {
            let states = pair.split_once('-');
            let states = states.is_some_and(|(one, other)| one < other && alpha2(one) && alpha2(other));
            let own = states && year.len() == 4 && digits(year, 4) && digits(number, 4);
            (own, "kz-rs/2024/0006")
        }
        _ => (false, "kz-rs/2024/0006"),
    };
    if sound {
        return Ok(());
    }
    let example = if kind == Kind::Person {
        example.to_owned()
    } else {
        format!("{}{}/{example}", address::ROOT, kind.name())
    };
    unfit(text, format!("an address such as {example}"))
}

/// An address that no other record bears or bore.
fn own_address(register: &Register, record: RecordId, text: &str) -> Result<(), Refusal> {
    let own = |said: &Said| matches!(said, Said::Address(address) if address == text);
    let borne = register
        .record(record)
        .is_some_and(|record| record.assertions.iter().any(|one| own(&one.said)));
    if borne || !register.addresses().contains(text) {
        return Ok(());
    }
    let bearer = register
        .records()
        .find(|other| other.assertions.iter().any(|one| own(&one.said)));
    let whose = match bearer {
        Some(other) => format!("it is that of {}", other.id),
        None => "it was given before, and no address is given twice".to_owned(),
    };
    unfit(text, format!("an address of its own: {whose}"))
}

fn participant(one: &Participant) -> Result<(), Refusal> {
    one.state.as_deref().map_or(Ok(()), state)?;
    let Some(id) = &one.known_as else {
        return if one.state.is_none() && one.institution.is_none() && one.written.is_none() {
            unfit("{}", "a state or an institution")
        } else {
            Ok(())
        };
    };
    let standard = Institutions::standard();
    let of_state = |state: &str| one.state.as_deref().is_none_or(|own| own == state);
    match standard.get(id) {
        _ if id.starts_with("ORG:") => Ok(()), // an organisation of states
        Some(institution) if of_state(institution.state) => Ok(()),
        Some(institution) => unfit(
            id,
            format!(
                "an institution of the same state, and this is of {}",
                institution.state
            ),
        ),
        None => {
            let near = near::word(id, standard.all().map(|one| one.id));
            let near = near.map_or_else(String::new, |near| format!(" (did you mean {near}?)"));
            unfit(
                id,
                format!("an institution that `entente register list institutions --search` knows{near}"),
            )
        }
    }
}

fn decimal(text: &str) -> Result<Money, Refusal> {
    Money::parse(text, 0).or_else(|_| unfit(text, "an exact decimal such as 73800000"))
}

fn figure(figure: &Figure) -> Result<(), Refusal> {
    for text in [&figure.value, &figure.half_unit] {
        if decimal(text)? < Money::ZERO {
            return unfit(
                text,
                "no negative amount: a deficit is a flow, and a fall a change",
            );
        }
    }
    match &figure.unit {
        Unit::Currency(code) if !Currency::parse(code).is_some_and(Currency::is_standard) => {
            unfit(code, "a currency by its code of ISO 4217, such as USD")
        }
        _ if !matches!(figure.scale, 0 | 3 | 6 | 9 | 12) => unfit(
            &figure.scale.to_string(),
            "a scale of 0, 3, 6, 9 or 12: how many zeros \"thousand\", \"million\" and so on stand for",
        ),
        _ => Ok(()),
    }
}

fn metric(metric: &Metric) -> Result<(), Refusal> {
    for code in [&metric.reporter, &metric.partner].into_iter().flatten() {
        state(code)?;
    }
    figure(&metric.threshold)
}

fn change(shift: &Shift) -> Result<(), Refusal> {
    let size = decimal(&shift.value)?;
    if shift.kind == ChangeKind::Factor && size <= Money::ZERO {
        return unfit(&shift.value, "a factor above 0, such as 3 for \"tripled\"");
    }
    Ok(())
}

fn hexadecimal(hash: &str) -> Result<(), Refusal> {
    let sound = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if hash.len() == 64 && hash.bytes().all(sound) {
        return Ok(());
    }
    unfit(hash, "the SHA-256 of a file, 64 hexadecimal digits")
}

/// What cannot come before the signature.
const AFTER_SIGNATURE: [EventKind; 11] = [
    EventKind::Ratified,
    EventKind::Notified,
    EventKind::ProvisionallyApplied,
    EventKind::InForce,
    EventKind::Registered,
    EventKind::Amended,
    EventKind::Extended,
    EventKind::Suspended,
    EventKind::Denounced,
    EventKind::Terminated,
    EventKind::Replaced,
];

/// Whether an event is one of its parties', and can have been when it is said to have been.
fn possible(record: &Record, told: &Told, replaced: Option<AssertionId>) -> Result<(), Refusal> {
    let parties = parties(record);
    let stranger = |party: &&String| !parties.is_empty() && !parties.contains(*party);
    if let Some(party) = told.party.as_ref().filter(stranger) {
        let all: Vec<&str> = parties.iter().map(String::as_str).collect();
        return unfit(party, format!("a party of {}: {}", record.id, all.join(" or ")));
    }
    let Some(when) = told.date else {
        return Ok(());
    };
    let others = record.standing().filter(|one| Some(one.id) != replaced);
    let others: Vec<(EventKind, When)> = others
        .filter_map(|one| match &one.said {
            Said::Event(other) => Some((other.kind, other.date?)),
            _ => None,
        })
        .collect();
    let signed = others.iter().filter(|(kind, _)| *kind == EventKind::Signed);
    let first = signed
        .map(|(_, when)| *when)
        .min_by_key(|when| when.first.first_day());
    let since = told.effective.filter(|_| told.kind == EventKind::InForce);
    match (told.kind, first) {
        (_, Some(signed)) if since.is_some_and(|since| ends_before(since, signed)) => unfit(
            &format!("in_force from {}", since.unwrap_or(when)),
            format!("a day not before the signature, {signed}"),
        ),
        (kind, Some(signed)) if AFTER_SIGNATURE.contains(&kind) && ends_before(when, signed) => unfit(
            &format!("{} {when}", kind.name()),
            format!("a day not before the signature, {signed}"),
        ),
        (EventKind::Initialled, Some(signed)) if ends_before(signed, when) => unfit(
            &format!("initialled {when}"),
            format!("a day not after the signature, {signed}"),
        ),
        (EventKind::Signed, None) => {
            let later = |(kind, other): &&(EventKind, When)| {
                AFTER_SIGNATURE.contains(kind) && ends_before(*other, when)
            };
            match others.iter().find(later) {
                Some((kind, other)) => unfit(
                    &format!("signed {when}"),
                    format!("a day not after what followed, {} {other}", kind.name()),
                ),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Whether a time is over before another begins.
fn ends_before(one: When, other: When) -> bool {
    let days = one.last.last_day().zip(other.first.first_day());
    days.is_some_and(|(last, first)| last < first)
}

/// The states that something can be done by.
fn parties(record: &Record) -> BTreeSet<String> {
    let told = record.all(|said| match said {
        Said::Pair(pair) => Some(pair.split('-').map(str::to_owned).collect::<Vec<_>>()),
        Said::Participant(one) => one.state.clone().map(|state| vec![state]),
        Said::Owner(state) | Said::Counterpart(state) => Some(vec![state.clone()]),
        _ => None,
    });
    told.flatten().collect()
}
