//! `entente register add`: what the rules missed, told by a person and confirmed by them.
//!
//! It fills in what every kind of record has; which fields there are and what fits them, the crate of
//! the register says.

use std::path::Path;

use entente_mirror::store::Home;
use entente_register::entry::{Act, Entry};
use entente_register::institution::Institutions;
use entente_register::reading::{Completeness, Language, ParticipantFrom};
use entente_register::record::{
    Due, EventKind, Kind, Participant, Period, Quote, RecordId, Relation, RelationKind, Role, Said, SourceId,
    TextCopy, Told, Worded,
};
use entente_register::review::{self, Refusal};
use entente_register::{Register, filing};

use super::{books, read, show};
use crate::args::{AddArgs, alpha3};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::{self, table};

pub(super) fn run(home: Option<&Path>, args: &AddArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let text = args.text.as_deref().map(read::bytes).transpose()?;
    let mut id = None;
    let (register, entry) = books::change((&home, &args.by, args.dry_run), |register, _| {
        let act = match Kind::parse(&args.what) {
            Some(kind) => {
                let quoted = quoted(register, args)?;
                let said = said(register, (kind, args), text.as_deref())?;
                let record =
                    filing::new_record(register, kind).ok_or_else(|| Failure::of("no number is left"))?;
                id = Some(record);
                let pair = pair(&home, args);
                let year = year(register, args, quoted.as_ref().map(|(source, _)| *source));
                review::create(register, record, (&pair, year), said, quoted)
            }
            None => {
                let record = register.first_of(review::record(register, &args.what).map_err(books::refused)?);
                id = Some(record.id);
                let said = said(register, (record.id.kind, args), text.as_deref())?;
                review::extend(register, record, said, quoted(register, args)?)
            }
        };
        let act = act.map_err(books::refused)?;
        if let Some(bytes) = text.as_deref().filter(|_| !args.dry_run) {
            home.keep(bytes)?;
        }
        Ok(act)
    })?;
    print::text(&words(&register, id, &entry, args.dry_run))?;
    Ok(Done::Wholly)
}

/// The record as it now is.
fn words(register: &Register, id: Option<RecordId>, entry: &Entry, dry: bool) -> String {
    let Some(record) = id.and_then(|id| register.record(id)) else {
        return String::new();
    };
    let done = if dry {
        "would be told".to_owned()
    } else {
        format!("told, entry {}", entry.number)
    };
    let mut text = table::wrapped(
        &format!("{}: {}; {done}", record.id, read::few_words(register, record)),
        0,
    );
    let told = match &entry.act {
        Act::Added { said, .. } => said.len(),
        _ => 0,
    };
    let first = record.assertions.len().saturating_sub(told);
    for one in &record.assertions[first..] {
        text.push_str(&table::wrapped(&show::line(register, one), 2));
    }
    text
}

/// The words of a source, which stand there once.
fn quoted(register: &Register, args: &AddArgs) -> Result<Option<(SourceId, Quote)>, Failure> {
    let (Some(source), Some(words)) = (&args.source, &args.quote) else {
        return Ok(None);
    };
    let id: SourceId = source.parse().map_err(Failure::usage)?;
    let source = register.source(id).ok_or_else(|| {
        Failure::usage(format!("there is no {id}")).hint("`entente register list sources` has them all")
    })?;
    let places: Vec<usize> = source
        .text
        .match_indices(words.as_str())
        .map(|(at, _)| at)
        .take(2)
        .collect();
    match places[..] {
        [start] if !words.is_empty() => {
            Ok(Quote::of(&source.text, start, start + words.len()).map(|quote| (id, quote)))
        }
        [] => Err(Failure::usage(format!("{id} does not say {words:?}")).hint(
            "quote it letter for letter, as the text has it; `entente register show` shows what was read there",
        )),
        _ => Err(Failure::usage(format!("{id} says {words:?} more than once")).hint("quote more of it")),
    }
}

/// All that the options say of a record.
fn said(
    register: &Register,
    (kind, args): (Kind, &AddArgs),
    text: Option<&[u8]>,
) -> Result<Vec<Said>, Failure> {
    let mut said = Vec::new();
    said.extend(args.title.as_ref().map(|title| label(kind, title, args.language)));
    if args.title.is_some() && kind == Kind::Instrument && Kind::parse(&args.what).is_some() {
        said.push(Said::Completeness(Completeness::Titled));
    }
    for party in &args.party {
        said.push(Said::Participant(participant(party)?));
    }
    said.extend(args.date.map(|date| match kind {
        Kind::Instrument => Said::Event(Told {
            kind: EventKind::Signed,
            date: Some(date),
            effective: None,
            party: None,
            place: None,
            note: None,
        }),
        Kind::Commitment => Said::Due(Due {
            when: Some(date),
            written: date.to_string(),
        }),
        Kind::Claim => Said::Period(Period {
            when: Some(date),
            written: None,
            relative: false,
            ambiguous: false,
        }),
        _ => Said::Date(date),
    }));
    said.extend(args.term.map(Said::Term));
    for relation in &args.relation {
        said.push(Said::Relation(related(register, relation)?));
    }
    let file = args.text.as_deref().and_then(Path::file_name);
    said.extend(text.zip(file).map(|(bytes, file)| {
        Said::TextCopy(TextCopy {
            language: args.language,
            sha256: filing::digest(bytes),
            file: file.to_string_lossy().into_owned(),
        })
    }));
    for set in &args.set {
        let (field, value) = set.split_once('=').ok_or_else(|| {
            Failure::usage(format!(
                "found {set:?} for --set, expected FIELD=VALUE such as type=agreement"
            ))
        })?;
        let unfit = |expected| Refusal::Unfit {
            found: format!("{value:?} for {field}"),
            expected,
        };
        said.push(Said::typed(field, value).map_err(|expected| books::refused(unfit(expected)))?);
    }
    Ok(said)
}

/// What a record is known by, in the field of its kind.
fn label(kind: Kind, words: &str, language: Option<Language>) -> Said {
    let worded = Worded {
        text: words.to_owned(),
        language,
    };
    match kind {
        Kind::Instrument => Said::Title(worded),
        Kind::Commitment => Said::Text(words.to_owned()),
        Kind::Claim => Said::Sentence(words.to_owned()),
        _ => Said::Name(worded),
    }
}

/// `KAZ`, or `KAZ Ministry of Finance`.
fn participant(text: &str) -> Result<Participant, Failure> {
    let (state, name) = text.split_once(' ').unwrap_or((text, ""));
    let state = read::state(state)?.code().to_owned();
    let institution = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    let known = institution
        .as_deref()
        .and_then(|name| Institutions::standard().named(Some(&state), name));
    Ok(Participant {
        known_as: known.map(|institution| institution.id.to_owned()),
        written: institution.clone(),
        institution,
        state: Some(state),
        role: Role::Party,
        from: ParticipantFrom::Text,
    })
}

/// `amends=instrument-3`.
fn related(register: &Register, text: &str) -> Result<Relation, Failure> {
    let expected = || {
        let kinds = RelationKind::NAMES.map(|(_, name)| name).join(", ");
        Failure::usage(format!(
            "found {text:?} for --relation, expected KIND=INSTRUMENT with one of {kinds}"
        ))
    };
    let (kind, to) = text.split_once('=').ok_or_else(expected)?;
    let named = |(_, name): &&(RelationKind, &str)| *name == kind;
    let (kind, _) = RelationKind::NAMES.iter().find(named).ok_or_else(expected)?;
    let to = review::record(register, to).map_err(books::refused)?.id;
    if to.kind != Kind::Instrument {
        return Err(expected());
    }
    Ok(Relation { kind: *kind, to })
}

/// The states of a new record: those given, else those of the home.
fn pair(home: &Home, args: &AddArgs) -> String {
    let settings = home.settings();
    let mut pair = match args.pair {
        Some(pair) => [alpha3(pair.0), alpha3(pair.1)],
        None => [settings.side.alpha3.clone(), settings.partner.alpha3.clone()],
    };
    pair.sort();
    pair.join("-")
}

/// The year of its address: of its own date, of commitments and claims that of the source.
fn year(register: &Register, args: &AddArgs, source: Option<SourceId>) -> Option<u16> {
    let own = args.date.map(|date| date.first.year());
    if matches!(
        Kind::parse(&args.what),
        Some(Kind::Instrument | Kind::Meeting | Kind::Session)
    ) {
        return own;
    }
    let published = register.source(source?)?.published.as_deref()?;
    published.get(..4)?.parse().ok()
}
