//! Cases of `kind = "comparator"`: what other institutions' formulas give.

use entente_mirror::comparators as formula;
use entente_trade::{Money, Quantity};
use serde::Deserialize;

use super::Differences;
use super::figure::{Figure, Number, Unit};

case! {
    #[serde(default = "dollars")]
    unit: String,
    #[serde(default)]
    baci_weight: Vec<Weight>,
    #[serde(default)]
    fao_mirror: Vec<Mirror>,
    #[serde(default)]
    fao_flag: Vec<Flag>,
    #[serde(default)]
    gfi_gap: Vec<Gap>,
    #[serde(default)]
    discrepancy: Vec<Reports>,
    #[serde(default)]
    relative_asymmetry: Vec<Reports>,
    #[serde(default)]
    explained_percent: Vec<Explained>,
}

fn dollars() -> String {
    "USD".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    exporter_error: Number,
    importer_error: Number,
    expect: Figure,
}

/// Exactly one of the two reports is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mirror {
    export: Option<Number>,
    import: Option<Number>,
    quantity: Number,
    expect: Figure,
    expect_quantity: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flag {
    imputed_percent: Number,
    threshold_percent: Number,
    expect: String,
}

/// The import is given either CIF or FOB.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gap {
    import_cif: Option<Number>,
    import_fob: Option<Number>,
    export: Number,
    hong_kong: Number,
    expect: Figure,
    never: Option<Number>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reports {
    export: Number,
    import: Number,
    expect: Figure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explained {
    published: Number,
    remaining: Number,
    expect: Figure,
}

pub(super) fn run(case: Case) -> Result<Vec<String>, String> {
    let unit = Unit::parse(&case.unit)?;
    let mut differences = Differences::default();
    for given in &case.baci_weight {
        let errors = (given.exporter_error.fraction()?, given.importer_error.fraction()?);
        let found = formula::baci_weight(errors.0, errors.1);
        differences.ratio(&format!("baci_weight {errors:?}"), Some(&given.expect), found, "");
    }
    for given in &case.fao_mirror {
        mirrored(given, &unit, &mut differences)?;
    }
    for given in &case.fao_flag {
        let percent = (
            given.imputed_percent.fraction()?,
            given.threshold_percent.fraction()?,
        );
        let found = formula::fao_flag(percent.0 / 100.0, percent.1 / 100.0).to_owned();
        differences.same(&format!("fao_flag {percent:?}"), Some(&given.expect), &found);
    }
    for given in &case.gfi_gap {
        gap(given, &unit, &mut differences)?;
    }
    ratios(&case, &unit, &mut differences)?;
    differences.finish()
}

fn mirrored(given: &Mirror, unit: &Unit, differences: &mut Differences) -> Result<(), String> {
    let quantity = |number: &Number| {
        Quantity::parse(number.text(), 0).map_err(|error| format!("`{}` is not {error}", number.text()))
    };
    let copied = Some(quantity(&given.quantity)?);
    let found = match (&given.export, &given.import) {
        (Some(export), None) => formula::fao_missing_import(export.money(unit)?, copied),
        (None, Some(import)) => formula::fao_missing_export(import.money(unit)?, copied),
        _ => return Err("fao_mirror: give either `export` or `import`".to_owned()),
    };
    differences.money("fao_mirror", Some(&given.expect), found.value, unit);
    let expected = Some(quantity(&given.expect_quantity)?);
    differences.same("fao_mirror quantity", Some(&expected), &found.quantity);
    Ok(())
}

fn gap(given: &Gap, unit: &Unit, differences: &mut Differences) -> Result<(), String> {
    let (export, hong_kong) = (given.export.money(unit)?, given.hong_kong.money(unit)?);
    let found = match (&given.import_cif, &given.import_fob) {
        (Some(cif), None) => formula::gfi_gap(cif.money(unit)?, export, hong_kong),
        (None, Some(fob)) => formula::gfi_gap_fob(fob.money(unit)?, export, hong_kong),
        _ => return Err("gfi_gap: give either `import_cif` or `import_fob`".to_owned()),
    };
    differences.money("gfi_gap", Some(&given.expect), found, unit);
    if let Some(never) = &given.never
        && found.abs() == never.money(unit)?.abs()
    {
        differences.add(format!("gfi_gap: {} must never come out", unit.print(found)));
    }
    Ok(())
}

fn ratios(case: &Case, unit: &Unit, differences: &mut Differences) -> Result<(), String> {
    type Formula = fn(Money, Money) -> Option<f64>;
    let measures: [(&str, &[Reports], Formula); 2] = [
        ("discrepancy", &case.discrepancy, formula::discrepancy),
        (
            "relative_asymmetry",
            &case.relative_asymmetry,
            formula::relative_asymmetry,
        ),
    ];
    for (name, given, measure) in measures {
        for reports in given {
            let found = measure(reports.export.money(unit)?, reports.import.money(unit)?);
            differences.ratio(name, Some(&reports.expect), found, "");
        }
    }
    for given in &case.explained_percent {
        let found = formula::explained_share(given.published.money(unit)?, given.remaining.money(unit)?);
        let percent = found.map(|share| share * 100.0);
        differences.ratio("explained_percent", Some(&given.expect), percent, " %");
    }
    Ok(())
}
