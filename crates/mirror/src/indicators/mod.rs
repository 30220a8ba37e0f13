//! What one side's report says of the trade: how much, how balanced, how concentrated, how it grew.
//!
//! Every figure is computed from one side's report alone ([`Flows`]), so that the two
//! sides' indicators can stand beside each other. Amounts are exact; ratios of amounts are
//! divided as integers and rounded once ([`Ratio`]); only Theil's logarithm is a float, always
//! the same one, added up in a fixed order. What is not defined is `None`, with
//! the reason in words: a silent side is not a zero, and a total has no structure.
//!
//! It compares no reports (that is [`crate::explain`]) and does not see the world beyond
//! the pair, so it computes no comparative advantage and no potential.

mod edition;
mod flows;
mod growth;
mod ratio;
mod size;
mod structure;

pub use flows::{Basket, Flows};
pub use ratio::Ratio;

use entente_trade::{Area, Money, Period, Side};

/// One figure of one side's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorRow {
    /// Year or month.
    pub period: Period,
    /// The side whose report it is computed from.
    pub side: Area,
    /// Name used in files: `turnover`, `hhi_exports`, `growth_entering` and so on.
    pub name: &'static str,
    /// The figure; `None` when it is not defined, and then the note says why.
    pub value: Option<IndicatorValue>,
    /// [`MONEY`] or [`RATIO`].
    pub unit: &'static str,
    /// Its formula, or why there is no value.
    pub note: &'static str,
    /// How many months of the period the side's exports and its imports cover: 12 of a whole year.
    pub months: [Option<u32>; 2],
    /// What it is made of.
    pub inputs: Inputs,
}

/// What a figure is made of, so that whoever shows it can say where that comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// Whether the side's exports take part, and its imports.
    pub flows: [bool; 2],
    /// Whether it is made of goods, which may come from another source than what is told of all goods.
    pub goods: bool,
    /// Whether the period before takes part.
    pub before: bool,
}

impl Inputs {
    /// Exports and imports of the period, all goods together.
    const BOTH: Self = Self {
        flows: [true, true],
        goods: false,
        before: false,
    };

    /// The same of one flow.
    const fn of(side: Side) -> Self {
        Self {
            flows: match side {
                Side::Export => [true, false],
                Side::Import => [false, true],
            },
            ..Self::BOTH
        }
    }

    const fn goods(self) -> Self {
        Self { goods: true, ..self }
    }

    const fn since_before(self) -> Self {
        Self { before: true, ..self }
    }
}

impl IndicatorRow {
    fn made_of(self, inputs: Inputs) -> Self {
        Self { inputs, ..self }
    }
}

/// An amount, or a number without unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorValue {
    /// Exact, in the currency of the comparison.
    Money(Money),
    /// With twelve decimals: a share is 0.06, not 6 %.
    Ratio(Ratio),
}

/// Unit of amounts: the currency in which pairs are compared.
pub const MONEY: &str = "USD";
/// Unit of numbers without one.
pub const RATIO: &str = "ratio";

/// All indicators of one side's report, by period and in a fixed order of names.
///
/// Growth is measured against the period before (the year before a year, the month before a
/// month), which must be among the flows.
pub fn indicators(flows: &Flows) -> Vec<IndicatorRow> {
    let mut rows = Vec::new();
    for period in flows.periods() {
        let sheet = Sheet { flows, period };
        rows.extend(size::rows(&sheet));
        rows.extend(growth::rates(&sheet));
        rows.extend(structure::rows(&sheet));
        rows.extend(growth::split(&sheet));
    }
    rows
}

/// One period of one side's report.
struct Sheet<'a> {
    flows: &'a Flows,
    period: Period,
}

/// Why a figure of a year is not known: some months are no answer about a year.
const INCOMPLETE: &str = "the year is told for some of its months only";

/// The same: what is left of a sum is no answer about all goods.
const LACKING: &str = "some goods are told in figures that cannot be used";

/// A figure, or why there is none.
type Figure<T> = Result<T, &'static str>;

impl Sheet<'_> {
    fn money(&self, name: &'static str, figure: Figure<Money>, formula: &'static str) -> IndicatorRow {
        self.row(name, figure.map(IndicatorValue::Money), MONEY, formula)
    }

    fn ratio(&self, name: &'static str, figure: Figure<Ratio>, formula: &'static str) -> IndicatorRow {
        self.row(name, figure.map(IndicatorValue::Ratio), RATIO, formula)
    }

    fn row(
        &self,
        name: &'static str,
        figure: Figure<IndicatorValue>,
        unit: &'static str,
        formula: &'static str,
    ) -> IndicatorRow {
        IndicatorRow {
            period: self.period,
            side: self.flows.reporter(),
            name,
            note: figure.err().unwrap_or(formula),
            value: figure.ok(),
            unit,
            months: [Side::Export, Side::Import].map(|side| {
                let months = self.flows.months(side, self.period);
                months.map(|months| months.count())
            }),
            inputs: Inputs::BOTH,
        }
    }

    /// The same side's report of the period before, if it reported anything then.
    fn before(&self) -> Option<Self> {
        let period = self.period.plus(-1)?;
        let known = self.flows.periods().any(|known| known == period);
        known.then_some(Self {
            flows: self.flows,
            period,
        })
    }
}

/// `numerator ÷ denominator` of two amounts.
fn quotient(numerator: Money, denominator: Money) -> Option<Ratio> {
    Ratio::of(numerator.thousandths(), denominator.thousandths())
}

#[cfg(test)]
mod tests;
