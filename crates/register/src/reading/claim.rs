//! A figure somebody claims: amount, change, period, and whose statistics it may be.
//!
//! It exists to say what a proposal of a claim consists of. Nothing is checked here.

use serde::{Deserialize, Serialize};

use super::{Field, State, When};

/// A claimed figure as one source tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The sentence it stands in.
    pub sentence: Field<String>,
    /// The claim itself: from the first to the last of its words.
    pub text: Field<String>,
    /// To whom the source attributes it ("the parties"); `None`: the source itself.
    pub attributed_to: Option<Field<String>>,
    /// What is counted.
    pub flow: Field<Flow>,
    /// Whose statistics.
    pub reporter_view: Attribution,
    /// The partner, where the sentence names one state beside the reporter's view.
    pub partner: Option<Field<State>>,
    /// A part of all goods, as written ("agricultural"); `None`: all.
    pub products: Option<Field<String>>,
    /// How the amount is compared.
    pub operator: Field<Operator>,
    /// The amount; `None` for a claim of a change alone.
    pub amount: Option<Field<Amount>>,
    /// A change told with it.
    pub change: Option<Field<Change>>,
    /// The period the figure is of; `None` where there is none or it cannot be resolved.
    pub period: Option<Field<When>>,
    /// The period as written.
    pub period_as_written: Option<Field<String>>,
    /// Whether only the publication date resolved the period.
    pub period_relative: bool,
    /// Why the period may be read otherwise ("until September": with or without it).
    pub period_ambiguous: bool,
    /// Actual, target or forecast.
    pub modality: Field<Modality>,
    /// The figure of the base period that amount and factor imply, in the amount's unit, as a decimal.
    pub implied_base: Option<Amount>,
}

/// Whose statistics a figure is told to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// Whose.
    pub view: ReporterView,
    /// The words that say so.
    pub field: Option<Field<State>>,
}

/// Whose statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReporterView {
    /// The text does not say.
    Unspecified,
    /// This state's.
    State(State),
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Trade turnover: exports and imports together.
    Turnover,
    /// Exports.
    Exports,
    /// Imports.
    Imports,
    /// Exports less imports; a deficit is told as a positive amount with [`Flow::Deficit`].
    Balance,
    /// Imports less exports.
    Deficit,
    /// Investment.
    Investment,
    /// Something that is counted and is not money ("over 70 countries").
    Count,
    /// The sentence does not say.
    Unspecified,
}

/// How a claimed amount compares with the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operator {
    /// Reached, amounted to.
    #[serde(rename = "=")]
    Equal,
    /// Around, almost.
    #[serde(rename = "≈")]
    About,
    /// At least.
    #[serde(rename = "≥")]
    AtLeast,
    /// At most, up to.
    #[serde(rename = "≤")]
    AtMost,
    /// Less than, below, almost.
    #[serde(rename = "<")]
    Below,
    /// More than, over, exceeded.
    #[serde(rename = ">")]
    Above,
}

/// An amount as written, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// The value in whole units as a decimal: `73800000`, `2.5`.
    pub value: String,
    /// The unit.
    pub unit: Unit,
    /// The power of ten it is written in: 6 for millions.
    pub scale: u8,
    /// Half a unit of the last written digit, in whole units: `50000` for "$73.8 million".
    pub half_unit: String,
    /// Whether trailing zeros hide how far it was rounded ("about 100 million").
    pub half_unit_uncertain: bool,
}

/// The unit of an amount.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A currency by its ISO 4217 code.
    Currency(&'static str),
    /// Things counted, as written ("countries").
    Of(String),
}

/// A change a claim tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Factor, percentage or amount.
    pub kind: ChangeKind,
    /// Its size as a decimal: `3`, `-9.7`. Falls are negative for percentages and amounts.
    pub value: String,
    /// How the size compares with the true one.
    pub operator: Operator,
    /// The period it is compared with, where told or implied by a resolved period.
    pub base: Option<When>,
    /// Why it may be read otherwise ("increased 3 times" in English).
    pub ambiguous: bool,
}

/// Kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The new value is so many times the old.
    Factor,
    /// The new value differs by so many per cent of the old.
    Percent,
    /// The new value differs by so much.
    Absolute,
}

/// Whether a figure is told as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// A figure of what was.
    Actual,
    /// A goal.
    Target,
    /// An expectation.
    Forecast,
}
