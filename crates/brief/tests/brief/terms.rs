//! Every value of every closed list has a word in every language.

use std::collections::BTreeSet;

use entente_brief::table::Value;
use entente_brief::wording::{SiteWord, Term, ids};
use entente_brief::{Language, Wording};
use entente_register::institution::Institutions;
use entente_register::reading::{CommitmentKind, InstrumentType, Level as Between, MeetingKind, Strength};
use entente_register::record::shape::SHAPES;
use entente_register::record::{EventKind, Kind, Standing};
use entente_register::status::Status;
use entente_register::subject;
use entente_trade::{Cause, Dataset, Flow, Grade, Level, Side};

use super::sources;

fn of<T: Term>(all: impl IntoIterator<Item = T>) -> Vec<String> {
    all.into_iter().map(Term::id).collect()
}

/// The methods the comparison names, as they stand in its source.
fn methods() -> BTreeSet<String> {
    let texts = [
        sources("../mirror/src/explain"),
        sources("../mirror/src/pairing/statement.rs"),
    ]
    .concat();
    let mut methods = BTreeSet::from(["gravity".to_owned()]);
    for text in texts {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let plain = |name: &str| {
            let mut letters = name.bytes();
            letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let quoted = code.split('"').skip(1).step_by(2);
        methods.extend(
            quoted
                .filter(|name| plain(name) && name.contains('_'))
                .map(str::to_owned),
        );
        let named = code
            .split("method: \"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        methods.extend(named.map(str::to_owned));
        let named = code
            .split("None, \"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        methods.extend(named.filter(|name| plain(name)).map(str::to_owned));
    }
    methods
}

/// The ids of the words of all closed lists.
pub(crate) fn all() -> BTreeSet<String> {
    let mut all: BTreeSet<String> = ids().into_iter().collect();
    all.extend(of(Cause::NAMES.map(|(cause, _)| cause)));
    all.extend(of(SiteWord::NAMES.map(|(word, _)| word)));
    all.extend(of([Grade::E1, Grade::E2, Grade::E3, Grade::E4, Grade::E5]));
    all.extend(of([Side::Export, Side::Import]));
    all.extend(of(Flow::CODES.map(|(flow, _)| flow)));
    all.extend(of([Level::Total, Level::Hs2, Level::Hs4, Level::Hs6]));
    all.extend(of(Dataset::NAMES.map(|(dataset, _)| dataset)));
    all.extend(of(EventKind::NAMES.map(|(kind, _)| kind)));
    all.extend(of(Status::ALL));
    all.extend(of(Kind::ALL));
    all.extend(of([Standing::Proposed, Standing::Confirmed, Standing::Rejected]));
    let named = |list: &str, name: &str| format!("{list}-{name}");
    all.extend(SHAPES.map(|(field, _)| named("field", field)));
    all.extend(
        subject::subjects()
            .iter()
            .map(|subject| named("subject", subject.id)),
    );
    all.extend(
        Institutions::standard()
            .all()
            .map(|one| named("institution", one.kind)),
    );
    all.extend(methods().iter().map(|method| named("method", method)));
    let words = [
        ("review", "partly_confirmed"),
        ("verdict", "unchecked"),
        ("progress", "open"),
        ("progress", "late"),
        ("progress", "done"),
        ("progress", "dropped"),
        ("progress", "superseded"),
        ("differs", "type"),
        ("differs", "institution"),
        ("differs", "subject"),
        ("differs", "order"),
    ];
    all.extend(words.map(|(list, name)| named(list, name)));
    all
}

#[test]
fn every_value_of_every_list_has_a_word_in_every_language() {
    let mut without = Vec::new();
    for id in all() {
        for language in Language::ALL {
            if Wording::of(language).phrase(&id).trim().is_empty() {
                without.push(format!("{id} {}", language.code()));
            }
        }
    }
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn names_of_lists_are_those_of_files() {
    let file = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let told = |value: &serde_json::Value| file(value.clone());
    let kind = InstrumentType::MemorandumOfUnderstanding;
    assert_eq!(told(&serde_json::to_value(kind).unwrap()), kind.name());
    let level = Between::InterInstitutional;
    assert_eq!(told(&serde_json::to_value(level).unwrap()), level.name());
    let strength = Strength::ExpressedInterest;
    assert_eq!(told(&serde_json::to_value(strength).unwrap()), strength.name());
    let commitment = CommitmentKind::QuantitativeTarget;
    assert_eq!(
        told(&serde_json::to_value(commitment).unwrap()),
        commitment.name()
    );
    let meeting = MeetingKind::OfficialVisit;
    assert_eq!(told(&serde_json::to_value(meeting).unwrap()), meeting.name());
}

#[test]
fn a_name_that_is_in_no_list_is_shown_in_english_and_marked() {
    let value = Wording::of(Language::Kk).listed("method", "not_yet_known");
    let word = Value::Word("not_yet_known", "not yet known".to_owned());
    assert_eq!(value, Value::Foreign(Box::new(word), "en".to_owned()));
}
