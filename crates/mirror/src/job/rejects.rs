//! Which rows broke a rule, by their lines, though parts of a file are judged in any order.
//!
//! A part (a block of text, a range of rows) knows its own lines. When all parts are judged
//! their lengths say where each began. It keeps no row: who wants to see one has the file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::tally::Fault;

/// Most rows that are remembered, the first of the file; all are counted.
const KEPT: usize = 1_000_000;

/// A row that broke a rule.
#[derive(Clone, Copy, Debug)]
struct Reject {
    part: u32,
    /// Lines of the part before it.
    line: u64,
    fault: Fault,
}

/// Rows that broke a rule in the parts one thread judged, and how long these parts are.
#[derive(Debug, Default)]
pub(super) struct Rejects {
    part: u32,
    kept: Vec<Reject>,
    lengths: Vec<(u32, u64)>,
}

impl Rejects {
    /// What follows is of this part. A thread's parts come in the order of the file.
    pub(super) const fn begin(&mut self, part: usize) {
        self.part = part as u32;
    }

    /// Remembers a row of the part.
    pub(super) fn keep(&mut self, line: u64, fault: Fault) {
        if self.kept.len() < KEPT {
            let part = self.part;
            self.kept.push(Reject { part, line, fault });
        }
    }

    /// The part has so many lines.
    pub(super) fn end(&mut self, lines: u64) {
        self.lengths.push((self.part, lines));
    }

    /// Adds what another thread judged.
    pub(super) fn append(&mut self, mut other: Self) {
        self.kept.append(&mut other.kept);
        self.lengths.append(&mut other.lengths);
    }

    /// The lines in the file, from 1, of which `before` come before the first part; each with the
    /// rule.
    fn lines(mut self, before: u64) -> Vec<(u64, Fault)> {
        self.lengths.sort_unstable();
        let mut begun = before;
        for (_, lines) in &mut self.lengths {
            begun += std::mem::replace(lines, begun);
        }
        let line = |reject: &Reject| {
            let at = self.lengths.partition_point(|(part, _)| *part < reject.part);
            let begun = self.lengths.get(at).map_or(0, |(_, begun)| *begun);
            (begun + reject.line + 1, reject.fault)
        };
        let mut lines: Vec<(u64, Fault)> = self.kept.iter().map(line).collect();
        lines.sort_unstable();
        lines.truncate(KEPT);
        lines
    }

    /// Writes line and rule of each row as a table.
    pub(super) fn write(self, path: &Path, before: u64) -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        writeln!(out, "line,rule")?;
        for (line, fault) in self.lines(before) {
            writeln!(out, "{line},{}", fault.name())?;
        }
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_file_whoever_judged_which_part() {
        let (mut one, mut other) = (Rejects::default(), Rejects::default());
        one.begin(1);
        one.keep(0, Fault::Value);
        one.end(5);
        other.begin(0);
        other.keep(2, Fault::Area);
        other.keep(9, Fault::Structure);
        other.end(10);
        one.begin(2);
        one.end(7);
        other.begin(3);
        other.keep(6, Fault::Period);
        other.end(8);
        one.append(other);
        // The header is line 1.
        let lines = [
            (4, Fault::Area),
            (11, Fault::Structure),
            (12, Fault::Value),
            (30, Fault::Period),
        ];
        assert_eq!(one.lines(1), lines);
    }
}
