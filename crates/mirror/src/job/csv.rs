//! Rows out of text, block by block.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;

use super::error::JobError;
use super::row::{ABSENT, Judge, Row, Slot};
use super::tally::Fault;
use crate::scan::blocks::{Block, Blocks};
use crate::scan::digits::{thousandths, whole};
use crate::scan::records::{Record, Records};

/// Longest record.
const LONGEST: usize = 64 << 20;
/// The header lies in this many bytes.
const HEAD: usize = 64 * 1024;

/// A text of records, and what its columns mean.
pub(super) struct Text {
    blocks: Mutex<Blocks<File>>,
    plan: Vec<Option<Slot>>,
    delimiter: u8,
}

impl Text {
    /// Reads the header.
    pub(super) fn open(path: &Path) -> Result<Self, JobError> {
        let mut file = File::open(path).map_err(JobError::reading(path))?;
        let mut head = Vec::new();
        (&mut file)
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(JobError::reading(path))?;
        let start = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let end = memchr::memchr(b'\n', &head).unwrap_or(head.len());
        let names = String::from_utf8_lossy(&head[start..end]).into_owned();
        let plan = plan(path, &names)?;
        let body = head.split_off((end + 1).min(head.len()));
        Ok(Self {
            blocks: Mutex::new(Blocks::new(body, file, b',', LONGEST)),
            plan,
            delimiter: b',',
        })
    }

    /// Judges rows until none is left; other threads may do the same.
    pub(super) fn work(&self, path: &Path, judge: &mut Judge<'_>) -> Result<(), JobError> {
        let mut block = Block::default();
        while self.next(path, &mut block)? {
            let mut records = Records::of(&block, self.delimiter);
            while let Some((_, record)) = records.next() {
                self.record(&record, judge);
            }
            judge.make_room()?;
        }
        Ok(())
    }

    fn next(&self, path: &Path, block: &mut Block) -> Result<bool, JobError> {
        let mut blocks = self
            .blocks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let cut = blocks.next(block).map_err(JobError::reading(path))?;
        cut.map_err(|_| {
            let found = format!("a record of more than {LONGEST} bytes");
            JobError::new(path, found, "shorter ones (a quote not closed?)")
        })
    }

    #[inline]
    fn record(&self, record: &Record<'_>, judge: &mut Judge<'_>) {
        match record {
            Record::Plain(bytes) => match self.plain(bytes) {
                Some(row) => judge.take(&row),
                None => self.odd(bytes.split(|&byte| byte == self.delimiter), judge),
            },
            Record::Quoted(quoted) => self.odd(quoted.fields(), judge),
        }
    }

    /// The row, if it has the header's fields and every number is written in the common way.
    #[inline]
    fn plain(&self, bytes: &[u8]) -> Option<Row> {
        let mut row = Row::EMPTY;
        let mut rest = Some(bytes);
        for &slot in &self.plan {
            rest = self.field(&mut row, slot, rest?)?;
        }
        rest.is_none().then_some(row)
    }

    /// Reads a field; what stands behind it, if anything does.
    #[inline]
    fn field<'b>(&self, row: &mut Row, slot: Option<Slot>, bytes: &'b [u8]) -> Option<Option<&'b [u8]>> {
        let amount = |to: &mut i64| {
            let (read, rest) = thousandths(bytes, self.delimiter, ABSENT)?;
            *to = read;
            Some(rest)
        };
        let code = |to: &mut i32| {
            let (read, rest) = whole(bytes, self.delimiter)?;
            *to = read as i32;
            Some(rest)
        };
        match slot {
            Some(Slot::Year) => code(&mut row.year),
            Some(Slot::Month) => code(&mut row.month),
            Some(Slot::Period) => code(&mut row.period),
            Some(Slot::Reporter) => code(&mut row.reporter),
            Some(Slot::Partner) => code(&mut row.partner),
            Some(Slot::Weight) => amount(&mut row.weight),
            Some(Slot::Cif) => amount(&mut row.cif),
            Some(Slot::Fob) => amount(&mut row.fob),
            Some(Slot::Value) => amount(&mut row.value),
            Some(text @ (Slot::Flow | Slot::Commodity)) => {
                let (field, rest) = cut(bytes, self.delimiter);
                row.set(text, field);
                Some(rest)
            }
            None => Some(cut(bytes, self.delimiter).1),
        }
    }

    /// Any other row, field by field.
    fn odd<'b>(&self, fields: impl Iterator<Item = &'b [u8]>, judge: &mut Judge<'_>) {
        let (mut row, mut count) = (Row::EMPTY, 0);
        let mut extra = false;
        for field in fields {
            match self.plan.get(count) {
                Some(Some(slot)) => row.set(*slot, field),
                Some(None) => {}
                None => extra |= !field.is_empty(),
            }
            count += 1;
        }
        if count < self.plan.len() || extra {
            judge.reject(Fault::Structure);
        } else {
            judge.take(&row);
        }
    }
}

/// A field and what stands behind its delimiter.
#[inline]
fn cut(bytes: &[u8], delimiter: u8) -> (&[u8], Option<&[u8]>) {
    match bytes.iter().position(|&byte| byte == delimiter) {
        Some(at) => (&bytes[..at], Some(&bytes[at + 1..])),
        None => (bytes, None),
    }
}

/// Which column each field belongs to.
fn plan(path: &Path, header: &str) -> Result<Vec<Option<Slot>>, JobError> {
    let names = header.trim_end_matches('\r').split(',');
    let plan: Vec<Option<Slot>> = names
        .map(|name| Slot::named(name.trim().trim_matches('"')))
        .collect();
    let missing: Vec<&str> = Slot::ALL
        .iter()
        .filter(|(slot, _)| !plan.contains(&Some(*slot)))
        .map(|&(_, name)| name)
        .collect();
    if missing.is_empty() {
        return Ok(plan);
    }
    Err(JobError::new(
        path,
        format!("no column {}", missing.join(", ")),
        "the columns of UN Comtrade",
    ))
}
