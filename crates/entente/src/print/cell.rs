//! Both reports of a cell, as every listing of cells begins.
//!
//! Commands add what they say of the cell; JSON and CSV join the two.

use entente_trade::{Area, Commodity, Money, Period};
use serde::Serialize;

use super::figure::{Exact, letters};

/// A cell and its two reports as machines read them.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Cell {
    exporter: String,
    importer: String,
    period: String,
    commodity: String,
    export_value: Option<Exact>,
    import_value: Option<Exact>,
}

impl Cell {
    pub(crate) fn new(
        (exporter, importer): (Area, Area),
        (period, commodity): (Period, Commodity),
        [export_value, import_value]: [Option<Money>; 2],
    ) -> Self {
        Self {
            exporter: letters(exporter),
            importer: letters(importer),
            period: period.to_string(),
            commodity: commodity.to_string(),
            export_value: export_value.map(Exact),
            import_value: import_value.map(Exact),
        }
    }
}
