//! What the two reports must yield, whole: the table of ten instruments and everything beside it.

use std::fmt::Write as _;

use entente_register::reading::{
    ChangeKind, Claim, Commitment, Completeness, Context, Due, Instrument, Meeting, Office, Operator, Pair,
    Participant, Person, Published, PublishedFrom, Reading, SourceText, Unit, read,
};
use entente_trade::Date;

const BELGRADE_2024: &str = include_str!("sources/belgrade_2024.txt");
const BELGRADE_2023: &str = include_str!("sources/belgrade_2023.txt");

/// What an operator says of a report of the pair: the day of publication, or nothing.
fn of_the_pair(published: Option<&str>) -> Context {
    let published = published.map(|day| Published {
        date: Date::parse(day).unwrap(),
        from: PublishedFrom::Operator,
    });
    Context {
        pair: Pair::parse("KAZ-SRB"),
        published,
        ..Context::default()
    }
}

#[test]
fn the_report_of_2024_yields_ten_instruments_and_what_was_said_beside_them() {
    let context = of_the_pair(None);
    compare(
        BELGRADE_2024,
        &context,
        include_str!("sources/belgrade_2024.expected"),
    );
}

#[test]
fn the_report_of_2023_yields_two_groups_and_a_claim_of_last_year() {
    let context = of_the_pair(Some("2023-11-30"));
    compare(
        BELGRADE_2023,
        &context,
        include_str!("sources/belgrade_2023.expected"),
    );
}

#[test]
fn without_a_day_of_publication_relative_dates_stay_open() {
    let context = of_the_pair(None);
    compare(
        BELGRADE_2023,
        &context,
        include_str!("sources/belgrade_2023_undated.expected"),
    );
}

#[test]
fn reports_in_russian_serbian_kazakh_and_german_are_read_by_the_same_rules() {
    let context = of_the_pair(Some("2024-11-20"));
    compare(
        include_str!("sources/made_ru.txt"),
        &context,
        include_str!("sources/made_ru.expected"),
    );
    compare(
        include_str!("sources/made_sr.txt"),
        &context,
        include_str!("sources/made_sr.expected"),
    );
    compare(
        include_str!("sources/made_kk.txt"),
        &context,
        include_str!("sources/made_kk.expected"),
    );
    compare(
        include_str!("sources/made_de.txt"),
        &context,
        include_str!("sources/made_de.expected"),
    );
}

#[test]
fn reports_in_german_and_spanish_yield_claims_and_commitments_too() {
    let context = of_the_pair(Some("2024-11-20"));
    compare(
        include_str!("sources/made_de_talks.txt"),
        &context,
        include_str!("sources/made_de_talks.expected"),
    );
    compare(
        include_str!("sources/made_es.txt"),
        &context,
        include_str!("sources/made_es.expected"),
    );
}

#[test]
fn a_list_told_in_a_sentence_is_a_list_and_what_it_leaves_out_is_told() {
    let context = of_the_pair(Some("2024-11-20"));
    let text = include_str!("sources/made_sr_sentence.txt");
    compare(text, &context, include_str!("sources/made_sr_sentence.expected"));
    let reading = read(&SourceText::new(text).unwrap(), &context);
    let count = reading
        .unresolved
        .iter()
        .find(|open| open.what == "count")
        .unwrap();
    assert_eq!(count.reason, "the text tells of 10 and lists 7");
}

#[test]
fn every_value_quotes_the_words_it_was_read_from() {
    for text in [BELGRADE_2024, BELGRADE_2023] {
        let source = SourceText::new(text).unwrap();
        let reading = read(
            &source,
            &Context {
                pair: Pair::parse("KAZ-SRB"),
                ..Context::default()
            },
        );
        let spans = super::spans(&serde_json::to_value(&reading).unwrap());
        assert!(spans.len() > 80, "{}", spans.len());
        for (start, end, quote) in spans {
            assert_eq!(source.as_str().get(start..end), Some(quote.as_str()));
        }
    }
}

fn compare(text: &str, context: &Context, expected: &str) {
    let reading = read(&SourceText::new(text).unwrap(), context);
    let found = told(&reading);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&found), lines(expected));
    assert!(reading.unexplained.is_empty(), "{:?}", reading.unexplained);
}

fn told(reading: &Reading) -> String {
    let mut out = String::new();
    let facts = &reading.facts;
    let mut source = vec![format!("language {}", facts.language.unwrap().code())];
    source.extend(
        facts
            .dateline
            .as_ref()
            .map(|place| format!("dateline {}", place.value)),
    );
    source.extend(
        facts
            .publisher
            .as_ref()
            .map(|name| format!("publisher {}", name.value)),
    );
    let from = facts.published.map(|known| {
        format!("published {} by {:?}", known.date, known.from)
            .replace("by T", "by t")
            .replace("by O", "by o")
    });
    source.extend(from);
    writeln!(out, "{}", source.join(", ")).unwrap();
    for each in &reading.instruments {
        writeln!(out, "{}", instrument(each)).unwrap();
    }
    for each in &reading.meetings {
        writeln!(out, "{}", meeting(each, reading)).unwrap();
    }
    for each in &reading.commissions {
        writeln!(out, "commission {} | {}", each.name.value, codes(&each.states)).unwrap();
    }
    for each in &reading.people {
        writeln!(out, "{}", person(each)).unwrap();
    }
    for each in &reading.claims {
        writeln!(out, "{}", claim(each)).unwrap();
    }
    for each in &reading.commitments {
        writeln!(out, "{}", commitment(each)).unwrap();
    }
    for open in &reading.unresolved {
        let about = open
            .about
            .as_ref()
            .map_or(String::new(), |about| format!(" of {about}"));
        writeln!(out, "unresolved {}{about}", open.what).unwrap();
    }
    out
}

fn person(person: &Person) -> String {
    let variants: Vec<&str> = person.variants.iter().map(|each| each.value.as_str()).collect();
    let variants = if variants.is_empty() {
        String::new()
    } else {
        format!(" ({})", variants.join(", "))
    };
    let office = |office: &Office| {
        let of = office
            .state
            .as_ref()
            .map_or(String::new(), |state| format!(" of {}", state.value));
        format!("{}{of}", office.title.value)
    };
    let offices: Vec<String> = person.offices.iter().map(office).collect();
    let side = person.side.as_ref().map_or("-", |side| side.value.code());
    let absent = if person.present { "" } else { " | absent" };
    format!(
        "person {}{variants} | {side} | {}{absent}",
        person.name.value,
        offices.join(", ")
    )
}

/// `MemorandumOfUnderstanding` in words.
fn words(name: &impl std::fmt::Debug) -> String {
    let mut out = String::new();
    for letter in format!("{name:?}").chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn codes(states: &[entente_register::reading::Field<entente_register::reading::State>]) -> String {
    states
        .iter()
        .map(|state| state.value.code())
        .collect::<Vec<_>>()
        .join(" ")
}

fn instrument(each: &Instrument) -> String {
    let name = match each.completeness {
        Completeness::Titled => each
            .ordinal
            .as_ref()
            .map_or("?".to_owned(), |ordinal| ordinal.value.to_string()),
        Completeness::Group => format!("group {}", each.title.value),
        Completeness::Mention => format!("mention {}", each.title.value),
    };
    let party = |party: &Participant| {
        let state = party.state.as_ref().map_or("?", |state| state.value.code());
        party
            .institution
            .as_ref()
            .map_or(state.to_owned(), |name| format!("{state} {}", name.value))
    };
    let parties: Vec<String> = each.participants.iter().map(party).collect();
    let events: Vec<String> = each
        .events
        .iter()
        .map(|event| {
            let when = event
                .when
                .as_ref()
                .map_or(String::new(), |when| format!(" {}", when.value));
            format!("{}{when}", words(&event.kind))
        })
        .collect();
    let or = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    format!(
        "instrument {name} | {} | {} | {} | {} | {}",
        words(&each.kind.value),
        each.level
            .as_ref()
            .map_or("-".to_owned(), |level| words(&level.value)),
        or(parties.join(", ")),
        each.subject.as_ref().map_or("-", |subject| &subject.value),
        or(events.join(", ")),
    )
}

fn meeting(each: &Meeting, reading: &Reading) -> String {
    let people: Vec<&str> = each
        .participants
        .iter()
        .map(|at| reading.people[*at].name.value.as_str())
        .collect();
    let place = each.place.as_ref().map_or("-".to_owned(), |place| {
        format!(
            "{}, host {}",
            place.value,
            each.host.as_ref().map_or("?", |host| host.value.code())
        )
    });
    let part = each.part_of.map_or(String::new(), |at| {
        format!(" | part of {}", words(&reading.meetings[at].kind.value))
    });
    let when = each
        .when
        .as_ref()
        .map_or("no day".to_owned(), |when| when.value.to_string());
    format!(
        "meeting {} | {when} | {place} | {}{part}",
        words(&each.kind.value),
        people.join(", ")
    )
}

fn claim(each: &Claim) -> String {
    let operator = match each.operator.value {
        Operator::Equal => "=",
        Operator::Above => ">",
        _ => "?",
    };
    let amount = &each.amount.as_ref().unwrap().value;
    let what = match &amount.unit {
        Unit::Currency(code) => format!("{} ± {} {code}", amount.value, amount.half_unit),
        Unit::Of(things) => format!("{} {things}", amount.value),
    };
    let mut parts = vec![
        format!("claim {}", each.text.value),
        format!("{} {operator} {what}", words(&each.flow.value)),
    ];
    parts.extend(each.change.as_ref().map(|change| {
        assert_eq!(change.value.kind, ChangeKind::Factor);
        let base = change
            .value
            .base
            .map_or(String::new(), |base| format!(" against {base}"));
        let implied = each
            .implied_base
            .as_ref()
            .map_or(String::new(), |implied| format!(", implying {}", implied.value));
        format!("factor {}{base}{implied}", change.value.value)
    }));
    parts.push(match (&each.period, &each.period_as_written) {
        (Some(period), Some(written)) => format!("{} from {}", period.value, written.value),
        (None, Some(written)) => format!("unresolved: {}", written.value),
        _ => "no period".to_owned(),
    });
    parts.extend(
        each.attributed_to
            .as_ref()
            .map(|who| format!("said {}", who.value)),
    );
    parts.join(" | ")
}

fn commitment(each: &Commitment) -> String {
    let kind = words(&each.kind);
    let strength = match &each.strength {
        Some(strength) => format!(", {}", words(&strength.value)),
        None if kind == "invitation" => String::new(),
        None => ", off the scale".to_owned(),
    };
    let mut who = codes(&each.owners);
    if who.is_empty() {
        who = "nobody".to_owned();
    }
    who.extend(each.institution.as_ref().map(|name| format!(" {}", name.value)));
    who.extend(
        each.counterpart
            .as_ref()
            .map(|state| format!(" to {}", state.value)),
    );
    who.extend(each.speaker.as_ref().map(|name| format!(", said {}", name.value)));
    let due = match &each.due {
        Due::None => "none".to_owned(),
        Due::When(when) => when.value.to_string(),
        Due::Unresolved(words) => format!("unresolved: {}", words.value),
    };
    format!(
        "commitment {kind}{strength} | {who} | {} | due {due}",
        each.text.value
    )
}
