//! `entente.toml`: whose home this is.
//!
//! Written once from a template, read by whoever opens the home. It holds what
//! people may want to read or move with the folder, nothing that changes by itself.

use std::fs;
use std::path::Path;

use entente_trade::Area;

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
            StoreError::invalid(&place, error.message(), "TOML as `entente init` writes it")
        })?;
        check_format(&table, &place)?;
        Ok(Self {
            side: party(&table, "side", &place)?,
            partner: party(&table, "partner", &place)?,
        })
    }
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
