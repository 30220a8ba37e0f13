//! `entente peer add`: the partner, pinned by the fingerprint in the treaty annex.

use std::path::Path;

use entente_exchange::entry::Entry;
use entente_exchange::history::History;
use entente_exchange::name::Name;
use entente_exchange::note::LONGEST_NOTE;
use entente_exchange::tile::{self, Tile};

use super::show::grouped;
use crate::args::{PeerAddArgs, PeerArgs, PeerCommand};
use crate::exchange::{Desk, Peer};
use crate::failure::{Done, Failure};
use crate::print;

pub(super) fn run(home: Option<&Path>, args: &PeerArgs) -> Result<Done, Failure> {
    let PeerCommand::Add(args) = &args.command;
    add(home, args)
}

fn add(home: Option<&Path>, args: &PeerAddArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    if let Ok(known) = desk.peer()
        && known.fingerprint != args.fingerprint
    {
        let (partner, pinned) = (&desk.parties.partner, grouped(known.fingerprint));
        return Err(Failure::of(format!("{partner} is pinned with the fingerprint {pinned}"))
            .hint("roots follow each other within the log; another fingerprint is another treaty annex, and a new era"));
    }
    let mut address = args.address.clone();
    if !address.starts_with("https://") {
        held_against(&desk, args)?;
        address = std::path::absolute(&address)?.to_string_lossy().into_owned();
    }
    desk.pin(&Peer {
        fingerprint: args.fingerprint,
        address: address.clone(),
    })?;
    print::text(&format!(
        "{} is pinned, at {}\nNext: `entente agree ANNEX`, then `entente pull`\n",
        desk.parties.partner, address
    ))?;
    Ok(Done::Wholly)
}

/// The first entry at the address must be the keys of the fingerprint.
fn held_against(desk: &Desk, args: &PeerAddArgs) -> Result<(), Failure> {
    let mut way = desk.way(Some(&args.address))?;
    let note = way.read(Name::Checkpoint, 0, LONGEST_NOTE as u64)?;
    let note = note.ok_or_else(|| {
        Failure::of(format!("found no outbox at {}", args.address))
            .hint("the partner makes one with `entente keys init`")
    })?;
    let note = entente_exchange::note::Note::parse(&note)?;
    let checkpoint = entente_exchange::checkpoint::Checkpoint::of(&note)?;
    let turned = desk.parties.turned();
    let mut history = History::new(&turned.origin(), &turned.partner, args.fingerprint);
    let Some(first) = Tile::bundles(0..checkpoint.size).next() else {
        return Err(Failure::of(
            "found a log without an entry, expected the partner's keys",
        ));
    };
    let bytes = way.read(Name::Tile(first), 0, 1 << 25)?.unwrap_or_default();
    let entries = tile::unbundle(&bytes, first.width)?;
    let keys = entries.first().copied().unwrap_or_default();
    Entry::read(keys)?;
    Ok(history.admit(keys)?)
}
