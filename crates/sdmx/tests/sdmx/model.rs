//! The words of the model: identifiers, versions, URNs, numbers, time periods.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside test functions")]

use sdmx::model::{
    Class, Codelist, Dataflow, Decimal, Dsd, Maintainable, PeriodKind, ProvisionAgreement, Structures,
    TimePeriod, Unit, Urn, Version, VersionReference, YearStart, is_id, is_language, is_ncname, is_nested_id,
    is_nested_ncname,
};

fn version(text: &str) -> Version {
    Version::parse(text).unwrap_or_default()
}

#[test]
fn identifiers_have_the_letters_of_their_kind() {
    let judged = |text: &str| {
        [
            is_id(text),
            is_ncname(text),
            is_nested_id(text),
            is_nested_ncname(text),
            is_language(text),
        ]
    };
    assert_eq!(judged("A_1"), [true, true, true, true, false]);
    assert_eq!(judged("1@$-"), [true, false, true, false, false]);
    assert_eq!(judged("SDMX.SUB"), [false, false, true, true, false]);
    assert_eq!(judged("pt-BR"), [true, true, true, true, true]);
    assert_eq!(judged(""), [false; 5]);
    assert_eq!(judged("Ä"), [false; 5]);
    assert_eq!(judged("A..B"), [false; 5]);
}

#[test]
fn a_version_is_printed_as_it_was_read() {
    for text in [
        "1",
        "1.0",
        "1.0.0",
        "10.20.30",
        "1.2.3.4",
        "2.0.0-draft",
        "2.0.0-rc.1",
    ] {
        assert_eq!(
            Version::parse(text).map(|version| version.to_string()),
            Some(text.to_owned())
        );
    }
    for text in [
        "",
        ".",
        "1.",
        "01",
        "1.0-draft",
        "1.0.0-",
        "1.0.0-01",
        "1.0.0-a..b",
        "-1",
        "1+",
        "a",
    ] {
        assert_eq!(Version::parse(text), None, "{text}");
    }
}

#[test]
fn versions_are_ordered_by_their_numbers_and_drafts_come_before() {
    let mut versions = ["2.0.0", "1.10.0", "2.0.0-b", "1.9.0", "2.0.0-a", "1.9"].map(version);
    versions.sort();
    let texts = versions.map(|version| version.to_string());
    assert_eq!(texts, ["1.9", "1.9.0", "1.10.0", "2.0.0-a", "2.0.0-b", "2.0.0"]);
}

#[test]
fn a_reference_chooses_the_version_that_it_means() {
    let all = ["1.0", "1.2.0", "1.2.5", "1.3.0", "2.0.0", "2.1.0-draft"].map(version);
    let chosen = |text: &str| -> Vec<String> {
        let reference = VersionReference::parse(text).unwrap();
        assert_eq!(reference.to_string(), text);
        reference.chosen(&all).iter().map(ToString::to_string).collect()
    };
    assert_eq!(chosen("1.0"), ["1.0"]);
    assert_eq!(chosen("1.2.1+"), ["1.2.5"]);
    assert_eq!(chosen("1.2+.1"), ["1.3.0"]);
    assert_eq!(chosen("1+.0.0"), ["2.0.0"]);
    assert_eq!(chosen("2.0.1+"), Vec::<String>::new());
    assert_eq!(chosen("+"), ["2.0.0"]);
    assert_eq!(chosen("~"), ["2.1.0-draft"]);
    assert_eq!(chosen("*").len(), all.len());
    for text in ["1+", "1.0+", "1+.0+.0", "1.0.0+-draft", "++", ""] {
        assert_eq!(VersionReference::parse(text), None, "{text}");
    }
}

#[test]
fn a_urn_is_printed_as_it_was_read() {
    for text in [
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ME:CL(1.0)",
        "urn:sdmx:org.sdmx.infomodel.codelist.Code=ME.SUB:CL(1.0.0-draft).0101@$-",
        "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=ME:CATS(1.0).A.B.C",
        "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ME:F(1.2+.0)",
        "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=*:*(*)",
    ] {
        assert_eq!(Urn::parse(text).map(|urn| urn.to_string()), Some(text.to_owned()));
    }
}

#[test]
fn a_urn_without_version_means_the_first() {
    let urn = Urn::parse("urn:sdmx:org.sdmx.infomodel.codelist.Code=ME:CL.A").unwrap();
    let list = Urn::new(Class::Codelist, "ME", "CL", Version::one());
    assert_eq!(urn, list.with_item(Class::Code, "A"));
    assert_eq!(urn.without_item(Class::Codelist), list);
    assert_eq!(urn.short(), "Code=ME:CL(1.0).A");
}

#[test]
fn what_is_no_urn_is_not_read_as_one() {
    for text in [
        "",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist",
        "urn:sdmx:org.sdmx.infomodel.base.Codelist=ME:CL(1.0)",
        "urn:sdmx:org.sdmx.infomodel.codelist.Colours=ME:CL(1.0)",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=1ME:CL(1.0)",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ME:C L(1.0)",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ME:CL(1.0",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ME:CL(one)",
        "urn:sdmx:org.sdmx.infomodel.codelist.Code=ME:CL(1.0)A",
        "urn:sdmx:org.sdmx.infomodel.codelist.Code=ME:CL(1.0).",
    ] {
        assert_eq!(Urn::parse(text), None, "{text}");
    }
}

#[test]
fn a_decimal_keeps_every_digit_and_no_needless_zero() {
    let printed = |text: &str| Decimal::parse(text).map(|number| number.to_string());
    assert_eq!(
        printed("1234567890123456789.120"),
        Some("1234567890123456789.12".to_owned())
    );
    assert_eq!(printed("-0.0"), Some("0".to_owned()));
    assert_eq!(printed("+.5"), Some("0.5".to_owned()));
    assert_eq!(printed("-007"), Some("-7".to_owned()));
    for text in ["", ".", "-", "1e3", "1,5", "1.2.3", "--1"] {
        assert_eq!(printed(text), None, "{text}");
    }
}

#[test]
fn every_kind_of_time_period_is_known_and_printed_as_written() {
    use PeriodKind::{DateTime, GregorianDay, GregorianYear, GregorianYearMonth, Range, Reporting};
    for (text, kind) in [
        ("2024", GregorianYear),
        ("2024Z", GregorianYear),
        ("2024-02", GregorianYearMonth),
        ("2024-02+05:00", GregorianYearMonth),
        ("2024-02-29", GregorianDay),
        ("2024-02-29-14:00", GregorianDay),
        ("2024-02-29T23:59:59.125", DateTime),
        ("2024-02-29T24:00:00Z", DateTime),
        ("2024-A1", Reporting(Unit::Year)),
        ("2024-S2", Reporting(Unit::Semester)),
        ("2024-T3", Reporting(Unit::Trimester)),
        ("2024-Q4Z", Reporting(Unit::Quarter)),
        ("2024-M12", Reporting(Unit::Month)),
        ("2024-W53", Reporting(Unit::Week)),
        ("2024-D366", Reporting(Unit::Day)),
        ("2024-02-29/P1Y2M3DT4H5M6.7S", Range),
        ("2024-02-29T00:00:00Z/P1M", Range),
    ] {
        let period = TimePeriod::parse(text).unwrap();
        assert_eq!((period.as_str(), period.kind()), (text, kind));
    }
}

#[test]
fn what_is_no_time_period_is_not_read_as_one() {
    for text in [
        "",
        "24",
        "20240",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-02-30",
        "2024-1",
        "2024-A2",
        "2024-S3",
        "2024-T4",
        "2024-Q5",
        "2024-Q0",
        "2024-M13",
        "2024-W54",
        "2024-D367",
        "2024-D12",
        "2024-X1",
        "2024-02-29T25:00:00",
        "2024-02-29T24:00:01",
        "2024-02-29T12:60:00",
        "2024-02-29T12:00",
        "2024-02-29T12:00:00.",
        "2024+15:00",
        "2024-02-29/",
        "2024-02-29/P",
        "2024-02-29/PT",
        "2024/P1Y",
        "2024-02-29/P1W",
        "2024-02-29/1Y",
        " 2024",
        "2024-02-29/P1M1Y",
        "２０２４",
    ] {
        assert_eq!(TimePeriod::parse(text), None, "{text}");
    }
}

/// The first day of a period and the first after it, as days.
fn days(text: &str, start: YearStart) -> (String, String) {
    let span = TimePeriod::parse(text).unwrap().span(start);
    let day = |moment: i128| {
        let all = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
        let all = (2022..2027).flat_map(|year| all.clone().map(move |(month, day)| (year, month, day)));
        let texts = all.map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
        let mut days = texts.filter_map(|text| TimePeriod::parse(&text));
        let found = days.find(|day| day.span(YearStart::default()).from == moment);
        found.map_or_else(|| moment.to_string(), |day| day.to_string())
    };
    (day(span.from), day(span.until))
}

#[test]
fn a_reporting_period_spans_days_from_the_beginning_of_its_year_on() {
    let (january, july) = (YearStart::default(), YearStart::parse("--07-01").unwrap());
    for (text, start, first, after) in [
        ("2024-A1", january, "2024-01-01", "2025-01-01"),
        ("2024-A1", july, "2024-07-01", "2025-07-01"),
        ("2024-S2", january, "2024-07-01", "2025-01-01"),
        ("2024-T2", january, "2024-05-01", "2024-09-01"),
        ("2024-Q2", july, "2024-10-01", "2025-01-01"),
        ("2024-M02", january, "2024-02-01", "2024-03-01"),
        ("2024-M08", july, "2025-02-01", "2025-03-01"),
        ("2024-W01", january, "2024-01-01", "2024-01-08"),
        ("2023-W01", january, "2023-01-02", "2023-01-09"),
        ("2026-W01", january, "2025-12-29", "2026-01-05"),
        ("2024-D366", january, "2024-12-31", "2025-01-01"),
        ("2024-02-28/P1D", january, "2024-02-28", "2024-02-29"),
        ("2024-01-31/P1M", january, "2024-01-31", "2024-02-29"),
        ("2024", july, "2024-01-01", "2025-01-01"),
    ] {
        assert_eq!(days(text, start), (first.to_owned(), after.to_owned()), "{text}");
    }
}

#[test]
fn a_period_lies_within_a_longer_one_and_zones_shift_it() {
    let span = |text: &str| TimePeriod::parse(text).unwrap().span(YearStart::default());
    assert!(span("2024").contains(span("2024-Q1")));
    assert!(span("2024-Q1").contains(span("2024-03-31T23:59:59")));
    assert!(
        !span("2024-Q1").contains(span("2024-04-01T00:00:00"))
            || span("2024-Q1").until == span("2024-Q2").from
    );
    assert!(!span("2024").contains(span("2023-W52")) || span("2023-W52").from >= span("2024").from);
    assert!(span("2023-12").until == span("2024").from);
    assert_eq!(span("2024-01-01T05:00:00+05:00"), span("2024-01-01T00:00:00Z"));
    assert!(span("2024-01-01+05:00") < span("2024-01-01"));
}

#[test]
fn a_reference_finds_the_artefact_among_its_versions() {
    let mut structures = Structures::new();
    for text in ["1.0.0", "1.1.0", "2.0.0-draft"] {
        let artefact = Maintainable::new("ME", "CL", version(text), "List");
        let list = Codelist {
            artefact,
            ..Codelist::default()
        };
        assert!(structures.insert(list).is_none());
    }
    let found = |text: &str| {
        let urn = format!("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ME:CL({text})");
        let found = structures.resolve(&Urn::parse(&urn).unwrap());
        found.map(|artefact| artefact.maintainable().version.to_string())
    };
    assert_eq!(found("1.0.0").as_deref(), Some("1.0.0"));
    assert_eq!(found("1.0+.0").as_deref(), Some("1.1.0"));
    assert_eq!(found("+").as_deref(), Some("1.1.0"));
    assert_eq!(found("~").as_deref(), Some("2.0.0-draft"));
    assert_eq!(found("3.0.0"), None);
    assert_eq!(structures.codelists().count(), 3);
}

#[test]
fn the_definition_of_data_is_found_by_whatever_they_are_said_to_be_of() {
    let named = |id: &str| Maintainable::new("XX", id, Version::new(1, 0, 0), id);
    let urn = |class, id: &str| Urn::new(class, "XX", id, Version::new(1, 0, 0));
    let mut all = Structures::new();
    for id in ["FIRST", "SECOND"] {
        all.insert(Dsd {
            artefact: named(id),
            ..Dsd::default()
        });
    }
    all.insert(Dataflow {
        artefact: named("FLOW"),
        structure: Some(urn(Class::DataStructure, "SECOND")),
        ..Dataflow::default()
    });
    all.insert(Dataflow {
        artefact: named("STUB"),
        ..Dataflow::default()
    });
    all.insert(ProvisionAgreement {
        artefact: named("AGREEMENT"),
        dataflow: Some(urn(Class::Dataflow, "FLOW")),
        provider: None,
    });
    let found = [
        (Class::DataStructure, "FIRST"),
        (Class::DataStructure, "SECOND"),
        (Class::Dataflow, "FLOW"),
        (Class::ProvisionAgreement, "AGREEMENT"),
        (Class::Dataflow, "STUB"),
        (Class::DataStructure, "THIRD"),
    ]
    .map(|(class, id)| {
        all.definition(&urn(class, id))
            .map(|dsd| dsd.artefact.id.as_str())
    });
    assert_eq!(
        found,
        [
            Some("FIRST"),
            Some("SECOND"),
            Some("SECOND"),
            Some("SECOND"),
            None,
            None
        ]
    );
}

#[test]
fn decimals_are_in_order_however_long_they_are() {
    let words = [
        "-1000",
        "-999.5",
        "-0.10",
        "-0.01",
        "-0",
        "0.000",
        "0.09",
        "0.1",
        "9",
        "10",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993.5",
        "123456789012345678901234567890",
    ];
    let numbers = words.map(|word| Decimal::parse(word).unwrap());
    assert!(numbers.is_sorted());
    let equal: Vec<usize> = (1..words.len())
        .filter(|&at| numbers[at - 1] == numbers[at])
        .collect();
    assert_eq!(equal, [5]);
}
