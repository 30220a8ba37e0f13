//! `entente pull`: what is new of the partner's, verified, kept, signed for, landed and answered.

use std::path::Path;

use entente_exchange::annex::Annex;
use entente_exchange::key::SecretKey;
use entente_exchange::mirror::Pull;
use entente_exchange::pair::{Exchanged, Pair};
use serde::Serialize;

use super::show::plain;
use crate::args::{Brief, Output};
use crate::exchange::{Desk, KeyUse, Landed, land_all};
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
    releases: Vec<Became>,
}

#[derive(Debug, Default, Serialize)]
struct Became {
    entry: u64,
    dataflow: String,
    period: String,
    revision: u64,
    valid: bool,
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
    let landed = land_all(&desk, &mut pair, annex.as_ref())?;
    let told = told(&exchanged, &landed, pair.outbox.history().size());
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

fn told(exchanged: &Exchanged, landed: &[Landed], own_entries: u64) -> Told {
    let became = |one: &Landed| Became {
        entry: one.seq,
        dataflow: one.dataflow.clone(),
        period: one.period.clone(),
        revision: one.revision,
        valid: one.refusal.is_none(),
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
        releases: landed.iter().map(became).collect(),
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
            _ => format!("  {what}: valid, in the books\n"),
        };
    }
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
