//! Golden cases: the files below `cases/` at the top of the repository, each run and compared.
//!
//! The files say what was published and what must come out; this module only reads, runs and
//! compares, and reports every difference of every file at once. How a file is written is
//! explained in `cases/README.md`.

/// The type of a case's file: what every kind begins with, and the keys of this one.
macro_rules! case {
    ($($keys:tt)*) => {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(
            dead_code,
            reason = "title and source are for the reader; kind chose this type"
        )]
        pub(super) struct Case {
            title: String,
            source: String,
            kind: Option<String>,
            $($keys)*
        }
    };
}

mod comparator;
mod conversion;
mod differences;
mod figure;
mod mirror;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use differences::Differences;

/// Runs the text of a case: everything that differs, or why it cannot be run.
fn run(text: &str) -> Result<Vec<String>, String> {
    match kind(text)?.as_str() {
        "mirror" => mirror::run(read(text)?),
        "comparator" => comparator::run(read(text)?),
        "conversion" => conversion::run(read(text)?),
        other => {
            let near = nearest(other, &["mirror", "comparator", "conversion"]);
            Err(format!("kind `{other}` is not known; did you mean `{near}`?"))
        }
    }
}

fn kind(text: &str) -> Result<String, String> {
    #[derive(Deserialize)]
    struct Kind {
        #[serde(default = "mirror")]
        kind: String,
    }
    fn mirror() -> String {
        "mirror".to_owned()
    }
    let kind: Kind = toml::from_str(text).map_err(|error| error.to_string())?;
    Ok(kind.kind)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| match near_miss(error.message()) {
        Some(near) => format!("{error}did you mean `{near}`?"),
        None => error.to_string(),
    })
}

/// The known key nearest to the unknown one a message names.
fn near_miss(message: &str) -> Option<String> {
    let named: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (unknown, known) = named.split_first()?;
    (message.starts_with("unknown field") && !known.is_empty()).then(|| nearest(unknown, known))
}

fn nearest(word: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .min_by_key(|one| strsim::damerau_levenshtein(word, one));
    near.unwrap_or(&word).to_string()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

/// Every file below a folder, in the order of their names.
fn files(below: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(below)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

#[test]
fn every_golden_case_comes_out_as_published() {
    let mut report = String::new();
    let cases: Vec<PathBuf> = files(&root())
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    for path in &cases {
        let name = path.strip_prefix(root()).unwrap().display();
        let text = std::fs::read_to_string(path).unwrap();
        let differences = run(&text).unwrap_or_else(|fault| vec![format!("cannot be run: {fault}")]);
        for difference in differences {
            report.push_str(&format!("{name}: {difference}\n"));
        }
    }
    assert!(!cases.is_empty(), "no cases below {}", root().display());
    assert!(report.is_empty(), "\n{report}");
}

/// A case that comes out: Canada's imports of cell phones.
const PHONES: &str = r#"
title = "Cell phones"
source = "made"
unit = "USD million"
exporter = "CHN"
importer = "CAN"
reporter = "CAN"

[[cell]]
commodity = "8517"
period = 2016
export = 1362
import = 3329
consigned = 1280

[[expect]]
asymmetry = 1967
residual = 687
parts = { indirect = 1280 }
percent = { explained = { printed = 65.1, within = 0.05 } }
"#;

#[test]
fn a_wrong_expectation_is_reported_with_field_expected_and_found() {
    assert_eq!(run(PHONES), Ok(vec![]));
    let wrong = PHONES
        .replace("asymmetry = 1967", "asymmetry = 1966.999")
        .replace("indirect = 1280", "timing = 7")
        .replace("65.1", "65.2");
    assert_eq!(
        run(&wrong).unwrap(),
        [
            "all cells: asymmetry: expected 1966.999, found 1967 USD million",
            "all cells: parts.indirect: expected nothing, found 1280 USD million",
            "all cells: parts.timing: expected 7, found 0 USD million",
            "all cells: percent.explained: expected 65.2 ± 0.05, found 65.073716319 %",
        ]
    );
}

#[test]
fn an_unknown_key_is_an_error_with_its_line_and_a_near_miss() {
    for (right, wrong) in [
        ("reporter", "reportr"),
        ("consigned", "consignd"),
        ("residual", "resdual"),
        ("explained", "explaned"),
    ] {
        let fault = run(&PHONES.replacen(right, wrong, 1)).unwrap_err();
        assert!(fault.contains(&format!("unknown field `{wrong}`")), "{fault}");
        assert!(fault.contains("at line "), "{fault}");
        assert!(fault.ends_with(&format!("did you mean `{right}`?")), "{fault}");
    }
    let hub = PHONES.replace(
        "consigned = 1280",
        "consigned = [{ vai = \"USA\", value = 1280 }]",
    );
    assert!(run(&hub).unwrap_err().ends_with("did you mean `via`?"));
    let fault = run(&PHONES.replace("indirect =", "indirekt =")).unwrap_err();
    assert_eq!(fault, "parts.indirekt is no cause; did you mean `indirect`?");
    let fault = run(&format!("kind = \"comparater\"\n{PHONES}")).unwrap_err();
    assert_eq!(
        fault,
        "kind `comparater` is not known; did you mean `comparator`?"
    );
}

#[test]
fn a_case_that_expects_nothing_or_contradicts_itself_is_refused() {
    let (given, expected) = PHONES.split_once("[[expect]]").unwrap();
    for (text, fault) in [
        (format!("{given}[[expect]]\nperiod = 2016"), "expects no figure"),
        (format!("expect = []{given}"), "expects no figure"),
        (
            PHONES.replace("[[expect]]", "[[expect]]\nperiod = 2017"),
            "no cell is of 2017",
        ),
        (
            PHONES.replace("export = 1362", "import_fob = 5\nfreight = 4"),
            "both `freight` and `import_fob`",
        ),
        (
            PHONES.replace("export = 1362", "re_exports = 4"),
            "`re_exports` without `export`",
        ),
        (
            PHONES.replace("within = 0.05", "within = 0.06"),
            "half the last printed digit",
        ),
        (PHONES.replace("USD million", "USD zillion"), "unit"),
    ] {
        let found = run(&text);
        assert!(
            found.as_ref().is_err_and(|found| found.contains(fault)),
            "{fault}: {found:?} {expected}"
        );
    }
}
