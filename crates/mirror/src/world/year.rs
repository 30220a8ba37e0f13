//! A year: its months, and the asymmetry cube that is their sum.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use parquet::errors::Result as ParquetResult;

use super::period::{self, Desk};
use super::reports::Reading;
use super::standing::{Work, WorldError, WorldSummary};
use crate::kernel::CubeCell;
use crate::tables::{read_cube, read_sums};

/// A year's periods, and the sums of those that were matched anew.
pub(super) struct Year<'a> {
    months: &'a [Work],
    folder: PathBuf,
    inputs: String,
    /// Months to be matched anew.
    stale: Vec<usize>,
    /// Whether each month is in the sum that stands; without one, or where what is in it has
    /// changed, none is.
    summed: Vec<bool>,
    /// Turns until the year can be summed.
    left: AtomicUsize,
    cubes: Mutex<Vec<Option<Vec<CubeCell>>>>,
}

impl<'a> Year<'a> {
    /// All years of the periods, with what is stale of each.
    pub(super) fn all(periods: &'a [Work], folder: &Path) -> Vec<Self> {
        let years = periods.chunk_by(|one, other| calendar_year(one) == calendar_year(other));
        years.map(|months| Self::of(months, folder)).collect()
    }

    fn of(months: &'a [Work], folder: &Path) -> Self {
        let blocks: Vec<String> = months
            .iter()
            .map(|work| format!("{}\n{}", work.period, work.inputs))
            .collect();
        let folder = folder.join(months.first().map_or(0, calendar_year).to_string());
        let stale = (0..months.len()).filter(|&at| period::made_of(&months[at].folder) != months[at].inputs);
        let stale: Vec<usize> = stale.collect();
        Self {
            left: AtomicUsize::new(stale.len().max(1)),
            cubes: Mutex::new(vec![None; months.len()]),
            summed: summed(&period::made_of(&folder), &blocks),
            inputs: blocks.concat(),
            months,
            folder,
            stale,
        }
    }

    /// A turn a period to be matched, one without a period when only the sum is missing.
    pub(super) fn stale(&self) -> impl Iterator<Item = Option<usize>> {
        let only_sum = self.stale.is_empty() && self.summed.contains(&false);
        self.stale
            .iter()
            .map(|&month| Some(month))
            .chain(only_sum.then_some(None))
    }

    /// Matches a period, and keeps its sums.
    pub(super) fn match_month(
        &self,
        month: usize,
        reading: &Reading<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<WorldSummary, WorldError> {
        let work = &self.months[month];
        let matched = period::remake(&work.folder, &work.inputs, |folder| {
            period::matched(folder, reading, &work.segments, desk)
        })?;
        self.cubes()[month] = Some(matched.cube);
        Ok(WorldSummary {
            periods: 0,
            matched: 1,
            cells: matched.cells,
            without_rate: matched.without_rate,
        })
    }

    fn cubes(&self) -> MutexGuard<'_, Vec<Option<Vec<CubeCell>>>> {
        period::lock(&self.cubes)
    }

    /// Whether the turn that asks was the year's last.
    pub(super) fn is_ready(&self) -> bool {
        self.left.fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// Writes the sum of all periods: what stands, and what is not in it yet.
    pub(super) fn sum(&self, desk: &mut Desk<'_>) -> Result<(), WorldError> {
        let made = std::mem::take(&mut *self.cubes());
        let mut cubes = Vec::with_capacity(made.len());
        if self.summed.contains(&true) {
            cubes.push(table(&self.folder.join(CUBE), desk, read_cube)?);
        }
        let missing = self.months.iter().zip(made).zip(&self.summed);
        for ((work, made), _) in missing.filter(|(_, summed)| !**summed) {
            cubes.push(match made {
                Some(cube) => cube,
                None => table(&work.folder.join("matched.parquet"), desk, read_sums)?,
            });
        }
        let sums = merged(&cubes).ok_or_else(|| WorldError::too_large(&self.folder))?;
        cubes.iter_mut().for_each(Vec::clear);
        period::lock(desk.spare).append(&mut cubes);
        period::remake(&self.folder, &self.inputs, |folder| {
            period::write_cube(&folder.join(CUBE), &sums, desk)
        })
    }
}

const CUBE: &str = "asymmetry.parquet";

/// Which of the months, whose inputs these are, a sum made of `standing` already holds. Sums are
/// exact, so what is missing may be added in any order.
fn summed(standing: &str, months: &[String]) -> Vec<bool> {
    let mut rest = standing;
    let mut is_in = |month: &String| match rest.strip_prefix(month.as_str()) {
        Some(others) => {
            rest = others;
            true
        }
        None => false,
    };
    let summed: Vec<bool> = months.iter().map(&mut is_in).collect();
    match rest {
        "" => summed,
        // Something in it is no longer so.
        _ => vec![false; months.len()],
    }
}

/// Sums out of a table that stands.
fn table(
    path: &Path,
    desk: &Desk<'_>,
    read: fn(&Path, &[f64; 100]) -> ParquetResult<Vec<CubeCell>>,
) -> Result<Vec<CubeCell>, WorldError> {
    read(path, &desk.factors).map_err(|error| WorldError::table(path, &error))
}

fn calendar_year(work: &Work) -> u16 {
    work.period.calendar_year()
}

/// The sums of cubes that are each in the order of their keys; `None` when one is too large.
fn merged(cubes: &[Vec<CubeCell>]) -> Option<Vec<CubeCell>> {
    let mut heads: Vec<(u64, &[CubeCell])> = cubes.iter().map(|cube| (head(cube), cube.as_slice())).collect();
    let mut sums = Vec::with_capacity(cubes.iter().map(Vec::len).max().unwrap_or(0) * 2);
    loop {
        let next = heads.iter().map(|(key, _)| *key).min().unwrap_or(ENDED);
        if next == ENDED {
            return Some(sums);
        }
        let mut sum: Option<CubeCell> = None;
        for (key, cells) in heads.iter_mut().filter(|(key, _)| *key == next) {
            if let Some((first, rest)) = cells.split_first() {
                match &mut sum {
                    Some(sum) => sum.add(first)?,
                    None => sum = Some(*first),
                }
                (*key, *cells) = (head(rest), rest);
            }
        }
        sums.extend(sum);
    }
}

/// No cell has this key.
const ENDED: u64 = u64::MAX;

/// The key of the first cell.
fn head(cells: &[CubeCell]) -> u64 {
    cells.first().map_or(ENDED, key)
}

/// Exporter, importer, chapter and year in one number that sorts as they do.
fn key(cell: &CubeCell) -> u64 {
    let areas = u64::from(cell.exporter) << 16 | u64::from(cell.importer);
    areas << 32 | u64::from(cell.chapter) << 16 | u64::from(cell.year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Unfreighted;

    /// An amount of which as much again is to be divided.
    fn amount(stated: i64) -> Unfreighted {
        Unfreighted { stated, cif: stated }
    }

    fn cell(exporter: u16, chapter: u8, value: i64) -> CubeCell {
        CubeCell {
            exporter,
            importer: 688,
            chapter,
            year: 2017,
            cells: [1, 0, 2, 0],
            exp_value: value,
            imp_fob: amount(2 * value),
            abs_diff: amount(5),
        }
    }

    #[test]
    fn cells_of_the_same_key_are_added_and_the_order_stays() {
        let sums = merged(&[
            vec![cell(8, 3, 1), cell(398, 27, 5)],
            vec![cell(8, 4, 2), cell(398, 27, 7)],
        ])
        .unwrap();
        let both = CubeCell {
            cells: [2, 0, 4, 0],
            abs_diff: amount(10),
            ..cell(398, 27, 12)
        };
        assert_eq!(sums, [cell(8, 3, 1), cell(8, 4, 2), both]);
    }

    #[test]
    fn nothing_added_to_a_cube_is_the_cube() {
        let alone = Some(vec![cell(8, 3, 1)]);
        assert_eq!(merged(&[Vec::new(), vec![cell(8, 3, 1)]]), alone);
        assert_eq!(merged(&[vec![cell(8, 3, 1)], Vec::new()]), alone);
    }

    #[test]
    fn sums_too_large_for_a_table_are_none() {
        let large = cell(8, 3, 499_999_999_999_999_999);
        assert_eq!(merged(&[vec![large], vec![cell(8, 3, 2)]]), None);
    }

    #[test]
    fn a_sum_holds_the_months_it_was_made_of_if_they_are_as_they_were() {
        let months = ["2017-01\na\n", "2017-02\nb\n", "2017-03\nc\n"].map(str::to_owned);
        let held = |standing: &str| summed(standing, &months);
        assert_eq!(held(""), [false; 3]);
        assert_eq!(held("2017-01\na\n2017-02\nb\n"), [true, true, false]);
        assert_eq!(held("2017-01\na\n2017-03\nc\n"), [true, false, true]);
        assert_eq!(held("2017-01\nA\n2017-02\nb\n"), [false; 3]);
        assert_eq!(held(&months.concat()), [true; 3]);
    }
}
