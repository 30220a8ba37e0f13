//! One entity behind all its names, and one word that finds it in either script.

use entente_register::facet::{Filter, of_kind};
use entente_register::institution::Institutions;
use entente_register::reading::Language;
use entente_register::record::Kind;
use entente_register::subject;

use super::book::Desk;
use super::day;
use super::lists::{KAZAKH, SERBIAN, read};

#[test]
fn a_name_in_each_language_and_script_is_the_same_institution() {
    let standard = Institutions::standard();
    for name in [
        "Ministry of Finance",
        "Министерство финансов",
        "Министерства финансов",
        "Ministarstvo finansija",
        "Министарство финансија",
        "МИНИСТАРСТВО ФИНАНСИЈА",
        "Ministarstva finansija",
        "Қаржы министрлігі",
    ] {
        let found = standard
            .named(Some("KAZ"), name)
            .map(|institution| institution.id);
        assert_eq!(found, Some("kaz/ministry-of-finance"), "{name}");
    }
    assert_eq!(standard.named(None, "Government"), None, "of two states");
    assert_eq!(standard.named(Some("KAZ"), "Ministry of Magic"), None);
}

/// Names of institutions that are no ministries, in several languages and cases.
const OTHERS: [([&str; 5], &str); 7] = [
    (
        [
            "акиматом города Астаны",
            "Akimat of Astana",
            "Астана қаласының әкімдігі",
            "Akimatom grada Astane",
            "Акиматом града Астане",
        ],
        "kaz/akimat-of-astana",
    ),
    (
        [
            "городом Белградом",
            "City of Belgrade",
            "Gradom Beogradom",
            "Град Београд",
            "Белград қаласы",
        ],
        "srb/city-of-belgrade",
    ),
    (
        [
            "University of Belgrade",
            "Белградским университетом",
            "Univerziteta u Beogradu",
            "Универзитет у Београду",
            "Белград университеті",
        ],
        "srb/university-of-belgrade",
    ),
    (
        [
            "Nazarbayev University",
            "Назарбаев Университетом",
            "Назарбаев Университеті",
            "Univerzitet Nazarbajev",
            "Универзитетом Назарбајев",
        ],
        "kaz/nazarbayev-university",
    ),
    (
        [
            "«Казинформ»",
            "Kazinform",
            "агентством «Казинформ»",
            "ҚазАқпарат",
            "Kazinformom",
        ],
        "kaz/kazinform",
    ),
    (
        ["«Танюгом»", "Tanjug", "Тањуг", "Tanjugom", "агентство «Танюг»"],
        "srb/tanjug",
    ),
    (
        [
            "Telekom Srbija",
            "Телеком Србија",
            "Телеком Сербия",
            "Telekomom Srbija",
            "Telekom Serbia",
        ],
        "srb/telekom-srbija",
    ),
];

#[test]
fn cities_universities_and_companies_are_one_in_every_language_and_case() {
    let standard = Institutions::standard();
    for (names, expected) in OTHERS {
        for name in names {
            assert_eq!(
                standard.named(None, name).map(|one| one.id),
                Some(expected),
                "{name}"
            );
        }
    }
    assert_eq!(standard.all_named("Ministry of Finance").len(), 2);
    assert_eq!(
        standard.find("institution/kz/akimat-of-astana").map(|one| one.id),
        Some("kaz/akimat-of-astana")
    );
}

#[test]
fn a_city_in_the_name_of_its_administration_is_the_institution_and_not_the_state_alone() {
    let mut desk = Desk::default();
    let text = "Были подписаны следующие документы:\n\n\
        1. Меморандум о сотрудничестве между акиматом города Астаны и городом Белградом;\n\
        2. Соглашение между Правительством Республики Казахстан и Правительством Республики Сербия о реадмиссии;\n";
    read(&mut desk, text, "KAZ", "2024-11-20");
    let register = desk.register();
    let record = register.find("instrument-1").unwrap();
    let parties: Vec<String> = record
        .all(|said| match said {
            entente_register::record::Said::Participant(one) => one.known_as.clone(),
            _ => None,
        })
        .collect();
    assert_eq!(parties, ["kaz/akimat-of-astana", "srb/city-of-belgrade"]);
}

#[test]
fn every_institution_has_a_state_and_an_english_name_and_every_successor_is_there() {
    let standard = Institutions::standard();
    assert!(standard.all().count() >= 50);
    for institution in standard.all() {
        assert!(
            institution.id.starts_with(&institution.state.to_lowercase()),
            "{}",
            institution.id
        );
        assert_ne!(institution.name(Language::En), institution.id);
        assert_ne!(institution.kind, "");
        if let Some(succession) = &institution.succession {
            assert!(
                standard.get(succession.successor).is_some(),
                "{}",
                succession.successor
            );
        }
    }
}

#[test]
fn the_digital_ministry_is_one_before_and_after_its_renaming() {
    let standard = Institutions::standard();
    let before = standard.named(
        Some("KAZ"),
        "Министерство цифрового развития, инноваций и аэрокосмической промышленности",
    );
    let before = before.unwrap();
    let after = standard.now(before);
    assert_eq!(
        after.name(Language::En),
        "Ministry of Artificial Intelligence and Digital Development"
    );
    let succession = before.succession.as_ref().unwrap();
    assert_eq!(succession.kind, "renamed");
    assert_eq!(succession.between.unwrap().to_string(), "2024-11-19/2026-02-27");
    assert_eq!(
        standard.before(after).map(|one| one.id).collect::<Vec<_>>(),
        [before.id]
    );
    assert_eq!(
        after.address(),
        "/id/institution/kz/ministry-of-artificial-intelligence"
    );
}

#[test]
fn a_search_folds_script_and_diacritics_and_knows_later_names() {
    let mut desk = Desk::default();
    read(&mut desk, KAZAKH, "KAZ", "");
    read(&mut desk, SERBIAN, "SRB", "2024-11-19");
    let register = desk.register();
    let found = |filter: Filter, kind| -> Vec<String> {
        let found = of_kind(&register, kind, &filter, day("2026-01-01"));
        found.iter().map(|(record, _)| record.id.to_string()).collect()
    };
    let institution = |name: &str| Filter {
        institution: Some(name.to_owned()),
        ..Filter::default()
    };
    let search = |words: &str| Filter {
        search: Some(words.to_owned()),
        ..Filter::default()
    };
    let instruments = |filter| found(filter, Kind::Instrument);
    assert_eq!(instruments(institution("завод за статистику")), ["instrument-6"]);
    assert_eq!(
        instruments(institution("Министерство финансов")),
        ["instrument-6"]
    );
    assert_eq!(
        instruments(institution("Ministry of Artificial Intelligence")),
        ["instrument-7", "instrument-8", "instrument-16"]
    );
    assert_eq!(instruments(search("реадмисији")), ["instrument-11"]);
    assert_eq!(instruments(search("razumevanju izmedu")), ["instrument-13"]);
    assert_eq!(
        found(search("вучевић"), Kind::Person),
        found(search("vucevic"), Kind::Person)
    );
    assert_eq!(found(search("Вучевић"), Kind::Person).len(), 1);
    let subject = |words: &str| Filter {
        subject: Some(words.to_owned()),
        ..Filter::default()
    };
    // Asked in one language, found in two.
    assert_eq!(instruments(subject("туризм")), ["instrument-5", "instrument-15"]);
    assert_eq!(instruments(subject("space")), ["instrument-7", "instrument-16"]);
    let level = Filter {
        level: Some("inter_institutional".to_owned()),
        year: Some(2024),
        side: Some("KAZ".to_owned()),
        ..Filter::default()
    };
    assert_eq!(instruments(level), ["instrument-9", "instrument-10"]);
}

#[test]
fn a_subject_is_one_in_five_languages_and_a_narrower_one_is_told_from_it() {
    for (texts, expected) in [
        (
            [
                "readmission of persons",
                "реадмиссии лиц",
                "readmisiji lica",
                "реадмисији лица",
                "Rückübernahme",
            ],
            "readmission",
        ),
        (
            [
                "cooperation in tourism",
                "в сфере туризма",
                "u oblasti turizma",
                "туризм саласындағы",
                "Tourismus",
            ],
            "tourism",
        ),
        (
            [
                "defense",
                "в области обороны",
                "u oblasti odbrane",
                "қорғаныс саласындағы",
                "Verteidigung",
            ],
            "defence",
        ),
    ] {
        for text in texts {
            assert_eq!(Vec::from_iter(subject::told(text)), [expected], "{text}");
        }
    }
    assert_eq!(Vec::from_iter(subject::told("space activities")), ["space"]);
    let narrow = "istraživanju i korišćenju kosmičkog prostora u mirnodopske svrhe";
    assert_eq!(Vec::from_iter(subject::told(narrow)), ["space_peaceful"]);
    assert!((35..=50).contains(&subject::subjects().len()), "about forty");
}
