//! The brief for a minister: two pages of sentences, and the tables they rest on as annexes.

use entente_register::facet::{Facts, Filter};
use entente_register::reading::Completeness;
use entente_register::record::{Kind, Record};
use entente_register::status;
use entente_trade::{Area, Finding, Period};

use super::agreed;
use super::claims;
use super::commitments::{self, Board};
use super::decomposition;
use super::docket::Docket;
use super::frame::{Frame, sentence};
use super::mirror::{Direction, Mirror};
use super::question;
use super::sentence::{by, direction, pair};
use super::turnover;
use crate::Document;
use crate::document::{Block, Prose, Span};
use crate::wording::Wording;

/// Instruments and claims told in the text; the others stand in the annex.
const TOLD: usize = 10;

/// Letters of annexes.
const LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
    "V", "W", "X", "Y", "Z",
];

/// What a brief is made of.
pub struct Brief<'a> {
    /// The register of the pair on the day of the brief.
    pub docket: Docket<'a>,
    /// Both directions, all goods, period by period.
    pub mirror: Mirror,
    /// What explains the differences of these, in the order to be told.
    pub findings: Vec<Finding>,
    /// The side whose brief it is, which has nothing to ask itself; none for a third party's.
    pub side: Option<Area>,
}

/// The brief.
pub fn brief(frame: &Frame, brief: &Brief<'_>) -> Document {
    let wording = frame.wording();
    let docket = &brief.docket;
    let day = wording.day(docket.day);
    let title = wording.tell(
        "brief-title",
        &[("pair", &pair(wording, docket.pair)), ("day", &day)],
    );
    let lines = brief.mirror.turnover();
    let findings = brief
        .mirror
        .directions
        .iter()
        .filter_map(|one| one.finding(wording));
    let finding = findings.collect::<Vec<_>>().join(" ");
    let board = Board::of(docket);
    let heading = |id| Block::Heading(wording.phrase(id));
    let mut blocks = vec![heading("brief-agreed")];
    blocks.extend(what_was_agreed(wording, docket, &board));
    blocks.push(heading("brief-turnover"));
    blocks.extend(turnover::told(wording, docket.pair, &lines));
    blocks.push(heading("brief-explains"));
    blocks.extend(explained(frame, &brief.findings));
    blocks.push(heading("brief-changed"));
    blocks.push(Block::List(changed(wording, &brief.mirror)));
    blocks.push(heading("brief-claims"));
    blocks.push(claimed(wording, docket));
    blocks.push(heading("brief-ask"));
    blocks.push(Block::List(question::all(wording, brief, &board)));
    blocks.extend(annexes(frame, brief, &board, &lines));
    frame.document(title, finding, (&docket.pair, brief.mirror.span()), blocks)
}

/// How many instruments there are, the first of them by title, and the commitments.
fn what_was_agreed(wording: &Wording, docket: &Docket<'_>, board: &Board) -> Vec<Block> {
    let found = docket.records(Kind::Instrument, &Filter::default());
    if found.is_empty() {
        return vec![sentence(wording.phrase("brief-nothing-agreed"))];
    }
    let counts = board.counts(wording);
    let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
    let titled = found.iter().map(|(record, _)| record);
    let titled = titled.filter(|record| agreed::completeness(record) == Completeness::Titled);
    let items = titled.take(TOLD).map(|record| item(wording, docket, record));
    vec![
        sentence(agreed::finding(wording, docket, &found)),
        Block::List(items.collect()),
        sentence(wording.tell("brief-commitments", &counts)),
    ]
}

/// An instrument in a line: its type, its title, and where it stands.
fn item(wording: &Wording, docket: &Docket<'_>, record: &Record) -> Prose {
    let kind = agreed::kind(record).map(|kind| wording.term(kind));
    let kind = kind.map(|kind| Span::Text(wording.tell("instrument-item", &[("type", &kind)]) + " "));
    let standing = status::status(record, docket.day).status;
    let mut spans: Vec<Span> = kind.into_iter().collect();
    spans.push(docket.label_span(wording, record));
    spans.push(Span::Text(" – ".to_owned()));
    spans.push(Span::Strong(wording.term(standing)));
    Prose(spans)
}

/// The greatest difference as a picture, the others in a sentence each.
fn explained(frame: &Frame, findings: &[Finding]) -> Vec<Block> {
    let wording = frame.wording();
    let greatest = greatest(findings);
    let mut blocks: Vec<Block> = greatest
        .iter()
        .flat_map(|&finding| {
            [
                sentence(decomposition::reports(finding).told(wording)),
                Block::Figure(decomposition::figure(frame, finding)),
            ]
        })
        .collect();
    let others = findings
        .iter()
        .filter(|one| greatest.is_none_or(|greatest| !std::ptr::eq(greatest, *one)));
    blocks.extend(others.map(|finding| decomposition::told(wording, finding)));
    blocks
}

fn greatest(findings: &[Finding]) -> Option<&Finding> {
    findings
        .iter()
        .rev()
        .max_by_key(|finding| finding.asymmetry.abs())
}

/// What either side's report of either direction did between its last two periods.
fn changed(wording: &Wording, mirror: &Mirror) -> Vec<Prose> {
    let mut lines = Vec::new();
    for one in &mirror.directions {
        let exports: Vec<_> = one
            .rows
            .iter()
            .map(|row| (row.period, row.export_value))
            .collect();
        let imports: Vec<_> = one
            .rows
            .iter()
            .map(|row| (row.period, row.import_value))
            .collect();
        for (area, course) in [(one.exporter, exports), (one.importer, imports)] {
            let told: Vec<_> = course
                .iter()
                .filter_map(|(period, value)| Some((*period, (*value)?)))
                .collect();
            if let [.., before, after] = told.as_slice() {
                lines.push(line(wording, one, area, [*before, *after]).into());
            }
        }
    }
    lines
}

fn line(
    wording: &Wording,
    one: &Direction,
    area: Area,
    [(from, before), (to, after)]: [(Period, entente_trade::Money); 2],
) -> String {
    let change = (!before.is_zero()).then(|| (after - before).to_f64() / before.to_f64());
    let change = change.and_then(|change| wording.share(change));
    wording.tell(
        "changed-line",
        &[
            ("direction", &direction(wording, one.exporter, one.importer)),
            ("by", &by(wording, area)),
            ("from", &wording.period(from)),
            ("before", &wording.dollars(before)),
            ("to", &wording.period(to)),
            ("after", &wording.dollars(after)),
            (
                "share",
                &change.unwrap_or_else(|| crate::wording::ABSENT.to_owned()),
            ),
        ],
    )
}

fn claimed(wording: &Wording, docket: &Docket<'_>) -> Block {
    let found: Vec<(Record, Facts)> = claims::all(docket);
    if found.is_empty() {
        return sentence(wording.phrase("brief-no-claims"));
    }
    let told = found.iter().take(TOLD);
    Block::List(
        told.map(|(record, _)| claims::told(wording, docket, record))
            .collect(),
    )
}

/// The tables behind the sentences, each under its letter.
fn annexes(frame: &Frame, brief: &Brief<'_>, board: &Board, lines: &[turnover::TurnoverLine]) -> Vec<Block> {
    let (wording, docket) = (frame.wording(), &brief.docket);
    let mut tables = brief.mirror.tables(frame);
    tables.push(turnover::listing(frame, docket.pair, lines));
    tables.push(decomposition::of_all(frame, &brief.findings));
    tables.push(decomposition::grades(wording));
    let instruments = docket.records(Kind::Instrument, &Filter::default());
    tables.push(agreed::listing(wording, docket, &instruments));
    tables.extend(commitments::tables(wording, docket, board));
    tables.push(claims::listing(wording, docket, &claims::all(docket)));
    tables.retain(|table| !table.rows.is_empty());
    let lettered = tables.into_iter().zip(LETTERS.iter());
    lettered
        .flat_map(|(table, letter)| {
            let title = wording.tell("brief-annex", &[("letter", letter), ("title", &table.caption)]);
            [Block::Heading(title), Block::Table(table)]
        })
        .collect()
}
