//! Which way goods went, who says so, and how the value was counted.

use std::fmt;

/// One of the two reports of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The exporter's report, normally FOB.
    Export,
    /// The importer's report, normally CIF.
    Import,
}

impl Side {
    /// The other report.
    pub const fn other(self) -> Self {
        match self {
            Self::Export => Self::Import,
            Self::Import => Self::Export,
        }
    }

    /// `export` or `import`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Export => "export",
            Self::Import => "import",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// A flow as UN Comtrade codes it. Only [`Flow::Export`] and [`Flow::Import`]
/// are whole flows; the others are parts of one of them, never additions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// `X`: all exports.
    Export,
    /// `M`: all imports.
    Import,
    /// `DX`: exports of goods made in the country.
    DomesticExport,
    /// `RX`: exports of foreign goods.
    ReExport,
    /// `XIP`: exports after inward processing.
    ExportAfterInwardProcessing,
    /// `XOP`: exports for outward processing.
    ExportForOutwardProcessing,
    /// `FM`: imports of foreign goods.
    ForeignImport,
    /// `RM`: goods coming back.
    ReImport,
    /// `MIP`: imports for inward processing.
    ImportForInwardProcessing,
    /// `MOP`: imports after outward processing.
    ImportAfterOutwardProcessing,
}

impl Flow {
    /// Every flow with its Comtrade code.
    pub const CODES: [(Self, &'static str); 10] = [
        (Self::Export, "X"),
        (Self::Import, "M"),
        (Self::DomesticExport, "DX"),
        (Self::ReExport, "RX"),
        (Self::ExportAfterInwardProcessing, "XIP"),
        (Self::ExportForOutwardProcessing, "XOP"),
        (Self::ForeignImport, "FM"),
        (Self::ReImport, "RM"),
        (Self::ImportForInwardProcessing, "MIP"),
        (Self::ImportAfterOutwardProcessing, "MOP"),
    ];

    /// Reads a Comtrade flow code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::CODES
            .iter()
            .find(|(_, code)| *code == text)
            .map(|&(flow, _)| flow)
    }

    /// The Comtrade flow code.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize].1
    }

    /// Position in [`Self::CODES`], for columns.
    pub const fn index(self) -> u8 {
        self as u8
    }

    /// From [`Self::index`].
    pub fn from_index(index: u8) -> Option<Self> {
        Self::CODES.get(usize::from(index)).map(|&(flow, _)| flow)
    }

    /// Which report of a flow this belongs to.
    pub const fn side(self) -> Side {
        match self {
            Self::Export
            | Self::DomesticExport
            | Self::ReExport
            | Self::ExportAfterInwardProcessing
            | Self::ExportForOutwardProcessing => Side::Export,
            _ => Side::Import,
        }
    }

    /// Whether this is a whole flow rather than a part of one.
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Export | Self::Import)
    }
}

/// What a value includes (IMTS 2010, chapter IV).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Valuation {
    /// Free on board: without international freight and insurance.
    Fob,
    /// Cost, insurance and freight: with them.
    Cif,
    /// The source does not say; exports are taken as FOB, imports as CIF.
    Unstated,
}

/// By which country the partner was chosen (IMTS 2010, chapter VI).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribution {
    /// Where the goods were made.
    Origin,
    /// Where they were sent from.
    Consignment,
    /// Where the exporter believes they go.
    LastKnownDestination,
    /// The source does not say.
    Unstated,
    /// By the other side's report: the source derives the value from the partner's, or the
    /// partner's from it, so that it is no report of its own.
    Imputed,
}
