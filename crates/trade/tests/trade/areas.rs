//! Areas: every name that occurs in the real files, the peculiar codes, and the errors.

use entente_trade::{Area, AreaError, AreaKind, Areas};

fn code(text: &str) -> u16 {
    Areas::standard()
        .resolve(text)
        .unwrap_or_else(|error| panic!("{error}"))
        .code()
}

fn error(text: &str) -> String {
    Areas::standard().resolve(text).unwrap_err().to_string()
}

#[test]
fn the_embedded_tables_are_read_whole() {
    let areas = Areas::standard();
    assert_eq!(areas.faults(), &[] as &[String]);
    assert_eq!(
        areas.all().count(),
        include_str!("../../data/areas.csv").lines().count() - 1
    );
    assert!(!include_str!("../../data/area_aliases.csv").contains("\"\""));
}

#[test]
fn every_name_in_the_real_files_is_one_area_or_a_group_row() {
    let areas = Areas::standard();
    for line in include_str!("names_in_files.csv").lines().skip(1) {
        let (origin, rest) = line.split_once(',').unwrap();
        let (name, expected) = rest.rsplit_once(',').unwrap();
        let name = name.trim_matches('"');
        let found = match areas.resolve_from(origin, name) {
            Ok(area) => area.code().to_string(),
            Err(AreaError::GroupRow { meaning, .. }) => meaning.to_owned(),
            Err(other) => other.to_string(),
        };
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn letters_numbers_and_names_give_the_same_area() {
    for text in [
        "SRB",
        "srb",
        "RS",
        "688",
        "0688",
        "Serbia",
        " СЕРБИЯ ",
        "Serbia, Republic of",
        "Республика Сербия",
    ] {
        assert_eq!(code(text), 688, "{text}");
    }
    for text in ["KAZ", "kz", "398", "Kazakhstan", "Казахстан", "Казакстан"] {
        assert_eq!(code(text), 398, "{text}");
    }
}

#[test]
fn short_names_and_letters_that_no_list_has_are_known() {
    for (names, area) in [
        (["XK", "XKX", "Kosovo", "Косово"], 412),
        (["Босния", "БиГ", "Bosnia", "BIH"], 70),
        (["EL", "Greece", "GRC", "Греция"], 300),
        (["East Timor", "Timor-Leste", "TLS", "626"], 626),
        (["Лаос", "Laos", "LAO", "418"], 418),
        (["Эмираты", "Emirates", "UAE", "ОАЭ"], 784),
    ] {
        assert_eq!(names.map(code), [area; 4]);
    }
    assert_eq!(code("_KS"), 412);
    assert_eq!(Areas::standard().label(Area::from_code(412)), "Kosovo (XKX)");
}

#[test]
fn m49_codes_give_the_code_comtrade_reports() {
    let pairs = [
        ("840", 842),
        ("250", 251),
        ("356", 699),
        ("578", 579),
        ("756", 757),
        ("158", 490),
        ("381", 380),
    ];
    for (m49, comtrade) in pairs {
        assert_eq!(code(m49), comtrade);
        assert_eq!(code(&comtrade.to_string()), comtrade);
    }
    assert_eq!(
        (code("TWN"), code("Taiwan"), code("S19"), code("Тайвань (Китай)")),
        (490, 490, 490, 490)
    );
    assert_eq!(
        (code("USA"), code("United States of America"), code("US")),
        (842, 842, 842)
    );
    assert_eq!((code("008"), code("W00"), code("0"), code("World")), (8, 0, 0, 0));
}

#[test]
fn letters_of_several_periods_give_the_area_of_today() {
    assert_eq!(
        (code("SDN"), code("DEU"), code("ETH"), code("YEM"), code("PAK")),
        (729, 276, 231, 887, 586)
    );
    assert_eq!(
        (code("SCG"), code("SUN"), code("YUG"), code("CSK"), code("ANT")),
        (891, 810, 890, 200, 530)
    );
}

#[test]
fn letters_that_two_states_had_are_ambiguous() {
    let expected = "ambiguous area \"CS\"; expected one of Czechoslovakia (...1992) (CSK), \
                    Serbia and Montenegro (...2005) (SCG)";
    assert_eq!(error("CS"), expected);
}

#[test]
fn a_word_of_several_names_is_ambiguous() {
    assert_eq!(
        error("Korea"),
        "ambiguous area \"Korea\"; expected one of Dem. People's Rep. of Korea (PRK), Rep. of Korea (KOR)"
    );
    for text in ["Корея", "Virgin Islands", "Samoan", "Острова"] {
        assert!(Areas::standard().resolve(text).is_err(), "{text}");
    }
    assert_eq!(
        Areas::standard().resolve_from("uz", "Корея"),
        Ok(Area::from_code(410))
    );
    assert_eq!((code("Guinea"), code("Гвинея")), (324, 324));
}

#[test]
fn eurostat_has_letters_of_its_own_for_serbia() {
    let areas = Areas::standard();
    assert_eq!(areas.resolve_from("eurostat", "XS"), Ok(Area::from_code(688)));
    assert_eq!(areas.resolve_from("eurostat", "SRB"), Ok(Area::from_code(688)));
    assert!(areas.resolve("XS").is_err());
}

#[test]
fn a_territory_that_comtrade_counts_in_a_wider_area_is_an_area_of_its_own() {
    for (names, area) in [
        (["MCO", "MC", "492", "Монако", "Principality of Monaco"], 492),
        (["PRI", "PR", "630", "Пуэрто-Рико", "Puerto Rico"], 630),
        (
            [
                "VIR",
                "VI",
                "850",
                "Виргинские Острова (США)",
                "US Virgin Islands",
            ],
            850,
        ),
        (["REU", "RE", "638", "Реюньон", "Réunion"], 638),
        (["GLP", "GP", "312", "Гваделупа", "Guadeloupe"], 312),
        (["GUF", "GF", "254", "Французская Гвиана", "French Guiana"], 254),
        (["MYT", "YT", "175", "Майотта", "Mayotte"], 175),
        (["MTQ", "MQ", "474", "Мартиника", "Martinique"], 474),
    ] {
        assert_eq!(names.map(code), [area; 5]);
        assert!(
            Areas::standard().exists_in(Area::from_code(area), 2023, 1),
            "{area}"
        );
    }
}

#[test]
fn a_comtrade_code_is_its_own_number_but_for_the_residual_that_has_monaco_s() {
    let areas = Areas::standard();
    for entry in areas.all().filter(|entry| entry.area.code() < 1000) {
        let expected = match entry.area.code() {
            492 => 1492,
            code => code,
        };
        assert_eq!(
            areas.of_comtrade(entry.area.code()),
            Some(Area::from_code(expected))
        );
    }
    assert_eq!(areas.label(Area::from_code(1492)), "Europe EU, nes (1492)");
    assert_eq!(areas.of_comtrade(9999), None);
}

#[test]
fn a_name_that_people_use_for_two_states_is_certain_only_in_files_that_name_both() {
    for text in ["Congo", "Конго"] {
        let expected =
            format!("ambiguous area {text:?}; expected one of Congo (COG), Dem. Rep. of the Congo (COD)");
        assert_eq!(error(text), expected);
        assert_eq!(
            Areas::standard().resolve_from("uz", text),
            Ok(Area::from_code(178))
        );
    }
    assert_eq!(
        (code("COG"), code("Congo, Republic of"), code("Республика Конго")),
        (178, 178, 178)
    );
    assert_eq!(
        (code("Заир"), code("Congo, Democratic Republic of the")),
        (180, 180)
    );
}

#[test]
fn candidates_are_areas_in_being_whose_usual_names_have_the_words() {
    let expected = |found: &str, labels: &str| format!("ambiguous area {found:?}; expected one of {labels}");
    assert_eq!(
        error("United"),
        expected(
            "United",
            "United States Minor Outlying Islands (UMI), United Arab Emirates (ARE), United Kingdom (GBR), \
             United Rep. of Tanzania (TZA), USA (USA), US Virgin Isds (VIR)"
        )
    );
    assert_eq!(
        error("Virgin Islands"),
        expected("Virgin Islands", "Br. Virgin Isds (VGB), US Virgin Isds (VIR)")
    );
}

#[test]
fn what_people_say_is_known() {
    for (text, area) in [
        ("Киргизия", 417),
        ("Белоруссия", 112),
        ("Молдавия", 498),
        ("Туркмения", 795),
        ("Англия", 826),
        ("England", 826),
        ("Burma", 104),
        ("Бирма", 104),
        ("Holland", 528),
        ("Южная Корея", 410),
        ("Северная Корея", 408),
        ("Мир", 0),
    ] {
        assert_eq!(code(text), area, "{text}");
    }
}

#[test]
fn a_group_and_the_world_are_no_side_of_a_pair() {
    let said = |text: &str| Areas::standard().resolve_side(text).unwrap_err().to_string();
    for (text, expected) in [
        (
            "World",
            "World (W00), the total over all partners, which is none of them",
        ),
        (
            "мир",
            "World (W00), the total over all partners, which is none of them",
        ),
        (
            "WLD",
            "World (W00), the total over all partners, which is none of them",
        ),
        (
            "European Union",
            "European Union (EUR), a group of states, which is no partner",
        ),
        ("Bunkers", "Bunkers (X1), what is not specified"),
    ] {
        assert_eq!(
            said(text),
            format!("expected one state or territory, found {expected}")
        );
    }
    assert_eq!(Areas::standard().resolve_side("KAZ"), Ok(Area::from_code(398)));
}

#[test]
fn an_unknown_name_is_told_with_near_misses() {
    assert_eq!(
        error("Serbja"),
        "unknown area \"Serbja\"; did you mean Serbia (SRB)?"
    );
    assert!(
        error("Казахстн").contains("Kazakhstan (KAZ)"),
        "{}",
        error("Казахстн")
    );
    assert_eq!(
        error("qq"),
        "unknown area \"qq\"; expected a name, ISO letters or a UN Comtrade code"
    );
    assert_eq!(
        error("999"),
        "unknown area \"999\"; expected a name, ISO letters or a UN Comtrade code"
    );
    let AreaError::Unknown { near, .. } = Areas::standard().resolve("Slovenja").unwrap_err() else {
        panic!()
    };
    assert!((1..=3).contains(&near.len()), "{near:?}");
}

#[test]
fn hostile_texts_are_errors_and_nothing_else() {
    for text in [
        "",
        " ",
        "\u{0}",
        "99999999999999999999",
        "-1",
        "́",
        &"я".repeat(100_000),
        "🇷🇸",
        ",\"",
        "the",
    ] {
        assert!(
            matches!(Areas::standard().resolve(text), Err(AreaError::Unknown { .. })),
            "{text:.20}"
        );
    }
}

#[test]
fn group_rows_are_no_areas() {
    let areas = Areas::standard();
    for (text, meaning) in [
        ("Всего", "world"),
        ("Всего\nв том числе", "world"),
        ("Страны вне ЕАЭС", "non_eaeu"),
    ] {
        assert!(areas.is_group_row(text));
        assert_eq!(areas.group_row(text), Some(meaning));
    }
    assert_eq!(
        error("Страны СНГ"),
        "expected one area, found the group row \"Страны СНГ\" (cis)"
    );
    assert!(!areas.is_group_row("Сербия"));
}

#[test]
fn groups_bunkers_and_unspecified_areas_are_not_partners_of_a_pair() {
    let areas = Areas::standard();
    for code in [0, 97, 975, 837, 838, 839, 899, 471, 472, 1492, 527, 568, 577, 879] {
        assert!(
            !areas.entry(Area::from_code(code)).unwrap().is_partner(),
            "{code}"
        );
    }
    for code in [398, 688, 490, 412, 842, 891] {
        assert!(areas.entry(Area::from_code(code)).unwrap().is_partner(), "{code}");
    }
    assert_eq!(areas.entry(Area::WORLD).unwrap().kind, AreaKind::World);
}

#[test]
fn areas_exist_in_the_months_comtrade_gives_them() {
    let areas = Areas::standard();
    let (serbia, union) = (Area::from_code(688), Area::from_code(891));
    assert!(!areas.exists_in(serbia, 2006, 5) && areas.exists_in(serbia, 2006, 6));
    assert!(areas.exists_in(union, 2006, 5) && !areas.exists_in(union, 2006, 6));
    assert!(areas.exists_in(Area::from_code(736), 2011, 6) && areas.exists_in(Area::from_code(729), 2011, 7));
    assert!(!areas.exists_in(Area::from_code(9999), 2020, 1));
}

#[test]
fn successions_lead_both_ways() {
    let areas = Areas::standard();
    let after: Vec<u16> = areas
        .successors(Area::from_code(891))
        .map(|s| s.after.code())
        .collect();
    assert_eq!(after, [499, 688]);
    let before: Vec<u16> = areas
        .predecessors(Area::from_code(398))
        .map(|s| s.before.code())
        .collect();
    assert_eq!(before, [810]);
    assert_eq!(areas.successors(Area::from_code(810)).count(), 15);
}

#[test]
fn a_succession_begins_when_the_later_code_is_in_use() {
    let areas = Areas::standard();
    let ended = areas.all().filter(|entry| entry.to.is_some());
    assert!(
        ended
            .into_iter()
            .all(|entry| areas.successors(entry.area).next().is_some())
    );
    for succession in areas.all().flat_map(|entry| areas.successors(entry.area)) {
        let (year, month) = succession.from;
        assert!(areas.exists_in(succession.after, year, month), "{succession:?}");
    }
}
