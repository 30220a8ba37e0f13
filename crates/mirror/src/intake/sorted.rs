//! Figures in the order of their records, however a message has them.
//!
//! A message may tell all values first and all weights after them. So figures are held, sorted and
//! put aside in a file when they are more than memory should hold, and come back merged. It knows
//! no message and judges nothing.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::error::Problem;
use crate::imts::{Figure, WIDTH};

/// Figures on their way into their order.
pub(super) struct Sorted<'a> {
    /// Most figures held in memory.
    most: usize,
    /// Where more are put aside; without it there may be no more.
    scratch: Option<&'a Path>,
    held: Vec<Figure>,
    aside: Vec<Aside>,
}

impl<'a> Sorted<'a> {
    pub(super) fn new(most: usize, scratch: Option<&'a Path>) -> Self {
        Self {
            most: most.max(1),
            scratch,
            held: Vec::new(),
            aside: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, figure: Figure) -> Result<(), Problem> {
        if self.held.len() >= self.most {
            let Some(scratch) = self.scratch else {
                return Err(Problem::Limit {
                    what: "figures of a message held at once",
                    limit: self.most as u64,
                });
            };
            self.held.sort_unstable();
            let path = scratch.join(format!("figures-{}", self.aside.len()));
            self.aside.push(Aside::write(path, &self.held)?);
            self.held.clear();
        }
        self.held.push(figure);
        Ok(())
    }

    /// Gives all figures in order.
    pub(super) fn each(mut self, mut take: impl FnMut(Figure) -> Result<(), Problem>) -> Result<(), Problem> {
        self.held.sort_unstable();
        let mut held = self.held.into_iter();
        let readers = self.aside.iter().map(Aside::open);
        let mut readers: Vec<BufReader<File>> = readers.collect::<io::Result<_>>()?;
        // The figures in memory came last, and are the last of the sources.
        let memory = readers.len();
        let mut next = |source: usize| match readers.get_mut(source) {
            Some(reader) => read(reader),
            None => Ok(held.next()),
        };
        let mut heads = BinaryHeap::new();
        for source in 0..=memory {
            heads.extend(next(source)?.map(|figure| Reverse((figure, source))));
        }
        while let Some(Reverse((figure, source))) = heads.pop() {
            take(figure)?;
            heads.extend(next(source)?.map(|figure| Reverse((figure, source))));
        }
        Ok(())
    }
}

/// Figures in order in a file, which goes with it.
struct Aside(PathBuf);

impl Aside {
    fn write(path: PathBuf, figures: &[Figure]) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 18, File::create_new(&path)?);
        let aside = Self(path);
        for figure in figures {
            out.write_all(&figure.to_bytes())?;
        }
        out.flush()?;
        Ok(aside)
    }

    fn open(&self) -> io::Result<BufReader<File>> {
        Ok(BufReader::with_capacity(1 << 16, File::open(&self.0)?))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // A file that cannot be removed is in the way of nothing.
        let _ = fs::remove_file(&self.0);
    }
}

fn read(reader: &mut BufReader<File>) -> io::Result<Option<Figure>> {
    let mut bytes = [0; WIDTH];
    match reader.read_exact(&mut bytes) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let damaged = || io::Error::other("figures put aside came back damaged");
    Figure::from_bytes(&bytes).ok_or_else(damaged).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imts::{Cell, Measure};
    use entente_trade::{
        Area, Attribution, Commodity, Currency, Dataset, Date, Edition, Flow, Period, Valuation, Vintage,
    };

    /// Figures of all kinds, the `number`th of a few thousand.
    fn figure(number: u64) -> Figure {
        let day = Date::new(2020 + (number % 3) as u16, 5, 17).unwrap();
        let releases = [None, Some(Vintage::stated(day)), Some(Vintage::of_import(day))];
        let period = [Period::year(2015), Period::month(2015, 4)][number as usize % 2];
        let cell = Cell {
            release: releases[number as usize % 3],
            dataset: Dataset::NAMES[number as usize % 7].0,
            reporter: Area::from_code(398),
            flow: Flow::CODES[number as usize % 10].0,
            edition: Edition::from_index((number % 8) as u8).unwrap(),
            commodity: Commodity::parse(["TOTAL", "01", "270900", "27XXXX"][number as usize % 4]).unwrap(),
            partners: [Area::from_code(688), Area::from_code(u16::MAX)],
            transport: 9900,
            procedure: (number % 256) as u8,
            period: period.unwrap(),
            breakdown: (number % 5) as u32,
        };
        Figure {
            cell,
            measure: Measure::NAMES[number as usize % 6].0,
            place: (number, u64::MAX),
            amount: i64::MAX - number as i64,
            unit: -1,
            currency: [None, Some(Currency::KZT)][number as usize % 2],
            valuation: Valuation::Cif,
            attribution: Attribution::Imputed,
        }
    }

    #[test]
    fn figures_come_back_in_order_also_from_disk() {
        let folder = tempfile::tempdir().unwrap();
        let all: Vec<Figure> = (0..1_000).map(|number| figure(number * 7_919 % 1_000)).collect();
        let mut expected = all.clone();
        expected.sort_unstable();
        for most in [7, 1_000, 5_000] {
            let mut sorted = Sorted::new(most, Some(folder.path()));
            all.iter().for_each(|figure| sorted.push(*figure).unwrap());
            let mut found = Vec::new();
            sorted
                .each(|figure| {
                    found.push(figure);
                    Ok(())
                })
                .unwrap();
            assert_eq!(found, expected, "{most}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn without_room_for_more_there_is_a_bound() {
        let mut sorted = Sorted::new(2, None);
        let pushed: Vec<bool> = (0..3).map(|number| sorted.push(figure(number)).is_ok()).collect();
        assert_eq!(pushed, [true, true, false]);
    }
}
