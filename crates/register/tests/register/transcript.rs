//! Transcripts: written, taken over elsewhere, and written again as the same bytes.

use entente_register::Register;
use entente_register::transcript::{Extent, Format, TranscriptError, take_over, write};
use proptest::prelude::*;
use serde_json::Value;

use super::book::Desk;
use super::lists::{KAZAKH, SERBIAN, read};
use super::{day, fixed};

fn told() -> Desk {
    let mut desk = Desk::default();
    read(&mut desk, KAZAKH, "KAZ", "");
    read(&mut desk, SERBIAN, "SRB", "2024-11-19");
    desk.decide(
        "2024-11-22T09:00:00Z",
        &["instrument-6", "instrument-7"],
        &["instrument-7.4"],
    );
    desk
}

const FORMATS: [Format; 2] = [Format::JsonLd, Format::Csv];

fn written(register: &Register, format: Format) -> String {
    write(register, format, Extent::Whole, day("2026-01-01"))
}

#[test]
fn a_whole_transcript_taken_over_is_written_again_as_the_same_bytes() {
    let desk = told();
    for format in FORMATS {
        let text = written(&desk.register(), format);
        let mut other = Desk::default();
        let act = take_over(&other.register(), &text).unwrap();
        other.write("2025-01-01T00:00:00Z", "B. Petrović", act);
        assert_eq!(written(&other.register(), format), text);
        // Nothing was lost on the way into either format.
        for format in FORMATS {
            assert_eq!(
                written(&other.register(), format),
                written(&desk.register(), format)
            );
        }
        assert_eq!(take_over(&other.register(), &text), Err(TranscriptError::Nothing));
    }
}

#[test]
fn what_is_published_holds_what_was_confirmed_and_no_text_of_a_source() {
    let register = told().register();
    let text = write(&register, Format::JsonLd, Extent::Confirmed, day("2026-01-01"));
    let document: Value = serde_json::from_str(&text).unwrap();
    let nodes = document["@graph"].as_array().unwrap();
    let shown: Vec<String> = nodes
        .iter()
        .map(|node| {
            format!(
                "{} {}",
                node["@type"].as_str().unwrap(),
                node["@id"].as_str().unwrap()
            )
        })
        .filter(|node| !node.starts_with("CreativeWork"))
        .collect();
    assert_eq!(
        shown,
        [
            "Legislation /id/instrument/kz-rs/2024/0006",
            "Legislation /id/instrument/kz-rs/2024/0007",
        ]
    );
    let protocol = nodes
        .iter()
        .find(|node| node["register"] == "instrument-6")
        .unwrap();
    assert_eq!(protocol["legislationType"], "protocol");
    assert_eq!(protocol["legislationDate"], "2024-11-19");
    assert_eq!(protocol["status"], "unknown");
    assert_eq!(protocol.get("legislationLegalForce"), None);
    let parties: Vec<&str> = protocol["legislationPassedBy"]
        .as_array()
        .unwrap()
        .iter()
        .map(|party| party["@id"].as_str().unwrap())
        .collect();
    assert_eq!(
        parties,
        [
            "/id/institution/kz/ministry-of-finance",
            "/id/institution/rs/statistical-office"
        ]
    );
    assert_eq!(nodes[0]["source"]["text"], "");
    assert!(!text.contains("Signed documents"));
    assert!(!text.contains("proposed") && !text.contains("rejected"));
}

#[test]
fn a_file_that_says_something_else_of_what_is_there_is_refused() {
    let desk = told();
    let text = written(&desk.register(), Format::Csv).replace("A. Serikova", "C. Other");
    let refused = take_over(&desk.register(), &text);
    assert!(
        matches!(refused, Err(TranscriptError::Otherwise { .. })),
        "{refused:?}"
    );
}

#[test]
fn what_is_no_transcript_is_refused_with_its_place() {
    let register = Register::default();
    for (text, expected) in [
        ("{", "line 1"),
        ("{}", "@graph: found no array"),
        ("{\"@graph\": [{\"assertions\": [1]}]}", "@graph[0]"),
        ("a,b\n1,2\n", "row 1"),
        (
            "record,number,field,value,source,start,end,exact,prefix,suffix,rule,person,at,standing,decided_by,decided_at\n\
             instrument-1,1,type,pact,,,,,,,r 1,,2024,proposed,,\n",
            "row 1: found unknown variant `pact`",
        ),
    ] {
        let error = take_over(&register, text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

proptest! {
    #![proptest_config(fixed(200))]

    /// Whatever signs a title holds: quotes, commas, line ends, marks of direction, words that look like
    /// JSON.
    #[test]
    fn any_words_survive_both_formats(words in "\\PC{0,40}|[\\[\\]{}\",\\n\\r\u{200f}0-9]{0,20}|null|true|-1") {
        use entente_register::record::{Kind, RecordId, Said};
        let mut desk = Desk::with_two_instruments();
        let register = desk.register();
        let record = register.record(RecordId::new(Kind::Instrument, 1).unwrap()).unwrap();
        let act = entente_register::review::add(record, Said::Reference(words)).unwrap();
        desk.write("2024-11-22T09:00:00Z", "A. \"Serikova\", PhD", act);
        for format in FORMATS {
            let text = written(&desk.register(), format);
            let mut other = Desk::default();
            let act = take_over(&other.register(), &text).unwrap();
            other.write("2025-01-01T00:00:00Z", "B. Petrović", act);
            prop_assert_eq!(written(&other.register(), format), text);
        }
    }
}
