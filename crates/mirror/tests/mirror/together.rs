//! Figures that stand together with one that cannot be used, under other codes.

use entente_mirror::pairing::Paired;
use entente_mirror::store::Record;
use entente_trade::{Currency, Edition, Frequency};

use crate::pairing::{m, paired, x};

fn at(period: &str, edition: Edition, mut record: Record) -> Record {
    record.observation.period = entente_trade::Period::parse(period).unwrap();
    record.observation.edition = edition;
    record
}

fn without_rate(mut record: Record) -> Record {
    record.observation.currency = Currency::parse("XAF").unwrap();
    record
}

/// The cells that are compared, and those that stand apart with the side whose figure is left out and why.
fn told(paired: &Paired) -> [Vec<String>; 2] {
    let place = |cell: &entente_mirror::explain::Cell| format!("{} {}", cell.commodity, cell.period);
    let compared = paired.cells.cells.iter().map(place).collect();
    let apart = paired.cells.apart.iter().map(|one| {
        let why = one.why.as_deref().unwrap_or("-");
        format!("{}: {:?}, {why}", place(&one.cell), one.without)
    });
    [compared, apart.collect()]
}

const WHY: &str = "figures in XAF, no rate of exchange";

#[test]
fn codes_of_another_edition_stand_apart_with_the_figure_they_are_set_beside() {
    let [older, newer] = [Edition::H4, Edition::H5];
    let month = |month: &str, crabs: Record| {
        [
            at(month, newer, x("030695", 1_000)),
            at(month, newer, x("260300", 100)),
            at(month, older, m("260300", 100)),
            at(month, older, crabs),
            at(month, older, m("030627", 200)),
        ]
    };
    let all = [
        month("2020-01", m("030626", 800)),
        month("2020-02", without_rate(m("030626", 800))),
    ];
    let [compared, apart] = told(&paired(Frequency::Monthly, all.as_flattened()));
    assert_eq!(
        compared,
        [
            "030626 2020-01",
            "030627 2020-01",
            "030695 2020-01",
            "260300 2020-01",
            "260300 2020-02"
        ]
    );
    assert_eq!(
        apart,
        [
            format!("030627 2020-02: Export, under a code that is set apart: {WHY}"),
            format!("030695 2020-02: Import, {WHY}"),
        ]
    );
}

#[test]
fn what_a_hidden_code_without_a_rate_may_hold_stands_apart() {
    let found = |hidden: &str, others: &[Record]| {
        let mut all = vec![
            x("260300", 100),
            m("260300", 100),
            x("270900", 500),
            without_rate(m(hidden, 88_888)),
        ];
        all.extend_from_slice(others);
        let all = all.into_iter().map(|one| at("2020-01", Edition::H5, one));
        told(&paired(Frequency::Monthly, &all.collect::<Vec<_>>()))
    };
    let crude = [format!("270900 2020-01: Import, {WHY}")];
    for hidden in ["27XXXX", "9999AA", "27"] {
        let [compared, apart] = found(hidden, &[]);
        assert_eq!(compared, ["260300 2020-01"], "{hidden}");
        assert_eq!(apart, crude, "{hidden}");
    }
    // What its side tells itself it does not hide, nor what is in another chapter.
    let [compared, apart] = found("27XXXX", &[m("270900", 530), x("840710", 40)]);
    assert_eq!(compared, ["260300 2020-01", "270900 2020-01", "840710 2020-01"]);
    assert_eq!(apart, [] as [&str; 0]);
}

#[test]
fn a_code_that_may_hide_a_figure_without_a_rate_stands_apart_with_what_else_it_may_hold() {
    let all = [
        x("27XXXX", 1_000),
        x("260300", 100),
        m("260300", 100),
        without_rate(m("270900", 88_888)),
        m("271012", 480),
    ];
    let all = all.map(|one| at("2020-01", Edition::H5, one));
    let [compared, apart] = told(&paired(Frequency::Monthly, &all));
    assert_eq!(compared, ["260300 2020-01"]);
    assert_eq!(
        apart,
        [
            format!("271012 2020-01: Export, under a code that is set apart: {WHY}"),
            format!("27XXXX 2020-01: Import, {WHY}"),
        ]
    );
}
