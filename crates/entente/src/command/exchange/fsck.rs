//! `entente fsck`: every byte of the exchange, held against what it has to be.

use std::path::Path;

use entente_exchange::fsck::{self, Rot};
use serde::Serialize;

use super::show::plain;
use crate::args::{Brief, FsckArgs, Output};
use crate::exchange::{Desk, Due, due};
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
    let rotten = checked.rotten.into_iter();
    let mut told: Vec<Told> = rotten
        .map(|Rot { path, found }| Told { file: path, found })
        .collect();
    if told.is_empty() && partner.is_some() {
        told = books(&desk);
    }
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

/// What of the partner's releases the books do not have as its log does, where both logs are sound.
fn books(desk: &Desk) -> Vec<Told> {
    let due = desk.pair().and_then(|pair| due(desk, &pair));
    let found = match &due {
        Ok(due) => due
            .iter()
            .map(|one| differs(&desk.parties.partner, one))
            .collect(),
        Err(failure) => vec![failure.message().to_owned()],
    };
    let file = || "ledger.db".to_owned();
    found
        .into_iter()
        .map(|found| Told { file: file(), found })
        .collect()
}

fn differs(partner: &str, Due { release, turn }: &Due) -> String {
    let words = |counts: bool| if counts { "counts" } else { "counts no more" };
    let (found, expected) = (words(!turn.counts), words(turn.counts));
    let (flow, period) = (plain(&release.dataflow), plain(&release.period));
    format!(
        "import {} {found}, expected that it {expected} as entry {} of {partner}, {flow}/{period} revision {}; \
         `entente pull` sees to it",
        turn.import, release.seq, release.revision
    )
}
