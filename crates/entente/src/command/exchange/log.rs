//! `entente log`: what a side said, entry by entry.

use std::path::Path;

use entente_exchange::entry::{Body, Entry, Outcome, Stage};
use serde::Serialize;

use super::show::{moment, plain};
use crate::args::{LogArgs, Output};
use crate::exchange::Desk;
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::table::Table;

#[derive(Debug, Default, Serialize)]
struct Line {
    entry: u64,
    time: String,
    r#type: &'static str,
    what: String,
    leaf: String,
}

pub(super) fn run(home: Option<&Path>, args: &LogArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let pair = desk.pair()?;
    let history = if args.partner {
        pair.mirror.history()
    } else {
        pair.outbox.history()
    };
    let lines = history
        .entries()
        .iter()
        .zip(history.leaves())
        .map(|(entry, leaf)| Line {
            entry: entry.seq,
            time: moment(entry.time),
            r#type: entry.body.kind(),
            what: what(entry),
            leaf: leaf.to_string(),
        });
    let lines: Vec<Line> = lines.collect();
    if args.output != Output::Table {
        print::rows(&lines, args.output)?;
        return Ok(Done::Wholly);
    }
    let mut table = Table::new(&["entry", "time (UTC)", "type", "what"], &[0]);
    for line in &lines {
        table.row(&[&line.entry, &line.time, &line.r#type, &plain(&line.what)]);
    }
    print::text(&table.printed())?;
    Ok(Done::Wholly)
}

/// What an entry says, in a few words.
fn what(entry: &Entry) -> String {
    match &entry.body {
        Body::Keyset(set) => format!("keys of version {}", set.version),
        Body::Agreement { annex } => format!("annex {}", annex.sha256),
        Body::Structure { urn, .. } => urn.clone(),
        Body::Calendar { planned } => format!("{} releases planned", planned.len()),
        Body::Release(one) => format!(
            "{}/{} revision {}, {} rows",
            one.dataflow, one.period, one.revision, one.rows
        ),
        Body::Seal { of, kind, .. } => format!("{kind} over entry {}", of.seq),
        Body::Verdict(one) => {
            let stage = if one.stage == Stage::Valid {
                "form"
            } else {
                "content"
            };
            let outcome = match one.outcome {
                Outcome::Accepted => "accepted",
                Outcome::AcceptedWithWarnings => "accepted with warnings",
                Outcome::Rejected => "rejected",
            };
            let codes: Vec<&str> = one.reasons.iter().map(|reason| reason.code()).collect();
            let words = one.text.iter().map(String::as_str);
            let why: Vec<&str> = codes.into_iter().chain(words).collect();
            let why = if why.is_empty() {
                String::new()
            } else {
                format!(": {}", why.join(", "))
            };
            format!("{stage} of the partner's entry {} {outcome}{why}", one.of.seq)
        }
        Body::Withdraw { of, reason } => format!("entry {}: {reason}", of.seq),
        Body::Seen { size, .. } => format!("{size} entries of the partner's"),
        Body::Heartbeat {} => "nothing new".to_owned(),
        Body::Question { cell, text } => format!("{cell}: {text}"),
        Body::Answer { of, text } => format!("to the partner's entry {}: {text}", of.seq),
    }
}
