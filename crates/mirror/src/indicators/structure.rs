//! How trade is spread over commodities: concentration, inequality, two-way trade.
//!
//! A structure needs commodities with a value; a report of which only the total is known has
//! none. One commodity is all there is of it: its concentration is 1, and only a measure between
//! the least and the greatest concentration has no range then. Codes that hide what they hold
//! count as one commodity each, unless nothing else is told. Measures of different levels (HS2,
//! HS6) cannot be compared.

use std::collections::BTreeMap;

use entente_trade::{Commodity, Level, Money, Side, money};

use super::flows::Basket;
use super::{Figure, IndicatorRow, Inputs, Ratio, Sheet, quotient};

/// Why a structure is not known.
pub(super) const NO_STRUCTURE: &str = "no commodities: only the total is known";
/// The same: shares of nothing.
const NO_VALUE: &str = "no commodity has a value";
/// The same: a single code that may hold any number of commodities.
const HIDDEN: &str = "the only code hides which commodities it holds";
/// Why concentration cannot be normalised.
const ONE: &str = "one commodity: the least and the greatest concentration are the same";

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

/// Values of the commodities that have one, in thousandths and in order of their codes.
pub(super) struct Shares {
    values: Vec<i128>,
    total: i128,
}

/// Bits of an integer that a numerator and a denominator may have, a factor of ten left over.
const BITS: u32 = 123;

impl Shares {
    /// Those of a basket, unless no commodity below the total is told, or has a value.
    pub(super) fn of(basket: &Basket) -> Figure<Self> {
        told(basket.keys())?;
        let values = detail(basket).map(Money::thousandths);
        let mut values: Vec<i128> = values.filter(|value| *value > 0).collect();
        let mut total: i128 = values.iter().sum();
        let bits = |number: i128| i128::BITS - number.leading_zeros();
        // So that n·(Σv)² fits an integer; beyond what the world trades the last bits are dropped.
        let excess = (2 * bits(total) + bits(values.len() as i128)).saturating_sub(BITS);
        if excess > 0 {
            values.iter_mut().for_each(|value| *value >>= excess.div_ceil(2));
            total = values.iter().sum();
        }
        if total > 0 {
            Ok(Self { values, total })
        } else {
            Err(NO_VALUE)
        }
    }

    fn count(&self) -> i128 {
        self.values.len() as i128
    }

    fn square(&self) -> i128 {
        self.total * self.total
    }

    fn sum_of_squares(&self) -> i128 {
        self.values.iter().map(|value| value * value).sum()
    }

    /// Herfindahl–Hirschman index Σs², from 1/n to 1.
    pub(super) fn hhi(&self) -> Figure<Ratio> {
        Ratio::of(self.sum_of_squares(), self.square()).ok_or(NO_VALUE)
    }

    /// (HHI − 1/n) ÷ (1 − 1/n), from 0 to 1; not defined of one commodity.
    pub(super) fn normalised_hhi(&self) -> Figure<Ratio> {
        let above = self.count() * self.sum_of_squares() - self.square();
        Ratio::of(above, (self.count() - 1) * self.square()).ok_or(ONE)
    }

    /// 1 ÷ HHI: how many equal commodities would be as concentrated.
    pub(super) fn equivalent_number(&self) -> Figure<Ratio> {
        Ratio::of(self.square(), self.sum_of_squares()).ok_or(NO_VALUE)
    }

    /// Theil's index Σ s·ln(n·s), from 0 to ln n.
    pub(super) fn theil(&self) -> Figure<Ratio> {
        let term = |value: &i128| {
            let share = money::float(*value) / money::float(self.total);
            share * libm::log(self.count() as f64 * share)
        };
        let traded = self.values.iter().filter(|value| **value > 0);
        Ok(Ratio::nearest(traded.map(term).sum()))
    }
}

/// Refuses a basket of the total alone, and one of a single code that hides what it holds.
fn told<'a>(commodities: impl Iterator<Item = &'a Commodity>) -> Figure<()> {
    let mut below = commodities.filter(|commodity| commodity.level() != Level::Total);
    match (below.next(), below.next()) {
        (None, _) => Err(NO_STRUCTURE),
        (Some(only), None) if only.is_unspecified() => Err(HIDDEN),
        _ => Ok(()),
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
    let of = |shares: &Figure<Shares>, measure: fn(&Shares) -> Figure<Ratio>| {
        let shares = shares.as_ref().map_err(|why| *why);
        shares.and_then(measure)
    };
    let (of_exports, of_imports) = (Inputs::of(Side::Export).goods(), Inputs::of(Side::Import).goods());
    let concentration = |[hhi, normed, equivalent]: [&'static str; 3], shares, inputs| {
        [
            sheet.ratio(hhi, of(shares, Shares::hhi), HHI),
            sheet.ratio(normed, of(shares, Shares::normalised_hhi), NORMALISED),
            sheet.ratio(equivalent, of(shares, Shares::equivalent_number), EQUIVALENT),
        ]
        .map(|row| row.made_of(inputs))
    };
    let theil = |name, shares, inputs| {
        let row = sheet.ratio(name, of(shares, Shares::theil), THEIL);
        row.made_of(inputs)
    };
    let mut rows = Vec::new();
    rows.extend(concentration(
        ["hhi_exports", "hhi_exports_normalised", "hhi_exports_equivalent"],
        &exports,
        of_exports,
    ));
    rows.extend(concentration(
        ["hhi_imports", "hhi_imports_normalised", "hhi_imports_equivalent"],
        &imports,
        of_imports,
    ));
    rows.push(theil("theil_exports", &exports, of_exports));
    rows.push(theil("theil_imports", &imports, of_imports));
    let two_way = sheet.ratio("grubel_lloyd", sheet.grubel_lloyd(), GRUBEL_LLOYD);
    rows.push(two_way.made_of(Inputs::BOTH.goods()));
    rows
}

impl Sheet<'_> {
    fn shares(&self, side: Side) -> Figure<Shares> {
        let basket = self.flows.basket(side, self.period).ok_or(NOT_REPORTED)?;
        self.in_detail(side)?;
        Shares::of(basket)
    }

    /// Refuses goods that are an extract of what is told of all goods together, or whose sum lacks some.
    pub(super) fn in_detail(&self, side: Side) -> Figure<()> {
        self.of_all_goods(side)?;
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

    fn grubel_lloyd(&self) -> Figure<Ratio> {
        let basket = |side| self.flows.basket(side, self.period).ok_or(NOT_REPORTED);
        let (exports, imports) = (basket(Side::Export)?, basket(Side::Import)?);
        self.in_detail(Side::Export)?;
        self.in_detail(Side::Import)?;
        match (level(exports), level(imports)) {
            (Level::Total, _) | (_, Level::Total) => Err(NO_STRUCTURE),
            (exports, imports) if exports != imports => Err(LEVELS),
            _ => grubel_lloyd(exports, imports),
        }
    }
}

/// 1 − Σ|X−M| ÷ Σ(X+M); a commodity of one flow counts as zero in the other.
pub(super) fn grubel_lloyd(exports: &Basket, imports: &Basket) -> Figure<Ratio> {
    let mut net: BTreeMap<Commodity, Money> = exports.clone();
    for (&commodity, &value) in imports {
        *net.entry(commodity).or_default() -= value;
    }
    told(net.keys())?;
    let one_way: Money = net.values().map(|net| net.abs()).sum();
    let all: Money = exports.values().chain(imports.values()).copied().sum();
    quotient(all - one_way, all).ok_or(NO_VALUE)
}
