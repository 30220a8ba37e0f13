//! What goes wrong in a world, and how often: the parameters read from a TOML file.
//!
//! Meanings and units stand in `mixtures/standard.toml`, which names every key. A
//! file gives all of them or it is refused: there are no defaults in the code.

use std::path::Path;

use serde::Deserialize;

use crate::failure::{Failure, Outcome};

const STANDARD: &str = include_str!("../mixtures/standard.toml");

/// All parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mixture {
    pub(crate) cells: Cells,
    pub(crate) flows: Flows,
    pub(crate) hubs: Hubs,
    pub(crate) reporters: Reporters,
    pub(crate) margin: Margin,
    pub(crate) noise: Noise,
    pub(crate) trade: Trade,
}

/// Shares of cells.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cells {
    pub(crate) one_sided: f64,
    pub(crate) misclassified: f64,
    pub(crate) late: f64,
    pub(crate) hub_booked: f64,
    pub(crate) consigned: f64,
    pub(crate) re_exported: f64,
    pub(crate) value_error: f64,
}

/// What lasts over all months of a flow.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Flows {
    pub(crate) undervalued: f64,
    pub(crate) undervalued_low: f64,
    pub(crate) undervalued_high: f64,
    pub(crate) hidden_goods: f64,
}

/// What hubs do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hubs {
    pub(crate) publishes: f64,
}

/// Habits of reporters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reporters {
    pub(crate) with_threshold: f64,
    pub(crate) threshold: u32,
    pub(crate) excluding: f64,
    pub(crate) excludes: Vec<String>,
    pub(crate) newer_edition: f64,
    pub(crate) both_values: f64,
}

/// CIF over FOB.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Margin {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Relative standard deviations.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Noise {
    pub(crate) value: f64,
    pub(crate) weight: f64,
}

/// The shape of the world.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trade {
    pub(crate) area_spread: f64,
    pub(crate) pair_spread: f64,
    pub(crate) flow_spread: f64,
    pub(crate) month_spread: f64,
    pub(crate) season: f64,
    pub(crate) unit_value_spread: f64,
    pub(crate) unit_value_pair: f64,
    pub(crate) unit_value_month: f64,
    pub(crate) regular: f64,
    pub(crate) regular_presence: f64,
    pub(crate) sporadic_presence: f64,
}

impl Mixture {
    /// The standard mixture by its name, any other from a file.
    pub(crate) fn load(name: &str) -> Outcome<Self> {
        let path = Path::new(name);
        let text = match name {
            "standard" => STANDARD.to_owned(),
            _ => std::fs::read_to_string(path).map_err(|why| Failure::at(path, why))?,
        };
        let mixture: Self = toml::from_str(&text).map_err(|why| Failure::at(path, why))?;
        mixture.check().map_err(|why| Failure::at(path, why))?;
        Ok(mixture)
    }

    /// Shares must be shares, and those that exclude each other must fit together.
    fn check(&self) -> Result<(), String> {
        let shares = self.shares();
        if let Some((name, share)) = shares.iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            return Err(format!("{name} is {share}; expected a share from 0 to 1"));
        }
        let total: f64 = shares.iter().take(7).map(|(_, share)| share).sum();
        if total > 1.0 {
            return Err(format!(
                "the shares of [cells] add up to {total}; expected at most 1"
            ));
        }
        if self.margin.low < 0.0 || self.margin.low > self.margin.high || self.margin.high > 10.0 {
            return Err("margin: expected 0 <= low <= high <= 10".to_owned());
        }
        match self.flows.undervalued_low <= self.flows.undervalued_high {
            true => Ok(()),
            false => Err("undervalued_low is above undervalued_high".to_owned()),
        }
    }

    /// Every share with its name, those of cells first.
    fn shares(&self) -> [(&'static str, f64); 19] {
        let (cells, flows, who, trade) = (&self.cells, &self.flows, &self.reporters, &self.trade);
        [
            ("one_sided", cells.one_sided),
            ("misclassified", cells.misclassified),
            ("late", cells.late),
            ("hub_booked", cells.hub_booked),
            ("consigned", cells.consigned),
            ("re_exported", cells.re_exported),
            ("value_error", cells.value_error),
            ("undervalued", flows.undervalued),
            ("undervalued_low", flows.undervalued_low),
            ("undervalued_high", flows.undervalued_high),
            ("hidden_goods", flows.hidden_goods),
            ("publishes", self.hubs.publishes),
            ("with_threshold", who.with_threshold),
            ("excluding", who.excluding),
            ("newer_edition", who.newer_edition),
            ("both_values", who.both_values),
            ("regular", trade.regular),
            ("regular_presence", trade.regular_presence),
            ("sporadic_presence", trade.sporadic_presence),
        ]
    }
}
