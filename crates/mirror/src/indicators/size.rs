//! How much is traded, and how balanced it is.

use entente_trade::{Money, Side};

use crate::pairing::months::Months;

use super::{Figure, INCOMPLETE, IndicatorRow, Inputs, LACKING, Sheet, quotient};

/// Why a balance is not known.
const OTHER_MONTHS: &str = "exports and imports are told for different months";

/// Turnover, exports, imports, balance and coverage.
pub(super) fn rows(sheet: &Sheet<'_>) -> Vec<IndicatorRow> {
    let (exports, imports) = (sheet.exports(), sheet.imports());
    let both = exports.and_then(|exports| imports.map(|imports| (exports, imports)));
    let both = both.and_then(|both| sheet.comparable().map(|()| both));
    let coverage = both.and_then(|(x, m)| quotient(x, m).ok_or("the imports are zero"));
    vec![
        sheet.money("turnover", sheet.turnover(), "exports + imports"),
        sheet
            .money("exports", exports, "as this side reports them")
            .made_of(Inputs::of(Side::Export)),
        sheet
            .money("imports", imports, "as this side reports them")
            .made_of(Inputs::of(Side::Import)),
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
        let turnover = self.exports()? + self.imports()?;
        self.whole(Side::Export)?;
        self.whole(Side::Import)?;
        Ok(turnover)
    }

    /// Refuses a year of which some months are not told, and a sum that lacks goods.
    pub(super) fn whole(&self, side: Side) -> Figure<()> {
        match self.flows.months(side, self.period) {
            Some(months) if !months.contains(Months::of(self.period)) => Err(INCOMPLETE),
            _ => self.of_all_goods(side),
        }
    }

    /// Refuses a sum that lacks goods of which no figure can be used.
    pub(super) fn of_all_goods(&self, side: Side) -> Figure<()> {
        if self.flows.lacks_goods(side, self.period) {
            Err(LACKING)
        } else {
            Ok(())
        }
    }

    /// Refuses exports and imports of different months, or not of all goods.
    fn comparable(&self) -> Figure<()> {
        self.of_all_goods(Side::Export)?;
        self.of_all_goods(Side::Import)?;
        let [exports, imports] =
            [Side::Export, Side::Import].map(|side| self.flows.months(side, self.period));
        if exports == imports {
            Ok(())
        } else {
            Err(OTHER_MONTHS)
        }
    }
}
