//! What to ask the partner: what the figures leave open and the other side's records could close.

use entente_trade::{Area, Cause, Finding, Grade, Part, Period, Side};

use super::brief::Brief;
use super::commitments::Board;
use super::mirror::Direction;
use crate::document::{Prose, Span};
use crate::wording::Wording;

/// Every question, what is missing first.
pub(super) fn all(wording: &Wording, brief: &Brief<'_>, board: &Board) -> Vec<Prose> {
    let directions = brief.mirror.directions.iter();
    let missing = directions.flat_map(|one| missing(wording, one, brief.side));
    let asked = brief
        .findings
        .iter()
        .filter(|one| brief.side != Some(one.importer));
    let parts = asked.flat_map(|finding| {
        let parts = finding.parts.iter();
        parts.filter_map(|part| of_part(wording, finding, part))
    });
    let mut all: Vec<Prose> = missing.chain(parts).map(Into::into).collect();
    all.extend(board.at(&["late"]).map(|record| {
        let title = brief.docket.label_span(wording, record);
        around(&wording.tell("ask-late", &[("title", MARK)]), title)
    }));
    if all.is_empty() {
        all.push(wording.phrase("ask-nothing").into());
    }
    all
}

/// Stands where the words of a source go: a message is words of ours alone.
const MARK: &str = "\u{fffc}";

/// A sentence with a quote in the place of [`MARK`].
fn around(sentence: &str, quote: Span) -> Prose {
    let (before, after) = sentence.split_once(MARK).unwrap_or(("", sentence));
    let spans = [Span::Text(before.to_owned()), quote, Span::Text(after.to_owned())];
    let said = |span: &Span| !matches!(span, Span::Text(text) if text.is_empty());
    Prose(spans.into_iter().filter(said).collect())
}

/// Reports that one side lacks and the other has; `own` asks itself for none.
fn missing(wording: &Wording, one: &Direction, own: Option<Area>) -> Vec<String> {
    let sides = [(Side::Export, one.exporter), (Side::Import, one.importer)];
    let others = sides.into_iter().filter(|(_, area)| own != Some(*area));
    let asked = others.filter_map(|(side, area)| {
        let lacks = one.rows.iter().filter(|row| match side {
            Side::Export => row.export_value.is_none() && row.import_value.is_some(),
            Side::Import => row.import_value.is_none() && row.export_value.is_some(),
        });
        let mut periods: Vec<Period> = lacks.map(|row| row.period).collect();
        periods.dedup();
        let periods = runs(wording, &periods);
        (!periods.is_empty()).then(|| {
            wording.tell(
                "ask-missing",
                &[
                    ("area", &wording.area(area).text),
                    ("flow", &wording.term(side)),
                    ("periods", &periods),
                ],
            )
        })
    });
    asked.collect()
}

/// Periods in runs: `2015, 2019 to 2023`.
fn runs(wording: &Wording, periods: &[Period]) -> String {
    let follow = |one: &Period, other: &Period| one.plus(1) == Some(*other);
    let runs = periods.chunk_by(follow).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(wording.periods(*first, *last))
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// What the importer's records could say of a part that no record stands behind yet.
fn of_part(wording: &Wording, finding: &Finding, part: &Part) -> Option<String> {
    let open = part.grade.is_none_or(|grade| grade >= Grade::E3);
    let id = match part.cause {
        _ if part.amount.is_zero() || !open => return None,
        Cause::Indirect => "ask-indirect",
        Cause::CifFob => "ask-cif-fob",
        Cause::Residual => "ask-residual",
        _ => return None,
    };
    let via = part.via.map(|area: Area| wording.area(area).text);
    Some(wording.tell(
        id,
        &[
            ("area", &wording.area(finding.importer).text),
            ("period", &wording.period(finding.period)),
            ("amount", &wording.dollars(part.amount)),
            ("via", &via.unwrap_or_default()),
        ],
    ))
}
