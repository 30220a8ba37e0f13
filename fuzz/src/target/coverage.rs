//! A coverage file: read alike twice, within its bounds, and read again as printed.

use entente_mirror::coverage::Coverage;

use super::{promised, same};

pub(super) fn check(text: &str) -> Result<(), String> {
    let first = Coverage::parse(text);
    same("read twice", &Coverage::parse(text), &first)?;
    let coverage = match first {
        Ok(coverage) => coverage,
        Err(error) => {
            return promised(!error.to_string().is_empty(), || {
                "an error without words".to_owned()
            });
        }
    };
    let printed = printed(&coverage);
    let again =
        Coverage::parse(&printed).map_err(|error| format!("printed is refused: {error}\n{printed}"))?;
    same("area printed", &again.area, &coverage.area)?;
    same("threshold printed", &again.threshold, &coverage.threshold)?;
    same("excludes printed", &again.excludes, &coverage.excludes)?;
    same("margin printed", &again.cif_margin, &coverage.cif_margin)?;
    same("valuation printed", &again.imports_fob, &coverage.imports_fob)?;
    same("costs printed", &again.recoding, &coverage.recoding)?;
    let least = entente_trade::Money::ZERO;
    promised(
        coverage.threshold.is_none_or(|threshold| threshold >= least),
        || "a threshold below 0".to_owned(),
    )
}

/// What a file says, written anew.
fn printed(coverage: &Coverage) -> String {
    let mut text = format!(
        "area = {}\nimports_fob = {}\n",
        coverage.area.code(),
        coverage.imports_fob
    );
    if let Some(threshold) = coverage.threshold {
        text.push_str(&format!("threshold = \"{threshold}\"\n"));
    }
    if let Some(margin) = coverage.cif_margin {
        text.push_str(&format!("cif_margin = \"{}e-6\"\n", margin.ppm()));
    }
    let codes: Vec<String> = coverage
        .excludes
        .iter()
        .map(|code| format!("{:?}", code.to_string()))
        .collect();
    text.push_str(&format!("excludes = [{}]\n[recoding]\n", codes.join(", ")));
    let costs = coverage.recoding;
    for (key, ppm) in [
        ("heading", costs.heading),
        ("unit_value", costs.unit_value),
        ("time", costs.time),
    ] {
        text.push_str(&format!("{key} = \"{ppm}e-6\"\n"));
    }
    text
}
