//! What is told comes back as it was told.

use super::support::{all, details, home, import, observations};
use entente_mirror::book::Columns;
use entente_trade::{
    Area, Attribution, Commodity, Currency, Dataset, Edition, Flow, Money, Observation, Period, Quantity,
    Valuation,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use crate::fixed;

/// Few different codes, so that keys meet.
fn area() -> impl Strategy<Value = Area> {
    prop_oneof![0..4_u16, any::<u16>()].prop_map(Area::from_code)
}

fn thousandths() -> impl Strategy<Value = i128> {
    let limit = 10_i128.pow(18) - 1;
    prop_oneof![Just(0), Just(limit), Just(-limit), -limit..=limit]
}

fn money() -> impl Strategy<Value = Money> {
    thousandths().prop_map(Money::from_thousandths)
}

fn quantity() -> impl Strategy<Value = Quantity> {
    thousandths().prop_map(Quantity::from_thousandths)
}

fn currency() -> impl Strategy<Value = Currency> {
    "[A-Z]{3}".prop_map(|text| Currency::parse(&text).unwrap())
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![4 => (2015..2016_u32, 0..=2_u32), 1 => (1962..=2100_u32, 0..=12_u32)]
        .prop_map(|(year, month)| Period::from_number(year * 100 + month).unwrap())
}

fn commodity() -> impl Strategy<Value = Commodity> {
    prop_oneof![
        Just(Commodity::TOTAL),
        Just(Commodity::UNSPECIFIED),
        (0..1_000_000_u32).prop_map(|number| Commodity::hs6(number).unwrap()),
        (1..=98_u8).prop_map(|chapter| Commodity::parse(&format!("{chapter:02}")).unwrap()),
        (1..=99_u8).prop_map(Commodity::unspecified_in),
        "[1-9][0-9](XX|XXXX|[0-9]{2}XX)|X{2}|X{4}|X{6}|99|9999"
            .prop_map(|text| Commodity::parse(&text).unwrap()),
    ]
}

fn valuation() -> impl Strategy<Value = Valuation> {
    prop_oneof![
        Just(Valuation::Fob),
        Just(Valuation::Cif),
        Just(Valuation::Unstated)
    ]
}

fn attribution() -> impl Strategy<Value = Attribution> {
    prop_oneof![
        Just(Attribution::Origin),
        Just(Attribution::Consignment),
        Just(Attribution::LastKnownDestination),
        Just(Attribution::Unstated),
        Just(Attribution::Imputed),
    ]
}

fn observation() -> impl Strategy<Value = Observation> {
    let who = (area(), area(), of(area()), 0..7_u8, 0..10_u8);
    let what = (period(), commodity(), 0..8_u8, any::<u8>(), any::<u16>());
    let how = (
        currency(),
        money(),
        valuation(),
        attribution(),
        of((currency(), money())),
    );
    let more = (
        of(money()),
        of(money()),
        of(quantity()),
        of(quantity()),
        any::<i8>(),
    );
    (who, what, how, more).prop_map(|(who, what, how, more)| Observation {
        reporter: who.0,
        partner: who.1,
        second_partner: who.2,
        dataset: Dataset::from_index(who.3).unwrap(),
        flow: Flow::from_index(who.4).unwrap(),
        period: what.0,
        commodity: what.1,
        edition: Edition::from_index(what.2).unwrap(),
        procedure: what.3,
        transport: what.4,
        currency: how.0,
        value: how.1,
        valuation: how.2,
        attribution: how.3,
        national: how.4,
        fob: more.0,
        cif: more.1,
        net_weight_kg: more.2,
        quantity: more.3,
        unit: more.4,
    })
}

/// The canonical order, spelled out.
fn sorted(mut rows: Vec<Observation>) -> Vec<Observation> {
    rows.sort_by_key(|row| {
        let place = (row.exporter(), row.importer(), row.commodity, row.period);
        (
            place,
            row.flow.side(),
            row.flow,
            row.second_partner,
            row.procedure,
            row.transport,
        )
    });
    rows
}

proptest! {
    #![proptest_config(fixed(1_000))]

    #[test]
    fn columns_give_back_what_was_pushed(rows in vec(observation(), 0..12)) {
        let mut columns = Columns::default();
        for row in &rows {
            columns.push(row).unwrap();
        }
        let back: Vec<Observation> = (0..rows.len()).map(|at| columns.observation(at).unwrap()).collect();
        prop_assert_eq!(back, rows);
    }
}

// A home a case: the disk has to have each of them before the next.
proptest! {
    #![proptest_config(fixed(256))]

    #[test]
    fn records_come_back_as_they_were_pushed(rows in vec(observation(), 0..12), bound in 1..16_usize) {
        let (_folder, home) = home();
        let mut bounded = details("2024-01-01");
        bounded.rows_in_memory = bound;
        import(&home, "bytes", bounded, &rows);
        prop_assert_eq!(observations(all(&home)), sorted(rows));
    }
}
