//! Releases: which of the records that speak of a cell count, when files overlap or repeat themselves.

use entente_mirror::store::Record;
use entente_trade::{Attribution, Dataset, Edition, Flow, Frequency};

use crate::pairing::{RUSSIA, basis, cells, m, paired, rx, x, year};
use crate::records::{from, record, released, through};

fn by_mode(mode: u16, mut record: Record) -> Record {
    record.observation.transport = mode;
    record
}

fn in_edition(edition: Edition, mut record: Record) -> Record {
    record.observation.edition = edition;
    record
}

fn by(attribution: Attribution, mut record: Record) -> Record {
    record.observation.attribution = attribution;
    record
}

/// The year's figures and what the row says of the exporter's.
fn exports(told: &[Record]) -> (Vec<String>, Option<String>) {
    let paired = paired(Frequency::Annual, told);
    let [export, _] = basis(&paired, "2016");
    (cells(&paired), export)
}

#[test]
fn a_record_told_twice_in_one_import_counts_once() {
    let told = [x("TOTAL", 5), x("TOTAL", 5), x("TOTAL", 6)];
    let (cells, basis) = exports(&told);
    assert_eq!(cells, ["TOTAL 2016: 11 | -"]);
    assert_eq!(
        basis.unwrap(),
        "comtrade 2020-01-01 reported; 1 repeated record counted once; several records added up in 1 cell"
    );
}

#[test]
fn a_file_told_twice_over_says_what_it_says_once() {
    let once = [
        x("TOTAL", 100),
        x("270900", 75),
        rx("TOTAL", 40),
        m("TOTAL", 110),
        through(RUSSIA, m("TOTAL", 30)),
    ];
    let twice = [once.clone(), once.clone()].concat();
    assert_eq!(year(&twice), year(&once));
    assert_eq!(
        basis(&paired(Frequency::Annual, &twice), "2016").map(Option::unwrap),
        [
            "comtrade 2020-01-01 reported; 3 repeated records counted once",
            "comtrade 2020-01-01 reported; 2 repeated records counted once"
        ]
    );
}

#[test]
fn equal_values_of_different_weight_are_two_records() {
    let mut heavy = x("270900", 5);
    heavy.observation.net_weight_kg = entente_trade::Quantity::parse("7", 0).ok();
    assert_eq!(exports(&[x("270900", 5), heavy]).0, ["270900 2016: 10 | -"]);
}

#[test]
fn editions_of_one_cell_are_alternatives() {
    let told = [
        in_edition(Edition::H4, x("TOTAL", 100)),
        in_edition(Edition::H5, x("TOTAL", 100)),
        in_edition(Edition::H4, x("030211", 40)),
        in_edition(Edition::H5, x("030211", 41)),
    ];
    assert_eq!(year(&told), ["030211 2016: 41 | -", "9999AA 2016: 59 | -"]);
}

#[test]
fn goods_told_again_under_the_code_of_another_edition_count_once() {
    let told = [
        in_edition(Edition::H4, x("030621", 40)),
        in_edition(Edition::H4, x("270900", 60)),
        released(2021, in_edition(Edition::H5, x("030631", 41))),
    ];
    assert_eq!(year(&told), ["030631 2016: 41 | -", "270900 2016: 60 | -"]);
    let told = [
        in_edition(Edition::H5, x("030631", 41)),
        released(2021, in_edition(Edition::H4, x("030621", 40))),
    ];
    assert_eq!(year(&told), ["030621 2016: 40 | -"]);
}

#[test]
fn a_later_file_of_a_breakdown_leaves_the_total_as_it_was() {
    let told = [
        x("TOTAL", 1000),
        m("TOTAL", 1500),
        released(2021, by_mode(2100, x("TOTAL", 600))),
        released(2021, through(RUSSIA, m("TOTAL", 500))),
    ];
    let paired = paired(Frequency::Annual, &told);
    assert_eq!(
        cells(&paired),
        ["TOTAL 2016: 1000 | 1500 (indirect via 643 500 E2)"]
    );
    assert_eq!(
        basis(&paired, "2016").map(Option::unwrap),
        ["comtrade 2020-01-01 reported", "comtrade 2021-01-01 reported"]
    );
}

#[test]
fn a_later_file_of_one_mode_leaves_the_others_as_they_were() {
    let told = [
        by_mode(2100, x("TOTAL", 60)),
        by_mode(3200, x("TOTAL", 40)),
        released(2021, by_mode(2100, x("TOTAL", 70))),
    ];
    assert_eq!(year(&told), ["TOTAL 2016: 110 | -"]);
}

#[test]
fn a_later_total_with_its_breakdown_takes_back_what_it_does_not_repeat() {
    let germany = crate::pairing::GERMANY;
    let told = [
        m("TOTAL", 1500),
        through(RUSSIA, m("TOTAL", 500)),
        through(germany, m("TOTAL", 200)),
        released(2021, m("TOTAL", 1400)),
        released(2021, through(RUSSIA, m("TOTAL", 600))),
    ];
    assert_eq!(year(&told), ["TOTAL 2016: - | 1400 (indirect via 643 600 E2)"]);
    let told = [
        m("TOTAL", 1500),
        through(RUSSIA, m("TOTAL", 500)),
        released(2021, m("TOTAL", 1400)),
    ];
    assert_eq!(year(&told), ["TOTAL 2016: - | 1400 (indirect via 643 500 E2)"]);
}

#[test]
fn an_import_without_origin_is_none_where_the_source_tells_origins() {
    let told = [
        by(Attribution::Origin, m("030389", 40)),
        by(Attribution::Consignment, m("030389", 30)),
        by(Attribution::Consignment, m("270900", 12)),
        x("270900", 10),
    ];
    assert_eq!(
        year(&told),
        ["030389 2016: - | 40 (indirect 10 E2)", "270900 2016: 10 | -"]
    );
    let armenian = from(Dataset::AmArmstat, by(Attribution::Consignment, m("TOTAL", 12)));
    assert_eq!(year(&[armenian]), [""; 0]);
}

#[test]
fn an_import_told_by_consignment_alone_says_so() {
    let told = [by(Attribution::Consignment, m("TOTAL", 12))];
    let paired = paired(Frequency::Annual, &told);
    assert_eq!(cells(&paired), ["TOTAL 2016: - | 12"]);
    assert_eq!(
        basis(&paired, "2016"),
        [
            None,
            Some("comtrade 2020-01-01 reported; by consignment".to_owned())
        ]
    );
}

#[test]
fn a_part_of_a_flow_alone_is_no_report_of_it_and_the_basis_says_so() {
    let told = [rx("TOTAL", 20), m("TOTAL", 150)];
    let paired_total = paired(Frequency::Annual, &told);
    assert_eq!(cells(&paired_total), ["TOTAL 2016: - | 150"]);
    assert_eq!(
        basis(&paired_total, "2016"),
        [
            Some("comtrade 2020-01-01 re-exports only, left out".to_owned()),
            Some("comtrade 2020-01-01 reported".to_owned())
        ]
    );
    let told = [
        x("270900", 75),
        rx("030389", 20),
        m("030389", 150),
        record(Flow::ReImport, "270900", "2016", 5),
    ];
    let details = paired(Frequency::Annual, &told);
    assert_eq!(cells(&details), ["030389 2016: - | 150", "270900 2016: 75 | -"]);
    assert_eq!(
        basis(&details, "2016"),
        [
            Some("comtrade 2020-01-01 sum of hs6; re-exports only of 1 cell, left out; 1 cell apart, since the other side's figure is left out".to_owned()),
            Some("comtrade 2020-01-01 sum of hs6; re-imports only of 1 cell, left out; 1 cell apart, since the other side's figure is left out".to_owned())
        ]
    );
}

#[test]
fn a_flow_told_by_its_parts_is_their_sum_and_the_basis_says_so() {
    let domestic = |code, units| record(Flow::DomesticExport, code, "2016", units);
    let told = [
        domestic("270900", 60),
        rx("270900", 40),
        domestic("310210", 10),
        rx("030389", 20),
    ];
    let paired = paired(Frequency::Annual, &told);
    assert_eq!(
        cells(&paired),
        [
            "030389 2016: 20 (re_export 20 E2) | -",
            "270900 2016: 100 (re_export 40 E2) | -",
            "310210 2016: 10 | -"
        ]
    );
    assert_eq!(
        basis(&paired, "2016"),
        [
            Some("comtrade 2020-01-01 sum of hs6; made up of parts in 3 cells".to_owned()),
            None
        ]
    );
}

#[test]
fn re_exports_of_the_total_are_not_the_total_where_exports_are_told_in_details() {
    let told = [x("270900", 75), x("030389", 25), rx("TOTAL", 40)];
    assert_eq!(year(&told), ["030389 2016: 25 | -", "270900 2016: 75 | -"]);
    let told = [record(Flow::DomesticExport, "TOTAL", "2016", 60), rx("TOTAL", 40)];
    assert_eq!(year(&told), ["TOTAL 2016: 100 (re_export 40 E2) | -"]);
}
