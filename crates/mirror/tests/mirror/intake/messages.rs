//! Messages of SDMX: notes of the UN's structure, what a message says of itself, and what is none of
//! data.

use super::support::{bytes_of, read_bytes, told};
use entente_mirror::intake::{Notice, Options};

fn all_told(message: &str) -> Vec<String> {
    told(message.as_bytes(), &Options::default())
}

fn message(name: &str) -> String {
    String::from_utf8(bytes_of(name)).unwrap()
}

/// Lines without the bytes at which something stands.
fn without_places(lines: Vec<String>) -> Vec<String> {
    let cut = |line: String| line.split("; at byte").next().unwrap().to_owned();
    lines.into_iter().map(cut).collect()
}

const NOTES: &str = "COUNTERPART_AREA_1_ANNOTATION=\"a note\" COUNTERPART_AREA_2_ANNOTATION=\"another\"";

#[test]
fn the_un_s_notes_on_partners_are_passed_over_in_xml() {
    let plain = message("sdmx_unsd.xml");
    let noted = plain.replace("TRADE_SYSTEM", &format!("{NOTES} TRADE_SYSTEM"));
    assert_eq!(noted.matches(NOTES).count(), 8);
    let plain = without_places(all_told(&plain));
    assert_eq!(plain.len(), 11);
    assert_eq!(without_places(all_told(&noted)), plain);
}

#[test]
fn the_un_s_notes_on_partners_are_passed_over_in_csv() {
    let header = "FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COMMODITY_CUSTOM_BREAKDOWN,COUNTERPART_AREA_1,\
                  COUNTERPART_AREA_2,TRANSPORT_MODE_BORDER,CUSTOMS_PROC,ACTIVITY,TRANSFORMATION,MEASURE,\
                  TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE,OBS_STATUS";
    let row = "A,KZ,X,HS17_010121,0,RS,W0,_T,_T,_T,N,VALUE,2018,12.40,3,USD,A";
    let notes = ",COUNTERPART_AREA_1_ANNOTATION,COUNTERPART_AREA_2_ANNOTATION\n";
    for reference in [
        ("DATAFLOW,", "UNSD:IMTS_COMPACT_A(1.0),"),
        (
            "STRUCTURE,STRUCTURE_ID,ACTION,",
            "datastructure,UNSD:IMTS_COMPACT(1.2),R,",
        ),
        (
            "STRUCTURE,STRUCTURE_ID,ACTION,",
            "dataflow,UNSD:IMTS_COMPACT_A(1.0),R,",
        ),
    ] {
        let plain = format!("{}{header}\n{}{row}\n", reference.0, reference.1);
        let noted = format!(
            "{}{header}{notes}{}{row},a note,another\n",
            reference.0, reference.1
        );
        let expected = [
            "2: comtrade X KAZ SRB 2018 010121 H5 USD 12400",
            "summary: sdmx-csv of entente, encoding none, rows 1, observations 1, padded 0",
        ];
        assert_eq!(all_told(&plain), expected);
        assert_eq!(all_told(&noted), expected);
    }
}

#[test]
fn a_note_that_a_structure_does_not_have_is_still_wrong() {
    let own = message("sdmx_message.xml");
    let series = own.split_once("<Series ").unwrap();
    let noted = format!("{}<Series {NOTES} {}", series.0, series.1);
    let told = without_places(all_told(&noted));
    assert!(
        told[0].starts_with("reject structure: line ")
            && told[0].contains("COUNTERPART_AREA_1_ANNOTATION: found"),
        "{told:?}"
    );
}

/// The UN's message with something behind its data.
fn with_footer(footer: &str) -> String {
    let space = "xmlns:f=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message/footer\"";
    let footer = format!("<f:Footer {space}>{footer}</f:Footer></message:StructureSpecificData>");
    message("sdmx_unsd.xml").replace("</message:StructureSpecificData>", &footer)
}

#[test]
fn what_a_footer_says_is_told_and_the_data_are_read() {
    let text = "<common:Text xml:lang=\"en\">only a part is here</common:Text>";
    let message = with_footer(&format!(
        "<f:Message code=\"413\" severity=\"Error\">{text}{text}</f:Message>\
         <f:Message code=\"8\" severity=\"Warning\">{text}</f:Message><f:Message code=\"1\">{text}</f:Message>"
    ));
    let (sink, outcome) = read_bytes(message.as_bytes(), &Options::default());
    let notice = |code: &str, severity, text: &str| Notice {
        code: code.to_owned(),
        severity,
        is_error: severity == "error",
        text: text.to_owned(),
    };
    assert_eq!(sink.observations.len(), 3);
    assert_eq!(
        outcome.unwrap().notices,
        [
            notice("413", "error", "only a part is here; only a part is here"),
            notice("8", "warning", "only a part is here"),
            notice("1", "message", "only a part is here"),
        ]
    );
}

#[test]
fn errors_beside_data_of_json_are_told_and_the_data_are_read() {
    let message = message("sdmx_message.json");
    let (plain, outcome) = read_bytes(message.as_bytes(), &Options::default());
    assert_eq!(outcome.unwrap().notices, []);
    let error = "{\"errors\":[{\"code\":413,\"title\":\"only a part is here\"}],";
    let message = message.replacen('{', error, 1);
    let (noted, outcome) = read_bytes(message.as_bytes(), &Options::default());
    let notices: Vec<String> = outcome.unwrap().notices.iter().map(Notice::to_string).collect();
    assert_eq!(notices, ["error 413: only a part is here"]);
    assert_eq!(noted.observations, plain.observations);
}

#[test]
fn what_is_no_data_message_says_what_it_is() {
    let json = "expected a data message of SDMX-JSON, with `dataSets` and, beside them, the `structures` they are of \
                (in 1.0 the `structure`)";
    let data = "which describes data and holds none, expected a data message";
    let space = "\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1";
    for (message, expected) in [
        (
            "{\"meta\":{},\"errors\":[{\"code\":404,\"title\":\"no such flow\"}]}".to_owned(),
            format!("line 1: found an error message of SDMX-JSON: error 404: no such flow, {json}"),
        ),
        (
            "{\"errors\":[{\"code\":413,\"title\":\"too much\"}]}".to_owned(),
            format!("line 1: found an error message of SDMX-JSON: error 413: too much, {json}"),
        ),
        (
            "{\"header\":{}}".to_owned(),
            format!("line 1: found an object with nothing but header, {json}"),
        ),
        (
            "{\"data\":{}}".to_owned(),
            format!("line 1: found an object with nothing but data, {json}"),
        ),
        (
            "{\"meta\":{},\"data\":{\"codelists\":[]}}".to_owned(),
            format!("found a structure message of SDMX-JSON with codelists, {data}"),
        ),
        (
            format!("<m:Structure xmlns:m={space}/message\"/>"),
            format!("found a structure message of SDMX-ML 2.1, {data}"),
        ),
        (
            format!(
                "<m:Error xmlns:m={space}/message\" xmlns:c={space}/common\"><m:ErrorMessage code=\"100\">\
                 <c:Text>no results</c:Text></m:ErrorMessage></m:Error>"
            ),
            "line 1: found an error message of SDMX-ML 2.1: message 100: no results, expected a data message of \
             SDMX-ML 2.1, 3.0 or 3.1"
                .to_owned(),
        ),
    ] {
        assert_eq!(all_told(&message), [format!("error: file: {expected}")], "{message}");
    }
}
