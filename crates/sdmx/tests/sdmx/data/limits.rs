//! What asks for too much of memory is refused, and where every format's bounds lie.

use sdmx::data::{Limits, Options, Reader};

use super::support::{read_all, told};

fn limited(message: &str, change: impl FnOnce(&mut Limits)) -> String {
    let mut options = Options::default();
    change(&mut options.limits);
    told(message.as_bytes(), options)
}

const HEADER: &str = "STRUCTURE,STRUCTURE_ID,ACTION,AREA,OBS_VALUE\n";
const ML: &str =
    "<m:StructureSpecificData xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message\">";

#[test]
fn a_record_that_is_too_long_ends_the_message() {
    let record = format!("{HEADER}dataflow,XX:F(1.0.0),M,\"{}", "x".repeat(200));
    assert_eq!(
        limited(&record, |limits| limits.record = 100),
        "SDMX-CSV 2.1\nfault: line 2: found a longer record, expected a record of at most 100 bytes\n"
    );
}

#[test]
fn too_many_columns_are_refused() {
    assert_eq!(
        limited(HEADER, |limits| limits.components = 3),
        "no format\nfault: line 1: found 5 columns, expected at most 3\n"
    );
}

#[test]
fn deep_nesting_is_refused() {
    let xml = format!("{ML}{}", "<m:x>".repeat(100));
    assert_eq!(
        limited(&xml, |_| ()),
        "no format\nfault: line 1: found no header, expected a header first\n"
    );
    let header = format!("{ML}<m:Header>{}", "<m:x>".repeat(100));
    assert_eq!(
        limited(&header, |_| ()),
        "no format\nfault: line 1: found one more, expected at most 64 elements within each other\n"
    );
    let json = format!("{{\"x\":{}", "[".repeat(100));
    assert_eq!(
        limited(&json, |_| ()),
        "no format\nfault: line 1: found one more, expected at most 64 brackets within each other\n"
    );
}

#[test]
fn many_attributes_and_long_ones_are_refused() {
    let many: String = (0..10).map(|number| format!(" a{number}=\"\"")).collect();
    assert_eq!(
        limited(&format!("{ML}<m:Header{many}/>"), |limits| limits.components = 9),
        "no format\nfault: line 1: found one more, expected at most 9 attributes\n"
    );
    let long = format!("{ML}<m:Header a=\"{}\"/>", "x".repeat(300));
    assert_eq!(
        limited(&long, |limits| limits.record = 200),
        "no format\nfault: line 1: found a longer one, expected a tag or text of at most 200 bytes\n"
    );
}

#[test]
fn types_entities_and_undeclared_prefixes_are_refused() {
    let faults = [
        "<!DOCTYPE x [<!ENTITY a \"b\">]><x/>",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><x/>",
        "<n:x/>",
        "<x n:a=\"\"/>",
        "<x>&a;",
        "<x a=\"&a;\"/>",
        "<x></y>",
        "<x a=\"1\" a=\"2\"/>",
    ]
    .map(|xml| limited(xml, |_| ()));
    assert_eq!(
        faults,
        [
            "no format\nfault: line 1: found a document type, expected a document without one\n",
            "no format\nfault: line 1: found another encoding, expected UTF-8\n",
            "no format\nfault: line 1: found the prefix n, expected a prefix that is declared\n",
            "no format\nfault: line 1: found the prefix n, expected a prefix that is declared\n",
            "no format\nfault: line 1: found x of , expected a data message of SDMX-ML 2.1, 3.0 or 3.1\n",
            "no format\nfault: line 1: found at 1..2: unrecognized entity `a`, expected text as XML has it\n",
            "no format\nfault: line 1: found x of , expected a data message of SDMX-ML 2.1, 3.0 or 3.1\n",
            "no format\nfault: line 1: found position 8: duplicated attribute, previous declaration at position 2, \
             expected attributes as XML has them\n",
        ]
    );
}

#[test]
fn a_message_that_cannot_be_read_twice_is_held_up_to_a_limit() {
    let message = format!("{{\"x\":\"{}\"}}", "x".repeat(100));
    let mut options = Options::default();
    options.limits.held = 50;
    let (_, faults) = read_all(Reader::new(message.as_bytes(), options));
    assert_eq!(
        faults[0].to_string(),
        "byte 0: found a longer message, expected at most 50 bytes of a message that is held"
    );
}

#[test]
fn all_faults_are_given_however_many_there_are() {
    let rows = "x,XX:F(1.0.0),M,KZ,1\n".repeat(2_500);
    let message = format!("{HEADER}{rows}dataflow,XX:F(1.0.0),M,KZ,1\n");
    let (datasets, faults) = read_all(Reader::new(message.as_bytes(), Options::default()));
    let lines: Vec<u64> = faults.iter().map(|fault| fault.position.line).collect();
    assert_eq!(lines, (2..2_502).collect::<Vec<u64>>());
    // What is right behind them is read too.
    let rows = datasets.iter().map(|dataset| dataset.rows.len());
    assert_eq!(rows.collect::<Vec<_>>(), [1]);
}

#[test]
fn faults_that_are_held_are_bounded_as_structures_are() {
    let message = format!("{{\"dataSets\":[{}1]}}", "1,".repeat(100));
    let faults = limited(&message, |limits| limits.held = 2_000);
    assert_eq!(
        faults,
        "no format\nfault: line 1: found no object, expected an object as a dataset\n"
    );
}

#[test]
fn what_a_message_teaches_is_bounded() {
    let header = "<m:Header><m:Structure structureID=\"S\" dimensionAtObservation=\"AllDimensions\"><c:Structure>\
                  urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=XX:D(1.0.0)</c:Structure></m:Structure></m:Header>\
                  <m:DataSet>";
    let root = ML.replace('>', " xmlns:c=\"c\">");
    let components: String = (0..9).map(|number| format!("<Obs A{number}=\"\"/>")).collect();
    assert_eq!(
        limited(
            &format!("{root}{header}{components}</m:DataSet></m:StructureSpecificData>"),
            |limits| {
                limits.components = 8;
            }
        )
        .lines()
        .last()
        .unwrap(),
        "end"
    );
    let faults = limited(&format!("{root}{header}{components}"), |limits| {
        limits.components = 8
    });
    let faults: Vec<&str> = faults.lines().filter(|line| line.starts_with("fault")).collect();
    assert_eq!(
        faults,
        [
            "fault: line 1: A8: found one more component, expected at most 8",
            "fault: line 1: found the end of the document, expected the end of 2 elements",
        ]
    );
    let values = format!(
        "{root}{header}<Obs><Comp id=\"A\">{}",
        "<Value>x</Value>".repeat(100)
    );
    assert_eq!(
        limited(&values, |limits| limits.record = 400)
            .lines()
            .last()
            .unwrap(),
        "fault: line 1: found a longer series or observation, expected at most 400 bytes"
    );
    let names = format!("{ML}<m:Header>{}", "<m:Name>x</m:Name>".repeat(100));
    assert_eq!(
        limited(&names, |limits| limits.record = 400),
        "no format\nfault: line 1: Header: found a longer header, expected at most 400 bytes\n"
    );
}
