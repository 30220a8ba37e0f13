//! How trade is spread over commodities: concentration, inequality, two-way trade.
//!
//! A structure needs at least two commodities with a value; a report of which only the total
//! is known has none. Codes that hide what they hold count as one commodity each. Measures
//! of different levels (HS2, HS6) cannot be compared.

use std::collections::BTreeMap;

use entente_trade::{Commodity, Level, Money, Side};

use super::flows::Basket;
use super::{Figure, IndicatorRow, Sheet, quotient};

/// Why a structure is not known.
pub(super) const NO_STRUCTURE: &str = "fewer than two commodities: only the total is known";

/// Why a measure over commodities is not known: one of its flows is absent.
pub(super) const NOT_REPORTED: &str = "this side does not report the flow";
/// Why two baskets cannot be set side by side.
pub(super) const LEVELS: &str = "the two are reported at different levels of the nomenclature";

/// Why goods have no structure: as in pairing, what does not reach nine tenths is an extract.
const EXTRACT: &str = "the goods told do not reach nine tenths of the total";

/// The finest level of a basket.
pub(super) fn level(basket: &Basket) -> Level {
    let levels = basket.keys().map(|commodity| commodity.level());
    levels.max().unwrap_or(Level::Total)
}

/// Shares of the commodities that have a value, in order of their codes; they add up to one.
pub(super) struct Shares(Vec<f64>);

impl Shares {
    /// `None` unless two commodities below the total have a value.
    pub(super) fn of(basket: &Basket) -> Option<Self> {
        let traded: Vec<Money> = detail(basket).filter(|value| *value > Money::ZERO).collect();
        let total: Money = traded.iter().copied().sum();
        let shares: Option<Vec<f64>> = traded.iter().map(|&value| quotient(value, total)).collect();
        shares.filter(|shares| shares.len() >= 2).map(Self)
    }

    fn count(&self) -> f64 {
        self.0.len() as f64
    }

    /// Herfindahl–Hirschman index Σs², from 1/n to 1.
    pub(super) fn hhi(&self) -> f64 {
        self.0.iter().map(|share| share * share).sum()
    }

    /// (HHI − 1/n) ÷ (1 − 1/n), from 0 to 1.
    pub(super) fn normalised_hhi(&self) -> f64 {
        let least = 1.0 / self.count();
        (self.hhi() - least) / (1.0 - least)
    }

    /// 1 ÷ HHI: how many equal commodities would be as concentrated.
    pub(super) fn equivalent_number(&self) -> f64 {
        1.0 / self.hhi()
    }

    /// Theil's index Σ s·ln(n·s), from 0 to ln n.
    pub(super) fn theil(&self) -> f64 {
        let terms = self.0.iter().map(|share| share * libm::log(self.count() * share));
        terms.sum()
    }
}

/// The values below the total.
fn detail(basket: &Basket) -> impl Iterator<Item = Money> {
    basket
        .iter()
        .filter(|(commodity, _)| commodity.level() != Level::Total)
        .map(|(_, &value)| value)
}

const HHI: &str = "Herfindahl–Hirschman: Σs² over commodities";
const NORMALISED: &str = "(HHI − 1/n) ÷ (1 − 1/n), n commodities traded";
const EQUIVALENT: &str = "1 ÷ HHI: as many equal commodities would be as concentrated";
const THEIL: &str = "Σ s·ln(n·s), n commodities traded";
const GRUBEL_LLOYD: &str = "1 − Σ|X−M| ÷ Σ(X+M) over commodities; biased downward by a trade imbalance";

/// Concentration of exports and of imports, and the share of two-way trade.
pub(super) fn rows(sheet: &Sheet<'_>) -> Vec<IndicatorRow> {
    let exports = sheet.shares(Side::Export);
    let imports = sheet.shares(Side::Import);
    let of = |shares: &Figure<Shares>, measure: fn(&Shares) -> f64| -> Figure<f64> {
        shares.as_ref().map(measure).map_err(|why| *why)
    };
    vec![
        sheet.ratio("hhi_exports", of(&exports, Shares::hhi), HHI),
        sheet.ratio(
            "hhi_exports_normalised",
            of(&exports, Shares::normalised_hhi),
            NORMALISED,
        ),
        sheet.ratio(
            "hhi_exports_equivalent",
            of(&exports, Shares::equivalent_number),
            EQUIVALENT,
        ),
        sheet.ratio("hhi_imports", of(&imports, Shares::hhi), HHI),
        sheet.ratio(
            "hhi_imports_normalised",
            of(&imports, Shares::normalised_hhi),
            NORMALISED,
        ),
        sheet.ratio(
            "hhi_imports_equivalent",
            of(&imports, Shares::equivalent_number),
            EQUIVALENT,
        ),
        sheet.ratio("theil_exports", of(&exports, Shares::theil), THEIL),
        sheet.ratio("theil_imports", of(&imports, Shares::theil), THEIL),
        sheet.ratio("grubel_lloyd", sheet.grubel_lloyd(), GRUBEL_LLOYD),
    ]
}

impl Sheet<'_> {
    fn shares(&self, side: Side) -> Figure<Shares> {
        let basket = self.flows.basket(side, self.period).ok_or(NOT_REPORTED)?;
        self.in_detail(side)?;
        Shares::of(basket).ok_or(NO_STRUCTURE)
    }

    /// Refuses goods that are an extract of what is told of all goods together.
    pub(super) fn in_detail(&self, side: Side) -> Figure<()> {
        let (basket, total) = (
            self.flows.basket(side, self.period),
            self.flows.total(side, self.period),
        );
        let goods: Money = basket
            .into_iter()
            .flat_map(|basket| basket.values().copied())
            .sum();
        match total {
            Some(total) if goods.thousandths() * 10 < total.thousandths() * 9 => Err(EXTRACT),
            _ => Ok(()),
        }
    }

    fn grubel_lloyd(&self) -> Figure<f64> {
        let basket = |side| self.flows.basket(side, self.period).ok_or(NOT_REPORTED);
        let (exports, imports) = (basket(Side::Export)?, basket(Side::Import)?);
        self.in_detail(Side::Export)?;
        self.in_detail(Side::Import)?;
        match (level(exports), level(imports)) {
            (Level::Total, _) | (_, Level::Total) => Err(NO_STRUCTURE),
            (exports, imports) if exports != imports => Err(LEVELS),
            _ => grubel_lloyd(exports, imports).ok_or(NO_STRUCTURE),
        }
    }
}

/// 1 − Σ|X−M| ÷ Σ(X+M); a commodity of one flow counts as zero in the other.
pub(super) fn grubel_lloyd(exports: &Basket, imports: &Basket) -> Option<f64> {
    let mut net: BTreeMap<Commodity, Money> = exports.clone();
    for (&commodity, &value) in imports {
        *net.entry(commodity).or_default() -= value;
    }
    if net.len() < 2 {
        return None;
    }
    let one_way: Money = net.values().map(|net| net.abs()).sum();
    let all: Money = exports.values().chain(imports.values()).copied().sum();
    quotient(one_way, all).map(|share| 1.0 - share)
}
