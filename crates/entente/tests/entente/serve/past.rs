//! The past: what changed since a moment, what stood at one, and every change.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use jiff::Timestamp;

use super::super::support::{run, text};
use super::client::{HEADER, Served, bring, home_of};

const FLOW: &str = "dataflow/ENTENTE/IMTS_ENTENTE/1.0.0";
const OLD: &str = "KAZ,SRB,export,2015-04,270900,150.25,USD,H4,last_known_destination,12.5,,\n\
                   KAZ,SRB,export,2015-05,270900,160,USD,H4,last_known_destination,13,,\n";
/// A figure is revised, its weight is no longer told, and a month is new.
const NEW: &str = "KAZ,SRB,export,2015-04,270900,151,USD,H4,last_known_destination,,,\n\
                   KAZ,SRB,export,2015-06,270900,170,USD,H4,last_known_destination,,,\n";

/// Of each row of a table the action, measure, period and value.
fn short(table: &str) -> String {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[2], cells[14], cells[15], cells[16]].join(" ")
    };
    table.lines().skip(1).map(row).collect::<Vec<_>>().join("\n")
}

/// A moment that lies between two imports.
fn between() -> String {
    sleep(Duration::from_millis(2));
    let moment = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
    sleep(Duration::from_millis(2));
    moment
}

/// When an answer says it was prepared.
fn prepared(served: &Served) -> String {
    let path = format!("/sdmx/v2/data/{FLOW}?format=xml");
    let message = served.get(&path).text();
    let (_, rest) = message.split_once("Prepared>").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[test]
fn an_import_that_was_read_while_a_client_asked_is_not_lost_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", OLD)]);
    let served = Served::new(&home, &[]);
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let mut import = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["import", "--vintage", "2017-01-02", "--home", &home])
        .arg(&pipe)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Opens when the import does.
    let mut bytes = std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    let (said, own) = (prepared(&served), between());
    bytes.write_all(HEADER.as_bytes()).unwrap();
    bytes.write_all(NEW.as_bytes()).unwrap();
    drop(bytes);
    assert!(import.wait().unwrap().success());
    for moment in [said, own] {
        let changes = served.csv(&format!("{FLOW}?attributes=none&updatedAfter={moment}"));
        let expected = "R VALUE 2015-04 151\nR VALUE 2015-06 170\nD NET_WEIGHT 2015-04 ";
        assert_eq!(short(&changes), expected, "{moment}");
    }
}

#[test]
fn imports_that_follow_at_once_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", OLD)]);
    let served = Served::new(&home, &[]);
    for year in 2017..2023 {
        let moment = prepared(&served);
        let row = format!("KAZ,SRB,export,2015-05,270900,{year},USD,H4,last_known_destination,13,,\n");
        bring(folder.path(), &home, &format!("{year}-01-02"), &row);
        let changes = served.csv(&format!("{FLOW}?attributes=none&updatedAfter={moment}"));
        assert_eq!(
            short(&changes),
            format!("R VALUE 2015-05 {year}\nR NET_WEIGHT 2015-05 13")
        );
    }
    let history = served.csv(&format!(
        "{FLOW}?attributes=none&includeHistory=true&c[MEASURE]=VALUE"
    ));
    assert_eq!(history.matches(",R,").count(), 2 + 6, "{history}");
}

#[test]
fn what_changed_is_told_apart_from_what_is_gone_and_what_stood_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let begun = between();
    let home = home_of(folder.path(), &[("2016-01-02", OLD)]);
    let served = Served::new(&home, &[]);
    let moment = between();
    bring(folder.path(), &home, "2017-01-02", NEW);
    let end = between();
    let told = |query: &str| short(&served.csv(&format!("{FLOW}?attributes=none&{query}")));
    let now = "I VALUE 2015-04 151\nI VALUE 2015-05 160\nI VALUE 2015-06 170\nI NET_WEIGHT 2015-05 13";
    let then =
        "I VALUE 2015-04 150.25\nI VALUE 2015-05 160\nI NET_WEIGHT 2015-04 12.5\nI NET_WEIGHT 2015-05 13";
    let deltas = "R VALUE 2015-04 151\nR VALUE 2015-06 170\nD NET_WEIGHT 2015-04 ";
    let first = then.replace("I ", "R ");
    assert_eq!(told(""), now);
    assert_eq!(told(&format!("asOf={moment}")), then);
    assert_eq!(told(&format!("asOf={}", moment.trim_end_matches('Z'))), then);
    assert_eq!(told(&format!("asOf={end}")), now);
    assert_eq!(told(&format!("updatedAfter={moment}")), deltas);
    assert_eq!(told(&format!("updatedAfter={begun}&asOf={moment}")), first);
    assert_eq!(told(&format!("updatedAfter={begun}")), now.replace("I ", "R "));
    assert_eq!(told("includeHistory=true"), format!("{first}\n{deltas}"));
    assert_eq!(
        told(&format!("includeHistory=true&updatedAfter={moment}")),
        deltas
    );
    assert_eq!(told(&format!("includeHistory=true&asOf={moment}")), first);
    assert_eq!(
        told(&format!("updatedAfter={moment}&c[MEASURE]=NET_WEIGHT")),
        "D NET_WEIGHT 2015-04 "
    );
    let plus = moment.replace('Z', "%2B00:00");
    assert_eq!(told(&format!("updatedAfter={plus}")), deltas);
    for (query, status) in [
        (format!("updatedAfter={end}"), 204),
        (format!("asOf={begun}"), 204),
        (format!("updatedAfter={end}&asOf={begun}"), 422),
        ("updatedAfter=yesterday".to_owned(), 400),
    ] {
        assert_eq!(
            served.get(&format!("/sdmx/v2/data/{FLOW}?{query}")).status,
            status,
            "{query}"
        );
    }
}

#[test]
fn a_vintage_that_is_stated_later_is_a_change_of_then() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", OLD)]);
    let path = folder.path().join("undated.csv");
    let row = "KAZ,SRB,export,2015-05,270900,7,USD,H4,last_known_destination,13,,\n";
    std::fs::write(&path, format!("{HEADER}{row}")).unwrap();
    let path = path.display().to_string();
    let import = |more: &[&str]| {
        let arguments = [&["import", &path, "--home", &home], more].concat();
        let output = run(&arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    // What nobody dated is older than what somebody did.
    import(&[]);
    let served = Served::new(&home, &[]);
    let ask = |query: &str| {
        served.csv(&format!(
            "{FLOW}?c[TIME_PERIOD]=2015-05&attributes=VINTAGE&{query}"
        ))
    };
    let rows = |query: &str| {
        let row = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            [cells[2], cells[14], cells[16], cells[17]].join(" ")
        };
        ask(query).lines().skip(1).map(row).collect::<Vec<_>>().join("\n")
    };
    let before = "I VALUE 160 2016-01-02\nI NET_WEIGHT 13 2016-01-02";
    assert_eq!(rows(""), before);
    let moment = prepared(&served);
    import(&["--vintage", "2017-01-02"]);
    let now = "I VALUE 7 2017-01-02\nI NET_WEIGHT 13 2017-01-02";
    assert_eq!(rows(""), now);
    assert_eq!(rows(&format!("updatedAfter={moment}")), now.replace("I ", "R "));
    assert_eq!(rows(&format!("asOf={moment}")), before);
    assert_eq!(
        rows("includeHistory=true"),
        [before, now].join("\n").replace("I ", "R ")
    );
    // Nothing is told twice to who goes by what the last answer said.
    let end = prepared(&served);
    let path = format!("/sdmx/v2/data/{FLOW}?updatedAfter={end}");
    assert_eq!(served.get(&path).status, 204);
}

#[test]
fn every_dissemination_says_from_when_to_when_it_was_valid() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", OLD)]);
    between();
    bring(folder.path(), &home, "2017-01-02", NEW);
    let served = Served::new(&home, &[]);
    let path = format!("/sdmx/v2/data/{FLOW}?includeHistory=true");
    let message = served.ask("GET", &path, &[("Accept", "*/*")]).text();
    let attribute = |element: &str, name: &str| {
        let found = element.split_once(&format!("{name}=\""));
        found.map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
    };
    let sets: Vec<[Option<String>; 3]> = message
        .split("DataSet ")
        .skip(1)
        .map(|set| {
            let head = set.split('>').next().unwrap();
            ["action", "validFromDate", "validToDate"].map(|name| attribute(head, name))
        })
        .collect();
    let [first, second, third] = sets.as_slice() else {
        panic!("{message}");
    };
    let actions = [first, second, third].map(|set| set[0].as_deref());
    assert_eq!(actions, [Some("Replace"), Some("Replace"), Some("Delete")]);
    assert!(first[1] < first[2] && first[1].is_some(), "{first:?}");
    assert_eq!((&second[1], &second[2]), (&first[2], &None));
    assert_eq!(second[1..], third[1..]);
}

#[test]
fn a_table_of_history_has_columns_for_its_validity_and_another_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", OLD)]);
    between();
    bring(folder.path(), &home, "2017-01-02", NEW);
    let served = Served::new(&home, &[]);
    // The message of XML says it in the heads of its datasets.
    let path = format!("/sdmx/v2/data/{FLOW}?includeHistory=true");
    let message = served.ask("GET", &path, &[("Accept", "*/*")]).text();
    let [first, second] = ["validFromDate=\"", "validToDate=\""].map(|name| {
        let (_, rest) = message.split_once(name).unwrap();
        rest.split('"').next().unwrap()
    });
    for version in ["2.0.0", "2.1.0"] {
        let accept = format!("application/vnd.sdmx.data+csv;version={version}");
        let ask = |query: &str| {
            let path = format!("/sdmx/v2/data/{FLOW}?attributes=none{query}");
            let table = served.ask("GET", &path, &[("Accept", &accept)]).text();
            let row = |line: &str| {
                let cells: Vec<&str> = line.split(',').collect();
                [&cells[2..3], &cells[14..]].concat().join(" ")
            };
            table.lines().map(row).collect::<Vec<_>>()
        };
        let expected = [
            "ACTION MEASURE TIME_PERIOD OBS_VALUE VALID_FROM VALID_TO".to_owned(),
            format!("R VALUE 2015-04 150.25 {first} {second}"),
            format!("R VALUE 2015-05 160 {first} {second}"),
            format!("R NET_WEIGHT 2015-04 12.5 {first} {second}"),
            format!("R NET_WEIGHT 2015-05 13 {first} {second}"),
            format!("R VALUE 2015-04 151 {second} "),
            format!("R VALUE 2015-06 170 {second} "),
            format!("D NET_WEIGHT 2015-04  {second} "),
        ];
        assert_eq!(ask("&includeHistory=true"), expected);
        assert_eq!(ask("")[0], "ACTION MEASURE TIME_PERIOD OBS_VALUE");
    }
}

#[test]
fn what_the_older_formats_cannot_tell_of_the_past_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", OLD)]), &[]);
    let accept = ("Accept", "application/vnd.sdmx.data+csv;version=1.0.0");
    let text = "found what changed, in SDMX-CSV 1.0, which has no deletions; expected another format, or \
                another question";
    let answer = served.ask("GET", "/sdmx/v1/data/IMTS_ENTENTE?includeHistory=true", &[accept]);
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains(text), "{}", answer.text());
    let text = text
        .replace("what changed", "series alone")
        .replace("has no deletions", "has observations only");
    let answer = served.ask(
        "GET",
        "/sdmx/v1/data/IMTS_ENTENTE?detail=serieskeysonly",
        &[accept],
    );
    assert_eq!(
        (answer.status, answer.text().contains(&text)),
        (403, true),
        "{}",
        answer.text()
    );
}

#[test]
fn rest_1_tells_the_past_too() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", OLD)]);
    let moment = between();
    bring(folder.path(), &home, "2017-01-02", NEW);
    let served = Served::new(&home, &[]);
    let path = format!("/sdmx/v1/data/IMTS_ENTENTE?updatedAfter={moment}");
    let message = served.get(&path).text();
    let sets: Vec<&str> = message.split("<message:DataSet ").skip(1).collect();
    assert_eq!(sets.len(), 2, "{message}");
    let counts = sets.iter().map(|set| set.matches("<generic:Obs>").count());
    assert_eq!(counts.collect::<Vec<_>>(), [2, 1], "{message}");
    assert!(
        sets[0].contains("action=\"Replace\"") && sets[1].contains("action=\"Delete\""),
        "{message}"
    );
}
