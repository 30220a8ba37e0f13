//! The code lists rows are judged by.

use std::path::Path;

use entente_trade::Commodity;

use super::error::JobError;
use crate::kernel::Key;

/// Areas, commodities, and one CIF factor a chapter.
#[derive(Debug)]
pub struct Codes {
    areas: Vec<bool>,
    commodities: Vec<bool>,
    factors: [Option<f64>; 100],
}

impl Codes {
    /// Reads `areas.csv` (code), `commodities.csv` (code) and `cif_factors.csv` (chapter, factor).
    ///
    /// # Errors
    /// [`JobError`] naming the file, and what in it is not as expected.
    pub fn read(folder: &Path) -> Result<Self, JobError> {
        let mut codes = Self {
            areas: vec![false; usize::from(Key::AREAS)],
            commodities: vec![false; 1_000_000],
            factors: [None; 100],
        };
        each(&folder.join("areas.csv"), AREA, |fields| codes.area(fields))?;
        each(&folder.join("commodities.csv"), COMMODITY, |fields| {
            codes.commodity(fields)
        })?;
        each(&folder.join("cif_factors.csv"), FACTOR, |fields| {
            codes.factor(fields)
        })?;
        Ok(codes)
    }

    fn area(&mut self, fields: &[&str]) -> Option<()> {
        let code: usize = fields.first()?.parse().ok()?;
        *self.areas.get_mut(code)? = true;
        Some(())
    }

    fn commodity(&mut self, fields: &[&str]) -> Option<()> {
        let code = fields.first().filter(|code| code.len() == 6)?;
        *self.commodities.get_mut(code.parse::<usize>().ok()?)? = true;
        Some(())
    }

    fn factor(&mut self, fields: &[&str]) -> Option<()> {
        let chapter: usize = fields.first()?.parse().ok()?;
        let factor: f64 = fields.get(1)?.parse().ok()?;
        *self.factors.get_mut(chapter)? = Some(factor).filter(|factor| *factor > 0.0);
        Some(())
    }

    /// Whether a code is an area's.
    #[inline]
    pub(super) fn has_area(&self, code: i32) -> bool {
        usize::try_from(code).is_ok_and(|code| self.areas.get(code).copied().unwrap_or(false))
    }

    /// The commodity of a six-digit number, if it is listed with a factor for its chapter.
    #[inline]
    pub(super) fn commodity_of(&self, number: u32) -> Option<Commodity> {
        let listed = self.commodities.get(number as usize).copied().unwrap_or(false);
        let known = listed && self.factors[(number / 10_000) as usize].is_some();
        Commodity::hs6(number).filter(|_| known)
    }

    /// The factors of the chapters, 1 where none is listed: no record of those is counted.
    pub(super) fn factors(&self) -> [f64; 100] {
        self.factors.map(|factor| factor.unwrap_or(1.0))
    }
}

const AREA: &str = "a code of an area, below 2048";
const COMMODITY: &str = "a commodity of six digits";
const FACTOR: &str = "a chapter of two digits and a factor above 0";

/// Calls `take` with the fields of each line but the first.
fn each(
    path: &Path,
    expected: &'static str,
    mut take: impl FnMut(&[&str]) -> Option<()>,
) -> Result<(), JobError> {
    let text = std::fs::read_to_string(path).map_err(JobError::reading(path))?;
    let lines = text
        .lines()
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.is_empty());
    for (at, line) in lines {
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        take(&fields).ok_or_else(|| JobError::new(path, format!("line {}: {line}", at + 1), expected))?;
    }
    Ok(())
}
