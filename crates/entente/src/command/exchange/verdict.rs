//! `entente verdict`: an officer's answer to a release of the partner.

use std::path::Path;

use entente_exchange::entry::{Body, Outcome, Stage, Verdict};
use entente_exchange::refusal::Reason;

use super::show::named;
use crate::args::{Decision, VerdictArgs};
use crate::exchange::{Desk, KeyUse};
use crate::failure::{Done, Failure};
use crate::print;

pub(super) fn run(home: Option<&Path>, args: &VerdictArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let mut pair = desk.pair()?;
    let revision = named(pair.mirror.history(), &args.release)?;
    let (of, release) = (revision.place, &revision.release);
    let what = format!(
        "{}/{} revision {}",
        release.dataflow, release.period, release.revision
    );
    let rejects = args.decision == Decision::Reject;
    if rejects && args.reason.is_none() {
        return Err(Failure::usage("found no reason").hint("say with --reason why it is rejected"));
    }
    let said = pair
        .outbox
        .history()
        .verdicts(of)
        .find(|verdict| verdict.stage == Stage::Accepted);
    let outcome = if rejects {
        Outcome::Rejected
    } else {
        Outcome::Accepted
    };
    if said.is_some_and(|verdict| verdict.outcome == outcome) {
        print::text(&format!("{what} has this verdict already\n"))?;
        return Ok(Done::Wholly);
    }
    let verdict = Verdict {
        of,
        stage: Stage::Accepted,
        outcome,
        reasons: if rejects {
            vec![Reason::Officer]
        } else {
            Vec::new()
        },
        text: args.reason.clone(),
        report: None,
    };
    pair.outbox.say(
        vec![Body::Verdict(verdict)],
        Desk::now(),
        &desk.key(KeyUse::Log, pair.outbox.history())?,
    )?;
    let done = if rejects { "rejected" } else { "accepted" };
    print::text(&format!("{what} of {} is {done}\n", desk.parties.partner))?;
    Ok(Done::Wholly)
}
