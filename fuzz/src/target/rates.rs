//! A table of rates: every line is a rate or the first that is none, and any value can be converted.

use entente_mirror::pairing::{RateError, Rates};
use entente_trade::money::READ_LIMIT;
use entente_trade::{Currency, Money, Period};

use super::{promised, same};

pub(super) fn check(text: &str) -> Result<(), String> {
    let first = Rates::default().with(text);
    same("read twice", &Rates::default().with(text), &first)?;
    match first {
        Ok(rates) => every_line(text, &rates),
        Err(error) => the_line(text, &error),
    }
}

fn every_line(text: &str, rates: &Rates) -> Result<(), String> {
    for line in text.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let mut fields = line.trim().split(',');
        let named = fields
            .next()
            .and_then(Currency::parse)
            .zip(fields.next().and_then(Period::parse));
        let (currency, period) = named.ok_or_else(|| format!("a line without a rate is no error: {line}"))?;
        promised(rates.has(currency, period), || format!("a rate is lost: {line}"))?;
        for value in [0, 1, READ_LIMIT, -READ_LIMIT] {
            let money = Money::from_thousandths(value);
            let usd = rates.to_usd(money, currency, period);
            let back = rates.to_usd(-money, currency, period);
            promised(usd.is_some(), || format!("not converted: {line}"))?;
            same("the sign changes the magnitude", &back, &usd.map(|usd| -usd))?;
        }
    }
    Ok(())
}

/// The line named is the one found, and all before it is read.
fn the_line(text: &str, error: &RateError) -> Result<(), String> {
    let named = error.line.checked_sub(1).and_then(|at| text.lines().nth(at));
    same("the line named", &named, &Some(error.found.as_str()))?;
    let before: Vec<&str> = text.lines().take(error.line - 1).collect();
    Rates::default()
        .with(&before.join("\n"))
        .map(|_| ())
        .map_err(|earlier| format!("not the first line: {earlier}"))
}
