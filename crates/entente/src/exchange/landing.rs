//! Landing: a partner's releases are judged and brought into the books, each once for ever.
//!
//! The mirror is the truth; landing only follows it. A release is imported under a name made of its
//! log, place and leaf, so doing it again, in any order, after any crash, changes nothing. In the same
//! moment what it takes the place of counts no more. Then the books are held against the log: what was
//! withdrawn or is void since counts no more, and what a stolen key withdrew counts again. Only then are
//! the verdicts said.

use std::collections::BTreeMap;

use entente_exchange::annex::Annex;
use entente_exchange::entry::{self, Action, Body, Outcome, Place, Stage, Verdict};
use entente_exchange::history::{History, Revision};
use entente_exchange::name::Name;
use entente_exchange::pair::Pair;
use entente_exchange::refusal::{Reason, Refusal};
use entente_mirror::import::{ImportError, ImportOptions, import_file};
use entente_mirror::intake::{IntakeError, Layout, Limits, Problem};
use entente_mirror::release::{self, Release};
use entente_mirror::store::{Placing, Turn};
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
    /// Whether it counts in the books.
    pub(crate) counts: bool,
}

impl Landed {
    fn of(revision: &Revision, counts: bool, refusal: Option<Refusal>) -> Self {
        let release = &revision.release;
        Self {
            seq: revision.place.seq,
            dataflow: release.dataflow.clone(),
            period: release.period.clone(),
            revision: release.revision,
            refusal,
            counts,
        }
    }
}

/// Judges and lands all releases that have no verdict yet, sees to what counts no more, and says the
/// verdicts. What became of each release, and what of the books counts otherwise than before.
pub(crate) fn land_all(
    desk: &Desk,
    pair: &mut Pair<'_>,
    annex: Option<&Annex>,
) -> Result<(Vec<Landed>, Vec<Due>), Failure> {
    let (mut landed, mut bodies) = (Vec::new(), Vec::new());
    for revision in pair.unanswered(Stage::Valid) {
        let placing = placing(desk, pair, revision)?;
        let counts = placing.counts;
        let refusal = match judge(desk, pair, annex, revision)? {
            Ok(()) => land(desk, pair, revision, placing)?,
            Err(refusal) => Some(refusal),
        };
        bodies.push(verdict(revision, refusal.as_ref()));
        landed.push(Landed::of(revision, counts && refusal.is_none(), refusal));
    }
    let due = due(desk, pair)?;
    if !due.is_empty() {
        let turns: Vec<Turn> = due.iter().map(|one| one.turn).collect();
        desk.home.turn(&turns, desk::clock)?;
    }
    bodies.extend(pair.seen());
    if !bodies.is_empty() {
        pair.outbox.say(
            bodies,
            Desk::now(),
            &desk.key(KeyUse::Log, pair.outbox.history())?,
        )?;
    }
    Ok((landed, due))
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
    revision: &Revision,
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
    Ok(portion(desk, release).and_then(|portion| check(release, &bytes, portion)))
}

fn portion(desk: &Desk, release: &entry::Release) -> Result<Portion, Refusal> {
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

fn check(release: &entry::Release, bytes: &[u8], portion: Portion) -> Result<(), Refusal> {
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
fn land(
    desk: &Desk,
    pair: &Pair<'_>,
    revision: &Revision,
    placing: Placing,
) -> Result<Option<Refusal>, Failure> {
    let (place, object) = (revision.place, &revision.release.objects[0]);
    let path = desk
        .home
        .root()
        .join(pair.mirror.shelf().path(Name::Object(object.sha256)));
    let (own, said) = (Desk::now(), said_at(pair, place.seq));
    // A clock that is up to a day behind here makes nothing of the partner's a day to come.
    let until = own.max(said.min(own.saturating_add(DAY)));
    let today = day(until).map_or_else(desk::today, Ok)?;
    let options = ImportOptions {
        layout: Some(Layout::SdmxCsv),
        flow: None,
        release: Some(Release {
            name: name(pair, place),
            placing,
        }),
        vintage: day(said.min(own)),
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

/// The name under which a release lands, once for ever.
fn name(pair: &Pair<'_>, place: Place) -> String {
    format!("{}#{}:{}", pair.mirror.history().origin, place.seq, place.leaf)
}

/// The partner's releases that landed, by their entries.
fn landed(desk: &Desk, pair: &Pair<'_>) -> Result<BTreeMap<u64, release::Landed>, Failure> {
    let landed = release::landed(&desk.home)?.into_iter();
    let mut by_name: BTreeMap<String, release::Landed> =
        landed.map(|known| (known.name.clone(), known)).collect();
    let all = pair.mirror.history().releases().values().flatten();
    let known = all.filter_map(|one| Some((one.place.seq, by_name.remove(&name(pair, one.place))?)));
    Ok(known.collect())
}

/// What in the books a release takes the place of, and whether it counts itself once it is there.
fn placing(desk: &Desk, pair: &Pair<'_>, revision: &Revision) -> Result<Placing, Failure> {
    let (landed, theirs) = (landed(desk, pair)?, pair.mirror.history());
    let will_be = |one: &Revision| one.place == revision.place || landed.contains_key(&one.place.seq);
    let key = (revision.release.dataflow.clone(), revision.release.period.clone());
    let chain = theirs.revisions(&key).iter();
    let ended = chain.filter(|one| theirs.ended_by(one, will_be).is_some());
    let counting = ended.filter_map(|one| landed.get(&one.place.seq));
    let counting = counting.filter(|known| known.counts);
    Ok(Placing {
        instead_of: counting.map(|known| known.import).collect(),
        counts: theirs.ended_by(revision, will_be).is_none(),
        day: said_on(pair, revision.place.seq)?,
    })
}

/// A release in the books that counts there and not in its log, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) release: Landed,
    /// What makes the books right.
    pub(crate) turn: Turn,
}

/// What of the partner's releases in the books does not stand there as its log has it.
pub(crate) fn due(desk: &Desk, pair: &Pair<'_>) -> Result<Vec<Due>, Failure> {
    let (landed, theirs) = (landed(desk, pair)?, pair.mirror.history());
    let mut due = Vec::new();
    for one in theirs.releases().values().flatten() {
        let Some(known) = landed.get(&one.place.seq) else {
            continue;
        };
        let ended = theirs.ended_by(one, |other| landed.contains_key(&other.place.seq));
        if known.counts == ended.is_none() {
            continue;
        }
        let since = ended.or_else(|| restored_by(theirs)).unwrap_or(one.place.seq);
        due.push(Due {
            release: Landed::of(one, ended.is_none(), None),
            turn: Turn {
                import: known.import,
                counts: ended.is_none(),
                day: said_on(pair, since)?,
            },
        });
    }
    Ok(due)
}

/// The last entry that made others void: what these took away is back.
fn restored_by(theirs: &History) -> Option<u64> {
    let sets = theirs.keys().sets().iter();
    let revoking = sets.filter(|(_, set)| set.revoked_from.is_some());
    revoking.map(|(seq, _)| *seq).next_back()
}

/// The day on which a partner says that an entry was written, none to come.
fn said_on(pair: &Pair<'_>, seq: u64) -> Result<Date, Failure> {
    day(said_at(pair, seq).min(Desk::now())).map_or_else(desk::today, Ok)
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
