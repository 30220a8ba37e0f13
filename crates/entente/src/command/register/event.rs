//! `entente register event`: something happened to an instrument or a commitment.

use std::path::Path;

use entente_register::record::{Kind, Record, Said, Told};
use entente_register::{review, status};
use entente_trade::Date;

use super::books;
use crate::args::{EventArgs, alpha3};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::{self, table};

pub(super) fn run(home: Option<&Path>, args: &EventArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let today = desk::today()?;
    if !args.date.has_begun(today) && args.effective.is_none() {
        return Err(
            Failure::usage(format!("--date {} is after today", args.date)).hint(
                "an event is told when it has happened; what is to come goes into --effective of the one \
                 that settled it",
            ),
        );
    }
    let told = Told {
        kind: args.kind,
        date: Some(args.date),
        effective: args.effective,
        party: args.party.map(alpha3),
        place: args.place.clone(),
        note: args.note.clone(),
    };
    let mut id = None;
    let (register, entry) = books::change((&home, &args.by, args.dry_run), |register, _| {
        let record = review::record(register, &args.id).map_err(books::refused)?;
        let first = register.first_of(record);
        id = Some(first.id);
        let whole = register.whole(first);
        review::add(register, &whole, Said::Event(told)).map_err(books::refused)
    })?;
    let record = id
        .and_then(|id| register.record(id))
        .map(|record| register.whole(record));
    let done = if args.dry_run {
        "would be told".to_owned()
    } else {
        format!("told, entry {}", entry.number)
    };
    let stands = record
        .as_ref()
        .map(|record| standing(record, today))
        .unwrap_or_default();
    let event = format!("{} {}", args.kind.name(), args.date);
    let name = id.map(|id| id.to_string()).unwrap_or_default();
    let status = table::wrapped(&format!("status today: {stands}"), 2);
    print::text(&format!("{name}: {event} {done}\n{status}"))?;
    Ok(Done::Wholly)
}

/// The status of a record on a day, with its reason.
pub(super) fn standing(record: &Record, day: Date) -> String {
    match record.id.kind {
        Kind::Instrument => {
            let standing = status::status(record, day);
            format!(
                "{}, {}",
                super::tables::plain(standing.status.name()),
                standing.reason
            )
        }
        _ => {
            let (word, reason) = status::progress(record, day);
            format!("{word}, {reason}")
        }
    }
}
