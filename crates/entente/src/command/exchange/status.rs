//! `entente status`: how the exchange stands, from both logs.

use std::path::Path;

use entente_exchange::entry::{Outcome, Stage};
use entente_exchange::history::{History, Revision};
use entente_exchange::pair::Pair;
use serde::Serialize;

use super::calendar::{Line, lines};
use super::show::{moment, plain};
use crate::args::{Brief, StatusArgs};
use crate::exchange::{Desk, Due, due};
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::table::Table;

#[derive(Debug, Serialize)]
struct Status {
    side: String,
    partner: String,
    agreed: Option<String>,
    own: Log,
    partners: Log,
    questions: Vec<Question>,
    /// What was announced and did not come.
    late: Vec<Line>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Log {
    origin: String,
    entries: u64,
    root: Option<String>,
    /// How many of them the other side keeps.
    kept: Option<u64>,
    releases: Vec<Release>,
}

#[derive(Debug, Serialize)]
struct Release {
    entry: u64,
    dataflow: String,
    period: String,
    revision: u64,
    rows: u64,
    state: &'static str,
    stored: bool,
    valid: Option<bool>,
    accepted: Option<bool>,
}

#[derive(Debug, Serialize)]
struct Question {
    entry: u64,
    cell: String,
    text: String,
}

pub(super) fn run(home: Option<&Path>, args: &StatusArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let pair = desk.pair()?;
    let annex = desk.annex(&pair)?;
    let days = annex.map(|annex| annex.calendar.heartbeat_days).unwrap_or(35);
    let mut status = status(&pair, days)?;
    let left = match due(&desk, &pair) {
        Ok(due) => left(&status.partner, &due),
        Err(failure) => vec![format!(
            "the books cannot be held against the log: {}",
            failure.message()
        )],
    };
    status.warnings.extend(left);
    let late = lines(&desk, &pair, Desk::now())?.into_iter();
    status.late = late.filter(|line| line.state == "late").collect();
    match args.output {
        Brief::Json => print::text(&(serde_json::to_string_pretty(&status)? + "\n"))?,
        Brief::Text => print::text(&words(&status))?,
    }
    Ok(Done::Wholly)
}

fn status(pair: &Pair<'_>, heartbeat_days: u64) -> Result<Status, Failure> {
    let (own, theirs) = (pair.outbox.history(), pair.mirror.history());
    let stored = pair.stored()?.map(|(_, checkpoint)| checkpoint.size);
    let questions = pair.questions().into_iter().map(|(of, cell, text)| Question {
        entry: of.seq,
        cell: cell.to_owned(),
        text: text.to_owned(),
    });
    Ok(Status {
        side: pair.parties.side.clone(),
        partner: pair.parties.partner.clone(),
        agreed: pair.agreed().map(|annex| annex.to_string()),
        own: log(own, stored, theirs),
        partners: log(theirs, Some(theirs.size()), own),
        questions: questions.collect(),
        late: Vec::new(),
        warnings: warnings(own, theirs, heartbeat_days),
    })
}

fn log(history: &History, kept: Option<u64>, other: &History) -> Log {
    let mut releases: Vec<&Revision> = history.releases().values().flatten().collect();
    releases.sort_by_key(|one| one.place.seq);
    let standing = history.standing();
    let stands = |one: &Revision| standing.values().any(|other| other.place == one.place);
    let release = |one: &Revision| Release {
        entry: one.place.seq,
        dataflow: one.release.dataflow.clone(),
        period: one.release.period.clone(),
        revision: one.release.revision,
        rows: one.release.rows,
        state: match (one.withdrawn_by, &one.fault) {
            (_, Some(_)) => "faulty",
            (Some(_), _) => "withdrawn",
            _ if stands(one) => "stands",
            _ => "superseded",
        },
        stored: kept.is_some_and(|kept| one.place.seq < kept),
        valid: said(other, one, Stage::Valid),
        accepted: said(other, one, Stage::Accepted),
    };
    Log {
        origin: history.origin.clone(),
        entries: history.size(),
        root: history.root(history.size()).map(|root| root.to_string()),
        kept,
        releases: releases.into_iter().map(release).collect(),
    }
}

/// The last verdict on a release at a stage.
fn said(by: &History, of: &Revision, stage: Stage) -> Option<bool> {
    let last = by.verdicts(of.place).find(|verdict| verdict.stage == stage);
    last.map(|verdict| verdict.outcome != Outcome::Rejected)
}

/// What somebody should look at: a silent partner, keys past their time.
fn warnings(own: &History, theirs: &History, heartbeat_days: u64) -> Vec<String> {
    let now = Desk::now();
    let mut warnings = Vec::new();
    let last = theirs.entries().iter().map(|entry| entry.time).max();
    match last {
        None => warnings.push("nothing of the partner is known yet: pull".to_owned()),
        Some(last) if now > last.saturating_add(heartbeat_days.saturating_mul(86_400)) => {
            warnings.push(format!(
                "the partner has said nothing since {}, expected a heartbeat every {heartbeat_days} days",
                moment(last)
            ))
        }
        Some(last) if last > now.saturating_add(300) => {
            warnings.push(format!(
                "the partner's clock says {}, which is to come here",
                moment(last)
            ));
        }
        Some(_) => {}
    }
    for (history, whose) in [(own, "this side's"), (theirs, "the partner's")] {
        if let Some(set) = history.keys().current().filter(|set| set.until < now) {
            warnings.push(format!(
                "{whose} node keys were meant to be used until {}",
                moment(set.until)
            ));
        }
    }
    warnings
}

/// Releases of the partner that count in the books and not in its log, or the other way round: an
/// attempt to bring the books up to it was cut off.
fn left(partner: &str, due: &[Due]) -> Vec<String> {
    let left = due.iter().map(|Due { release, turn }| {
        let (counts, stands) = if turn.counts {
            ("counts", "is out of the books")
        } else {
            ("counts no more", "is in the books")
        };
        format!(
            "entry {} of {partner}, {} revision {}, {counts} and {stands} still: pull with `entente pull`",
            release.seq,
            plain(&format!("{}/{}", release.dataflow, release.period)),
            release.revision
        )
    });
    left.collect()
}

fn words(status: &Status) -> String {
    let mut text = match &status.agreed {
        Some(annex) => format!(
            "{} and {} hold the same annex, {}…\n",
            status.side,
            status.partner,
            &annex[..16]
        ),
        None => format!(
            "{} and {} do not hold the same annex yet\n",
            status.side, status.partner
        ),
    };
    text += &told(&status.own, &format!("{} to {}", status.side, status.partner));
    text += &told(
        &status.partners,
        &format!("{} to {}", status.partner, status.side),
    );
    for question in &status.questions {
        let (cell, words) = (plain(&question.cell), plain(&question.text));
        text += &format!("asked, entry {}: {cell}: {words}\n", question.entry);
    }
    for line in &status.late {
        let name = plain(&format!("{}/{}", line.dataflow, line.period));
        text += &format!("late: {name} of {}, due {} UTC\n", line.side, line.due);
    }
    for warning in &status.warnings {
        text += &format!("warning: {warning}\n");
    }
    text
}

fn told(log: &Log, title: &str) -> String {
    let kept = log.kept.map_or("none".to_owned(), |kept| kept.to_string());
    let mut text = format!(
        "\n{title}: {} entries, {kept} kept by the other side\n",
        log.entries
    );
    if log.releases.is_empty() {
        return text;
    }
    let mut table = Table::new(
        &[
            "entry", "release", "rev.", "rows", "state", "stored", "valid", "accepted",
        ],
        &[0, 2, 3],
    );
    let answer = |said: Option<bool>| match said {
        None => "-",
        Some(true) => "yes",
        Some(false) => "no",
    };
    for one in &log.releases {
        let name = plain(&format!("{}/{}", one.dataflow, one.period));
        let stored = if one.stored { "yes" } else { "-" };
        table.row(&[
            &one.entry,
            &name,
            &one.revision,
            &one.rows,
            &one.state,
            &stored,
            &answer(one.valid),
            &answer(one.accepted),
        ]);
    }
    text += &table.printed();
    text
}
