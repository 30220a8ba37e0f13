//! What cannot stand in the register is refused with what would, and the two words for one thing agree.

use std::collections::BTreeSet;

use entente_register::entry::{Act, Filed};
use entente_register::reading::{Flow, When};
use entente_register::record::shape::{SHAPES, choices};
use entente_register::record::{EventKind, Participant, Role, Said, Told};
use entente_register::{Register, review};

use super::book::{Desk, id, proposal, source};

/// An instrument of Kazakhstan's and Serbia's governments signed on 19 November 2024, a claim, a commitment,
/// a meeting and a person.
fn desk() -> Desk {
    let mut desk = Desk::with_two_instruments();
    let more = |record: &str, said: Vec<Said>| Filed {
        record: id(record),
        said: said.into_iter().map(|said| proposal(said, "")).collect(),
    };
    let typed = |field: &str, text: &str| Said::typed(field, text).unwrap();
    desk.write(
        "2024-11-21T11:00:00Z",
        "entente",
        Act::Read {
            source: Box::new(source(2, "KAZ")),
            proposed: vec![
                more(
                    "instrument-1",
                    vec![
                        typed("pair", "KAZ-SRB"),
                        typed("event", r#"{"kind":"signed","date":"2024-11-19"}"#),
                        typed("participant", r#"{"state":"KAZ","institution":"Government"}"#),
                    ],
                ),
                more("meeting-1", vec![typed("meeting_kind", "talks")]),
                more("person-1", vec![typed("name", "Aleksandar Vučić")]),
                more(
                    "commitment-1",
                    vec![typed("text", "direct flights"), typed("owner", "KAZ")],
                ),
                more(
                    "claim-1",
                    vec![
                        typed("pair", "KAZ-SRB"),
                        typed("address", "/id/claim/kz-rs/2024/0001"),
                        Said::Flow(Flow::Turnover),
                        typed("period", "2022"),
                        typed(
                            "amount",
                            r#"{"value":"73800000","unit":{"currency":"USD"},"scale":6,"half_unit":"50000"}"#,
                        ),
                    ],
                ),
            ],
        },
    );
    desk
}

fn corrected(register: &Register, name: &str, value: &str) -> String {
    review::correct(register, name, value).map_or_else(|refusal| refusal.to_string(), |_| "taken".to_owned())
}

fn added(register: &Register, record: &str, field: &str, value: &str) -> String {
    let said = match Said::typed(field, value) {
        Ok(said) => said,
        Err(expected) => return expected,
    };
    let record = register.record(id(record)).unwrap();
    review::add(register, record, said).map_or_else(|refusal| refusal.to_string(), |_| "taken".to_owned())
}

#[test]
fn a_correction_to_what_there_is_not_or_cannot_be_is_refused_with_what_would_stand() {
    let register = desk().register();
    let amount = |value: &str, code: &str, scale: u8| {
        format!(r#"{{"value":"{value}","unit":{{"currency":"{code}"}},"scale":{scale},"half_unit":"1"}}"#)
    };
    for (name, value, expected) in [
        (
            "claim-1.1",
            "KAZ-QQQ".to_owned(),
            "found \"KAZ-QQQ\", expected two states in the order of the alphabet, such as KAZ-SRB",
        ),
        (
            "claim-1.1",
            "rs-kz".to_owned(),
            "found \"rs-kz\", expected two states in the order of the alphabet, such as KAZ-SRB (did you mean \
             KAZ-SRB?)",
        ),
        (
            "claim-1.2",
            "/id/foo".to_owned(),
            "found \"/id/foo\", expected an address such as /id/claim/kz-rs/2024/0006",
        ),
        (
            "claim-1.2",
            "/id/instrument/kz-rs/2024/0001".to_owned(),
            "found \"/id/instrument/kz-rs/2024/0001\", expected an address such as /id/claim/kz-rs/2024/0006",
        ),
        (
            "instrument-1.1",
            "/id/instrument/kz-rs/2024/0002".to_owned(),
            "found \"/id/instrument/kz-rs/2024/0002\", expected an address of its own: it is that of \
             instrument-2",
        ),
        (
            "instrument-1.1",
            "/id/instrument/kz-rs/2025/0001".to_owned(),
            "taken",
        ),
        (
            "claim-1.5",
            amount("-5", "USD", 6),
            "found \"-5\", expected no negative amount: a deficit is a flow, and a fall a change",
        ),
        (
            "claim-1.5",
            amount("5", "ZZZ", 6),
            "found \"ZZZ\", expected a currency by its code of ISO 4217, such as USD",
        ),
        (
            "claim-1.5",
            amount("five", "USD", 6),
            "found \"five\", expected an exact decimal such as 73800000",
        ),
        (
            "claim-1.5",
            amount("5", "USD", 7),
            "found \"7\", expected a scale of 0, 3, 6, 9 or 12: how many zeros \"thousand\", \"million\" and so \
             on stand for",
        ),
        ("claim-1.5", amount("74000000", "EUR", 6), "taken"),
        (
            "claim-1.3",
            "turnovr".to_owned(),
            "found \"turnovr\" for flow, expected one of turnover, exports, imports, balance, deficit, \
             investment, count, unspecified (did you mean turnover?)",
        ),
    ] {
        assert_eq!(corrected(&register, name, &value), expected, "{name}={value}");
    }
}

/// Of what record, in which field, what, and what becomes of it.
const ADDED: [(&str, &str, &str, &str); 14] = [
    (
        "claim-1",
        "partner",
        "QQQ",
        "found \"QQQ\", expected a state by its alpha-3 code in capital letters, such as KAZ",
    ),
    (
        "claim-1",
        "partner",
        "rs",
        "found \"rs\", expected a state by its alpha-3 code in capital letters, such as KAZ (did you mean \
             SRB?)",
    ),
    ("claim-1", "partner", "SRB", "taken"),
    (
        "claim-1",
        "change",
        r#"{"kind":"factor","value":"-3","operator":"="}"#,
        "found \"-3\", expected a factor above 0, such as 3 for \"tripled\"",
    ),
    (
        "instrument-1",
        "participant",
        r#"{"state":"SRB","known_as":"kaz/government"}"#,
        "found \"kaz/government\", expected an institution of the same state, and this is of KAZ",
    ),
    (
        "instrument-1",
        "participant",
        r#"{"state":"KAZ","known_as":"kaz/goverment"}"#,
        "found \"kaz/goverment\", expected an institution that `entente register list institutions \
             --search` knows (did you mean kaz/government?)",
    ),
    (
        "instrument-1",
        "participant",
        "{}",
        "found \"{}\", expected a state or an institution",
    ),
    (
        "instrument-1",
        "relation",
        r#"{"kind":"amends","to":"instrument-1"}"#,
        "found \"instrument-1\", expected another instrument than itself",
    ),
    (
        "instrument-1",
        "relation",
        r#"{"kind":"amends","to":"instrument-9"}"#,
        "found \"instrument-9\", expected an instrument of this register, as `entente register list` has \
             them",
    ),
    (
        "instrument-1",
        "relation",
        r#"{"kind":"amend","to":"instrument-2"}"#,
        "one of amends, implements, replaces, supplements, based_on in place of \"amend\" (did you mean \
             amends?)",
    ),
    (
        "meeting-1",
        "attendee",
        "meeting-1",
        "found \"meeting-1\", expected a person",
    ),
    ("meeting-1", "attendee", "person-1", "taken"),
    (
        "instrument-1",
        "binding",
        "perhaps",
        "found \"perhaps\", expected treaty or non_binding; what nobody knows is not told",
    ),
    (
        "instrument-1",
        "text_copy",
        r#"{"sha256":"12","file":"a.pdf"}"#,
        "found \"12\", expected the SHA-256 of a file, 64 hexadecimal digits",
    ),
];

#[test]
fn what_is_added_speaks_of_records_states_and_institutions_there_are() {
    let register = desk().register();
    for (record, field, value, expected) in ADDED {
        assert_eq!(
            added(&register, record, field, value),
            expected,
            "{record} {field}={value}"
        );
    }
}

#[test]
fn an_event_is_of_a_party_and_not_before_the_signature() {
    let register = desk().register();
    let event = |record: &str, kind: &str, date: &str, party: Option<&str>| {
        let said = Said::Event(Told {
            kind: EventKind::parse(kind).unwrap(),
            date: When::parse(date),
            effective: None,
            party: party.map(str::to_owned),
            place: None,
            note: None,
        });
        let record = register.record(id(record)).unwrap();
        review::add(&register, record, said)
            .map_or_else(|refusal| refusal.to_string(), |_| "taken".to_owned())
    };
    for (told, expected) in [
        (
            event("instrument-1", "ratified", "2024-11-18", Some("KAZ")),
            "found \"ratified 2024-11-18\", expected a day not before the signature, 2024-11-19",
        ),
        (
            event("instrument-1", "ratified", "2024-11-19", Some("KAZ")),
            "taken",
        ),
        (event("instrument-1", "ratified", "2024", Some("KAZ")), "taken"),
        (
            event("instrument-1", "in_force", "2023", None),
            "found \"in_force 2023\", expected a day not before the signature, 2024-11-19",
        ),
        (
            event("instrument-1", "approved", "2024-10-01", Some("SRB")),
            "taken",
        ),
        (
            event("instrument-1", "initialled", "2024-12-01", None),
            "found \"initialled 2024-12-01\", expected a day not after the signature, 2024-11-19",
        ),
        (
            event("instrument-1", "ratified", "2025-01-01", Some("UZB")),
            "found \"UZB\", expected a party of instrument-1: KAZ or SRB",
        ),
        (
            event("instrument-1", "done", "2025-01-01", None),
            "found done, expected what happens to instruments: initialled, signed, approved, ratified, \
             notified, provisionally_applied, in_force, published, registered, amended, extended, suspended, \
             denounced, terminated, replaced",
        ),
        (
            event("commitment-1", "signed", "2025-01-01", None),
            "found signed, expected what happens to commitments: opened, reported, evidence, done, dropped, \
             superseded",
        ),
        (
            event("claim-1", "done", "2025-01-01", None),
            "found done of a claim, expected an instrument or a commitment, to which things happen",
        ),
    ] {
        assert_eq!(told, expected);
    }
}

#[test]
fn nothing_is_in_force_from_before_its_signature_and_no_words_are_no_title() {
    let register = desk().register();
    let event =
        |effective: &str| format!(r#"{{"kind":"in_force","date":"2025-01-01","effective":"{effective}"}}"#);
    assert_eq!(
        added(&register, "instrument-1", "event", &event("2024-01-01")),
        "found \"in_force from 2024-01-01\", expected a day not before the signature, 2024-11-19"
    );
    assert_eq!(
        added(&register, "instrument-1", "event", &event("2024-12-01")),
        "taken"
    );
    for (record, field) in [
        ("instrument-1", "title"),
        ("person-1", "name"),
        ("commitment-1", "text"),
        ("claim-1", "sentence"),
    ] {
        assert_eq!(
            added(&register, record, field, " "),
            "found \" \", expected words"
        );
    }
}

#[test]
fn a_signature_told_late_is_not_after_what_followed_it() {
    let mut desk = Desk::with_two_instruments();
    let told = |kind: &str, date: &str| {
        Said::typed("event", &format!(r#"{{"kind":"{kind}","date":"{date}"}}"#)).unwrap()
    };
    let register = desk.register();
    let record = register.record(id("instrument-2")).unwrap();
    let act = review::add(&register, record, told("ratified", "2025-03-01")).unwrap();
    desk.write("2025-04-01T10:00:00Z", "A. Serikova", act);
    let register = desk.register();
    let record = register.record(id("instrument-2")).unwrap();
    assert_eq!(
        review::add(&register, record, told("signed", "2025-03-02"))
            .unwrap_err()
            .to_string(),
        "found \"signed 2025-03-02\", expected a day not after what followed, ratified 2025-03-01"
    );
    assert!(review::add(&register, record, told("signed", "2025-03-01")).is_ok());
}

#[test]
fn what_is_both_accepted_and_rejected_is_refused_and_the_finer_word_goes_before() {
    let register = desk().register();
    let decide = |accepted: &[&str], rejected: &[&str]| {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        match review::decide(&register, &owned(accepted), &owned(rejected)) {
            Ok(Act::Decided { confirmed, rejected }) => {
                let list = |ids: Vec<entente_register::record::AssertionId>| {
                    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
                };
                format!("+ {} - {}", list(confirmed), list(rejected))
            }
            Ok(_) => "another act".to_owned(),
            Err(refusal) => refusal.to_string(),
        }
    };
    for (accepted, rejected) in [
        ("instrument-2", "instrument-2"),
        ("instrument-2", "instrument/kz-rs/2024/0002"),
    ] {
        assert_eq!(
            decide(&[accepted], &[rejected]),
            "instrument-2 is to be both confirmed and rejected"
        );
    }
    assert_eq!(
        decide(&["instrument-2.3"], &["instrument-2.3"]),
        "instrument-2.3 is to be both confirmed and rejected"
    );
    assert_eq!(
        decide(&["instrument-2"], &["instrument-2.3"]),
        "+ instrument-2.1 instrument-2.2 instrument-2.4 - instrument-2.3"
    );
    assert_eq!(
        decide(&["instrument-2.3"], &["instrument-2"]),
        "+ instrument-2.3 - instrument-2.1 instrument-2.2 instrument-2.4"
    );
}

#[test]
fn a_correction_is_corrected_itself_and_not_what_it_took_the_place_of() {
    let mut desk = desk();
    let act = review::correct(&desk.register(), "instrument-1.3", "protocol").unwrap();
    desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    assert_eq!(
        corrected(&desk.register(), "instrument-1.3", "treaty"),
        "found instrument-1.3, which was rejected, expected what stands in its place, instrument-1.8"
    );
    assert_eq!(corrected(&desk.register(), "instrument-1.8", "treaty"), "taken");
}

#[test]
fn two_records_are_not_joined_in_a_circle() {
    let mut desk = desk();
    let register = desk.register();
    let [one, two] = ["instrument-1", "instrument-2"].map(|name| register.record(id(name)).unwrap());
    let act = review::same(&register, two, one).unwrap();
    desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    let register = desk.register();
    let [one, two] = ["instrument-1", "instrument-2"].map(|name| register.record(id(name)).unwrap());
    assert_eq!(
        review::same(&register, one, two).unwrap_err().to_string(),
        "instrument-2 was joined to instrument-1 already"
    );
}

#[test]
fn every_field_has_an_example_that_is_one_and_that_the_documentation_shows_if_it_has_parts() {
    let page = include_str!("../../../../docs/register.md");
    for (field, example) in SHAPES {
        let said = Said::typed(field, example).unwrap();
        assert_eq!(said.field(), field);
        let shown = page.contains(example) || ["name", "implied_base", "co_chair", "due"].contains(&field);
        assert!(!example.starts_with('{') || shown, "{field}: {example}");
    }
    let known: BTreeSet<&str> = SHAPES.map(|(field, _)| field).into();
    let error = Said::of("?", serde_json::Value::Null).unwrap_err();
    let fields: BTreeSet<&str> = error.split('`').skip(3).step_by(2).collect();
    assert_eq!(known, fields);
    assert_eq!(
        choices("level"),
        [
            "interstate",
            "intergovernmental",
            "interdepartmental",
            "inter_institutional"
        ]
    );
}

#[test]
fn a_participant_told_by_a_person_is_a_party_unless_they_say_otherwise() {
    let Said::Participant(Participant { role, .. }) =
        Said::typed("participant", r#"{"state":"KAZ"}"#).unwrap()
    else {
        panic!("a participant");
    };
    assert_eq!(role, Role::Party);
}

#[test]
fn what_was_said_of_a_reading_falls_with_it_and_comes_back_with_it() {
    let mut desk = desk();
    let reference = Said::Reference("Law 7".to_owned());
    let acts: [fn(&Register) -> Act; 2] = [
        |register| review::correct(register, "instrument-2.3", "protocol").unwrap(),
        |register| {
            let record = register.record(id("instrument-2")).unwrap();
            review::add(register, record, Said::Reference("Law 7".to_owned())).unwrap()
        },
    ];
    for act in acts {
        let act = act(&desk.register());
        desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    }
    desk.decide("2024-11-22T09:05:00Z", &["instrument-2"], &[]);
    let told = desk.register();
    let before = desk.entries.clone();
    let act = review::undo(&desk.entries, &told, 1).unwrap();
    desk.write("2024-11-23T09:00:00Z", "A. Serikova", act);
    assert_eq!(review::falls(&before, &desk.entries), [3, 4, 5]);
    assert_eq!(desk.register().record(id("instrument-2")), None);
    let act = review::undo(&desk.entries, &desk.register(), 6).unwrap();
    desk.write("2024-11-23T09:01:00Z", "A. Serikova", act);
    let records = |register: &Register| register.records().cloned().collect::<Vec<_>>();
    assert_eq!(records(&desk.register()), records(&told));
    let again = desk.register();
    let said = again.record(id("instrument-2")).unwrap();
    assert!(said.assertions.iter().any(|one| one.said == reference));
    // What the other reading told of the first instrument stands without the first.
    assert!(again.record(id("instrument-1")).is_some());
}

#[test]
fn a_text_of_an_instrument_has_an_address_of_its_language_and_its_file() {
    let mut desk = desk();
    let copy = format!(
        r#"{{"language":"ru","sha256":"{}","file":"Protocol.PDF"}}"#,
        "0".repeat(64)
    );
    let register = desk.register();
    let record = register.record(id("instrument-1")).unwrap();
    let act = review::add(&register, record, Said::typed("text_copy", &copy).unwrap()).unwrap();
    desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    let register = desk.register();
    let found = |text: &str| register.find(text).map(|record| record.id.to_string());
    let first = Some("instrument-1".to_owned());
    for text in ["", "/ru", "/ru.pdf", "/en"] {
        assert_eq!(
            found(&format!("instrument/kz-rs/2024/0001{text}")),
            first,
            "{text}"
        );
    }
    assert_eq!(found("instrument/kz-rs/2024/0001/de"), None);
    let day = super::day("2026-01-01");
    use entente_register::transcript::{Extent, Format, write};
    let text = write(&register, Format::JsonLd, Extent::Whole, day);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let node = document["@graph"].as_array().unwrap().iter();
    let node = node
        .clone()
        .find(|node| node["register"] == "instrument-1")
        .unwrap();
    assert_eq!(
        node["workExample"],
        serde_json::json!([{
            "@id": "/id/instrument/kz-rs/2024/0001/ru",
            "@type": "Legislation",
            "inLanguage": "ru",
            "encoding": {
                "@id": "/id/instrument/kz-rs/2024/0001/ru.pdf",
                "@type": "LegislationObject",
                "name": "Protocol.PDF",
                "sha256": "0".repeat(64),
            },
        }])
    );
}

#[test]
fn what_an_open_commitment_came_out_of_is_found_by_it_until_it_is_done() {
    use entente_register::facet::{Filter, of_kind};
    use entente_register::record::Kind;
    let mut desk = desk();
    let tell = |desk: &mut Desk, field: &str, value: &str| {
        let register = desk.register();
        let record = register.record(id("commitment-1")).unwrap();
        let act = review::add(&register, record, Said::typed(field, value).unwrap()).unwrap();
        desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    };
    tell(&mut desk, "part_of", "meeting-1");
    tell(&mut desk, "part_of", "instrument-1");
    let open = |desk: &Desk| {
        let filter = Filter {
            open: true,
            ..Filter::default()
        };
        let all = Kind::ALL.map(|kind| of_kind(&desk.register(), kind, &filter, super::day("2026-01-01")));
        let ids = all.iter().flatten().map(|(record, _)| record.id.to_string());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(open(&desk), ["instrument-1", "meeting-1", "commitment-1"]);
    tell(&mut desk, "event", r#"{"kind":"done","date":"2025-03-01"}"#);
    assert_eq!(open(&desk), Vec::<String>::new());
    assert_eq!(
        added(&desk.register(), "commitment-1", "part_of", "claim-1"),
        "found \"claim-1\", expected a meeting or instrument"
    );
}
