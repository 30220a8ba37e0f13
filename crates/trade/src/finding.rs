//! What a comparison found: the asymmetry of a cell, its parts, and how sure each is.

use std::ops::AddAssign;
use std::sync::Arc;

use crate::{Area, Commodity, Money, Period};

/// Why two reports of the same flow differ (stages of the decomposition, in order).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Editions of the Harmonised System differ.
    Edition,
    /// The sides converted currencies at different rates.
    ExchangeRate,
    /// Goods or territory one side leaves out by its methodology.
    Scope,
    /// Codes hidden by confidentiality.
    Confidential,
    /// Foreign goods in the exporter's figure.
    ReExport,
    /// Goods that came through a third country.
    Indirect,
    /// Goods on their way at the end of a period.
    Timing,
    /// Freight and insurance between the borders.
    CifFob,
    /// Different codes for the same goods.
    Misclassification,
    /// Reported by one side only.
    OneSided,
    /// Reported by one side only, below the other's threshold.
    Threshold,
    /// A quantity in another unit than declared.
    UnitError,
    /// A value wrong by a power of ten or in another currency.
    ValueError,
    /// The importer's unit values stay below the exporter's.
    Undervaluation,
    /// What no stage explains.
    Residual,
}

impl Cause {
    /// Every cause with the name used in files, in the order of the stages.
    pub const NAMES: [(Self, &'static str); 15] = [
        (Self::Edition, "hs_edition"),
        (Self::ExchangeRate, "exchange_rate"),
        (Self::Scope, "scope"),
        (Self::Confidential, "confidential"),
        (Self::ReExport, "re_export"),
        (Self::Indirect, "indirect"),
        (Self::Timing, "timing"),
        (Self::CifFob, "cif_fob"),
        (Self::Misclassification, "misclassification"),
        (Self::OneSided, "one_sided"),
        (Self::Threshold, "threshold"),
        (Self::UnitError, "unit_error"),
        (Self::ValueError, "value_error"),
        (Self::Undervaluation, "undervaluation"),
        (Self::Residual, "residual"),
    ];

    /// The name used in files.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    /// From a name used in files.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == text)
            .map(|&(cause, _)| cause)
    }
}

/// How good the evidence for a part is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Both sides' records.
    E1,
    /// A field of one side's records.
    E2,
    /// Data of third countries.
    E3,
    /// A model.
    E4,
    /// A rule of thumb.
    E5,
}

impl Grade {
    /// `E1` … `E5`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::E1 => "E1",
            Self::E2 => "E2",
            Self::E3 => "E3",
            Self::E4 => "E4",
            Self::E5 => "E5",
        }
    }

    /// What the grade stands on.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::E1 => "records of both sides",
            Self::E2 => "a field of one side's records",
            Self::E3 => "data of third countries",
            Self::E4 => "a model",
            Self::E5 => "a rule of thumb",
        }
    }
}

/// An amount of an asymmetry assigned to a cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Why.
    pub cause: Cause,
    /// How much of importer's report − exporter's report; the parts of a finding add up to it.
    pub amount: Money,
    /// How good the evidence is; the residual has none.
    pub grade: Option<Grade>,
    /// Short name of the method, stable across versions.
    pub method: &'static str,
    /// The least the amount could be, over the orders of the stages and resampled months.
    pub low: Money,
    /// The most it could be.
    pub high: Money,
    /// What it rests on, in words and figures.
    pub evidence: Arc<str>,
    /// The third country, for goods that came through one.
    pub via: Option<Area>,
}

/// A residual by what makes it: how much of it the quantities, how much the unit values.
///
/// It covers the cells in which both sides report a value and a weight; the two add up to
/// the residual of those cells exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The effect of unequal quantities.
    pub quantity: Money,
    /// The effect of unequal unit values.
    pub unit_value: Money,
}

impl Split {
    /// The residual of the cells it covers.
    pub fn total(self) -> Money {
        self.quantity + self.unit_value
    }
}

impl AddAssign for Split {
    fn add_assign(&mut self, other: Self) {
        self.quantity += other.quantity;
        self.unit_value += other.unit_value;
    }
}

/// The two reports of one cell, and why they differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The state the goods left.
    pub exporter: Area,
    /// The state the goods entered.
    pub importer: Area,
    /// Year or month.
    pub period: Period,
    /// Commodity at the level asked for.
    pub commodity: Commodity,
    /// The exporter's report; `None` when there is none.
    pub export_value: Option<Money>,
    /// The importer's report; `None` when there is none.
    pub import_value: Option<Money>,
    /// Importer's minus exporter's report, an absent one counted as nothing.
    pub asymmetry: Money,
    /// Sum of the magnitudes of the finest cells' asymmetries.
    pub gross: Money,
    /// The parts; the residual last.
    pub parts: Vec<Part>,
    /// The residual by quantity and unit value; `None` when no cell has both weights.
    pub split: Option<Split>,
}
