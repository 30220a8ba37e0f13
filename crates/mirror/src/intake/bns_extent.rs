//! How large the sheets of a workbook say they are, before the library believes it.
//!
//! The library sets aside every cell between the first and the last: one record with a
//! damaged place was enough to take all memory. The records are walked as it walks them;
//! their values are not read.

use super::error::Problem;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL: u16 = 0x00BD;
/// The text of the formula before it; without one the library puts it in the first cell.
const TEXT: u16 = 0x0207;
/// Numbers, texts, truths, errors and formulas.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];
/// More sheets than anybody's workbook has.
const SHEETS: usize = 1_000;

/// Refuses a workbook with more cells than `limit`.
///
/// # Errors
/// [`Problem::Limit`].
pub(super) fn check(stream: &[u8], limit: usize) -> Result<(), Problem> {
    let bound = |what, limit: usize| Problem::Limit {
        what,
        limit: limit as u64,
    };
    let (mut sheets, mut cells) = (0, 0_usize);
    for (kind, data) in Records(stream).take_while(|&(kind, _)| kind != END) {
        let (SHEET, Some(place)) = (kind, long(data, 0)) else {
            continue;
        };
        sheets += 1;
        if sheets > SHEETS {
            return Err(bound("sheets in a workbook", SHEETS));
        }
        cells = cells.saturating_add(extent(stream.get(place..).unwrap_or_default()));
        if cells > limit {
            return Err(bound("cells in a workbook", limit));
        }
    }
    Ok(())
}

/// The cells that would be set aside for a sheet.
fn extent(sheet: &[u8]) -> usize {
    let (mut area, mut depth, mut claimed) = (Area::default(), 0, 0_usize);
    for (kind, data) in Records(sheet) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => claimed = claimed.max(dimensions(data)),
            SEVERAL => area.add(data, data.len().saturating_sub(2)),
            TEXT => area.add(&[0; 4], 2),
            _ if CELLS.contains(&kind) => area.add(data, 2),
            _ => {}
        }
    }
    claimed.max(area.cells())
}

/// What a sheet claims: first row, row after the last, and columns alike.
fn dimensions(data: &[u8]) -> usize {
    let (rows, columns) = match data.len() {
        10 => ((short(data, 0), short(data, 2)), (short(data, 4), short(data, 6))),
        14 | 16 => ((long(data, 0), long(data, 4)), (short(data, 8), short(data, 10))),
        _ => return 0,
    };
    let ((Some(first), Some(after)), (_, Some(columns))) = (rows, columns) else {
        return 0;
    };
    match after.checked_sub(first) {
        Some(rows) => rows.saturating_mul(columns),
        None if after == 0 => 1,
        None => usize::MAX,
    }
}

/// The smallest rectangle around some cells.
#[derive(Default)]
struct Area {
    rows: Option<(usize, usize)>,
    columns: Option<(usize, usize)>,
}

impl Area {
    /// A record begins with row and column; the last column stands at `last`.
    fn add(&mut self, data: &[u8], last: usize) {
        let (Some(row), Some(first), Some(last)) = (short(data, 0), short(data, 2), short(data, last)) else {
            return;
        };
        widen(&mut self.rows, row);
        widen(&mut self.columns, first);
        widen(&mut self.columns, last);
    }

    fn cells(&self) -> usize {
        let length = |span: Option<(usize, usize)>| span.map_or(0, |(first, last)| last - first + 1);
        length(self.rows).saturating_mul(length(self.columns))
    }
}

fn widen(span: &mut Option<(usize, usize)>, to: usize) {
    let (first, last) = span.unwrap_or((to, to));
    *span = Some((first.min(to), last.max(to)));
}

fn short(data: &[u8], at: usize) -> Option<usize> {
    let two = data.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(two)))
}

fn long(data: &[u8], at: usize) -> Option<usize> {
    let four = data.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

/// Records one after another: kind, length, data. One that is cut off ends them.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.0, 0)?, short(self.0, 2)?);
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind as u16, data))
    }
}
