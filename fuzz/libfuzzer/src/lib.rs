//! What libFuzzer feeds: a function for each reader of SDMX, held to the promises of `fuzz`.
//!
//! It has none of its own: the promises are the file that `fuzz` and `conformance` take too.

#[path = "../../src/target/sdmx.rs"]
mod promise;

use std::fs;
use std::io;
use std::path::Path;

use promise::Part;

macro_rules! readers {
    ($($name:ident $part:ident),* $(,)?) => {
        $(
            #[doc = concat!("Holds `", stringify!($part), "` to its promises.")]
            ///
            /// # Panics
            /// When one is broken.
            pub fn $name(bytes: &[u8]) {
                hold(Part::$part, bytes);
            }
        )*

        const _: () = assert!(
            Part::ALL.len() == [$(stringify!($name)),*].len(),
            "every reader has a function here",
        );
    };
}

readers! {
    csv_1_0 Csv1_0,
    csv_2_0 Csv2_0,
    csv_2_1 Csv2_1,
    json Json,
    ml_generic MlGeneric,
    ml_specific Ml,
    structure_json StructureJson,
    structure_ml StructureMl,
    query_v1 QueryV1,
    query_v2 QueryV2,
}

#[allow(clippy::panic, reason = "a panic is what libFuzzer takes for a finding")]
fn hold(part: Part, bytes: &[u8]) {
    if let Err(why) = part.check(bytes) {
        panic!("{}: {why}", part.name());
    }
}

/// Writes what each reader begins with into a folder of its name.
///
/// # Errors
/// When a specimen cannot be read, or a file cannot be written.
pub fn corpus(repository: &Path, to: &Path) -> io::Result<()> {
    for part in Part::ALL {
        let folder = to.join(part.name());
        fs::create_dir_all(&folder)?;
        for (number, bytes) in part.specimens(repository)?.iter().enumerate() {
            fs::write(folder.join(format!("specimen-{number:03}")), bytes)?;
        }
    }
    Ok(())
}
