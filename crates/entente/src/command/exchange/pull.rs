//! `entente pull`: what is new of the partner's, verified, kept, signed for, landed and answered.

use std::path::Path;

use entente_exchange::annex::Annex;
use entente_exchange::key::SecretKey;
use entente_exchange::mirror::{Pull, Rotted};
use entente_exchange::pair::{Exchanged, Pair};
use serde::Serialize;

use super::show::plain;
use crate::args::{Brief, Output};
use crate::exchange::{Desk, Due, KeyUse, Landed, land_all};
use crate::failure::{Done, Failure};
use crate::print;

#[derive(Debug, Default, Serialize)]
struct Told {
    entries_before: u64,
    entries: u64,
    bytes: u64,
    partner_keeps: Option<u64>,
    own_entries: u64,
    warnings: Vec<String>,
    rotted: Vec<Lost>,
    releases: Vec<Became>,
    /// What of the books counts no more, or again.
    turned: Vec<Turned>,
}

#[derive(Debug, Default, Serialize)]
struct Turned {
    entry: u64,
    dataflow: String,
    period: String,
    revision: u64,
    counts: bool,
}

/// An object that had rotted here.
#[derive(Debug, Default, Serialize)]
struct Lost {
    file: String,
    /// Where the rotten bytes lie.
    aside: Option<String>,
    /// Why it could not be fetched again.
    code: Option<&'static str>,
    found: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Became {
    entry: u64,
    dataflow: String,
    period: String,
    revision: u64,
    valid: bool,
    /// Whether it counts in the books: not where it was withdrawn with a later one.
    counts: bool,
    code: Option<&'static str>,
    found: Option<String>,
}

pub(super) fn run(home: Option<&Path>, from: Option<&str>, output: Brief) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let mut pair = desk.pair()?;
    let annex = desk.annex(&pair)?;
    let mut way = desk.way(from)?;
    let key = desk.key(KeyUse::Mirror, pair.outbox.history())?;
    let with = with(&pair, annex.as_ref(), &key);
    let exchanged = pair.exchange(way.as_mut(), with)?;
    let (landed, due) = land_all(&desk, &mut pair, annex.as_ref())?;
    let told = told(&exchanged, (&landed, &due), pair.outbox.history().size());
    match output {
        Brief::Json => print::rows(std::slice::from_ref(&told), Output::Json)?,
        Brief::Text => print::text(&words(&desk.parties.partner, &told))?,
    }
    let rejected = landed.iter().any(|one| one.refusal.is_some());
    Ok(if rejected { Done::WithRejects } else { Done::Wholly })
}

/// What a pull of now is made with.
pub(super) fn with<'k>(pair: &Pair<'_>, annex: Option<&Annex>, key: &'k SecretKey) -> Pull<'k> {
    Pull {
        bounds: annex.map(Annex::bounds).unwrap_or_default(),
        annex: pair.outbox.history().annex(),
        now: Desk::now(),
        key,
    }
}

fn told(exchanged: &Exchanged, (landed, due): (&[Landed], &[Due]), own_entries: u64) -> Told {
    let became = |one: &Landed| Became {
        entry: one.seq,
        dataflow: one.dataflow.clone(),
        period: one.period.clone(),
        revision: one.revision,
        valid: one.refusal.is_none(),
        counts: one.counts,
        code: one.refusal.as_ref().map(|refusal| refusal.reason.code()),
        found: one.refusal.as_ref().map(|refusal| refusal.found.clone()),
    };
    Told {
        entries_before: exchanged.pulled.known,
        entries: exchanged.pulled.size,
        bytes: exchanged.pulled.bytes,
        partner_keeps: exchanged.stored,
        own_entries,
        warnings: exchanged
            .receipt_refused
            .iter()
            .map(ToString::to_string)
            .collect(),
        rotted: exchanged.pulled.rotted.iter().map(lost).collect(),
        releases: landed.iter().map(became).collect(),
        turned: due.iter().map(turned).collect(),
    }
}

fn lost(rotted: &Rotted) -> Lost {
    Lost {
        file: rotted.path.clone(),
        aside: rotted.aside.clone(),
        code: rotted.refused.as_ref().map(|refusal| refusal.reason.code()),
        found: rotted.refused.as_ref().map(|refusal| refusal.found.clone()),
    }
}

fn turned(due: &Due) -> Turned {
    let Due { release, turn } = due;
    Turned {
        entry: release.seq,
        dataflow: release.dataflow.clone(),
        period: release.period.clone(),
        revision: release.revision,
        counts: turn.counts,
    }
}

fn words(partner: &str, told: &Told) -> String {
    let new = told.entries - told.entries_before;
    let entries = if new == 1 { "entry" } else { "entries" };
    let mut text = match new {
        0 => format!("nothing new of {partner}: {} entries\n", told.entries),
        _ => format!(
            "{new} new {entries} of {partner}, {} bytes of objects; {} in all\n",
            told.bytes, told.entries
        ),
    };
    text += &told.rotted.iter().map(rot).collect::<String>();
    for one in &told.releases {
        let what = format!(
            "{}/{} revision {}",
            plain(&one.dataflow),
            plain(&one.period),
            one.revision
        );
        text += &match (&one.code, &one.found) {
            (Some(code), found) => {
                let found = plain(found.as_deref().unwrap_or_default());
                format!("  {what}: rejected, {code}: {found}\n")
            }
            _ if one.counts => format!("  {what}: valid, in the books\n"),
            _ => format!("  {what}: valid, and counts no more\n"),
        };
    }
    text += &told.turned.iter().map(standing).collect::<String>();
    text += &match told.partner_keeps {
        None => format!("{partner} has not said that it keeps anything of this side's log\n"),
        Some(kept) => format!(
            "{partner} keeps {kept} of this side's {} entries\n",
            told.own_entries
        ),
    };
    for warning in &told.warnings {
        text += &format!(
            "warning: the receipt of {partner} is not taken: {}\n",
            plain(warning)
        );
    }
    text
}

/// What had rotted, in a line.
fn rot(lost: &Lost) -> String {
    let Lost { file, aside, .. } = lost;
    match (aside, lost.code, &lost.found) {
        (Some(aside), ..) => {
            format!("{file} was rotten and is fetched again; the rotten bytes are in {aside}\n")
        }
        (_, Some(code), Some(found)) => {
            let found = plain(found);
            format!("warning: {file} is rotten, and cannot be fetched this way: {code}: {found}\n")
        }
        _ => format!("{file} was gone and is fetched again\n"),
    }
}

/// What counts no more or again, in a line.
fn standing(one: &Turned) -> String {
    let (name, revision) = (plain(&format!("{}/{}", one.dataflow, one.period)), one.revision);
    let turned = if one.counts {
        "counts again, back in the books"
    } else {
        "counts no more, out of the books"
    };
    format!("  {name} revision {revision}: {turned}\n")
}
