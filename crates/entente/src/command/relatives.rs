//! Where reports of a pair lie that were made under another code of the same place.
//!
//! A book keeps an area under the code its source used: the Sudan of 2010 is 736, that of
//! 2012 is 729. Adding the two up would be a choice nobody signed, so a question about the
//! one gets the rows of the one, and this note names the other.

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::pairing::mirror_rows;
use entente_trade::{Area, AreaEntry, Areas, Period};

use crate::failure::Failure;
use crate::print::{self, figure::letters};

/// Tells the predecessors and successors of either side that have reports in the time asked for.
pub(crate) fn tell(comparison: &Comparison, question: &Question) -> Result<(), Failure> {
    let (exporter, importer) = (question.exporter, question.importer);
    for relative in relatives(exporter, question) {
        tell_one(comparison, question, relative, (relative, importer))?;
    }
    for relative in relatives(importer, question) {
        tell_one(comparison, question, relative, (exporter, relative))?;
    }
    Ok(())
}

fn tell_one(
    comparison: &Comparison,
    question: &Question,
    relative: Area,
    (exporter, importer): (Area, Area),
) -> Result<(), Failure> {
    let asked = Question {
        exporter,
        importer,
        ..question.clone()
    };
    let rows = mirror_rows(&comparison.paired(&asked)?, asked.key);
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        let (first, last) = (first.period.to_string(), last.period.to_string());
        let span = if first == last {
            first
        } else {
            format!("{first} to {last}")
        };
        print::note(&format!(
            "{} has reports of {span} under its own code: ask for {} {}",
            Areas::standard().label(relative),
            word(exporter),
            word(importer)
        ));
    }
    Ok(())
}

/// Areas whose place this one took, or that took its place, in being in the time asked for.
fn relatives(area: Area, question: &Question) -> Vec<Area> {
    let areas = Areas::standard();
    let before = areas.predecessors(area).map(|succession| succession.before);
    let after = areas.successors(area).map(|succession| succession.after);
    let entries = before.chain(after).filter_map(|area| areas.entry(area));
    entries
        .filter(|entry| overlaps(entry, question.from, question.to))
        .map(|entry| entry.area)
        .collect()
}

fn overlaps(entry: &AreaEntry, from: Option<Period>, to: Option<Period>) -> bool {
    let began = |to: Period| entry.from.is_none_or(|(year, _)| year <= to.calendar_year());
    let goes_on = |from: Period| entry.to.is_none_or(|(year, _)| year >= from.calendar_year());
    to.is_none_or(began) && from.is_none_or(goes_on)
}

/// What to type for an area: its letters, or its number where the letters mean another.
fn word(area: Area) -> String {
    let letters = letters(area);
    match Areas::standard().resolve(&letters) {
        Ok(meant) if meant == area => letters,
        _ => area.code().to_string(),
    }
}
