//! Two lists of one ceremony, set side by side.
//!
//! Each side publishes what was signed, in its language and its order, and seldom the same. Lines are
//! matched by who signs and what about, whichever party is named first; then it is said what differs.
//! What a list does not say is no difference: it is said that it does not say it.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{Act, Entry, Filed, Proposal};
use crate::facet;
use crate::institution::Institutions;
use crate::reading::{InstrumentType, When};
use crate::record::{EventKind, Kind, Participant, Record, RecordId, Said, Source, SourceId, Standing};
use crate::register::Register;
use crate::subject;

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The instrument it told of.
    pub record: RecordId,
    /// Its number in the list.
    pub ordinal: u32,
    /// The title as written.
    pub title: String,
    /// The type.
    pub kind: Option<InstrumentType>,
    /// Who signs, by alpha-3 code: the name as written and the institution that bears it.
    pub parties: BTreeMap<String, (String, Option<String>)>,
    /// What it is about, as written.
    pub subject: Option<String>,
    /// The subjects that is.
    pub subjects: BTreeSet<&'static str>,
}

/// One instrument of the ceremony, by both lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the first list.
    pub one: Option<Line>,
    /// The line of the second list.
    pub other: Option<Line>,
    /// In what the two lines differ.
    pub differs: Vec<Difference>,
    /// What one of them does not say.
    pub silent: Vec<String>,
}

/// In what two lines differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `type`, `institution`, `subject` or `order`.
    pub what: &'static str,
    /// What the first list says.
    pub one: String,
    /// What the second list says.
    pub other: String,
}

/// Least score of two lines that are one instrument (choice): one institution alike, or a subject.
const ENOUGH: i32 = 3;

/// Days by which two reports of one ceremony may be apart.
const DAYS_APART: i64 = 3;

/// The list of a source: its lines by their number there.
pub fn lines(register: &Register, source: SourceId) -> Vec<Line> {
    let records = register
        .of_kind(Kind::Instrument)
        .filter(|record| !record.is_rejected());
    let mut lines: Vec<Line> = records.filter_map(|record| line(record, source)).collect();
    lines.sort_by_key(|line| (line.ordinal, line.record));
    lines
}

fn line(record: &Record, source: SourceId) -> Option<Line> {
    let own = Record {
        assertions: record
            .assertions
            .iter()
            .filter(|one| one.source == Some(source))
            .cloned()
            .collect(),
        ..record.clone()
    };
    let ordinal = own.one(|said| match said {
        Said::Listed(listed) => listed.ordinal,
        _ => None,
    })?;
    let subject = own.one(|said| match said {
        Said::Subject(words) => Some(words.clone()),
        _ => None,
    });
    let parties = own.all(|said| match said {
        Said::Participant(one) => party(one),
        _ => None,
    });
    Some(Line {
        record: record.id,
        ordinal,
        title: own.label(),
        kind: own.one(|said| match said {
            Said::Type(kind) => Some(*kind),
            _ => None,
        }),
        parties: parties.collect(),
        subjects: subject.as_deref().map(subject::told).unwrap_or_default(),
        subject,
    })
}

/// Who signs for which state, where the list names them.
fn party(one: &Participant) -> Option<(String, (String, Option<String>))> {
    let (state, name) = (one.state.as_ref()?, one.institution.as_ref()?);
    let known = facet::institution(one).map(|institution| institution.id.to_owned());
    Some((
        state.clone(),
        (name.clone(), known.or_else(|| one.known_as.clone())),
    ))
}

/// Sets two lists side by side: the first list's lines in its order, then what only the second has.
pub fn compare(first: &[Line], second: &[Line]) -> Vec<Row> {
    let matched = matches(first, second);
    let moved = out_of_order(first, second, &matched);
    let mut rows: Vec<Row> = first
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let other = matched.get(&at).and_then(|other| second.get(*other));
            row(one, other, moved.contains(&at))
        })
        .collect();
    let taken: BTreeSet<usize> = matched.values().copied().collect();
    rows.extend(
        second
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at))
            .map(|(_, other)| Row {
                one: None,
                other: Some(other.clone()),
                differs: Vec::new(),
                silent: Vec::new(),
            }),
    );
    rows
}

/// Which line of the second list is which of the first: the best pairs first.
fn matches(first: &[Line], second: &[Line]) -> BTreeMap<usize, usize> {
    let mut scores: Vec<(i32, usize, usize)> = Vec::new();
    for (at, one) in first.iter().enumerate() {
        for (other_at, other) in second.iter().enumerate() {
            let score = score(one, other);
            if score >= ENOUGH {
                scores.push((score, at, other_at));
            }
        }
    }
    scores.sort_by_key(|&(score, at, other)| (-score, at.abs_diff(other), at, other));
    let (mut matched, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, at, other) in scores {
        if !matched.contains_key(&at) && taken.insert(other) {
            matched.insert(at, other);
        }
    }
    matched
}

/// How much speaks for two lines being one instrument.
fn score(one: &Line, other: &Line) -> i32 {
    let mut score = i32::from(one.kind.is_some() && one.kind == other.kind);
    for (state, (_, known)) in &one.parties {
        let theirs = other.parties.get(state).and_then(|(_, known)| known.as_deref());
        score += match known.as_deref().zip(theirs) {
            Some((ours, theirs)) if now(ours) != now(theirs) => -2,
            // Governments sign much together.
            Some((ours, _)) if ours.ends_with("/government") => 1,
            Some(_) => 3,
            None => 0,
        };
    }
    if one.subjects.is_empty() || other.subjects.is_empty() {
        return score;
    }
    let shared = !subject::with_wider(&one.subjects).is_disjoint(&subject::with_wider(&other.subjects));
    score + if shared { 3 } else { -3 }
}

/// The institution that came last in the succession of another.
fn now(id: &str) -> &str {
    let standard = Institutions::standard();
    standard
        .get(id)
        .map_or(id, |institution| standard.now(institution).id)
}

/// Lines that stand in another order: those outside the longest run both lists have in common.
fn out_of_order(first: &[Line], second: &[Line], matched: &BTreeMap<usize, usize>) -> BTreeSet<usize> {
    let pairs: Vec<(usize, u32)> = matched
        .iter()
        .filter_map(|(at, other)| Some((*at, second.get(*other)?.ordinal)))
        .filter(|(at, _)| first.get(*at).is_some())
        .collect();
    // Length of the longest rising run that ends at each, and the one before it there.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, ordinal)) in pairs.iter().enumerate() {
        let before = (0..at).filter(|&before| pairs[before].1 < *ordinal);
        let best = before.max_by_key(|&before| (runs[before].0, std::cmp::Reverse(before)));
        runs.push((best.map_or(1, |best| runs[best].0 + 1), best));
    }
    let mut last = (0..runs.len()).max_by_key(|&at| (runs[at].0, std::cmp::Reverse(at)));
    let mut within = BTreeSet::new();
    while let Some(at) = last {
        within.insert(pairs[at].0);
        last = runs[at].1;
    }
    let all = pairs.iter().map(|(at, _)| *at);
    all.filter(|at| !within.contains(at)).collect()
}

fn row(one: &Line, other: Option<&Line>, moved: bool) -> Row {
    let Some(other) = other else {
        return Row {
            one: Some(one.clone()),
            other: None,
            differs: Vec::new(),
            silent: Vec::new(),
        };
    };
    let (mut differs, mut silent) = (Vec::new(), Vec::new());
    if let Some((ours, theirs)) = one.kind.zip(other.kind).filter(|(ours, theirs)| ours != theirs) {
        differs.push(Difference {
            what: "type",
            one: type_name(ours),
            other: type_name(theirs),
        });
    }
    institutions(one, other, &mut differs, &mut silent);
    match (&one.subject, &other.subject) {
        (Some(ours), Some(theirs)) if one.subjects != other.subjects => differs.push(Difference {
            what: "subject",
            one: ours.clone(),
            other: theirs.clone(),
        }),
        (Some(_), None) => silent.push("the second names no subject".to_owned()),
        (None, Some(_)) => silent.push("the first names no subject".to_owned()),
        _ => {}
    }
    if moved {
        differs.push(Difference {
            what: "order",
            one: one.ordinal.to_string(),
            other: other.ordinal.to_string(),
        });
    }
    Row {
        one: Some(one.clone()),
        other: Some(other.clone()),
        differs,
        silent,
    }
}

fn institutions(one: &Line, other: &Line, differs: &mut Vec<Difference>, silent: &mut Vec<String>) {
    let states: BTreeSet<&String> = one.parties.keys().chain(other.parties.keys()).collect();
    for state in states {
        match (one.parties.get(state), other.parties.get(state)) {
            (Some((ours, our_id)), Some((theirs, their_id))) => {
                if let Some(difference) = named_otherwise((ours, our_id), (theirs, their_id)) {
                    differs.push(difference);
                }
            }
            (Some(_), None) => silent.push(format!("the second names nobody for {state}")),
            (None, Some(_)) => silent.push(format!("the first names nobody for {state}")),
            (None, None) => {}
        }
    }
}

/// Two names that are not of one institution, or not the same name of it.
fn named_otherwise(
    (ours, our_id): (&String, &Option<String>),
    (theirs, their_id): (&String, &Option<String>),
) -> Option<Difference> {
    let standard = Institutions::standard();
    let same = match (our_id, their_id) {
        (Some(our_id), Some(their_id)) if our_id == their_id => {
            standard.marks_of(our_id, ours) == standard.marks_of(our_id, theirs)
        }
        (Some(_), Some(_)) => false,
        _ => crate::script::key(ours) == crate::script::key(theirs),
    };
    (!same).then(|| Difference {
        what: "institution",
        one: ours.clone(),
        other: theirs.clone(),
    })
}

/// The name of a type as files have it.
pub fn type_name(kind: InstrumentType) -> String {
    let value = Said::Type(kind).parts().1;
    value.as_str().unwrap_or_default().to_owned()
}

/// Of lists just read, which instruments another list of the same ceremony told of before.
pub(crate) fn same(register: &Register, source: &Source, act: &Act) -> Vec<Filed> {
    let preview = register.with(&Entry {
        number: 0,
        at: String::new(),
        by: String::new(),
        act: act.clone(),
    });
    let ours = lines(&preview, source.id);
    let mut found: BTreeMap<RecordId, RecordId> = BTreeMap::new();
    for other in register
        .sources()
        .filter(|other| other.id != source.id && are_of_one_ceremony(&preview, source, other))
    {
        let theirs = lines(register, other.id);
        for (at, other) in matches(&ours, &theirs) {
            if let Some((one, other)) = ours.get(at).zip(theirs.get(other)) {
                found.entry(one.record).or_insert(other.record);
            }
        }
    }
    let filed = |(record, first)| Filed {
        record,
        said: vec![Proposal {
            said: Said::SameAs(first),
            span: None,
            rule: "lists/same-ceremony 1".to_owned(),
        }],
    };
    found.into_iter().map(filed).collect()
}

/// Whether two sources with lists tell of one ceremony: of one pair, and of days not far apart.
pub fn are_of_one_ceremony(register: &Register, one: &Source, other: &Source) -> bool {
    let pairs = one.pair.is_some() && one.pair == other.pair;
    let days = ceremony(register, one).zip(ceremony(register, other));
    pairs && days.is_some_and(|(one, other)| (one - other).abs() <= DAYS_APART)
}

/// The day, counted from 1 March of the year 0, of what a source's list tells was signed; else that of
/// its publication.
fn ceremony(register: &Register, source: &Source) -> Option<i64> {
    let mut signed = register
        .of_kind(Kind::Instrument)
        .flat_map(|record| record.assertions.iter())
        .filter(|one| one.source == Some(source.id) && one.standing != Standing::Rejected)
        .filter_map(|one| match &one.said {
            Said::Event(told) if told.kind == EventKind::Signed => told.date,
            _ => None,
        });
    let when = signed
        .next()
        .or_else(|| When::parse(source.published.as_deref()?))?;
    let first = when.first.first_day()?;
    Some(days(first))
}

/// Days since 1 March of the year 0 in the Gregorian calendar.
fn days(day: entente_trade::Date) -> i64 {
    let (year, month) = (i64::from(day.year()), i64::from(day.month()));
    let (year, month) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(day.day()) - 1
}

/// Instruments that one side lists, where the other side's list of the ceremony is known and has them
/// not: by the first record of their like, with the side.
pub fn one_sided(register: &Register) -> BTreeMap<RecordId, String> {
    let mut alone = BTreeMap::new();
    for (one, other) in ceremonies(register) {
        let (Some(ours), Some(theirs)) = (register.source(one), register.source(other)) else {
            continue;
        };
        for row in compare(&lines(register, one), &lines(register, other)) {
            let (line, side) = match (&row.one, &row.other) {
                (Some(line), None) => (line, &ours.side),
                (None, Some(line)) => (line, &theirs.side),
                _ => continue,
            };
            if let Some((record, side)) = register.record(line.record).zip(side.clone()) {
                alone.insert(register.first_of(record).id, side);
            }
        }
    }
    alone
}

/// Pairs of sources of two sides that list what was signed at one ceremony, oldest first.
pub fn ceremonies(register: &Register) -> Vec<(SourceId, SourceId)> {
    let with_lists: Vec<&Source> = register
        .sources()
        .filter(|source| !lines(register, source.id).is_empty())
        .collect();
    let mut pairs = Vec::new();
    for (at, one) in with_lists.iter().enumerate() {
        for other in &with_lists[at + 1..] {
            let sides = one.side != other.side;
            if sides && are_of_one_ceremony(register, one, other) {
                pairs.push((one.id, other.id));
            }
        }
    }
    pairs
}
