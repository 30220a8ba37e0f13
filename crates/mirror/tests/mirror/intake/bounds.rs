//! Hostile files: bounds hold, and what was told before stands.

use super::support::{Transcript, read_bytes, told};
use entente_mirror::intake::{Limits, Options, read_stream};

const HEADER: &str = "reporter,partner,flow,period,commodity,value\n";

fn bounded(limits: Limits) -> Options {
    Options {
        limits,
        ..Options::default()
    }
}

#[test]
fn a_quote_that_is_never_closed_costs_a_row_and_no_memory() {
    let text = format!(
        "{HEADER}KAZ,SRB,X,2018,TOTAL,1\nKAZ,\"SRB,X,2018,TOTAL,1\n{}",
        "x".repeat(3_000_000)
    );
    assert_eq!(
        told(text.as_bytes(), &Options::default()),
        [
            "2: entente X KAZ SRB 2018 TOTAL HS USD 1",
            "reject structure: line 3, row: found \"a quote that is never closed\", expected a closing quote; the row reaches from line 3 to line 4 within quotes, and none of \
             these lines was read as a row of its own",
            "summary: entente-csv of entente, encoding UTF-8, rows 2, observations 1, padded 0, reject structure 1",
        ]
    );
}

#[test]
fn a_long_field_and_many_columns_cost_their_row() {
    let limits = Limits {
        field_bytes: 10,
        columns: 8,
        ..Limits::default()
    };
    let text = format!(
        "{HEADER}KAZ,SRB,X,2018,TOTAL,10000000000\n{}\nKAZ,SRB,X,2018,TOTAL,1\n",
        ",1".repeat(20)
    );
    assert_eq!(
        told(text.as_bytes(), &bounded(limits)),
        [
            "reject structure: line 2, row: found \"a row beyond the bound of its field\", expected fields of at most \
             10 bytes (a quote not closed?)",
            "reject structure: line 3, row: found \"a row beyond the bound of its columns\", expected at most 8 columns",
            "4: entente X KAZ SRB 2018 TOTAL HS USD 1",
            "summary: entente-csv of entente, encoding UTF-8, rows 3, observations 1, padded 0, reject structure 2",
        ]
    );
}

#[test]
fn a_workbook_and_a_table_to_be_held_stop_at_their_bounds() {
    let limits = Limits {
        workbook_bytes: 1000,
        held_rows: 2,
        ..Limits::default()
    };
    let error = |name| {
        told(&super::support::bytes_of(name), &bounded(limits))
            .pop()
            .unwrap()
    };
    assert_eq!(
        error("kz_bns_2019.xls"),
        "error: file: found more than 1000 bytes in a workbook"
    );
    assert_eq!(
        error("armenia.csv"),
        "error: file: found more than 2 cells in a national table"
    );
    assert_eq!(
        error("imf_dots.csv"),
        "error: file: found more than 2 lines of pairs"
    );
}

/// Writes over the first place after `from` where the bytes stand, `past` bytes further on.
fn overwritten(mut bytes: Vec<u8>, record: &[u8], past: usize, with: &[u8]) -> Vec<u8> {
    let found = bytes.windows(record.len()).position(|window| window == record);
    let at = found.unwrap() + past;
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

#[test]
fn a_workbook_whose_sectors_lead_in_a_circle_is_damaged() {
    let mut bytes = super::support::bytes_of("kz_bns_2019.xls");
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let (table, directory) = (number(76), number(48));
    let entry = (table as usize + 1) * 512 + directory as usize * 4;
    bytes[entry..entry + 4].copy_from_slice(&directory.to_le_bytes());
    assert_eq!(
        told(&bytes, &Options::default()),
        ["error: file: found sectors that lead back to themselves, expected an undamaged .xls workbook"]
    );
}

#[test]
fn a_workbook_that_claims_more_cells_than_the_bound_is_not_believed() {
    let dimensions = b"\x00\x02\x0e\x00";
    let number = b"\x03\x02\x0e\x00";
    for (record, with) in [
        (dimensions, b"\x00\x00\x00\x00\xff\xff\xff\xff".as_slice()),
        (dimensions, b"\xff\xff\x00\x00\x01\x00\x00\x00"),
        (number, b"\xff\xff\xff\xff"),
    ] {
        let bytes = overwritten(super::support::bytes_of("kz_bns_2019.xls"), record, 4, with);
        assert_eq!(
            told(&bytes, &Options::default()),
            ["error: file: found more than 1000000 cells in a workbook"]
        );
    }
}

#[test]
fn json_without_an_end_is_an_error_and_its_depth_no_danger() {
    let deep = format!("{{\"data\":[{{\"reporterCode\":{}", "[".repeat(3_000_000));
    let error = told(deep.as_bytes(), &Options::default()).pop().unwrap();
    assert!(error.contains("a record without an end"), "{error}");
    let cut = br#"{"data":[{"reporterCode":398,"partnerCode":688,"flowCode":"X","cmdCode":"TOTAL","period":"2018","primaryValue":1},"#;
    let (sink, outcome) = read_bytes(cut, &Options::default());
    assert_eq!(sink.lines, ["1: comtrade X KAZ SRB 2018 TOTAL HS USD 1"]);
    assert_eq!(
        outcome.unwrap_err().to_string(),
        "file: line 1: found EOF while parsing a value at line 1 column 114, expected a JSON reply with an array \"data\""
    );
}

#[test]
fn a_record_of_a_reply_that_tells_a_column_twice_is_rejected() {
    let record = |more: &str| {
        format!(
            "{{\"reporterCode\":398,\"partnerCode\":688,\"flowCode\":\"X\",\"cmdCode\":\"TOTAL\",\
             \"period\":\"2018\",\"primaryValue\":5{more}}}"
        )
    };
    let twice = record(",\"primaryValue\":9");
    let reply = format!("{{\"data\":[{twice},{}]}}", record(",\"note\":1,\"note\":2"));
    let (sink, outcome) = read_bytes(reply.as_bytes(), &Options::default());
    assert!(outcome.is_ok());
    assert_eq!(
        sink.lines,
        [
            "reject structure: line 1, primaryValue: found \"9\", expected \"primaryvalue\" once in a record",
            "2: comtrade X KAZ SRB 2018 TOTAL HS USD 5"
        ]
    );
}

#[test]
fn a_sink_that_stops_ends_the_reading() {
    let text = format!("{HEADER}{}", "KAZ,SRB,X,2018,TOTAL,1\n".repeat(5));
    let mut sink = Transcript {
        stop_after: Some(2),
        ..Transcript::default()
    };
    let error = read_stream(&mut text.as_bytes(), &Options::default(), &mut sink).unwrap_err();
    assert_eq!(error.problem.to_string(), "stopped before the end of the file");
    assert_eq!(sink.observations.len(), 2);
}

#[test]
fn progress_grows_to_the_length_of_the_file() {
    let text = format!("{HEADER}{}", "KAZ,SRB,X,2018,TOTAL,1\n".repeat(20_000));
    let (sink, _) = read_bytes(text.as_bytes(), &Options::default());
    assert!(sink.progress.len() > 2 && sink.progress.is_sorted());
    assert_eq!(sink.progress.last(), Some(&(text.len() as u64)));
}
