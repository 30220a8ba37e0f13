//! SDMX out of a home: what is written is read back, and says what the books say.

use std::collections::BTreeMap;

use sdmx::Standard;
use sdmx::data::{Event, Kind, Options, Reader};
use sdmx::model::{Class, Structures, Urn, Version};
use sdmx::structure::{Limits, read_message};

use super::support::{demo, empty_home, json, own_file, run, text};

pub(crate) const DATA: [(&str, Standard); 9] = [
    ("sdmx-csv", Standard::Csv2_0),
    ("sdmx-csv-1.0", Standard::Csv1_0),
    ("sdmx-csv-2.1", Standard::Csv2_1),
    ("sdmx-json", Standard::Json2_0),
    ("sdmx-json-1.0", Standard::Json1_0),
    ("sdmx-json-2.1", Standard::Json2_1),
    ("sdmx-ml", Standard::Ml3_0),
    ("sdmx-ml-2.1", Standard::Ml2_1),
    ("sdmx-ml-generic", Standard::Ml2_1Generic),
];

/// The bytes of an export that succeeds.
pub(crate) fn exported(arguments: &[&str]) -> Vec<u8> {
    let fixed = ["--prepared", "2026-11-27T12:00:00Z"];
    let output = run(&[&["export"], arguments, &fixed].concat());
    assert_eq!(
        (output.status.code(), text(&output.stderr)),
        (Some(0), String::new())
    );
    output.stdout
}

/// The rows of a message, sorted: the dataflow, then every value told with its component.
pub(crate) fn rows(message: &[u8], standard: Standard) -> Vec<String> {
    let options = Options {
        standard: Some(standard),
        ..Options::default()
    };
    let (mut reader, mut rows) = (Reader::new(message, options), Vec::new());
    while let Some(event) = reader.next() {
        if event.unwrap() != Event::Row {
            continue;
        }
        let values: BTreeMap<&str, &str> = reader
            .shape()
            .components
            .iter()
            .enumerate()
            .filter(|(_, component)| component.kind != Kind::Custom)
            .filter_map(|(at, component)| Some((component.id.as_str(), reader.row().value(at).text()?)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        rows.push(format!("{} {values:?}", reader.head().structure));
    }
    assert_eq!(reader.standard(), Some(standard));
    rows.sort();
    rows
}

#[test]
fn a_record_becomes_a_row_for_each_of_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = folder.path().join("own.csv").display().to_string();
    std::fs::write(
        &file,
        "reporter,partner,flow,period,commodity,value,currency,edition,attribution,net_weight_kg,quantity,quantity_unit\n\
         KAZ,SRB,export,2015-04,270900,150.25,USD,H4,last_known_destination,12.5,7,5\n\
         SRB,KAZ,import,2015-04,270900,160,EUR,H4,consignment,,,\n",
    )
    .unwrap();
    let import = run(&["import", &file, "--vintage", "2016-01-02", "--home", &home]);
    assert!(import.status.success(), "{}", text(&import.stderr));
    let expected = "\
STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COMMODITY_CUSTOM_BREAKDOWN,\
COUNTERPART_AREA_1,COUNTERPART_AREA_2,TRANSPORT_MODE_BORDER,CUSTOMS_PROC,ACTIVITY,TRANSFORMATION,MEASURE,\
TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE,OBS_STATUS,COUNTERPART_AREA_1_TYPE,VALUATION,CURRENCY,VINTAGE,\
VINTAGE_BASIS
dataflow,ENTENTE:IMTS_ENTENTE(1.0.0),I,M,KAZ,X,HS12_270900,0,SRB,W00,0,C00,_T,N,VALUE,2015-04,150.25,0,CUR,A,\
DESTINATION,_U,USD,2016-01-02,STATED
dataflow,ENTENTE:IMTS_ENTENTE(1.0.0),I,M,KAZ,X,HS12_270900,0,SRB,W00,0,C00,_T,N,NET_WEIGHT,2015-04,12.5,0,Q8,A,\
DESTINATION,,,2016-01-02,STATED
dataflow,ENTENTE:IMTS_ENTENTE(1.0.0),I,M,KAZ,X,HS12_270900,0,SRB,W00,0,C00,_T,N,QUANTITY,2015-04,7,0,Q5,A,\
DESTINATION,,,2016-01-02,STATED
dataflow,ENTENTE:IMTS_ENTENTE(1.0.0),I,M,SRB,M,HS12_270900,0,W00,KAZ,0,C00,_T,N,VALUE,2015-04,160,0,CUR,A,\
CONSIGNMENT,_U,EUR,2016-01-02,STATED
";
    let all = exported(&["--home", &home]);
    assert_eq!(text(&all).replace('\r', ""), expected);
    assert_eq!(exported(&["KAZ", "SRB", "--home", &home]), all);
}

#[test]
fn the_newest_release_is_told_and_an_earlier_one_as_of_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    for (name, value, vintage) in [("a.csv", "10", "2016-01-01"), ("b.csv", "12", "2017-01-01")] {
        let file = own_file(
            folder.path(),
            name,
            &format!("KAZ,SRB,export,2015,TOTAL,{value},USD\n"),
        );
        assert!(
            run(&["import", &file, "--vintage", vintage, "--home", &home])
                .status
                .success()
        );
    }
    let value = |arguments: &[&str]| {
        let told = text(&exported(&[&["KAZ", "SRB", "--home", &home], arguments].concat()));
        let values = told
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(16).unwrap().to_owned());
        values.collect::<Vec<_>>()
    };
    assert_eq!(value(&[]), ["12"]);
    assert_eq!(value(&["--as-of", "2016-06-30"]), ["10"]);
    assert_eq!(value(&["--freq", "A", "--from", "2015"]), ["12"]);
}

#[test]
fn every_format_reads_back_as_the_same_rows_with_the_figures_of_the_books() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let asked = ["KAZ", "SRB", "--source", "imf-dots", "--home", &home];
    let of = |format: &str| exported(&[&asked[..], &["--format", format]].concat());
    let expected = rows(&of("sdmx-csv"), Standard::Csv2_0);
    for (format, standard) in DATA {
        let message = of(format);
        assert_eq!(rows(&message, standard), expected, "{format}");
        assert_eq!(of(format), message, "{format}");
    }
    let mirrored = json(&[
        "mirror", "KAZ", "SRB", "--source", "imf-dots", "--output", "json", "--home", &home,
    ]);
    let figures = |field: &str| mirrored.iter().filter(|row| !row[field].is_null()).count();
    assert_eq!(expected.len(), figures("export_value") + figures("import_value"));
    for row in &mirrored {
        for (field, reporter, flow) in [("export_value", "KAZ", "X"), ("import_value", "SRB", "M")] {
            let told = [
                format!("\"REF_AREA\": \"{reporter}\""),
                format!("\"TRADE_FLOW\": \"{flow}\""),
                format!("\"TIME_PERIOD\": {}", row["period"]),
                format!("\"OBS_VALUE\": \"{}\"", row[field]),
            ];
            let found = expected
                .iter()
                .any(|row| told.iter().all(|part| row.contains(part)));
            assert_eq!(found, !row[field].is_null(), "{told:?}\n{expected:#?}");
        }
    }
}

#[test]
fn all_sources_and_pairs_read_back_alike_from_every_format_that_holds_several() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let of = |format: &str| {
        exported(&[
            "--from", "2015", "--to", "2016", "--home", &home, "--format", format,
        ])
    };
    let expected = rows(&of("sdmx-csv"), Standard::Csv2_0);
    let sources: std::collections::BTreeSet<&str> =
        expected.iter().filter_map(|row| row.split(' ').next()).collect();
    assert!(sources.len() > 1, "{sources:?}");
    for (format, standard) in DATA
        .into_iter()
        .filter(|(_, standard)| *standard != Standard::Json1_0)
    {
        assert!(rows(&of(format), standard) == expected, "{format}");
    }
    let one = run(&["export", "--home", &home, "--format", "sdmx-json-1.0"]);
    assert_eq!(one.status.code(), Some(2));
    assert!(
        text(&one.stderr)
            .starts_with("error: an SDMX-JSON 1.0 message holds one dataflow\n  hint: name one of "),
        "{}",
        text(&one.stderr)
    );
}

fn structures(format: &str, standard: Standard) -> Structures {
    let message = exported(&["--structures", "--format", format]);
    let message = read_message(Some(standard), message.as_slice(), Limits::default()).unwrap();
    message.structures
}

#[test]
fn the_structures_read_back_with_the_dimensions_of_the_un_s_compact_form() {
    let urn = |class, id| Urn::new(class, "ENTENTE", id, Version::new(1, 0, 0));
    let mut lists = Vec::new();
    for (format, standard) in DATA.into_iter().filter(|(name, _)| !name.contains("csv")) {
        let found = structures(format, standard);
        let dsd = found.dsd(&urn(Class::DataStructure, "IMTS")).unwrap();
        assert_eq!(
            dsd.dimension_ids().collect::<Vec<_>>(),
            [
                "FREQ",
                "REF_AREA",
                "TRADE_FLOW",
                "COMMODITY_1",
                "COMMODITY_CUSTOM_BREAKDOWN",
                "COUNTERPART_AREA_1",
                "COUNTERPART_AREA_2",
                "TRANSPORT_MODE_BORDER",
                "CUSTOMS_PROC",
                "ACTIVITY",
                "TRANSFORMATION",
                "MEASURE",
                "TIME_PERIOD"
            ],
            "{format}"
        );
        assert_eq!(
            found.structure_maps().count(),
            usize::from(standard.is_three()),
            "{format}"
        );
        assert_eq!(found.dataflows().count(), 7, "{format}");
        let codes = found
            .codelists()
            .map(|list| (list.artefact.id.clone(), list.codes.clone()));
        lists.push(codes.collect::<BTreeMap<_, _>>());
    }
    assert!(lists.iter().all(|list| *list == lists[0]));
    let has = |list: &str, code: &str| lists[0][list].iter().any(|found| found.item.id == code);
    assert!(has("CL_COMMODITY", "HS22_010121") && has("CL_AREA", "KAZ") && has("CL_CUSTOMS_PROC", "C00"));
    for (id, codes) in &lists[0] {
        let ids: std::collections::BTreeSet<&str> = codes.iter().map(|code| code.item.id.as_str()).collect();
        assert_eq!(ids.len(), codes.len(), "{id} has a code twice");
    }
}

#[test]
fn structures_have_no_form_in_csv() {
    let output = run(&["export", "--structures"]);
    assert_eq!(
        (output.status.code(), text(&output.stderr)),
        (
            Some(2),
            "error: SDMX-CSV has no structure messages\n  hint: take --format sdmx-ml or sdmx-json\n"
                .to_owned()
        )
    );
}

#[test]
fn a_file_appears_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("imts.xml").display().to_string();
    assert_eq!(
        exported(&["--structures", "--format", "sdmx-ml", "--out", &out]),
        b""
    );
    assert_eq!(
        std::fs::read(&out).unwrap(),
        exported(&["--structures", "--format", "sdmx-ml"])
    );
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
}
