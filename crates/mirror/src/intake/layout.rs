//! The layouts that can be read, by name.
//!
//! A layout is what a file looks like, not where it came from: which one a file
//! has is decided by its content in `recognise`, never by its name.

use entente_trade::Dataset;
use std::fmt;

/// How a file of reports is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// UN Comtrade, current API, comma-separated; columns in camelCase or snake_case.
    ComtradeCsv,
    /// UN Comtrade, current API, JSON reply.
    ComtradeJson,
    /// UN Comtrade, current API, Parquet of the same columns.
    ComtradeParquet,
    /// UN Comtrade, API and site before 2023.
    ComtradeLegacyCsv,
    /// Kazakhstan, Bureau of National Statistics: foreign trade by country, a workbook.
    KzBnsWorkbook,
    /// Eurostat Comext, relational view.
    EurostatCsv,
    /// IMF Direction of Trade Statistics, both reports of a pair on one line.
    ImfDotsCsv,
    /// Armenia, Statistical Committee: imports by consignment and by origin.
    ArmeniaCsv,
    /// Uzbekistan, Statistics Agency: one flow, years as columns.
    UzbekistanCsv,
    /// Entente's own columns, see `docs/formats.md`.
    EntenteCsv,
    /// Parquet of Entente's own columns.
    EntenteParquet,
    /// Data of trade in SDMX-CSV.
    SdmxCsv,
    /// Data of trade in SDMX-JSON.
    SdmxJson,
    /// Data of trade in SDMX-ML.
    SdmxMl,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 14] = [
        Self::ComtradeCsv,
        Self::ComtradeJson,
        Self::ComtradeParquet,
        Self::ComtradeLegacyCsv,
        Self::KzBnsWorkbook,
        Self::EurostatCsv,
        Self::ImfDotsCsv,
        Self::ArmeniaCsv,
        Self::UzbekistanCsv,
        Self::EntenteCsv,
        Self::EntenteParquet,
        Self::SdmxCsv,
        Self::SdmxJson,
        Self::SdmxMl,
    ];

    /// The name used on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ComtradeCsv => "comtrade-csv",
            Self::ComtradeJson => "comtrade-json",
            Self::ComtradeParquet => "comtrade-parquet",
            Self::ComtradeLegacyCsv => "comtrade-legacy-csv",
            Self::KzBnsWorkbook => "kz-bns-workbook",
            Self::EurostatCsv => "eurostat-csv",
            Self::ImfDotsCsv => "imf-dots-csv",
            Self::ArmeniaCsv => "armenia-csv",
            Self::UzbekistanCsv => "uzbekistan-csv",
            Self::EntenteCsv => "entente-csv",
            Self::EntenteParquet => "entente-parquet",
            Self::SdmxCsv => "sdmx-csv",
            Self::SdmxJson => "sdmx-json",
            Self::SdmxMl => "sdmx-ml",
        }
    }

    /// From [`Self::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == text)
    }

    /// Whether its files do not say which flow they hold.
    pub const fn is_silent_of_flow(self) -> bool {
        matches!(self, Self::UzbekistanCsv)
    }

    /// Whether it is a message of SDMX.
    pub(super) const fn is_sdmx(self) -> bool {
        matches!(self, Self::SdmxCsv | Self::SdmxJson | Self::SdmxMl)
    }

    /// The dataset its observations belong to; Entente's own layout may name another on each row,
    /// and messages of SDMX name theirs.
    pub const fn dataset(self) -> Dataset {
        match self {
            Self::ComtradeCsv | Self::ComtradeJson | Self::ComtradeParquet | Self::ComtradeLegacyCsv => {
                Dataset::Comtrade
            }
            Self::KzBnsWorkbook => Dataset::KzBns,
            Self::EurostatCsv => Dataset::Eurostat,
            Self::ImfDotsCsv => Dataset::ImfDots,
            Self::ArmeniaCsv => Dataset::AmArmstat,
            Self::UzbekistanCsv => Dataset::UzStat,
            Self::EntenteCsv | Self::EntenteParquet | Self::SdmxCsv | Self::SdmxJson | Self::SdmxMl => {
                Dataset::Entente
            }
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}
