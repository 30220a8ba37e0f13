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
use crate::scan::fields::Fields;
use crate::scan::records::{Record, Records};
use crate::threads::cores;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::mpsc::{self, Receiver, RecvError, Sender};
use std::sync::{Mutex, PoisonError};

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
    let (ahead, source, delimiter, line) = table.into_parts();
    let (to_parse, jobs) = mpsc::channel::<(u64, Lane)>();
    let jobs = Mutex::new(jobs);
    let (done, parsed) = mpsc::channel();
    let widest = reading.limits.field_bytes;
    let work = |done: Sender<(u64, Lane)>| {
        while let Ok((turn, mut lane)) = next(&jobs) {
            lane.parse(plain, delimiter, widest);
            if done.send((turn, lane)).is_err() {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..cores() {
            let done = done.clone();
            scope.spawn(|| work(done));
        }
        drop(done);
        let mut line_up = LineUp {
            blocks: Blocks::new(ahead, source, delimiter, BLOCK, LONGEST),
            spare: (0..=cores()).map(|_| Lane::default()).collect(),
            to_parse,
            parsed,
            early: BTreeMap::new(),
            begun: 0,
            ended: None,
        };
        let line = line_up.hand_on(reading, delimiter, line, interpreter, out)?;
        line_up.rest(reading, delimiter, line, interpreter, out)
    })
}

fn next(jobs: &Mutex<Receiver<(u64, Lane)>>) -> Result<(u64, Lane), RecvError> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv()
}

/// Blocks on their way: read in their order, parsed in any, handed on in their order again.
struct LineUp<'a> {
    blocks: Blocks<Source<'a>>,
    spare: Vec<Lane>,
    to_parse: Sender<(u64, Lane)>,
    parsed: Receiver<(u64, Lane)>,
    /// Parsed before their turn.
    early: BTreeMap<u64, Lane>,
    begun: u64,
    ended: Option<End>,
}

/// What comes after the last block.
enum End {
    Nothing,
    /// A record that is not held whole begins with these bytes.
    TooLong(Vec<u8>),
}

impl LineUp<'_> {
    /// Hands on every block's rows; the line after them.
    fn hand_on(
        &mut self,
        reading: &Reading,
        delimiter: u8,
        mut line: u64,
        interpreter: &mut dyn Interpreter,
        out: &mut Outlet<'_>,
    ) -> Result<u64, Problem> {
        for turn in 0.. {
            self.fill()?;
            if turn == self.begun {
                break;
            }
            let Some(mut lane) = self.parsed(turn) else {
                break;
            };
            lane.hand_on(reading, delimiter, line, interpreter, out)?;
            line += lane.lines;
            out.progress(reading.meter.read());
            self.spare.push(lane);
        }
        Ok(line)
    }

    /// Has as many blocks parsed as there are lanes free.
    fn fill(&mut self) -> Result<(), Problem> {
        while self.ended.is_none()
            && let Some(mut lane) = self.spare.pop()
        {
            match self.blocks.next(&mut lane.block)? {
                Ok(true) => {
                    // Nobody takes it only if all threads have stopped, which is told when they end.
                    let _ = self.to_parse.send((self.begun, lane));
                    self.begun += 1;
                }
                Ok(false) => self.ended = Some(End::Nothing),
                Err(_) => self.ended = Some(End::TooLong(std::mem::take(&mut lane.block.bytes))),
            }
        }
        Ok(())
    }

    fn parsed(&mut self, turn: u64) -> Option<Lane> {
        loop {
            if let Some(lane) = self.early.remove(&turn) {
                return Some(lane);
            }
            let (other, lane) = self.parsed.recv().ok()?;
            self.early.insert(other, lane);
        }
    }

    /// Reads what follows the blocks; how the text was encoded.
    fn rest(
        self,
        reading: &Reading,
        delimiter: u8,
        line: u64,
        interpreter: &mut dyn Interpreter,
        out: &mut Outlet<'_>,
    ) -> Result<Encoding, Problem> {
        let Some(End::TooLong(begun)) = self.ended else {
            return Ok(self.blocks.into_source().encoding());
        };
        let rest = begun.as_slice().chain(self.blocks.into_source());
        let mut table = Delimited::resume(rest, reading.limits, delimiter, line);
        reading.rows(&mut table, interpreter, out)?;
        Ok(table.get_ref().get_ref().1.encoding())
    }
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
    fields: Fields,
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
                Record::Plain(bytes) => self.fields.cut(bytes, delimiter).and_then(|count| {
                    let fields = (0..count).map(|field| self.fields.of(bytes, field));
                    plain.observation(fields, &mut self.memo)
                }),
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
