//! Reports put aside on disk when there are more than memory should hold.
//!
//! A run holds the reports of all buckets in their order, so those of a span lie together
//! and come back with one read. Its file is removed when the run goes.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::kernel::{Buckets, ExportReport, ImportReport, Key, Span};

/// One bucket's reports in the file.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    exports: u32,
    imports: u32,
    /// Where they begin.
    start: u64,
}

/// Reports on disk.
#[derive(Debug)]
pub(super) struct Run {
    path: PathBuf,
    places: Vec<Place>,
}

const EXPORT_BYTES: usize = 24;
const IMPORT_BYTES: usize = 32;

impl Run {
    /// Moves all reports from memory to a new file.
    pub(super) fn write(path: PathBuf, buckets: &mut Buckets) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        let mut run = Self {
            path,
            places: Vec::new(),
        };
        let mut start = 0;
        let (mut exports, mut imports) = (Vec::new(), Vec::new());
        for first in 0..Buckets::COUNT {
            let span = Span {
                first,
                after: first + 1,
                reports: 0,
            };
            buckets.drain_into(span, &mut exports, &mut imports);
            run.places.push(Place {
                exports: exports.len() as u32,
                imports: imports.len() as u32,
                start,
            });
            start += (exports.len() * EXPORT_BYTES + imports.len() * IMPORT_BYTES) as u64;
            exports
                .drain(..)
                .try_for_each(|report| out.write_all(&export_bytes(&report)))?;
            imports
                .drain(..)
                .try_for_each(|report| out.write_all(&import_bytes(&report)))?;
        }
        out.flush()?;
        Ok(run)
    }

    /// How many reports each bucket has here.
    pub(super) fn counts(&self) -> impl Iterator<Item = usize> {
        self.places
            .iter()
            .map(|place| (place.exports + place.imports) as usize)
    }

    /// Reads the reports of some buckets behind `exports` and `imports`.
    pub(super) fn read(
        &self,
        span: Span,
        exports: &mut Vec<ExportReport>,
        imports: &mut Vec<ImportReport>,
    ) -> io::Result<()> {
        let places = &self.places[span.first..span.after];
        let mut bytes = vec![0; places.iter().map(Place::bytes).sum()];
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(places.first().map_or(0, |place| place.start)))?;
        file.read_exact(&mut bytes)?;
        let mut rest = bytes.as_slice();
        for place in places {
            let (left, others) = rest.split_at(place.exports as usize * EXPORT_BYTES);
            let (right, others) = others.split_at(place.imports as usize * IMPORT_BYTES);
            exports.extend(left.chunks_exact(EXPORT_BYTES).map(export));
            imports.extend(right.chunks_exact(IMPORT_BYTES).map(import));
            rest = others;
        }
        Ok(())
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // A file that cannot be removed is in the way of nothing.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Place {
    fn bytes(&self) -> usize {
        self.exports as usize * EXPORT_BYTES + self.imports as usize * IMPORT_BYTES
    }
}

fn export_bytes(report: &ExportReport) -> [u8; EXPORT_BYTES] {
    let words = [report.key.bits(), report.value as u64, report.weight as u64];
    bytes_of(words)
}

fn import_bytes(report: &ImportReport) -> [u8; IMPORT_BYTES] {
    let words = [
        report.key.bits(),
        report.value as u64,
        report.weight as u64,
        report.fob.to_bits(),
    ];
    bytes_of(words)
}

fn bytes_of<const WORDS: usize, const BYTES: usize>(words: [u64; WORDS]) -> [u8; BYTES] {
    std::array::from_fn(|at| words[at / 8].to_le_bytes()[at % 8])
}

fn word(bytes: &[u8], at: usize) -> u64 {
    bytes[at * 8..at * 8 + 8]
        .iter()
        .rev()
        .fold(0, |word, byte| word << 8 | u64::from(*byte))
}

fn export(bytes: &[u8]) -> ExportReport {
    ExportReport {
        key: Key::from_bits(word(bytes, 0)),
        value: word(bytes, 1) as i64,
        weight: word(bytes, 2) as i64,
    }
}

fn import(bytes: &[u8]) -> ImportReport {
    ImportReport {
        key: Key::from_bits(word(bytes, 0)),
        value: word(bytes, 1) as i64,
        weight: word(bytes, 2) as i64,
        fob: f64::from_bits(word(bytes, 3)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_trade::{Area, Commodity, Period};

    #[test]
    fn reports_come_back_from_disk_as_they_were() {
        let key = |exporter: u16, importer: u16| {
            let areas = [exporter, importer].map(Area::from_code);
            let period = Period::from_number(201_701).unwrap();
            Key::new(areas[0], areas[1], Commodity::TOTAL, period).unwrap()
        };
        let exports = [(398, 688), (4, 8), (398, 51)].map(|(exporter, importer)| ExportReport {
            key: key(exporter, importer),
            value: i64::from(exporter) << 40,
            weight: i64::MAX,
        });
        let one = ImportReport {
            key: key(398, 688),
            value: 7,
            weight: 0,
            fob: 0.1,
        };
        let mut buckets = Buckets::default();
        exports.iter().for_each(|report| buckets.export(*report));
        buckets.import(one);
        let folder = tempfile::tempdir().unwrap();
        let run = Run::write(folder.path().join("run"), &mut buckets).unwrap();
        assert_eq!(buckets.bytes(), 0);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let all = Span {
            first: 0,
            after: Buckets::COUNT,
            reports: 4,
        };
        run.read(all, &mut left, &mut right).unwrap();
        assert_eq!(
            (left, right),
            (vec![exports[1], exports[2], exports[0]], vec![one])
        );
        assert_eq!(run.counts().sum::<usize>(), 4);
        let path = run.path().to_owned();
        drop(run);
        assert!(!path.exists());
    }
}
