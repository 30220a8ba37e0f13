//! The specimens of the standard's authors: each is read, written in every standard and read back.
//!
//! How each goes in each standard is kept in `outcomes.txt`, so that nothing that could be told
//! is refused one day without anybody noticing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};

use entente_conformance::data::{self, Message};
use entente_conformance::lists::{KnownToFail, known_to_fail, not_run};
use entente_conformance::outcome::{Outcome, Outcomes, listed, outcomes};
use entente_conformance::specimen::{self, Kind, Specimen, authors, root};
use entente_conformance::structures;
use sdmx::model::Structures;

use crate::differs;

/// The specimens, where they are at hand.
pub(crate) fn at_hand() -> Option<Vec<Specimen>> {
    Some(specimen::below(&authors()?).unwrap())
}

/// Says it to whoever runs the tests: what a test prints is shown only when it fails.
fn say(line: String) {
    io::stderr().write_all(line.as_bytes()).unwrap();
}

/// How many cases there are when the specimens are at hand.
fn cases() -> usize {
    let text = fs::read_to_string(root().join("conformance/outcomes.txt")).unwrap();
    let cases = text.lines().map(|line| match line.split_once(": ") {
        Some((standards, _)) if standards.starts_with("  SDMX-") => standards.split(", ").count(),
        _ => usize::from(!line.starts_with(' ')),
    });
    cases.sum()
}

/// The structures that a specimen of data is of.
pub(crate) fn known(all: &[Specimen], of: &Specimen) -> Option<Structures> {
    let name = of.structure()?;
    let structure = all.iter().find(|specimen| specimen.name == name).unwrap();
    Some(structures::read(&structure.bytes, None).unwrap().structures)
}

/// Cases and their failures.
#[derive(Default)]
struct Tally {
    cases: usize,
    text: String,
    wrong: Vec<String>,
}

impl Tally {
    /// A case succeeded or failed; known failures must fail.
    fn case(&mut self, known: Option<&KnownToFail>, failure: Option<String>, what: &str) {
        self.cases += 1;
        match (known, failure) {
            (None, Some(failure)) => self.wrong.push(format!("{what}: {failure}")),
            (Some(_), None) => self.wrong.push(format!(
                "{what}: succeeds now; take it off conformance/known_to_fail.toml"
            )),
            _ => {}
        }
    }

    fn specimen(&mut self, name: &str, outcomes: &Outcomes, known: &[KnownToFail]) {
        let of = |standard: Option<String>| {
            known
                .iter()
                .find(|known| known.file == name && known.standard == standard)
        };
        writeln!(self.text, "{name}: {}", outcomes.what).unwrap();
        let faults: Vec<String> = outcomes.faults.iter().map(ToString::to_string).collect();
        for fault in faults.iter().take(4) {
            writeln!(self.text, "  {fault}").unwrap();
        }
        let failure = (!faults.is_empty()).then(|| faults.join("\n"));
        self.case(of(None), failure, name);
        for (standard, outcome) in &outcomes.standards {
            let failure = match outcome {
                Outcome::Different(how) => Some(how.clone()),
                _ => None,
            };
            self.case(
                of(Some(standard.to_string())),
                failure,
                &format!("{name} as {standard}"),
            );
        }
        self.text.push_str(&listed(&outcomes.standards));
    }
}

#[test]
fn every_specimen_of_the_authors_is_read_written_and_read_back_as_the_same() {
    let (not_run, known_to_fail) = (not_run().unwrap(), known_to_fail().unwrap());
    let Some(specimens) = at_hand() else {
        return say(format!("specimens not at hand: {} cases not run\n", cases()));
    };
    let mut tally = Tally::default();
    for specimen in &specimens {
        let is_run = !not_run.iter().any(|entry| entry.file == specimen.name);
        if is_run && specimen.kind() != Kind::Table {
            let known = known(&specimens, specimen);
            tally.specimen(
                &specimen.name,
                &outcomes(specimen, known.as_ref()),
                &known_to_fail,
            );
        }
    }
    say(format!(
        "specimens of the authors: {} cases run, {} files not run\n",
        tally.cases,
        not_run.len()
    ));
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    let wrong = differs(&root().join("conformance/outcomes.txt"), &tally.text);
    assert_eq!(wrong, None);
    assert_eq!(cases(), tally.cases);
}

#[test]
fn the_lists_name_what_is_there_and_say_why() {
    let entries = (not_run().unwrap(), known_to_fail().unwrap());
    let reasons = entries.0.iter().map(|entry| &entry.reason);
    let short: Vec<_> = reasons
        .chain(entries.1.iter().map(|entry| &entry.reason))
        .filter(|reason| reason.len() < 20)
        .collect();
    assert_eq!(short, Vec::<&String>::new());
    let standards: BTreeSet<String> = sdmx::Standard::ALL.iter().map(ToString::to_string).collect();
    for entry in &entries.1 {
        assert!(
            entry
                .standard
                .as_ref()
                .is_none_or(|standard| standard == "layout" || standards.contains(standard)),
            "{entry:?}"
        );
    }
    let Some(specimens) = at_hand() else {
        return;
    };
    let names = entries.0.iter().map(|entry| &entry.file);
    for name in names.chain(entries.1.iter().map(|entry| &entry.file)) {
        assert!(
            specimens.iter().any(|specimen| specimen.name == *name),
            "{name} is not there"
        );
    }
}

/// The standards' own tables: a text of the tables' form for each message they are printed of.
#[test]
fn the_printed_tables_are_those_of_the_messages() {
    let Some(specimens) = at_hand() else {
        return;
    };
    let mut tables = 0;
    for table in specimens.iter().filter(|specimen| specimen.kind() == Kind::Table) {
        let file = table.name.rsplit('/').next().unwrap();
        let file = file.trim_end_matches(".txt");
        let (stem, ending) = file.rsplit_once('-').unwrap();
        let name = format!("sdmx-test-data/ECB_EXR/{stem}.{ending}");
        let specimen = specimens.iter().find(|specimen| specimen.name == name).unwrap();
        let known = known(&specimens, specimen);
        let shapes = known.as_ref().map(data::shapes).unwrap_or_default();
        let message = data::read(&specimen.bytes, &shapes, None);
        let expected = printed(&String::from_utf8(table.bytes.clone()).unwrap());
        assert!(!expected.is_empty());
        assert_eq!(observed(&message), expected, "{name}");
        tables += 1;
    }
    assert_eq!(tables, 5);
}

/// A cell of a table: the dimensions' values, by their ids, and the value without trailing zeros.
type Cells = BTreeMap<BTreeMap<String, String>, String>;

fn plain(value: &str) -> String {
    match value.contains('.') {
        true => value.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => value.to_owned(),
    }
}

/// The observations of a message that have a value.
fn observed(message: &Message) -> Cells {
    let shape = &message.shape;
    let value = shape.measures().next().unwrap();
    let rows = message.datasets.iter().flat_map(|dataset| &dataset.rows);
    rows.filter_map(|row| {
        let told = plain(row.value(value).text()?);
        let key = shape.dimensions().map(|at| {
            (
                shape.components[at].id.clone(),
                row.value(at).text().unwrap_or_default().to_owned(),
            )
        });
        Some((key.collect(), told))
    })
    .collect()
}

/// The cells of a printed table: a row each, or, where the first line has no `value`, one of which
/// every column is a key.
fn printed(text: &str) -> Cells {
    let lines: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    if lines[0].last() == Some(&"value") {
        let key = |line: &[&str]| {
            let names = lines[0].iter().map(|name| (*name).to_owned());
            names
                .zip(line.iter().map(|word| (*word).to_owned()))
                .take(line.len() - 1)
                .collect()
        };
        return lines[1..]
            .iter()
            .map(|line| (key(line), plain(line.last().unwrap())))
            .collect();
    }
    let at = lines.iter().position(|line| line.len() == 1).unwrap();
    let mut cells = Cells::new();
    for line in &lines[at + 1..] {
        for column in 1..line.len() {
            let mut key: BTreeMap<String, String> = lines[..at]
                .iter()
                .map(|head| (head[0].to_owned(), head[column].to_owned()))
                .collect();
            key.insert(lines[at][0].to_owned(), line[0].to_owned());
            cells.insert(key, plain(line[column]));
        }
    }
    cells
}
