//! The sink and the counts, handed to a layout as one thing.

use super::error::Problem;
use super::reject::Fault;
use super::sink::{Sink, Skip, Verdict};
use super::summary::{Summary, Warning};
use crate::book::Columns;
use entente_trade::{Observation, Vintage};

/// Passes on and counts.
pub(super) struct Outlet<'a> {
    sink: &'a mut dyn Sink,
    pub(super) summary: Summary,
    /// The sheet being read, for rejects.
    pub(super) sheet: Option<String>,
    /// First and last line of the row being read, if it has more than one.
    pub(super) reach: Option<(u64, u64)>,
    told: u64,
}

impl<'a> Outlet<'a> {
    pub(super) fn new(sink: &'a mut dyn Sink, summary: Summary) -> Self {
        Self {
            sink,
            summary,
            sheet: None,
            reach: None,
            told: 0,
        }
    }

    /// Whatever became of a row.
    pub(super) fn settle(&mut self, line: u64, outcome: Result<Observation, Verdict>) -> Result<(), Problem> {
        match outcome {
            Ok(observation) => return self.observe(line, observation),
            Err(Verdict::Skip(skip)) => self.skip(skip),
            Err(Verdict::Fault(fault)) => self.reject(line, *fault),
        }
        Ok(())
    }

    pub(super) fn observe(&mut self, line: u64, observation: Observation) -> Result<(), Problem> {
        self.summary.observations += 1;
        self.sink.observe(line, observation).map_err(|_| Problem::Stopped)
    }

    /// The observations to come are of a release of their own, or of none.
    pub(super) fn release(&mut self, release: Option<Vintage>) -> Result<(), Problem> {
        self.sink.release(release).map_err(|_| Problem::Stopped)
    }

    pub(super) fn observe_all(&mut self, lines: &[u64], rows: &mut Columns) -> Result<(), Problem> {
        self.summary.observations += lines.len() as u64;
        self.summary.rows += lines.len() as u64;
        self.sink.observe_all(lines, rows).map_err(|_| Problem::Stopped)
    }

    pub(super) fn reject(&mut self, line: u64, mut fault: Fault) {
        if let Some((first, last)) = self.reach.filter(|&(first, _)| first == line) {
            fault.expected.push_str(&format!(
                "; the row reaches from line {first} to line {last} within quotes, and none of these lines was read as \
                 a row of its own"
            ));
        }
        *self.summary.rejected.entry(fault.reason).or_default() += 1;
        self.sink.reject(fault.at(line, self.sheet.clone()));
    }

    pub(super) fn skip(&mut self, why: Skip) {
        *self.summary.skipped.entry(why).or_default() += 1;
        self.sink.skip(why);
    }

    pub(super) fn warn(&mut self, warning: Warning) {
        *self.summary.warnings.entry(warning).or_default() += 1;
    }

    /// Tells the bytes read so far, once each time they grow.
    pub(super) fn progress(&mut self, bytes: u64) {
        if bytes > self.told {
            self.told = bytes;
            self.sink.progress(bytes);
        }
    }
}
