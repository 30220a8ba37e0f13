//! From the parts of the finest cells to the rows somebody asked for.
//!
//! A row's part is the sum of its cells' parts, however they are grouped. Its
//! interval spans the sums over the cells in each order of the stages, so what a
//! stage only moves has none where both ends are in the row; what estimates leave
//! open is added up, since cells that share an estimate err together. A plain
//! count has no other interval; months are not drawn as if they were a sample.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use entente_trade::{Area, Cause, Commodity, Finding, Frequency, Grade, Level, Money, Part, Period, Split};

use super::{CellParts, Explanation, PairCells, Walks};

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
    pub(crate) fn place(self, commodity: Commodity, period: Period) -> (Period, Commodity) {
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
    let cells: Vec<&CellParts> = months.iter().collect();
    let (parts, walks) = summed(&cells).into_iter().unzip();
    CellParts {
        commodity: cells[0].commodity,
        period: cells[0].period.whole_year(),
        reports: [value(&cells, 0), value(&cells, 1)],
        asymmetry: cells.iter().map(|cell| cell.asymmetry).sum(),
        parts,
        split: split(&cells),
        walks,
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

#[derive(Default)]
struct Gathered {
    amount: Money,
    walks: Walks,
    /// How far estimates reach beyond the walks, down and up, thousandths.
    beyond: [i128; 2],
    cells: usize,
    evidence: Vec<(Arc<str>, usize)>,
}

fn parts(cells: &[&CellParts]) -> Vec<Part> {
    let mut parts: Vec<Part> = summed(cells).into_iter().map(|(part, _)| part).collect();
    if parts.last().is_none_or(|part| part.cause != Cause::Residual) {
        parts.push(no_residual());
    }
    parts
}

/// The parts of all cells by kind, and what each is in every walk.
fn summed(cells: &[&CellParts]) -> Vec<(Part, Walks)> {
    let mut gathered: BTreeMap<Kind, Gathered> = BTreeMap::new();
    for cell in cells {
        for (part, walks) in cell.parts.iter().zip(&cell.walks) {
            let kind = (part.cause, part.method, part.grade, part.via);
            gathered.entry(kind).or_default().take(part, walks);
        }
    }
    let told = gathered.into_iter().map(|(kind, sums)| {
        let walks = sums.walks;
        (sums.into_part(kind), walks)
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

/// The least and the most.
pub(super) fn ends(walks: &Walks) -> (i128, i128) {
    if *walks == [walks[0]; 6] {
        return (walks[0], walks[0]);
    }
    let (least, most) = (walks.iter().min(), walks.iter().max());
    (least.copied().unwrap_or(0), most.copied().unwrap_or(0))
}

/// How far an estimate reaches beyond the walks, down and up, thousandths. Rounding is no
/// estimate: the amount itself counts among the walks.
pub(super) fn beyond(part: &Part, walks: &Walks) -> [i128; 2] {
    let (low, high) = ends(walks);
    let amount = part.amount.thousandths();
    [
        part.low.thousandths() - low.min(amount),
        part.high.thousandths() - high.max(amount),
    ]
}

impl Gathered {
    fn take(&mut self, part: &Part, walks: &Walks) {
        self.amount += part.amount;
        for (sum, walk) in self.walks.iter_mut().zip(walks) {
            *sum += walk;
        }
        let [down, up] = beyond(part, walks);
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
        let (low, high) = ends(&self.walks);
        let amount = self.amount.thousandths();
        let (low, high) = (
            low.min(amount) + self.beyond[0],
            high.max(amount) + self.beyond[1],
        );
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
