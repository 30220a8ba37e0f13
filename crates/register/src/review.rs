//! What a person does to the register, as acts for the journal: nothing is changed here.
//!
//! Each function looks first whether the act makes sense, so that no entry is written that says
//! nothing or speaks of what is not there.

use std::collections::BTreeSet;
use std::fmt;

use crate::address;
use crate::admission;
use crate::entry::{Act, Entry};
use crate::record::{Assertion, AssertionId, Kind, Quote, Record, RecordId, Said, SourceId, Standing};
use crate::register::Register;

/// Why an act makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such record, assertion or entry.
    Absent {
        /// What was asked for.
        found: String,
        /// What there is instead.
        expected: String,
    },
    /// It would change nothing.
    Nothing(String),
    /// A field or value that does not fit.
    Unfit {
        /// What was given.
        found: String,
        /// What fits.
        expected: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent { found, expected } => write!(out, "there is no {found}; {expected}"),
            Self::Nothing(reason) => out.write_str(reason),
            Self::Unfit { found, expected } => write!(out, "found {found}, expected {expected}"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Whatever a decision names: a record's name, address or assertion.
fn assertions<'a>(register: &'a Register, name: &str) -> Result<Vec<&'a Assertion>, Refusal> {
    if let Ok(id) = name.parse::<AssertionId>() {
        let found = register.assertion(id);
        return found.map(|one| vec![one]).ok_or_else(|| absent(register, name));
    }
    let record = register.find(name).ok_or_else(|| absent(register, name))?;
    Ok(record.assertions.iter().collect())
}

/// A record by its name or address.
///
/// # Errors
/// [`Refusal::Absent`].
pub fn record<'a>(register: &'a Register, name: &str) -> Result<&'a Record, Refusal> {
    register.find(name).ok_or_else(|| absent(register, name))
}

fn absent(register: &Register, name: &str) -> Refusal {
    let kinds: Vec<String> = crate::record::Kind::ALL
        .into_iter()
        .filter_map(|kind| {
            let last = register.of_kind(kind).last()?.id;
            Some(format!("{}-1 to {last}", kind.name()))
        })
        .collect();
    let expected = match kinds.as_slice() {
        [] => "the register is empty, `entente register read FILE` fills it".to_owned(),
        kinds => format!("there are {}", kinds.join(", ")),
    };
    Refusal::Absent {
        found: format!("{name:?}"),
        expected,
    }
}

/// Confirms and rejects. A record stands for all its assertions nobody has decided; an assertion may
/// be decided again.
///
/// # Errors
/// A name that is not there, one that is both accepted and rejected, or nothing to decide.
pub fn decide(register: &Register, accepted: &[String], rejected: &[String]) -> Result<Act, Refusal> {
    let (mut confirmed, mut refused) = (BTreeSet::new(), BTreeSet::new());
    // What is said of a record first, so that the finer word holds:
    // `--accept instrument-6 --reject instrument-6.3`.
    for fine in [false, true] {
        let yes = named(register, accepted, fine)?;
        let no = named(register, rejected, fine)?;
        if let Some(id) = yes.intersection(&no).next() {
            let name = if fine {
                id.to_string()
            } else {
                id.record.to_string()
            };
            return Err(Refusal::Nothing(format!(
                "{name} is to be both confirmed and rejected"
            )));
        }
        confirmed.retain(|id| !no.contains(id));
        refused.retain(|id| !yes.contains(id));
        let open = |id: &AssertionId, standing| {
            let one = register.assertion(*id).map(|one| one.standing);
            one.is_some_and(|one| one == Standing::Proposed || fine && one != standing)
        };
        confirmed.extend(yes.into_iter().filter(|id| open(id, Standing::Confirmed)));
        refused.extend(no.into_iter().filter(|id| open(id, Standing::Rejected)));
    }
    if confirmed.is_empty() && refused.is_empty() {
        return Err(Refusal::Nothing(
            "nothing to decide: all of that is decided so already".to_owned(),
        ));
    }
    Ok(Act::Decided {
        confirmed: confirmed.into_iter().collect(),
        rejected: refused.into_iter().collect(),
    })
}

/// The assertions that names of assertions stand for, or those of records.
fn named(register: &Register, names: &[String], fine: bool) -> Result<BTreeSet<AssertionId>, Refusal> {
    let mut ids = BTreeSet::new();
    for name in names {
        if name.parse::<AssertionId>().is_ok() == fine {
            ids.extend(assertions(register, name)?.iter().map(|one| one.id));
        }
    }
    Ok(ids)
}

/// Says something else in place of an assertion, in the same field.
///
/// # Errors
/// An assertion that is not there, a value that does not fit, or the same value.
pub fn correct(register: &Register, name: &str, value: &str) -> Result<Act, Refusal> {
    let id: AssertionId = name.parse().map_err(|_| Refusal::Unfit {
        found: format!("{name:?}"),
        expected: "an assertion such as instrument-6.3, as `entente register show` lists them".to_owned(),
    })?;
    let old = register.assertion(id).ok_or_else(|| absent(register, name))?;
    let field = old.said.field();
    let mut said = Said::typed(&field, value).map_err(|expected| Refusal::Unfit {
        found: format!("{value:?} for {field}"),
        expected,
    })?;
    said.keep_language(&old.said);
    if said == old.said && old.standing == Standing::Confirmed {
        return Err(Refusal::Nothing(format!("{id} says so already")));
    }
    if let Some(other) = in_place(register, old) {
        return Err(Refusal::Unfit {
            found: format!("{id}, which was rejected"),
            expected: format!("what stands in its place, {other}"),
        });
    }
    admission::admit(register, id.record, &said, Some(id))?;
    Ok(Act::Corrected { assertion: id, said })
}

/// The confirmed value that stands in place of a rejected one, in a field that takes one value.
fn in_place(register: &Register, old: &Assertion) -> Option<AssertionId> {
    let record = register.record(old.id.record)?;
    let stands = |one: &&Assertion| {
        one.standing == Standing::Confirmed && one.said.is_of_the_field_of(&old.said) && !one.said.is_plural()
    };
    let found = record.assertions.iter().find(stands)?;
    (old.standing == Standing::Rejected).then_some(found.id)
}

/// Says more of a record.
///
/// # Errors
/// As [`extend`].
pub fn add(register: &Register, record: &Record, said: Said) -> Result<Act, Refusal> {
    extend(register, record, vec![said], None)
}

/// Says several things more of a record, with the words of a source where there are any.
///
/// # Errors
/// Nothing to say, a field its kind does not have, a value that cannot stand, or what is said already.
pub fn extend(
    register: &Register,
    record: &Record,
    said: Vec<Said>,
    quoted: Option<(SourceId, Quote)>,
) -> Result<Act, Refusal> {
    let there = |said: &&Said| {
        let same = |one: &Assertion| one.said == **said && one.standing == Standing::Confirmed;
        record.assertions.iter().any(same)
    };
    if let Some(said) = said.iter().find(there) {
        return Err(Refusal::Nothing(format!(
            "{} has that {} already",
            record.id,
            said.field()
        )));
    }
    added(register, record.id, said, quoted)
}

/// Says that there is a record nobody told of, between two states; its address is of a year.
///
/// # Errors
/// A record without words or kind of meeting, or a field its kind does not have.
pub fn create(
    register: &Register,
    id: RecordId,
    (pair, year): (&str, Option<u16>),
    said: Vec<Said>,
    quoted: Option<(SourceId, Quote)>,
) -> Result<Act, Refusal> {
    let names = |said: &Said| match id.kind {
        Kind::Instrument => matches!(said, Said::Title(_)),
        Kind::Meeting => matches!(said, Said::MeetingKind(_)),
        Kind::Commitment => matches!(said, Said::Text(_)),
        Kind::Claim => matches!(said, Said::Sentence(_)),
        Kind::Session => matches!(said, Said::PartOf(_)),
        _ => matches!(said, Said::Name(_)),
    };
    if !said.iter().any(names) {
        let needed = match id.kind {
            Kind::Meeting => "its kind, such as --set meeting_kind=talks",
            Kind::Session => "its commission, such as --set part_of=commission-1",
            _ => "its words, --title",
        };
        return Err(Refusal::Unfit {
            found: format!("a {} without a name", id.kind.name()),
            expected: needed.to_owned(),
        });
    }
    let code = address::pair(pair).zip(year);
    let address = code.map(|(code, year)| {
        let stem = address::stem(id.kind.name(), &code, year);
        Said::Address(address::next(&stem, register.addresses()))
    });
    let own = [Said::Pair(pair.to_owned())].into_iter().chain(address);
    added(register, id, own.chain(said).collect(), quoted)
}

fn added(
    register: &Register,
    record: RecordId,
    said: Vec<Said>,
    quoted: Option<(SourceId, Quote)>,
) -> Result<Act, Refusal> {
    if said.is_empty() {
        return Err(Refusal::Nothing(format!("nothing is said of {record}")));
    }
    said.iter()
        .try_for_each(|said| admission::admit(register, record, said, None))?;
    Ok(Act::Added { record, said, quoted })
}

/// Says that a record is the same thing as one told before.
///
/// # Errors
/// Records of two kinds, or one and itself.
pub fn same(register: &Register, record: &Record, first: &Record) -> Result<Act, Refusal> {
    let (one, other): (RecordId, RecordId) = (record.id, first.id);
    if one.kind != other.kind || one == other {
        return Err(Refusal::Unfit {
            found: format!("{one} and {other}"),
            expected: "two different records of one kind".to_owned(),
        });
    }
    if register.first_of(first).id == one {
        return Err(Refusal::Nothing(format!("{other} was joined to {one} already")));
    }
    add(register, record, Said::SameAs(other))
}

/// Later entries that speak of nothing once an entry counts no more: what a person corrected, decided or
/// told of a record falls with the reading that made the record, and comes back with it.
pub fn falls(entries: &[Entry], after: &[Entry]) -> Vec<u64> {
    let [before, after] = [entries, after].map(|entries| Register::of(entries, None));
    after.idle().difference(before.idle()).copied().collect()
}

/// Takes an entry back: it stays in the journal and counts no more. An undo may be undone.
///
/// # Errors
/// An entry that is not there, or that counts no more.
pub fn undo(entries: &[Entry], register: &Register, number: u64) -> Result<Act, Refusal> {
    if !entries.iter().any(|entry| entry.number == number) {
        let expected = match entries.last() {
            None => "the journal is empty".to_owned(),
            Some(last) => format!("there are 1 to {}", last.number),
        };
        return Err(Refusal::Absent {
            found: format!("entry {number}"),
            expected,
        });
    }
    if register.is_undone(number) {
        return Err(Refusal::Nothing(format!("entry {number} was undone already")));
    }
    Ok(Act::Undone { entry: number })
}
