//! Pairing: what becomes of parts, revisions and sources before anything is explained.

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::{Cell, MarginRule, Rate, Report, RowKey, explain};
use entente_mirror::pairing::{Paired, Rates, Request, pair};
use entente_mirror::store::Record;
use entente_trade::{
    Area, Attribution, Currency, Dataset, Edition, Flow, Frequency, Level, Period, Quantity, Valuation,
};

use crate::records::{KAZ, SRB, from, record, released, through, with_fob};
use crate::store::support;

pub(crate) const GERMANY: Area = Area::from_code(276);
pub(crate) const RUSSIA: Area = Area::from_code(643);

pub(crate) fn paired(frequency: Frequency, records: &[Record]) -> Paired {
    pair(&Request::new(KAZ, SRB, frequency), records, &Rates::default())
}

/// A report as `100 (re_export 40 E2)`.
fn words(report: Option<&Report>) -> String {
    let Some(report) = report else {
        return "-".to_owned();
    };
    let deductions: Vec<String> = report
        .deductions
        .iter()
        .map(|one| {
            let via = one
                .via
                .map_or_else(String::new, |via| format!(" via {}", via.code()));
            let fob = one.fob.map_or_else(String::new, |fob| format!(" at {fob}"));
            format!("{}{via} {}{fob} {:?}", one.cause.name(), one.amount, one.grade)
        })
        .collect();
    if deductions.is_empty() {
        report.value.to_string()
    } else {
        format!("{} ({})", report.value, deductions.join(", "))
    }
}

/// Every cell as `commodity period: exporter's report | importer's report`, those that stand apart
/// among them, without months that are left out of their year.
pub(crate) fn cells(paired: &Paired) -> Vec<String> {
    let compared = |cell: &&Cell| !paired.cells.left_out.contains(&cell.period);
    let apart = paired.cells.apart_in_rows().map(|one| &one.cell);
    let mut cells: Vec<&Cell> = paired.cells.cells.iter().filter(compared).chain(apart).collect();
    cells.sort_by_key(|cell| (cell.commodity, cell.period));
    let line = |cell: &Cell| {
        let [export, import] = [0, 1].map(|side: usize| words(cell.reports[side].as_ref()));
        format!("{} {}: {export} | {import}", cell.commodity, cell.period)
    };
    cells.into_iter().map(line).collect()
}

/// The cells of a year's records.
pub(crate) fn year(records: &[Record]) -> Vec<String> {
    cells(&paired(Frequency::Annual, records))
}

/// The sources chosen for a period, exporter's then importer's.
pub(crate) fn basis(paired: &Paired, period: &str) -> [Option<String>; 2] {
    paired.basis[&Period::parse(period).unwrap()]
        .clone()
        .map(|side| side.map(|side| format!("{} {} {}", side.dataset.name(), side.vintage, side.derivation)))
}

pub(crate) fn x(code: &str, units: i128) -> Record {
    record(Flow::Export, code, "2016", units)
}

pub(crate) fn rx(code: &str, units: i128) -> Record {
    record(Flow::ReExport, code, "2016", units)
}

pub(crate) fn m(code: &str, units: i128) -> Record {
    record(Flow::Import, code, "2016", units)
}

#[test]
fn re_exports_told_of_the_total_only_are_spread_over_its_details_by_value() {
    let told = [
        x("TOTAL", 100),
        rx("TOTAL", 40),
        x("030389", 25),
        x("270900", 75),
        m("270900", 80),
    ];
    assert_eq!(
        year(&told),
        [
            "030389 2016: 25 (re_export 10 E4) | -",
            "270900 2016: 75 (re_export 30 E4) | 80"
        ]
    );
}

#[test]
fn what_is_spread_of_the_total_reaches_the_goods_it_does_not_specify_too() {
    let told = [x("TOTAL", 100), rx("TOTAL", 40), x("270900", 75), m("270900", 80)];
    assert_eq!(
        year(&told),
        [
            "270900 2016: 75 (re_export 30 E4) | 80",
            "9999AA 2016: 25 (re_export 10 E4) | -"
        ]
    );
}

#[test]
fn re_exports_beyond_those_of_the_details_are_those_of_what_is_not_specified() {
    let told = [
        x("TOTAL", 100),
        rx("TOTAL", 40),
        x("270900", 75),
        rx("270900", 30),
        x("030389", 20),
        m("270900", 80),
    ];
    assert_eq!(
        year(&told),
        [
            "030389 2016: 20 (re_export 5 E4) | -",
            "270900 2016: 75 (re_export 30 E2) | 80",
            "9999AA 2016: 5 (re_export 5 E2) | -"
        ]
    );
}

#[test]
fn goods_through_one_country_do_not_stand_in_for_those_through_another() {
    let told = [
        m("TOTAL", 100),
        through(GERMANY, m("TOTAL", 30)),
        through(RUSSIA, m("TOTAL", 20)),
        m("030389", 40),
        through(GERMANY, m("030389", 30)),
        m("270900", 60),
        x("270900", 55),
    ];
    assert_eq!(
        year(&told),
        [
            "030389 2016: - | 40 (indirect via 276 30 E2)",
            "270900 2016: 55 | 60 (indirect via 643 20 E4)"
        ]
    );
}

#[test]
fn freight_stated_of_the_total_only_is_that_of_its_details() {
    let told = [
        with_fob(94, m("TOTAL", 100)),
        m("030389", 50),
        m("270900", 50),
        x("270900", 47),
    ];
    assert_eq!(
        year(&told),
        [
            "030389 2016: - | 50 (cif_fob 3 E4)",
            "270900 2016: 47 | 50 (cif_fob 3 E4)"
        ]
    );
}

#[test]
fn the_fob_values_of_second_partners_are_their_own() {
    let hrv = |units: i128| through(Area::from_code(191), m("TOTAL", units));
    let itself = |units: i128| through(KAZ, m("TOTAL", units));
    let told = |all: &[Record]| year(&[&[x("TOTAL", 90)], all].concat()).remove(0);
    assert_eq!(
        told(&[with_fob(94, m("TOTAL", 100)), with_fob(45, hrv(50))]),
        "TOTAL 2016: 90 | 100 (indirect via 191 50 at 45 E2, cif_fob 6 E2)"
    );
    // Freight is stated of the goods whose records state it, and of no others.
    assert_eq!(
        told(&[m("TOTAL", 100), with_fob(45, hrv(50)), with_fob(29, itself(30))]),
        "TOTAL 2016: 90 | 100 (indirect via 191 50 at 45 E2, cif_fob 6 at 74 E2)"
    );
    assert_eq!(
        told(&[with_fob(45, hrv(50)), itself(50)]),
        "TOTAL 2016: 90 | 100 (indirect via 191 50 at 45 E2, cif_fob 5 at 45 E2)"
    );
    // All of them together are the whole.
    assert_eq!(
        told(&[m("TOTAL", 80), with_fob(45, hrv(50)), with_fob(29, itself(30))]),
        "TOTAL 2016: 90 | 80 (indirect via 191 50 at 45 E2, cif_fob 6 E2)"
    );
    // A FOB value above the value is a contradiction, and is not used.
    assert_eq!(
        told(&[m("TOTAL", 100), with_fob(55, hrv(50))]),
        "TOTAL 2016: 90 | 100 (indirect via 191 50 E2)"
    );
}

#[test]
fn freight_that_one_of_several_codes_states_is_that_of_its_goods_in_their_sum() {
    let request = Request {
        level: Level::Hs6,
        ..Request::new(KAZ, SRB, Frequency::Annual)
    };
    let sum = |others: &[Record]| {
        let first = [x("03", 100), with_fob(45, m("030389", 50))];
        let records = [first.as_slice(), others].concat();
        cells(&pair(&request, &records, &Rates::default()))
    };
    assert_eq!(
        sum(&[m("030390", 60)]),
        ["03 2016: 100 | 110 (cif_fob 5 at 45 E2)"]
    );
    assert_eq!(
        sum(&[with_fob(55, m("030390", 60))]),
        ["03 2016: 100 | 110 (cif_fob 10 E2)"]
    );
    assert_eq!(
        sum(&[with_fob(55, m("030390", 60)), m("030391", 20)]),
        ["03 2016: 100 | 130 (cif_fob 10 at 100 E2)"]
    );
}

#[test]
fn freight_of_goods_consigned_directly_is_what_their_own_records_state() {
    let by = |attribution: Attribution, mut record: Record| {
        record.observation.attribution = attribution;
        record
    };
    let origin = with_fob(90, by(Attribution::Origin, m("TOTAL", 100)));
    let direct = by(Attribution::Consignment, m("TOTAL", 60));
    // In proportion 6 of the 10 that the whole is dearer.
    assert_eq!(
        year(&[x("TOTAL", 90), origin.clone(), direct.clone()]),
        ["TOTAL 2016: 90 | 100 (indirect 40 E2, cif_fob 6 E2)"]
    );
    assert_eq!(
        year(&[x("TOTAL", 90), origin, with_fob(57, direct)]),
        ["TOTAL 2016: 90 | 100 (indirect 40 E2, cif_fob 3 E2)"]
    );
}

#[test]
fn goods_hidden_at_every_level_without_a_total_count_once() {
    let told = [
        x("03", 100),
        x("0303", 100),
        x("030389", 100),
        x("99", 60),
        x("9999", 60),
        weighing(500, x("999999", 60)),
        m("030389", 90),
        m("9999AA", 70),
    ];
    assert_eq!(year(&told), ["030389 2016: 100 | 90", "9999AA 2016: 60 | 70"]);
    assert_eq!(
        basis(&paired(Frequency::Annual, &told), "2016"),
        [
            Some("comtrade 2020-01-01 sum of hs6".to_owned()),
            Some("comtrade 2020-01-01 sum of hs6".to_owned())
        ]
    );
}

#[test]
fn two_codes_of_equal_value_are_two_figures_and_one_told_twice_is_one() {
    for codes in [["999999", "9999AA"], ["990000", "999999"], ["2709XX", "27XXXX"]] {
        let told = codes.map(|code| x(code, 40));
        let cells = year(&told);
        let [cell] = cells.as_slice() else {
            unreachable!("{cells:?}")
        };
        assert!(cell.ends_with(" 2016: 80 | -"), "{cell}");
        assert_eq!(
            basis(&paired(Frequency::Annual, &told), "2016")[0].as_deref(),
            Some("comtrade 2020-01-01 sum of hs6")
        );
        let twice = [codes[0], codes[0]].map(|code| x(code, 40));
        assert!(year(&twice)[0].ends_with(" 2016: 40 | -"));
    }
}

fn weighing(kilograms: i128, mut record: Record) -> Record {
    record.observation.net_weight_kg = Some(Quantity::from_thousandths(kilograms * 1_000));
    record
}

#[test]
fn a_revision_that_tells_re_exports_of_other_cells_only_takes_a_cells_back() {
    let told = [
        x("030389", 50),
        rx("030389", 10),
        x("270900", 75),
        rx("270900", 30),
        released(2021, x("030389", 51)),
        released(2021, x("270900", 76)),
        released(2021, rx("270900", 31)),
    ];
    assert_eq!(
        year(&told),
        ["030389 2016: 51 | -", "270900 2016: 76 (re_export 31 E2) | -"]
    );
}

#[test]
fn a_revision_without_any_re_exports_leaves_them_as_they_were() {
    let told = [x("030389", 50), rx("030389", 10), released(2021, x("030389", 51))];
    assert_eq!(year(&told), ["030389 2016: 51 (re_export 10 E2) | -"]);
}

#[test]
fn a_revision_of_some_cells_takes_nothing_back_from_the_others() {
    let told = [
        x("030389", 50),
        rx("030389", 10),
        x("270900", 75),
        rx("270900", 30),
        released(2021, x("270900", 76)),
        released(2021, rx("270900", 31)),
    ];
    assert_eq!(
        year(&told),
        [
            "030389 2016: 50 (re_export 10 E2) | -",
            "270900 2016: 76 (re_export 31 E2) | -"
        ]
    );
}

#[test]
fn a_revision_with_re_exports_of_the_total_says_nothing_of_those_of_details() {
    let told = [
        x("TOTAL", 75),
        rx("TOTAL", 30),
        x("270900", 75),
        rx("270900", 30),
        released(2021, x("TOTAL", 76)),
        released(2021, rx("TOTAL", 30)),
        released(2021, x("270900", 76)),
    ];
    assert_eq!(year(&told), ["270900 2016: 76 (re_export 30 E2) | -"]);
}

#[test]
fn a_figure_bears_the_vintage_of_the_records_it_is_made_of() {
    let told = [
        x("TOTAL", 75),
        rx("TOTAL", 30),
        released(2021, record(Flow::DomesticExport, "TOTAL", "2016", 45)),
        m("TOTAL", 80),
        released(2022, record(Flow::ForeignImport, "TOTAL", "2016", 79)),
    ];
    let expected = "comtrade 2020-01-01 reported".to_owned();
    assert_eq!(
        basis(&paired(Frequency::Annual, &told), "2016"),
        [Some(expected.clone()), Some(expected)]
    );
}

#[test]
fn a_figure_bears_the_vintage_of_what_it_singles_out() {
    let told = [x("TOTAL", 75), released(2021, rx("TOTAL", 30))];
    assert_eq!(
        basis(&paired(Frequency::Annual, &told), "2016"),
        [Some("comtrade 2021-01-01 reported".to_owned()), None]
    );
}

#[test]
fn a_part_that_makes_up_no_flow_is_no_report() {
    let told = [
        record(Flow::ExportAfterInwardProcessing, "TOTAL", "2016", 5),
        m("TOTAL", 80),
    ];
    assert_eq!(year(&told), ["TOTAL 2016: - | 80"]);
}

/// Both sides' totals of the first months of 2016.
fn months(last: u32) -> Vec<Record> {
    let month = |month: u32, flow| record(flow, "TOTAL", &format!("2016-{month:02}"), 10);
    (1..=last)
        .flat_map(|at| [month(at, Flow::Export), month(at, Flow::Import)])
        .collect()
}

#[test]
fn a_year_is_answered_by_a_source_for_the_year_before_one_for_some_of_its_months() {
    let mut told = vec![x("270900", 75), m("TOTAL", 80)];
    told.extend(months(3));
    assert_eq!(year(&told), ["TOTAL 2016: 75 | 80"]);
    let mut told = vec![
        from(Dataset::KzBns, x("TOTAL", 75)),
        from(Dataset::Eurostat, m("TOTAL", 80)),
    ];
    told.extend(months(11));
    assert_eq!(year(&told), ["TOTAL 2016: 75 | 80"]);
}

#[test]
fn twelve_months_are_a_year() {
    let mut told = vec![x("270900", 75), m("TOTAL", 80)];
    told.extend(months(12));
    let paired = paired(Frequency::Annual, &told);
    let expected = "comtrade 2020-01-01 sum of 12 months".to_owned();
    assert_eq!(basis(&paired, "2016"), [Some(expected.clone()), Some(expected)]);
}

#[test]
fn some_months_of_one_side_meet_the_same_months_of_the_other() {
    let mut told = vec![x("TOTAL", 75)];
    told.extend(months(2));
    assert_eq!(year(&told), ["TOTAL 2016-01: 10 | 10", "TOTAL 2016-02: 10 | 10"]);
}

fn fob(mut record: Record) -> Record {
    record.observation.valuation = Valuation::Fob;
    record
}

#[test]
fn imports_are_fob_when_those_of_the_chosen_source_are() {
    let told = [
        x("TOTAL", 75),
        fob(m("TOTAL", 80)),
        from(Dataset::ImfDots, m("TOTAL", 85)),
    ];
    assert!(!paired(Frequency::Annual, &told).cells.habits[1].cif);
    let told = [
        x("TOTAL", 75),
        m("TOTAL", 80),
        from(Dataset::ImfDots, fob(m("TOTAL", 85))),
    ];
    assert!(paired(Frequency::Annual, &told).cells.habits[1].cif);
}

fn imputed(mut record: Record) -> Record {
    record.observation.attribution = Attribution::Imputed;
    from(Dataset::ImfDots, record)
}

#[test]
fn a_report_goes_before_a_figure_made_of_the_other_sides() {
    let mut told = vec![imputed(x("TOTAL", 100)), imputed(m("TOTAL", 106))];
    let imf = Some("imf-dots 2020-01-01 imputed".to_owned());
    assert_eq!(
        basis(&paired(Frequency::Annual, &told), "2016"),
        [imf.clone(), imf.clone()]
    );
    told.push(from(Dataset::KzBns, x("TOTAL", 90)));
    let paired = paired(Frequency::Annual, &told);
    assert_eq!(cells(&paired), ["TOTAL 2016: 90 | 106"]);
    let bureau = Some("kz-bns 2020-01-01 reported".to_owned());
    assert_eq!(basis(&paired, "2016"), [bureau, imf]);
}

#[test]
fn a_recorded_freight_of_nothing_leaves_no_margin_to_estimate() {
    let told = [x("TOTAL", 75), with_fob(80, m("TOTAL", 80))];
    let paired = paired(Frequency::Annual, &told);
    assert_eq!(cells(&paired), ["TOTAL 2016: 75 | 80 (cif_fob 0 E2)"]);
    let explanation = explain(&paired.cells, &MarginRule::Fixed(Rate::STANDARD));
    let parts: Vec<String> = explanation.cells[0]
        .parts
        .iter()
        .map(|part| format!("{} {}", part.cause.name(), part.amount))
        .collect();
    assert_eq!(parts, ["residual 5"]);
}

/// The parts by which the difference of every cell is explained, as `270900: indirect 3, residual 5`.
fn parts(told: &[Record]) -> Vec<String> {
    let explanation = explain(
        &paired(Frequency::Annual, told).cells,
        &MarginRule::Fixed(Rate::STANDARD),
    );
    let lines = explanation.cells.iter().map(|cell| {
        let parts = cell.parts.iter();
        let parts: Vec<String> = parts
            .map(|part| format!("{} {} {}", part.cause.name(), part.method, part.amount))
            .collect();
        format!("{}: {}", cell.commodity, parts.join(", "))
    });
    lines.collect()
}

#[test]
fn goods_whose_freight_is_nothing_are_shared_over_the_codes_of_another_edition() {
    let of = |edition: Edition, mut record: Record| {
        record.observation.edition = edition;
        record
    };
    let told = [
        of(Edition::H1, x("854213", 100)),
        of(Edition::H1, x("854219", 100)),
        of(Edition::H3, m("854231", 300)),
        of(Edition::H3, with_fob(100, through(KAZ, m("854231", 100)))),
    ];
    assert_eq!(
        parts(&told),
        [
            "854213: hs_edition conversion_weights -196.328, cif_fob fixed_margin 7.409, residual remainder 88.919",
            "854219: hs_edition conversion_weights -103.672, cif_fob fixed_margin 3.912, residual remainder -0.24",
            "854231: hs_edition conversion_weights 300"
        ]
    );
}

#[test]
fn goods_whose_freight_is_nothing_are_shared_over_the_details_of_a_total() {
    let told = [
        m("TOTAL", 100),
        with_fob(40, through(KAZ, m("TOTAL", 40))),
        m("030389", 50),
        m("270900", 50),
        x("270900", 47),
    ];
    assert_eq!(
        year(&told),
        [
            "030389 2016: - | 50 (cif_fob 0 at 20 E4)",
            "270900 2016: 47 | 50 (cif_fob 0 at 20 E4)"
        ]
    );
}

#[test]
fn freight_told_of_the_total_is_that_of_its_details_with_goods_through_hubs_too() {
    let told = [
        x("270900", 280),
        m("TOTAL", 300),
        with_fob(280, through(GERMANY, m("TOTAL", 300))),
        m("270900", 300),
    ];
    assert_eq!(
        year(&told),
        ["270900 2016: 280 | 300 (indirect via 276 300 at 280 E2, cif_fob 20 E2)"]
    );
}

#[test]
fn a_record_whose_fob_value_is_above_its_value_states_none_and_leaves_the_others_theirs() {
    let [germany, croatia] = [GERMANY, Area::from_code(191)];
    let via = |hub: Area, units: i128, fob: i128| with_fob(fob, through(hub, m("TOTAL", units)));
    let told = |all: &[Record]| year(&[&[x("TOTAL", 10)], all].concat()).remove(0);
    for above in [101, 300] {
        assert_eq!(
            told(&[m("TOTAL", 200), via(germany, 100, 70), via(croatia, 100, above)]),
            "TOTAL 2016: 10 | 200 (indirect via 191 100 E2, indirect via 276 100 at 70 E2, cif_fob 30 at 70 E2)"
        );
    }
    assert_eq!(
        told(&[via(germany, 100, 90), via(croatia, 101, 105)]),
        "TOTAL 2016: 10 | 201 (indirect via 191 101 E2, indirect via 276 100 at 90 E2, cif_fob 10 at 90 E2)"
    );
    assert_eq!(
        told(&[with_fob(300, m("TOTAL", 200)), via(germany, 100, 90)]),
        "TOTAL 2016: 10 | 200 (indirect via 276 100 at 90 E2, cif_fob 10 at 90 E2)"
    );
    assert_eq!(told(&[with_fob(300, m("TOTAL", 200))]), "TOTAL 2016: 10 | 200");
}

#[test]
fn a_breakdown_without_a_rate_of_exchange_leaves_the_total_as_it_is() {
    let dinars = |mut record: Record| {
        record.observation.currency = Currency::parse("RSD").unwrap();
        record
    };
    let import = with_fob(190, m("270900", 200));
    let hub = dinars(with_fob(90, through(GERMANY, m("270900", 100))));
    let found = paired(Frequency::Annual, &[x("270900", 100), import, hub]);
    assert_eq!(cells(&found), ["270900 2016: 100 | 200 (cif_fob 10 E2)"]);
    let missing: Vec<String> = found
        .missing_rates
        .iter()
        .map(|rate| rate.currency.to_string())
        .collect();
    assert_eq!(missing, ["RSD"]);
    let told = "comtrade 2020-01-01 sum of hs6";
    let noted = format!("{told}; breakdowns in RSD left out, no rate of exchange");
    assert_eq!(basis(&found, "2016"), [Some(told.to_owned()), Some(noted)]);
    let found = paired(
        Frequency::Annual,
        &[x("270900", 100), dinars(rx("270900", 40)), m("270900", 100)],
    );
    assert_eq!(cells(&found), ["270900 2016: 100 | 100"]);
}

#[test]
fn a_year_asked_for_by_one_of_its_months_is_answered_from_all_of_them() {
    let (_folder, home) = support::home();
    let rows: Vec<_> = months(12).into_iter().map(|one| one.observation).collect();
    support::import(&home, "months", support::details("2020-01-01"), &rows);
    let comparison = Comparison::open(&home, Rates::default(), Vec::new(), MarginRule::default()).unwrap();
    let march = Period::parse("2016-03");
    let question = Question {
        exporter: KAZ,
        importer: SRB,
        key: RowKey {
            frequency: Frequency::Annual,
            level: Level::Total,
        },
        from: march,
        to: march,
        as_of: None,
        datasets: Vec::new(),
    };
    let rows = comparison.mirror(&question).unwrap();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let [export, import] = [row.export_value, row.import_value].map(|value| value.unwrap());
            let [made, _] = (*row.basis).clone().map(|side| side.unwrap().derivation);
            format!("{}: {export} | {import}, {made}", row.period)
        })
        .collect();
    assert_eq!(lines, ["2016: 120 | 120, sum of 12 months"]);
}
