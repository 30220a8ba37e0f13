//! Writes proof packs of made histories, half of them spoiled, and what the verifier of this crate
//! says of each, so that another verifier can be held against it.
//!
//!     packs FOLDER COUNT SEED
//!
//! Prints a line a pack: its file, both fingerprints, and `holds` or the code of the refusal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "made histories of the tests"
)]

use std::error::Error;
use std::fs;
use std::io::{Write, stdout};
use std::path::Path;

#[path = "../tests/exchange/packs.rs"]
mod packs;
#[path = "../tests/exchange/scene.rs"]
mod scene;
#[path = "../tests/exchange/sim_disk.rs"]
mod sim_disk;
#[path = "../tests/exchange/two.rs"]
mod two;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count, seed] = arguments.as_slice() else {
        return Err("expected: packs FOLDER COUNT SEED".into());
    };
    let (count, seed): (u64, u64) = (count.parse()?, seed.parse()?);
    fs::create_dir_all(folder)?;
    let mut out = stdout().lock();
    for at in seed..seed + count {
        let made = packs::spoiled(at);
        let path = Path::new(folder).join(format!("{at}.json"));
        fs::write(&path, &made.bytes)?;
        let said = match made.judged() {
            Ok(()) => "holds",
            Err(refusal) => refusal.reason.code(),
        };
        writeln!(out, "{} {} {} {said}", path.display(), made.roots, made.partner)?;
    }
    Ok(())
}
