//! Sources: which of several speaks for a side, and what they may not stand for.

use entente_mirror::pairing::{Paired, Rates, Request, pair};
use entente_mirror::store::Record;
use entente_trade::{Dataset, Flow, Frequency, Level};

use crate::pairing::{basis, cells, m, x};
use crate::records::{KAZ, SRB, from, record};

fn at_level(level: Level, records: &[Record]) -> Paired {
    let request = Request {
        level,
        ..Request::new(KAZ, SRB, Frequency::Annual)
    };
    pair(&request, records, &Rates::default())
}

/// The year's cells, then where both sides come from.
fn answer(level: Level, records: &[Record]) -> Vec<String> {
    let paired = at_level(level, records);
    let sides = basis(&paired, "2016").into_iter().zip(["export", "import"]);
    let basis = sides.filter_map(|(words, side)| words.map(|words| format!("{side}: {words}")));
    cells(&paired).into_iter().chain(basis).collect()
}

/// A record of months of 2016, a figure of 10 each.
fn months(flow: Flow, code: &str, months: &[u32]) -> Vec<Record> {
    let record = |month: &u32| record(flow, code, &format!("2016-{month:02}"), 10);
    months.iter().map(record).collect()
}

const YEAR: [u32; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

#[test]
fn some_months_of_one_code_do_not_stand_for_the_year() {
    let eurostat = months(Flow::Export, "TOTAL", &YEAR);
    let mut told: Vec<Record> = eurostat
        .into_iter()
        .map(|one| from(Dataset::Eurostat, one))
        .collect();
    told.push(from(Dataset::KzBns, m("TOTAL", 130)));
    told.extend(months(Flow::Export, "270900", &[3, 4]));
    told.extend(months(Flow::Import, "270900", &[3, 4]));
    assert_eq!(
        answer(Level::Total, &told),
        [
            "TOTAL 2016: 120 | 130",
            "export: eurostat 2020-01-01 sum of 12 months",
            "import: kz-bns 2020-01-01 reported"
        ]
    );
}

#[test]
fn a_part_of_a_year_is_not_set_beside_a_whole_one() {
    let mut told = months(Flow::Export, "TOTAL", &[1]);
    told.push(from(Dataset::KzBns, m("TOTAL", 130)));
    assert_eq!(
        answer(Level::Total, &told),
        [
            "TOTAL 2016: - | 130",
            "export: comtrade 2020-01-01 sum of 1 month, left out",
            "import: kz-bns 2020-01-01 reported"
        ]
    );
}

#[test]
fn a_run_of_months_is_compared_with_the_same_months() {
    let mut told = months(Flow::Export, "TOTAL", &[1, 2]);
    told.extend(months(Flow::Import, "TOTAL", &YEAR));
    assert_eq!(
        answer(Level::Total, &told),
        [
            "TOTAL 2016-01: 10 | 10",
            "TOTAL 2016-02: 10 | 10",
            "export: comtrade 2020-01-01 sum of 2 months",
            "import: comtrade 2020-01-01 sum of 2 months; 10 further months left out"
        ]
    );
}

#[test]
fn months_between_others_without_trade_leave_nothing_out() {
    let mut told = months(Flow::Export, "TOTAL", &[2, 7]);
    told.extend(months(Flow::Import, "TOTAL", &[3, 8, 9]));
    assert_eq!(
        answer(Level::Total, &told)[5..],
        [
            "export: comtrade 2020-01-01 sum of 2 months",
            "import: comtrade 2020-01-01 sum of 3 months"
        ]
    );
}

#[test]
fn some_codes_are_no_total_where_another_source_tells_it() {
    let told = [
        x("270900", 15),
        from(Dataset::ImfDots, x("TOTAL", 100)),
        m("TOTAL", 106),
    ];
    let expected = [
        "TOTAL 2016: 100 | 106",
        "export: imf-dots 2020-01-01 reported",
        "import: comtrade 2020-01-01 reported",
    ];
    assert_eq!(answer(Level::Total, &told), expected);
    assert_eq!(
        answer(Level::Total, &[x("270900", 15), m("TOTAL", 106)]),
        [
            "TOTAL 2016: 15 | 106",
            "export: comtrade 2020-01-01 sum of hs6",
            "import: comtrade 2020-01-01 reported"
        ]
    );
}

#[test]
fn details_that_reach_the_total_told_elsewhere_are_the_whole() {
    let told = [
        x("270900", 95),
        from(Dataset::ImfDots, x("TOTAL", 100)),
        m("TOTAL", 106),
    ];
    assert_eq!(
        answer(Level::Total, &told),
        [
            "TOTAL 2016: 95 | 106",
            "export: comtrade 2020-01-01 sum of hs6",
            "import: comtrade 2020-01-01 reported"
        ]
    );
}

#[test]
fn an_extract_of_one_side_is_an_extract_of_the_other() {
    let told = [
        x("270900", 15),
        from(Dataset::ImfDots, x("TOTAL", 100)),
        m("270900", 16),
    ];
    assert_eq!(
        answer(Level::Total, &told),
        [
            "TOTAL 2016: 100 | -",
            "export: imf-dots 2020-01-01 reported",
            "import: comtrade 2020-01-01 sum of hs6, left out"
        ]
    );
    assert_eq!(answer(Level::Hs6, &told)[0], "270900 2016: 15 | 16");
}

#[test]
fn a_source_that_tells_the_level_asked_for_comes_before_one_that_does_not() {
    let told = [
        x("270900", 15),
        m("270900", 16),
        from(Dataset::ImfDots, x("TOTAL", 100)),
        from(Dataset::ImfDots, m("TOTAL", 106)),
    ];
    assert_eq!(
        answer(Level::Hs6, &told),
        [
            "270900 2016: 15 | 16",
            "export: comtrade 2020-01-01 sum of hs6; an extract, as a total told elsewhere shows",
            "import: comtrade 2020-01-01 sum of hs6; an extract, as a total told elsewhere shows"
        ]
    );
    assert_eq!(
        answer(Level::Total, &told),
        [
            "TOTAL 2016: 100 | 106",
            "export: imf-dots 2020-01-01 reported",
            "import: imf-dots 2020-01-01 reported"
        ]
    );
}

#[test]
fn a_side_that_tells_the_total_only_is_shown_with_it_and_says_so() {
    let told = [
        x("270900", 15),
        from(Dataset::ImfDots, x("TOTAL", 100)),
        from(Dataset::ImfDots, m("TOTAL", 106)),
    ];
    assert_eq!(
        answer(Level::Hs6, &told),
        [
            "TOTAL 2016: 100 | 106",
            "export: imf-dots 2020-01-01 reported; total only",
            "import: imf-dots 2020-01-01 reported; total only"
        ]
    );
}
