//! One person under all their names, whoever writes them, in whichever script and case.

use entente_register::facet::{Filter, of_kind};
use entente_register::record::{Kind, Said};

use super::book::Desk;
use super::day;
use super::lists::read;

/// How texts of five kinds name the two presidents.
const TEXTS: [&str; 5] = [
    "19 ноября Президент Казахстана Касым-Жомарт Токаев встретился с Президентом Сербии Александром Вучичем.",
    "On 19 November, President of Kazakhstan Kassym-Jomart Tokayev met with President of Serbia Aleksandar Vučić.",
    "19 қарашада Қазақстан Президенті Қасым-Жомарт Тоқаев Сербия Президенті Александр Вучичпен кездесті.",
    "Predsednik Srbije Aleksandar Vučić sastao se sa predsednikom Kazahstana Kasim-Žomartom Tokajevim.",
    "Председник Србије Александар Вучић састао се са председником Казахстана Касим-Жомартом Токајевим.",
];

fn told() -> Desk {
    let mut desk = Desk::default();
    TEXTS
        .iter()
        .for_each(|text| read(&mut desk, text, "KAZ", "2024-11-20"));
    desk
}

#[test]
fn one_person_keeps_one_record_in_four_languages_two_scripts_and_their_cases() {
    let register = told().register();
    let people: Vec<String> = register
        .of_kind(Kind::Person)
        .map(|person| {
            let names = person.all(|said| match said {
                Said::Name(name) => Some(name.text.clone()),
                _ => None,
            });
            format!(
                "{} {}: {}",
                person.id,
                person.label(),
                names.collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    assert_eq!(
        people,
        [
            "person-1 Касым-Жомарт Токаев: Касым-Жомарт Токаев, Kassym-Jomart Tokayev, Қасым-Жомарт Тоқаев, \
             Kasim-Žomartom Tokajevim, Касим-Жомартом Токајевим",
            "person-2 Aleksandar Vučić: Александром Вучичем, Aleksandar Vučić, Александр Вучичпен, Aleksandar \
             Vučić, Александар Вучић",
        ]
    );
}

#[test]
fn a_search_finds_a_person_and_their_meetings_under_any_spelling() {
    let register = told().register();
    let found = |kind: Kind, words: &str| {
        let filter = Filter {
            search: Some(words.to_owned()),
            ..Filter::default()
        };
        let found = of_kind(&register, kind, &filter, day("2026-01-01"));
        found
            .iter()
            .map(|(record, _)| record.id.to_string())
            .collect::<Vec<_>>()
    };
    for words in [
        "Токаев",
        "Тоқаев",
        "Tokajev",
        "Tokayev",
        "Tokayevym",
        "Токаевым",
        "Тоқаевпен",
        "Tokajew",
        "tokay",
    ] {
        assert_eq!(found(Kind::Person, words), ["person-1"], "{words}");
    }
    for words in [
        "Вучич",
        "Вучићем",
        "Вучичпен",
        "vucic",
        "VUČIĆU",
        "Aleksandar Vučić",
        "Александра Вучича",
    ] {
        assert_eq!(found(Kind::Person, words), ["person-2"], "{words}");
    }
    let meetings = found(Kind::Meeting, "Tokayev");
    assert_eq!(found(Kind::Meeting, "Вучићем"), meetings);
    assert!(meetings.len() >= 3, "{meetings:?}");
    assert_eq!(found(Kind::Person, "Vučević"), Vec::<String>::new());
    let called: Vec<String> = register
        .people_called("Вучичем")
        .iter()
        .map(|person| person.id.to_string())
        .collect();
    assert_eq!(called, ["person-2"]);
}

#[test]
fn people_of_one_surname_or_sounding_alike_stay_apart() {
    let mut desk = Desk::default();
    for text in [
        "On 19 November, President of Serbia Aleksandar Vucic met with Minister of Finance of Serbia Andrej Vucic.",
        "On 20 November, Prime Minister of Serbia Milos Vucevic met with Foreign Minister of Serbia Marko Djuric.",
        "20 ноября Министр иностранных дел Сербии Марко Джурич встретился с Премьер-министром Сербии Милошем Вучевичем.",
        "20. novembra ministar spoljnih poslova Srbije Marko Đurić razgovarao je sa premijerom Srbije Milošem Vučevićem.",
    ] {
        read(&mut desk, text, "SRB", "2024-11-21");
    }
    let people: Vec<String> = desk
        .register()
        .of_kind(Kind::Person)
        .map(|person| format!("{} {}", person.id, person.label()))
        .collect();
    assert_eq!(
        people,
        [
            "person-1 Aleksandar Vucic",
            "person-2 Andrej Vucic",
            "person-3 Milos Vucevic",
            "person-4 Marko Djuric",
        ]
    );
}

#[test]
fn a_person_of_a_reading_that_was_undone_and_made_again_has_their_address_again() {
    let mut desk = Desk::default();
    read(&mut desk, TEXTS[1], "KAZ", "2024-11-20");
    let act = entente_register::review::undo(&desk.entries, &desk.register(), 1).unwrap();
    desk.write("2024-11-22T10:00:00Z", "A. Serikova", act);
    read(&mut desk, TEXTS[1], "KAZ", "2024-11-20");
    let register = desk.register();
    let found = register
        .find("person/rs/aleksandar-vucic")
        .map(|person| person.id.to_string());
    assert_eq!(found.as_deref(), Some("person-4"));
}
