//! `entente register list`: what is in the register, by facets.

use std::collections::BTreeMap;
use std::path::Path;

use entente_register::facet::{self, Facts, Filter};
use entente_register::institution::Institutions;
use entente_register::journal::Pages;
use entente_register::reading::Language;
use entente_register::record::{EventKind, Kind, Open, Record, Said, Source};
use entente_register::{Register, lists, script, status};
use entente_trade::Date;
use serde::Serialize;

use super::books;
use crate::args::{Facets, ListArgs, Listed, Output, alpha3};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::near;
use crate::print;
use crate::print::table::Table;

/// An instrument as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct InstrumentRow {
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) title: String,
    pub(super) r#type: String,
    pub(super) level: Option<String>,
    pub(super) parties: String,
    pub(super) subject: Option<String>,
    pub(super) subjects: String,
    pub(super) signed: Option<String>,
    pub(super) meeting: Option<String>,
    pub(super) status: String,
    pub(super) reason: String,
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
    address: Option<String>,
    pub(super) kind: String,
    pub(super) date: Option<String>,
    pub(super) place: Option<String>,
    host: Option<String>,
    pub(super) people: String,
    part_of: Option<String>,
    sources: String,
    review: &'static str,
}

/// A commitment as machines read it.
#[derive(Debug, Default, Serialize)]
struct CommitmentRow {
    id: String,
    address: Option<String>,
    text: String,
    kind: String,
    strength: Option<String>,
    owners: String,
    institution: Option<String>,
    speaker: Option<String>,
    due: Option<String>,
    status: &'static str,
    reason: String,
    sources: String,
    review: &'static str,
}

/// A claim as machines read it.
#[derive(Debug, Default, Serialize)]
struct ClaimRow {
    id: String,
    address: Option<String>,
    sentence: String,
    flow: Option<String>,
    operator: Option<String>,
    amount: Option<String>,
    unit: Option<String>,
    half_unit: Option<String>,
    change: Option<String>,
    period: Option<String>,
    modality: Option<String>,
    reporter_view: Option<String>,
    attributed_to: Option<String>,
    verdict: Option<&'static str>,
    whose: Option<String>,
    sources: String,
    review: &'static str,
}

/// An institution as machines read it.
#[derive(Debug, Default, Serialize)]
struct InstitutionRow {
    id: String,
    state: String,
    kind: String,
    en: String,
    ru: Option<&'static str>,
    sr: Option<&'static str>,
    kk: Option<&'static str>,
    succession: Option<String>,
    instruments: String,
}

/// A person as machines read them.
#[derive(Debug, Default, Serialize)]
struct PersonRow {
    id: String,
    address: Option<String>,
    name: String,
    names: String,
    side: Option<String>,
    offices: String,
    sources: String,
    review: &'static str,
}

/// A source as machines read it.
#[derive(Debug, Default, Serialize)]
struct SourceRow {
    id: String,
    file: String,
    sha256: String,
    publisher: Option<String>,
    side: Option<String>,
    language: Option<String>,
    published: Option<String>,
    published_from: Option<String>,
    listed: usize,
}

/// An entry of the journal as machines read it.
#[derive(Debug, Default, Serialize)]
struct EntryRow {
    number: u64,
    at: String,
    by: String,
    act: String,
    undone: bool,
}

pub(super) fn run(home: Option<&Path>, args: &ListArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let (register, pages) = books::register(&home, args.moment.as_of)?;
    let day = match args.moment.on {
        Some(day) => day,
        None => desk::now()?.1,
    };
    let filter = filter(&args.facets)?;
    let asked = |kind| facet::of_kind(&register, kind, &filter, day);
    let output = args.output;
    match args.what {
        Listed::Instruments => {
            let row = |(record, facts): &(Record, Facts)| {
                let mut row = instrument(&register, record, Some(day));
                row.one_sided = facts.one_sided;
                row
            };
            shown(
                &asked(Kind::Instrument).iter().map(row).collect::<Vec<_>>(),
                output,
                instruments,
            )
        }
        Listed::Meetings => {
            let row = |(record, _): &(Record, Facts)| meeting(&register, record);
            shown(
                &asked(Kind::Meeting).iter().map(row).collect::<Vec<_>>(),
                output,
                meetings,
            )
        }
        Listed::Commitments => {
            let row = |(record, _): &(Record, Facts)| commitment(record, day);
            shown(
                &asked(Kind::Commitment).iter().map(row).collect::<Vec<_>>(),
                output,
                commitments,
            )
        }
        Listed::Claims => {
            let row = |(record, _): &(Record, Facts)| claim(record);
            shown(
                &asked(Kind::Claim).iter().map(row).collect::<Vec<_>>(),
                output,
                claims,
            )
        }
        Listed::People => {
            let row = |(record, _): &(Record, Facts)| person(record);
            shown(
                &asked(Kind::Person).iter().map(row).collect::<Vec<_>>(),
                output,
                people,
            )
        }
        Listed::Institutions => shown(&institutions(&register, &filter), output, institutions_table),
        Listed::Sources => {
            let row = |source: &Source| source_row(&register, source);
            shown(&register.sources().map(row).collect::<Vec<_>>(), output, sources)
        }
        Listed::Entries => shown(
            &entries(&register, &pages, args.moment.as_of),
            output,
            entries_table,
        ),
    }
}

/// Rows for machines, or a table for people with how many there are.
fn shown<T: Serialize + Default>(
    rows: &[T],
    output: Output,
    table: fn(&[T]) -> String,
) -> Result<Done, Failure> {
    match output {
        Output::Table if rows.is_empty() => print::note("nothing of that is in the register"),
        Output::Table => print::text(&table(rows))?,
        output => print::rows(rows, output)?,
    }
    Ok(Done::Wholly)
}

/// Words of fields that only take certain ones.
fn filter(facets: &Facets) -> Result<Filter, Failure> {
    let statuses = status::Status::ALL.map(status::Status::name);
    let others = [
        "open",
        "late",
        "done",
        "dropped",
        "superseded",
        "confirmed",
        "confirmed by one side only",
        "between the two mirrors",
        "contradicted",
        "not checkable",
    ];
    let all: Vec<&str> = statuses.into_iter().chain(others).collect();
    let levels = [
        "interstate",
        "intergovernmental",
        "interdepartmental",
        "inter_institutional",
    ];
    Ok(Filter {
        side: facets.side.map(alpha3),
        institution: facets.institution.clone(),
        kind: facets.kind.clone(),
        level: word("--level", facets.level.as_deref(), &levels)?,
        subject: facets.subject.clone(),
        status: word("--status", facets.status.as_deref(), &all)?,
        year: facets.year,
        place: facets.place.clone(),
        meeting: facets.meeting.clone(),
        one_sided: facets.one_sided,
        open: facets.open,
        review: word(
            "--review",
            facets.review.as_deref(),
            &["proposed", "confirmed", "partly", "rejected"],
        )?,
        search: facets.search.clone(),
    })
}

/// One of these words, however its parts are joined; else wrong usage with the nearest.
fn word(option: &str, asked: Option<&str>, known: &[&str]) -> Result<Option<String>, Failure> {
    let Some(asked) = asked else {
        return Ok(None);
    };
    let plain = |word: &str| word.to_lowercase().replace(['-', '_'], " ");
    if let Some(word) = known.iter().find(|word| plain(word) == plain(asked)) {
        return Ok(Some((*word).to_owned()));
    }
    let near = near::asked(near::word(asked, known.iter().copied()));
    let known = known.join(", ");
    Err(Failure::usage(format!(
        "found {asked:?} for {option}, expected one of {known}{near}"
    )))
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

fn commitment(record: &Record, day: Date) -> CommitmentRow {
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

fn claim(record: &Record) -> ClaimRow {
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

fn person(record: &Record) -> PersonRow {
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

/// Institutions that the register meets, or any that are asked for by name.
fn institutions(register: &Register, filter: &Filter) -> Vec<InstitutionRow> {
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
    let standard = Institutions::standard();
    let name = |language: Language| {
        let found = one.names.iter().find(|(known, _)| *known == language);
        found.map(|(_, name)| *name)
    };
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
    let before: Vec<String> = standard
        .before(one)
        .map(|before| format!("before: {}", before.name(Language::En)))
        .collect();
    let succession: Vec<String> = before.into_iter().chain(after).collect();
    InstitutionRow {
        id: one.id.to_owned(),
        state: one.state.to_owned(),
        kind: one.kind.to_owned(),
        en: one.name(Language::En).to_owned(),
        ru: name(Language::Ru),
        sr: name(Language::Sr),
        kk: name(Language::Kk),
        succession: Some(succession.join("; ")).filter(|words| !words.is_empty()),
        instruments: met
            .get(one.id)
            .map(|records| records.join("; "))
            .unwrap_or_default(),
    }
}

/// The English name of an institution.
fn name_of(id: &str) -> &str {
    Institutions::standard()
        .get(id)
        .map_or(id, |one| one.name(Language::En))
}

fn source_row(register: &Register, source: &Source) -> SourceRow {
    SourceRow {
        id: source.id.to_string(),
        file: source.file.clone(),
        sha256: source.sha256.clone(),
        publisher: source.publisher.clone(),
        side: source.side.clone(),
        language: source.language.clone(),
        published: source.published.clone(),
        published_from: source.published_from.clone(),
        listed: lists::lines(register, source.id).len(),
    }
}

fn entries(register: &Register, pages: &Pages, as_of: Option<Date>) -> Vec<EntryRow> {
    let until = as_of.map(|day| day.to_string());
    let known = |day: &str| until.as_deref().is_none_or(|until| day <= until);
    let row = |entry: &entente_register::entry::Entry| EntryRow {
        number: entry.number,
        at: entry.at.clone(),
        by: entry.by.clone(),
        act: entry.act.words(),
        undone: register.is_undone(entry.number),
    };
    let entries = pages.entries.iter().filter(|entry| known(entry.day()));
    entries.map(row).collect()
}

fn instruments(rows: &[InstrumentRow]) -> String {
    let mut table = Table::new(&["id", "instrument", "status"], &[]);
    for row in rows {
        let level = row.level.as_deref().map(|level| format!(", {}", plain(level)));
        let signed = row.signed.as_deref().map(|day| format!(", signed {day}"));
        let mut lines = vec![format!(
            "{}{}{}",
            plain(&row.r#type),
            level.unwrap_or_default(),
            signed.unwrap_or_default()
        )];
        lines.push(row.parties.replace("; ", "\n"));
        lines.extend(row.subject.as_ref().map(|subject| format!("about {subject}")));
        lines.extend(
            row.same_as
                .as_ref()
                .map(|first| format!("perhaps the same as {first}")),
        );
        let status = format!("{}{}", plain(&row.status), mark(row.review));
        table.row(&[&row.id, &lines.join("\n"), &status]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

/// A word of files as people write it.
pub(super) fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// What is not wholly confirmed is marked.
fn mark(review: &str) -> &'static str {
    match review {
        "confirmed" => "",
        "rejected" => " (rejected)",
        _ => " *",
    }
}

fn legend<'a>(mut reviews: impl Iterator<Item = &'a str>) -> String {
    let open = reviews.any(|review| mark(review) == " *");
    open.then_some("* proposed, not yet confirmed\n")
        .unwrap_or_default()
        .to_owned()
}

fn meetings(rows: &[MeetingRow]) -> String {
    let mut table = Table::new(&["id", "kind", "date", "place", "people"], &[]);
    for row in rows {
        let kind = format!("{}{}", plain(&row.kind), mark(row.review));
        let [date, place] = [&row.date, &row.place].map(|text| text.as_deref().unwrap_or("—"));
        table.row(&[&row.id, &kind, &date, &place, &row.people]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

fn commitments(rows: &[CommitmentRow]) -> String {
    let mut table = Table::new(&["id", "commitment", "due", "status"], &[]);
    for row in rows {
        let strength = row
            .strength
            .as_deref()
            .map_or("strength not told".to_owned(), plain);
        let owner = if row.owners.is_empty() {
            "no owner told"
        } else {
            &row.owners
        };
        let told = format!("{}\n{}, {strength}, {owner}", row.text, plain(&row.kind));
        let status = format!("{}{}", row.status, mark(row.review));
        table.row(&[&row.id, &told, &row.due.as_deref().unwrap_or("—"), &status]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

fn claims(rows: &[ClaimRow]) -> String {
    let mut table = Table::new(&["id", "claim", "period", "verdict"], &[]);
    for row in rows {
        let amount = row.amount.as_ref().map(|amount| {
            let operator = row.operator.as_deref().filter(|operator| *operator != "=");
            format!(
                "{}{} {}",
                operator.unwrap_or_default(),
                grouped(amount),
                row.unit.as_deref().unwrap_or_default()
            )
        });
        let figures: Vec<String> = [row.flow.clone(), amount, row.change.clone()]
            .into_iter()
            .flatten()
            .collect();
        let told = format!("{}\n{}", row.sentence, plain(&figures.join(", ")));
        let verdict = format!("{}{}", row.verdict.unwrap_or("not checked"), mark(row.review));
        table.row(&[&row.id, &told, &row.period.as_deref().unwrap_or("—"), &verdict]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

/// An amount with its thousands set apart, where it is a number of whole units.
fn grouped(amount: &str) -> String {
    let money = entente_trade::Money::parse(amount, 0);
    money
        .ok()
        .filter(|_| !amount.contains('.'))
        .map_or_else(|| amount.to_owned(), |money| format!("{money:#}"))
}

fn institutions_table(rows: &[InstitutionRow]) -> String {
    let mut table = Table::new(&["institution", "instruments"], &[]);
    for row in rows {
        let mut lines = vec![row.en.clone(), row.id.clone()];
        lines.extend(row.succession.clone());
        table.row(&[&lines.join("\n"), &row.instruments.replace("instrument-", "")]);
    }
    table.printed()
}

fn people(rows: &[PersonRow]) -> String {
    let mut table = Table::new(&["id", "name", "side", "offices"], &[]);
    for row in rows {
        let name = format!("{}{}", row.name, mark(row.review));
        table.row(&[&row.id, &name, &row.side.as_deref().unwrap_or("—"), &row.offices]);
    }
    table.printed() + &legend(rows.iter().map(|row| row.review))
}

fn sources(rows: &[SourceRow]) -> String {
    let mut table = Table::new(&["id", "file", "side", "language", "published", "lists"], &[5]);
    for row in rows {
        let [side, language, published] =
            [&row.side, &row.language, &row.published].map(|text| text.as_deref().unwrap_or("—"));
        table.row(&[&row.id, &row.file, &side, &language, &published, &row.listed]);
    }
    table.printed()
}

fn entries_table(rows: &[EntryRow]) -> String {
    let mut table = Table::new(&["entry", "at", "by", "act"], &[0]);
    for row in rows {
        let undone = if row.undone { " (undone)" } else { "" };
        table.row(&[&row.number, &row.at, &row.by, &format!("{}{undone}", row.act)]);
    }
    table.printed()
}
