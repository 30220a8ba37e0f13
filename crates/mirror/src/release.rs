//! A partner's releases in the books: under which names they landed, and which of them count.
//!
//! The books know nothing of logs and keys: whoever lands a release says what its place is.

use crate::store::{Home, Placing, StoreError, counts};

/// How the options of an import name the release it is of.
const OPTION: &str = "release=";

/// The release of a partner that a file is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// A name that no other has: under it it lands once for ever.
    pub name: String,
    /// How it takes its place among those that landed before.
    pub placing: Placing,
}

impl Release {
    /// How the options of its import spell it.
    pub(crate) fn option(&self) -> String {
        format!("{OPTION}{}", self.name)
    }
}

/// The name of the release that the options of an import tell.
pub(crate) fn named(options: &str) -> Option<&str> {
    options.strip_prefix(OPTION)
}

/// A release that landed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landed {
    /// Its name.
    pub name: String,
    /// The import it landed as.
    pub import: u32,
    /// Whether it counts by now.
    pub counts: bool,
}

/// All releases that landed, the oldest first.
///
/// # Errors
/// As [`Home::catalogue`].
pub fn landed(home: &Home) -> Result<Vec<Landed>, StoreError> {
    let catalogue = home.catalogue()?;
    let told = catalogue.standings()?;
    let imports = catalogue.imports()?;
    let landed = imports.iter().filter_map(|import| {
        Some(Landed {
            name: named(&import.options)?.to_owned(),
            import: import.id,
            counts: counts(&told, import.id, None),
        })
    });
    Ok(landed.collect())
}
