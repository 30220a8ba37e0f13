//! Cases of `kind = "mirror"`: two reports, what is known of them, and the parts they split into.

mod expected;
mod given;
mod sums;

use entente_mirror::explain::{Cell, MarginRule, PairCells, Rate, Triangle, explain};
use entente_trade::{Commodity, Period};
use serde::Deserialize;

use super::Differences;
use super::figure::Unit;
use expected::Expected;
use given::{GivenCell, Records, area};
use sums::Sums;

case! {
    unit: String,
    exporter: String,
    importer: String,
    /// The side whose figure comes first in published differences; the exporter if not said.
    reporter: Option<String>,
    margin: Option<Margin>,
    #[serde(default)]
    exporter_records: Records,
    #[serde(default)]
    importer_records: Records,
    cell: Vec<GivenCell>,
    expect: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Margin {
    Rate(f64),
    Rule(String),
}

pub(super) fn run(case: Case) -> Result<Vec<String>, String> {
    let unit = Unit::parse(&case.unit)?;
    let (pair, rule) = (case.pair(&unit)?, case.rule()?);
    let explanation = explain(&pair, &rule);
    let reporter = case.reporter.as_deref().unwrap_or(&case.exporter);
    let view = match area(reporter)? {
        side if side == pair.exporter => -1,
        side if side == pair.importer => 1,
        _ => {
            return Err(format!(
                "reporter `{reporter}` is neither the exporter nor the importer"
            ));
        }
    };
    let mut differences = Differences::default();
    for expected in &case.expect {
        let cells = expected.select(&explanation)?;
        let before = differences.compared();
        expected.compare(&Sums::of(&cells, view), &unit, &mut differences)?;
        if differences.compared() == before {
            return Err(format!("{} expects no figure", expected.scope()));
        }
    }
    differences.finish()
}

impl Case {
    fn rule(&self) -> Result<MarginRule, String> {
        Ok(match &self.margin {
            Some(Margin::Rate(rate)) => MarginRule::Fixed(Rate::from_fraction(*rate, 1.0)),
            Some(Margin::Rule(rule)) if rule == "best" => MarginRule::Best,
            Some(Margin::Rule(rule)) => {
                return Err(format!("margin `{rule}`: a rate such as 0.06, or \"best\""));
            }
            None => MarginRule::default(),
        })
    }

    fn pair(&self, unit: &Unit) -> Result<PairCells, String> {
        let editions = [self.exporter_records.edition()?, self.importer_records.edition()?];
        let cells: Result<_, String> = self.cell.iter().map(|cell| cell.read(unit, editions)).collect();
        let mut pair = PairCells::new(area(&self.exporter)?, area(&self.importer)?, cells?);
        if let Some(twice) = pair.cells.windows(2).find(|two| key(&two[0]) == key(&two[1])) {
            return Err(format!(
                "{} of {} is given twice",
                twice[0].commodity, twice[0].period
            ));
        }
        pair.habits[1].cif = self.margin.is_some();
        self.exporter_records.apply(&mut pair.habits[0], unit)?;
        self.importer_records.apply(&mut pair.habits[1], unit)?;
        let reports = pair.cells.iter().filter_map(|cell| cell.reports[1].as_ref());
        let mut singled_out = reports.flat_map(|report| &report.deductions);
        if singled_out.any(|one| one.via.is_some() && one.fob.is_some()) {
            let found = Triangle::new(pair.exporter, [&pair], &self.rule()?).transfers();
            pair.take_transfers(found.into_iter().map(|(_, transfer)| transfer).collect());
        }
        Ok(pair)
    }
}

fn key(cell: &Cell) -> (Commodity, Period) {
    (cell.commodity, cell.period)
}
