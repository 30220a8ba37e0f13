//! Cases of `kind = "conversion"`: codes carried from one edition of the nomenclature to another.

use std::collections::BTreeMap;

use entente_trade::hs::ONE;
use entente_trade::{Conversion, Edition};
use serde::Deserialize;

use super::Differences;
use super::figure::{Figure, Number};

case! {
    #[serde(default)]
    code: Vec<Code>,
    #[serde(default)]
    table: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    code: Number,
    path: Vec<String>,
    expect: BTreeMap<String, Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    from: String,
    to: String,
    rows: Option<usize>,
    source_codes: Option<usize>,
    target_codes: Option<usize>,
    sums_to_one: Option<bool>,
}

pub(super) fn run(case: Case) -> Result<Vec<String>, String> {
    let mut differences = Differences::default();
    for code in &case.code {
        targets(code, &mut differences)?;
    }
    for table in &case.table {
        counts(table, &mut differences)?;
    }
    differences.finish()
}

fn edition(text: &str) -> Result<u8, String> {
    let known = Edition::parse(text).filter(|edition| *edition != Edition::Unknown);
    known
        .map(Edition::index)
        .ok_or_else(|| format!("`{text}` is no edition: H0 to H6"))
}

fn targets(given: &Code, differences: &mut Differences) -> Result<(), String> {
    let path: Vec<u8> = given
        .path
        .iter()
        .map(|text| edition(text))
        .collect::<Result<_, _>>()?;
    let chain = Conversion::chain(&path).ok_or_else(|| format!("no tables along {:?}", given.path))?;
    let number = given.code.text().parse().map_err(|_| "no code".to_owned())?;
    let found: BTreeMap<String, u64> = chain
        .targets(number)
        .into_iter()
        .map(|(code, weight)| (format!("{code:06}"), weight))
        .collect();
    let name = |code: &str| format!("{} → {code}", given.code.text());
    for (code, expected) in &given.expect {
        let weight = found.get(code).copied().unwrap_or(0) as f64 / ONE as f64;
        differences.ratio(&name(code), Some(expected), Some(weight), "");
    }
    for (code, weight) in found.iter().filter(|(code, _)| !given.expect.contains_key(*code)) {
        differences.add(format!(
            "{}: expected nothing, found {weight} × 10^-12",
            name(code)
        ));
    }
    differences.same(&name("sum of the weights"), Some(&ONE), &found.values().sum());
    Ok(())
}

fn counts(given: &Table, differences: &mut Differences) -> Result<(), String> {
    let (from, to) = (edition(&given.from)?, edition(&given.to)?);
    let name = |field: &str| format!("{} → {}: {field}", given.from, given.to);
    let table = Conversion::between(from, to).ok_or_else(|| name("no such table"))?;
    let sums_to_one = table.changed().all(|code| {
        let weights = table.targets(code).unwrap_or_default().iter();
        weights.map(|&(_, weight)| weight).sum::<u64>() == ONE
    });
    differences.same(&name("rows"), given.rows.as_ref(), &table.rows());
    differences.same(
        &name("source_codes"),
        given.source_codes.as_ref(),
        &table.sources(),
    );
    differences.same(
        &name("target_codes"),
        given.target_codes.as_ref(),
        &table.target_codes(),
    );
    differences.same(&name("sums_to_one"), given.sums_to_one.as_ref(), &sums_to_one);
    Ok(())
}
