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
        (
            "a,b\n1,2\n",
            "line 1: found no header with record, number, field and value",
        ),
        ("record,number,field,value\n1,2\n", "row 1"),
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

#[test]
fn quotes_that_do_not_stand_in_the_text_and_values_that_cannot_be_are_refused_by_name() {
    let register = told().register();
    let text = written(&register, Format::Csv);
    let taken = |text: &str| match take_over(&Register::default(), text) {
        Ok(_) => "taken".to_owned(),
        Err(error) => error.to_string(),
    };
    assert_eq!(taken(&text), "taken");
    let (header, rows) = text.split_once('\n').unwrap();
    for (changed, expected) in [
        (
            text.replace(",1249,1257,Protocol,", ",1249,1257,protocol,"),
            "instrument-6.4: found \"protocol\" quoted from bytes 1249 to 1257 of source-1, expected \"Protocol\", \
             which stands there",
        ),
        (
            text.replace(",1249,1257,Protocol,", ",1250,1257,Protocol,"),
            "instrument-6.4: found \"Protocol\" quoted from bytes 1250 to 1257 of source-1, expected \"rotocol\", \
             which stands there",
        ),
        (
            text.replace(",1249,1257,Protocol,", ",1249,9999999,Protocol,"),
            "instrument-6.4: found \"Protocol\" quoted from bytes 1249 to 9999999 of source-1, expected what stands \
             there, and before and behind it",
        ),
        (
            text.replace(",type,protocol,source-1,", ",type,protocol,source-9,"),
            "instrument-6.4: found no source-9, which it quotes",
        ),
        (
            format!("{header}\n{rows}{rows}"),
            "source-1: found twice, expected once; source-2: found twice, expected once; instrument-1.1: found \
             twice, expected once; ",
        ),
        (
            text.replacen(",2024-11-21T10:00:00Z,confirmed,", ",yesterday,confirmed,", 1),
            "instrument-6.1: found a time that is none, expected such as 2024-11-20T10:00:00Z",
        ),
        (
            text.replace(",rejected,A. Serikova,2024-11-22T09:00:00Z", ",rejected,,"),
            "instrument-7.4: found rejected by nobody, expected a person behind every decision and a rule behind \
             every proposal",
        ),
        (
            text.replace("instrument-6,4,type,", "meeting-1,99,type,"),
            "meeting-1.99: found type, which a meeting does not have",
        ),
        (
            text.replacen(",pair,KAZ-SRB,source-1,", ",pair,KAZ-QQQ,source-1,", 1),
            "instrument-1.1: found \"KAZ-QQQ\", expected two states in the order of the alphabet, such as KAZ-SRB",
        ),
    ] {
        let told = taken(&changed);
        assert!(told.starts_with(expected), "{told}");
    }
    let all = taken(&text.replace(",pair,KAZ-SRB,", ",pair,KAZ-QQQ,"));
    assert!(all.ends_with(" more"), "{all}");
}

#[test]
fn what_was_published_without_texts_is_taken_over_as_it_is() {
    let register = told().register();
    for format in FORMATS {
        let text = write(&register, format, Extent::Confirmed, day("2026-01-01"));
        assert!(take_over(&Register::default(), &text).is_ok());
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
        let act = entente_register::review::add(&register, record, Said::Reference(words)).unwrap();
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
