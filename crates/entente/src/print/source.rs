//! Where the two figures of a row come from, for machines as fields and for people as lines.
//!
//! `mirror` and `explain` say the same of the same figures, so they say it here. What a source
//! is and what was made of it was decided in pairing.

use entente_mirror::pairing::SideBasis;
use entente_trade::{Period, Side};
use serde::Serialize;

/// Source, vintage and derivation of both sides' figures, and the months they cover.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Sources {
    export_source: Option<&'static str>,
    export_vintage: Option<String>,
    export_basis: Option<String>,
    import_source: Option<&'static str>,
    import_vintage: Option<String>,
    import_basis: Option<String>,
    export_months: Option<u32>,
    import_months: Option<u32>,
}

/// Source, vintage and derivation of what a figure is made of.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Origins {
    export_source: Option<&'static str>,
    export_vintage: Option<String>,
    export_basis: Option<String>,
    import_source: Option<&'static str>,
    import_vintage: Option<String>,
    import_basis: Option<String>,
}

/// The same of the period before, which growth is measured against.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Before {
    export_source_before: Option<&'static str>,
    export_vintage_before: Option<String>,
    export_basis_before: Option<String>,
    import_source_before: Option<&'static str>,
    import_vintage_before: Option<String>,
    import_basis_before: Option<String>,
}

/// Said of figures of which one is made of the other.
const IMPUTED: &str = "imputed: the source derives one side's figure from the other's; the difference of the two \
                       says nothing about asymmetry";

/// What is known of both sides' figures of a period.
pub(crate) type Basis = [Option<SideBasis>; 2];

impl Sources {
    pub(crate) fn of(basis: &Basis) -> Self {
        let [export, import] = basis.each_ref().map(Option::as_ref);
        let origins = Origins::of(basis);
        Self {
            export_source: origins.export_source,
            export_vintage: origins.export_vintage,
            export_basis: origins.export_basis,
            import_source: origins.import_source,
            import_vintage: origins.import_vintage,
            import_basis: origins.import_basis,
            export_months: export.and_then(|basis| basis.months),
            import_months: import.and_then(|basis| basis.months),
        }
    }
}

impl Origins {
    pub(crate) fn of(basis: &Basis) -> Self {
        let [export, import] = basis.each_ref().map(Option::as_ref);
        let source = |side: Option<&SideBasis>| side.map(|basis| basis.dataset.name());
        let vintage = |side: Option<&SideBasis>| side.map(|basis| basis.vintage.to_string());
        let derivation = |side: Option<&SideBasis>| side.map(|basis| basis.derivation.clone());
        Self {
            export_source: source(export),
            export_vintage: vintage(export),
            export_basis: derivation(export),
            import_source: source(import),
            import_vintage: vintage(import),
            import_basis: derivation(import),
        }
    }
}

impl Before {
    pub(crate) fn of(basis: &Basis) -> Self {
        let origins = Origins::of(basis);
        Self {
            export_source_before: origins.export_source,
            export_vintage_before: origins.export_vintage,
            export_basis_before: origins.export_basis,
            import_source_before: origins.import_source,
            import_vintage_before: origins.import_vintage,
            import_basis_before: origins.import_basis,
        }
    }
}

/// Each source once, with the periods it speaks for, ascending.
pub(crate) fn lines<'a>(told: impl IntoIterator<Item = (Period, &'a Basis)>) -> Vec<String> {
    let (mut found, mut imputed): (Vec<(String, Vec<String>)>, Vec<String>) = Default::default();
    for (period, basis) in told {
        let is_imputed = basis.iter().flatten().any(|basis| basis.imputed);
        if is_imputed && imputed.last() != Some(&period.to_string()) {
            imputed.push(period.to_string());
        }
        for side in [Side::Export, Side::Import] {
            let Some(basis) = &basis[side as usize] else {
                continue;
            };
            let (words, period) = (words(side, period, basis), period.to_string());
            match found.iter_mut().find(|(known, _)| *known == words) {
                Some((_, periods)) if periods.last() == Some(&period) => {}
                Some((_, periods)) => periods.push(period),
                None => found.push((words, vec![period])),
            }
        }
    }
    let mut lines: Vec<String> = found
        .into_iter()
        .map(|(words, periods)| format!("{words} ({})", spans(&periods)))
        .collect();
    lines.extend((!imputed.is_empty()).then(|| format!("{IMPUTED} ({})", spans(&imputed))));
    lines
}

fn words(side: Side, period: Period, basis: &SideBasis) -> String {
    let part = basis
        .months
        .filter(|&months| period.calendar_month().is_none() && months < 12)
        .map_or_else(String::new, |months| format!("; {months} of 12 months"));
    let (source, vintage, derivation) = (basis.dataset.name(), basis.vintage, &basis.derivation);
    format!("{side}: {source}, vintage {vintage:#}, {derivation}{part}")
}

fn spans(periods: &[String]) -> String {
    match periods {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] => format!("{first} to {last}"),
    }
}
