//! From the parts of the finest cells to the rows somebody asked for.
//!
//! A row's part is the sum of its cells' parts, however they are grouped. Its
//! interval spans the sums over the cells in each order of the stages, so what a
//! stage only moves has none where both ends are in the row, and the sums with
//! every margin at either end of its interval, since cells that share an estimate
//! err together; how far mere possibilities reach is added up. A plain count has
//! no other interval; months are not drawn as if they were a sample.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use entente_trade::{Area, Cause, Commodity, Finding, Frequency, Grade, Level, Money, Part, Period, Split};

use super::{CellParts, Ends, Explanation, PairCells, Walks};

/// How finest cells are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowKey {
    /// Months are kept, or added up to years.
    pub frequency: Frequency,
    /// The level of the commodities.
    pub level: Level,
}

impl RowKey {
    /// The row a cell belongs to.
    pub fn place(self, commodity: Commodity, period: Period) -> (Period, Commodity) {
        let period = match self.frequency {
            Frequency::Annual => period.whole_year(),
            Frequency::Monthly => period,
        };
        (period, commodity.at(self.level))
    }
}

/// Evidence of one part names at most this many sources.
const NAMED: usize = 3;

/// The findings of an explanation at the level and frequency asked for, by period, then commodity.
pub fn rows(explanation: &Explanation, key: RowKey) -> Vec<Finding> {
    let mut groups: BTreeMap<(Period, Commodity), Vec<&CellParts>> = BTreeMap::new();
    for cell in &explanation.cells {
        let place = key.place(cell.commodity, cell.period);
        groups.entry(place).or_default().push(cell);
    }
    let sides = (explanation.exporter, explanation.importer);
    groups
        .into_iter()
        .map(|((period, commodity), cells)| row(sides, period, commodity, &cells))
        .collect()
}

/// What the exporter and the importer report.
type Values = [Option<Money>; 2];

/// Findings without parts, of the rows in which nothing can be compared: what one side tells of
/// them is left out. `explained` are the other rows.
pub fn rows_apart(pair: &PairCells, key: RowKey, explained: &[Finding]) -> Vec<Finding> {
    let known: BTreeSet<_> = explained.iter().map(|row| (row.period, row.commodity)).collect();
    let mut groups: BTreeMap<(Period, Commodity), Values> = BTreeMap::new();
    for cell in pair.apart_in_rows().map(|one| &one.cell) {
        let place = key.place(cell.commodity, cell.period);
        if !known.contains(&place) {
            let sums = groups.entry(place).or_default();
            for (sum, report) in sums.iter_mut().zip(&cell.reports) {
                let values = [*sum, report.as_ref().map(|report| report.value)];
                *sum = values.into_iter().flatten().reduce(|sum, value| sum + value);
            }
        }
    }
    let row = |((period, commodity), [export_value, import_value]): (_, Values)| Finding {
        exporter: pair.exporter,
        importer: pair.importer,
        period,
        commodity,
        export_value,
        import_value,
        asymmetry: Money::ZERO,
        gross: Money::ZERO,
        parts: Vec::new(),
        split: None,
    };
    groups.into_iter().map(row).collect()
}

fn row(sides: (Area, Area), period: Period, commodity: Commodity, cells: &[&CellParts]) -> Finding {
    Finding {
        exporter: sides.0,
        importer: sides.1,
        period,
        commodity,
        export_value: value(cells, 0),
        import_value: value(cells, 1),
        asymmetry: cells.iter().map(|cell| cell.asymmetry).sum(),
        gross: cells.iter().map(|cell| cell.asymmetry.abs()).sum(),
        parts: parts(cells),
        split: split(cells),
    }
}

/// What a side reports of the cells; `None` if it reports none of them.
fn value(cells: &[&CellParts], side: usize) -> Option<Money> {
    let told = cells.iter().filter_map(|cell| cell.reports[side]);
    told.reduce(|sum, value| sum + value)
}

/// The year that cells of one commodity add up to, parts as in a row; of at least one cell.
pub(super) fn year(months: &[CellParts]) -> CellParts {
    CellParts {
        period: months[0].period.whole_year(),
        ..gathered(months)
    }
}

/// A cell with its parts as in a row of it alone, where those of a kind are one. Most cells have no
/// two of a kind.
pub(crate) fn by_kind(cell: &CellParts) -> Cow<'_, CellParts> {
    let mut parts = cell.parts.iter().enumerate();
    if parts.any(|(at, part)| cell.parts[..at].iter().any(|other| kind(other) == kind(part))) {
        Cow::Owned(gathered(std::slice::from_ref(cell)))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What cells add up to, at the place of the first; of at least one.
fn gathered(cells: &[CellParts]) -> CellParts {
    let cells: Vec<&CellParts> = cells.iter().collect();
    let (mut parts, mut walks, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for (part, of_walks, at_ends) in summed(&cells) {
        parts.push(part);
        walks.push(of_walks);
        ends.push(at_ends);
    }
    CellParts {
        commodity: cells[0].commodity,
        period: cells[0].period,
        reports: [value(&cells, 0), value(&cells, 1)],
        asymmetry: cells.iter().map(|cell| cell.asymmetry).sum(),
        parts,
        split: split(&cells),
        walks,
        ends,
    }
}

/// The sum over the cells that have one.
fn split(cells: &[&CellParts]) -> Option<Split> {
    cells
        .iter()
        .filter_map(|cell| cell.split)
        .reduce(|mut sum, more| {
            sum += more;
            sum
        })
}

/// Parts that count as one: same cause, method, grade and third country.
type Kind = (Cause, &'static str, Option<Grade>, Option<Area>);

fn kind(part: &Part) -> Kind {
    (part.cause, part.method, part.grade, part.via)
}

#[derive(Default)]
struct Gathered {
    amount: Money,
    walks: Walks,
    ends: Ends,
    /// How far possibilities reach beyond these, down and up, thousandths.
    beyond: [i128; 2],
    cells: usize,
    evidence: Vec<(Arc<str>, usize)>,
}

fn parts(cells: &[&CellParts]) -> Vec<Part> {
    let mut parts: Vec<Part> = summed(cells).into_iter().map(|(part, ..)| part).collect();
    if parts.last().is_none_or(|part| part.cause != Cause::Residual) {
        parts.push(no_residual());
    }
    parts
}

/// The parts of all cells by kind, and what each is in every walk and at both ends.
fn summed(cells: &[&CellParts]) -> Vec<(Part, Walks, Ends)> {
    let mut gathered: BTreeMap<Kind, Gathered> = BTreeMap::new();
    for cell in cells {
        for (part, told) in cell.parts.iter().zip(cell.walks.iter().zip(&cell.ends)) {
            gathered.entry(kind(part)).or_default().take(part, told);
        }
    }
    let told = gathered.into_iter().map(|(kind, sums)| {
        let (walks, ends) = (sums.walks, sums.ends);
        (sums.into_part(kind), walks, ends)
    });
    told.collect()
}

/// A residual of nothing.
pub(super) fn no_residual() -> Part {
    Part {
        cause: Cause::Residual,
        amount: Money::ZERO,
        grade: None,
        method: "remainder",
        low: Money::ZERO,
        high: Money::ZERO,
        evidence: "nothing is left".into(),
        via: None,
    }
}

/// The least and the most that a part is over the orders of the stages and at both ends of the
/// margins; its amount, which is rounded, is one of them.
pub(super) fn span(amount: i128, walks: &Walks, ends: &Ends) -> (i128, i128) {
    let told = walks.iter().chain(ends);
    told.fold((amount, amount), |(low, high), &one| {
        (low.min(one), high.max(one))
    })
}

/// How far a possibility reaches beyond that, down and up, thousandths.
pub(super) fn beyond(part: &Part, walks: &Walks, ends: &Ends) -> [i128; 2] {
    let (low, high) = span(part.amount.thousandths(), walks, ends);
    [part.low.thousandths() - low, part.high.thousandths() - high]
}

impl Gathered {
    fn take(&mut self, part: &Part, (walks, ends): (&Walks, &Ends)) {
        self.amount += part.amount;
        for (sum, walk) in self.walks.iter_mut().zip(walks) {
            *sum += walk;
        }
        for (sum, end) in self.ends.iter_mut().zip(ends) {
            *sum += end;
        }
        let [down, up] = beyond(part, walks, ends);
        self.beyond[0] += down;
        self.beyond[1] += up;
        self.cells += 1;
        match self
            .evidence
            .iter_mut()
            .find(|(words, _)| *words == part.evidence)
        {
            Some((_, times)) => *times += 1,
            None => self.evidence.push((part.evidence.clone(), 1)),
        }
    }

    fn into_part(mut self, (cause, method, grade, via): Kind) -> Part {
        let evidence = self.words();
        let (low, high) = span(self.amount.thousandths(), &self.walks, &self.ends);
        let (low, high) = (low + self.beyond[0], high + self.beyond[1]);
        Part {
            cause,
            amount: self.amount,
            grade,
            method,
            low: Money::from_thousandths(low),
            high: Money::from_thousandths(high),
            evidence: evidence.into(),
            via,
        }
    }

    /// The most frequent sources first, the others counted.
    fn words(&mut self) -> String {
        self.evidence
            .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let named: Vec<&str> = self
            .evidence
            .iter()
            .take(NAMED)
            .map(|(words, _)| &**words)
            .collect();
        let more = self.evidence.len() - named.len();
        let mut words = named.join("; ");
        if more > 0 {
            words.push_str(&format!("; and {more} more"));
        }
        if self.cells > 1 {
            words.push_str(&format!(" ({} cells)", self.cells));
        }
        words
    }
}
