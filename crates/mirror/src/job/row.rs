//! A row's typed fields, and the rules they are judged by.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Area, Money, Period};
use parquet::basic::Type as Physical;

use super::codes::Codes;
use super::error::JobError;
use super::rejects::Rejects;
use super::spill::Run;
use super::tally::{Fault, Tally};
use crate::kernel::{Buckets, ExportReport, FobBasis, ImportReport, Key};
use crate::scan::digits::{of_double, whole};

/// Nothing stands there.
pub(super) const ABSENT: i64 = i64::MIN;
/// What stands there is no number.
pub(super) const MALFORMED: i64 = i64::MIN + 1;
/// As [`MALFORMED`] and [`ABSENT`], in a column of codes.
pub(super) const NO_CODE: i32 = i32::MIN;
/// No six digits.
pub(super) const NO_COMMODITY: u32 = u32::MAX;

/// The columns a job reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Year,
    Month,
    Period,
    Reporter,
    Flow,
    Partner,
    Commodity,
    Weight,
    Cif,
    Fob,
    Value,
}

impl Slot {
    /// Every column with its name.
    pub(super) const ALL: [(Self, &'static str); 11] = [
        (Self::Year, "refYear"),
        (Self::Month, "refMonth"),
        (Self::Period, "period"),
        (Self::Reporter, "reporterCode"),
        (Self::Flow, "flowCode"),
        (Self::Partner, "partnerCode"),
        (Self::Commodity, "cmdCode"),
        (Self::Weight, "netWgt"),
        (Self::Cif, "cifvalue"),
        (Self::Fob, "fobvalue"),
        (Self::Value, "primaryValue"),
    ];

    /// Whether a Parquet column of this type can hold it.
    pub(super) fn is_held_by(self, physical: Physical) -> bool {
        match self {
            Self::Flow | Self::Commodity => physical == Physical::BYTE_ARRAY,
            _ => matches!(physical, Physical::INT32 | Physical::INT64 | Physical::DOUBLE),
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        let found = Self::ALL
            .iter()
            .find(|(_, known)| known.eq_ignore_ascii_case(name));
        found.map(|&(slot, _)| slot)
    }
}

/// The fields of a row, amounts in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) year: i32,
    pub(super) month: i32,
    pub(super) period: i32,
    pub(super) reporter: i32,
    pub(super) partner: i32,
    /// `X`, `M`, or 0 for any other flow.
    pub(super) flow: u8,
    /// Six digits as a number, or [`NO_COMMODITY`].
    pub(super) commodity: u32,
    pub(super) weight: i64,
    pub(super) cif: i64,
    pub(super) fob: i64,
    pub(super) value: i64,
}

impl Row {
    /// A row of nothing.
    pub(super) const EMPTY: Self = Self {
        year: NO_CODE,
        month: NO_CODE,
        period: NO_CODE,
        reporter: NO_CODE,
        partner: NO_CODE,
        flow: 0,
        commodity: NO_COMMODITY,
        weight: ABSENT,
        cif: ABSENT,
        fob: ABSENT,
        value: ABSENT,
    };

    /// Sets a field from its text, however odd.
    pub(super) fn set(&mut self, slot: Slot, text: &[u8]) {
        match slot {
            Slot::Year => self.year = code(text),
            Slot::Month => self.month = code(text),
            Slot::Period => self.period = code(text),
            Slot::Reporter => self.reporter = code(text),
            Slot::Partner => self.partner = code(text),
            Slot::Flow => self.flow = flow(text),
            Slot::Commodity => self.commodity = commodity(text),
            Slot::Weight => self.weight = amount(text),
            Slot::Cif => self.cif = amount(text),
            Slot::Fob => self.fob = amount(text),
            Slot::Value => self.value = amount(text),
        }
    }
}

/// The one letter of a flow that is compared.
#[inline]
pub(super) fn flow(text: &[u8]) -> u8 {
    match text {
        [letter @ (b'X' | b'M')] => *letter,
        _ => 0,
    }
}

/// Exactly six digits.
#[inline]
pub(super) fn commodity(text: &[u8]) -> u32 {
    match text.len() {
        6 => whole(text).unwrap_or(NO_COMMODITY),
        _ => NO_COMMODITY,
    }
}

fn code(text: &[u8]) -> i32 {
    let text = std::str::from_utf8(text).unwrap_or_default().trim();
    text.strip_suffix(".0").unwrap_or(text).parse().unwrap_or(NO_CODE)
}

fn amount(text: &[u8]) -> i64 {
    let text = std::str::from_utf8(text).unwrap_or("\u{FFFD}").trim();
    if text.is_empty() {
        return ABSENT;
    }
    let read = Money::parse(text, 0).ok();
    read.and_then(|money| i64::try_from(money.thousandths()).ok())
        .unwrap_or(MALFORMED)
}

/// A double as thousandths, rounded half to even where it has more places.
#[inline]
pub(super) fn amount_of(value: f64) -> i64 {
    match of_double(value) {
        Some(thousandths) => thousandths,
        None => amount(value.to_string().as_bytes()),
    }
}

/// Judges rows, and hands the good ones on.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    codes: &'a Codes,
    /// Reports in memory.
    pub(super) buckets: Buckets,
    /// Reports on disk.
    pub(super) runs: Vec<Run>,
    pub(super) tally: Tally,
    pub(super) rejects: Rejects,
    room: Room<'a>,
    /// Rows when the memory was last looked at.
    looked: u64,
}

/// How much memory one thread's reports may take, and where they go beyond it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room<'a> {
    pub(super) bytes: usize,
    pub(super) folder: &'a Path,
    /// Names of runs of all threads.
    pub(super) runs: &'a AtomicUsize,
}

/// First and last year of the benchmark's records.
const YEARS: std::ops::RangeInclusive<i32> = 1988..=2035;

impl<'a> Judge<'a> {
    pub(super) fn new(codes: &'a Codes, room: Room<'a>) -> Self {
        Self {
            codes,
            buckets: Buckets::default(),
            runs: Vec::new(),
            tally: Tally::default(),
            rejects: Rejects::default(),
            room,
            looked: 0,
        }
    }

    /// Puts the reports aside when they take more room than they may; asked now and then.
    pub(super) fn make_room(&mut self) -> Result<(), JobError> {
        const EVERY: u64 = 200_000;
        if self.tally.rows - self.looked < EVERY {
            return Ok(());
        }
        self.looked = self.tally.rows;
        if self.buckets.bytes() <= self.room.bytes {
            return Ok(());
        }
        let number = self.room.runs.fetch_add(1, Ordering::Relaxed);
        let path = self.room.folder.join(format!(".run-{number}"));
        let run = Run::write(path.clone(), &mut self.buckets).map_err(JobError::writing(&path))?;
        self.runs.push(run);
        Ok(())
    }

    /// Takes a row; so many lines of its part come before it.
    #[inline]
    pub(super) fn take(&mut self, row: &Row, line: u64) {
        if row.flow == 0 {
            self.tally.rows += 1;
            self.tally.ignored += 1;
        } else if let Err(fault) = self.judge(row) {
            self.reject(fault, line);
        } else {
            self.tally.rows += 1;
        }
    }

    /// Takes a row that breaks a rule.
    #[cold]
    #[inline(never)]
    pub(super) fn reject(&mut self, fault: Fault, line: u64) {
        self.tally.rows += 1;
        self.tally.rejected[fault as usize] += 1;
        self.rejects.keep(line, fault);
    }

    #[inline]
    fn judge(&mut self, row: &Row) -> Result<(), Fault> {
        let areas = self.codes.has_area(row.reporter) && self.codes.has_area(row.partner);
        if !areas || row.reporter == row.partner {
            return Err(Fault::Area);
        }
        let commodity = self.codes.commodity_of(row.commodity).ok_or(Fault::Commodity)?;
        let period = period(row).ok_or(Fault::Period)?;
        let weight = if row.weight == ABSENT { 0 } else { row.weight };
        if row.value < 0 || weight < 0 {
            return Err(Fault::Value);
        }
        let [reporter, partner] = [row.reporter, row.partner].map(|code| Area::from_code(code as u16));
        if row.flow == b'X' {
            let key = Key::new(reporter, partner, commodity, period).ok_or(Fault::Area)?;
            self.buckets.export(ExportReport {
                key,
                value: row.value,
                weight,
            });
        } else {
            let key = Key::new(partner, reporter, commodity, period).ok_or(Fault::Area)?;
            self.buckets.import(ImportReport {
                key,
                value: row.value,
                weight,
                basis: basis(row),
            });
        }
        Ok(())
    }
}

#[inline]
fn period(row: &Row) -> Option<Period> {
    let agrees = YEARS.contains(&row.year) && row.period == row.year * 100 + row.month;
    let month = u8::try_from(row.month).ok().filter(|_| agrees)?;
    Period::month(row.year as u16, month)
}

/// The FOB value where the record has one, else its CIF value over the chapter's factor.
#[inline]
const fn basis(row: &Row) -> FobBasis {
    match (row.fob, row.cif) {
        (fob, _) if fob >= 0 => FobBasis::stated(fob),
        (_, cif) if cif >= 0 => FobBasis::by_factor(cif),
        _ => FobBasis::stated(0),
    }
}
