//! Reports put aside on disk when there are more than memory should hold.
//!
//! A run holds the reports of all buckets in their order, so those of a span lie together
//! and come back with one read. Its file is removed when the run goes.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::kernel::{Buckets, Piece, SLACK, Span};

/// Some reports in the file, packed.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    bytes: usize,
    count: usize,
}

/// One bucket's reports in the file.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    exports: Extent,
    imports: Extent,
    /// Where they begin.
    start: u64,
}

impl Place {
    const fn bytes(&self) -> usize {
        self.exports.bytes + self.imports.bytes
    }
}

/// Reports on disk.
#[derive(Debug)]
pub(super) struct Run {
    path: PathBuf,
    places: Vec<Place>,
}

impl Run {
    /// Moves all reports from memory to a new file.
    pub(super) fn write(path: PathBuf, buckets: &mut Buckets) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        let mut run = Self {
            path,
            places: Vec::with_capacity(Buckets::COUNT),
        };
        let mut start = 0;
        for bucket in 0..Buckets::COUNT {
            let exports = write_all(&mut out, buckets.exports_of(bucket))?;
            let imports = write_all(&mut out, buckets.imports_of(bucket))?;
            let place = Place {
                exports,
                imports,
                start,
            };
            start += place.bytes() as u64;
            run.places.push(place);
        }
        out.flush()?;
        buckets.clear();
        Ok(run)
    }

    /// How many reports each bucket has here.
    pub(super) fn counts(&self) -> impl Iterator<Item = usize> {
        self.places
            .iter()
            .map(|place| place.exports.count + place.imports.count)
    }

    /// Reads the reports of some buckets.
    pub(super) fn read(&self, span: Span) -> io::Result<Part<'_>> {
        let places = &self.places[span.first..span.after];
        let length = places.iter().map(Place::bytes).sum();
        let mut bytes = vec![0; length + SLACK];
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(places.first().map_or(0, |place| place.start)))?;
        file.read_exact(&mut bytes[..length])?;
        let first = span.first;
        Ok(Part { bytes, places, first })
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

/// The reports of some buckets, back in memory.
pub(super) struct Part<'a> {
    bytes: Vec<u8>,
    places: &'a [Place],
    /// The bucket of the first place.
    first: usize,
}

impl Part<'_> {
    /// Reports by exporters.
    pub(super) fn exports(&self) -> impl Iterator<Item = Piece<'_>> {
        self.pieces().map(|(exports, _)| exports)
    }

    /// Reports by importers.
    pub(super) fn imports(&self) -> impl Iterator<Item = Piece<'_>> {
        self.pieces().map(|(_, imports)| imports)
    }

    fn pieces(&self) -> impl Iterator<Item = (Piece<'_>, Piece<'_>)> {
        let mut at = 0;
        (self.first..).zip(self.places).map(move |(bucket, place)| {
            let mut next = |extent: &Extent| {
                let bytes = self.bytes.get(at..).unwrap_or_default();
                at += extent.bytes;
                Piece {
                    bytes,
                    length: extent.bytes,
                    count: extent.count,
                    bucket,
                }
            };
            (next(&place.exports), next(&place.imports))
        })
    }
}

/// Writes pieces.
fn write_all<'a>(out: &mut impl Write, pieces: impl Iterator<Item = Piece<'a>>) -> io::Result<Extent> {
    let mut written = Extent::default();
    for piece in pieces {
        out.write_all(&piece.bytes[..piece.length])?;
        written.bytes += piece.length;
        written.count += piece.count;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{ExportReport, FobBasis, ImportReport, Key};
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
            basis: FobBasis::by_factor(9),
        };
        let mut buckets = Buckets::default();
        exports.iter().for_each(|report| buckets.export(*report));
        buckets.import(one);
        let folder = tempfile::tempdir().unwrap();
        let run = Run::write(folder.path().join("run"), &mut buckets).unwrap();
        assert_eq!(buckets.bytes(), 0);
        let all = Span {
            first: 0,
            after: Buckets::COUNT,
            reports: 4,
        };
        let part = run.read(all).unwrap();
        let left: Vec<ExportReport> = part.exports().flat_map(|piece| piece.reports()).collect();
        let right: Vec<ImportReport> = part.imports().flat_map(|piece| piece.reports()).collect();
        assert_eq!(
            (left, right),
            (vec![exports[1], exports[2], exports[0]], vec![one])
        );
        assert_eq!(run.counts().sum::<usize>(), 4);
        let path = run.path().to_owned();
        drop(part);
        drop(run);
        assert!(!path.exists());
    }
}
