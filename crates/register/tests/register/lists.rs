//! Both sides' lists of the ceremony of November 2024, read and set side by side.

use entente_register::Register;
use entente_register::filing::{self, Received};
use entente_register::lists::{self, Row};
use entente_register::reading::{self, Context, Pair, Published, PublishedFrom, Side, SourceText, State};
use entente_register::record::{Kind, Said, Standing};

use super::book::Desk;
use super::day;

pub(crate) const KAZAKH: &str = include_str!("../../../../demo/visit_2024_nca.txt");
pub(crate) const SERBIAN: &str = include_str!("../../../../demo/visit_2024_tanjug.txt");

/// Reads a text into the register.
pub(crate) fn read(desk: &mut Desk, text: &str, side: &str, published: &str) {
    let source = SourceText::new(text).unwrap();
    let context = Context {
        published: (!published.is_empty()).then(|| Published {
            date: day(published),
            from: PublishedFrom::Operator,
        }),
        side: State::parse(side).map(Side::State),
        pair: Pair::parse("KAZ-SRB"),
        ..Context::default()
    };
    let received = Received {
        bytes: text.as_bytes(),
        file: "visit.txt",
        kind: None,
    };
    let proposals = reading::read(&source, &context);
    let act = filing::file(&desk.register(), (received, &source, &context), &proposals).unwrap();
    desk.write("2024-11-21T10:00:00Z", "entente", act);
}

fn both() -> Desk {
    let mut desk = Desk::default();
    read(&mut desk, KAZAKH, "KAZ", "");
    read(&mut desk, SERBIAN, "SRB", "2024-11-19");
    desk
}

fn compared(register: &Register) -> Vec<Row> {
    let [(one, other)] = lists::ceremonies(register)[..] else {
        panic!("one ceremony");
    };
    lists::compare(&lists::lines(register, one), &lists::lines(register, other))
}

/// `6 – ` or `7 6 type, subject`, and what is not said.
fn shown(row: &Row) -> String {
    let number = |line: &Option<lists::Line>| {
        line.as_ref()
            .map_or("–".to_owned(), |line| line.ordinal.to_string())
    };
    let differs: Vec<&str> = row.differs.iter().map(|difference| difference.what).collect();
    let silent = if row.silent.is_empty() {
        String::new()
    } else {
        format!(" ({})", row.silent.join("; "))
    };
    format!(
        "{} {} {}{silent}",
        number(&row.one),
        number(&row.other),
        differs.join(", ")
    )
}

#[test]
fn the_serbian_list_lacks_two_of_ten_and_differs_in_five() {
    let rows = compared(&both().register());
    let unnamed = " (the second names nobody for KAZ; the second names nobody for SRB)";
    assert_eq!(
        rows.iter().map(shown).collect::<Vec<_>>(),
        [
            format!("1 1 {unnamed}"),
            format!("2 2 {unnamed}"),
            "3 3 ".to_owned(),
            "4 4 institution".to_owned(),
            format!("5 5 {unnamed}"),
            "6 – ".to_owned(),
            "7 6 type, subject".to_owned(),
            "8 – ".to_owned(),
            "9 7 type, institution".to_owned(),
            "10 8 type".to_owned(),
        ]
    );
    let says: Vec<(&str, &str, &str)> = rows
        .iter()
        .flat_map(|row| &row.differs)
        .map(|difference| {
            (
                difference.what,
                difference.one.as_str(),
                difference.other.as_str(),
            )
        })
        .collect();
    assert_eq!(
        says,
        [
            (
                "institution",
                "Ministry of Labor and Social Protection",
                "Ministarstva rada i socijalne zaštite stanovništva"
            ),
            ("type", "memorandum_of_understanding", "memorandum_of_cooperation"),
            (
                "subject",
                "space activities",
                "istraživanju i korišćenju kosmičkog prostora u mirnodopske svrhe"
            ),
            ("type", "memorandum", "memorandum_of_cooperation"),
            (
                "institution",
                "National Academic Library",
                "Nacionalne biblioteke"
            ),
            ("type", "memorandum_of_understanding", "memorandum"),
        ]
    );
}

#[test]
fn which_list_comes_first_and_who_stands_first_in_it_changes_no_pair() {
    let register = both().register();
    let [(one, other)] = lists::ceremonies(&register)[..] else {
        panic!("one ceremony");
    };
    let (one, other) = (lists::lines(&register, one), lists::lines(&register, other));
    let pairs = |rows: Vec<Row>, turned: bool| {
        let mut pairs: Vec<(Option<u32>, Option<u32>)> = rows
            .iter()
            .map(|row| {
                let [one, other] = [&row.one, &row.other].map(|line| line.as_ref().map(|line| line.ordinal));
                if turned { (other, one) } else { (one, other) }
            })
            .collect();
        pairs.sort();
        pairs
    };
    assert_eq!(
        pairs(lists::compare(&one, &other), false),
        pairs(lists::compare(&other, &one), true)
    );
}

#[test]
fn a_line_that_moved_is_told_and_those_that_kept_their_order_are_not() {
    let register = both().register();
    let [(one, other)] = lists::ceremonies(&register)[..] else {
        panic!("one ceremony");
    };
    let (one, mut other) = (lists::lines(&register, one), lists::lines(&register, other));
    let last = other.pop().unwrap();
    other.insert(0, last);
    other
        .iter_mut()
        .zip(1..)
        .for_each(|(line, ordinal)| line.ordinal = ordinal);
    let rows = lists::compare(&one, &other);
    let moved: Vec<String> = rows
        .iter()
        .filter(|row| row.differs.iter().any(|difference| difference.what == "order"))
        .map(shown)
        .collect();
    assert_eq!(moved, ["10 1 type, order"]);
}

#[test]
fn a_list_with_itself_differs_in_nothing() {
    let register = both().register();
    for source in register.sources() {
        let lines = lists::lines(&register, source.id);
        let rows = lists::compare(&lines, &lines);
        assert_eq!(rows.len(), lines.len());
        for row in rows {
            assert_eq!(row.one, row.other);
            assert_eq!((row.differs, row.silent), (Vec::new(), Vec::new()));
        }
    }
}

#[test]
fn the_second_list_proposes_which_instruments_were_told_before_and_a_person_joins_them() {
    let mut desk = both();
    let same = |register: &Register| -> Vec<String> {
        let told = register.of_kind(Kind::Instrument).filter_map(|record| {
            let first = record.one(|said| match said {
                Said::SameAs(first) => Some(*first),
                _ => None,
            })?;
            Some(format!("{} {first}", record.id.number))
        });
        told.collect()
    };
    assert_eq!(
        same(&desk.register()),
        [
            "11 instrument-1",
            "12 instrument-2",
            "13 instrument-3",
            "14 instrument-4",
            "15 instrument-5",
            "16 instrument-7",
            "17 instrument-9",
            "18 instrument-10",
        ]
    );
    assert_eq!(desk.register().wholes(Kind::Instrument).len(), 18);
    let all: Vec<String> = (11..=18).map(|number| format!("instrument-{number}")).collect();
    desk.decide(
        "2024-11-22T09:00:00Z",
        &all.iter().map(String::as_str).collect::<Vec<_>>(),
        &[],
    );
    let register = desk.register();
    assert_eq!(register.wholes(Kind::Instrument).len(), 10);
    let alone: Vec<String> = lists::one_sided(&register)
        .into_iter()
        .map(|(record, side)| format!("{record} {side}"))
        .collect();
    assert_eq!(alone, ["instrument-6 KAZ", "instrument-8 KAZ"]);
}

/// What stands of the instruments of a source: `instrument-3 /id/instrument/… 2024-11-19`.
fn standing(register: &Register) -> Vec<String> {
    let told = register
        .of_kind(Kind::Instrument)
        .filter(|record| !record.is_rejected());
    told.map(|record| {
        let address = record.one(|said| match said {
            Said::Address(address) => Some(address.clone()),
            _ => None,
        });
        let signed = record.one(|said| match said {
            Said::Event(told) => told.date,
            _ => None,
        });
        let signed = signed.map(|when| when.to_string());
        format!(
            "{} {} {}",
            record.id,
            address.unwrap_or_default(),
            signed.unwrap_or_default()
        )
    })
    .collect()
}

const VISIT: &str = "On 19 November an official visit to Serbia took place.\n\n\
    Two documents were signed:\n\n\
    1. Agreement between the Government of the Republic of Kazakhstan and the Government of the Republic of \
    Serbia on the readmission of persons;\n\
    2. Memorandum of Cooperation on tourism;\n";

#[test]
fn a_source_that_is_read_again_keeps_its_records_and_what_was_decided() {
    let mut desk = Desk::default();
    read(&mut desk, VISIT, "", "");
    assert_eq!(
        standing(&desk.register()),
        ["instrument-1  ", "instrument-2  "],
        "a day without a year"
    );
    let confirmed = desk
        .register()
        .record("instrument-1".parse().unwrap())
        .unwrap()
        .assertions[0]
        .id;
    desk.decide(
        "2024-11-21T11:00:00Z",
        &[&confirmed.to_string()],
        &["instrument-2.2"],
    );

    read(&mut desk, VISIT, "KAZ", "2024-11-20");
    let register = desk.register();
    assert_eq!(
        standing(&register),
        [
            "instrument-1 /id/instrument/kz-rs/2024/0001 2024-11-19",
            "instrument-2 /id/instrument/kz-rs/2024/0002 2024-11-19"
        ]
    );
    let [source] = register.sources().collect::<Vec<_>>()[..] else {
        panic!("one source");
    };
    assert_eq!(source.side.as_deref(), Some("KAZ"));
    assert_eq!(source.announced.as_ref().map(|told| told.count), Some(2));
    assert_eq!(
        desk.entries.last().unwrap().act.words(),
        "read source-1 again: 8 assertions more, 3 dropped"
    );
    let first = register.assertion(confirmed).unwrap();
    assert_eq!(first.standing, Standing::Confirmed);
    let rejected = register.assertion("instrument-2.2".parse().unwrap()).unwrap();
    assert_eq!(rejected.decided.as_ref().unwrap().by, "A. Serikova");

    // As it was before, and back again: nothing that was said is said anew, nothing is lost.
    read(&mut desk, VISIT, "KAZ", "2023-11-20");
    assert!(standing(&desk.register())[0].ends_with("/id/instrument/kz-rs/2023/0001 2023-11-19"));
    read(&mut desk, VISIT, "KAZ", "2024-11-20");
    assert_eq!(standing(&desk.register()).len(), 2);
    assert!(standing(&desk.register())[1].ends_with("2024-11-19"));
    let before = Register::of(&desk.entries[..1], None);
    assert_eq!(
        before.sources().next().unwrap().side,
        None,
        "what was said then stays"
    );
}

#[test]
fn a_source_that_is_read_again_with_nothing_new_is_no_act() {
    let mut desk = both();
    let source = SourceText::new(SERBIAN).unwrap();
    let context = Context {
        published: Some(Published {
            date: day("2024-11-19"),
            from: PublishedFrom::Operator,
        }),
        side: State::parse("SRB").map(Side::State),
        pair: Pair::parse("KAZ-SRB"),
        ..Context::default()
    };
    let received = Received {
        bytes: SERBIAN.as_bytes(),
        file: "copy.txt",
        kind: None,
    };
    let again = |desk: &Desk, context: &Context| {
        let proposals = reading::read(&source, context);
        filing::file(&desk.register(), (received, &source, context), &proposals)
    };
    assert_eq!(again(&desk, &context), None);
    let announced = Context {
        announced: Some(10),
        ..context
    };
    let act = again(&desk, &announced).unwrap();
    desk.write("2024-11-22T10:00:00Z", "A. Serikova", act);
    assert_eq!(
        desk.entries.last().unwrap().act.words(),
        "read source-2 again: 0 assertions more, 0 dropped"
    );
    let told = desk.register();
    let open = &told.source("source-2".parse().unwrap()).unwrap().open;
    assert!(
        open.iter()
            .any(|one| one.reason == "the text tells of 10 and lists 8"),
        "{open:?}"
    );
    assert_eq!(again(&desk, &announced), None);
}

#[test]
fn a_commission_keeps_one_record_whoever_names_it() {
    let mut desk = Desk::default();
    let first = "The sides praised the work of the Kazakh-Serbian Intergovernmental Commission.\n";
    let second = "The Kazakh-Serbian intergovernmental commission is to meet.\n\n\
        The Kazakh-Serbian Intergovernmental Commission was founded long ago.\n";
    read(&mut desk, first, "KAZ", "2024-11-20");
    read(&mut desk, second, "SRB", "2024-11-21");
    let register = desk.register();
    let told: Vec<String> = register
        .of_kind(Kind::Commission)
        .map(|record| format!("{} {} {:?}", record.id, record.label(), record.sources().len()))
        .collect();
    assert_eq!(
        told,
        ["commission-1 Kazakh-Serbian Intergovernmental Commission 2"]
    );
    read(&mut desk, second, "third", "2024-11-22");
    assert_eq!(desk.register().of_kind(Kind::Commission).count(), 1);
}

#[test]
fn a_protocol_is_linked_to_the_one_agreement_its_title_names_also_of_its_own_list() {
    const TITLE: &str = "Protocol amending the Agreement between the Government of Kazakhstan and the Government \
                         of Serbia on the readmission of persons";
    let list = format!("The following documents were signed:\n1. {TITLE};\n2. Memorandum on tourism.\n");
    let said = |desk: &Desk| {
        let register = desk.register();
        let protocol = register
            .of_kind(Kind::Instrument)
            .find(|record| record.label() == TITLE)
            .unwrap();
        let told = protocol.all(|said| match said {
            Said::Relation(relation) => Some(format!("{:?} {}", relation.kind, relation.to)),
            Said::Open(open) if open.what == "relation" => Some(open.reason.clone()),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    let mut desk = Desk::default();
    read(&mut desk, KAZAKH, "KAZ", "");
    read(&mut desk, &list, "KAZ", "2025-11-20");
    assert_eq!(said(&desk), ["Amends instrument-1"]);

    let open = ["it amends another instrument; a person names its record"];
    let mut desk = Desk::default();
    read(&mut desk, &list, "KAZ", "2025-11-20");
    assert_eq!(said(&desk), open);

    let agreement =
        "Agreement between the Government of Kazakhstan and the Government of Serbia on readmission";
    let together =
        format!("On 19 November the following documents were signed:\n1. {TITLE};\n2. {agreement}.\n");
    let mut desk = Desk::default();
    read(&mut desk, &together, "KAZ", "2025-11-20");
    assert_eq!(said(&desk), ["Amends instrument-2"]);
    // The other side's list of the day tells the same agreement; an older one may be meant as well.
    let again = together.replace("the following documents", "these documents");
    read(&mut desk, &again, "SRB", "2025-11-20");
    let last = desk.register();
    let linked = last.of_kind(Kind::Instrument).filter_map(|record| {
        record.one(|said| match said {
            Said::Relation(relation) => Some(format!("{} {}", record.id, relation.to)),
            _ => None,
        })
    });
    assert_eq!(
        linked.collect::<Vec<_>>(),
        ["instrument-1 instrument-2", "instrument-3 instrument-4"]
    );
    let mut desk = Desk::default();
    read(&mut desk, KAZAKH, "KAZ", "");
    read(&mut desk, &together, "KAZ", "2025-11-20");
    assert_eq!(said(&desk), open);

    let mut desk = Desk::default();
    let twice = "The following documents were signed:\n1. Agreement between the Government of Kazakhstan and the \
                 Government of Serbia on readmission;\n2. Agreement between the Government of Kazakhstan and the \
                 Government of Serbia on readmission.\n";
    read(&mut desk, twice, "KAZ", "2024-11-20");
    read(&mut desk, &list, "KAZ", "2025-11-20");
    assert_eq!(said(&desk), open);
}

#[test]
fn a_goal_with_a_figure_is_a_commitment_with_a_metric_and_a_threshold() {
    let mut desk = Desk::default();
    let text = "The Presidents agreed to increase mutual trade to $500 million by 2030.\n";
    read(&mut desk, text, "KAZ", "2024-11-20");
    let register = desk.register();
    let metrics: Vec<String> = register
        .of_kind(Kind::Commitment)
        .flat_map(|record| record.assertions.clone())
        .filter(|one| one.said.field() == "metric")
        .map(|one| format!("{} {}", one.span.unwrap().exact, one.said.parts().1))
        .collect();
    assert_eq!(
        metrics,
        [
            r#"$500 million {"flow":"turnover","operator":"≥","threshold":{"half_unit":"500000","half_unit_uncertain":true,"scale":6,"unit":{"currency":"USD"},"value":"500000000"}}"#
        ]
    );
}
