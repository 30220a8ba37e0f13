//! The periods asked for choose among the rows; they change none.

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::{MarginRule, RowKey};
use entente_mirror::pairing::Rates;
use entente_mirror::store::Home;
use entente_trade::{
    Area, Attribution, Cause, Commodity, Currency, Dataset, Edition, Finding, Flow, Frequency, Level, Money,
    Observation, Period, Quantity, Valuation,
};
use tempfile::TempDir;

use crate::store::support::{details, home, import};

const KAZ: Area = Area::from_code(398);
const SRB: Area = Area::from_code(688);
const HRV: Area = Area::from_code(191);

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn told(flow: Flow, (exporter, importer): (Area, Area), period: Period, value: i128) -> Observation {
    let export = flow == Flow::Export;
    let (reporter, partner) = if export {
        (exporter, importer)
    } else {
        (importer, exporter)
    };
    Observation {
        dataset: Dataset::Entente,
        flow,
        reporter,
        partner,
        second_partner: None,
        period,
        commodity: Commodity::TOTAL,
        edition: Edition::Unknown,
        procedure: 0,
        transport: 0,
        currency: Currency::USD,
        value: Money::from_units(value),
        valuation: if export { Valuation::Fob } else { Valuation::Cif },
        attribution: Attribution::Origin,
        fob: None,
        cif: None,
        net_weight_kg: None,
        quantity: None,
        unit: -1,
        national: None,
    }
}

/// What is sent in a month: uneven, but the same on every machine.
fn sent(month: i32) -> i128 {
    let mixed = (month + 50).unsigned_abs().wrapping_mul(2_654_435_761) >> 16;
    1_000 + i128::from(mixed % 4_000)
}

/// A state that books everything one month late, for 24 months.
fn late() -> Vec<Observation> {
    let first = period("2017-01");
    (0..24)
        .flat_map(|month| {
            let at = first.plus(month).unwrap();
            [
                told(Flow::Export, (KAZ, SRB), at, sent(month)),
                told(Flow::Import, (KAZ, SRB), at, sent(month - 1)),
            ]
        })
        .collect()
}

fn books(observations: &[Observation]) -> (TempDir, Home) {
    let (folder, home) = home();
    import(&home, "made", details("2024-01-01"), observations);
    (folder, home)
}

fn question(frequency: Frequency, level: Level, window: Option<(&str, &str)>) -> Question {
    Question {
        exporter: KAZ,
        importer: SRB,
        key: RowKey { frequency, level },
        from: window.map(|(from, _)| period(from)),
        to: window.map(|(_, to)| period(to)),
        as_of: None,
        datasets: Vec::new(),
    }
}

fn comparison(home: &Home, rule: MarginRule) -> Comparison {
    Comparison::open(home, Rates::standard().clone(), Vec::new(), rule).unwrap()
}

fn explained(home: &Home, question: &Question) -> Vec<Finding> {
    let (_, findings) = comparison(home, MarginRule::Best).explain(question).unwrap();
    findings
}

/// The rows asked for are those of the whole, for several windows.
fn windows_change_nothing(home: &Home, frequency: Frequency, level: Level) -> Vec<Finding> {
    let whole = explained(home, &question(frequency, level, None));
    for (from, to) in [
        ("2018-01", "2018-02"),
        ("2018", "2018"),
        ("2017-12", "2018-01"),
        ("2017-01", "2017-03"),
        ("2017-02", "2017-03"),
        ("2030", "2031"),
    ] {
        let asked = question(frequency, level, Some((from, to)));
        let expected: Vec<Finding> = whole
            .iter()
            .filter(|row| asked.admits(row.period))
            .cloned()
            .collect();
        assert_eq!(explained(home, &asked), expected, "{from} to {to}");
    }
    whole
}

#[test]
fn the_parts_of_a_month_do_not_depend_on_the_months_asked_for() {
    let (_folder, home) = books(&late());
    let whole = windows_change_nothing(&home, Frequency::Monthly, Level::Total);
    let causes = |row: &Finding| row.parts.iter().map(|part| part.cause).collect::<Vec<_>>();
    assert!(causes(&whole[12]).contains(&Cause::Timing), "{:?}", whole[12]);
    windows_change_nothing(&home, Frequency::Annual, Level::Total);
}

#[test]
fn margins_and_hubs_of_a_year_do_not_depend_on_the_years_asked_for() {
    let mut observations = Vec::new();
    for year in 2016..2020_u16 {
        let at = Period::year(year).unwrap();
        let grown = i128::from(year - 2015);
        for code in 0..12 {
            let mut add = |flow, pair, value: i128, weight: i128| {
                let mut one = told(flow, pair, at, value);
                one.commodity = Commodity::hs6(270_900 + code).unwrap();
                one.net_weight_kg = Some(Quantity::from_thousandths(weight * 1_000));
                observations.push(one);
            };
            let value = 1_000 * grown + i128::from(code);
            add(Flow::Export, (KAZ, SRB), value, value);
            add(Flow::Import, (KAZ, SRB), value * (102 + 3 * grown) / 100, value);
            add(Flow::Export, (KAZ, HRV), 7_000 * grown, 7_000);
        }
        for (flow, pair, value) in [
            (Flow::Export, (HRV, SRB), 500_000),
            (Flow::Export, (KAZ, SRB), 100_000),
            (Flow::Import, (KAZ, SRB), 300_000),
            (Flow::Export, (KAZ, HRV), 400_000),
        ] {
            observations.push(told(flow, pair, at, value * grown));
        }
    }
    let (_folder, home) = books(&observations);
    let whole = windows_change_nothing(&home, Frequency::Annual, Level::Hs6);
    let methods: Vec<&str> = whole
        .iter()
        .flat_map(|row| row.parts.iter().map(|part| part.method))
        .collect();
    assert!(methods.contains(&"unit_values"), "{methods:?}");
}

#[test]
fn the_sources_of_a_period_do_not_depend_on_the_periods_asked_for() {
    let mut observations = late();
    // One month also by a dataset that tells one side only, one year also as a year.
    let mut other = told(Flow::Import, (KAZ, SRB), period("2018-02"), 77);
    other.dataset = Dataset::KzBns;
    observations.push(other);
    observations.push(told(Flow::Export, (KAZ, SRB), period("2018"), 9_999));
    let (_folder, home) = books(&observations);
    for frequency in [Frequency::Annual, Frequency::Monthly] {
        let comparison = comparison(&home, MarginRule::Best);
        let ask = |window| {
            comparison
                .mirror(&question(frequency, Level::Total, window))
                .unwrap()
        };
        let whole = ask(None);
        let asked = question(frequency, Level::Total, Some(("2018-02", "2018-02")));
        let expected: Vec<_> = whole.into_iter().filter(|row| asked.admits(row.period)).collect();
        assert_eq!(ask(Some(("2018-02", "2018-02"))), expected);
    }
}
