//! Delimiter-separated text from its first byte to its last: decode, cut, interpret.

use super::delimited::{self, Delimited, Next};
use super::encoding::Decoded;
use super::error::Problem;
use super::fast;
use super::interpreter::{self, Interpreter};
use super::metered::{Meter, Metered};
use super::options::{Limits, Options};
use super::outlet::Outlet;
use super::plain_comtrade as plain;
use super::recognise::{self, Carrier};
use super::reject::{Fault, Reason};
use super::row::{self, Row};
use super::sink::Sink;
use super::summary::Summary;
use std::io::Read;

/// Reads a text.
pub(super) fn read(
    source: &mut dyn Read,
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Summary, Problem> {
    let meter = Meter::default();
    let mut table = Delimited::new(Decoded::new(Metered::new(source, meter.clone())), options.limits)?;
    let header = table.header()?;
    let layout = match options.layout {
        Some(layout) => layout,
        None => recognise::of_columns(Carrier::Text, &header.names)?,
    };
    row::each_once(interpreter::columns(layout), &header.names)?;
    let mut interpreter = interpreter::of(layout, &header, options)?;
    let mut out = Outlet::new(sink, Summary::new(layout));
    let reading = Reading {
        columns: header.names.len(),
        limits: options.limits,
        meter,
    };
    let plain = plain::Plain::of(layout, &header).filter(|_| !options.row_by_row);
    let encoding = match plain {
        Some(plain) => fast::read(&reading, &plain, table, interpreter.as_mut(), &mut out)?,
        None => {
            reading.rows(&mut table, interpreter.as_mut(), &mut out)?;
            table.get_ref().encoding()
        }
    };
    interpreter.finish(&mut out)?;
    out.progress(reading.meter.read());
    out.summary.encoding = Some(encoding);
    Ok(out.summary)
}

/// What every row of a text is held against.
pub(super) struct Reading {
    columns: usize,
    pub(super) limits: Limits,
    pub(super) meter: Meter,
}

impl Reading {
    /// Reads row after row to the end.
    pub(super) fn rows<R: Read>(
        &self,
        table: &mut Delimited<R>,
        interpreter: &mut dyn Interpreter,
        out: &mut Outlet<'_>,
    ) -> Result<(), Problem> {
        let mut row = Row::default();
        loop {
            let next = table.next(&mut row)?;
            out.reach = (row.last > row.line).then_some((row.line, row.last));
            match next {
                Next::Row if is_empty(&row) => continue,
                Next::Row => match uneven(&row, self.columns) {
                    Some(fault) => out.reject(row.line, fault),
                    None => interpreter.row(&row, out)?,
                },
                Next::Open => out.reject(row.line, open()),
                Next::TooLong(what) => out.reject(row.line, beyond(what, self.limits)),
                Next::End => {
                    out.reach = None;
                    return Ok(());
                }
            }
            out.summary.rows += 1;
            out.progress(self.meter.read());
        }
    }
}

/// A line of nothing but delimiters, as spreadsheets leave below a table.
fn is_empty(row: &Row) -> bool {
    row.fields().all(str::is_empty)
}

/// A row with fewer fields than the header, or with more that are not empty.
fn uneven(row: &Row, columns: usize) -> Option<Fault> {
    let extra = (columns..row.len()).any(|at| !row.field(at).is_empty());
    if row.len() >= columns && !extra {
        return None;
    }
    let (found, expected) = (
        format!("{} fields", row.len()),
        format!("{columns} fields, as in the header"),
    );
    Some(Fault::new(Reason::Structure, "row", &found, expected))
}

fn open() -> Fault {
    let found = "a quote that is never closed";
    Fault::new(Reason::Structure, "row", found, "a closing quote")
}

fn beyond(what: &str, limits: Limits) -> Fault {
    let found = format!("a row beyond the bound of its {what}");
    Fault::new(Reason::Structure, "row", &found, delimited::bound(what, limits))
}
