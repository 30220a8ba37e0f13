//! What was said stays: decisions, corrections and undos are entries, and the register is their fold.

use entente_register::Register;
use entente_register::entry::{Act, Entry, Filed, Proposal};
use entente_register::reading::{InstrumentType, Language, Level};
use entente_register::record::{EventKind, Quote, RecordId, Said, Source, Standing, Told, Worded};
use entente_register::review;
use proptest::prelude::*;

use super::{day, fixed};

pub(crate) const TEXT: &str = "The following documents were signed:\n\n\
    1. Agreement between the Government of the Republic of Kazakhstan and the Government of the Republic of \
    Serbia on the readmission of persons;\n";

/// A source with its text.
pub(crate) fn source(number: u32, side: &str) -> Source {
    Source {
        id: format!("source-{number}").parse().unwrap(),
        kind: None,
        file: format!("list_{number}.txt"),
        sha256: format!("{number:064x}"),
        publisher: Some("nCa".to_owned()),
        side: Some(side.to_owned()),
        pair: Some("KAZ-SRB".to_owned()),
        language: Some("en".to_owned()),
        published: Some("2024-11-20".to_owned()),
        published_from: Some("text".to_owned()),
        announced: None,
        open: Vec::new(),
        unexplained: Vec::new(),
        text: TEXT.to_owned(),
    }
}

pub(crate) fn proposal(said: Said, words: &str) -> Proposal {
    let start = TEXT.find(words).filter(|_| !words.is_empty());
    Proposal {
        said,
        span: start.and_then(|start| Quote::of(TEXT, start, start + words.len())),
        rule: "title/made-up 1".to_owned(),
    }
}

pub(crate) fn id(text: &str) -> RecordId {
    text.parse().unwrap()
}

/// What a rule reads of one instrument.
pub(crate) fn instrument(number: u32) -> Filed {
    let title = "Agreement between the Government of the Republic of Kazakhstan";
    let worded = Worded {
        text: title.to_owned(),
        language: Some(Language::En),
    };
    Filed {
        record: id(&format!("instrument-{number}")),
        said: vec![
            proposal(
                Said::Address(format!("/id/instrument/kz-rs/2024/{number:04}")),
                "",
            ),
            proposal(Said::Title(worded), title),
            proposal(Said::Type(InstrumentType::Agreement), "Agreement"),
            proposal(Said::Level(Level::Intergovernmental), title),
        ],
    }
}

/// A journal under way: every act a minute after the one before.
#[derive(Default)]
pub(crate) struct Desk {
    pub(crate) entries: Vec<Entry>,
}

impl Desk {
    /// Two instruments read, the first of November.
    pub(crate) fn with_two_instruments() -> Self {
        let mut desk = Self::default();
        desk.write(
            "2024-11-21T10:00:00Z",
            "entente",
            Act::Read {
                source: Box::new(source(1, "KAZ")),
                proposed: vec![instrument(1), instrument(2)],
            },
        );
        desk
    }

    pub(crate) fn write(&mut self, at: &str, by: &str, act: Act) {
        let number = self.entries.len() as u64 + 1;
        self.entries.push(Entry {
            number,
            at: at.to_owned(),
            by: by.to_owned(),
            act,
        });
    }

    pub(crate) fn register(&self) -> Register {
        Register::of(&self.entries, None)
    }

    pub(crate) fn decide(&mut self, at: &str, accepted: &[&str], rejected: &[&str]) {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let act = review::decide(&self.register(), &owned(accepted), &owned(rejected)).unwrap();
        self.write(at, "A. Serikova", act);
    }
}

/// `field standing author` of every assertion of a record.
fn lines(register: &Register, record: &str) -> Vec<String> {
    let Some(record) = register.record(id(record)) else {
        return Vec::new();
    };
    let line = |one: &entente_register::record::Assertion| {
        let decided = one
            .decided
            .as_ref()
            .map_or("nobody", |decided| decided.by.as_str());
        format!(
            "{} {} {} {decided}",
            one.id,
            one.said.field(),
            one.standing.name()
        )
    };
    record.assertions.iter().map(line).collect()
}

#[test]
fn what_is_read_is_proposed_and_a_person_decides_it_piece_by_piece() {
    let mut desk = Desk::with_two_instruments();
    assert_eq!(
        lines(&desk.register(), "instrument-1"),
        [
            "instrument-1.1 address proposed nobody",
            "instrument-1.2 title proposed nobody",
            "instrument-1.3 type proposed nobody",
            "instrument-1.4 level proposed nobody",
        ]
    );
    desk.decide("2024-11-22T09:00:00Z", &["instrument-1"], &["instrument-1.4"]);
    assert_eq!(
        lines(&desk.register(), "instrument-1"),
        [
            "instrument-1.1 address confirmed A. Serikova",
            "instrument-1.2 title confirmed A. Serikova",
            "instrument-1.3 type confirmed A. Serikova",
            "instrument-1.4 level rejected A. Serikova",
        ]
    );
    assert_eq!(
        desk.register().record(id("instrument-2")).unwrap().review(),
        "proposed"
    );
}

#[test]
fn a_correction_rejects_what_was_said_and_keeps_its_words() {
    let mut desk = Desk::with_two_instruments();
    let act = review::correct(&desk.register(), "instrument-1.3", "treaty").unwrap();
    desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    let register = desk.register();
    let [.., old, _, new] = register.record(id("instrument-1")).unwrap().assertions.as_slice() else {
        panic!("three assertions at least");
    };
    assert_eq!(
        (old.standing, &old.said),
        (Standing::Rejected, &Said::Type(InstrumentType::Agreement))
    );
    assert_eq!(
        (new.standing, &new.said),
        (Standing::Confirmed, &Said::Type(InstrumentType::Treaty))
    );
    assert_eq!((new.source, &new.span), (old.source, &old.span));
}

#[test]
fn a_value_that_a_field_does_not_take_is_refused_with_what_it_takes() {
    let desk = Desk::with_two_instruments();
    let refused = |id: &str, value: &str| {
        review::correct(&desk.register(), id, value)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused("instrument-1.4", "interministerial"),
        "found \"interministerial\" for level, expected one of interstate, intergovernmental, \
         interdepartmental, inter_institutional (did you mean inter_institutional?)"
    );
    assert_eq!(
        refused("instrument-9.1", "x"),
        "there is no \"instrument-9.1\"; there are instrument-1 to instrument-2"
    );
}

#[test]
fn an_undo_takes_an_entry_back_and_may_be_undone_itself() {
    let mut desk = Desk::with_two_instruments();
    desk.decide("2024-11-22T09:00:00Z", &["instrument-1"], &[]);
    let confirmed = desk.register();
    for (entry, expected) in [(2, "proposed"), (3, "confirmed"), (4, "proposed")] {
        let act = review::undo(&desk.entries, &desk.register(), entry).unwrap();
        desk.write("2024-11-23T09:00:00Z", "A. Serikova", act);
        assert_eq!(
            desk.register().record(id("instrument-1")).unwrap().review(),
            expected
        );
    }
    assert_eq!(
        review::undo(&desk.entries, &desk.register(), 2)
            .unwrap_err()
            .to_string(),
        "entry 2 was undone already"
    );
    assert_eq!(
        review::undo(&desk.entries, &desk.register(), 9)
            .unwrap_err()
            .to_string(),
        "there is no entry 9; there are 1 to 5"
    );
    assert_eq!(Register::of(&desk.entries, Some(day("2024-11-22"))), confirmed);
}

#[test]
fn the_register_can_be_asked_as_it_was_known_on_a_day() {
    let mut desk = Desk::with_two_instruments();
    desk.decide("2024-11-22T23:59:59Z", &["instrument-1"], &[]);
    let on = |text| {
        let register = Register::of(&desk.entries, Some(day(text)));
        register
            .record(id("instrument-1"))
            .map(entente_register::record::Record::review)
    };
    assert_eq!(on("2024-11-20"), None);
    assert_eq!(on("2024-11-21"), Some("proposed"));
    assert_eq!(on("2024-11-22"), Some("confirmed"));
}

#[test]
fn numbers_of_what_was_undone_are_not_given_again() {
    let mut desk = Desk::with_two_instruments();
    let told = Said::Event(Told {
        kind: EventKind::Ratified,
        date: None,
        effective: None,
        party: None,
        place: None,
        note: None,
    });
    for said in [told, Said::Reference("UNTS 1".to_owned())] {
        let register = desk.register();
        let act = review::add(&register, register.record(id("instrument-1")).unwrap(), said).unwrap();
        desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
        let last = desk.entries.len() as u64;
        let act = review::undo(&desk.entries, &desk.register(), last).unwrap();
        desk.write("2024-11-22T09:01:00Z", "A. Serikova", act);
    }
    let act = review::undo(&desk.entries, &desk.register(), 5).unwrap();
    desk.write("2024-11-22T09:02:00Z", "A. Serikova", act);
    assert_eq!(
        lines(&desk.register(), "instrument-1").last().unwrap(),
        "instrument-1.6 reference confirmed A. Serikova"
    );
}

#[test]
fn a_record_that_is_the_same_as_another_is_one_with_it() {
    let mut desk = Desk::with_two_instruments();
    let register = desk.register();
    let (first, second) = (id("instrument-1"), id("instrument-2"));
    let [one, other] = [second, first].map(|id| register.record(id).unwrap());
    let act = review::same(&register, one, other).unwrap();
    desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    let register = desk.register();
    let wholes = register.wholes(entente_register::record::Kind::Instrument);
    assert_eq!(wholes.iter().map(|record| record.id).collect::<Vec<_>>(), [first]);
    assert_eq!(wholes[0].assertions.len(), 9);
    assert_eq!(register.find("kz-rs-wrong"), None);
    assert_eq!(register.find("instrument/kz-rs/2024/0002").unwrap().id, second);
}

/// Something a person may do to two instruments.
fn deeds() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((0_u8..5, 0_u8..16), 0..24)
}

/// Does it, if it makes sense.
fn perform(desk: &mut Desk, (deed, which): (u8, u8)) {
    let register = desk.register();
    let name = format!("instrument-{}.{}", which % 2 + 1, which / 2 % 5 + 1);
    let act = match deed {
        0 => review::decide(&register, &[name], &[]),
        1 => review::decide(&register, &[], &[name]),
        2 => review::correct(&register, &name, "treaty"),
        3 => review::undo(&desk.entries, &register, u64::from(which) + 1),
        _ => match register.record(id("instrument-1")) {
            Some(record) => review::add(&register, record, Said::Reference(format!("gazette {which}"))),
            None => return,
        },
    };
    if let Ok(act) = act {
        let minute = desk.entries.len();
        desk.write(&format!("2024-11-22T10:{minute:02}:00Z"), "A. Serikova", act);
    }
}

proptest! {
    #![proptest_config(fixed(400))]

    #[test]
    fn whatever_is_done_an_undo_of_all_later_entries_gives_what_was_before(deeds in deeds(), keep in 1_usize..24) {
        let mut desk = Desk::with_two_instruments();
        deeds.into_iter().for_each(|deed| perform(&mut desk, deed));
        let kept = keep.min(desk.entries.len());
        let before = Register::of(&desk.entries[..kept], None);
        for entry in (kept + 1..=desk.entries.len()).rev() {
            // An undo that was undone already is no entry to take back again.
            if let Ok(act) = review::undo(&desk.entries, &desk.register(), entry as u64) {
                desk.write("2024-11-23T10:00:00Z", "B. Petrović", act);
            }
        }
        let after = desk.register();
        let shown = |register: &Register| register.records().cloned().collect::<Vec<_>>();
        prop_assert_eq!(shown(&after), shown(&before));
    }

    #[test]
    fn no_entry_ever_takes_away_what_another_said(deeds in deeds()) {
        let mut desk = Desk::with_two_instruments();
        let mut said = desk.entries.clone();
        for deed in deeds {
            perform(&mut desk, deed);
            prop_assert_eq!(&desk.entries[..said.len()], said.as_slice());
            said = desk.entries.clone();
        }
        // As known before the last day nothing later is known.
        let early = Register::of(&desk.entries, Some(day("2024-11-21")));
        prop_assert_eq!(early, Register::of(&desk.entries[..1], None));
    }
}

#[test]
fn a_value_with_a_part_nobody_knows_is_refused_and_not_read_as_empty() {
    let refused = |text| Said::typed("period", text).unwrap_err();
    assert_eq!(
        refused(r#"{"edtf":"2021"}"#),
        "only when, written, relative, ambiguous in it and no \"edtf\", such as \
         {\"when\":\"2022\",\"written\":\"last year\"}"
    );
    assert_eq!(
        refused(r#"{"when":"soon"}"#),
        "a day, month, year or interval such as 2024-11-19 or 2022-01/2022-09"
    );
    assert_eq!(
        refused(r#"{"when":"#),
        "JSON such as {\"when\":\"2022\",\"written\":\"last year\"} (EOF while parsing a value at line 1 column \
         8)"
    );
    assert!(Said::typed("period", r#"{"when":"2021"}"#).is_ok());
    assert_eq!(
        Said::typed("period", "2021"),
        Said::typed("period", r#"{"when":"2021"}"#)
    );
}
