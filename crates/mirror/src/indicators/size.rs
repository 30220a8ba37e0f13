//! How much is traded, and how balanced it is.

use entente_trade::{Money, Side};

use super::{Figure, IndicatorRow, Sheet, quotient};

/// Turnover, exports, imports, balance and coverage.
pub(super) fn rows(sheet: &Sheet<'_>) -> Vec<IndicatorRow> {
    let (exports, imports) = (sheet.exports(), sheet.imports());
    let both = exports.and_then(|exports| imports.map(|imports| (exports, imports)));
    let coverage = both.and_then(|(x, m)| quotient(x, m).ok_or("the imports are zero"));
    vec![
        sheet.money("turnover", sheet.turnover(), "exports + imports"),
        sheet.money("exports", exports, "as this side reports them"),
        sheet.money("imports", imports, "as this side reports them"),
        sheet.money("balance", both.map(|(x, m)| x - m), "exports − imports"),
        sheet.ratio("coverage", coverage, "exports ÷ imports"),
    ]
}

impl Sheet<'_> {
    pub(super) fn exports(&self) -> Figure<Money> {
        let total = self.flows.total(Side::Export, self.period);
        total.ok_or("this side reports no exports")
    }

    pub(super) fn imports(&self) -> Figure<Money> {
        let total = self.flows.total(Side::Import, self.period);
        total.ok_or("this side reports no imports")
    }

    pub(super) fn turnover(&self) -> Figure<Money> {
        Ok(self.exports()? + self.imports()?)
    }
}
