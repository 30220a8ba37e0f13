//! A word for the parsers of the vocabulary: whatever is accepted is read again as printed.

use std::fmt::Display;

use entente_trade::{
    Areas, Commodity, Currency, Dataset, Date, Edition, Flow, HsCodes, Level, Money, Period, Quantity, fold,
    money,
};

use super::{promised, same};

pub(super) fn check(text: &str) -> Result<(), String> {
    decimals(text)?;
    again("period", text, Period::parse)?;
    again("date", text, Date::parse)?;
    again("currency", text, Currency::parse)?;
    same(
        "flow",
        &Flow::parse(text).and_then(|flow| Flow::parse(flow.code())),
        &Flow::parse(text),
    )?;
    let edition = Edition::parse(text);
    same(
        "edition",
        &edition.and_then(|edition| Edition::parse(edition.code())),
        &edition,
    )?;
    let dataset = Dataset::parse(text);
    same(
        "dataset",
        &dataset.and_then(|dataset| Dataset::parse(dataset.name())),
        &dataset,
    )?;
    numbers(text)?;
    commodity(text)?;
    area(text)
}

/// What a parser accepts it prints, and accepts as the same.
fn again<T: Display + PartialEq + std::fmt::Debug>(
    what: &str,
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<(), String> {
    match parse(text) {
        Some(value) => same(what, &parse(&value.to_string()), &Some(value)),
        None => Ok(()),
    }
}

fn decimals(text: &str) -> Result<(), String> {
    for exponent in [-9, 0, 3, 6] {
        let (money, quantity) = (Money::parse(text, exponent), Quantity::parse(text, exponent));
        same(
            "money and quantity differ",
            &money.clone().map(Money::thousandths),
            &quantity.map(Quantity::thousandths),
        )?;
        let Ok(money) = money else { continue };
        promised(money.thousandths().abs() <= money::READ_LIMIT, || {
            format!("money beyond the limit: {money}")
        })?;
        same("money", &Money::parse(&money.to_string(), 0), &Ok(money))?;
        let people = format!("{money:#}").replace(' ', "");
        let whole = people
            .parse::<i128>()
            .map_err(|error| format!("money for people: {people}: {error}"))?;
        let off = (whole * 1_000 - money.thousandths()).abs();
        promised(off <= 500, || {
            format!("money for people is rounded wrongly: {people} of {money}")
        })?;
    }
    match plain(text) {
        Some(plain) => same(
            "digits",
            &Money::parse(text, 0).map(|money| money.to_string()),
            &Ok(plain),
        ),
        None => Ok(()),
    }
}

/// A decimal without exponent and with at most three places, as it ought to be printed.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let is = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is(whole) || !is(rest) || rest.len() > 3 || whole.len() > 15 || whole.len() + rest.len() == 0 {
        return None;
    }
    let (whole, rest) = (whole.trim_start_matches('0'), rest.trim_end_matches('0'));
    Some(match (whole, rest) {
        ("", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        ("", rest) => format!("{sign}0.{rest}"),
        (whole, rest) => format!("{sign}{whole}.{rest}"),
    })
}

fn numbers(text: &str) -> Result<(), String> {
    let Some(period) = Period::parse(text) else {
        return Ok(());
    };
    // Nothing looser: no signs, no other digits.
    promised(spellings(period).iter().any(|known| known == text), || {
        format!("a period read out of another text: {text}")
    })?;
    same(
        "period number",
        &Period::from_number(period.number()),
        &Some(period),
    )?;
    same("a period and none", &period.plus(0), &Some(period))
}

/// Every way a period may be written.
fn spellings(period: Period) -> Vec<String> {
    let year = period.calendar_year();
    let Some(month) = period.calendar_month() else {
        return vec![format!("{year:04}")];
    };
    vec![
        format!("{year:04}{month:02}"),
        format!("{year:04}-{month:02}"),
        format!("{year:04}-{month}"),
        format!("{year:04}-M{month:02}"),
        format!("{year:04}M{month:02}"),
    ]
}

fn commodity(text: &str) -> Result<(), String> {
    let list = HsCodes::standard();
    let near = list.near(text);
    promised(near.iter().all(|code| code.len() == text.len()), || {
        format!("near codes of another length: {near:?}")
    })?;
    promised(
        list.editions(text).is_empty() || list.holds(6, text).is_some(),
        || "editions".to_owned(),
    )?;
    again("commodity", text, Commodity::parse)?;
    let Some(code) = Commodity::parse(text) else {
        return Ok(());
    };
    same(
        "commodity packed",
        &Commodity::from_packed(code.packed()),
        &Some(code),
    )?;
    for level in [Level::Total, Level::Hs2, Level::Hs4, Level::Hs6] {
        let up = code.at(level);
        same(
            "commodity of a level",
            &Commodity::parse(&up.to_string()),
            &Some(up),
        )?;
        same("commodity of a level twice", &up.at(level), &up)?;
    }
    Ok(())
}

fn area(text: &str) -> Result<(), String> {
    let areas = Areas::standard();
    let words = fold::words(text);
    same("words folded twice", &fold::words(&words), &words)?;
    same(
        "a group row",
        &areas.is_group_row(text),
        &areas.group_row(text).is_some(),
    )?;
    for origin in ["uz", "kz", "kg", "am", "imf", "eurostat"] {
        if let Ok(area) = areas.resolve_from(origin, text) {
            promised(areas.entry(area).is_some(), || {
                format!("an area that is not listed: {}", area.code())
            })?;
        }
    }
    match areas.resolve(text) {
        Ok(area) => {
            promised(areas.entry(area).is_some(), || {
                format!("an area that is not listed: {}", area.code())
            })?;
            same(
                "an area in blanks",
                &areas.resolve(&format!(" {text}\t")),
                &Ok(area),
            )
        }
        Err(error) => promised(error.to_string().chars().count() < 2_000, || {
            format!("a long error: {error}")
        }),
    }
}
