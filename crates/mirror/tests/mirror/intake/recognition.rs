//! Which layout a file has, and what is said of a file that has none.

use super::support::{bytes_of, told};
use entente_mirror::intake::{Layout, Options};

fn error_of(bytes: &[u8], options: &Options) -> String {
    told(bytes, options).pop().unwrap()
}

#[test]
fn every_specimen_is_recognised_by_its_content() {
    let found: Vec<String> = [
        "comtrade_monthly.csv",
        "comtrade_traps.csv",
        "comtrade_reply.json",
        "comtrade_legacy.csv",
        "kz_bns_2019.xls",
        "eurostat_2024_08.csv",
        "imf_dots.csv",
        "armenia.csv",
        "uzbekistan_export.csv",
        "entente.csv",
        "entente.parquet",
    ]
    .map(|name| match Layout::recognise(&bytes_of(name)) {
        Some(layout) => layout.name().to_owned(),
        None => "none".to_owned(),
    })
    .to_vec();
    assert_eq!(
        found,
        [
            "comtrade-csv",
            "comtrade-csv",
            "comtrade-json",
            "comtrade-legacy-csv",
            "kz-bns-workbook",
            "eurostat-csv",
            "imf-dots-csv",
            "armenia-csv",
            "uzbekistan-csv",
            "entente-csv",
            "none",
        ]
    );
}

#[test]
fn a_layout_reads_back_its_name() {
    for layout in Layout::ALL {
        assert_eq!(Layout::parse(layout.name()), Some(layout));
    }
    assert_eq!(Layout::parse("xls"), None);
}

#[test]
fn a_misspelt_column_is_named_with_its_near_miss() {
    assert_eq!(
        error_of(
            b"reporter,partner,flow,period,comodity,value\n",
            &Options::default()
        ),
        "error: file: found \"reporter, partner, flow, period, comodity, value\", expected one of the layouts in \
         docs/formats.md; nearest is entente-csv, which lacks the column commodity (is it \"comodity\"?)"
    );
    let asked = Options {
        layout: Some(Layout::ComtradeCsv),
        ..Options::default()
    };
    assert_eq!(
        error_of(
            b"reporter_code,partner_code,flow_code,cmd_code,period,primary_val\n",
            &asked
        ),
        "error: file: the layout comtrade-csv lacks the column primaryValue (is it \"primary_val\"?)"
    );
}

#[test]
fn a_file_of_another_kind_is_said_to_be_that() {
    let asked = |layout| Options {
        layout: Some(layout),
        ..Options::default()
    };
    assert_eq!(
        error_of(b"reporter,partner\n", &asked(Layout::KzBnsWorkbook)),
        "error: file: found a table of text, expected the layout kz-bns-workbook"
    );
    assert_eq!(
        error_of(b"PK\x03\x04", &Options::default()),
        "error: file: found \"a zip archive (an .xlsx workbook has to be saved as .xls or CSV)\", expected one of \
         the layouts in docs/formats.md"
    );
    assert_eq!(
        error_of(b"", &Options::default()),
        "error: file: found an empty file, expected a table of trade reports"
    );
    assert_eq!(
        error_of(b"<html>", &Options::default()),
        "error: file: found \"<html>\", expected one of the layouts in docs/formats.md"
    );
}

#[test]
fn an_uzbek_table_asks_for_its_flow() {
    assert_eq!(
        error_of(&bytes_of("uzbekistan_export.csv"), &Options::default()),
        "error: file: found no flow in the file, expected the option flow: export or import, for Uzbekistan's \
         tables do not say which they hold"
    );
}

#[test]
fn a_refusal_in_place_of_data_is_repeated() {
    assert_eq!(
        error_of(
            b"{\"statusCode\":401,\"message\":\"Access denied\"}",
            &Options::default()
        ),
        "error: file: found \"Access denied\" and no data, expected a JSON reply with an array \"data\""
    );
    assert_eq!(
        error_of(b"{\"count\":0,\"data\":[],\"error\":\"\"}", &Options::default()),
        "summary: comtrade-json of comtrade, encoding none, rows 0, observations 0, padded 0"
    );
}
