//! Which format of which version a message is in.

use std::fmt;

/// A family of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// SDMX-CSV.
    Csv,
    /// SDMX-JSON.
    Json,
    /// SDMX-ML, that is XML.
    Ml,
}

/// A format in a version: all that readers and writers need to be told about either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// SDMX-CSV 1.0, of SDMX 2.1.
    Csv1_0,
    /// SDMX-CSV 2.0, of SDMX 3.0.
    Csv2_0,
    /// SDMX-CSV 2.1, of SDMX 3.1.
    Csv2_1,
    /// SDMX-JSON 1.0, of SDMX 2.1.
    Json1_0,
    /// SDMX-JSON 2.0, of SDMX 3.0.
    Json2_0,
    /// SDMX-JSON 2.1, of SDMX 3.1.
    Json2_1,
    /// SDMX-ML 2.1, generic data.
    Ml2_1Generic,
    /// SDMX-ML 2.1, structure-specific data; of structures there is one form.
    Ml2_1,
    /// SDMX-ML 3.0.
    Ml3_0,
    /// SDMX-ML 3.1, read as far as its schemas go.
    Ml3_1,
}

impl Standard {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Csv1_0,
        Self::Csv2_0,
        Self::Csv2_1,
        Self::Json1_0,
        Self::Json2_0,
        Self::Json2_1,
        Self::Ml2_1Generic,
        Self::Ml2_1,
        Self::Ml3_0,
        Self::Ml3_1,
    ];

    /// The family.
    pub const fn family(self) -> Family {
        match self {
            Self::Csv1_0 | Self::Csv2_0 | Self::Csv2_1 => Family::Csv,
            Self::Json1_0 | Self::Json2_0 | Self::Json2_1 => Family::Json,
            Self::Ml2_1Generic | Self::Ml2_1 | Self::Ml3_0 | Self::Ml3_1 => Family::Ml,
        }
    }

    /// The version of the format.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Csv1_0 | Self::Json1_0 => "1.0",
            Self::Csv2_0 | Self::Json2_0 => "2.0",
            Self::Csv2_1 | Self::Json2_1 | Self::Ml2_1Generic | Self::Ml2_1 => "2.1",
            Self::Ml3_0 => "3.0",
            Self::Ml3_1 => "3.1",
        }
    }

    /// Whether it belongs to SDMX 3, with several measures and values and versions of three parts.
    pub const fn is_three(self) -> bool {
        !matches!(
            self,
            Self::Csv1_0 | Self::Json1_0 | Self::Ml2_1Generic | Self::Ml2_1
        )
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let family = match self.family() {
            Family::Csv => "SDMX-CSV",
            Family::Json => "SDMX-JSON",
            Family::Ml => "SDMX-ML",
        };
        let form = if *self == Self::Ml2_1Generic {
            " generic"
        } else {
            ""
        };
        write!(to, "{family} {}{form}", self.version())
    }
}
