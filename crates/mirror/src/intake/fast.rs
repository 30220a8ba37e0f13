//! Text whose plain rows are read on every core.
//!
//! Blocks of records are parsed apart and handed on in their order. A row that is not plain
//! in every field is read as any other file's rows are, one by one: the fast way only knows
//! how to accept, so both ways come to the same, line by line and message by message.

use super::delimited::Delimited;
use super::encoding::{Decoded, Encoding};
use super::error::Problem;
use super::interpreter::Interpreter;
use super::metered::Metered;
use super::outlet::Outlet;
use super::plain_comtrade::{Memo, Plain};
use super::text::Reading;
use crate::book::Columns;
use crate::scan::blocks::{Block, Blocks};
use crate::scan::records::{Record, Records};
use crate::threads::cores;
use std::io::Read;

/// Bytes of a text read ahead of the rows, as it comes decoded.
type Source<'a> = Decoded<Metered<&'a mut dyn Read>>;

/// Bytes of a block: enough work for a thread to be begun for it.
const BLOCK: usize = 4 << 20;
/// Longest record held whole; a longer one is passed over row by row.
const LONGEST: usize = 16 << 20;

/// Reads all rows of a table whose header is read; says how the text was encoded.
pub(super) fn read(
    reading: &Reading,
    plain: &Plain,
    table: Delimited<Source<'_>>,
    interpreter: &mut dyn Interpreter,
    out: &mut Outlet<'_>,
) -> Result<Encoding, Problem> {
    let (ahead, source, delimiter, mut line) = table.into_parts();
    let mut blocks = Blocks::new(ahead, source, delimiter, BLOCK, LONGEST);
    let mut lanes: Vec<Lane> = (0..cores()).map(|_| Lane::default()).collect();
    loop {
        let filled = fill(&mut blocks, &mut lanes)?;
        parse(
            plain,
            delimiter,
            reading.limits.field_bytes,
            &mut lanes[..filled.lanes],
        );
        for lane in &mut lanes[..filled.lanes] {
            lane.hand_on(reading, delimiter, line, interpreter, out)?;
            line += lane.lines;
            out.progress(reading.meter.read());
        }
        match filled.then {
            Then::More => {}
            Then::End => return Ok(blocks.into_source().encoding()),
            Then::TooLong(begun) => {
                let rest = begun.as_slice().chain(blocks.into_source());
                let mut table = Delimited::resume(rest, reading.limits, delimiter, line);
                reading.rows(&mut table, interpreter, out)?;
                return Ok(table.get_ref().get_ref().1.encoding());
            }
        }
    }
}

/// How far the lanes were filled, and what comes then.
struct Filled {
    lanes: usize,
    then: Then,
}

enum Then {
    More,
    End,
    /// A record that is not held whole begins with these bytes.
    TooLong(Vec<u8>),
}

fn fill(blocks: &mut Blocks<Source<'_>>, lanes: &mut [Lane]) -> Result<Filled, Problem> {
    for (at, lane) in lanes.iter_mut().enumerate() {
        let then = match blocks.next(&mut lane.block)? {
            Ok(true) => continue,
            Ok(false) => Then::End,
            Err(_) => Then::TooLong(std::mem::take(&mut lane.block.bytes)),
        };
        return Ok(Filled { lanes: at, then });
    }
    let lanes = lanes.len();
    Ok(Filled {
        lanes,
        then: Then::More,
    })
}

fn parse(plain: &Plain, delimiter: u8, widest: usize, lanes: &mut [Lane]) {
    let Some((first, others)) = lanes.split_first_mut() else {
        return;
    };
    std::thread::scope(|scope| {
        for lane in others {
            scope.spawn(|| lane.parse(plain, delimiter, widest));
        }
        first.parse(plain, delimiter, widest);
    });
}

/// Rows in the order of the file: plain ones as columns, each other one as its bytes.
enum Item {
    Plain(Vec<u64>, Box<Columns>),
    Other(u64, Vec<u8>),
}

/// One block on its way through one core.
#[derive(Default)]
struct Lane {
    block: Block,
    memo: Memo,
    items: Vec<Item>,
    /// Lines in the block.
    lines: u64,
}

impl Lane {
    /// Parses the block's records; lines are counted from the block's beginning.
    fn parse(&mut self, plain: &Plain, delimiter: u8, widest: usize) {
        let mut records = Records::of(&self.block, delimiter);
        while let Some((line, record)) = records.next() {
            let raw = match &record {
                Record::Plain(bytes) => bytes,
                Record::Quoted(quoted) => quoted.raw,
            };
            let observation = match &record {
                _ if raw.len() > widest => None,
                Record::Plain(bytes) => {
                    plain.observation(bytes.split(|&byte| byte == delimiter), &mut self.memo)
                }
                // At the very end a quote may still be open, which only the full reading tells.
                Record::Quoted(quoted) if quoted.is_last => None,
                Record::Quoted(quoted) => plain.observation(quoted.fields(), &mut self.memo),
            };
            if !observation.is_some_and(|observation| push(&mut self.items, line, &observation)) {
                self.items.push(Item::Other(line, raw.to_vec()));
            }
        }
        self.lines = records.lines();
    }

    /// Hands everything on, in order; the block's first line has the number `first`.
    fn hand_on(
        &mut self,
        reading: &Reading,
        delimiter: u8,
        first: u64,
        interpreter: &mut dyn Interpreter,
        out: &mut Outlet<'_>,
    ) -> Result<(), Problem> {
        for item in self.items.drain(..) {
            match item {
                Item::Plain(mut lines, mut columns) => {
                    lines.iter_mut().for_each(|line| *line += first);
                    out.observe_all(&lines, &mut columns)?;
                }
                Item::Other(line, bytes) => {
                    let mut row =
                        Delimited::resume(bytes.as_slice(), reading.limits, delimiter, first + line);
                    reading.rows(&mut row, interpreter, out)?;
                }
            }
        }
        Ok(())
    }
}

/// Adds a plain row to the columns under way; false when an amount is out of their range.
fn push(items: &mut Vec<Item>, line: u64, observation: &entente_trade::Observation) -> bool {
    if !matches!(items.last(), Some(Item::Plain(..))) {
        items.push(Item::Plain(Vec::new(), Box::default()));
    }
    let Some(Item::Plain(lines, columns)) = items.last_mut() else {
        return false;
    };
    let pushed = columns.push(observation).is_ok();
    if pushed {
        lines.push(line);
    }
    pushed
}
