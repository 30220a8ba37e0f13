//! Two periods of one report brought into one edition of the nomenclature.
//!
//! A code that a new edition renames would leave under one name and enter under
//! another, and growth by new goods would be growth of a code list. The newer
//! codes go to the older edition by the weights the decomposition uses
//! ([`crate::explain`]). It converts baskets only, no units and no quantities.

use std::collections::BTreeSet;

use entente_trade::hs::HsCodes;
use entente_trade::{Commodity, Edition, Level, Money, money};

use super::flows::{Basket, Detail};
use crate::explain::{is_plain_code, older_codes};

/// Two baskets whose codes mean the same.
#[derive(Debug, Default)]
pub(super) struct Common {
    /// The earlier basket, then the later one.
    pub(super) baskets: [Basket; 2],
    /// Codes of which nobody can say what they were called in the other period.
    pub(super) unsure: BTreeSet<Commodity>,
    /// Whether the two stand in different editions.
    pub(super) converted: bool,
}

impl Common {
    /// The details of two periods at `level`, in the oldest edition either is known to use.
    pub(super) fn of(details: [&Detail; 2], level: Level) -> Self {
        let editions: BTreeSet<Edition> = details
            .iter()
            .flat_map(|detail| detail.keys())
            .filter(|(commodity, _)| is_of_an_edition(*commodity))
            .map(|&(_, edition)| edition)
            .collect();
        let mut common = Self {
            converted: editions.len() > 1,
            ..Self::default()
        };
        for (at, detail) in details.into_iter().enumerate() {
            let used = codes(details[1 - at]);
            for (&(commodity, edition), &value) in detail {
                let meant = Meant::of(commodity, edition, &editions, &used);
                let unsure = meant.unsure.iter().map(|code| code.at(level));
                common.unsure.extend(unsure);
                let weights: Vec<i128> = meant.codes.iter().map(|&(_, weight)| weight).collect();
                let amounts = money::apportion(value.thousandths(), &weights);
                for ((code, _), amount) in meant.codes.into_iter().zip(amounts) {
                    let sum = common.baskets[at].entry(code.at(level)).or_default();
                    *sum += Money::from_thousandths(amount);
                }
            }
        }
        common
    }
}

/// The six-digit codes of a period.
fn codes(detail: &Detail) -> BTreeSet<u32> {
    let codes = detail.keys().filter(|(commodity, _)| is_plain_code(*commodity));
    codes.map(|(commodity, _)| commodity.number()).collect()
}

/// Chapters, totals and hidden codes are the same in every edition.
fn is_of_an_edition(commodity: Commodity) -> bool {
    commodity.level() > Level::Hs2 && !commodity.is_unspecified()
}

/// What a code is in the oldest of the editions.
struct Meant {
    /// Codes with their weights.
    codes: Vec<(Commodity, i128)>,
    /// Codes that it is or may be, when that is not known.
    unsure: Vec<Commodity>,
}

impl Meant {
    fn of(
        commodity: Commodity,
        edition: Edition,
        editions: &BTreeSet<Edition>,
        used: &BTreeSet<u32>,
    ) -> Self {
        let itself = |sure: bool| Self {
            codes: vec![(commodity, 1)],
            unsure: if sure { Vec::new() } else { vec![commodity] },
        };
        if editions.len() <= 1 || !is_of_an_edition(commodity) {
            return itself(true);
        }
        if editions.contains(&Edition::Unknown) || commodity.level() == Level::Hs4 {
            return itself(is_heading_of_all(commodity, editions));
        }
        let older = editions.first().copied().unwrap_or(edition);
        if edition == older {
            return itself(true);
        }
        match older_codes((edition, older), commodity, used) {
            Ok(codes) => {
                let codes = codes.into_iter();
                let codes: Vec<(Commodity, i128)> = codes
                    .filter_map(|(code, weight)| Some((Commodity::hs6(code)?, weight)))
                    .collect();
                if codes.is_empty() {
                    return itself(false);
                }
                Self {
                    codes,
                    unsure: Vec::new(),
                }
            }
            Err(perhaps) => Self {
                codes: vec![(commodity, 1)],
                unsure: perhaps
                    .into_iter()
                    .filter_map(Commodity::hs6)
                    .chain([commodity])
                    .collect(),
            },
        }
    }
}

fn is_heading_of_all(commodity: Commodity, editions: &BTreeSet<Edition>) -> bool {
    let text = commodity.to_string();
    let holds = |edition: &Edition| HsCodes::standard().holds(edition.index(), &text) == Some(true);
    commodity.level() == Level::Hs4 && editions.iter().all(holds)
}
