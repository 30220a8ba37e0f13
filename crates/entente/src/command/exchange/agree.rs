//! `entente agree`: the annex, in this side's log.

use std::fs;
use std::path::Path;

use entente_exchange::annex::Annex;
use entente_exchange::digest::Digest;
use entente_exchange::entry::{Body, Object};

use crate::args::AgreeArgs;
use crate::exchange::{Desk, KeyUse, dataset};
use crate::failure::{Done, Failure};
use crate::print;

pub(super) fn run(home: Option<&Path>, args: &AgreeArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let named = |error| Failure::of(format!("cannot read {}: {error}", args.annex.display()));
    let bytes = fs::read(&args.annex).map_err(named)?;
    let annex = Annex::read(&bytes, &desk.parties.side, &desk.parties.partner)?;
    let mut pair = desk.pair()?;
    let digest = Digest::of(&bytes);
    let flows: Vec<&str> = annex.dataflows.iter().map(|one| one.id.as_str()).collect();
    let what = format!("the annex {digest}: {}", flows.join(", "));
    for unknown in flows.iter().filter_map(|flow| dataset(flow).err()) {
        print::note(&format!(
            "warning: {}; nothing of it can be released or landed here",
            unknown.message()
        ));
    }
    if args.dry_run {
        print::text(&format!("would agree to {what}\n"))?;
        return Ok(Done::Wholly);
    }
    // Also where it was agreed to before: what rotted of it is made good.
    pair.outbox.shelf().keep(&bytes)?;
    if pair.outbox.history().annex() == Some(digest) {
        print::text(&format!("agreed before to {what}\n"))?;
    } else {
        let object = Object::of("annex.toml", &bytes);
        pair.outbox.say(
            vec![Body::Agreement { annex: object }],
            Desk::now(),
            &desk.key(KeyUse::Log, pair.outbox.history())?,
        )?;
        print::text(&format!("agreed to {what}\n"))?;
    }
    let partner = &desk.parties.partner;
    let next = match (pair.agreed(), pair.mirror.history().annex()) {
        (Some(_), _) => format!("{partner} agreed to the same: data can be exchanged"),
        (None, None) => format!("{partner} has not agreed yet, as far as is known here; pull to see"),
        (None, Some(other)) => format!("{partner} agreed to another one, {other}: compare the files"),
    };
    print::text(&format!("{next}\n"))?;
    Ok(Done::Wholly)
}
