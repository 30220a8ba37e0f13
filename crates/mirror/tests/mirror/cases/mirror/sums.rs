//! The figures of the cells an expectation is about, added up.

use entente_mirror::explain::CellParts;
use entente_trade::{Area, Cause, Money, Part, Split};

/// The figures of the cells a case asks for.
pub(super) struct Sums<'a> {
    pub(super) cells: &'a [&'a CellParts],
    /// 1 when published differences read importer − exporter, else −1.
    view: i128,
    pub(super) export: Money,
    pub(super) import: Money,
    pub(super) asymmetry: Money,
}

impl<'a> Sums<'a> {
    pub(super) fn of(cells: &'a [&'a CellParts], view: i128) -> Self {
        let value = |side: usize| cells.iter().filter_map(|cell| cell.reports[side]).sum();
        Self {
            cells,
            view,
            export: value(0),
            import: value(1),
            asymmetry: cells.iter().map(|cell| cell.asymmetry).sum(),
        }
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &'a Part> {
        self.cells.iter().flat_map(|cell| &cell.parts)
    }

    pub(super) fn part(&self, cause: Cause) -> Money {
        self.parts()
            .filter(|part| part.cause == cause)
            .map(|part| part.amount)
            .sum()
    }

    /// How many cells have a part of a cause, be it nothing.
    pub(super) fn with(&self, cause: Cause) -> usize {
        let has = |cell: &&&CellParts| cell.parts.iter().any(|part| part.cause == cause);
        self.cells.iter().filter(has).count()
    }

    /// The residual by quantity and unit value, over the cells that have both weights.
    pub(super) fn split(&self) -> Option<Split> {
        let splits: Vec<Split> = self.cells.iter().filter_map(|cell| cell.split).collect();
        (!splits.is_empty()).then(|| Split {
            quantity: splits.iter().map(|split| split.quantity).sum(),
            unit_value: splits.iter().map(|split| split.unit_value).sum(),
        })
    }

    pub(super) fn via(&self, hub: Area) -> Money {
        self.parts()
            .filter(|part| part.via == Some(hub))
            .map(|part| part.amount)
            .sum()
    }

    /// What the adjustments leave: goods of one side only and labelled differences included.
    pub(super) fn left(&self) -> Money {
        self.parts()
            .filter(|part| part.cause > Cause::Misclassification)
            .map(|part| part.amount)
            .sum()
    }

    pub(super) fn seen(&self, difference: Money) -> Money {
        Money::from_thousandths(self.view * difference.thousandths())
    }

    pub(super) fn adjusted(&self) -> (Money, Money) {
        let from_import = [Cause::Indirect, Cause::Timing, Cause::CifFob].map(|cause| self.part(cause));
        let import = self.import - from_import.into_iter().sum();
        (self.export + self.part(Cause::ReExport), import)
    }

    pub(super) fn reporter(&self) -> Money {
        if self.view > 0 { self.import } else { self.export }
    }

    /// Percent by which adjusted exports exceed adjusted imports.
    pub(super) fn excess(&self) -> Option<f64> {
        let (export, import) = self.adjusted();
        percent(export - import, import)
    }

    pub(super) fn mean_excess(&self) -> Option<f64> {
        let each: Option<Vec<f64>> = self
            .cells
            .chunks(1)
            .map(|cell| Sums::of(cell, self.view).excess())
            .collect();
        each.map(|each| each.iter().sum::<f64>() / each.len() as f64)
    }
}

pub(super) fn percent(amount: Money, of: Money) -> Option<f64> {
    (of > Money::ZERO).then(|| amount.to_f64() / of.to_f64() * 100.0)
}
