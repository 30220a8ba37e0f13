//! `entente explain-world`: the decomposition of every pair in the books, to one file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use entente_mirror::explain::{CellParts, Explanation, MarginRule};
use entente_trade::{Areas, Part};
use indicatif::ProgressBar;

use super::mirror;
use crate::args::WorldArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::figure::letters;

const HEADER: &str = "exporter_code,importer_code,exporter,importer,period,commodity,export_value,import_value,\
    asymmetry,cause,amount,grade,method,low,high,via\n";

pub(crate) fn run(home: Option<&Path>, args: &WorldArgs) -> Result<Done, Failure> {
    let comparison = desk::comparison(&desk::home(home)?, MarginRule::Best)?;
    let mut out = BufWriter::new(File::create(&args.out)?);
    out.write_all(HEADER.as_bytes())?;
    let exporters: Vec<_> = Areas::standard().all().map(|entry| entry.area).collect();
    let bar = ProgressBar::new(exporters.len() as u64);
    let (mut pairs, mut cells, mut missing) = (0, 0, Vec::new());
    for exporter in exporters {
        let (explanations, rates) =
            comparison.explain_exporter(exporter, args.freq.frequency(), args.as_of)?;
        missing.extend(rates);
        for explanation in explanations {
            pairs += 1;
            cells += explanation.cells.len();
            write(&explanation, &mut out)?;
        }
        bar.inc(1);
    }
    out.flush()?;
    bar.finish_and_clear();
    mirror::missing_rates(&missing);
    print::text(&format!(
        "{}: {cells} cells of {pairs} pairs\n",
        args.out.display()
    ))?;
    Ok(Done::Wholly)
}

fn write(explanation: &Explanation, out: &mut impl Write) -> std::io::Result<()> {
    let (exporter, importer) = (explanation.exporter, explanation.importer);
    let names = format!(
        "{},{},{},{}",
        exporter.code(),
        importer.code(),
        letters(exporter),
        letters(importer)
    );
    for cell in &explanation.cells {
        for part in &cell.parts {
            writeln!(out, "{names},{}", line(cell, part))?;
        }
    }
    Ok(())
}

fn line(cell: &CellParts, part: &Part) -> String {
    let told = |side: usize| cell.reports[side].map_or_else(String::new, |value| value.to_string());
    format!(
        "{},{},{},{},{},{},{},{},{},{},{},{}",
        cell.period,
        cell.commodity,
        told(0),
        told(1),
        cell.asymmetry,
        part.cause.name(),
        part.amount,
        part.grade.map_or("", |grade| grade.name()),
        part.method,
        part.low,
        part.high,
        part.via.map(letters).unwrap_or_default()
    )
}
