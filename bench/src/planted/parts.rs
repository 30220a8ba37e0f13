//! Reads parts of asymmetries from CSV and nets them by cell and cause.
//!
//! Columns are found by name; others are passed over. `noise` in the truth and
//! `residual` in what was found are one cause here: what nothing explains.

use std::collections::HashMap;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use crate::decimal;
use crate::failure::{Failure, Outcome};

const COLUMNS: [&str; 6] = ["exporter", "importer", "commodity", "period", "cause", "amount"];

/// The cause that stands for no difference at all: a side has no report.
const NO_REPORT: &str = "no_report";

/// The place of what nothing explains among the causes.
pub(crate) const RESIDUAL: u8 = 0;

/// Exporter, importer, commodity (by its place in the reader), period.
pub(crate) type Cell = (u32, u32, u32, u32);

/// An amount of a cell by cause, in thousandths.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) cell: Cell,
    pub(crate) cause: u8,
    pub(crate) amount: i64,
}

/// Remembers commodities and causes over all files.
pub(crate) struct Reader {
    commodities: HashMap<String, u32>,
    causes: Vec<String>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            commodities: HashMap::new(),
            causes: vec!["residual".to_owned()],
        }
    }
}

impl Reader {
    /// The parts of a file, netted, in the order of cells and causes.
    pub(crate) fn read(&mut self, path: &Path) -> Outcome<Vec<Part>> {
        let mut rows = ReaderBuilder::new()
            .from_path(path)
            .map_err(|why| Failure::at(path, why))?;
        let head = rows.headers().map_err(|why| Failure::at(path, why))?.clone();
        let places = places(&head).map_err(|why| Failure::at(path, why))?;
        let (mut parts, mut row) = (Vec::new(), StringRecord::new());
        while rows.read_record(&mut row).map_err(|why| Failure::at(path, why))? {
            if row.get(places[4]) == Some(NO_REPORT) {
                continue;
            }
            let line = row.position().map_or(0, csv::Position::line);
            let part = self.part(&row, &places);
            parts.push(part.map_err(|why| Failure::at(path, format!("line {line}: {why}")))?);
        }
        net(&mut parts);
        Ok(parts)
    }

    /// The names of the causes by their places.
    pub(crate) fn causes(self) -> Vec<String> {
        self.causes
    }

    fn part(&mut self, row: &StringRecord, places: &[usize; 6]) -> Result<Part, String> {
        let [exporter, importer, commodity, period, cause, amount] =
            places.map(|at| row.get(at).unwrap_or(""));
        let whole = |name: &str, text: &str| {
            text.parse::<u32>()
                .map_err(|_| format!("{name} {text:?}; expected a whole number"))
        };
        let cell = (
            whole("exporter", exporter)?,
            whole("importer", importer)?,
            self.commodity(commodity),
            whole("period", &period.replace('-', ""))?,
        );
        let wrong = || format!("amount {amount:?}; expected a decimal with at most three places");
        Ok(Part {
            cell,
            cause: self.cause(cause)?,
            amount: decimal::parse(amount).ok_or_else(wrong)?,
        })
    }

    fn commodity(&mut self, text: &str) -> u32 {
        let next = self.commodities.len() as u32;
        match self.commodities.get(text) {
            Some(&place) => place,
            None => *self.commodities.entry(text.to_owned()).or_insert(next),
        }
    }

    fn cause(&mut self, text: &str) -> Result<u8, String> {
        let name = if text == "noise" { "residual" } else { text };
        let place = self
            .causes
            .iter()
            .position(|cause| cause == name)
            .unwrap_or_else(|| {
                self.causes.push(name.to_owned());
                self.causes.len() - 1
            });
        u8::try_from(place).map_err(|_| format!("cause {text:?} is the 257th; expected at most 256"))
    }
}

fn places(head: &StringRecord) -> Result<[usize; 6], String> {
    let mut places = [0; 6];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        // States by number where the file has them by letters too.
        let code = format!("{name}_code");
        let found = head.iter().position(|column| column == code);
        let found = found.or_else(|| head.iter().position(|column| column == name));
        *place = found.ok_or_else(|| format!("no column {name}; expected {}", COLUMNS.join(", ")))?;
    }
    Ok(places)
}

/// One part a cell and cause, without those that cancel out.
fn net(parts: &mut Vec<Part>) {
    parts.sort_unstable_by_key(|part| (part.cell, part.cause));
    parts.dedup_by(|next, kept| {
        let same = (next.cell, next.cause) == (kept.cell, kept.cause);
        kept.amount += if same { next.amount } else { 0 };
        same
    });
    parts.retain(|part| part.amount != 0);
}
