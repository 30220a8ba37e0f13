//! `entente release` and `entente withdraw`: this side's own records, for the partner.

use std::path::Path;

use entente_exchange::digest::Digest;
use entente_exchange::entry::{Action, Body, Object, Release};
use entente_exchange::history::{History, Key};
use serde::Serialize;

use super::show::{moment, named};
use crate::args::{Brief, Output, ReleaseArgs, WithdrawArgs};
use crate::exchange::{Desk, KeyUse, Payload, Portion, dataset, structure, waiting};
use crate::failure::{Done, Failure};
use crate::print;

#[derive(Debug, Default, Serialize)]
struct Told {
    entry: Option<u64>,
    dataflow: String,
    period: String,
    revision: u64,
    rows: u64,
    bytes: usize,
    sha256: String,
    /// Until when it waits, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    embargo: Option<String>,
    held: bool,
    released: bool,
}

pub(super) fn run(home: Option<&Path>, args: &ReleaseArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let (mut pair, annex) = desk.agreed()?;
    let (urn, message) = structure()?;
    annex.check(&args.dataflow, &urn)?;
    let settings = desk.home.settings();
    let portion = Portion {
        dataset: dataset(&args.dataflow)?,
        reporter: settings.side.area,
        partner: settings.partner.area,
        period: args.period,
    };
    let payload = Payload::of(&desk.home.book()?, portion)?;
    if payload.rows == 0 {
        let (side, partner) = (&desk.parties.side, &desk.parties.partner);
        let found = format!(
            "found no record of {side} with {partner} of {} in {}",
            args.period, args.dataflow
        );
        return Err(Failure::of(found).hint("import the figures first, or name another dataflow or period"));
    }
    let key = (args.dataflow.clone(), args.period.to_string());
    let Some(release) = next(pair.outbox.history(), &key, &payload, (&urn, &message), args)? else {
        print::text(&format!(
            "nothing new: {}/{} stands as it was released\n",
            key.0, key.1
        ))?;
        return Ok(Done::Wholly);
    };
    let mut told = Told {
        dataflow: key.0,
        period: key.1,
        revision: release.revision,
        rows: release.rows,
        bytes: payload.bytes.len(),
        sha256: release.objects[0].sha256.to_string(),
        embargo: release.embargo.map(moment),
        ..Told::default()
    };
    if !args.dry_run {
        let signing = desk.key(KeyUse::Log, pair.outbox.history())?;
        if release.embargo.is_some() {
            waiting::hold(&desk, &mut pair, release, &payload.bytes, &message)?;
            told.held = true;
        } else {
            pair.outbox
                .release(release, &payload.bytes, &message, Desk::now(), &signing)?;
            (told.released, told.entry) = (true, Some(pair.outbox.history().size() - 1));
        }
    }
    show(&told, args)
}

/// The release that follows; `None` where it would say the same once more.
fn next(
    history: &History,
    key: &Key,
    payload: &Payload,
    (urn, message): (&str, &[u8]),
    args: &ReleaseArgs,
) -> Result<Option<Release>, Failure> {
    if let Some(over) = args.embargo.filter(|time| *time <= Desk::now()) {
        let found = format!("found an embargo until {} UTC, which is over", moment(over));
        return Err(Failure::usage(found).hint("leave --embargo out to release it now"));
    }
    let object = Object::of("data.csv", &payload.bytes);
    let before = history.revisions(key).iter().rfind(|one| one.fault.is_none());
    if let Some(last) = before {
        let same = last
            .release
            .objects
            .first()
            .is_some_and(|other| other.sha256 == object.sha256);
        if same && last.withdrawn_by.is_none() {
            return Ok(None);
        }
        if !args.revise {
            let message = format!(
                "{}/{} is released already, as entry {}",
                key.0, key.1, last.place.seq
            );
            return Err(Failure::usage(message).hint("take its place with --revise"));
        }
    }
    let (revision, supersedes) = history.following(key);
    Ok(Some(Release {
        dataflow: key.0.clone(),
        period: key.1.clone(),
        revision,
        supersedes,
        action: Action::Replace,
        objects: vec![object],
        rows: payload.rows,
        totals: payload.totals.clone(),
        structure: urn.to_owned(),
        structure_sha256: Digest::of(message),
        state_sha256: None,
        disclosure: None,
        embargo: args.embargo,
    }))
}

fn show(told: &Told, args: &ReleaseArgs) -> Result<Done, Failure> {
    if args.output == Brief::Json {
        print::rows(std::slice::from_ref(told), Output::Json)?;
        return Ok(Done::Wholly);
    }
    let done = match (told.entry, &told.embargo) {
        (Some(entry), _) => format!("released as entry {entry}"),
        (None, Some(time)) if told.held => format!("waits until {time} UTC"),
        (None, Some(time)) => format!("would wait until {time} UTC"),
        (None, None) => "would be released".to_owned(),
    };
    print::text(&format!(
        "{}/{} revision {}: {} rows, {} bytes, {done}\n  sha256 {}\n",
        told.dataflow, told.period, told.revision, told.rows, told.bytes, told.sha256
    ))?;
    Ok(Done::Wholly)
}

pub(super) fn withdraw(home: Option<&Path>, args: &WithdrawArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let mut pair = desk.pair()?;
    let revision = named(pair.outbox.history(), &args.release)?;
    if let Some(by) = revision.withdrawn_by {
        return Err(Failure::of(format!(
            "entry {} is withdrawn already, by entry {by}",
            revision.place.seq
        )));
    }
    let (of, release) = (revision.place, &revision.release);
    let what = format!(
        "{}/{} revision {}",
        release.dataflow, release.period, release.revision
    );
    let reason = args.reason.clone();
    pair.outbox.say(
        vec![Body::Withdraw { of, reason }],
        Desk::now(),
        &desk.key(KeyUse::Log, pair.outbox.history())?,
    )?;
    print::text(&format!("{what} is withdrawn; its bytes stay\n"))?;
    Ok(Done::Wholly)
}
