//! Writes what libFuzzer begins with: the specimens of each reader, into the folder that is named.

use std::env;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let wrong = || io::Error::other("found no folder, expected one to write into");
    let to = env::args_os().nth(1).ok_or_else(wrong)?;
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    entente_libfuzzer::corpus(&repository, Path::new(&to))
}
