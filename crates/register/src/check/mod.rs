//! Checks of claimed figures against what both sides report.
//!
//! A check says whose figure a claim is, how far it is off, and by which release; it never says who is
//! right. Old checks stay, since a revision may change what comes out. The figures are asked for by
//! [`Books`]: this room knows neither files nor formats of trade data.

mod among;
mod judge;
mod question;
mod words;

use entente_trade::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::reading::When;

pub use among::among;
pub use judge::check;
pub use question::Question;

/// Version of the rules of checking; a rule that judges otherwise gets another.
pub const RULES: &str = "check 3";

/// What the two sides report, as a store of trade figures tells it.
pub trait Books {
    /// Why it cannot tell.
    type Error;

    /// What a state reports of its trade in all goods with a partner.
    ///
    /// # Errors
    /// What the store refuses.
    fn told(&self, asked: &Asked) -> Result<Reported, Self::Error>;

    /// An amount of a currency, by its ISO 4217 code, in US dollars at the average rate of a period; none
    /// where no rate of that period is known.
    fn in_dollars(&self, amount: Money, currency: &str, period: When) -> Option<Money>;
}

/// What is asked of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Alpha-3 code of the state whose report it is.
    pub reporter: String,
    /// Alpha-3 code of the other.
    pub partner: String,
    /// A year, or months of one.
    pub period: When,
    /// As it was known on this day; as it is known now when not given.
    pub known_on: Option<Date>,
}

/// One side's report of a period. What it does not tell is none, and never 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Its exports to the partner, US dollars.
    pub exports: Option<Reading>,
    /// Its imports from the partner, US dollars.
    pub imports: Option<Reading>,
    /// Why there is nothing, where more is known than that.
    pub silence: Option<String>,
}

/// A figure with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// US dollars.
    pub value: Money,
    /// The dataset it is from.
    pub dataset: String,
    /// The day its release stands for.
    pub vintage: String,
    /// SHA-256 of the files of that release, as received.
    pub objects: Vec<String>,
    /// `FOB` or `CIF`.
    pub valuation: String,
}

/// What came out of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// When, RFC 3339.
    pub at: String,
    /// The rules it was judged by, [`RULES`].
    pub rules: String,
    /// The figures are those known on this day; those known when it was made when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_on: Option<String>,
    /// In one word.
    pub verdict: Verdict,
    /// Alpha-3 code of the side whose figure it is, as far as that can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose: Option<String>,
    /// What each side reports, and how far it is from that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<SideCheck>,
    /// The same in sentences.
    pub words: Vec<String>,
}

/// A claim beside one side's report. Amounts are US dollars, exact decimals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideCheck {
    /// Alpha-3 code.
    pub reporter: String,
    /// What the claim counts, by this side's report; none where it reports nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Its exports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exports: Option<String>,
    /// Its imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imports: Option<String>,
    /// `exports FOB`, `imports CIF`, as far as they take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub valuation: Vec<String>,
    /// Dataset and vintage of what takes part: `kz_bns 2023-07-25`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vintages: Vec<String>,
    /// SHA-256 of the files these come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objects: Vec<String>,
    /// The claim less the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deviation: Option<String>,
    /// Whether the report lies within what the claim says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<bool>,
    /// What the claim counts, of the period it compares with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The change by this side's report, in the claim's terms: a factor, per cent or an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// Whether it rounds to what the claim says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_within: Option<bool>,
    /// Why nothing is reported, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<String>,
    /// What it reported by the releases known on the day the claim was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Then>,
}

/// A side's report as it was known when a claim was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Then {
    /// The day of publication.
    pub day: String,
    /// What the claim counts; none where nothing was known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Dataset and vintage of what takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vintages: Vec<String>,
}

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both sides' figures are what the claim says.
    Confirmed,
    /// Exactly one side's is.
    ConfirmedByOneSide,
    /// Neither is, and the claim lies between them.
    BetweenTheMirrors,
    /// No figure there is matches.
    Contradicted,
    /// Nothing to check it against, or nothing that can be checked.
    NotCheckable,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 5] = [
        Verdict::Confirmed,
        Verdict::ConfirmedByOneSide,
        Verdict::BetweenTheMirrors,
        Verdict::Contradicted,
        Verdict::NotCheckable,
    ];

    /// The words used in files and for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::ConfirmedByOneSide => "confirmed by one side only",
            Self::BetweenTheMirrors => "between the two mirrors",
            Self::Contradicted => "contradicted",
            Self::NotCheckable => "not checkable",
        }
    }
}
