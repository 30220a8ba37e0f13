//! Both reports of a pair, cell by cell, with what explains their differences.

use std::sync::Arc;

use entente_brief::content::Release;
use entente_brief::content::cell::{Cell, Detail};
use entente_brief::content::mirror::{Direction, Mirror, MirrorLine};
use entente_mirror::pairing::{MirrorRow, mirror_rows};
use entente_mirror::store::Record;
use entente_trade::{Attribution, Cause, Commodity, Finding, Part, Period, Quantity, Side, Valuation};

use super::origin::of_side;
use super::{Asked, Explained, Views};
use crate::failure::Failure;

impl Views<'_> {
    /// One direction, explained.
    ///
    /// # Errors
    /// What the disk or a damaged book refuses.
    pub(crate) fn explained(&self, asked: Asked) -> Result<Arc<Explained>, Failure> {
        let key = self.recent.map(|(_, stamp)| (stamp, self.day, asked));
        let known = self
            .recent
            .zip(key)
            .and_then(|((recent, _), key)| recent.get(&key));
        if let Some(known) = known {
            return Ok(known);
        }
        let explained = Arc::new(self.explain(asked)?);
        if let Some(((recent, _), key)) = self.recent.zip(key) {
            recent.keep(key, &explained);
        }
        Ok(explained)
    }

    fn explain(&self, asked: Asked) -> Result<Explained, Failure> {
        let (paired, findings) = self.comparison.explain(&self.question(asked))?;
        let can_be =
            |finding: &Finding| !finding.parts.is_empty() && paired.without_report(finding.period).is_none();
        let (findings, apart) = findings.into_iter().partition(can_be);
        Ok(Explained {
            releases: self.releases(asked, &paired, &[Side::Export, Side::Import])?,
            key: asked.key,
            paired,
            findings,
            apart,
        })
    }

    /// Both directions with the causes of their differences, and what explains each.
    ///
    /// # Errors
    /// As [`Self::explained`].
    pub(crate) fn mirror(&self, asked: Asked) -> Result<(Mirror, Vec<Arc<Explained>>), Failure> {
        let both = [asked, asked.reversed()];
        let (mut directions, mut all) = (Vec::new(), Vec::new());
        for one in both {
            let explained = self.explained(one)?;
            // The explanation puts goods where no side tells them; the table shows what is told.
            let paired = self.comparison.paired(&self.question(one))?;
            let rows = mirror_rows(&paired, asked.key);
            let rows = rows.iter().map(|row| line(row, &explained.findings));
            directions.push(Direction {
                exporter: one.pair[0],
                importer: one.pair[1],
                rows: rows.collect(),
            });
            all.push(explained);
        }
        let pair = asked.pair;
        Ok((Mirror { pair, directions }, all))
    }

    /// One cell by both reports; none where neither side tells it.
    ///
    /// # Errors
    /// As [`Self::explained`].
    pub(crate) fn cell(
        &self,
        asked: Asked,
        commodity: Commodity,
    ) -> Result<Option<(Cell, Vec<Release>)>, Failure> {
        let explained = self.explained(asked)?;
        let place =
            |finding: &&Finding| Some(finding.period) == asked.span[0] && finding.commodity == commodity;
        let mut all = explained.findings.iter().chain(&explained.apart);
        let Some(finding) = all.find(place).cloned() else {
            return Ok(None);
        };
        let records = self.records(asked)?;
        let [exporter, importer] =
            [Side::Export, Side::Import].map(|side| detail(&explained, &records, (side, &finding)));
        let cell = Cell {
            finding,
            exporter,
            importer,
        };
        Ok(Some((cell, explained.releases.clone())))
    }
}

fn line(row: &MirrorRow, findings: &[Finding]) -> MirrorLine {
    let place = (row.period, row.commodity);
    let finding = findings
        .iter()
        .find(|finding| (finding.period, finding.commodity) == place);
    MirrorLine {
        period: row.period,
        commodity: row.commodity,
        export_value: row.export_value,
        import_value: row.import_value,
        compared: row.compared,
        causes: finding.map(causes).unwrap_or_default(),
    }
}

/// The causes of a difference, the largest part first.
fn causes(finding: &Finding) -> Vec<Cause> {
    let named = |part: &&Part| part.cause != Cause::Residual && !part.amount.is_zero();
    let mut parts: Vec<_> = finding.parts.iter().filter(named).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.amount.abs()));
    let mut causes: Vec<Cause> = Vec::new();
    for part in parts {
        if !causes.contains(&part.cause) {
            causes.push(part.cause);
        }
    }
    causes
}

/// What a side tells beside its figure; none where it tells no figure.
fn detail(explained: &Explained, records: &[Record], (side, finding): (Side, &Finding)) -> Option<Detail> {
    let value = match side {
        Side::Export => finding.export_value?,
        Side::Import => finding.import_value?,
    };
    let basis = explained.paired.basis.get(&finding.period)?[side as usize].as_ref()?;
    let records = of_side(records, side, basis).map(|record| &record.observation);
    // Of the goods' own records, else of whatever the dataset tells of the pair.
    let mut told: Vec<_> = records.collect();
    told.sort_by_key(|one| one.commodity.at(explained.key.level) != finding.commodity);
    let first = told.first();
    Some(Detail {
        value,
        weight_kg: weight(explained, side, (finding.period, finding.commodity)),
        dataset: basis.dataset,
        vintage: basis.vintage,
        valuation: first.map_or(Valuation::Unstated, |one| one.valuation),
        attribution: first.map_or(Attribution::Unstated, |one| one.attribution),
    })
}

/// The net weight of a row, where every cell of it has one.
fn weight(explained: &Explained, side: Side, place: (Period, Commodity)) -> Option<Quantity> {
    let cells = explained.paired.cells.cells.iter();
    let within = cells.filter(|cell| explained.key.place(cell.commodity, cell.period) == place);
    let reports = within.filter_map(|cell| cell.reports[side as usize].as_ref());
    let weights: Option<Vec<Quantity>> = reports.map(|report| report.net_weight_kg).collect();
    weights?.into_iter().reduce(|sum, one| sum + one)
}
