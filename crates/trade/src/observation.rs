//! One record as a side told it.
//!
//! An observation is kept for ever as it was read: nothing here is corrected,
//! converted or estimated. What a comparison makes of it is a cell.

use crate::{
    Area, Attribution, Commodity, Currency, Edition, Flow, Money, Period, Quantity, Side, Valuation,
};

/// Where the record came from, and so which records revise which: a later
/// vintage of a dataset replaces the cells of an earlier one, never those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dataset {
    /// Exchanged between the two authorities, or made by hand in Entente's own layout.
    Entente,
    /// Kazakhstan, Bureau of National Statistics.
    KzBns,
    /// Armenia, Statistical Committee.
    AmArmstat,
    /// Uzbekistan, Statistics Agency.
    UzStat,
    /// Eurostat, Comext.
    Eurostat,
    /// United Nations Comtrade.
    Comtrade,
    /// International Monetary Fund, Direction of Trade Statistics.
    ImfDots,
}

impl Dataset {
    /// Every dataset with the name used in files, the one preferred by default first.
    pub const NAMES: [(Self, &'static str); 7] = [
        (Self::Entente, "entente"),
        (Self::KzBns, "kz-bns"),
        (Self::AmArmstat, "am-armstat"),
        (Self::UzStat, "uz-stat"),
        (Self::Eurostat, "eurostat"),
        (Self::Comtrade, "comtrade"),
        (Self::ImfDots, "imf-dots"),
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
            .map(|&(dataset, _)| dataset)
    }

    /// Position in [`Self::NAMES`], for columns.
    pub const fn index(self) -> u8 {
        self as u8
    }

    /// From [`Self::index`].
    pub fn from_index(index: u8) -> Option<Self> {
        Self::NAMES.get(usize::from(index)).map(|&(dataset, _)| dataset)
    }
}

/// One record of one reporter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Who says so.
    pub dataset: Dataset,
    /// Which way, and whether the whole flow or a part.
    pub flow: Flow,
    /// Who reports.
    pub reporter: Area,
    /// The other country.
    pub partner: Area,
    /// Second partner (on imports by origin: country of consignment); `None` is the total.
    pub second_partner: Option<Area>,
    /// Year or month.
    pub period: Period,
    /// Code of the commodity.
    pub commodity: Commodity,
    /// Edition the code belongs to.
    pub edition: Edition,
    /// Customs procedure, Comtrade's number after the `C`; 0 is the total.
    pub procedure: u8,
    /// Mode of transport, Comtrade's code; 0 is the total.
    pub transport: u16,
    /// Currency of all values.
    pub currency: Currency,
    /// The value that counts.
    pub value: Money,
    /// Its valuation.
    pub valuation: Valuation,
    /// How the partner was chosen.
    pub attribution: Attribution,
    /// The same goods valued FOB, when the record says so.
    pub fob: Option<Money>,
    /// The same goods valued CIF, when the record says so.
    pub cif: Option<Money>,
    /// Net weight in kilograms.
    pub net_weight_kg: Option<Quantity>,
    /// Quantity in `unit`.
    pub quantity: Option<Quantity>,
    /// Comtrade's quantity unit code; −1 is none.
    pub unit: i8,
    /// The value in the reporter's own currency, when the source gives both.
    pub national: Option<(Currency, Money)>,
}

impl Observation {
    /// The state the goods left.
    pub fn exporter(&self) -> Area {
        match self.flow.side() {
            Side::Export => self.reporter,
            Side::Import => self.partner,
        }
    }

    /// The state the goods entered.
    pub fn importer(&self) -> Area {
        match self.flow.side() {
            Side::Export => self.partner,
            Side::Import => self.reporter,
        }
    }
}
