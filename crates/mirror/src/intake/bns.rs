//! Foreign trade by country, from Kazakhstan's Bureau of National Statistics: a workbook
//! in Russian, a sheet a year.
//!
//! Columns are found by their labels, the year in the title and the unit in the line
//! above the header, for all of them move from year to year. Rows of groups stand among
//! those of countries. A blank cell is no trade, 0.0 a small value that is kept.

use super::Options;
use super::bns_title::{self, Title};
use super::error::Problem;
use super::gathered::Gathered;
use super::names::{self, Names};
use super::number::{self, Comma};
use super::outlet::Outlet;
use super::plain::{Told, total};
use super::reject::{Fault, Reason, clip};
use super::sink::{Skip, Verdict};
use super::summary::Warning;
use super::{bns_extent, compound};
use calamine::{Data, Range, Reader, Xls, XlsError};
use entente_trade::{Area, Attribution, Currency, Dataset, Flow, Money, Period, Valuation};
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

const KAZAKHSTAN: Area = Area::from_code(398);

/// How far turnover may be from exports plus imports: each of the three rounded to
/// 0.1 thousand dollars, in thousandths of a dollar.
const ROUNDING: i128 = 150_000;

/// Reads a workbook.
pub(super) fn drive(source: &mut dyn Read, options: &Options, out: &mut Outlet<'_>) -> Result<(), Problem> {
    let bytes = whole(source, options.limits.workbook_bytes)?;
    out.progress(bytes.len() as u64);
    if let Some(stream) = compound::workbook(&bytes)? {
        bns_extent::check(&stream, options.limits.held_rows)?;
    }
    let names = Names::of("kz");
    let mut tables = 0;
    for (name, range) in sheets(bytes)? {
        let rows: Vec<&[Data]> = range.rows().collect();
        let first = range.start().map_or(0, |(row, _)| u64::from(row)) + 1;
        let sheet = Sheet { rows, first };
        out.summary.published = out.summary.published.or_else(|| sheet.published());
        let Some(labels) = sheet.labels() else { continue };
        tables += 1;
        out.sheet = Some(name);
        sheet.read(&labels, &names, options, out)?;
        out.sheet = None;
    }
    if tables > 0 { Ok(()) } else { Err(no_table()) }
}

fn whole(source: &mut dyn Read, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let what = "bytes in a workbook";
        return Err(Problem::Limit { what, limit });
    }
    Ok(bytes)
}

/// All sheets, in the order of the book. The library panics on some damaged files, which is caught here.
fn sheets(bytes: Vec<u8>) -> Result<Vec<(String, Range<Data>)>, Problem> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut book = Xls::new(Cursor::new(bytes))?;
        let names = book.sheet_names();
        names
            .into_iter()
            .map(|name| Ok((name.clone(), book.worksheet_range(&name)?)))
            .collect()
    }));
    match read {
        Ok(Ok(sheets)) => Ok(sheets),
        Ok(Err::<_, XlsError>(error)) => Err(damage(&error.to_string())),
        Err(_) => Err(damage("records that contradict each other")),
    }
}

pub(super) fn damage(found: &str) -> Problem {
    Problem::Structure {
        line: 0,
        found: clip(found),
        expected: "an undamaged .xls workbook".to_owned(),
    }
}

fn no_table() -> Problem {
    Problem::Structure {
        line: 0,
        found: "no sheet with these columns".to_owned(),
        expected: "a sheet with columns Наименование …, Товарооборот, Экспорт and Импорт".to_owned(),
    }
}

/// Where a table's columns stand.
struct Labels {
    /// Rows above the data.
    above: usize,
    header: usize,
    name: usize,
    turnover: Option<usize>,
    export: usize,
    import: usize,
}

/// A sheet's rows.
struct Sheet<'a> {
    rows: Vec<&'a [Data]>,
    /// Number of the first row, counted as the spreadsheet does.
    first: u64,
}

impl Sheet<'_> {
    fn published(&self) -> Option<(u16, u8, u8)> {
        let mut texts = self
            .rows
            .iter()
            .take(50)
            .flat_map(|row| row.iter())
            .filter_map(string);
        texts.find_map(bns_title::published)
    }

    /// The header: the first row that names a country column, exports and imports.
    fn labels(&self) -> Option<Labels> {
        (0..self.rows.len().min(50)).find_map(|header| self.labels_at(header))
    }

    fn labels_at(&self, header: usize) -> Option<Labels> {
        let labels: Vec<String> = self.rows.get(header)?.iter().map(label).collect();
        let column = |name: &str| labels.iter().position(|label| label == name);
        let name = labels
            .iter()
            .position(|label| label.starts_with("наименование"))?;
        let (export, import) = (column("экспорт")?, column("импорт")?);
        let turnover = column("товарооборот");
        let below: Vec<String> = self
            .rows
            .get(header + 1)
            .map_or_else(Vec::new, |row| row.iter().map(label).collect());
        let divided =
            below.iter().any(|label| label == "всего") && below.get(name).is_none_or(String::is_empty);
        let place = |from: usize| match below.iter().skip(from).take(2).position(|label| label == "всего")
        {
            Some(step) if divided => from + step,
            _ => from,
        };
        Some(Labels {
            above: header + 1 + usize::from(divided),
            header,
            name,
            turnover: turnover.map(place),
            export: place(export),
            import: place(import),
        })
    }

    fn read(
        &self,
        labels: &Labels,
        names: &Names,
        options: &Options,
        out: &mut Outlet<'_>,
    ) -> Result<(), Problem> {
        let title = self.title(labels.header);
        let table = match (period(&title), exponent(&title)) {
            (Ok(period), Ok(exponent)) => Table { period, exponent },
            (Err(fault), _) | (_, Err(fault)) => {
                out.reject(self.first, fault);
                return Ok(());
            }
        };
        let mut held = Gathered::new(options.limits.held_rows);
        for (at, cells) in self.rows.iter().enumerate().skip(labels.above) {
            let row = table.row(self.first + at as u64, cells, labels);
            row.read(names, &mut held, out)?;
        }
        held.pass_on(out)
    }

    /// All texts above the header.
    fn title(&self, header: usize) -> String {
        let above = self.rows.iter().take(header);
        let texts: Vec<&str> = above
            .flat_map(|row| row.iter())
            .filter_map(string)
            .map(str::trim)
            .collect();
        let said: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        said.join("; ")
    }
}

fn period(title: &str) -> Result<Period, Fault> {
    let expected = "the title of a whole year, such as \"за 2022 год\" or \"за январь-декабрь 2022 года\"";
    match bns_title::read(title) {
        Title::Year(period) => Ok(period),
        Title::Part | Title::Unsaid => Err(Fault::new(Reason::Period, "title", title, expected)),
    }
}

/// The power of ten of the unit.
fn exponent(title: &str) -> Result<i32, Fault> {
    let lower = title.to_lowercase();
    let dollars = lower.contains("долл");
    match (lower.contains("тыс"), lower.contains("млн")) {
        (true, false) if dollars => Ok(3),
        (false, true) if dollars => Ok(6),
        _ => Err(Fault::new(
            Reason::Structure,
            "unit",
            title,
            "the unit, \"тыс. долларов США\"",
        )),
    }
}

/// What a table's title says.
#[derive(Clone, Copy)]
struct Table {
    period: Period,
    exponent: i32,
}

impl Table {
    fn row<'a>(self, line: u64, cells: &'a [Data], labels: &Labels) -> TableRow<'a> {
        let cell = |at: usize| cells.get(at).unwrap_or(&Data::Empty);
        TableRow {
            table: self,
            line,
            name: string(cell(labels.name))
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            turnover: labels.turnover.map_or(&Data::Empty, cell),
            values: [("Экспорт", cell(labels.export)), ("Импорт", cell(labels.import))],
        }
    }
}

/// A row of a table.
struct TableRow<'a> {
    table: Table,
    line: u64,
    name: String,
    turnover: &'a Data,
    values: [(&'static str, &'a Data); 2],
}

impl TableRow<'_> {
    fn read(&self, names: &Names, held: &mut Gathered, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let blank = self.values.iter().all(|(_, cell)| is_blank(cell));
        if blank && self.name.is_empty() {
            return Ok(());
        }
        out.summary.rows += 1;
        if blank && is_blank(self.turnover) {
            out.skip(Skip::Blank);
            return Ok(());
        }
        let partner = match self.partner(names) {
            Ok(partner) => partner,
            Err(verdict) => return out.settle(self.line, Err(verdict)),
        };
        self.check(out);
        for ((field, cell), flow) in self.values.into_iter().zip([Flow::Export, Flow::Import]) {
            match self.money(field, cell) {
                Ok(Some(value)) => {
                    let observation = total(self.told(partner, flow, value));
                    held.add(self.line, field, observation, out)?;
                }
                Ok(None) => out.skip(Skip::Blank),
                Err(fault) => out.reject(self.line, fault),
            }
        }
        Ok(())
    }

    fn partner(&self, names: &Names) -> Result<Area, Verdict> {
        let named = names.country("Наименование", &self.name)?;
        let period = self.table.period;
        if named == KAZAKHSTAN {
            return Err(Skip::OwnGoods.into());
        }
        if names::in_being(named, period) {
            return Ok(named);
        }
        let expected = names::being(named, period);
        Err(Fault::new(Reason::Area, "Наименование", &self.name, expected).into())
    }

    /// Warns when the turnover is not exports plus imports.
    fn check(&self, out: &mut Outlet<'_>) {
        let read = |cell| self.money("", cell).ok().flatten();
        let sum: Money = self.values.iter().filter_map(|(_, cell)| read(cell)).sum();
        if let Some(turnover) = read(self.turnover)
            && (turnover - sum).abs().thousandths() > ROUNDING
        {
            out.warn(Warning::Turnover);
        }
    }

    fn money(&self, field: &str, cell: &Data) -> Result<Option<Money>, Fault> {
        let text = match cell {
            _ if is_blank(cell) => return Ok(None),
            Data::Float(value) => value.to_string(),
            Data::Int(value) => value.to_string(),
            Data::String(text) => number::plain(text.trim(), Comma::of(true)).into_owned(),
            other => other.to_string(),
        };
        match Money::parse(&text, self.table.exponent) {
            Ok(value) if value >= Money::ZERO => Ok(Some(value)),
            Ok(_) => Err(Fault::new(Reason::Value, field, &text, "a value of 0 or more")),
            Err(error) => Err(Fault::new(Reason::Value, field, &text, error.to_string())),
        }
    }

    fn told(&self, partner: Area, flow: Flow, value: Money) -> Told {
        let (valuation, attribution) = match flow {
            Flow::Import => (Valuation::Cif, Attribution::Origin),
            _ => (Valuation::Fob, Attribution::LastKnownDestination),
        };
        Told {
            dataset: Dataset::KzBns,
            flow,
            reporter: KAZAKHSTAN,
            partner,
            period: self.table.period,
            currency: Currency::USD,
            value,
            valuation,
            attribution,
        }
    }
}

fn string(cell: &Data) -> Option<&str> {
    match cell {
        Data::String(text) => Some(text),
        _ => None,
    }
}

/// A label without the space around it, in lower case.
fn label(cell: &Data) -> String {
    string(cell).unwrap_or_default().trim().to_lowercase()
}

fn is_blank(cell: &Data) -> bool {
    match cell {
        Data::Empty => true,
        Data::String(text) => matches!(text.trim(), "" | "-" | "–" | "—"),
        _ => false,
    }
}
