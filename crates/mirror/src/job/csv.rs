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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::row::MALFORMED;

    const HEADER: &str = "refYear,refMonth,period,reporterCode,flowCode,partnerCode,cmdCode,qty,netWgt,cifvalue,fobvalue,primaryValue";
    const ROWS: [&str; 4] = [
        "2017,1,201701,608,M,624,020329,494.209,494.209,3632.434,,3632.434",
        "2017,12,201712,398,X,688,270900,,,,100.5,100.5",
        "2017,1,201701,8,RX,72,252310,1,2,,3,3",
        "2017,1,201701,4,M,8,000000,0,0,0,0,0",
    ];

    fn text() -> Text {
        Text {
            blocks: Mutex::new(Blocks::new(
                Vec::new(),
                File::open("Cargo.toml").unwrap(),
                b',',
                LONGEST,
            )),
            plan: plan(Path::new("records.csv"), HEADER).unwrap(),
            delimiter: b',',
        }
    }

    /// The row as the slow way reads it, field by field; none when fields are missing.
    fn slow(text: &Text, line: &[u8]) -> Option<Row> {
        let fields: Vec<&[u8]> = line.split(|&byte| byte == b',').collect();
        let mut row = Row::EMPTY;
        for (field, slot) in fields.iter().zip(&text.plan) {
            if let Some(slot) = slot {
                row.set(*slot, field);
            }
        }
        (fields.len() == text.plan.len()).then_some(row)
    }

    #[test]
    fn plain_rows_are_what_the_slow_way_makes_of_them() {
        let (text, mut seed, mut plain) = (text(), 7_u64, 0);
        let mut roll = |sides: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % sides
        };
        for _ in 0..200_000 {
            let mut line = ROWS[roll(ROWS.len())].as_bytes().to_vec();
            for _ in 0..roll(3) {
                let (at, byte) = (roll(line.len()), b"0123456789.,-+eXM \0"[roll(19)]);
                match roll(3) {
                    0 => line[at] = byte,
                    1 => line.insert(at, byte),
                    _ => _ = line.remove(at),
                }
            }
            if let Some(row) = text.plain(&line) {
                plain += 1;
                let line = String::from_utf8_lossy(&line).into_owned();
                assert_eq!(Some(row), slow(&text, line.as_bytes()), "{line}");
            }
        }
        assert!(plain > 100_000, "{plain}");
    }

    #[test]
    fn odd_numbers_are_told_from_absent_ones() {
        let row = slow(&text(), b"2017.0,1,201701,608,M,624,02032,,-1,x,1.0005,").unwrap();
        let expected = Row {
            year: 2017,
            month: 1,
            period: 201_701,
            reporter: 608,
            partner: 624,
            flow: b'M',
            weight: -1000,
            cif: MALFORMED,
            fob: 1000,
            ..Row::EMPTY
        };
        assert_eq!(row, expected);
    }

    #[test]
    fn a_missing_column_is_named() {
        let error = plan(Path::new("records.csv"), "refYear,period,cmdCode").unwrap_err();
        assert_eq!(
            error.to_string(),
            "records.csv: no column refMonth, reporterCode, flowCode, partnerCode, netWgt, cifvalue, fobvalue, \
             primaryValue, expected the columns of UN Comtrade"
        );
    }
}
