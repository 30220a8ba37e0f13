//! `entente explain`: why the two reports differ.

use std::path::Path;

use entente_mirror::explain::MarginRule;
use entente_trade::{Finding, Money, Part, money};
use serde::Serialize;

use super::{mirror, relatives};
use crate::args::{ExplainArgs, Output};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::figure::{Exact, grouped, grouped_or_dash, letters, percent};
use crate::print::{self, table};

/// A row as machines read it.
#[derive(Debug, Serialize)]
struct Row {
    exporter: String,
    importer: String,
    period: String,
    commodity: String,
    export_value: Option<Exact>,
    import_value: Option<Exact>,
    asymmetry: Exact,
    gross: Exact,
    currency: &'static str,
    parts: Vec<PartRow>,
}

#[derive(Debug, Serialize)]
struct PartRow {
    cause: &'static str,
    amount: Exact,
    grade: Option<&'static str>,
    method: &'static str,
    low: Exact,
    high: Exact,
    evidence: String,
    via: Option<String>,
}

/// A part a line, as CSV has it.
#[derive(Debug, Serialize)]
struct Line {
    exporter: String,
    importer: String,
    period: String,
    commodity: String,
    export_value: Option<Exact>,
    import_value: Option<Exact>,
    asymmetry: Exact,
    gross: Exact,
    cause: &'static str,
    amount: Exact,
    grade: Option<&'static str>,
    method: &'static str,
    low: Exact,
    high: Exact,
    evidence: String,
    via: Option<String>,
}

pub(crate) fn run(home: Option<&Path>, args: &ExplainArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let rule = args.margin.map_or(MarginRule::Best, MarginRule::Fixed);
    let question = mirror::question(&args.pair)?;
    let comparison = desk::comparison(&home, rule)?;
    let (paired, findings) = comparison.explain(&question)?;
    mirror::missing_rates(&paired);
    match args.pair.output {
        Output::Table => print::text(&for_people(&findings))?,
        Output::Csv => print::rows(&findings.iter().flat_map(lines).collect::<Vec<_>>(), Output::Csv)?,
        output => print::rows(&findings.iter().map(row).collect::<Vec<_>>(), output)?,
    }
    if findings.is_empty() {
        print::note("no report of either side in the books; `entente import` brings some in");
    }
    relatives::tell(&comparison, &question)?;
    Ok(Done::Wholly)
}

/// Each row with its parts below, the evidence of each part under it.
pub(crate) fn for_people(findings: &[Finding]) -> String {
    findings.iter().map(one_for_people).collect()
}

fn one_for_people(finding: &Finding) -> String {
    let heading = format!(
        "{} → {} {} {}: export {}, import {}, difference {} (gross {})",
        letters(finding.exporter),
        letters(finding.importer),
        finding.period,
        finding.commodity,
        grouped_or_dash(finding.export_value),
        grouped_or_dash(finding.import_value),
        grouped(finding.asymmetry),
        grouped(finding.gross)
    );
    let rows = finding
        .parts
        .iter()
        .map(|part| part_line(part, finding.asymmetry))
        .collect();
    let header = ["cause", "amount", "share", "low", "high", "grade"];
    let mut text = table::wrapped(&heading, 0) + &table::table(&header, &[1, 2, 3, 4], rows);
    for part in finding.parts.iter().filter(|part| part.grade.is_some()) {
        text.push_str(&table::wrapped(&format!("{}: {}", cause(part), part.evidence), 2));
    }
    text.push('\n');
    text
}

fn part_line(part: &Part, asymmetry: Money) -> Vec<String> {
    let whole = asymmetry.thousandths();
    let share = money::share(part.amount.thousandths() * whole.signum(), 1_000_000, whole.abs());
    vec![
        cause(part),
        grouped(part.amount),
        if whole == 0 { String::new() } else { percent(share) },
        grouped(part.low),
        grouped(part.high),
        part.grade
            .map_or_else(String::new, |grade| grade.name().to_owned()),
    ]
}

fn cause(part: &Part) -> String {
    let via = part
        .via
        .map_or_else(String::new, |via| format!(" via {}", letters(via)));
    format!("{}{via}", part.cause.name().replace('_', " "))
}

fn row(finding: &Finding) -> Row {
    Row {
        exporter: letters(finding.exporter),
        importer: letters(finding.importer),
        period: finding.period.to_string(),
        commodity: finding.commodity.to_string(),
        export_value: finding.export_value.map(Exact),
        import_value: finding.import_value.map(Exact),
        asymmetry: Exact(finding.asymmetry),
        gross: Exact(finding.gross),
        currency: "USD",
        parts: finding.parts.iter().map(part_row).collect(),
    }
}

fn part_row(part: &Part) -> PartRow {
    PartRow {
        cause: part.cause.name(),
        amount: Exact(part.amount),
        grade: part.grade.map(|grade| grade.name()),
        method: part.method,
        low: Exact(part.low),
        high: Exact(part.high),
        evidence: part.evidence.clone(),
        via: part.via.map(letters),
    }
}

fn lines(finding: &Finding) -> Vec<Line> {
    let row = row(finding);
    let line = |part: PartRow| Line {
        exporter: row.exporter.clone(),
        importer: row.importer.clone(),
        period: row.period.clone(),
        commodity: row.commodity.clone(),
        export_value: row.export_value,
        import_value: row.import_value,
        asymmetry: row.asymmetry,
        gross: row.gross,
        cause: part.cause,
        amount: part.amount,
        grade: part.grade,
        method: part.method,
        low: part.low,
        high: part.high,
        evidence: part.evidence,
        via: part.via,
    };
    finding.parts.iter().map(part_row).map(line).collect()
}
