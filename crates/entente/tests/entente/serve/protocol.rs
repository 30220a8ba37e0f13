//! What every answer has in common: statuses, headers, formats, compression, and the end.

use std::io::Read;
use std::thread::sleep;
use std::time::Duration;

use flate2::read::GzDecoder;

use super::super::support::{demo, empty_home, text};
use super::client::{Answer, Served, home_of};

const ROWS: &str = "KAZ,SRB,export,2015-04,270900,150.25,USD,H4,last_known_destination,12.5,7,5\n\
                    SRB,KAZ,import,2015-04,270900,160,EUR,H4,consignment,,,\n";
const CSV: (&str, &str) = ("Accept", "application/vnd.sdmx.data+csv;version=2.0.0");
const ALL: &str = "/sdmx/v2/data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0";

fn errors(answer: &Answer) -> String {
    let value: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let meta = &value["meta"];
    assert_eq!(
        (&meta["id"], &meta["sender"]["id"]),
        (&"ERROR".into(), &"ENTENTE".into())
    );
    assert_eq!(
        meta["prepared"].as_str().unwrap().len(),
        "2026-11-27T12:00:00Z".len()
    );
    let errors = value["errors"].as_array().unwrap();
    let one = |error: &serde_json::Value| format!("{} {}", error["code"], error["title"].as_str().unwrap());
    errors.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_question_that_makes_no_sense_is_told_so_with_the_status_of_rest_2() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    for (path, status, error) in [
        (
            "data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0/A.*.*?startPeriod=2015",
            400,
            "400 byte 48: query: found `startPeriod`, expected a parameter of data queries; a period is asked \
          for by `c[TIME_PERIOD]=ge:…+le:…`",
        ),
        (
            "datas",
            400,
            "400 byte 1: path: found `datas`, expected data, availability, structure or schema; near: `data`",
        ),
        (
            "data/dataflow/ENTENTE/IMTS_NOBODY",
            404,
            "404 found no such dataflow, expected one of agency ENTENTE, version 1.0.0: IMTS_ENTENTE, \
          IMTS_KZ_BNS, IMTS_AM_ARMSTAT, IMTS_UZ_STAT, IMTS_EUROSTAT, IMTS_COMTRADE, IMTS_IMF_DOTS",
        ),
        (
            "structure/codelist/ENTENTE/CL_NOTHING",
            404,
            "404 found no artefact that is asked for",
        ),
        (
            "data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0/*.*.*.*.*.*.*.*.*.*.*.*.*",
            422,
            "422 key: found 13 positions, expected at most 12",
        ),
        (
            "data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0?c[COLOUR]=RED",
            422,
            "422 c: found `COLOUR`, expected a component: FREQ, REF_AREA, TRADE_FLOW, COMMODITY_1, \
          COMMODITY_CUSTOM_BREAKDOWN, COUNTERPART_AREA_1, COUNTERPART_AREA_2, TRANSPORT_MODE_BORDER, \
          CUSTOMS_PROC, ACTIVITY, TRANSFORMATION, MEASURE, UNIT_MULT, UNIT_MEASURE, OBS_STATUS, \
          COUNTERPART_AREA_1_TYPE, VALUATION, CURRENCY, VINTAGE, VINTAGE_BASIS, COMMENT_OBS, TRADE_SYSTEM, \
          COMMODITY_CUSTOM_CODE, COMMODITY_CUSTOM_DESC, COUNTERPART_AREA_2_TYPE, EXCHANGE_RATE, CONF_STATUS, \
          TIME_PERIOD, OBS_VALUE",
        ),
        (
            "data?c[TIME_PERIOD]=ge:2015-13&c[OBS_VALUE]=co:x",
            422,
            "422 c[TIME_PERIOD]: found `2015-13`, expected a time period",
        ),
        (
            "availability?c[TIME_PERIOD]=sw:2015-1&c[OBS_VALUE]=1,gt:many",
            422,
            "422 c[OBS_VALUE]: found `many`, expected a number",
        ),
        (
            "data?updatedAfter=2020-01-01T00:00:00Z&asOf=2019-01-01T00:00:00Z",
            422,
            "422 byte 19: updatedAfter: found `2020-01-01T00:00:00Z`, expected a moment before `asOf`, that is \
          before 2019-01-01T00:00:00Z",
        ),
        (
            "metadata/metadataflow",
            501,
            "501 byte 1: path: found `metadata`, expected data, availability, structure or schema",
        ),
        (
            "registration/id/1",
            501,
            "501 byte 1: path: found `registration`, expected data, availability, structure or schema",
        ),
    ] {
        let answer = served.get(&format!("/sdmx/v2/{path}"));
        assert_eq!(
            (answer.status, errors(&answer)),
            (status, error.to_owned()),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[test]
fn a_question_that_makes_no_sense_is_told_so_in_a_message_of_rest_1() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    for (path, status, code, error) in [
        ("data/IMTS_ENTENTE/A.KAZ", 404, 100, "no results found"),
        ("data/IMTS_ENTENTE/all/SOMEBODY", 404, 100, "no results found"),
        (
            "availableconstraint/IMTS_ENTENTE/A.KAZ",
            404,
            100,
            "no results found",
        ),
        (
            "codelist/ENTENTE/CL_NOTHING",
            404,
            100,
            "found no artefact that is asked for",
        ),
        (
            "data/IMTS_ENTENTE?startPeriod=soon",
            400,
            140,
            "byte 31: startPeriod: found `soon`, expected a time period",
        ),
        (
            "data/IMTS_ENTENTE/all?startPeriod=2016&amp;endPeriod=2015"
                .split("&amp;")
                .next()
                .unwrap(),
            404,
            100,
            "no results found",
        ),
        (
            "data/IMTS_ENTENTE?dimensionAtObservation=COLOUR",
            403,
            150,
            "dimensionAtObservation: found `COLOUR`, expected one of FREQ, REF_AREA, TRADE_FLOW, COMMODITY_1, \
          COMMODITY_CUSTOM_BREAKDOWN, COUNTERPART_AREA_1, COUNTERPART_AREA_2, TRANSPORT_MODE_BORDER, \
          CUSTOMS_PROC, ACTIVITY, TRANSFORMATION, MEASURE, TIME_PERIOD, AllDimensions",
        ),
        (
            "metadata/IMTS",
            501,
            501,
            "byte 1: path: found `metadata`, expected data, availableconstraint, schema, or a type of artefact",
        ),
    ] {
        let answer = served.get(&format!("/sdmx/v1/{path}"));
        let expected = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <mes:Error xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" \
             xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\">\n  \
             <mes:ErrorMessage code=\"{code}\">\n    <com:Text xml:lang=\"en\">{error}</com:Text>\n  \
             </mes:ErrorMessage>\n</mes:Error>\n"
        );
        assert_eq!((answer.status, answer.text()), (status, expected), "{path}");
        assert_eq!(answer.header("content-type"), "application/xml");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[test]
fn what_is_too_much_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let many = vec!["A"; 10_002].join(",");
    let answer = served.get(&format!("{ALL}?c[FREQ]={many}"));
    assert_eq!(
        (answer.status, errors(&answer)),
        (
            413,
            "413 byte 0: request: found 10001 values, expected at most 10000".to_owned()
        )
    );
    let long = "A".repeat(70_000);
    assert_eq!(served.get(&format!("{ALL}/{long}")).status, 414);
}

#[test]
fn a_format_that_is_not_offered_is_refused_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let data = "application/vnd.sdmx.data+xml;version=3.0.0, application/vnd.sdmx.data+json;version=2.0.0, \
                application/vnd.sdmx.data+csv;version=2.0.0, application/vnd.sdmx.data+json;version=2.1.0, \
                application/vnd.sdmx.data+csv;version=2.1.0";
    let structures = "application/vnd.sdmx.structure+xml;version=3.0.0, \
                      application/vnd.sdmx.structure+json;version=2.0.0, \
                      application/vnd.sdmx.structure+json;version=2.1.0";
    for (path, accept, expected) in [
        (
            ALL,
            "image/png",
            format!("406 accept: found `image/png`, expected one of {data}"),
        ),
        (
            "/sdmx/v2/structure/dataflow",
            "text/csv",
            format!("406 accept: found `text/csv`, expected one of {structures}"),
        ),
        (
            ALL,
            "text/csv;labels=both",
            format!("406 accept: found `text/csv;labels=both`, expected one of {data}"),
        ),
    ] {
        let answer = served.ask("GET", path, &[("Accept", accept)]);
        assert_eq!((answer.status, errors(&answer)), (406, expected));
    }
}

#[test]
fn nothing_to_tell_is_no_content_in_rest_2() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let served = Served::new(&home, &[]);
    for path in [
        "/sdmx/v2/data",
        ALL,
        "/sdmx/v2/availability/dataflow/ENTENTE/IMTS_ENTENTE",
    ] {
        let answer = served.get(path);
        assert_eq!((answer.status, answer.text()), (204, String::new()), "{path}");
    }
    assert_eq!(served.get("/sdmx/v1/data/IMTS_ENTENTE").status, 404);
    assert_eq!(served.get("/sdmx/v2/structure/dataflow").status, 200);
}

#[test]
fn an_answer_that_is_known_is_not_sent_again_until_something_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", ROWS)]);
    let served = Served::new(&home, &[]);
    let first = served.ask("GET", ALL, &[CSV]);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("vary"), "accept, accept-encoding");
    let known = |name: &str, value: &str| {
        let answer = served.ask("GET", ALL, &[CSV, (name, value)]);
        (answer.status, answer.body.len())
    };
    let whole = (200, first.body.len());
    assert_eq!(known("If-None-Match", &tag), (304, 0));
    assert_eq!(known("If-None-Match", &format!("\"x\", {tag}")), (304, 0));
    assert_eq!(known("If-None-Match", "*"), (304, 0));
    assert_eq!(known("If-None-Match", "\"x\""), whole);
    assert_eq!(known("If-Modified-Since", "Thu, 01 Jan 2015 00:00:00 GMT"), whole);
    // As soon as the second of the import is over.
    sleep(Duration::from_millis(1_100));
    let modified = served.ask("GET", ALL, &[CSV]).header("last-modified").to_owned();
    assert_eq!(known("If-Modified-Since", &modified), (304, 0));
    // A format has its own mark, and a question.
    assert_eq!(served.ask("GET", ALL, &[("If-None-Match", &tag)]).status, 200);
    let other = format!("{ALL}?attributes=none");
    assert_eq!(
        served.ask("GET", &other, &[CSV, ("If-None-Match", &tag)]).status,
        200
    );
    // What has no answer is not still right.
    for header in [("If-None-Match", "*"), ("If-Modified-Since", modified.as_str())] {
        for (path, status) in [
            ("/sdmx/v2/data/dataflow/ENTENTE/IMTS_NOBODY", 404),
            (
                "/sdmx/v2/data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0/*?sort=COLOUR",
                422,
            ),
            ("/sdmx/v2/data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0/Q", 204),
            ("/sdmx/v2/structure/codelist/ENTENTE/CL_NOTHING", 404),
            ("/sdmx/v1/data/IMTS_ENTENTE/Q", 404),
        ] {
            assert_eq!(
                served.ask("GET", path, &[header]).status,
                status,
                "{path} {header:?}"
            );
        }
    }
    super::client::bring(folder.path(), &home, "2017-01-02", &ROWS.replace("150.25", "151"));
    let later = served.ask("GET", ALL, &[CSV, ("If-None-Match", &tag)]);
    assert_eq!(later.status, 200);
    assert!(later.text().contains(",2015-04,151,"), "{}", later.text());
}

#[test]
fn a_time_in_whole_seconds_never_hides_an_import() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2015-01-02", ROWS)]);
    let served = Served::new(&home, &[]);
    for year in 2016..2020 {
        let first = served.ask("GET", ALL, &[CSV]);
        let [modified, date] = ["last-modified", "date"].map(|name| first.header(name).to_owned());
        let second = |text: &str| jiff::fmt::rfc2822::parse(text).unwrap().timestamp().as_second();
        // The date of an answer may be of the second before.
        assert!(second(&modified) <= second(&date) + 1, "{modified} {date}");
        let rows = ROWS.replace("150.25", &year.to_string());
        super::client::bring(folder.path(), &home, &format!("{year}-01-02"), &rows);
        for time in [modified, date] {
            let later = served.ask("GET", ALL, &[CSV, ("If-Modified-Since", &time)]);
            assert_eq!(later.status, 200, "{time}");
            assert!(
                later.text().contains(&format!(",2015-04,{year},")),
                "{}",
                later.text()
            );
        }
    }
}

#[test]
fn an_answer_shrinks_on_the_way_if_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&demo(folder.path()), &[]);
    let path = "/sdmx/v2/data/dataflow/ENTENTE/IMTS_COMTRADE";
    let plain = served.ask("GET", path, &[CSV]);
    let small = served.ask("GET", path, &[CSV, ("Accept-Encoding", "gzip")]);
    assert_eq!(
        (plain.header("content-encoding"), small.header("content-encoding")),
        ("", "gzip")
    );
    assert!(small.body.len() * 5 < plain.body.len());
    let mut whole = Vec::new();
    GzDecoder::new(small.body.as_slice())
        .read_to_end(&mut whole)
        .unwrap();
    assert!(whole == plain.body);
    assert_eq!(small.header("etag"), plain.header("etag"));
}

#[test]
fn who_takes_an_answer_neither_plain_nor_compressed_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let only = ("Accept-Encoding", "identity;q=0, br");
    let expected = "406 accept-encoding: found `identity;q=0, br`, expected gzip or identity";
    for path in [ALL, "/sdmx/v2/data/dataflow/ENTENTE/IMTS_NOBODY", "/sdmx/v2"] {
        let answer = served.ask("GET", path, &[CSV, only]);
        assert_eq!((answer.status, errors(&answer)), (406, expected.to_owned()));
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    let old = served.ask("GET", "/sdmx/v1/data/IMTS_ENTENTE", &[only]);
    assert_eq!((old.status, old.header("content-type")), (406, "application/xml"));
    // What is refused is told compressed too.
    let compressed = ("Accept-Encoding", "identity;q=0, gzip");
    for (path, status) in [
        (ALL, 200),
        ("/sdmx/v2/data/dataflow/ENTENTE/IMTS_NOBODY", 404),
        ("/en/", 200),
    ] {
        let answer = served.ask("GET", path, &[CSV, compressed]);
        assert_eq!(
            (answer.status, answer.header("content-encoding")),
            (status, "gzip"),
            "{path}"
        );
    }
}

#[test]
fn pages_of_other_origins_may_ask_and_nobody_may_write() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let ask = [
        ("Origin", "http://example.org"),
        ("Access-Control-Request-Method", "GET"),
        ("Access-Control-Request-Headers", "if-none-match"),
    ];
    let allowed = served.ask("OPTIONS", ALL, &ask);
    assert_eq!(
        (allowed.status, allowed.header("access-control-allow-methods")),
        (200, "GET,HEAD")
    );
    assert_eq!(allowed.header("access-control-allow-headers"), "*");
    let head = served.ask("HEAD", ALL, &[CSV]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-type"), CSV.1);
    for (method, path, status) in [
        ("POST", ALL, 405),
        ("DELETE", ALL, 405),
        ("GET", "/sdmx/v2/no", 400),
    ] {
        let answer = served.ask(method, path, &[]);
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
    let refused = served.ask("POST", ALL, &[]);
    assert_eq!(
        errors(&refused),
        "405 found the method POST, expected GET or HEAD"
    );
    assert_eq!(refused.header("allow"), "GET,HEAD");
    let refused = served.ask("PUT", "/sdmx/v1/dataflow", &[]);
    let text = "<com:Text xml:lang=\"en\">found the method PUT, expected GET or HEAD</com:Text>";
    assert_eq!(
        (refused.status, refused.text().contains(text)),
        (405, true),
        "{}",
        refused.text()
    );
    let index = "Entente\n\n/sdmx/v2  SDMX REST 2.2\n/sdmx/v1  SDMX REST 1.5\n";
    let beside = served.get("/sdmx");
    assert_eq!((beside.status, beside.text()), (404, index.to_owned()));
}

#[test]
fn the_questions_of_the_readme_find_something_in_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&demo(folder.path()), &[]);
    let readme = include_str!("../../../../../README.md");
    let mut asked = 0;
    for line in readme.lines().filter(|line| line.starts_with("curl ")) {
        let quoted: Vec<&str> = line.split('\'').skip(1).step_by(2).collect();
        let (url, headers) = quoted.split_last().unwrap();
        let path = url.strip_prefix("http://127.0.0.1:8080").unwrap();
        let headers: Vec<(&str, &str)> = headers.iter().filter_map(|one| one.split_once(": ")).collect();
        assert_eq!(
            path.contains('['),
            line.contains(" -g "),
            "brackets mean something to curl: {line}"
        );
        assert_eq!(served.ask("GET", path, &headers).status, 200, "{line}");
        asked += 1;
    }
    assert_eq!(asked, 3);
}

/// A file somewhere below a folder.
fn file_below(folder: &std::path::Path, ending: &str) -> std::path::PathBuf {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let found = entries.filter_map(|path| match path.is_dir() {
        true => Some(file_below(&path, ending)).filter(|path| path.is_file()),
        false => path.to_string_lossy().ends_with(ending).then_some(path),
    });
    found.max().unwrap_or_default()
}

#[test]
fn damage_is_told_to_who_runs_the_server_and_its_place_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", ROWS)]);
    let segment = file_below(&folder.path().join("home/books"), ".parquet");
    let mut bytes = std::fs::read(&segment).unwrap();
    // In the end of the file, which is read whenever it is opened.
    let place = bytes.len() - 20;
    bytes[place] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    let served = Served::new(&home, &[]);
    for path in [ALL, "/sdmx/v2/availability"] {
        let answer = served.get(path);
        let expected = "500 the server failed; who runs it is told why".to_owned();
        assert_eq!((answer.status, errors(&answer)), (500, expected), "{path}");
    }
    let (code, said) = served.end("-TERM");
    let name = segment.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!((code, said.matches(&name).count()), (Some(0), 2), "{said}");
}

#[test]
fn it_ends_when_it_is_asked_to_and_logs_only_if_asked() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", ROWS)]);
    let quiet = Served::new(&home, &[]);
    assert_eq!(quiet.get("/sdmx/v2/metadata").status, 501);
    assert_eq!(quiet.end("-INT"), (Some(0), String::new()));
    let told = Served::new(&home, &["--log"]);
    assert_eq!(told.get("/sdmx/v2/metadata?x=%20").status, 501);
    let (code, log) = told.end("-TERM");
    let mut line: serde_json::Value = serde_json::from_str(&log).unwrap();
    for field in ["time", "milliseconds"] {
        assert!(!line[field].take().is_null(), "{log}");
    }
    let expected = serde_json::json!({"method": "GET", "uri": "/sdmx/v2/metadata?x=%20", "status": 501,
                                      "time": null, "milliseconds": null});
    assert_eq!((code, line), (Some(0), expected));
}

#[test]
fn an_address_that_cannot_be_had_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", ROWS)]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = super::super::support::run(&["serve", "--home", &home, "--listen", &address]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.starts_with(&format!("error: cannot listen at {address}: ")),
        "{said}"
    );
    let hint = "\n  hint: name another address with --listen; port 0 takes a free one\n";
    assert!(said.ends_with(hint), "{said}");
}
