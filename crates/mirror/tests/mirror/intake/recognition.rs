//! Which layout a file has, and what is said of a file that has none.

use super::support::{Transcript, bytes_of, told};
use entente_mirror::intake::{Layout, Options, read};
use entente_trade::Side;
use parquet::basic::{Compression, GzipLevel};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

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

/// The specimen with the codec of every column in its footer replaced.
fn compressed_by(codec: u8) -> Vec<u8> {
    let mut bytes = bytes_of("entente.parquet");
    for name in ["reporter", "partner", "flow", "period", "commodity", "value"] {
        let (before, after) = ([name.as_bytes(), &[0x15, 2]].concat(), [0x15, codec * 2]);
        let at = bytes.windows(before.len()).position(|window| window == before);
        let end = at.unwrap() + before.len();
        bytes[end - 2..end].copy_from_slice(&after);
    }
    bytes
}

#[test]
fn a_compression_that_is_not_read_is_named_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    for (codec, name) in [(4, "brotli"), (5, "lz4"), (7, "lz4"), (3, "lzo")] {
        let path = folder.path().join("table.parquet");
        std::fs::write(&path, compressed_by(codec)).unwrap();
        let options = Options {
            file_name: "table.parquet".to_owned(),
            ..Options::default()
        };
        let error = read(&path, &options, &mut Transcript::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "table.parquet: found a Parquet file compressed with {name}, expected zstd, snappy, gzip or no \
                 compression; write it anew, with pyarrow by pq.write_table(pq.read_table(\"old.parquet\"), \
                 \"new.parquet\", compression=\"zstd\")"
            )
        );
    }
}

#[test]
fn parquet_compressed_with_gzip_is_read() {
    let row = ["KAZ", "SRB", "export", "2018", "TOTAL", "7"];
    let schema = "message own { required binary reporter (UTF8); required binary partner (UTF8); \
        required binary flow (UTF8); required binary period (UTF8); required binary commodity (UTF8); \
        required binary value (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let gzip = Compression::GZIP(GzipLevel::default());
    let properties = Arc::new(WriterProperties::builder().set_compression(gzip).build());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.parquet");
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for value in row {
        let mut column = group.next_column().unwrap().unwrap();
        let values = [ByteArray::from(value)];
        let typed = column.typed::<ByteArrayType>();
        typed.write_batch(&values, None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    let mut sink = Transcript::default();
    read(&path, &Options::default(), &mut sink).unwrap();
    assert_eq!(sink.lines, ["1: entente X KAZ SRB 2018 TOTAL HS USD 7"]);
}

#[test]
fn a_folder_is_said_to_be_one() {
    let options = Options {
        file_name: "reports".to_owned(),
        ..Options::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let error = read(folder.path(), &options, &mut Transcript::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "reports: found a folder, expected a file; name the files in it"
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
    let packed = b"\x1F\x8B\x08\x08\xC1\xCD\x09k\x00\x03x.csv\x00\xD5\x97";
    assert_eq!(
        error_of(packed, &Options::default()),
        "error: file: found \"a file packed with gzip (unpack it first, as by gunzip)\", expected one of the layouts \
         in docs/formats.md"
    );
    assert_eq!(
        error_of(packed, &asked(Layout::EntenteCsv)),
        "error: file: found a file packed with gzip (unpack it first, as by gunzip), expected the layout entente-csv"
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
fn a_column_that_stands_twice_in_a_header_is_refused_with_both_places() {
    let uzbek = Options {
        flow: Some(Side::Export),
        ..Options::default()
    };
    for (header, found) in [
        (
            "reporterCode,flowCode,partnerCode,cmdCode,primaryValue,period,netWgt,net_wgt\n",
            "\"netWgt\" as column 7 and \"net_wgt\" as column 8",
        ),
        (
            "Year,Classification,Reporter Code,Trade Flow Code,Partner Code,Commodity Code,Trade Value (US$),Year\n",
            "\"Year\" as column 1 and \"Year\" as column 8",
        ),
        (
            "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR,Value in EUR\n",
            "\"VALUE_IN_EUR\" as column 7 and \"Value in EUR\" as column 8",
        ),
        (
            "exporter,importer,year,year,export_fob_usd_reported_by_exporter,import_cif_usd_reported_by_importer\n",
            "\"year\" as column 3 and \"year\" as column 4",
        ),
        (
            "country,export,export,import_consigment,import_origin,timeperiod,year\n",
            "\"export\" as column 2 and \"export\" as column 3",
        ),
        (
            "Code,Klassifikator_ru,Klassifikator_en,2018,code\n",
            "\"Code\" as column 1 and \"code\" as column 5",
        ),
        (
            "Code,Klassifikator_ru,Klassifikator_en,2018,2019,2018\n",
            "\"2018\" as column 4 and \"2018\" as column 6",
        ),
        (
            "reporter;partner;flow;period;commodity;value;value\n",
            "\"value\" as column 6 and \"value\" as column 7",
        ),
    ] {
        assert_eq!(
            error_of(header.as_bytes(), &uzbek),
            format!("error: file: found {found} of the header, expected each column that is read once")
        );
    }
}

#[test]
fn a_column_that_is_not_read_may_stand_twice() {
    let passed_over =
        b"reporter,remark,partner,flow,period,commodity,value,remark\nKAZ,a,SRB,X,2018,TOTAL,7,b\n";
    assert_eq!(
        told(passed_over, &Options::default()),
        [
            "2: entente X KAZ SRB 2018 TOTAL HS USD 7",
            "summary: entente-csv of entente, encoding UTF-8, rows 1, observations 1, padded 0"
        ]
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
