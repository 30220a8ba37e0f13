//! What is no data message says what it is, and what a data message says of itself is told.

use std::fs;
use std::io::Cursor;

use sdmx::data::{Notice, Options, Reader, Severity, Text};
use sdmx::{Fault, Position};

use super::support::{folder, read_all, told};

const EXPECTED: &str = "expected a data message of SDMX-JSON, with `dataSets` and, beside them, the `structures` they are \
                        of (in 1.0 the `structure`)";

fn read(message: &str) -> String {
    told(message.as_bytes(), Options::default())
}

fn refused(found: &str) -> String {
    format!("no format\nfault: line 1: {found}, {EXPECTED}\n")
}

#[test]
fn an_object_that_holds_no_data_is_no_data_message() {
    let messages = [
        "{}",
        "{\"foo\":1}",
        "{\"header\":{}}",
        "{\"data\":{}}",
        "{\"data\":{\"structures\":[]}}",
        "{\"meta\":{\"id\":\"x\"},\"data\":null}",
        "{\"meta\":{\"id\":\"x\"},\"dataSets\":null}",
    ];
    assert_eq!(
        messages.map(read),
        [
            refused("found an object without members"),
            refused("found an object with nothing but foo"),
            refused("found an object with nothing but header"),
            refused("found an object with nothing but data"),
            refused("found an object with nothing but data, structures"),
            refused("found an object with nothing but meta, data"),
            refused("found an object with nothing but meta, dataSets"),
        ]
    );
}

#[test]
fn a_message_of_structures_says_so_in_both_formats() {
    let json = "{\"meta\":{\"schema\":\"https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json\"},\
                \"data\":{\"codelists\":[],\"dataflows\":[]}}";
    let empty =
        "{\"meta\":{\"schema\":\"https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json\"},\"data\":{}}";
    assert_eq!(
        [json, empty].map(read),
        [
            refused("found a structure message of SDMX-JSON with codelists, dataflows"),
            refused("found a structure message of SDMX-JSON"),
        ]
    );
    let xml = "<m:Structure xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\"/>";
    assert_eq!(
        read(xml),
        "no format\nfault: line 1: found a structure message of SDMX-ML 2.1, expected a data message of \
         SDMX-ML 2.1, 3.0 or 3.1\n"
    );
}

#[test]
fn a_message_of_errors_tells_their_codes_and_texts() {
    let json = "{\"errors\":[{\"code\":404,\"title\":\"no such flow\",\"detail\":\"F\"},\
                {\"code\":413,\"titles\":{\"en\":\"too much\"}}]}";
    assert_eq!(
        read(json),
        refused("found an error message of SDMX-JSON: error 404: no such flow; F; error 413: too much")
    );
    let xml = "<m:Error xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" \
               xmlns:c=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\"><m:ErrorMessage code=\"100\">\
               <c:Text xml:lang=\"en\">no results</c:Text></m:ErrorMessage></m:Error>";
    assert_eq!(
        read(xml),
        "no format\nfault: line 1: found an error message of SDMX-ML 2.1: message 100: no results, expected a \
         data message of SDMX-ML 2.1, 3.0 or 3.1\n"
    );
}

#[test]
fn a_data_message_without_rows_is_one() {
    let structure = "\"dimensions\":{\"series\":[],\"observation\":[{\"id\":\"T\",\"keyPosition\":0}]}";
    let messages = [
        "{\"data\":{\"dataSets\":[]}}".to_owned(),
        "{\"header\":{},\"dataSets\":[]}".to_owned(),
        format!("{{\"data\":{{\"structures\":[{{{structure}}}]}}}}"),
        format!("{{\"data\":{{\"structures\":[{{{structure}}}],\"dataSets\":[{{\"structure\":0}}]}}}}"),
        format!("{{\"structure\":{{{structure}}},\"dataSets\":[{{}}]}}"),
    ];
    let dataset = "dataset of dataflow : without action flat\nend\n";
    assert_eq!(
        messages.map(|message| read(&message)),
        [
            "SDMX-JSON 2.1\n".to_owned(),
            "SDMX-JSON 2.1\n".to_owned(),
            "SDMX-JSON 2.1\n".to_owned(),
            format!("SDMX-JSON 2.1\n{dataset}"),
            format!("SDMX-JSON 1.0\n{dataset}"),
        ]
    );
}

/// The faults and notices of a message that is read to its end.
fn noticed(message: &[u8]) -> (Vec<Fault>, Vec<Notice>) {
    let mut reader = Reader::seekable(Cursor::new(message), Options::default());
    let mut faults = Vec::new();
    while let Some(event) = reader.next() {
        faults.extend(event.err());
    }
    (faults, reader.notices().to_vec())
}

fn notice(code: &str, severity: Option<Severity>, texts: &[(&str, &str)]) -> Notice {
    let text = |(language, text): &(&str, &str)| Text {
        language: (*language).to_owned(),
        text: (*text).to_owned(),
    };
    Notice {
        code: code.to_owned(),
        severity,
        texts: texts.iter().map(text).collect(),
    }
}

#[test]
fn a_footer_is_told_when_the_data_are_read() {
    let message = fs::read(folder("data").join("footer-2.1.xml")).unwrap();
    let expected = [
        notice(
            "413",
            Some(Severity::Error),
            &[("en", "only a part is here"), ("fr", "seule une partie est ici")],
        ),
        notice("", None, &[("", "more comes tomorrow")]),
    ];
    assert_eq!(noticed(&message), (Vec::new(), expected.to_vec()));
    let lines = expected.map(|notice| notice.to_string());
    let told = [
        "error 413: only a part is here; seule une partie est ici",
        "message: more comes tomorrow",
    ];
    assert_eq!(lines, told);
}

#[test]
fn errors_beside_data_are_told_and_the_data_are_read() {
    let message = "{\"errors\":[{\"code\":413,\"title\":\"only a part\"},{\"code\":200,\"title\":\"fine\"}],\
                   \"data\":{\"dataSets\":[]}}";
    let expected = vec![
        notice("413", Some(Severity::Error), &[("", "only a part")]),
        notice("200", Some(Severity::Information), &[("", "fine")]),
    ];
    assert_eq!(noticed(message.as_bytes()), (Vec::new(), expected));
}

#[test]
fn a_footer_without_end_is_refused() {
    let message = fs::read_to_string(folder("data").join("footer-2.1.xml")).unwrap();
    let (head, _) = message.split_once("<f:Message").unwrap();
    let one = "<f:Message code=\"1\"><c:Text>x</c:Text></f:Message>\n";
    let message = format!("{head}{}", one.repeat(20_000));
    let mut options = Options::default();
    options.limits.record = 100_000;
    let (_, faults) = read_all(Reader::new(message.as_bytes(), options));
    let found: Vec<(&str, &str, &str)> = faults
        .iter()
        .map(|fault| {
            (
                fault.component.as_str(),
                fault.found.as_str(),
                fault.expected.as_str(),
            )
        })
        .collect();
    assert_eq!(found, [("Footer", "more messages", "at most 100000 bytes")]);
    assert!(faults[0].position > Position { line: 100, byte: 0 });
}
