//! The status of an instrument or a commitment on a day, from what happened to it and when.
//!
//! A status is never kept and never guessed. A signature alone leaves it unknown: most instruments
//! come into force otherwise, and nobody has said when.

use std::collections::BTreeMap;

use entente_trade::Date;

use crate::reading::When;
use crate::record::{EventKind, Record, Said, Told};

/// Where an instrument stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Signed, and known not to be in force yet.
    SignedNotInForce,
    /// Applied before it is in force.
    ProvisionallyApplied,
    /// In force.
    InForce,
    /// Its term has ended.
    Expired,
    /// It was ended, or another took its place.
    Terminated,
    /// What happened does not tell.
    Unknown,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 6] = [
        Status::SignedNotInForce,
        Status::ProvisionallyApplied,
        Status::InForce,
        Status::Expired,
        Status::Terminated,
        Status::Unknown,
    ];

    /// The word used in files and for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedNotInForce => "signed_not_in_force",
            Self::ProvisionallyApplied => "provisionally_applied",
            Self::InForce => "in_force",
            Self::Expired => "expired",
            Self::Terminated => "terminated",
            Self::Unknown => "unknown",
        }
    }
}

/// A status with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// Since when; none where no date says so.
    pub since: Option<When>,
    /// Why.
    pub reason: String,
    /// What each party did; what happened to the whole stands under an empty code.
    pub parties: BTreeMap<String, Party>,
}

/// What one party did by the day asked for: the earliest date of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Signature.
    pub signed: Option<When>,
    /// Approval, ratification or notification, and which.
    pub consent: Option<(EventKind, When)>,
    /// Provisional application.
    pub provisional: Option<When>,
    /// Entry into force.
    pub in_force: Option<When>,
    /// Denunciation or end.
    pub ended: Option<When>,
}

/// Events of a record that were not rejected, by date; those without one last.
pub fn events(record: &Record) -> Vec<&Told> {
    let mut events: Vec<&Told> = record
        .all(|said| match said {
            Said::Event(told) => Some(told),
            _ => None,
        })
        .collect();
    events.sort_by_key(|told| (told.date.is_none(), told.date.map(|date| date.first), told.kind));
    events.dedup();
    events
}

/// From when an event has effect.
fn effect(told: &Told) -> Option<When> {
    told.effective.or(told.date)
}

/// The status of an instrument on a day.
pub fn status(record: &Record, day: Date) -> Standing {
    let events = events(record);
    let parties = parties(&events, day);
    let last = |kinds: &[EventKind]| {
        let of = events.iter().filter(|told| kinds.contains(&told.kind));
        let dated = of.filter_map(|told| Some((told.kind, effect(told)?)));
        dated
            .filter(|(_, when)| when.has_begun(day))
            .max_by_key(|(_, when)| when.first)
    };
    let with = |status, since, reason: String| Standing {
        status,
        since,
        reason,
        parties: parties.clone(),
    };
    if let Some((kind, when)) = last(&[EventKind::Terminated, EventKind::Replaced]) {
        return with(Status::Terminated, Some(when), format!("{} {when}", kind.name()));
    }
    if let Some(when) = denounced(&events, day) {
        let reason = format!("denounced with effect from {when}");
        return with(Status::Terminated, Some(when), reason);
    }
    if let Some(end) = end_of_term(record, &events, day) {
        return with(Status::Expired, Some(end), format!("its term ended {end}"));
    }
    if let Some((_, when)) = last(&[EventKind::InForce]) {
        let suspended = last(&[EventKind::Suspended]).map(|(_, when)| format!(", suspended {when}"));
        let reason = format!("entered into force {when}{}", suspended.unwrap_or_default());
        return with(Status::InForce, Some(when), reason);
    }
    if let Some((_, when)) = last(&[EventKind::ProvisionallyApplied]) {
        let reason = format!("applied provisionally since {when}");
        return with(Status::ProvisionallyApplied, Some(when), reason);
    }
    let (status, since, reason) = not_in_force(&events, &parties, day);
    with(status, since, reason)
}

/// Signed, and either known to come into force later or on the way to it; else unknown.
fn not_in_force(
    events: &[&Told],
    parties: &BTreeMap<String, Party>,
    day: Date,
) -> (Status, Option<When>, String) {
    let signed = parties
        .values()
        .filter_map(|party| party.signed)
        .max_by_key(|when| when.last);
    let to_come = events.iter().find(|told| {
        told.kind == EventKind::InForce && effect(told).is_some_and(|when| !when.has_begun(day))
    });
    let Some(signed) = signed else {
        let reason = "no signature recorded by this day".to_owned();
        return (Status::Unknown, None, reason);
    };
    if let Some(when) = to_come.and_then(|told| effect(told)) {
        return (
            Status::SignedNotInForce,
            Some(signed),
            format!("enters into force {when}"),
        );
    }
    let consents: Vec<String> = parties
        .iter()
        .filter_map(|(code, party)| {
            let (kind, when) = party.consent?;
            let whose = if code.is_empty() {
                String::new()
            } else {
                format!("{code} ")
            };
            Some(format!("{whose}{} {when}", kind.name()))
        })
        .collect();
    if consents.is_empty() {
        let reason = "entry into force not recorded".to_owned();
        return (Status::Unknown, None, reason);
    }
    let reason = format!("{}; entry into force not recorded", consents.join(", "));
    (Status::SignedNotInForce, Some(signed), reason)
}

/// The end by denunciation, where its effect is dated: a denunciation alone ends nothing yet.
fn denounced(events: &[&Told], day: Date) -> Option<When> {
    let of = events.iter().filter(|told| told.kind == EventKind::Denounced);
    of.filter_map(|told| told.effective)
        .filter(|when| when.has_begun(day))
        .min_by_key(|when| when.first)
}

/// The last day of its term, if that lies before a day.
fn end_of_term(record: &Record, events: &[&Told], day: Date) -> Option<When> {
    let extended = events
        .iter()
        .filter(|told| told.kind == EventKind::Extended && told.date.is_none_or(|date| date.has_begun(day)))
        .filter_map(|told| told.effective);
    let term = record.one(|said| match said {
        Said::Term(end) => Some(*end),
        _ => None,
    });
    extended
        .chain(term)
        .max_by_key(|end| end.last)
        .filter(|end| end.is_before(day))
}

fn parties(events: &[&Told], day: Date) -> BTreeMap<String, Party> {
    let mut parties: BTreeMap<String, Party> = BTreeMap::new();
    for told in events {
        let Some(when) = told.date.or(told.effective).filter(|when| when.has_begun(day)) else {
            continue;
        };
        let party = parties.entry(told.party.clone().unwrap_or_default()).or_default();
        match told.kind {
            EventKind::Signed => party.signed = party.signed.or(Some(when)),
            EventKind::Approved | EventKind::Ratified | EventKind::Notified => {
                party.consent = party.consent.or(Some((told.kind, when)));
            }
            EventKind::ProvisionallyApplied => party.provisional = party.provisional.or(Some(when)),
            EventKind::InForce => party.in_force = party.in_force.or(Some(effect(told).unwrap_or(when))),
            EventKind::Denounced | EventKind::Terminated => party.ended = party.ended.or(Some(when)),
            _ => {}
        }
    }
    parties
}

/// The status of a commitment on a day, in a word, and why.
pub fn progress(record: &Record, day: Date) -> (&'static str, String) {
    let events = events(record);
    let mut of_day = events
        .iter()
        .filter(|told| told.date.is_some_and(|date| date.has_begun(day)));
    let ends = [
        (EventKind::Done, "done"),
        (EventKind::Dropped, "dropped"),
        (EventKind::Superseded, "superseded"),
    ];
    let ended = of_day.find_map(|told| {
        let (_, name) = ends.iter().find(|(kind, _)| *kind == told.kind)?;
        Some((*name, told.date?))
    });
    if let Some((name, when)) = ended {
        return (name, format!("{name} {when}"));
    }
    let due = record.one(|said| match said {
        Said::Due(due) => Some(due),
        _ => None,
    });
    match due {
        None => ("open", "no date".to_owned()),
        Some(due) => match due.when {
            None => (
                "open",
                format!("\"{}\" needs the day of publication", due.written),
            ),
            Some(when) if when.is_before(day) => ("late", format!("was due {when}")),
            Some(when) => ("open", format!("due {when}")),
        },
    }
}
