//! What was written, counted while it is written: rows a flow, amounts a cause.
//!
//! Amounts are sums of single contributions; netted by cell they may be smaller.

use std::io::{self, Write};

use crate::record::{Flow, Record};
use crate::truth::{Cause, Truth};

/// The counts.
#[derive(Default)]
pub(crate) struct Summary {
    pub(crate) imports: u64,
    pub(crate) exports: u64,
    pub(crate) re_exports: u64,
    pub(crate) broken: u64,
    causes: [(u64, i128); Cause::NAMES.len()],
}

impl Summary {
    /// Good rows.
    pub(crate) const fn rows(&self) -> u64 {
        self.imports + self.exports + self.re_exports
    }

    /// Counts a row.
    pub(crate) fn count(&mut self, record: &Record) {
        let count = match (record.damage, record.flow) {
            (Some(_), _) => &mut self.broken,
            (None, Flow::Import) => &mut self.imports,
            (None, Flow::Export) => &mut self.exports,
            (None, Flow::ReExport) => &mut self.re_exports,
        };
        *count += 1;
    }

    /// Counts a contribution.
    pub(crate) fn plant(&mut self, truth: &Truth) {
        let cause = &mut self.causes[truth.cause as usize];
        cause.0 += 1;
        cause.1 += i128::from(truth.amount.unsigned_abs());
    }

    /// Prints the counts.
    pub(crate) fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let rows = [self.exports, self.imports, self.re_exports, self.broken];
        writeln!(out, "{:>14} rows", self.rows() + self.broken)?;
        for (name, count) in ["X", "M", "RX", "broken"].iter().zip(rows) {
            writeln!(out, "{count:>14} {name}")?;
        }
        let total: i128 = self.causes.iter().map(|cause| cause.1).sum();
        writeln!(
            out,
            "\n{:<18}{:>12}{:>24}{:>8}",
            "planted", "parts", "amount", "share"
        )?;
        for (name, (count, amount)) in Cause::NAMES.iter().zip(self.causes) {
            let share = 100.0 * amount as f64 / total.max(1) as f64;
            writeln!(out, "{name:<18}{count:>12}{:>24}{share:>7.2}%", amount / 1000)?;
        }
        Ok(())
    }
}
