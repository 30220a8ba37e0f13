//! Writes every specimen in every standard that can carry it into a folder, for other judges.
//!
//!     entente-conformance FOLDER
//!
//! Files lie in `FOLDER/data/STANDARD` and `FOLDER/structure/STANDARD`. What is left there from
//! before is not taken away.

use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use entente_conformance::lists::not_run;
use entente_conformance::outcome::{Outcome, outcomes};
use entente_conformance::specimen::{Kind, Specimen, authors, below, own, root};
use entente_conformance::structures;
use sdmx::model::Structures;
use sdmx::{Family, Standard};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("a folder is expected")?;
    let folder = PathBuf::from(folder);
    let structure = fs::read(root().join("conformance/specimens/structure.xml"))?;
    let structure = structures::read(&structure, None).map_err(|faults| format!("{faults:?}"))?;
    let mut count = 0;
    for specimens in own() {
        for specimen in below(&specimens)? {
            count += write(&folder, &specimen, Some(&structure.structures))?;
        }
    }
    match authors() {
        Some(specimens) => count += write_authors(&folder, &below(&specimens)?)?,
        None => writeln!(io::stderr(), "specimens of the authors are not at hand")?,
    }
    Ok(writeln!(io::stderr(), "{count} messages written")?)
}

fn write_authors(folder: &Path, specimens: &[Specimen]) -> Result<usize, Box<dyn Error>> {
    let (not_run, mut count) = (not_run()?, 0);
    for specimen in specimens {
        let is_run = !not_run.iter().any(|entry| entry.file == specimen.name);
        if is_run && specimen.kind() != Kind::Table {
            let named = |other: &&Specimen| Some(other.name.as_str()) == specimen.structure();
            let known = specimens.iter().find(named);
            let known = known.and_then(|known| structures::read(&known.bytes, None).ok());
            count += write(folder, specimen, known.as_ref().map(|known| &known.structures))?;
        }
    }
    Ok(count)
}

/// Writes a specimen in every standard; how many files there are of it.
fn write(folder: &Path, specimen: &Specimen, known: Option<&Structures>) -> io::Result<usize> {
    let kind = match specimen.kind() {
        Kind::Table => return Ok(0),
        Kind::Data => "data",
        Kind::Structure => "structure",
    };
    let mut count = 0;
    for (standard, outcome) in outcomes(specimen, known).standards {
        let Outcome::Equal(bytes) = outcome else {
            continue;
        };
        let folder = folder.join(kind).join(slug(standard));
        fs::create_dir_all(&folder)?;
        let name = specimen.name.replace(['/', ' '], "-");
        fs::write(folder.join(format!("{name}.{}", ending(standard))), bytes)?;
        count += 1;
    }
    Ok(count)
}

fn slug(standard: Standard) -> String {
    standard.to_string().to_lowercase().replace(' ', "-")
}

const fn ending(standard: Standard) -> &'static str {
    match standard.family() {
        Family::Csv => "csv",
        Family::Json => "json",
        Family::Ml => "xml",
    }
}
