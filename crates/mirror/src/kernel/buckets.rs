//! Reports put aside by pair as they come.
//!
//! A bucket holds the pairs of one exporter with a range of importers. Reports lie in
//! blocks that never move, so taking one costs a write and nothing more.

use super::{ExportReport, ImportReport, Key};

/// Importers of a bucket differ in this many low bits of their code.
const IMPORTER_BITS: u32 = 9;
/// Reports of the first block of a bucket, and how often the next one doubles.
const FIRST_BLOCK: usize = 16;
const DOUBLINGS: usize = 7;

/// A bucket's reports of one side.
#[derive(Debug)]
struct Blocks<T> {
    last: Vec<T>,
    full: Vec<Vec<T>>,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        let (last, full) = (Vec::new(), Vec::new());
        Self { last, full }
    }
}

impl<T> Blocks<T> {
    #[inline]
    fn push(&mut self, report: T) {
        if self.last.len() == self.last.capacity() {
            self.begin_next();
        }
        self.last.push(report);
    }

    #[cold]
    #[inline(never)]
    fn begin_next(&mut self) {
        let begun = self.full.len() + usize::from(!self.last.is_empty());
        let block = Vec::with_capacity(FIRST_BLOCK << begun.min(DOUBLINGS));
        let full = std::mem::replace(&mut self.last, block);
        if !full.is_empty() {
            self.full.push(full);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Vec<T>> {
        self.full.iter().chain([&self.last])
    }

    fn len(&self) -> usize {
        self.all().map(Vec::len).sum()
    }

    fn bytes(&self) -> usize {
        self.all().map(|block| block.capacity() * size_of::<T>()).sum()
    }

    /// Moves all reports to `to`, giving back each block's memory as soon as it is empty.
    fn drain_into(&mut self, to: &mut Vec<T>) {
        let last = std::mem::take(&mut self.last);
        for mut block in std::mem::take(&mut self.full).into_iter().chain([last]) {
            to.append(&mut block);
        }
    }
}

/// One bucket.
#[derive(Debug, Default)]
struct Bucket {
    exports: Blocks<ExportReport>,
    imports: Blocks<ImportReport>,
}

/// Buckets whose reports are worked on together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First bucket.
    pub first: usize,
    /// The bucket after the last.
    pub after: usize,
    /// Reports in them.
    pub reports: usize,
}

/// Reports of any number of pairs.
#[derive(Debug)]
pub struct Buckets {
    buckets: Vec<Bucket>,
}

impl Buckets {
    /// How many buckets there are.
    pub(crate) const COUNT: usize = (Key::AREAS as usize * Key::AREAS as usize) >> IMPORTER_BITS;
}

impl Default for Buckets {
    fn default() -> Self {
        let buckets = (0..Self::COUNT).map(|_| Bucket::default()).collect();
        Self { buckets }
    }
}

impl Buckets {
    /// Takes an exporter's report.
    #[inline]
    pub fn export(&mut self, report: ExportReport) {
        self.buckets[place(report.key)].exports.push(report);
    }

    /// Takes an importer's report.
    #[inline]
    pub fn import(&mut self, report: ImportReport) {
        self.buckets[place(report.key)].imports.push(report);
    }

    /// Bytes the reports take.
    pub(crate) fn bytes(&self) -> usize {
        let bytes = |bucket: &Bucket| bucket.exports.bytes() + bucket.imports.bytes();
        self.buckets.iter().map(bytes).sum()
    }

    /// How many reports each bucket holds.
    pub(crate) fn counts(&self) -> Vec<usize> {
        let count = |bucket: &Bucket| bucket.exports.len() + bucket.imports.len();
        self.buckets.iter().map(count).collect()
    }

    /// Moves the reports of some buckets behind `exports` and `imports`.
    pub(crate) fn drain_into(
        &mut self,
        span: Span,
        exports: &mut Vec<ExportReport>,
        imports: &mut Vec<ImportReport>,
    ) {
        for bucket in &mut self.buckets[span.first..span.after] {
            bucket.exports.drain_into(exports);
            bucket.imports.drain_into(imports);
        }
    }

    /// All buckets, in the order of their keys, in spans of at least `least` reports;
    /// `counts` says how many reports of each bucket there are in all.
    pub(crate) fn spans(counts: &[usize], least: usize) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut open = Span::default();
        for (place, count) in counts.iter().enumerate() {
            open.reports += count;
            open.after = place + 1;
            if open.reports >= least || (open.after == counts.len() && open.reports > 0) {
                spans.push(open);
                open = Span {
                    first: open.after,
                    after: open.after,
                    reports: 0,
                };
            }
        }
        spans
    }
}

/// Buckets lie in the order of their keys.
#[inline]
const fn place(key: Key) -> usize {
    (key.pair() >> IMPORTER_BITS) as usize
}
