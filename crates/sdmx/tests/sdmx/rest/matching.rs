//! Which keys and values a query matches.

use super::read;
use sdmx::model::YearStart;
use sdmx::rest::{Api, Compared, Query};

fn keys(api: Api, line: &str, among: &[&str]) -> String {
    let Query::Data(query) = read(api, line).query else {
        panic!("{line}")
    };
    let matched = among
        .iter()
        .filter(|key| query.key.matches(&key.split('.').collect::<Vec<_>>()));
    matched.copied().collect::<Vec<_>>().join(" ")
}

/// Those of some values that pass a filter.
fn passed(filter: &str, compared: Compared, among: &str) -> String {
    let Query::Data(query) = read(Api::V2, &format!("/data?c[X]={filter}")).query else {
        panic!("{filter}")
    };
    let filter = query.filters.first().unwrap();
    let matched = among
        .split(' ')
        .filter(|value| filter.matches(&[value], compared));
    matched.collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_match_by_wildcards_alternatives_and_what_is_left_off() {
    let among = ["M.KZ.1", "M.RU.1", "A.KZ.2", "Q.KZ.1"];
    assert_eq!(keys(Api::V1, "/data/DF/M.KZ+RU.", &among), "M.KZ.1 M.RU.1");
    assert_eq!(keys(Api::V1, "/data/DF/..1", &among), "M.KZ.1 M.RU.1 Q.KZ.1");
    assert_eq!(
        keys(Api::V1, "/data/DF/all", &among),
        "M.KZ.1 M.RU.1 A.KZ.2 Q.KZ.1"
    );
    assert_eq!(
        keys(Api::V2, "/data/*/*/*/*/M,A.*.2", &among),
        "M.KZ.1 M.RU.1 A.KZ.2"
    );
    assert_eq!(
        keys(Api::V2, "/data/*/*/*/*/*.KZ", &among),
        "M.KZ.1 A.KZ.2 Q.KZ.1"
    );
    assert_eq!(keys(Api::V2, "/data/*/*/*/*/*.KZ.*.*", &among), "");
}

#[test]
fn the_standard_s_table_of_operators_holds() {
    let text = |filter, among| passed(filter, Compared::Text, among);
    assert_eq!(text("A", "A B C"), "A");
    assert_eq!(text("A,B", "A B C"), "A B");
    assert_eq!(text("ge:B", "A B C"), "B C");
    assert_eq!(text("ge:A%2Ble:B", "A B C"), "A B");
    assert_eq!(text("ge:A+le:B,ge:D+le:E", "A B C D E F"), "A B D E");
    assert_eq!(text("ne:A,B", "A B C"), "B C");
    assert_eq!(text("ne:A+B", "A B C"), "B");
    assert_eq!(text("ne:A,ne:B", "A B C"), "A B C");
    assert_eq!(text("ne:A+ne:B", "A B C"), "C");
    assert_eq!(text("gt:A+lt:C", "A B C"), "B");
    assert_eq!(text("co:el", "steel elm tin"), "steel elm");
    assert_eq!(text("nc:el", "steel elm tin"), "tin");
    assert_eq!(
        text("sw:HS22_0101,ew:9", "HS22_010121 HS22_020219 1"),
        "HS22_010121 HS22_020219"
    );
}

#[test]
fn numbers_are_compared_as_numbers_however_long() {
    let number = |filter, among| passed(filter, Compared::Number, among);
    assert_eq!(number("ge:10.0", "9 10 10.00 100 -20 9.99"), "10 10.00 100");
    assert_eq!(number("lt:-1.5", "-1.5 -1.50001 -20 0"), "-1.50001 -20");
    assert_eq!(
        number(
            "eq:1234567890123456789.12",
            "1234567890123456789.12 1234567890123456789.13"
        ),
        "1234567890123456789.12"
    );
}

#[test]
fn periods_are_compared_by_the_time_they_span() {
    let period = |filter, among| passed(filter, Compared::Period(YearStart::default()), among);
    let among = "2022 2022-12 2023 2023-Q1 2023-01 2023-12-31 2023-06-01T12:00:00 2024-01 2024";
    assert_eq!(
        period("2023", among),
        "2023 2023-Q1 2023-01 2023-12-31 2023-06-01T12:00:00"
    );
    assert_eq!(
        period("ge:2023", among),
        "2023 2023-Q1 2023-01 2023-12-31 2023-06-01T12:00:00 2024-01 2024"
    );
    assert_eq!(period("gt:2023", among), "2024-01 2024");
    assert_eq!(period("le:2023-01", among), "2022 2022-12 2023-01");
    assert_eq!(period("lt:2023", among), "2022 2022-12");
    assert_eq!(period("ge:2023-01+le:2023-03", among), "2023-Q1 2023-01");
    assert_eq!(period("2023-01", among), "2023-01");
    assert_eq!(
        period("le:2022", "2023-01-01T00:00:00 2022-12-31T23:59:59"),
        "2022-12-31T23:59:59"
    );
    let july = Compared::Period(YearStart { month: 7, day: 1 });
    assert_eq!(
        passed("ge:2010-Q3", july, "2010-Q2 2010-Q3 2010-12 2011-01"),
        "2010-Q3 2011-01"
    );
}

#[test]
fn several_values_must_all_differ_and_one_may_be_equal() {
    let holds = |filter: &str, values: &[&str]| {
        let Query::Data(query) = read(Api::V2, &format!("/data?c[X]={filter}")).query else {
            panic!()
        };
        query.filters.first().unwrap().matches(values, Compared::Text)
    };
    assert_eq!(
        [
            holds("A", &["A", "B"]),
            holds("A+B", &["A", "B"]),
            holds("A+B", &["A"])
        ],
        [true, true, false]
    );
    assert_eq!(
        [holds("ne:A", &["A", "B"]), holds("ne:A", &[]), holds("A", &[])],
        [false, true, false]
    );
}
