//! Views of the register, whole, in every language, of three reports of two visits.

use std::convert::Infallible;
use std::fs;
use std::path::Path;

use entente_brief::content::agreed::agreed;
use entente_brief::content::claims::claims;
use entente_brief::content::commitments::commitments;
use entente_brief::content::instrument::instrument;
use entente_brief::content::lists::compared;
use entente_brief::content::{Docket, Frame};
use entente_brief::{Document, Language};
use entente_register::Register;
use entente_register::check::{Asked, Books, Reading, Reported, check};
use entente_register::entry::{Act, Entry};
use entente_register::facet::Filter;
use entente_register::filing::{Received, file};
use entente_register::reading::{
    Context, Pair, Published, PublishedFrom, Side, SourceText, State, When, read,
};
use entente_register::record::{EventKind, Kind, Said, Told};
use entente_trade::Money;

use super::pair::pair;
use super::plain::plain;
use super::{day, golden};

/// What Kazakhstan's bureau tells of trade with Serbia; Serbia's report is not at hand.
struct Bureau;

impl Books for Bureau {
    type Error = Infallible;

    fn in_dollars(&self, _: Money, _: &str, _: When) -> Option<Money> {
        None
    }

    fn told(&self, asked: &Asked) -> Result<Reported, Infallible> {
        let years = [
            ("2021", "3701.53498", "19151.73796"),
            ("2022", "8182.31802", "65788.98792"),
        ];
        let period = asked.period.to_string();
        let found = years
            .iter()
            .find(|(year, ..)| *year == period && asked.reporter == "KAZ");
        let Some((_, exports, imports)) = found else {
            return Ok(Reported::default());
        };
        let reading = |value: &str, valuation: &str| Reading {
            value: Money::parse(value, 3).unwrap(),
            dataset: "kz-bns".to_owned(),
            vintage: "2024-07-25".to_owned(),
            objects: Vec::new(),
            valuation: valuation.to_owned(),
        };
        Ok(Reported {
            exports: Some(reading(exports, "FOB")),
            imports: Some(reading(imports, "CIF")),
            silence: None,
        })
    }
}

/// A journal under way.
#[derive(Default)]
struct Desk(Vec<Entry>);

impl Desk {
    fn write(&mut self, act: Act) {
        self.0.push(Entry {
            number: self.0.len() as u64 + 1,
            at: "2026-11-28T10:00:00Z".to_owned(),
            by: "A. Serikova".to_owned(),
            act,
        });
    }

    fn register(&self) -> Register {
        Register::of(&self.0, None)
    }

    fn read(&mut self, name: &str, side: Side, published: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
        let bytes = fs::read(path).unwrap();
        let text = SourceText::new(std::str::from_utf8(&bytes).unwrap()).unwrap();
        let context = Context {
            published: Some(Published {
                date: day(published),
                from: PublishedFrom::Operator,
            }),
            side: Some(side),
            pair: Pair::parse("KAZ-SRB"),
            ..Context::default()
        };
        let received = Received {
            bytes: &bytes,
            file: name.rsplit('/').next().unwrap_or(name),
            kind: None,
        };
        let reading = read(&text, &context);
        let act = file(&self.register(), (received, &text, &context), &reading);
        self.write(act.unwrap());
    }

    /// A person stands for it that two lists tell of the same documents.
    fn join(&mut self) {
        let register = self.register();
        let all = register.records().flat_map(|record| &record.assertions);
        let same = all.filter(|one| matches!(one.said, Said::SameAs(_)));
        let confirmed = same.map(|one| one.id).collect();
        self.write(Act::Decided {
            confirmed,
            rejected: Vec::new(),
        });
    }

    fn check_claims(&mut self) {
        for claim in self.register().wholes(Kind::Claim) {
            let published = (&claim, Some(day("2023-11-29")));
            let Ok(check) = check(published, &Bureau, "2026-11-28T10:00:00Z", None);
            let check = Box::new(check);
            self.write(Act::Checked {
                claim: claim.id,
                check,
            });
        }
    }
}

fn event(kind: EventKind, day: &str, party: Option<&str>) -> Said {
    Said::Event(Told {
        kind,
        date: When::parse(day),
        effective: None,
        party: party.map(str::to_owned),
        place: None,
        note: None,
    })
}

/// Three reports of two visits, the claims checked, a commitment kept, and an instrument that Kazakhstan ratified.
pub(crate) fn register() -> Register {
    let mut desk = Desk::default();
    desk.read(
        "crates/register/tests/register/sources/belgrade_2024.txt",
        Side::Third,
        "2024-11-20",
    );
    let serbia = Side::State(State::parse("SRB").unwrap());
    desk.read("demo/visit_2024_tanjug.txt", serbia, "2024-11-19");
    desk.read(
        "crates/register/tests/register/sources/belgrade_2023.txt",
        Side::Third,
        "2023-11-29",
    );
    desk.join();
    desk.check_claims();
    desk.write(Act::Added {
        record: "commitment-1".parse().unwrap(),
        said: vec![event(EventKind::Done, "2025-06-01", None)],
        quoted: None,
    });
    let ratified = event(EventKind::Ratified, "2025-04-02", Some("KAZ"));
    desk.write(Act::Added {
        record: "instrument-6".parse().unwrap(),
        said: vec![ratified],
        quoted: None,
    });
    desk.register()
}

pub(crate) fn docket(register: &Register) -> Docket<'_> {
    Docket {
        pair: pair(),
        register,
        day: day("2026-11-28"),
    }
}

fn frame(language: Language, view: &str) -> Frame {
    Frame {
        language,
        query: format!("/{}/register?view={view}&vintage=2026-11-28", language.code()),
        vintage: Some(day("2026-11-28")),
        extracted: None,
        licence: None,
        releases: Vec::new(),
    }
}

fn in_all(view: &str, document: impl Fn(&Frame, &Docket<'_>) -> Document) {
    let register = register();
    for language in Language::ALL {
        let document = document(&frame(language, view), &docket(&register));
        golden(&format!("{view}.{}.txt", language.code()), &plain(&document));
    }
}

#[test]
fn instruments_are_listed_with_where_they_stand() {
    in_all("agreed", |frame, docket| {
        agreed(frame, docket, &Filter::default())
    });
}

#[test]
fn an_instrument_has_its_participants_events_and_words() {
    in_all("instrument", |frame, docket| {
        let record = docket.register.record("instrument-6".parse().unwrap()).unwrap();
        instrument(frame, docket, record)
    });
}

#[test]
fn commitments_stand_on_a_board() {
    in_all("board", commitments);
}

#[test]
fn claims_have_a_verdict_and_both_reports() {
    in_all("claims", claims);
}

#[test]
fn two_lists_of_one_ceremony_stand_side_by_side() {
    in_all("lists", compared);
}

#[test]
fn an_empty_register_says_so() {
    let register = Register::of(&[], None);
    let list = agreed(
        &frame(Language::En, "agreed"),
        &docket(&register),
        &Filter::default(),
    );
    assert_eq!(
        list.finding.as_deref(),
        Some("0 instruments; in force: 0; status not known: 0.")
    );
    let lists = compared(&frame(Language::En, "lists"), &docket(&register));
    assert_eq!(
        (lists.finding.as_deref(), lists.blocks.len()),
        (Some("No ceremony is told of by lists of two sides."), 0)
    );
}
