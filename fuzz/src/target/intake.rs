//! A file of trade reports: every row is accounted for, and how the bytes come does not matter.

use std::fs;
use std::io::Read;

use entente_mirror::intake::{
    IntakeError, Layout, Options, Reject, Sink, Skip, Stop, Summary, read, read_stream,
};
use entente_trade::{Areas, Commodity, Money, Observation, Period, Side};

use super::{promised, same};
use crate::case;

pub(super) fn check(bytes: &[u8], layout: Option<Layout>) -> Result<(), String> {
    let options = Options {
        layout,
        file_name: "file".to_owned(),
        flow: Some(Side::Export),
        ..Options::default()
    };
    let parquet = bytes.starts_with(b"PAR1");
    let once = if parquet {
        from_disk(bytes, &options)?
    } else {
        gulped(bytes, &options)
    };
    let twice = if parquet {
        from_disk(bytes, &options)?
    } else {
        sipped(bytes, &options)
    };
    same("read twice", &twice.lines, &once.lines)?;
    match &once.summary {
        Some(summary) => accounted(bytes, &once, summary),
        None => Ok(()),
    }
}

/// All that was told, and the summary unless an error ended the reading.
#[derive(Default)]
struct Told {
    lines: Vec<String>,
    observations: Vec<Observation>,
    rejects: u64,
    skips: u64,
    last_line: u64,
    summary: Option<Summary>,
}

impl Sink for Told {
    fn observe(&mut self, line: u64, observation: Observation) -> Result<(), Stop> {
        self.lines.push(format!("{line}: {observation:?}"));
        self.observations.push(observation);
        self.last_line = self.last_line.max(line);
        Ok(())
    }

    fn reject(&mut self, reject: Reject) {
        self.lines.push(format!("reject {}: {reject}", reject.reason));
        self.rejects += 1;
        self.last_line = self.last_line.max(reject.line);
    }

    fn skip(&mut self, why: Skip) {
        self.lines.push(format!("skip {why}"));
        self.skips += 1;
    }

    fn progress(&mut self, _: u64) {}
}

impl Told {
    fn ended(mut self, outcome: Result<Summary, IntakeError>) -> Self {
        self.lines.push(format!("{outcome:?}"));
        self.summary = outcome.ok();
        self
    }
}

fn gulped(bytes: &[u8], options: &Options) -> Told {
    let mut told = Told::default();
    let outcome = read_stream(&mut &*bytes, options, &mut told);
    told.ended(outcome)
}

fn sipped(bytes: &[u8], options: &Options) -> Told {
    let mut told = Told::default();
    let outcome = read_stream(&mut Sips(bytes), options, &mut told);
    told.ended(outcome)
}

fn from_disk(bytes: &[u8], options: &Options) -> Result<Told, String> {
    let failed = |error: std::io::Error| format!("the disk failed: {error}");
    let path = case::folder()
        .map_err(failed)?
        .join(format!("{}.parquet", std::process::id()));
    fs::write(&path, bytes).map_err(failed)?;
    let mut told = Told::default();
    let outcome = read(&path, options, &mut told);
    fs::remove_file(&path).map_err(failed)?;
    Ok(told.ended(outcome))
}

/// A prime number of bytes at a time, so that cuts fall everywhere.
struct Sips<'a>(&'a [u8]);

impl Read for Sips<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let (given, rest) = self.0.split_at(self.0.len().min(into.len()).min(257));
        into[..given.len()].copy_from_slice(given);
        self.0 = rest;
        Ok(given.len())
    }
}

fn accounted(bytes: &[u8], told: &Told, summary: &Summary) -> Result<(), String> {
    let observed = told.observations.len() as u64;
    same("observations counted", &summary.observations, &observed)?;
    same("rejects counted", &summary.rejects(), &told.rejects)?;
    same("skips counted", &summary.skipped.values().sum(), &told.skips)?;
    let all = observed + told.rejects + told.skips + summary.warnings.values().sum::<u64>();
    promised(all >= summary.rows, || {
        format!("rows without a word: {} rows, {all} told", summary.rows)
    })?;
    if one_a_row(summary.layout) {
        same(
            "one word a row",
            &(observed + told.rejects + told.skips),
            &summary.rows,
        )?;
    }
    if let Some((rows, lines)) = rows_of(bytes, summary) {
        same("rows of the text", &summary.rows, &rows)?;
        promised(told.last_line <= lines, || {
            format!("a line beyond the end: {} of {lines}", told.last_line)
        })?;
    }
    told.observations.iter().try_for_each(sound)
}

/// Layouts whose rows hold one report each.
fn one_a_row(layout: Layout) -> bool {
    use Layout::{
        ComtradeCsv, ComtradeJson, ComtradeLegacyCsv, ComtradeParquet, EntenteCsv, EntenteParquet,
        EurostatCsv,
    };
    matches!(
        layout,
        ComtradeCsv
            | ComtradeJson
            | ComtradeLegacyCsv
            | ComtradeParquet
            | EntenteCsv
            | EntenteParquet
            | EurostatCsv
    )
}

/// Rows and lines of a text, counted in another way, where that is easy: UTF-8 without quotes.
fn rows_of(bytes: &[u8], summary: &Summary) -> Option<(u64, u64)> {
    if summary.encoding.is_none_or(|encoding| encoding.name() != "UTF-8") {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lone = text.replace("\r\n", "\n").contains('\r');
    let long = text.lines().any(|line| line.len() > 60_000);
    if lone || long || text.contains(['"', '\0']) {
        return None;
    }
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let header = lines.next()?;
    let most = [',', ';', '\t']
        .into_iter()
        .rev()
        .max_by_key(|&sign| header.matches(sign).count())?;
    let rows = lines.filter(|line| !line.split(most).all(|field| field.trim().is_empty()));
    Some((rows.count() as u64, text.lines().count() as u64))
}

/// What is true of any observation.
fn sound(it: &Observation) -> Result<(), String> {
    let amounts = [
        Some(it.value),
        it.fob,
        it.cif,
        it.national.map(|(_, value)| value),
    ];
    for amount in amounts.into_iter().flatten() {
        promised(amount >= Money::ZERO, || format!("an amount below 0: {amount}"))?;
        same(
            "an amount printed",
            &Money::parse(&amount.to_string(), 0),
            &Ok(amount),
        )?;
    }
    same(
        "a period printed",
        &Period::parse(&it.period.to_string()),
        &Some(it.period),
    )?;
    same(
        "a commodity printed",
        &Commodity::parse(&it.commodity.to_string()),
        &Some(it.commodity),
    )?;
    let partner = |area| {
        Areas::standard()
            .entry(area)
            .is_some_and(entente_trade::AreaEntry::is_partner)
    };
    promised(partner(it.reporter) && partner(it.partner), || {
        format!("a side that is no country: {it:?}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_without_blank_ones_and_not_at_all_where_quotes_stand() {
        let summary = |text: &str| {
            let told = gulped(text.as_bytes(), &Options::default());
            rows_of(text.as_bytes(), &told.summary.unwrap())
        };
        let header = "reporter,partner,flow,period,commodity,value\n";
        let row = "KAZ,SRB,X,2018,TOTAL,1\n";
        assert_eq!(summary(&format!("{header}{row}\n , ,\n{row}")), Some((2, 5)));
        assert_eq!(summary(&format!("{header}\"KAZ\",SRB,X,2018,TOTAL,1\n")), None);
    }

    #[test]
    fn a_row_that_nobody_tells_of_is_found() {
        let bytes = b"reporter,partner,flow,period,commodity,value\nKAZ,SRB,X,2018,TOTAL,1\n";
        let mut told = gulped(bytes, &Options::default());
        let summary = told.summary.take().unwrap();
        assert_eq!(accounted(bytes, &told, &summary), Ok(()));
        let more = Summary { rows: 2, ..summary };
        let problem = accounted(bytes, &told, &more).unwrap_err();
        assert_eq!(problem, "rows without a word: 2 rows, 1 told");
    }
}
