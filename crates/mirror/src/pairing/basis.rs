//! Where a side's figures come from, in words a row can carry.
//!
//! Whatever was done to a report before it stood in a row is said here: sums,
//! records left out, a source that could not be used. It decides none of it.

use std::collections::BTreeSet;

use entente_trade::{Currency, Dataset, Flow, Frequency, Level, Vintage};

use super::choice::{Asked, Candidate};
use super::left::joined;
use super::months::Months;
use super::statement::{Fragment, Source, Statement};
use crate::explain::Breadth;

const IMPUTED: &str = "imputed";
const LEFT_OUT: &str = ", left out";

/// Where one side's figures of a period come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBasis {
    /// The dataset.
    pub dataset: Dataset,
    /// The newest vintage among its records.
    pub vintage: Vintage,
    /// How many months of its period the figure covers: 12 of a year that is told as a whole, 1 of a
    /// month. `None` where there is no figure: the source is left out, or tells of others only.
    pub months: Option<u32>,
    /// Whether the source derives it from the other side's figure, or that from it: it is no
    /// report of its own, and the difference of the two says nothing about asymmetry.
    pub imputed: bool,
    /// `reported`, `imputed`, or how the figure was made: `sum of hs6`, `sum of 12 months`, both. After a
    /// semicolon what else there is to know of it, such as `2 repeated records counted once`.
    pub derivation: String,
}

impl SideBasis {
    /// What is left out, where the source tells something and there is no figure.
    pub fn left_out(&self) -> Option<&str> {
        self.derivation.strip_suffix(LEFT_OUT)
    }
}

/// How the figures of the period asked for came about.
pub(super) fn of(asked: Asked, candidate: &Candidate<'_>) -> Option<SideBasis> {
    let notes = notes(asked, candidate);
    let words: Vec<String> = std::iter::once(made(asked, candidate)).chain(notes).collect();
    let months = match asked.period.calendar_month() {
        Some(_) => 1,
        None => candidate.months.count(),
    };
    basis(candidate, Some(months), words.join("; "))
}

/// What a side has that tells of so many other partners and nothing of this one.
pub(super) fn none_told(breadth: Breadth) -> SideBasis {
    SideBasis {
        dataset: breadth.dataset,
        vintage: breadth.vintage,
        months: None,
        imputed: false,
        derivation: format!("none told; {} other partners are", breadth.partners),
    }
}

/// What a side tells of a period that is left out before a source is chosen.
pub(super) fn left_out(source: Source, vintage: Vintage, why: &str) -> SideBasis {
    SideBasis {
        dataset: source.dataset,
        vintage,
        months: None,
        imputed: false,
        derivation: format!("{why}{LEFT_OUT}"),
    }
}

/// What a side has that tells parts of a flow and not the flow.
pub(super) fn parts_only(fragments: &[&Fragment]) -> Option<SideBasis> {
    let source = fragments.first()?.source;
    Some(SideBasis {
        dataset: source.dataset,
        vintage: fragments.iter().map(|one| one.vintage).max()?,
        months: None,
        imputed: false,
        derivation: format!("{}{LEFT_OUT}", part_only(part_of(fragments))),
    })
}

impl SideBasis {
    /// Notes cells of which the same source tells parts of a flow alone.
    pub(super) fn note_parts(&mut self, fragments: &[&Fragment]) {
        let cells = counted(fragments.len(), "cell");
        self.derivation.push_str(&format!(
            "; {} of {cells}{LEFT_OUT}",
            part_only(part_of(fragments))
        ));
    }

    /// Notes cells that are left out since the other side's figures of them cannot be used.
    pub(super) fn note_apart(&mut self, number: usize) {
        let cells = counted(number, "cell");
        self.derivation.push_str(&format!(
            "; {cells} apart, since the other side's figure is left out"
        ));
    }
}

/// The part all of them are of.
fn part_of(fragments: &[&Fragment]) -> Option<Flow> {
    let flow = fragments.first().and_then(|one| one.flow);
    flow.filter(|_| fragments.iter().all(|one| one.flow == flow))
}

/// What is told where a part is and the flow is not.
pub(super) fn part_only(flow: Option<Flow>) -> &'static str {
    match flow {
        Some(Flow::ReExport) => "re-exports only",
        Some(Flow::DomesticExport) => "domestic exports only",
        Some(Flow::ReImport) => "re-imports only",
        Some(Flow::ForeignImport) => "imports of foreign goods only",
        _ => "parts of the flow only",
    }
}

/// Why a side has no figure although a source speaks of the period.
pub(super) fn unfit(asked: Asked, candidate: &Candidate<'_>) -> Option<SideBasis> {
    basis(candidate, None, format!("{}{LEFT_OUT}", made(asked, candidate)))
}

fn basis(candidate: &Candidate<'_>, months: Option<u32>, derivation: String) -> Option<SideBasis> {
    let told = candidate.told();
    Some(SideBasis {
        dataset: candidate.source.dataset,
        vintage: told.map(|statement| statement.vintage).max()?,
        months,
        imputed: candidate.is_imputed(),
        derivation,
    })
}

fn made(asked: Asked, candidate: &Candidate<'_>) -> String {
    let mut made_of = Vec::new();
    if !candidate.has_total {
        let finest = candidate.finest.unwrap_or(Level::Total);
        made_of.push(finest.name().to_owned());
    }
    if candidate.source.frequency == Frequency::Monthly && asked.period.calendar_month().is_none() {
        made_of.push(counted(candidate.months.count() as usize, "month"));
    }
    match (made_of.is_empty(), candidate.is_imputed()) {
        (true, false) => "reported".to_owned(),
        (true, true) => IMPUTED.to_owned(),
        (false, _) => format!("sum of {}", made_of.join(" of ")),
    }
}

fn notes(asked: Asked, candidate: &Candidate<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if candidate.left_out > 0 {
        let months = counted(candidate.left_out as usize, "further month");
        notes.push(format!("{months} left out"));
    }
    if candidate.only_beside != Months::default() {
        let months = counted(candidate.only_beside.count() as usize, "month");
        notes.push(format!("{months} left out, told by another source only"));
    }
    if let Some(finest) = candidate.finest.filter(|finest| *finest < asked.level) {
        notes.push(format!("{} only", finest.name()));
    }
    if candidate.piecemeal {
        notes.push("an extract, as a total told elsewhere shows".to_owned());
    }
    if candidate.is_imputed() && made(asked, candidate) != IMPUTED {
        notes.push(IMPUTED.to_owned());
    }
    let told = || candidate.told();
    if told().any(|statement| statement.by_consignment) {
        notes.push("by consignment".to_owned());
    }
    let repeated: usize = told().map(|statement| statement.repeated).sum();
    if repeated > 0 {
        notes.push(format!("{} counted once", counted(repeated, "repeated record")));
    }
    let count = |wanted: fn(&Statement) -> bool| told().filter(|one| wanted(one)).count();
    let made_up = count(|statement| statement.made_up);
    if made_up > 0 {
        notes.push(format!("made up of parts in {}", counted(made_up, "cell")));
    }
    let added_up = count(|statement| statement.added_up);
    if added_up > 0 {
        notes.push(format!(
            "several records added up in {}",
            counted(added_up, "cell")
        ));
    }
    let lacking = told().flat_map(|statement| &statement.lacking);
    let currencies: BTreeSet<Currency> = lacking.map(|rate| rate.currency).collect();
    if !currencies.is_empty() {
        notes.push(format!(
            "breakdowns in {} left out, no rate of exchange",
            joined(&currencies)
        ));
    }
    notes
}

/// `1 month`, `2 months`.
fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
