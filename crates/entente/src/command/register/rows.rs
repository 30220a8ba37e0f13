//! Rows of the register as machines read them.

use std::collections::BTreeMap;

use entente_register::facet::{self, Filter};
use entente_register::institution::Institutions;
use entente_register::journal::Pages;
use entente_register::reading::{Completeness, Language};
use entente_register::record::{EventKind, Kind, Open, Record, Said, Source};
use entente_register::{Register, lists, script, status};
use entente_trade::Date;
use serde::Serialize;

/// An instrument as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct InstrumentRow {
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) title: String,
    pub(super) r#type: String,
    pub(super) level: Option<String>,
    pub(super) completeness: Option<String>,
    pub(super) parties: String,
    pub(super) subject: Option<String>,
    pub(super) subjects: String,
    pub(super) signed: Option<String>,
    pub(super) meeting: Option<String>,
    pub(super) status: String,
    pub(super) reason: String,
    pub(super) texts: String,
    pub(super) listed_by: String,
    pub(super) one_sided: bool,
    pub(super) same_as: Option<String>,
    pub(super) sources: String,
    pub(super) review: &'static str,
}

/// A meeting as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct MeetingRow {
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) kind: String,
    pub(super) date: Option<String>,
    pub(super) place: Option<String>,
    pub(super) host: Option<String>,
    pub(super) people: String,
    pub(super) part_of: Option<String>,
    pub(super) sources: String,
    pub(super) review: &'static str,
}

/// A commitment as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct CommitmentRow {
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) text: String,
    pub(super) kind: String,
    pub(super) strength: Option<String>,
    pub(super) owners: String,
    pub(super) institution: Option<String>,
    pub(super) speaker: Option<String>,
    pub(super) due: Option<String>,
    pub(super) status: &'static str,
    pub(super) reason: String,
    pub(super) sources: String,
    pub(super) review: &'static str,
}

/// A claim as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct ClaimRow {
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) sentence: String,
    pub(super) flow: Option<String>,
    pub(super) operator: Option<String>,
    pub(super) amount: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) half_unit: Option<String>,
    pub(super) change: Option<String>,
    pub(super) period: Option<String>,
    pub(super) modality: Option<String>,
    pub(super) reporter_view: Option<String>,
    pub(super) attributed_to: Option<String>,
    pub(super) verdict: Option<&'static str>,
    pub(super) whose: Option<String>,
    pub(super) sources: String,
    pub(super) review: &'static str,
}

/// An institution as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct InstitutionRow {
    pub(super) id: String,
    pub(super) state: String,
    pub(super) kind: String,
    pub(super) en: String,
    pub(super) ru: Option<&'static str>,
    pub(super) sr: Option<&'static str>,
    pub(super) kk: Option<&'static str>,
    pub(super) succession: Option<String>,
    pub(super) instruments: String,
}

/// A person as machines read them.
#[derive(Debug, Default, Serialize)]
pub(super) struct PersonRow {
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) name: String,
    pub(super) names: String,
    pub(super) side: Option<String>,
    pub(super) offices: String,
    pub(super) sources: String,
    pub(super) review: &'static str,
}

/// A commission as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct CommissionRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) pair: Option<String>,
    pub(super) founding: Option<String>,
    pub(super) co_chairs: String,
    pub(super) working_groups: String,
    pub(super) sessions: String,
    pub(super) sources: String,
    pub(super) review: &'static str,
}

/// A session of a commission as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct SessionRow {
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) commission: Option<String>,
    pub(super) ordinal: Option<String>,
    pub(super) date: Option<String>,
    pub(super) place: Option<String>,
    pub(super) protocol: Option<String>,
    pub(super) agenda: String,
    pub(super) next_due: Option<String>,
    pub(super) sources: String,
    pub(super) review: &'static str,
}

/// A source as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct SourceRow {
    pub(super) id: String,
    pub(super) file: String,
    sha256: String,
    pub(super) publisher: Option<String>,
    pub(super) side: Option<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<String>,
    pub(super) published_from: Option<String>,
    pub(super) announced: Option<u32>,
    pub(super) listed: usize,
}

/// An entry of the journal as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct EntryRow {
    pub(super) number: u64,
    pub(super) at: String,
    pub(super) by: String,
    pub(super) act: String,
    pub(super) undone: bool,
    /// What it speaks of was undone.
    pub(super) idle: bool,
}

/// What the record's first assertion of a field says, as a word.
fn of(record: &Record, pick: impl Fn(&Said) -> bool) -> Option<String> {
    let said = record.one(|said| pick(said).then_some(said))?;
    match said.parts().1 {
        serde_json::Value::String(word) => Some(word),
        value => Some(value.to_string()),
    }
}

fn address(record: &Record) -> Option<String> {
    of(record, |said| matches!(said, Said::Address(_)))
}

fn joined(record: &Record) -> String {
    let sources: Vec<String> = record.sources().iter().map(ToString::to_string).collect();
    sources.join("; ")
}

/// What stays open of a record.
pub(super) fn open(record: &Record) -> Vec<&Open> {
    let open = record.all(|said| match said {
        Said::Open(open) => Some(open),
        _ => None,
    });
    open.collect()
}

/// Its words, short enough for a line.
pub(super) fn label(record: &Record) -> String {
    record.label()
}

pub(super) fn instrument(register: &Register, record: &Record, day: Option<Date>) -> InstrumentRow {
    let parties: Vec<String> = record
        .all(|said| match said {
            Said::Participant(one) => Some(facet::party(one)),
            _ => None,
        })
        .collect();
    let subject = of(record, |said| matches!(said, Said::Subject(_)));
    let subjects = subject
        .as_deref()
        .map(entente_register::subject::told)
        .unwrap_or_default();
    let events = status::events(record);
    let signed = events.iter().find(|told| told.kind == EventKind::Signed);
    let standing = day.map(|day| status::status(record, day));
    InstrumentRow {
        id: record.id.to_string(),
        address: address(record),
        title: record.label(),
        r#type: of(record, |said| matches!(said, Said::Type(_))).unwrap_or_default(),
        level: of(record, |said| matches!(said, Said::Level(_))),
        completeness: incomplete(record).map(str::to_owned),
        parties: once(parties).join("; "),
        subject,
        subjects: subjects.into_iter().collect::<Vec<_>>().join("; "),
        signed: signed.and_then(|told| told.date).map(|date| date.to_string()),
        meeting: of(record, |said| matches!(said, Said::PartOf(_))),
        status: standing
            .as_ref()
            .map(|one| one.status.name().to_owned())
            .unwrap_or_default(),
        reason: standing.map(|one| one.reason).unwrap_or_default(),
        texts: texts(record).join("; "),
        listed_by: listed_by(register, record).join("; "),
        one_sided: false,
        same_as: of(
            record,
            |said| matches!(said, Said::SameAs(first) if *first != record.id),
        ),
        sources: joined(record),
        review: record.review(),
    }
}

/// Languages of its texts in the home.
fn texts(record: &Record) -> Vec<String> {
    let texts = record.all(|said| match said {
        Said::TextCopy(copy) => Some(copy.language.map_or("language not told", Language::code)),
        _ => None,
    });
    once(texts.map(str::to_owned).collect())
}

/// What an instrument is that has no title of its own here.
fn incomplete(record: &Record) -> Option<&'static str> {
    record.one(|said| match said {
        Said::Completeness(Completeness::Group) => Some("several, count not told"),
        Said::Completeness(Completeness::Mention) => Some("mentioned only"),
        _ => None,
    })
}

/// Each once, in the order met.
fn once(all: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// The sides whose lists have it, with the number there: `KAZ 6`.
pub(super) fn listed_by(register: &Register, record: &Record) -> Vec<String> {
    let listed = record.standing().filter_map(|one| match &one.said {
        Said::Listed(listed) => Some((one.source?, listed.ordinal)),
        _ => None,
    });
    let told = listed.map(|(id, ordinal)| {
        let side = register.source(id).and_then(|source| source.side.clone());
        let ordinal = ordinal.map(|ordinal| format!(" {ordinal}")).unwrap_or_default();
        format!("{}{ordinal}", side.unwrap_or_else(|| id.to_string()))
    });
    once(told.collect())
}

pub(super) fn meeting(register: &Register, record: &Record) -> MeetingRow {
    let people = record.all(|said| match said {
        Said::Attendee(person) => register.record(*person).map(Record::label),
        _ => None,
    });
    let date = of(record, |said| matches!(said, Said::Date(_)));
    MeetingRow {
        id: record.id.to_string(),
        address: address(record),
        kind: of(record, |said| matches!(said, Said::MeetingKind(_))).unwrap_or_default(),
        date: date.or_else(|| of(record, |said| matches!(said, Said::DateAsWritten(_)))),
        place: of(record, |said| matches!(said, Said::Place(_))),
        host: of(record, |said| matches!(said, Said::Host(_))),
        people: once(people.collect()).join("; "),
        part_of: of(record, |said| matches!(said, Said::PartOf(_))),
        sources: joined(record),
        review: record.review(),
    }
}

pub(super) fn commitment(record: &Record, day: Date) -> CommitmentRow {
    let owners = record.all(|said| match said {
        Said::Owner(state) => Some(state.clone()),
        _ => None,
    });
    let due = record.one(|said| match said {
        Said::Due(due) => Some(
            due.when
                .map_or_else(|| due.written.clone(), |when| when.to_string()),
        ),
        _ => None,
    });
    let (status, reason) = status::progress(record, day);
    CommitmentRow {
        id: record.id.to_string(),
        address: address(record),
        text: record.label(),
        kind: of(record, |said| matches!(said, Said::CommitmentKind(_))).unwrap_or_default(),
        strength: of(record, |said| matches!(said, Said::Strength(_))),
        owners: owners.collect::<Vec<_>>().join("; "),
        institution: of(record, |said| matches!(said, Said::OwnerInstitution(_))),
        speaker: of(record, |said| matches!(said, Said::Speaker(_))),
        due,
        status,
        reason,
        sources: joined(record),
        review: record.review(),
    }
}

pub(super) fn claim(record: &Record) -> ClaimRow {
    use entente_register::record::Unit;
    let amount = record.one(|said| match said {
        Said::Amount(amount) => Some(amount),
        _ => None,
    });
    let change = record.one(|said| match said {
        Said::Change(shift) => Some(shift),
        _ => None,
    });
    let period = record.one(|said| match said {
        Said::Period(period) => Some(period),
        _ => None,
    });
    let last = record.checks.last();
    ClaimRow {
        id: record.id.to_string(),
        address: address(record),
        sentence: record.label(),
        flow: of(record, |said| matches!(said, Said::Flow(_))),
        operator: of(record, |said| matches!(said, Said::Operator(_))),
        amount: amount.map(|amount| amount.value.clone()),
        unit: amount.map(|amount| match &amount.unit {
            Unit::Currency(code) => code.clone(),
            Unit::Of(things) => things.clone(),
        }),
        half_unit: amount.map(|amount| amount.half_unit.clone()),
        change: change.map(|shift| {
            let kind = serde_json::to_value(shift.kind).unwrap_or_default();
            format!("{} {}", kind.as_str().unwrap_or_default(), shift.value)
        }),
        period: period.and_then(|period| {
            let when = period.when.map(|when| when.to_string());
            when.or_else(|| period.written.as_ref().map(|words| format!("\"{words}\"")))
        }),
        modality: of(record, |said| matches!(said, Said::Modality(_))),
        reporter_view: of(record, |said| matches!(said, Said::ReporterView(_))),
        attributed_to: of(record, |said| matches!(said, Said::AttributedTo(_))),
        verdict: last.map(|check| check.verdict.name()),
        whose: last.and_then(|check| check.whose.clone()),
        sources: joined(record),
        review: record.review(),
    }
}

pub(super) fn person(record: &Record) -> PersonRow {
    let names = record.all(|said| match said {
        Said::Name(name) => Some(name.text.clone()),
        _ => None,
    });
    let offices = record.all(|said| match said {
        Said::Office(office) => Some(match &office.state {
            Some(state) => format!("{state} {}", office.title),
            None => office.title.clone(),
        }),
        _ => None,
    });
    PersonRow {
        id: record.id.to_string(),
        address: address(record),
        name: record.label(),
        names: once(names.collect()).join("; "),
        side: of(record, |said| matches!(said, Said::Side(_))),
        offices: once(offices.collect()).join("; "),
        sources: joined(record),
        review: record.review(),
    }
}

pub(super) fn commission(register: &Register, record: &Record) -> CommissionRow {
    let chairs = record.all(|said| match said {
        Said::CoChair(office) => Some(match &office.state {
            Some(state) => format!("{state} {}", office.title),
            None => office.title.clone(),
        }),
        _ => None,
    });
    let groups = record.all(|said| match said {
        Said::WorkingGroup(group) => Some(group.clone()),
        _ => None,
    });
    let own = |said: &Said| matches!(said, Said::PartOf(id) if *id == record.id).then_some(());
    let sessions = register
        .of_kind(Kind::Session)
        .filter(|session| session.one(own).is_some())
        .map(|session| session.id.to_string());
    CommissionRow {
        id: record.id.to_string(),
        name: record.label(),
        pair: of(record, |said| matches!(said, Said::Pair(_))),
        founding: of(record, |said| matches!(said, Said::Founding(_))),
        co_chairs: chairs.collect::<Vec<_>>().join("; "),
        working_groups: groups.collect::<Vec<_>>().join("; "),
        sessions: sessions.collect::<Vec<_>>().join("; "),
        sources: joined(record),
        review: record.review(),
    }
}

pub(super) fn session(record: &Record) -> SessionRow {
    let agenda = record.all(|said| match said {
        Said::Agenda(item) => Some(item.clone()),
        _ => None,
    });
    SessionRow {
        id: record.id.to_string(),
        address: address(record),
        commission: of(record, |said| matches!(said, Said::PartOf(_))),
        ordinal: of(record, |said| matches!(said, Said::Ordinal(_))),
        date: of(record, |said| matches!(said, Said::Date(_))),
        place: of(record, |said| matches!(said, Said::Place(_))),
        protocol: of(record, |said| matches!(said, Said::Protocol(_))),
        agenda: agenda.collect::<Vec<_>>().join("; "),
        next_due: of(record, |said| matches!(said, Said::NextDue(_))),
        sources: joined(record),
        review: record.review(),
    }
}

/// Institutions that the register meets, or any that are asked for by name.
pub(super) fn institutions(register: &Register, filter: &Filter) -> Vec<InstitutionRow> {
    let mut met: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in register
        .wholes(Kind::Instrument)
        .iter()
        .filter(|record| !record.is_rejected())
    {
        let known = record.all(|said| match said {
            Said::Participant(one) => facet::institution(one),
            _ => None,
        });
        for institution in known {
            let records = met.entry(institution.id.to_owned()).or_default();
            let id = record.id.to_string();
            if records.last() != Some(&id) {
                records.push(id);
            }
        }
    }
    let standard = Institutions::standard();
    let asked = filter.institution.as_deref().or(filter.search.as_deref());
    let fits = |one: &&entente_register::institution::Institution| {
        let named = asked.is_none_or(|asked| {
            one.id == asked || one.names.iter().any(|(_, name)| script::finds(asked, name))
        });
        let side = filter.side.as_deref().is_none_or(|side| side == one.state);
        named && side && (asked.is_some() || met.contains_key(one.id))
    };
    standard
        .all()
        .filter(fits)
        .map(|one| institution_row(one, &met))
        .collect()
}

fn institution_row(
    one: &entente_register::institution::Institution,
    met: &BTreeMap<String, Vec<String>>,
) -> InstitutionRow {
    let name = |language: Language| {
        let found = one.names.iter().find(|(known, _)| *known == language);
        found.map(|(_, name)| *name)
    };
    InstitutionRow {
        id: one.id.to_owned(),
        state: one.state.to_owned(),
        kind: one.kind.to_owned(),
        en: one.name(Language::En).to_owned(),
        ru: name(Language::Ru),
        sr: name(Language::Sr),
        kk: name(Language::Kk),
        succession: succession(one),
        instruments: met
            .get(one.id)
            .map(|records| records.join("; "))
            .unwrap_or_default(),
    }
}

/// What an institution came from, and what became of it.
pub(super) fn succession(one: &entente_register::institution::Institution) -> Option<String> {
    let after = one.succession.as_ref().map(|succession| {
        let between = succession
            .between
            .map(|between| format!(" between {} and {}", between.first, between.last));
        format!(
            "{}{}: now {}",
            succession.kind,
            between.unwrap_or_default(),
            name_of(succession.successor)
        )
    });
    let before: Vec<String> = Institutions::standard()
        .before(one)
        .map(|before| format!("before: {}", before.name(Language::En)))
        .collect();
    let all: Vec<String> = before.into_iter().chain(after).collect();
    Some(all.join("; ")).filter(|words| !words.is_empty())
}

/// The English name of an institution.
fn name_of(id: &str) -> &str {
    Institutions::standard()
        .get(id)
        .map_or(id, |one| one.name(Language::En))
}

pub(super) fn source_row(register: &Register, source: &Source) -> SourceRow {
    SourceRow {
        id: source.id.to_string(),
        file: source.file.clone(),
        sha256: source.sha256.clone(),
        publisher: source.publisher.clone(),
        side: source.side.clone(),
        language: source.language.clone(),
        published: source.published.clone(),
        published_from: source.published_from.clone(),
        announced: source.announced.as_ref().map(|announced| announced.count),
        listed: lists::lines(register, source.id).len(),
    }
}

pub(super) fn entries(register: &Register, pages: &Pages, as_of: Option<Date>) -> Vec<EntryRow> {
    let until = as_of.map(|day| day.to_string());
    let known = |day: &str| until.as_deref().is_none_or(|until| day <= until);
    let row = |entry: &entente_register::entry::Entry| EntryRow {
        number: entry.number,
        at: entry.at.clone(),
        by: entry.by.clone(),
        act: entry.act.words(),
        undone: register.is_undone(entry.number),
        idle: register.idle().contains(&entry.number),
    };
    let entries = pages.entries.iter().filter(|entry| known(entry.day()));
    entries.map(row).collect()
}
