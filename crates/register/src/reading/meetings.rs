//! Finds visits, talks and meetings in a text.
//!
//! It exists because a ceremony's day and place hang on the visit it was part of. A meeting that is told
//! twice is one; what a text announces for later is none.

use std::ops::Range;

use super::document::Document;
use super::gazetteer::{Mention, NameKind};
use super::people::People;
use super::triggers::Triggers;
use super::when::Stamp;
use super::{Field, Language, Meeting, MeetingKind, Rule, State, When};

const WORDS: Rule = Rule::first("meeting/words");
const PLACE: Rule = Rule::first("meeting/place");
const DAY: Rule = Rule::first("meeting/day");
const VISIT: Rule = Rule::first("meeting/day-of-visit");

/// Kinds of meeting by their names in the table.
const KINDS: [(&str, MeetingKind); 6] = [
    ("state_visit", MeetingKind::StateVisit),
    ("official_visit", MeetingKind::OfficialVisit),
    ("working_visit", MeetingKind::WorkingVisit),
    ("talks", MeetingKind::Talks),
    ("consultations", MeetingKind::Consultations),
    ("meeting", MeetingKind::Meeting),
];

struct Trigger {
    kind: MeetingKind,
    at: Range<usize>,
}

/// Finds the meetings of a source.
pub(super) fn find(document: &Document<'_>, people: &People) -> Vec<Meeting> {
    let mut all: Vec<Meeting> = Vec::new();
    let mut visitor: Vec<usize> = Vec::new();
    for sentence in &document.sentences {
        let triggers = triggers(document, sentence);
        for (place, trigger) in triggers.iter().enumerate() {
            let until = triggers.get(place + 1).map_or(sentence.end, |next| next.at.start);
            let visit = is_visit(trigger.kind);
            if visit && all.iter().any(|meeting| meeting.kind.value == trigger.kind) {
                continue;
            }
            let named = if document.language == Language::Kk {
                sentence.start
            } else {
                trigger.at.start
            };
            let with = people.within(&(named..until));
            let before = people.within(&(sentence.start..trigger.at.start));
            let with = if visit {
                before.clone()
            } else {
                party(&visitor, &before, with)
            };
            let mut meeting = meeting(document, sentence, trigger, until, with);
            if visit {
                meeting
                    .participants
                    .retain(|person| !at_home(people, *person, meeting.host.as_ref()));
                visitor.clone_from(&meeting.participants);
            }
            if visit || !told(&all, &meeting, &visitor) {
                all.push(meeting);
            }
        }
    }
    inherit(&mut all);
    all
}

/// Whether somebody is of the state that is visited.
fn at_home(people: &People, person: usize, host: Option<&Field<State>>) -> bool {
    let side = people.people[person].side.as_ref();
    side.zip(host)
        .is_some_and(|(side, host)| side.value == host.value)
}

/// Who takes part: the visitor, and those named with the meeting.
fn party(visitor: &[usize], before: &[usize], with: Vec<usize>) -> Vec<usize> {
    let mut all: Vec<usize> = if visitor.is_empty() {
        before.to_vec()
    } else {
        visitor.to_vec()
    };
    for person in with {
        if !all.contains(&person) {
            all.push(person);
        }
    }
    all
}

fn is_visit(kind: MeetingKind) -> bool {
    use MeetingKind as K;
    matches!(
        kind,
        K::StateVisit | K::OfficialVisit | K::WorkingVisit | K::Visit
    )
}

/// Whether a meeting with the same people was told before, or nobody at all is named with it.
fn told(all: &[Meeting], meeting: &Meeting, visitor: &[usize]) -> bool {
    let others = meeting
        .participants
        .iter()
        .filter(|person| !visitor.contains(person))
        .count();
    if meeting.kind.value == MeetingKind::Meeting && others == 0 {
        return true;
    }
    all.iter()
        .any(|known| known.kind.value == meeting.kind.value && known.participants == meeting.participants)
}

fn triggers(document: &Document<'_>, sentence: &Range<usize>) -> Vec<Trigger> {
    static WORDS: Triggers<MeetingKind> = Triggers::new("meeting", &KINDS);
    let found = WORDS.find(document, sentence).into_iter();
    let mut all: Vec<Trigger> = found.map(|(kind, at)| Trigger { kind, at }).collect();
    all.dedup_by_key(|trigger| trigger.at.start);
    all
}

fn meeting(
    document: &Document<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
    until: usize,
    participants: Vec<usize>,
) -> Meeting {
    let place = if is_visit(trigger.kind) {
        destination(document, trigger, sentence, until)
    } else {
        None
    };
    let day = document
        .days
        .iter()
        .find(|day| day.at.start >= sentence.start && day.at.end <= sentence.end);
    let published = document.published.map(|published| published.date);
    let when = day.and_then(|day| {
        let (first, last) = day.resolve_both(published)?;
        Some(document.field(
            When {
                first: Stamp::Day(first),
                last: Stamp::Day(last),
            },
            &day.at,
            DAY,
        ))
    });
    Meeting {
        kind: document.field(trigger.kind, &trigger.at, WORDS),
        when,
        when_as_written: day.map(|day| document.words(&day.at, DAY)),
        place: place.map(|mention| document.words(&(mention.start..mention.end), PLACE)),
        host: place.map(|mention| document.field(mention.state, &(mention.start..mention.end), PLACE)),
        participants,
        part_of: None,
    }
}

/// Where a visit leads: the state or capital after "to", before the word in Kazakh.
fn destination(
    document: &Document<'_>,
    trigger: &Trigger,
    sentence: &Range<usize>,
    until: usize,
) -> Option<Mention> {
    if document.language == Language::Kk {
        let before = document.mentions_in(&(sentence.start..trigger.at.start));
        return before
            .iter()
            .rev()
            .find(|mention| mention.kind != NameKind::Adjective)
            .copied();
    }
    let lead = |mention: &&Mention| {
        let before = document.small(&(trigger.at.end..mention.start)).trim_end();
        let word = before.rsplit(' ').next().unwrap_or("");
        let article = before
            .strip_suffix("the")
            .map_or(word, |rest| rest.trim_end().rsplit(' ').next().unwrap_or(""));
        mention.kind != NameKind::Adjective
            && (["to", "в", "u", "у", "in", "nach", "a", "республику", "republici"].contains(&article)
                || before.is_empty())
    };
    let limit = until.min(sentence.end);
    document
        .mentions_in(&(trigger.at.end..limit))
        .iter()
        .find(lead)
        .copied()
}

/// What happens during a visit is part of it, and shares its day if it has one day and none of its own.
fn inherit(all: &mut [Meeting]) {
    let Some(visit) = all.iter().position(|meeting| is_visit(meeting.kind.value)) else {
        return;
    };
    let when: Option<Field<When>> = all[visit].when.clone();
    let written = all[visit].when_as_written.clone();
    for (_, meeting) in all.iter_mut().enumerate().filter(|(at, _)| *at != visit) {
        meeting.part_of = Some(visit);
        if meeting.when_as_written.is_none() {
            let one_day = when.as_ref().filter(|when| when.value.first == when.value.last);
            meeting.when = one_day.map(|when| Field {
                rule: VISIT,
                ..when.clone()
            });
            meeting.when_as_written.clone_from(&written);
        }
    }
}
