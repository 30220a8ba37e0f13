//! Landing: a partner's releases are judged and brought into the books, each once for ever.
//!
//! The mirror is the truth; landing only follows it. A release is imported under a name made of its
//! log, place and leaf, so doing it again, in any order, after any crash, changes nothing. Only then
//! is the verdict said.

use entente_exchange::annex::Annex;
use entente_exchange::entry::{Action, Body, Outcome, Release, Stage, Verdict};
use entente_exchange::history::Revision;
use entente_exchange::name::Name;
use entente_exchange::pair::Pair;
use entente_exchange::refusal::{Reason, Refusal};
use entente_mirror::import::{ImportError, ImportOptions, import_file};
use entente_mirror::intake::{IntakeError, Layout, Limits, Problem};
use entente_trade::{Date, Period};
use jiff::Timestamp;

use super::desk::{Desk, KeyUse};
use super::payload::{self, Portion};
use crate::desk;
use crate::failure::Failure;

/// Seconds of a day.
const DAY: u64 = 86_400;

/// What became of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Landed {
    pub(crate) seq: u64,
    pub(crate) dataflow: String,
    pub(crate) period: String,
    pub(crate) revision: u64,
    /// Why it was rejected.
    pub(crate) refusal: Option<Refusal>,
}

/// Judges and lands all releases that have no verdict yet, and says the verdicts.
pub(crate) fn land_all(
    desk: &Desk,
    pair: &mut Pair<'_>,
    annex: Option<&Annex>,
) -> Result<Vec<Landed>, Failure> {
    let (mut landed, mut bodies) = (Vec::new(), Vec::new());
    for revision in pair.unanswered(Stage::Valid) {
        let before = landed_before(pair, &landed, revision);
        let refusal = match judge(desk, pair, annex, (before, revision))? {
            Ok(()) => land(desk, pair, revision)?,
            Err(refusal) => Some(refusal),
        };
        bodies.push(verdict(revision, refusal.as_ref()));
        let release = &revision.release;
        landed.push(Landed {
            seq: revision.place.seq,
            dataflow: release.dataflow.clone(),
            period: release.period.clone(),
            revision: release.revision,
            refusal,
        });
    }
    bodies.extend(pair.seen());
    if !bodies.is_empty() {
        pair.outbox.say(
            bodies,
            Desk::now(),
            &desk.key(KeyUse::Log, pair.outbox.history())?,
        )?;
    }
    Ok(landed)
}

fn verdict(revision: &Revision, refusal: Option<&Refusal>) -> Body {
    Body::Verdict(Verdict {
        of: revision.place,
        stage: Stage::Valid,
        outcome: if refusal.is_some() {
            Outcome::Rejected
        } else {
            Outcome::Accepted
        },
        reasons: refusal.iter().map(|refusal| refusal.reason).collect(),
        text: refusal.map(|refusal| clipped(&refusal.found)),
        report: None,
    })
}

/// Words that fit into an entry, whatever of the partner's is told in them.
fn clipped(found: &str) -> String {
    const LONGEST: usize = 2_000;
    match found.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &found[..end]),
        None => found.to_owned(),
    }
}

/// Whether a release may land: agreed, of a known structure, what it says it is.
fn judge(
    desk: &Desk,
    pair: &Pair<'_>,
    annex: Option<&Annex>,
    (before, revision): (Option<&Revision>, &Revision),
) -> Result<Result<(), Refusal>, Failure> {
    let release = &revision.release;
    let formal = || {
        if let Some(fault) = &revision.fault {
            return Err(fault.clone());
        }
        let annex = annex.ok_or_else(|| Refusal::new(Reason::NotAgreed, "found no annex on this side"))?;
        annex.check(&release.dataflow, &release.structure)
    };
    if let Err(refusal) = formal() {
        return Ok(Err(refusal));
    }
    let (urn, message) = payload::structure()?;
    let known = entente_exchange::digest::Digest::of(&message);
    if (release.structure.as_str(), release.structure_sha256) != (urn.as_str(), known) {
        let found = format!(
            "found {} of hash {}, expected {urn} of hash {known}",
            release.structure, release.structure_sha256
        );
        return Ok(Err(Refusal::new(Reason::StructureUnknown, found)));
    }
    if release.action != Action::Replace {
        let found = "found what changed since the release before, expected all of it";
        return Ok(Err(Refusal::new(Reason::ContentInvalid, found)));
    }
    let [object] = release.objects.as_slice() else {
        let found = format!(
            "found {} objects, expected one with the data",
            release.objects.len()
        );
        return Ok(Err(Refusal::new(Reason::ContentInvalid, found)));
    };
    let bytes = pair.mirror.shelf().object(object)?;
    let before = match before {
        Some(before) => Some(pair.mirror.shelf().object(&before.release.objects[0])?),
        None => None,
    };
    let follows = || before.map_or(Ok(()), |before| payload::check_follows(&before, &bytes));
    let whole = portion(desk, release).and_then(|portion| check(release, &bytes, portion));
    Ok(whole.and_then(|()| follows()))
}

/// The last release of the same dataflow and period that is in the books and counts.
fn landed_before<'p>(pair: &'p Pair<'_>, landed: &[Landed], revision: &Revision) -> Option<&'p Revision> {
    let release = &revision.release;
    let key = (release.dataflow.clone(), release.period.clone());
    let is_landed = |one: &&Revision| {
        let now = landed.iter().find(|other| other.seq == one.place.seq);
        let mut said = pair.outbox.history().verdicts(one.place);
        let said = said.find(|verdict| verdict.stage == Stage::Valid);
        one.withdrawn_by.is_none()
            && one.fault.is_none()
            && now.map_or_else(
                || said.is_some_and(|verdict| verdict.outcome != Outcome::Rejected),
                |now| now.refusal.is_none(),
            )
    };
    let chain = pair.mirror.history().revisions(&key);
    chain
        .iter()
        .filter(|one| one.place.seq < revision.place.seq)
        .rfind(is_landed)
}

fn portion(desk: &Desk, release: &Release) -> Result<Portion, Refusal> {
    let invalid = |found: String| Refusal::new(Reason::OutsideRelease, found);
    let settings = desk.home.settings();
    let dataset =
        payload::dataset(&release.dataflow).map_err(|failure| invalid(failure.message().to_owned()))?;
    let period = Period::parse(&release.period);
    Ok(Portion {
        dataset,
        reporter: settings.partner.area,
        partner: settings.side.area,
        period: period.ok_or_else(|| {
            invalid(format!(
                "found the period {:.20}, expected a year or month",
                release.period
            ))
        })?,
    })
}

fn check(release: &Release, bytes: &[u8], portion: Portion) -> Result<(), Refusal> {
    let (rows, totals) = payload::sums(bytes)?;
    if rows != release.rows {
        let found = format!("found {rows} rows, expected the {} of the release", release.rows);
        return Err(Refusal::new(Reason::RowsDiffer, found));
    }
    if totals != release.totals {
        let found = format!("found the sums {totals:?}, expected {:?}", release.totals);
        return Err(Refusal::new(Reason::TotalsDiffer, found));
    }
    payload::check_portion(bytes, portion)
}

/// Imports a release; the refusal if rows of it do not land.
fn land(desk: &Desk, pair: &Pair<'_>, revision: &Revision) -> Result<Option<Refusal>, Failure> {
    let (place, object) = (revision.place, &revision.release.objects[0]);
    let path = desk
        .home
        .root()
        .join(pair.mirror.shelf().path(Name::Object(object.sha256)));
    let (own, said) = (Desk::now(), said_at(pair, place.seq));
    // A clock that is up to a day behind here makes nothing of the partner's a day to come.
    let until = own.max(said.min(own.saturating_add(DAY)));
    let vintage = day(said.min(own));
    let today = day(until).map_or_else(desk::today, Ok)?;
    let options = ImportOptions {
        layout: Some(Layout::SdmxCsv),
        flow: None,
        release: Some(format!(
            "{}#{}:{}",
            pair.mirror.history().origin,
            place.seq,
            place.leaf
        )),
        vintage,
        today,
        clock: desk::clock,
        limits: Limits::default(),
    };
    match import_file(&desk.home, &path, &options, &mut |_| ()) {
        Ok(_) => Ok(None),
        Err(ImportError::Intake(IntakeError { problem, .. })) if !matches!(problem, Problem::Io(_)) => {
            Ok(Some(Refusal::new(Reason::ContentInvalid, problem.to_string())))
        }
        Err(error @ ImportError::NotWhole { .. }) => {
            Ok(Some(Refusal::new(Reason::ContentInvalid, error.to_string())))
        }
        // What this machine cannot do is no fault of the release.
        Err(other) => Err(other.into()),
    }
}

/// When a partner says that an entry was written, no earlier than any entry before it, POSIX seconds.
fn said_at(pair: &Pair<'_>, seq: u64) -> u64 {
    let until = &pair.mirror.history().entries()[..=seq as usize];
    until.iter().map(|entry| entry.time).max().unwrap_or_default()
}

/// The day of a moment in UTC.
fn day(time: u64) -> Option<Date> {
    let moment = Timestamp::from_second(i64::try_from(time).ok()?).ok()?;
    Date::parse(&moment.strftime("%Y-%m-%d").to_string())
}
