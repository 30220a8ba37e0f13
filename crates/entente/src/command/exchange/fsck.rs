//! `entente fsck`: every byte of the exchange, held against what it has to be.

use std::path::Path;

use entente_exchange::fsck::{self, Rot};
use serde::Serialize;

use crate::args::{Brief, FsckArgs, Output};
use crate::exchange::Desk;
use crate::failure::{Done, Failure};
use crate::print;

#[derive(Debug, Default, Serialize)]
struct Told {
    file: String,
    found: String,
}

pub(super) fn run(home: Option<&Path>, args: &FsckArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let partner = desk.peer().ok().map(|peer| peer.fingerprint);
    let checked = fsck::check(&desk.folder, &desk.parties, desk.own_fingerprint()?, partner)?;
    let told: Vec<Told> = checked
        .rotten
        .iter()
        .map(|Rot { path, found }| Told {
            file: path.clone(),
            found: found.clone(),
        })
        .collect();
    if args.output == Brief::Json {
        print::rows(&told, Output::Json)?;
    } else {
        for one in &told {
            print::text(&format!("{}: {}\n", one.file, one.found))?;
        }
        print::text(&format!(
            "{} files checked, {} rotten\n",
            checked.files,
            told.len()
        ))?;
    }
    Ok(if told.is_empty() {
        Done::Wholly
    } else {
        Done::WithComplaints
    })
}
