//! Rows out of text, block by block.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;

use super::error::JobError;
use super::row::{ABSENT, Judge, Row, Slot, commodity, flow};
use super::tally::Fault;
use crate::scan::blocks::{Block, Blocks};
use crate::scan::digits::{thousandths, whole};
use crate::scan::fields::Fields;
use crate::scan::records::{Record, Records};

/// Bytes of a block: what is read is still in the core's own cache when it is parsed.
const BLOCK: usize = 256 << 10;
/// Longest record.
const LONGEST: usize = 64 << 20;
/// The header lies in this many bytes.
const HEAD: usize = 64 * 1024;

/// A text of records, and what its columns mean.
pub(super) struct Text {
    /// What is left of the text, and how many blocks were cut from it.
    blocks: Mutex<(Blocks<File>, usize)>,
    plan: Vec<Option<Slot>>,
    /// Which field each column is, by [`Slot`].
    places: [usize; Slot::ALL.len()],
    /// Whether the columns of [`DATE`] come first, in that order.
    begins_with_date: bool,
    delimiter: u8,
}

/// The columns that say when.
const DATE: [Slot; 3] = [Slot::Year, Slot::Month, Slot::Period];

/// Year, month and period of the record before: most records have the same.
#[derive(Default)]
struct LastDate {
    text: Vec<u8>,
    date: [i32; DATE.len()],
}

impl LastDate {
    /// What a text says, which `read` is asked only if it is another than last time.
    #[inline]
    fn of(
        &mut self,
        text: &[u8],
        read: impl FnOnce() -> Option<[i32; DATE.len()]>,
    ) -> Option<[i32; DATE.len()]> {
        if self.text != text || text.is_empty() {
            self.date = read()?;
            self.text.clear();
            self.text.extend_from_slice(text);
        }
        Some(self.date)
    }
}

/// Three whole numbers.
#[inline]
fn whole_date(fields: [&[u8]; DATE.len()]) -> Option<[i32; DATE.len()]> {
    let [year, month, period] = fields.map(|field| whole(field).map(|number| number as i32));
    Some([year?, month?, period?])
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
        let begins_with_date = DATE
            .iter()
            .zip(&plan)
            .all(|(slot, planned)| *planned == Some(*slot));
        Ok(Self {
            begins_with_date,
            blocks: Mutex::new((Blocks::new(body, file, b',', BLOCK, LONGEST), 0)),
            places: places(&plan),
            plan,
            delimiter: b',',
        })
    }

    /// Judges rows until none is left; other threads may do the same.
    pub(super) fn work(&self, path: &Path, judge: &mut Judge<'_>) -> Result<(), JobError> {
        let (mut block, mut fields) = (Block::default(), Fields::default());
        let mut date = LastDate::default();
        while let Some(part) = self.next(path, &mut block)? {
            judge.rejects.begin(part);
            let mut records = Records::of(&block, self.delimiter);
            while let Some((line, record)) = records.next() {
                match &record {
                    Record::Plain(bytes) => match self.plain(bytes, &mut fields, &mut date) {
                        Some(row) => judge.take(&row, line),
                        None => self.odd(bytes.split(|&byte| byte == self.delimiter), line, judge),
                    },
                    Record::Quoted(quoted) => self.odd(quoted.fields(), line, judge),
                }
            }
            judge.rejects.end(records.lines());
            judge.make_room()?;
        }
        Ok(())
    }

    /// Fills the block with the next records; its number.
    fn next(&self, path: &Path, block: &mut Block) -> Result<Option<usize>, JobError> {
        let mut guard = self
            .blocks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let (blocks, cut) = &mut *guard;
        let more = blocks.next(block).map_err(JobError::reading(path))?;
        let more = more.map_err(|_| {
            let found = format!("a record of more than {LONGEST} bytes");
            JobError::new(path, found, "shorter ones (a quote not closed?)")
        })?;
        *cut += 1;
        Ok(more.then_some(*cut))
    }

    /// The row, if it has the header's fields and every number is written in the common way.
    #[inline]
    fn plain(&self, bytes: &[u8], fields: &mut Fields, date: &mut LastDate) -> Option<Row> {
        if fields.cut(bytes, self.delimiter)? != self.plan.len() {
            return None;
        }
        let field = |slot: Slot| fields.of(bytes, self.places[slot as usize]);
        let code = |slot: Slot| whole(field(slot)).map(|code| code as i32);
        let amount = |slot: Slot| thousandths(field(slot), ABSENT);
        let [year, month, period] = match self.begins_with_date {
            true => date.of(fields.through(bytes, DATE.len() - 1), || {
                whole_date(DATE.map(field))
            })?,
            false => whole_date(DATE.map(field))?,
        };
        Some(Row {
            year,
            month,
            period,
            reporter: code(Slot::Reporter)?,
            partner: code(Slot::Partner)?,
            flow: flow(field(Slot::Flow)),
            commodity: commodity(field(Slot::Commodity)),
            weight: amount(Slot::Weight)?,
            cif: amount(Slot::Cif)?,
            fob: amount(Slot::Fob)?,
            value: amount(Slot::Value)?,
        })
    }

    /// Any other row, field by field.
    fn odd<'b>(&self, fields: impl Iterator<Item = &'b [u8]>, line: u64, judge: &mut Judge<'_>) {
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
            judge.reject(Fault::Structure, line);
        } else {
            judge.take(&row, line);
        }
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
    for (slot, name) in Slot::ALL {
        let mut places = (1..).zip(&plan).filter(|(_, planned)| **planned == Some(slot));
        if let (Some((first, _)), Some((second, _))) = (places.next(), places.next()) {
            let found = format!("{name} as column {first} and as column {second}");
            return Err(JobError::new(path, found, "each column that is read once"));
        }
    }
    if missing.is_empty() {
        return Ok(plan);
    }
    Err(JobError::new(
        path,
        format!("no column {}", missing.join(", ")),
        "the columns of UN Comtrade",
    ))
}

/// The first field of each column.
fn places(plan: &[Option<Slot>]) -> [usize; Slot::ALL.len()] {
    Slot::ALL.map(|(slot, _)| {
        let place = plan.iter().position(|&planned| planned == Some(slot));
        place.unwrap_or(usize::MAX)
    })
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
            begins_with_date: true,
            blocks: Mutex::new((
                Blocks::new(
                    Vec::new(),
                    File::open("Cargo.toml").unwrap(),
                    b',',
                    BLOCK,
                    LONGEST,
                ),
                0,
            )),
            places: places(&plan(Path::new("records.csv"), HEADER).unwrap()),
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
        let (mut fields, mut date) = (Fields::default(), LastDate::default());
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
            if let Some(row) = text.plain(&line, &mut fields, &mut date) {
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
    fn a_column_that_stands_twice_is_named_with_both_places() {
        let error = plan(Path::new("records.csv"), &format!("{HEADER},netWgt")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "records.csv: netWgt as column 9 and as column 13, expected each column that is read once"
        );
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
