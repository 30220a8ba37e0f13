//! The status follows from what happened, and a signature alone leaves it unknown.

use entente_register::reading::When;
use entente_register::record::{EventKind, Kind, RecordId, Said, Told};
use entente_register::{review, status};

use super::book::Desk;
use super::day;

/// An instrument of which this happened: kind, date, effective date, party.
fn instrument(
    events: &[(EventKind, &str, Option<&str>, Option<&str>)],
    more: Vec<Said>,
) -> entente_register::record::Record {
    let mut desk = Desk::with_two_instruments();
    let id = RecordId::new(Kind::Instrument, 1).unwrap();
    let told = events.iter().map(|(kind, date, effective, party)| {
        Said::Event(Told {
            kind: *kind,
            date: When::parse(date),
            effective: effective.and_then(When::parse),
            party: party.map(str::to_owned),
            place: None,
            note: None,
        })
    });
    for said in told.chain(more) {
        let register = desk.register();
        let act = review::add(&register, register.record(id).unwrap(), said).unwrap();
        desk.write("2024-11-22T09:00:00Z", "A. Serikova", act);
    }
    desk.register().record(id).unwrap().clone()
}

fn on(record: &entente_register::record::Record, text: &str) -> String {
    let standing = status::status(record, day(text));
    format!("{}: {}", standing.status.name(), standing.reason)
}

const SIGNED: (EventKind, &str, Option<&str>, Option<&str>) = (EventKind::Signed, "2024-11-19", None, None);

#[test]
fn a_signature_alone_gives_unknown() {
    let record = instrument(&[SIGNED], Vec::new());
    assert_eq!(
        on(&record, "2030-01-01"),
        "unknown: entry into force not recorded"
    );
    assert_eq!(
        on(&record, "2024-11-18"),
        "unknown: no signature recorded by this day"
    );
}

#[test]
fn an_instrument_goes_its_way_from_signature_to_its_end_by_dates_alone() {
    let record = instrument(
        &[
            SIGNED,
            (EventKind::Ratified, "2025-03-01", None, Some("KAZ")),
            (EventKind::ProvisionallyApplied, "2025-04-01", None, None),
            (EventKind::Notified, "2025-05-01", None, Some("SRB")),
            (EventKind::InForce, "2025-06-01", None, None),
            (
                EventKind::Denounced,
                "2027-01-10",
                Some("2027-07-10"),
                Some("SRB"),
            ),
        ],
        Vec::new(),
    );
    for (text, expected) in [
        ("2024-12-31", "signed_not_in_force: enters into force 2025-06-01"),
        ("2025-03-02", "signed_not_in_force: enters into force 2025-06-01"),
        (
            "2025-04-01",
            "provisionally_applied: applied provisionally since 2025-04-01",
        ),
        ("2025-06-01", "in_force: entered into force 2025-06-01"),
        ("2027-02-01", "in_force: entered into force 2025-06-01"),
        ("2027-07-10", "terminated: denounced with effect from 2027-07-10"),
    ] {
        assert_eq!(on(&record, text), expected, "{text}");
    }
    let parties = status::status(&record, day("2026-01-01")).parties;
    let consent = |code: &str| {
        parties[code]
            .consent
            .map(|(kind, when)| format!("{} {when}", kind.name()))
    };
    assert_eq!(consent("KAZ").as_deref(), Some("ratified 2025-03-01"));
    assert_eq!(consent("SRB").as_deref(), Some("notified 2025-05-01"));
    assert_eq!(parties[""].signed, When::parse("2024-11-19"));
}

#[test]
fn consent_without_entry_into_force_is_signed_and_not_in_force() {
    let record = instrument(
        &[SIGNED, (EventKind::Ratified, "2025-03", None, Some("KAZ"))],
        Vec::new(),
    );
    assert_eq!(
        on(&record, "2026-01-01"),
        "signed_not_in_force: KAZ ratified 2025-03; entry into force not recorded"
    );
}

#[test]
fn a_term_ends_unless_it_is_extended_and_a_suspension_is_told() {
    let term = Said::Term(When::parse("2026-12-31").unwrap());
    let in_force = (EventKind::InForce, "2025-01-01", None, None);
    let record = instrument(&[SIGNED, in_force], vec![term.clone()]);
    assert_eq!(
        on(&record, "2026-12-31"),
        "in_force: entered into force 2025-01-01"
    );
    assert_eq!(on(&record, "2027-01-01"), "expired: its term ended 2026-12-31");
    let extended = (EventKind::Extended, "2026-11-01", Some("2030-12-31"), None);
    let suspended = (EventKind::Suspended, "2027-05-01", None, None);
    let record = instrument(&[SIGNED, in_force, extended, suspended], vec![term]);
    assert_eq!(
        on(&record, "2028-01-01"),
        "in_force: entered into force 2025-01-01, suspended 2027-05-01"
    );
    assert_eq!(on(&record, "2031-01-01"), "expired: its term ended 2030-12-31");
}

#[test]
fn a_denunciation_whose_effect_nobody_dated_ends_nothing_yet() {
    let record = instrument(
        &[
            SIGNED,
            (EventKind::InForce, "2025-01-01", None, None),
            (EventKind::Denounced, "2026-01-01", None, Some("KAZ")),
        ],
        Vec::new(),
    );
    assert_eq!(
        on(&record, "2026-06-01"),
        "in_force: entered into force 2025-01-01"
    );
}

#[test]
fn an_event_that_an_instrument_cannot_have_is_refused() {
    let register = Desk::with_two_instruments().register();
    let record = register
        .record(RecordId::new(Kind::Instrument, 1).unwrap())
        .unwrap();
    let done = Said::Event(Told {
        kind: EventKind::Done,
        date: When::parse("2025"),
        effective: None,
        party: None,
        place: None,
        note: None,
    });
    let refused = |said| review::add(&register, record, said).unwrap_err().to_string();
    assert_eq!(
        refused(done),
        "found done, expected what happens to instruments: initialled, signed, approved, ratified, notified, \
         provisionally_applied, in_force, published, registered, amended, extended, suspended, denounced, \
         terminated, replaced"
    );
    assert_eq!(
        refused(Said::Verb("agreed".to_owned())),
        "found \"agreed\", expected something an instrument has, which is no verb"
    );
}
