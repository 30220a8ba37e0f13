//! `entente proof` and `entente verify`: what was released and kept, or told in two ways, for a third
//! party.

use std::fs;
use std::io::Read;
use std::path::Path;

use entente_exchange::digest::Digest;
use entente_exchange::fork::Fork;
use entente_exchange::proof::{LARGEST, Pack};
use serde::Serialize;

use super::show::{moment, named};
use crate::args::{Brief, Output, ProofArgs, VerifyArgs};
use crate::exchange::Desk;
use crate::failure::{Done, Failure};
use crate::print;

pub(super) fn run(home: Option<&Path>, args: &ProofArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let pair = desk.pair()?;
    let seq = named(pair.outbox.history(), &args.release)?.place.seq;
    let pack = Pack::of(&pair, seq)?;
    let bytes = pack.bytes()?;
    fs::write(&args.out, &bytes)
        .map_err(|error| Failure::of(format!("cannot write {}: {error}", args.out.display())))?;
    let kept = match &pack.partner {
        Some(_) => format!("with the word of {} that it keeps it", desk.parties.partner),
        None => format!(
            "without a receipt: {} has not said that it keeps it",
            desk.parties.partner
        ),
    };
    print::text(&format!(
        "{}: entry {seq}, {} bytes, {kept}\n",
        args.out.display(),
        bytes.len()
    ))?;
    Ok(Done::Wholly)
}

#[derive(Debug, Default, Serialize)]
struct Told {
    origin: String,
    recipient: String,
    entry: u64,
    r#type: &'static str,
    signed_at: u64,
    kept_at: Option<u64>,
}

pub(super) fn verify(args: &VerifyArgs) -> Result<Done, Failure> {
    let unread = |error| Failure::of(format!("cannot read {}: {error}", args.pack.display()));
    let file = fs::File::open(&args.pack).map_err(unread)?;
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unread)?;
    if Fork::is_one(&bytes) {
        return broken(&bytes, args.roots, args.output);
    }
    let proven = Pack::verify(&bytes, args.roots, args.partner)
        .map_err(|refusal| Failure::of(&refusal).hint(refusal.reason.advice()))?;
    let told = Told {
        origin: proven.entry.origin.clone(),
        recipient: proven.entry.recipient.clone(),
        entry: proven.entry.seq,
        r#type: proven.entry.body.kind(),
        signed_at: proven.signed_at,
        kept_at: proven.kept_at,
    };
    if args.output == Brief::Json {
        print::rows(std::slice::from_ref(&told), Output::Json)?;
        return Ok(Done::Wholly);
    }
    let kept = match told.kept_at {
        Some(time) => format!(
            "{} says that it keeps it, as of {} UTC",
            told.recipient,
            moment(time)
        ),
        None => format!("no word of {} that it keeps it", told.recipient),
    };
    print::text(&format!(
        "it holds: {} {} of {}, signed for on {} UTC\n{kept}\n",
        told.r#type,
        told.entry,
        told.origin,
        moment(told.signed_at)
    ))?;
    Ok(Done::Wholly)
}

/// A log that was told in two ways.
#[derive(Debug, Default, Serialize)]
struct Broken {
    origin: String,
    kept_entries: u64,
    kept_signed_at: u64,
    found_entries: u64,
    found_signed_at: u64,
}

fn broken(bytes: &[u8], roots: Digest, output: Brief) -> Result<Done, Failure> {
    let broken = Fork::verify(bytes, roots);
    let broken = broken.map_err(|refusal| Failure::of(&refusal).hint(refusal.reason.advice()))?;
    let told = Broken {
        origin: broken.origin,
        kept_entries: broken.kept.0,
        kept_signed_at: broken.kept.1,
        found_entries: broken.found.0,
        found_signed_at: broken.found.1,
    };
    if output == Brief::Json {
        print::rows(std::slice::from_ref(&told), Output::Json)?;
        return Ok(Done::Wholly);
    }
    print::text(&format!(
        "it holds: {} was told in two ways, of {} entries as signed on {} UTC and of {} as signed on {} UTC\n",
        told.origin,
        told.kept_entries,
        moment(told.kept_signed_at),
        told.found_entries,
        moment(told.found_signed_at)
    ))?;
    Ok(Done::Wholly)
}
