//! A sink that writes down all it is told, and the comparison with a specimen's `.expected` file.

use entente_mirror::intake::{IntakeError, Options, Reject, Sink, Skip, Stop, Summary, read, read_stream};
use entente_trade::{Areas, Observation, Vintage};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Everything told, a line each.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Transcript {
    pub(crate) lines: Vec<String>,
    pub(crate) observations: Vec<Observation>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) progress: Vec<u64>,
    pub(crate) stop_after: Option<usize>,
}

impl Sink for Transcript {
    fn observe(&mut self, line: u64, observation: Observation) -> Result<(), Stop> {
        if self.stop_after == Some(self.observations.len()) {
            return Err(Stop);
        }
        self.lines.push(format!("{line}: {}", print(&observation)));
        self.observations.push(observation);
        Ok(())
    }

    fn release(&mut self, release: Option<Vintage>) -> Result<(), Stop> {
        self.lines.push(match release {
            Some(release) => format!("release {release:#}"),
            None => "no release".to_owned(),
        });
        Ok(())
    }

    fn reject(&mut self, reject: Reject) {
        self.lines.push(format!("reject {}: {reject}", reject.reason));
        self.rejects.push(reject);
    }

    fn skip(&mut self, why: Skip) {
        self.lines.push(format!("skip {why}"));
    }

    fn progress(&mut self, bytes: u64) {
        self.progress.push(bytes);
    }
}

/// Everything an observation says, what is absent left out.
pub(crate) fn print(it: &Observation) -> String {
    let area = |area| match Areas::standard().entry(area).and_then(|entry| entry.alpha3) {
        Some(letters) => letters.to_owned(),
        None => area.code().to_string(),
    };
    let mut text = format!(
        "{} {} {} {} {} {} {} {} {}",
        it.dataset.name(),
        it.flow.code(),
        area(it.reporter),
        area(it.partner),
        it.period,
        it.commodity,
        it.edition.code(),
        it.currency,
        it.value
    );
    let mut say = |what: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(text, " {what}={value}");
        }
    };
    say(
        "valuation",
        Some(format!("{:?}", it.valuation)).filter(|v| v != "Unstated"),
    );
    say(
        "by",
        Some(format!("{:?}", it.attribution)).filter(|v| v != "Unstated"),
    );
    say("second", it.second_partner.map(area));
    say("procedure", Some(it.procedure.to_string()).filter(|v| v != "0"));
    say("transport", Some(it.transport.to_string()).filter(|v| v != "0"));
    say("fob", it.fob.map(|v| v.to_string()));
    say("cif", it.cif.map(|v| v.to_string()));
    say("kg", it.net_weight_kg.map(|v| v.to_string()));
    say("quantity", it.quantity.map(|v| v.to_string()));
    say("unit", Some(it.unit.to_string()).filter(|v| v != "-1"));
    say(
        "national",
        it.national.map(|(currency, value)| format!("{currency} {value}")),
    );
    text
}

/// What a summary says, in a few lines.
pub(crate) fn print_summary(it: &Summary) -> String {
    let encoding = it.encoding.map_or("none", |encoding| encoding.name());
    let mut text = format!(
        "summary: {} of {}, encoding {encoding}, rows {}, observations {}, padded {}",
        it.layout,
        it.dataset.name(),
        it.rows,
        it.observations,
        it.padded_codes
    );
    for (reason, count) in &it.rejected {
        let _ = write!(text, ", reject {reason} {count}");
    }
    for (why, count) in &it.skipped {
        let _ = write!(text, ", skip {why} {count}");
    }
    for (warning, count) in &it.warnings {
        let _ = write!(text, ", warn {} {count}", warning.name());
    }
    for notice in &it.notices {
        let _ = write!(text, ", notice {notice}");
    }
    if let Some(released) = it.released {
        let _ = write!(text, ", released {released:#}");
    }
    if let Some(date) = it.published {
        let _ = write!(text, ", published {date:?}");
    }
    text
}

pub(crate) fn specimen(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/specimens")
        .join(name)
}

pub(crate) fn bytes_of(name: &str) -> Vec<u8> {
    std::fs::read(specimen(name)).unwrap()
}

/// Reads bytes as a stream called `file`.
pub(crate) fn read_bytes(bytes: &[u8], options: &Options) -> (Transcript, Result<Summary, IntakeError>) {
    let mut sink = Transcript::default();
    let options = Options {
        file_name: "file".to_owned(),
        ..options.clone()
    };
    let outcome = read_stream(&mut &*bytes, &options, &mut sink);
    (sink, outcome)
}

/// All that reading bytes tells, or the error at its end.
pub(crate) fn told(bytes: &[u8], options: &Options) -> Vec<String> {
    let (mut sink, outcome) = read_bytes(bytes, options);
    sink.lines.push(match outcome {
        Ok(summary) => print_summary(&summary),
        Err(error) => format!("error: {error}"),
    });
    sink.lines
}

/// Compares all that reading a specimen tells with `<name>.expected`.
///
/// With `BLESS=1` in the environment the expectation is written instead: read the difference
/// before it is committed.
pub(crate) fn compare(name: &str, options: &Options) {
    let mut sink = Transcript::default();
    let summary = read(&specimen(name), options, &mut sink).unwrap();
    sink.lines.push(print_summary(&summary));
    compare_text(name, &(sink.lines.join("\n") + "\n"));
}

pub(crate) fn compare_text(name: &str, found: &str) {
    let path = specimen(&format!("{name}.expected"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let different = found
        .lines()
        .zip(expected.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    assert!(
        found == expected,
        "{}: first difference {different:?}\n{found}",
        path.display()
    );
}
