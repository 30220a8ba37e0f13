//! Where specimens lie, what kind of message each is, and which structure describes it.
//!
//! A message is judged by its beginning, not by its name.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a specimen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A data message.
    Data,
    /// A structure message.
    Structure,
    /// A table printed of a data message.
    Table,
}

/// A specimen.
#[derive(Clone, Debug)]
pub struct Specimen {
    /// Its path below the folder of specimens, with `/`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Specimen {
    /// What it is.
    pub fn kind(&self) -> Kind {
        let ends = |suffix: &str| self.name.ends_with(suffix);
        let head = String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(4096)]).into_owned();
        let is_data = match () {
            () if ends(".csv") => true,
            () if ends(".json") => String::from_utf8_lossy(&self.bytes).contains("\"dataSets\""),
            () => ["GenericData", "SpecificData", "TimeSeriesData"]
                .iter()
                .any(|root| head.contains(root)),
        };
        match is_data {
            _ if ends(".txt") => Kind::Table,
            true => Kind::Data,
            false => Kind::Structure,
        }
    }

    /// Whether it says by the names of its components what they are for. One example is of three
    /// structures at once, which have different ones.
    pub fn names_components(&self) -> bool {
        self.name.starts_with("sdmx-test-data/v3/csv/") && !self.name.ends_with("-09B.csv")
    }

    /// The specimen that describes its structure, among those of the standard's authors.
    pub fn structure(&self) -> Option<&'static str> {
        STRUCTURES
            .iter()
            .find(|(start, _)| self.name.starts_with(start))
            .map(|(_, structure)| *structure)
    }
}

/// Which structure belongs to data whose path begins so.
const STRUCTURES: [(&str, &str); 6] = [
    (
        "sdmx-test-data/ECB_EXR/ng-",
        "sdmx-test-data/ECB_EXR/ng-structure-full.xml",
    ),
    (
        "sdmx-test-data/ECB_EXR/rg-",
        "sdmx-test-data/ECB_EXR/rg-structure-full.xml",
    ),
    (
        "sdmx-test-data/ECB_EXR/1/",
        "sdmx-test-data/ECB_EXR/1/structure-full.xml",
    ),
    (
        "sdmx-test-data/v21/xml/demography/",
        "sdmx-test-data/v21/xml/demography/demography.xml",
    ),
    (
        "sdmx-ml/samples/Data - Complex",
        "sdmx-ml/samples/Data - Complex Data Attributes/ECB_EXR_CA_DSD.xml",
    ),
    (
        "sdmx-ml/samples/Data - Simple",
        "sdmx-ml/samples/Data Structure Definition/ECB_EXR.xml",
    ),
];

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where the specimens of the standard's authors lie; none where they are not at hand. The
/// variable `ENTENTE_SPECIMENS` names another folder than the one beside the repository.
pub fn authors() -> Option<PathBuf> {
    let folder = match env::var_os("ENTENTE_SPECIMENS") {
        Some(folder) => PathBuf::from(folder),
        None => root().join("../shared/sdmx"),
    };
    folder.is_dir().then_some(folder)
}

/// The folders of our own specimens. Those of data that the crate `sdmx` keeps for its tests are of
/// no structure that is written down, and are left to it.
pub fn own() -> [PathBuf; 2] {
    [
        root().join("conformance/specimens"),
        root().join("crates/sdmx/tests/specimens/structure"),
    ]
}

/// All files below a folder, sorted by name; what is expected of them is passed over.
///
/// # Errors
///
/// When a file cannot be read.
pub fn below(folder: &Path) -> io::Result<Vec<Specimen>> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).map_err(io::Error::other)?;
            let name = name.to_string_lossy().replace('\\', "/");
            if ![".expected", ".rows"].iter().any(|ending| name.ends_with(ending)) {
                found.push(Specimen {
                    name,
                    bytes: fs::read(&path)?,
                });
            }
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}
