//! A CSV of records cut by time, for the case of a month that arrives; and its largest
//! and median pairs.
//!
//! Records lie month by month, so each part is a range of bytes behind the header. A
//! broken row lies behind the good one it is a copy of, and goes where that goes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// Where the parts of a file begin, and who trades most.
#[derive(Debug, PartialEq)]
pub(crate) struct Cut {
    header: u64,
    starts: Vec<u64>,
    end: u64,
    /// Exporter and importer of the pair with most records, and of the median one.
    pub(crate) pairs: [(u32, u32); 2],
}

impl Cut {
    /// Looks for the first rows of the periods, which ascend.
    ///
    /// # Errors
    /// When the file cannot be read or a period is not in it.
    pub(crate) fn find(path: &Path, periods: &[&str]) -> Outcome<Self> {
        let refused = |why| Failure::at(path, why);
        let file = File::open(path).map_err(refused)?;
        let cut = Self::of(BufReader::with_capacity(1 << 20, file), periods).map_err(refused)?;
        if cut.starts.len() < periods.len() {
            return Err(Failure::at(path, format!("lacks a period of {periods:?}")));
        }
        Ok(cut)
    }

    fn of(mut file: impl BufRead, periods: &[&str]) -> io::Result<Self> {
        let (mut line, mut starts, mut pairs) = (Vec::new(), Vec::new(), HashMap::new());
        let header = file.read_until(b'\n', &mut line)? as u64;
        let mut at = header;
        loop {
            line.clear();
            let read = file.read_until(b'\n', &mut line)?;
            if read == 0 {
                break;
            }
            if let Some((period, pair)) = Some(&line).and_then(|line| fields(line)) {
                if periods.get(starts.len()) == Some(&period) {
                    starts.push(at);
                }
                *pairs.entry(pair).or_insert(0_u64) += 1;
            }
            at += read as u64;
        }
        let mut pairs: Vec<_> = pairs.into_iter().map(|(pair, records)| (records, pair)).collect();
        pairs.sort_unstable();
        let pair = |at: usize| pairs.get(at).map_or((0, 0), |&(_, pair)| pair);
        let pairs = [pairs.len().saturating_sub(1), pairs.len() / 2].map(pair);
        Ok(Self {
            header,
            starts,
            end: at,
            pairs,
        })
    }

    /// Writes part `at`: 0 is what lies before the first period.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub(crate) fn write(&self, path: &Path, at: usize, to: &Path) -> Outcome<()> {
        let start = at
            .checked_sub(1)
            .map_or(self.header, |before| self.starts[before]);
        let end = self.starts.get(at).copied().unwrap_or(self.end);
        let copy = || -> io::Result<()> {
            let (mut file, mut out) = (File::open(path)?, BufWriter::new(File::create(to)?));
            io::copy(&mut Read::by_ref(&mut file).take(self.header), &mut out)?;
            file.seek(SeekFrom::Start(start))?;
            io::copy(&mut file.take(end - start), &mut out)?;
            out.flush()
        };
        copy().map_err(|why| Failure::at(to, why))
    }
}

/// Period, exporter and importer of a row of exports or imports.
fn fields(line: &[u8]) -> Option<(&str, (u32, u32))> {
    let text = std::str::from_utf8(line).ok()?;
    let mut fields = text.split(',').skip(2);
    let period = fields.next()?;
    let reporter = fields.next()?.parse().ok()?;
    let flow = fields.next()?;
    let partner = fields.next()?.parse().ok()?;
    match flow {
        "X" => Some((period, (reporter, partner))),
        "M" => Some((period, (partner, reporter))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const RECORDS: &str = "y,m,period,reporter,flow,partner,code\n\
                           2021,12,202112,1,X,2,010121\n\
                           2022,1,202201,1,M,2,010121\n\
                           2022,13,202213,1,M,2,010121\n\
                           2022,1,202201,3,RX,2,010121\n\
                           2022,2,202202,2,X,1,010121\n";

    #[test]
    fn every_row_goes_to_one_part_behind_the_header() {
        let folder = tempfile::tempdir().unwrap();
        let (path, part) = (folder.path().join("records.csv"), folder.path().join("part.csv"));
        fs::write(&path, RECORDS).unwrap();
        let cut = Cut::find(&path, &["202201", "202202"]).unwrap();
        let parts = [0, 1, 2].map(|at| {
            cut.write(&path, at, &part).unwrap();
            fs::read_to_string(&part).unwrap()
        });
        let lines: Vec<&str> = RECORDS.split_inclusive('\n').collect();
        let with_header = |rows: &[&str]| lines[0].to_owned() + &rows.concat();
        assert_eq!(parts, [&lines[1..2], &lines[2..5], &lines[5..6]].map(with_header));
    }

    #[test]
    fn the_pair_with_most_records_of_either_side_is_found_and_the_median_one() {
        let more = "2022,1,202201,5,X,6,010121\n2022,1,202201,5,X,6,010122\n2022,1,202201,7,X,8,010121\n";
        let cut = Cut::of((RECORDS.to_owned() + more).as_bytes(), &[]).unwrap();
        assert_eq!(cut.pairs, [(2, 1), (5, 6)]);
    }

    #[test]
    fn a_period_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records.csv");
        fs::write(&path, RECORDS).unwrap();
        let why = Cut::find(&path, &["202201", "203001"]).map_err(|why| why.to_string());
        let expected = format!("{}: lacks a period of [\"202201\", \"203001\"]", path.display());
        assert_eq!(why, Err(expected));
    }
}
