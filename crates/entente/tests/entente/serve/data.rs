//! Data: which rows are told for a question, in which columns and in which order.

use std::collections::BTreeMap;

use sdmx::Standard;

use super::super::exports::{DATA, exported, rows};
use super::super::support::demo;
use super::client::{Served, home_of};

/// Two series of months, one of a year, and one of the other side.
const ROWS: &str = "KAZ,SRB,export,2015-04,270900,150.25,USD,H4,last_known_destination,12.5,,\n\
                    KAZ,SRB,export,2015-05,270900,160,USD,H4,last_known_destination,13,,\n\
                    KAZ,SRB,export,2015-06,270900,9,USD,H4,last_known_destination,,,\n\
                    KAZ,SRB,export,2015,TOTAL,2000,USD,,,,,\n\
                    SRB,KAZ,import,2015-04,270900,170,EUR,H4,consignment,,,\n";
const FLOW: &str = "dataflow/ENTENTE/IMTS_ENTENTE/1.0.0";

/// Of each row of a table the reporter, flow, measure, period and value.
fn short(table: &str) -> String {
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let wanted = ["REF_AREA", "TRADE_FLOW", "MEASURE", "TIME_PERIOD", "OBS_VALUE"];
    let row = |line: &str| {
        let cells: BTreeMap<&str, &str> = names.iter().copied().zip(line.split(',')).collect();
        let cell = |name: &&str| cells.get(name).copied().unwrap_or("–");
        wanted.iter().map(cell).collect::<Vec<_>>().join(" ")
    };
    lines.map(row).collect::<Vec<_>>().join("\n")
}

const TOTAL: &str = "KAZ X VALUE 2015 2000";
const VALUES: [&str; 3] = [
    "KAZ X VALUE 2015-04 150.25",
    "KAZ X VALUE 2015-05 160",
    "KAZ X VALUE 2015-06 9",
];
const WEIGHTS: [&str; 2] = ["KAZ X NET_WEIGHT 2015-04 12.5", "KAZ X NET_WEIGHT 2015-05 13"];
const IMPORT: &str = "SRB M VALUE 2015-04 170";

fn all() -> Vec<&'static str> {
    [&[TOTAL][..], &VALUES, &WEIGHTS, &[IMPORT]].concat()
}

#[test]
fn every_format_tells_what_an_export_of_the_same_records_tells() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let served = Served::new(&home, &[]);
    let expected = exported(&["--source", "comtrade", "--home", &home]);
    let expected = rows(&expected, Standard::Csv2_0);
    let two = "/sdmx/v2/data/dataflow/ENTENTE/IMTS_COMTRADE/1.0.0/";
    let one = "/sdmx/v1/data/ENTENTE%2CIMTS_COMTRADE%2C1.0.0/all/all/";
    for (path, accept, media_type, standard) in [
        (
            two,
            "application/vnd.sdmx.data+csv;version=2.0.0",
            "",
            Standard::Csv2_0,
        ),
        (
            two,
            "application/vnd.sdmx.data+csv;version=2.1.0",
            "",
            Standard::Csv2_1,
        ),
        (
            two,
            "application/vnd.sdmx.data+json;version=2.0.0",
            "",
            Standard::Json2_0,
        ),
        (
            two,
            "",
            "application/vnd.sdmx.data+json;version=2.1.0",
            Standard::Json2_1,
        ),
        (
            two,
            "*/*",
            "application/vnd.sdmx.data+xml;version=3.0.0",
            Standard::Ml3_0,
        ),
        (
            one,
            "",
            "application/vnd.sdmx.genericdata+xml;version=2.1",
            Standard::Ml2_1Generic,
        ),
        (
            one,
            "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
            "",
            Standard::Ml2_1,
        ),
        (
            one,
            "application/vnd.sdmx.data+json;version=1.0.0",
            "",
            Standard::Json1_0,
        ),
        (
            one,
            "application/vnd.sdmx.data+csv;version=1.0.0",
            "",
            Standard::Csv1_0,
        ),
    ] {
        let headers = [("Accept", accept)];
        let answer = served.ask("GET", path, if accept.is_empty() { &[] } else { &headers });
        let media_type = if media_type.is_empty() { accept } else { media_type };
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type));
        assert!(rows(&answer.body, standard) == expected, "{standard}");
    }
    assert_eq!(DATA.len(), 9);
}

#[test]
fn a_format_can_be_named_in_the_query_too() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    for (format, media_type) in [
        ("csv", "application/vnd.sdmx.data+csv;version=2.0.0"),
        ("xml", "application/vnd.sdmx.data+xml;version=3.0.0"),
        (
            "application/vnd.sdmx.data%2Bcsv;version=2.1.0",
            "application/vnd.sdmx.data+csv;version=2.1.0",
        ),
    ] {
        let answer = served.get(&format!("/sdmx/v2/data/{FLOW}?format={format}"));
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, media_type),
            "{format}"
        );
    }
}

#[test]
fn a_key_chooses_rows_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let months = [&VALUES[..], &WEIGHTS].concat();
    let values = [&[TOTAL][..], &VALUES, &[IMPORT]].concat();
    for (key, expected) in [
        ("", all()),
        ("/*", all()),
        ("/", all()),
        ("/M.KAZ", months.clone()),
        ("/M.KAZ.*.*/", months.clone()),
        ("/M.KAZ..........", months.clone()),
        ("/%2A.KAZ%2BSRB.*.*.*.*.*.*.*.*.*.VALUE", values.clone()),
        ("/*.KAZ+SRB.*.*.*.*.*.*.*.*.*.VALUE", values.clone()),
        ("/A,M.SRB", vec![TOTAL, IMPORT]),
        ("/A%2CM.SRB", vec![TOTAL, IMPORT]),
        ("/*.*.*.*.*.SRB", [&[TOTAL][..], &months].concat()),
        ("/*.*.M.*.*.W00.KAZ", vec![IMPORT]),
        (
            "/*.*.*.HS12_270900.0.SRB.W00.0.C00._T.N.NET_WEIGHT",
            WEIGHTS.to_vec(),
        ),
    ] {
        assert_eq!(
            short(&served.csv(&format!("{FLOW}{key}"))),
            expected.join("\n"),
            "{key}"
        );
    }
    // The context, the agency and the version may be left open, and a raw plus is one.
    for flow in [
        "*/ENTENTE/IMTS_ENTENTE/+",
        "dataflow/*/IMTS_ENTENTE",
        "datastructure/ENTENTE/IMTS/~",
        "*",
        "",
    ] {
        assert_eq!(short(&served.csv(flow)), all().join("\n"), "{flow}");
    }
    for unknown in ["M.ZZZ", "Q", "M.KAZ.*.HS12_000000"] {
        assert_eq!(
            served.get(&format!("/sdmx/v2/data/{FLOW}/{unknown}")).status,
            204,
            "{unknown}"
        );
    }
}

#[test]
fn filters_choose_rows_by_any_component() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    for (filter, expected) in [
        ("c[REF_AREA]=SRB", vec![IMPORT]),
        ("c%5BREF_AREA%5D=SRB%2CRUS", vec![IMPORT]),
        (
            "c[TIME_PERIOD]=ge:2015-05",
            vec![VALUES[1], VALUES[2], WEIGHTS[1]],
        ),
        (
            "c%5BTIME_PERIOD%5D=ge%3A2015-04%2Ble%3A2015-05&c[MEASURE]=ne:NET_WEIGHT",
            vec![VALUES[0], VALUES[1], IMPORT],
        ),
        ("c[OBS_VALUE]=gt:150.25+lt:2000", vec![VALUES[1], IMPORT]),
        ("c[CURRENCY]=EUR", vec![IMPORT]),
        ("c[COMMODITY_1]=sw:HS12_27&c[UNIT_MEASURE]=Q8", WEIGHTS.to_vec()),
        ("c[COUNTERPART_AREA_1]=W00", vec![IMPORT]),
        ("c[COUNTERPART_AREA_2]=KAZ", vec![IMPORT]),
        ("c[FREQ]=A", vec![TOTAL]),
        ("c[VINTAGE]=2016-01-02&c[MEASURE]=NET_WEIGHT", WEIGHTS.to_vec()),
    ] {
        assert_eq!(
            short(&served.csv(&format!("{FLOW}?{filter}"))),
            expected.join("\n"),
            "{filter}"
        );
    }
    let old = |query: &str| {
        let path = format!("/sdmx/v1/data/IMTS_ENTENTE/{query}");
        let answer = served.ask(
            "GET",
            &path,
            &[("Accept", "application/vnd.sdmx.data+csv;version=1.0.0")],
        );
        assert_eq!(answer.status, 200, "{}", answer.text());
        short(&answer.text())
    };
    assert_eq!(
        old("M.KAZ..........VALUE?startPeriod=2015-05&endPeriod=2015"),
        [VALUES[1], VALUES[2]].join("\n")
    );
    assert_eq!(
        old("M.KAZ+SRB..........VALUE/all/?endPeriod=2015-04"),
        [VALUES[0], IMPORT].join("\n")
    );
}

#[test]
fn series_can_be_cut_and_rows_be_counted_off_and_put_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let [april, may, june] = VALUES;
    let [light, heavy] = WEIGHTS;
    for (query, expected) in [
        ("firstNObservations=1", vec![TOTAL, april, light, IMPORT]),
        ("lastNObservations=1", vec![TOTAL, june, heavy, IMPORT]),
        (
            "firstNObservations=1&lastNObservations=1&c[MEASURE]=VALUE&c[FREQ]=M",
            vec![april, june, IMPORT],
        ),
        ("limit=2", vec![TOTAL, april]),
        ("offset=5", vec![heavy, IMPORT]),
        ("offset=1&limit=3", VALUES.to_vec()),
        (
            "sort=OBS_VALUE",
            vec![june, light, heavy, april, may, IMPORT, TOTAL],
        ),
        (
            "sort=TIME_PERIOD:desc+OBS_VALUE:desc&limit=3",
            vec![june, may, heavy],
        ),
        ("sort=*", vec![TOTAL, light, heavy, april, may, june, IMPORT]),
        ("sort=series_key:desc+TIME_PERIOD&limit=2", vec![IMPORT, april]),
        ("dimensionAtObservation=AllDimensions", all()),
        (
            "dimensionAtObservation=REF_AREA&c[MEASURE]=VALUE",
            vec![TOTAL, IMPORT, april, may, june],
        ),
    ] {
        assert_eq!(
            short(&served.csv(&format!("{FLOW}?{query}"))),
            expected.join("\n"),
            "{query}"
        );
    }
    let beyond = served.get(&format!("/sdmx/v2/data/{FLOW}?offset=7"));
    assert_eq!(beyond.status, 204);
}

#[test]
fn figures_are_put_in_order_to_their_last_digit() {
    let folder = tempfile::tempdir().unwrap();
    // Floats of that size are an eighth apart.
    let rows = "KAZ,SRB,export,2015-04,270900,900719925474099.302,USD,H4,last_known_destination,,,\n\
                KAZ,SRB,export,2015-05,270900,900719925474099.301,USD,H4,last_known_destination,,,\n\
                KAZ,SRB,export,2015-06,270900,9.5,USD,H4,last_known_destination,,,\n";
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", rows)]), &[]);
    let [least, less, most] = [
        "KAZ X VALUE 2015-06 9.5",
        "KAZ X VALUE 2015-05 900719925474099.301",
        "KAZ X VALUE 2015-04 900719925474099.302",
    ];
    let ask = |sort: &str| short(&served.csv(&format!("{FLOW}?sort={sort}")));
    assert_eq!(ask("OBS_VALUE"), [least, less, most].join("\n"));
    assert_eq!(ask("OBS_VALUE:desc"), [most, less, least].join("\n"));
}

#[test]
fn columns_are_those_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let key = "FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COMMODITY_CUSTOM_BREAKDOWN,COUNTERPART_AREA_1,\
               COUNTERPART_AREA_2,TRANSPORT_MODE_BORDER,CUSTOMS_PROC,ACTIVITY,TRANSFORMATION,MEASURE,TIME_PERIOD";
    let lead = "STRUCTURE,STRUCTURE_ID,ACTION";
    let row = "dataflow,ENTENTE:IMTS_ENTENTE(1.0.0),I";
    let one = "M,SRB,M,HS12_270900,0,W00,KAZ,0,C00,_T,N,VALUE";
    for (query, expected) in [
        (
            "attributes=none",
            format!("{lead},{key},OBS_VALUE\n{row},{one},2015-04,170\n"),
        ),
        (
            "attributes=CURRENCY,OBS_STATUS",
            format!("{lead},{key},OBS_VALUE,OBS_STATUS,CURRENCY\n{row},{one},2015-04,170,A,EUR\n"),
        ),
        (
            "attributes=series",
            format!("{lead},{key},OBS_VALUE\n{row},{one},2015-04,170\n"),
        ),
        (
            "measures=none&attributes=CURRENCY",
            format!("{lead},{key},CURRENCY\n{row},{one},2015-04,EUR\n"),
        ),
        (
            "measures=none&attributes=none",
            format!("{lead},{key}\n{row},{one},\n"),
        ),
        (
            "measures=OBS_VALUE&attributes=none",
            format!("{lead},{key},OBS_VALUE\n{row},{one},2015-04,170\n"),
        ),
    ] {
        assert_eq!(served.csv(&format!("{FLOW}/M.SRB?{query}")), expected, "{query}");
    }
    let keys = ("Accept", "application/vnd.sdmx.data+csv;version=2.0.0;keys=both");
    let answer = served.ask(
        "GET",
        &format!("/sdmx/v2/data/{FLOW}/M.SRB?attributes=none"),
        &[keys],
    );
    let dotted = one.replace(',', ".");
    assert_eq!(
        answer.text(),
        format!(
            "{lead},SERIES_KEY,OBS_KEY,{key},OBS_VALUE\n{row},{dotted},{dotted}.2015-04,{one},2015-04,170\n"
        )
    );
}

#[test]
fn series_can_be_told_without_their_observations() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let accept = (
        "Accept",
        "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
    );
    for detail in ["serieskeysonly", "nodata"] {
        let path = format!("/sdmx/v1/data/IMTS_ENTENTE?detail={detail}");
        let answer = served.ask("GET", &path, &[accept]).text();
        assert_eq!(
            (
                answer.matches("<Series ").count(),
                answer.matches("<Obs ").count()
            ),
            (4, 0),
            "{answer}"
        );
    }
    let path = "/sdmx/v1/data/IMTS_ENTENTE?detail=dataonly";
    let answer = served.ask("GET", path, &[accept]).text();
    let counts = (
        answer.matches("<Series ").count(),
        answer.matches("<Obs ").count(),
        answer.matches("CURRENCY").count(),
    );
    assert_eq!(counts, (4, 7, 0), "{answer}");
}
