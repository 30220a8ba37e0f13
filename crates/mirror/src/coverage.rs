//! How a side reports, as a file says: `coverage/KAZ.toml` in a home.
//!
//! Thresholds, goods left out and the margin a side's own table states change
//! what a difference means. The format is documented in `docs/formats.md`.

use entente_trade::{Area, AreaError, Areas, Commodity, Money, near};

use crate::explain::{Habits, Rate, Recoding};

/// What a coverage file says of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The side.
    pub area: Area,
    /// Cells below this are not recorded, in United States dollars per cell and period.
    pub threshold: Option<Money>,
    /// Commodities left out by methodology.
    pub excludes: Vec<Commodity>,
    /// Margin for freight and insurance of the side's own table, for its imports.
    pub cif_margin: Option<Rate>,
    /// Whether imports are valued FOB.
    pub imports_fob: bool,
    /// What counts for how much when goods are looked for under two of the side's codes.
    pub recoding: Recoding,
}

/// Why a coverage file cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub enum CoverageError {
    /// Not TOML, or a key that is not known.
    Syntax {
        /// Line of the file, from 1.
        line: usize,
        /// The line as found.
        found: String,
        /// What is wrong with it, and what was expected.
        message: String,
    },
    /// The area is not one.
    Area {
        /// Line of the file, from 1.
        line: usize,
        /// Why not.
        error: AreaError,
    },
    /// A value that is not what its key needs.
    Value {
        /// Line of the file, from 1.
        line: usize,
        /// The key.
        key: &'static str,
        /// The text found.
        found: String,
        /// What it ought to be.
        expected: &'static str,
    },
}

impl std::fmt::Display for CoverageError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax { line, found, message } => {
                write!(out, "line {line}: found {found:?}: {message}")
            }
            Self::Area { line, error } => write!(out, "line {line}, area: {error}"),
            Self::Value {
                line,
                key,
                found,
                expected,
            } => write!(out, "line {line}, {key}: found {found:?}, expected {expected}"),
        }
    }
}

impl std::error::Error for CoverageError {}

/// The file as written.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    area: AreaText,
    threshold: Option<Amount>,
    #[serde(default = "usd")]
    currency: String,
    #[serde(default)]
    excludes: Vec<String>,
    cif_margin: Option<String>,
    #[serde(default)]
    imports_fob: bool,
    #[serde(default)]
    recoding: RecodingFile,
}

/// The costs of a move as written, those left out as they come with the program.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RecodingFile {
    heading: Option<String>,
    unit_value: Option<String>,
    time: Option<String>,
}

impl RecodingFile {
    fn read(&self) -> Result<Recoding, CoverageError> {
        let usual = Recoding::default();
        let cost = |key, text: &Option<String>, usual| match text {
            Some(text) => fraction(key, text),
            None => Ok(usual),
        };
        Ok(Recoding {
            heading: cost("heading", &self.heading, usual.heading)?,
            unit_value: cost("unit_value", &self.unit_value, usual.unit_value)?,
            time: cost("time", &self.time, usual.time)?,
        })
    }
}

fn usd() -> String {
    "USD".to_owned()
}

/// A whole number, or a decimal as text so that it stays exact.
#[derive(serde::Deserialize)]
#[serde(
    untagged,
    expecting = "expected a whole number, or a decimal in quotes such as \"1000.5\""
)]
enum Amount {
    Whole(u32),
    Text(String),
}

#[derive(serde::Deserialize)]
#[serde(
    untagged,
    expecting = "expected a name or code of the area in quotes, or its number"
)]
enum AreaText {
    Code(u16),
    Name(String),
}

impl File {
    /// The coverage it tells; lines of errors are not known here.
    fn read(&self) -> Result<Coverage, CoverageError> {
        let area = match &self.area {
            AreaText::Code(code) => Areas::standard().resolve_side(&code.to_string()),
            AreaText::Name(name) => Areas::standard().resolve_side(name),
        };
        if self.currency != "USD" {
            return Err(value(
                "currency",
                &self.currency,
                "USD, the currency pairs are compared in",
            ));
        }
        let excludes = self.excludes.iter().map(|code| commodity(code));
        Ok(Coverage {
            area: area.map_err(|error| CoverageError::Area { line: 0, error })?,
            threshold: self.threshold.as_ref().map(threshold).transpose()?,
            excludes: excludes.collect::<Result<_, _>>()?,
            cif_margin: self.cif_margin.as_deref().map(margin).transpose()?,
            imports_fob: self.imports_fob,
            recoding: self.recoding.read()?,
        })
    }
}

impl CoverageError {
    /// The error with the line on which its key stands.
    fn at(mut self, text: &str) -> Self {
        let (place, name) = match &mut self {
            Self::Syntax { .. } => return self,
            Self::Area { line, .. } => (line, "area"),
            Self::Value { line, key, .. } => (line, *key),
        };
        let stands = |line: &str| line.split('=').next().is_some_and(|key| key.trim() == name);
        *place = text.lines().position(stands).map_or(1, |at| at + 1);
        self
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> CoverageError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    CoverageError::Syntax {
        line,
        found: text.lines().nth(line - 1).unwrap_or_default().to_owned(),
        message: format!("{}{}", error.message(), meant(error.message())),
    }
}

/// The key that a key which is not known may have meant: both stand in backticks in the message.
fn meant(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = quoted.next().filter(|_| message.starts_with("unknown field"));
    let near = unknown.and_then(|unknown| near::word(unknown, quoted));
    near.map_or_else(String::new, |near| format!(" (did you mean {near}?)"))
}

impl Coverage {
    /// Reads a coverage file.
    ///
    /// # Errors
    /// [`CoverageError`] naming the key, what was found and what was expected.
    pub fn parse(text: &str) -> Result<Self, CoverageError> {
        let file: File = toml::from_str(text).map_err(|error| syntax(text, &error))?;
        file.read().map_err(|error| error.at(text))
    }

    /// The habits of this side as an exporter.
    pub fn exporter(&self) -> Habits {
        Habits {
            threshold: self.threshold,
            excludes: self.excludes.clone(),
            ..Habits::exporter()
        }
    }

    /// The habits of this side as an importer.
    pub fn importer(&self) -> Habits {
        Habits {
            threshold: self.threshold,
            excludes: self.excludes.clone(),
            stated_margin: self.cif_margin,
            cif: !self.imports_fob,
            recoding: self.recoding,
            ..Habits::importer()
        }
    }
}

fn threshold(amount: &Amount) -> Result<Money, CoverageError> {
    let text = match amount {
        Amount::Whole(units) => return Ok(Money::from_units(i128::from(*units))),
        Amount::Text(text) => text,
    };
    let money = Money::parse(text, 0).ok().filter(|money| *money >= Money::ZERO);
    money.ok_or_else(|| {
        value(
            "threshold",
            text,
            "an amount in whole US dollars such as \"1000\"",
        )
    })
}

fn commodity(text: &str) -> Result<Commodity, CoverageError> {
    Commodity::parse(text).ok_or_else(|| value("excludes", text, "codes of 2, 4 or 6 digits"))
}

fn margin(text: &str) -> Result<Rate, CoverageError> {
    fraction("cif_margin", text).map(Rate::from_ppm)
}

/// Parts per million.
fn fraction(key: &'static str, text: &str) -> Result<i128, CoverageError> {
    let ppm = Money::parse(text, 3).ok().map(Money::thousandths);
    ppm.filter(|ppm| (0..=1_000_000).contains(ppm))
        .ok_or_else(|| value(key, text, "a fraction from 0 to 1 such as \"0.05\""))
}

fn value(key: &'static str, found: &str, expected: &'static str) -> CoverageError {
    CoverageError::Value {
        line: 0,
        key,
        found: found.to_owned(),
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coverage_file_says_how_a_side_reports() {
        let text = "area = \"KAZ\"\nthreshold = \"1000\"\nexcludes = [\"2716\"]\ncif_margin = \"0.05\"\n";
        let habits = Coverage::parse(text).unwrap().importer();
        assert_eq!(habits.threshold, Some(Money::from_units(1_000)));
        assert_eq!(habits.stated_margin, Some(Rate::from_ppm(50_000)));
        assert!(habits.cif && habits.excludes(Commodity::parse("271600").unwrap()));
    }

    #[test]
    fn costs_of_a_move_between_codes_are_read_or_as_usual() {
        let text = "area = \"KAZ\"\n[recoding]\ntime = \"0\"\nheading = \"0.2\"\n";
        let expected = Recoding {
            heading: 200_000,
            time: 0,
            ..Recoding::default()
        };
        assert_eq!(Coverage::parse(text).unwrap().importer().recoding, expected);
        let wrong = Coverage::parse(&text.replace("0.2", "dear"))
            .unwrap_err()
            .to_string();
        assert_eq!(
            wrong,
            "line 4, heading: found \"dear\", expected a fraction from 0 to 1 such as \"0.05\""
        );
    }

    #[test]
    fn a_wrong_value_is_named_with_what_was_expected() {
        let error = |text: &str| Coverage::parse(text).unwrap_err().to_string();
        assert_eq!(
            error("area = 398\nthreshold = \"many\"\n"),
            "line 2, threshold: found \"many\", expected an amount in whole US dollars such as \"1000\""
        );
        assert_eq!(
            error("# Kazakhstan\narea = \"KAZ\"\ntreshold = \"1\"\n"),
            "line 3: found \"treshold = \\\"1\\\"\": unknown field `treshold`, expected one of `area`, `threshold`, \
             `currency`, `excludes`, `cif_margin`, `imports_fob`, `recoding` (did you mean threshold?)"
        );
        assert_eq!(
            error("area = \"KAZ\"\nexclude = [\"2716\"]\n"),
            "line 2: found \"exclude = [\\\"2716\\\"]\": unknown field `exclude`, expected one of `area`, `threshold`, \
             `currency`, `excludes`, `cif_margin`, `imports_fob`, `recoding` (did you mean excludes?)"
        );
        assert_eq!(
            error("area = \"KAZ\"\n[recoding]\nheadings = \"0.1\"\n"),
            "line 3: found \"headings = \\\"0.1\\\"\": unknown field `headings`, expected one of `heading`, `unit_value`, \
             `time` (did you mean heading?)"
        );
        assert_eq!(
            error("area = \"KAZ\"\nxylophone = 1\n"),
            "line 2: found \"xylophone = 1\": unknown field `xylophone`, expected one of `area`, `threshold`, \
             `currency`, `excludes`, `cif_margin`, `imports_fob`, `recoding`"
        );
        assert_eq!(
            error("area = \"KAZ\"\nthreshold = 0.5\n"),
            "line 2: found \"threshold = 0.5\": expected a whole number, or a decimal in quotes such as \"1000.5\""
        );
        assert_eq!(
            error("area = \"European Union\"\n"),
            "line 1, area: expected one state or territory, found European Union (EUR), a group of states, \
             which is no partner"
        );
    }
}
