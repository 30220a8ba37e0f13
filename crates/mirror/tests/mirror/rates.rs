//! Tables of rates: the last line of a currency and period holds, and conversion is exact and odd.

use std::collections::BTreeMap;

use entente_mirror::pairing::Rates;
use entente_trade::{Currency, Money, Period, money};
use proptest::prelude::*;

use crate::fixed;

/// A line: currency, period, and units for one dollar in units of 10⁻⁹. Few names, so that they meet.
fn line() -> impl Strategy<Value = (String, String, i128)> {
    let currency = prop::sample::select(vec!["EUR", "KZT", "RSD"]).prop_map(str::to_owned);
    let period = prop::sample::select(vec!["2015", "2015-04", "201505"]).prop_map(str::to_owned);
    (currency, period, 1..=10_i128.pow(15))
}

fn table(lines: &[(String, String, i128)]) -> String {
    let mut text = "currency,period,per_usd\n".to_owned();
    for (currency, period, nano) in lines {
        let (whole, rest) = (nano / 1_000_000_000, nano % 1_000_000_000);
        text.push_str(&format!("{currency},{period},{whole}.{rest:09}\n"));
    }
    text
}

proptest! {
    #![proptest_config(fixed(1_000))]

    #[test]
    fn the_last_line_of_a_period_holds_and_converts_exactly(
        lines in prop::collection::vec(line(), 1..12),
        thousandths in -money::READ_LIMIT..=money::READ_LIMIT,
    ) {
        let rates = Rates::default().with(&table(&lines)).unwrap();
        let mut last = BTreeMap::new();
        for (currency, period, nano) in &lines {
            last.insert((Currency::parse(currency).unwrap(), Period::parse(period).unwrap()), *nano);
        }
        for ((currency, period), nano) in last {
            let convert = |thousandths| rates.to_usd(Money::from_thousandths(thousandths), currency, period);
            let expected = money::share(thousandths, 1_000_000_000, nano);
            prop_assert_eq!(convert(thousandths), Some(Money::from_thousandths(expected)));
            prop_assert_eq!(convert(-thousandths), Some(Money::from_thousandths(-expected)));
            let off = expected * nano - thousandths * 1_000_000_000;
            prop_assert!(off.abs() * 2 <= nano, "{} by {}", expected, off);
        }
        let absent = rates.to_usd(Money::ZERO, Currency::EUR, Period::parse("2014").unwrap());
        prop_assert_eq!(absent, None);
    }

    #[test]
    fn the_first_line_that_is_no_rate_is_named(
        lines in prop::collection::vec(line(), 0..6),
        wrong in prop::sample::select(vec![
            "EUR,2015", "eur,2015,1", "EUR,2015-13,1", "EUR,2015,0", "EUR,2015,-1", "EUR,2015,one", "EUR;2015;1",
        ]),
    ) {
        let text = table(&lines) + wrong + "\nEUR,2015,0.9\n";
        let error = Rates::default().with(&text).unwrap_err();
        prop_assert_eq!((error.line, error.found), (lines.len() + 2, wrong.to_owned()));
    }

    #[test]
    fn no_text_panics(text in "(.{0,30}\n)?([A-Z]{3},[0-9-]{4,7},.{0,20}\n){0,3}.{0,30}") {
        let _ = Rates::default().with(&text);
    }
}
