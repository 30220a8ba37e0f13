//! What spoke for each side, as every document says it.

use entente_brief::content::Release;
use entente_mirror::pairing::{Paired, SideBasis};
use entente_mirror::store::{Query, Record};
use entente_trade::{Area, Period, Side, Valuation};

use super::{Asked, Views};
use crate::failure::Failure;

impl Views<'_> {
    /// The records of a question, whoever tells them.
    pub(super) fn records(&self, asked: Asked) -> Result<Vec<Record>, Failure> {
        let ([exporter, importer], span) = (asked.pair, asked.span);
        let [from, to] = span.map(|end| end.map(Period::whole_year));
        Ok(self.book.records(&Query {
            exporter: Some(exporter),
            importer: Some(importer),
            from,
            to,
            as_of: Some(self.day),
            ..Query::default()
        })?)
    }

    /// What spoke for the sides of a pair, in runs of periods.
    pub(super) fn releases(
        &self,
        asked: Asked,
        paired: &Paired,
        sides: &[Side],
    ) -> Result<Vec<Release>, Failure> {
        let records = self.records(asked)?;
        let [exporter, importer] = asked.pair;
        let mut releases: Vec<Release> = Vec::new();
        for &side in sides {
            let reporter = match side {
                Side::Export => exporter,
                Side::Import => importer,
            };
            for (&period, basis) in &paired.basis {
                let told = basis[side as usize].as_ref();
                if let Some(told) = told.filter(|told| told.months.is_some()) {
                    add(&mut releases, (reporter, side), (period, told), &records);
                }
            }
        }
        Ok(releases)
    }
}

/// Lengthens the last run, or begins one.
fn add(
    releases: &mut Vec<Release>,
    (reporter, side): (Area, Side),
    (period, told): (Period, &SideBasis),
    records: &[Record],
) {
    let last = releases.last_mut().filter(|last| {
        (last.side, last.dataset, last.vintage) == (side, told.dataset, told.vintage)
            && last.reporter == reporter
    });
    match last {
        Some(last) => last.periods[1] = period,
        None => releases.push(Release {
            reporter,
            side,
            dataset: told.dataset,
            vintage: told.vintage,
            valuation: valuation(records, side, told),
            periods: [period; 2],
        }),
    }
}

/// How the values of a dataset are counted, as its records say it.
fn valuation(records: &[Record], side: Side, told: &SideBasis) -> Valuation {
    let one = of_side(records, side, told).next();
    one.map_or(Valuation::Unstated, |record| record.observation.valuation)
}

/// The records of a side's dataset.
pub(super) fn of_side<'r>(
    records: &'r [Record],
    side: Side,
    told: &'r SideBasis,
) -> impl Iterator<Item = &'r Record> {
    let is_told = move |record: &&Record| {
        let observation = &record.observation;
        observation.dataset == told.dataset && observation.flow.side() == side
    };
    records.iter().filter(is_told)
}
