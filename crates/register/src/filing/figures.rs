//! Figures of a reading as values of the register.
//!
//! It exists because both say an amount in their own types. What is said of it and where it was read, it
//! does not know.

use crate::reading::{self, ReporterView};
use crate::record::{Figure, Metric, Said, Shift, Unit};

/// The figure of a goal: "to $500 million" is reached by more, too.
pub(super) fn threshold(goal: &reading::Claim, amount: &reading::Amount) -> Said {
    let reporter = match goal.reporter_view.view {
        ReporterView::State(state) => Some(state.code().to_owned()),
        ReporterView::Unspecified => None,
    };
    let operator = match goal.operator.value {
        reading::Operator::Equal => reading::Operator::AtLeast,
        operator => operator,
    };
    Said::Metric(Metric {
        flow: goal.flow.value,
        reporter,
        partner: goal.partner.as_ref().map(|state| state.value.code().to_owned()),
        products: goal.products.as_ref().map(|words| words.value.clone()),
        operator,
        threshold: figure(amount),
    })
}

/// An amount as it was read.
pub(super) fn figure(amount: &reading::Amount) -> Figure {
    Figure {
        value: amount.value.clone(),
        unit: match &amount.unit {
            reading::Unit::Currency(code) => Unit::Currency((*code).to_owned()),
            reading::Unit::Of(things) => Unit::Of(things.clone()),
        },
        scale: amount.scale,
        half_unit: amount.half_unit.clone(),
        half_unit_uncertain: amount.half_unit_uncertain,
    }
}

/// A change as it was read.
pub(super) fn shift(change: &reading::Change) -> Shift {
    Shift {
        kind: change.kind,
        value: change.value.clone(),
        operator: change.operator,
        base: change.base,
        ambiguous: change.ambiguous,
    }
}
