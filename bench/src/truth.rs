//! The truth beside the data: one row a planted contribution to a cell's asymmetry.
//!
//! Rows of a cell add up exactly to importer's minus exporter's record. They are
//! written as they arise, unsorted; a cell may have several rows of one cause.

use std::io::{self, Write};

use crate::code::Code;
use crate::decimal;
use crate::world::World;

/// Why a cell's two records differ.
#[derive(Clone, Copy)]
pub(crate) enum Cause {
    CifFob,
    OneSided,
    Misclassification,
    Timing,
    Indirect,
    ReExport,
    Threshold,
    Confidential,
    Scope,
    ValueError,
    Undervaluation,
    HsEdition,
    Noise,
}

impl Cause {
    /// The names in files, in the order of the variants.
    pub(crate) const NAMES: [&str; 13] = [
        "cif_fob",
        "one_sided",
        "misclassification",
        "timing",
        "indirect",
        "re_export",
        "threshold",
        "confidential",
        "scope",
        "value_error",
        "undervaluation",
        "hs_edition",
        "noise",
    ];

    /// The name in files.
    pub(crate) const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// One exporter, importer, commodity and month.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) code: Code,
    pub(crate) month: i32,
}

/// One contribution, in thousandths.
#[derive(Clone, Copy)]
pub(crate) struct Truth {
    pub(crate) cell: Cell,
    pub(crate) cause: Cause,
    pub(crate) amount: i64,
    pub(crate) via: Option<u16>,
}

/// The columns of the file.
pub(crate) const HEADER: &[u8] = b"exporter,importer,commodity,period,cause,amount,via\n";

impl Truth {
    /// Writes the row, through a buffer that is emptied first.
    pub(crate) fn write(self, world: &World, line: &mut Vec<u8>, out: &mut dyn Write) -> io::Result<()> {
        line.clear();
        for place in [self.cell.from, self.cell.to] {
            decimal::push_whole(line, world.area(place).code.into());
            line.push(b',');
        }
        line.extend_from_slice(self.cell.code.as_str().as_bytes());
        line.push(b',');
        decimal::push_whole(line, world.period(self.cell.month).into());
        line.push(b',');
        line.extend_from_slice(self.cause.name().as_bytes());
        line.push(b',');
        decimal::push(line, self.amount);
        line.push(b',');
        if let Some(place) = self.via {
            decimal::push_whole(line, world.area(place).code.into());
        }
        line.push(b'\n');
        out.write_all(line)
    }
}
