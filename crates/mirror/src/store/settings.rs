//! `entente.toml`: whose home this is.
//!
//! Written once from a template, read by whoever opens the home. It holds what
//! people may want to read or move with the folder, nothing that changes by itself.

use std::fs;
use std::path::Path;

use entente_trade::{Area, Areas};

use super::error::StoreError;

/// Name of the file that makes a folder a home.
pub(super) const FILE: &str = "entente.toml";

/// Format of the home this version reads and writes.
const FORMAT: i64 = 1;

/// One of the two states that signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// UN Comtrade code.
    pub area: Area,
    /// ISO 3166-1 alpha-3 code, three capital letters.
    pub alpha3: String,
}

impl Party {
    /// A party; `alpha3` is checked when it is written.
    pub fn new(area: Area, alpha3: &str) -> Self {
        let alpha3 = alpha3.to_owned();
        Self { area, alpha3 }
    }
}

/// Whose home this is, and with whom it keeps the count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The state whose home this is.
    pub side: Party,
    /// The other state.
    pub partner: Party,
}

impl Settings {
    pub(super) fn write(&self, path: &Path) -> Result<(), StoreError> {
        check(&self.side, "side")?;
        check(&self.partner, "partner")?;
        fs::write(path, self.text()).map_err(StoreError::io("write", path))
    }

    fn text(&self) -> String {
        format!(
            "# A home of Entente: one side's count of the trade between two states.\n\
             # The folder may be moved as a whole; `entente doctor` checks it.\n\
             format = {FORMAT}\n\
             \n\
             # The state whose home this is: ISO 3166-1 alpha-3 and UN Comtrade code.\n\
             [side]\nalpha3 = \"{}\"\ncode = {}\n\
             \n\
             # The state with which it compares.\n\
             [partner]\nalpha3 = \"{}\"\ncode = {}\n",
            self.side.alpha3,
            self.side.area.code(),
            self.partner.alpha3,
            self.partner.area.code(),
        )
    }

    pub(super) fn read(path: &Path) -> Result<Self, StoreError> {
        let text = fs::read_to_string(path).map_err(StoreError::io("read", path))?;
        let place = path.display().to_string();
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
            let place = format!("{place}, line {line}");
            StoreError::invalid(place, error.message(), "TOML as `entente init` writes it")
        })?;
        check_format(&table, &place)?;
        Ok(Self {
            side: party(&table, "side", &place)?,
            partner: party(&table, "partner", &place)?,
        })
    }
}

/// What cannot be meant although it can be read: letters of one area beside the number of
/// another, or one state as both sides.
pub(super) fn examine(path: &Path) -> Vec<String> {
    let Ok((text, settings)) = fs::read_to_string(path).and_then(|text| {
        let settings = Settings::read(path).map_err(std::io::Error::other)?;
        Ok((text, settings))
    }) else {
        return Vec::new();
    };
    let parties = [("side", &settings.side), ("partner", &settings.partner)];
    let mut doubts: Vec<String> = parties
        .iter()
        .filter_map(|(name, party)| disagreement(&text, name, party))
        .collect();
    if settings.side.area == settings.partner.area {
        let line = line_of(&text, "partner", "code");
        let (code, expected) = (settings.partner.area.code(), "another state than the side");
        doubts.push(format!(
            "line {line}, partner.code: found {code}, expected {expected}"
        ));
    }
    doubts
}

fn disagreement(text: &str, name: &str, party: &Party) -> Option<String> {
    let entry = Areas::standard().entry(party.area);
    let (code, letters) = (party.area.code(), &party.alpha3);
    let expected = match entry {
        Some(entry) if entry.alpha3 == Some(letters) => return None,
        Some(entry) => format!("the letters of {}", entry.label()),
        None => "the number of an area".to_owned(),
    };
    let line = line_of(text, name, "code");
    Some(format!(
        "line {line}, {name}: found code {code} with letters {letters:?}, expected {expected}"
    ))
}

/// The line of a key in a table of the file, from 1.
fn line_of(text: &str, table: &str, key: &str) -> usize {
    let mut within = false;
    let stands = |line: &str| {
        let line = line.trim();
        if line.starts_with('[') {
            within = line == format!("[{table}]");
        }
        within && line.split('=').next().is_some_and(|name| name.trim() == key)
    };
    text.lines().position(stands).map_or(1, |at| at + 1)
}

fn check(party: &Party, name: &str) -> Result<(), StoreError> {
    if is_alpha3(&party.alpha3) {
        return Ok(());
    }
    Err(StoreError::invalid(name, format!("{:?}", party.alpha3), ALPHA3))
}

const ALPHA3: &str = "three capital letters";

fn is_alpha3(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn check_format(table: &toml::Table, place: &str) -> Result<(), StoreError> {
    match table.get("format") {
        Some(toml::Value::Integer(FORMAT)) => Ok(()),
        found => Err(StoreError::invalid(format!("{place}, format"), shown(found), "1")),
    }
}

fn party(table: &toml::Table, name: &str, place: &str) -> Result<Party, StoreError> {
    let field = |field: &str| table.get(name).and_then(|party| party.get(field));
    let alpha3 = field("alpha3")
        .and_then(toml::Value::as_str)
        .filter(|text| is_alpha3(text));
    let code = field("code")
        .and_then(toml::Value::as_integer)
        .and_then(|code| u16::try_from(code).ok());
    let wrong =
        |of: &str, expected| StoreError::invalid(format!("{place}, {name}.{of}"), shown(field(of)), expected);
    Ok(Party {
        alpha3: alpha3.ok_or_else(|| wrong("alpha3", ALPHA3))?.to_owned(),
        area: Area::from_code(code.ok_or_else(|| wrong("code", "a number from 0 to 65535"))?),
    })
}

fn shown(value: Option<&toml::Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), toml::Value::to_string)
}
