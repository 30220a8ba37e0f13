//! `entente calendar`: what both sides announced and whether it came, and what waits under embargo.

use std::path::Path;

use entente_exchange::calendar::{Standing, known_by, plans};
use entente_exchange::embargo::Embargo;
use entente_exchange::entry::Planned;
use entente_exchange::history::History;
use entente_exchange::pair::Pair;
use serde::Serialize;

use super::show::{moment, plain};
use crate::args::{
    CalendarArgs, CalendarCommand, CalendarDropArgs, CalendarPlanArgs, CalendarShowArgs, Output,
};
use crate::exchange::{Desk, dataset, waiting};
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::table::Table;

/// A release that was announced.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Line {
    pub(super) side: String,
    pub(super) dataflow: String,
    pub(super) period: String,
    pub(super) due: String,
    pub(super) state: &'static str,
    pub(super) entry: Option<u64>,
}

pub(super) fn run(home: Option<&Path>, args: &CalendarArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    match &args.command {
        CalendarCommand::Plan(args) => plan(&desk, args),
        CalendarCommand::Show(args) => show(&desk, args),
        CalendarCommand::Publish => publish(&desk),
        CalendarCommand::Drop(args) => drop_held(&desk, args),
    }
}

fn plan(desk: &Desk, args: &CalendarPlanArgs) -> Result<Done, Failure> {
    let (mut pair, annex) = desk.agreed()?;
    dataset(&args.dataflow)?;
    let (urn, _) = crate::exchange::structure()?;
    annex.check(&args.dataflow, &urn)?;
    let name = format!("{}/{}", args.dataflow, args.period);
    let due = moment(args.due);
    if args.dry_run {
        print::text(&format!("{name} would be announced for {due} UTC\n"))?;
        return Ok(Done::Wholly);
    }
    let planned = Planned {
        dataflow: args.dataflow.clone(),
        period: args.period.to_string(),
        due: args.due,
    };
    let new = waiting::announce(desk, &mut pair, planned)?;
    let done = if new {
        "is announced"
    } else {
        "was announced already"
    };
    print::text(&format!("{name} {done} for {due} UTC\n"))?;
    Ok(Done::Wholly)
}

/// All that both sides announced, this side's first.
pub(super) fn lines(desk: &Desk, pair: &Pair<'_>, now: u64) -> Result<Vec<Line>, Failure> {
    let hours = desk.annex(pair)?.map_or_else(
        || entente_exchange::annex::Calendar::default().grace_hours,
        |annex| annex.calendar.grace_hours,
    );
    let grace = hours.saturating_mul(3_600);
    let (own, theirs) = (pair.outbox.history(), pair.mirror.history());
    let said = |seq: u64| own.entries().get(seq as usize).map_or(now, |entry| entry.time);
    let mut lines = told(own, &pair.parties.side, (grace, now), said);
    lines.extend(told(
        theirs,
        &pair.parties.partner,
        (grace, now),
        known_by(own, now),
    ));
    let held = Embargo::open(&desk.folder, &desk.parties)?;
    for line in lines
        .iter_mut()
        .filter(|line| line.side == pair.parties.side && line.state == "awaited")
    {
        let waits = |dataflow: &str, period: &str| dataflow == line.dataflow && period == line.period;
        if held
            .held()
            .iter()
            .any(|one| waits(&one.release.dataflow, &one.release.period))
        {
            line.state = "held";
        }
    }
    Ok(lines)
}

fn told(history: &History, side: &str, (grace, now): (u64, u64), known: impl Fn(u64) -> u64) -> Vec<Line> {
    let plans = plans(history, grace, &known).into_iter();
    let line = plans.map(|plan| Line {
        side: side.to_owned(),
        due: moment(plan.due),
        state: match plan.standing(now, &known) {
            Standing::Awaited => "awaited",
            Standing::Late => "late",
            Standing::Kept => "kept",
            Standing::KeptLate => "kept late",
        },
        entry: plan.kept,
        dataflow: plan.key.0,
        period: plan.key.1,
    });
    line.collect()
}

fn show(desk: &Desk, args: &CalendarShowArgs) -> Result<Done, Failure> {
    let lines = lines(desk, &desk.pair()?, Desk::now())?;
    if args.output != Output::Table {
        print::rows(&lines, args.output)?;
        return Ok(Done::Wholly);
    }
    if lines.is_empty() {
        print::text("nothing is announced by either side\n")?;
        return Ok(Done::Wholly);
    }
    let mut table = Table::new(&["side", "release", "due (UTC)", "state", "entry"], &[4]);
    for line in &lines {
        let name = plain(&format!("{}/{}", line.dataflow, line.period));
        let entry = line.entry.map_or("-".to_owned(), |entry| entry.to_string());
        table.row(&[&line.side, &name, &line.due, &line.state, &entry]);
    }
    print::text(&table.printed())?;
    Ok(Done::Wholly)
}

fn publish(desk: &Desk) -> Result<Done, Failure> {
    let released = waiting::publish(desk, Desk::now())?;
    for (dataflow, period) in &released {
        print::text(&format!("{dataflow}/{period} is released\n"))?;
    }
    if released.is_empty() {
        print::text("nothing is due\n")?;
    }
    Ok(Done::Wholly)
}

fn drop_held(desk: &Desk, args: &CalendarDropArgs) -> Result<Done, Failure> {
    let key = (args.dataflow.clone(), args.period.to_string());
    let mut embargo = Embargo::open(&desk.folder, &desk.parties)?;
    let name = format!("{}/{}", key.0, key.1);
    if !embargo.drop(&key)? {
        let waiting = embargo.held().iter().map(|one| one.key());
        let waiting: Vec<String> = waiting.map(|(flow, period)| format!("{flow}/{period}")).collect();
        let known = if waiting.is_empty() {
            "nothing waits".to_owned()
        } else {
            format!("what waits: {}", waiting.join(", "))
        };
        return Err(Failure::usage(format!("found no {name} under embargo")).hint(known));
    }
    print::text(&format!("{name} waits no longer, and is not released\n"))?;
    Ok(Done::Wholly)
}
