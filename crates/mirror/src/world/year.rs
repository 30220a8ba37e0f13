//! A year: its months, and the asymmetry cube that is their sum.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::period::{self, Desk};
use super::reports::Reading;
use super::standing::{Work, WorldError, WorldSummary};
use crate::kernel::CubeCell;
use crate::tables::{Press, read_sums};

/// A year's periods, and the sums of those that were matched anew.
pub(super) struct Year<'a> {
    months: &'a [Work],
    folder: PathBuf,
    inputs: String,
    stale: Vec<usize>,
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
        let inputs: String = months
            .iter()
            .map(|work| format!("{}\n{}", work.period, work.inputs))
            .collect();
        let folder = folder.join(months.first().map_or(0, calendar_year).to_string());
        let stale =
            (0..months.len()).filter(|&at| !period::is_made_of(&months[at].folder, &months[at].inputs));
        let stale: Vec<usize> = stale.collect();
        Self {
            left: AtomicUsize::new(stale.len().max(1)),
            cubes: Mutex::new(vec![None; months.len()]),
            months,
            folder,
            inputs,
            stale,
        }
    }

    /// A turn a period to be matched, one without a period when only the sum is missing.
    pub(super) fn stale(&self) -> impl Iterator<Item = Option<usize>> {
        let only_sum = self.stale.is_empty() && !period::is_made_of(&self.folder, &self.inputs);
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
        desk: &mut Desk,
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
        self.cubes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the turn that asks was the year's last.
    pub(super) fn is_ready(&self) -> bool {
        self.left.fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// Writes the sum of all periods.
    pub(super) fn sum(&self, press: &mut Press) -> Result<(), WorldError> {
        let made = std::mem::take(&mut *self.cubes());
        let mut cubes = Vec::with_capacity(made.len());
        for (work, made) in self.months.iter().zip(made) {
            cubes.push(match made {
                Some(cube) => cube,
                None => standing(&work.folder.join("matched.parquet"))?,
            });
        }
        let sums = merged(&cubes);
        period::remake(&self.folder, &self.inputs, |folder| {
            period::write_cube(&folder.join("asymmetry.parquet"), &sums, press)
        })
    }
}

fn calendar_year(work: &Work) -> u16 {
    work.period.calendar_year()
}

/// The sums of a period that is as it was.
fn standing(path: &Path) -> Result<Vec<CubeCell>, WorldError> {
    read_sums(path).map_err(|error| WorldError::table(path, &error))
}

/// The sums of cubes that are each in the order of their keys, added in their order.
fn merged(cubes: &[Vec<CubeCell>]) -> Vec<CubeCell> {
    let mut heads: Vec<&[CubeCell]> = cubes.iter().map(Vec::as_slice).collect();
    let mut sums = Vec::with_capacity(cubes.iter().map(Vec::len).max().unwrap_or(0) * 2);
    while let Some(next) = heads.iter().filter_map(|head| head.first()).map(key).min() {
        let mut sum: Option<CubeCell> = None;
        for head in &mut heads {
            if let Some((first, rest)) = head.split_first().filter(|(first, _)| key(first) == next) {
                sum = Some(sum.map_or(*first, |sum| added(&sum, first)));
                *head = rest;
            }
        }
        sums.extend(sum);
    }
    sums
}

/// Exporter, importer, chapter and year in one number that sorts as they do.
fn key(cell: &CubeCell) -> u64 {
    let areas = u64::from(cell.exporter) << 16 | u64::from(cell.importer);
    areas << 32 | u64::from(cell.chapter) << 16 | u64::from(cell.year)
}

fn added(one: &CubeCell, other: &CubeCell) -> CubeCell {
    CubeCell {
        cells: std::array::from_fn(|status| one.cells[status] + other.cells[status]),
        exp_value: one.exp_value + other.exp_value,
        imp_fob: one.imp_fob + other.imp_fob,
        abs_diff: one.abs_diff + other.abs_diff,
        ..*one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(exporter: u16, chapter: u8, value: f64) -> CubeCell {
        CubeCell {
            exporter,
            importer: 688,
            chapter,
            year: 2017,
            cells: [1, 0, 2, 0],
            exp_value: value,
            imp_fob: 2.0 * value,
            abs_diff: 0.5,
        }
    }

    #[test]
    fn cells_of_the_same_key_are_added_and_the_order_stays() {
        let sums = merged(&[
            vec![cell(8, 3, 1.0), cell(398, 27, 5.0)],
            vec![cell(8, 4, 2.0), cell(398, 27, 7.0)],
        ]);
        let both = CubeCell {
            cells: [2, 0, 4, 0],
            abs_diff: 1.0,
            ..cell(398, 27, 12.0)
        };
        assert_eq!(sums, [cell(8, 3, 1.0), cell(8, 4, 2.0), both]);
    }

    #[test]
    fn nothing_added_to_a_cube_is_the_cube() {
        assert_eq!(merged(&[Vec::new(), vec![cell(8, 3, 1.0)]]), [cell(8, 3, 1.0)]);
        assert_eq!(merged(&[vec![cell(8, 3, 1.0)], Vec::new()]), [cell(8, 3, 1.0)]);
    }
}
