//! `entente ask` and `entente answer`: a question about a cell, and its answer, in both logs.

use std::path::Path;

use entente_exchange::entry::Body;

use crate::args::{AnswerArgs, AskArgs};
use crate::exchange::{Desk, KeyUse};
use crate::failure::{Done, Failure};
use crate::print;

/// The longest question or answer, bytes.
const LONGEST: usize = 8_192;

pub(super) fn ask(home: Option<&Path>, args: &AskArgs) -> Result<Done, Failure> {
    check(&args.text)?;
    let desk = Desk::open(home)?;
    let mut pair = desk.pair()?;
    let body = Body::Question {
        cell: args.cell.clone(),
        text: args.text.clone(),
    };
    pair.outbox.say(
        vec![body],
        Desk::now(),
        &desk.key(KeyUse::Log, pair.outbox.history())?,
    )?;
    let entry = pair.outbox.history().size() - 1;
    print::text(&format!(
        "asked {} about {}, as entry {entry}\n",
        desk.parties.partner, args.cell
    ))?;
    Ok(Done::Wholly)
}

pub(super) fn answer(home: Option<&Path>, args: &AnswerArgs) -> Result<Done, Failure> {
    check(&args.text)?;
    let desk = Desk::open(home)?;
    let mut pair = desk.pair()?;
    let open = pair.questions();
    let Some((of, cell)) = open
        .iter()
        .find(|(of, ..)| of.seq == args.question)
        .map(|(of, cell, _)| (*of, cell.to_string()))
    else {
        let known: Vec<String> = open
            .iter()
            .map(|(of, cell, _)| format!("{} about {cell}", of.seq))
            .collect();
        let known = if known.is_empty() {
            "none is open".to_owned()
        } else {
            format!("open: {}", known.join(", "))
        };
        return Err(Failure::usage(format!("found no open question {}", args.question)).hint(known));
    };
    let text = args.text.clone();
    pair.outbox.say(
        vec![Body::Answer { of, text }],
        Desk::now(),
        &desk.key(KeyUse::Log, pair.outbox.history())?,
    )?;
    print::text(&format!(
        "answered {}'s question about {cell}\n",
        desk.parties.partner
    ))?;
    Ok(Done::Wholly)
}

fn check(text: &str) -> Result<(), Failure> {
    if text.len() > LONGEST {
        return Err(Failure::usage(format!(
            "found {} bytes, expected at most {LONGEST}",
            text.len()
        )));
    }
    Ok(())
}
