//! Components, codes, formats, attributes and duplicates: a positive and a negative case each.

use sdmx::Standard;
use sdmx::data::{Announced, AtObservation, Event, Header, Options, Reader, Shape, Writer};
use sdmx::model::{DataType, Structures, TextFormat, Urn};
use sdmx::validation::{Checks, Validator};

use super::support::{
    HEADER, NONE, changed, check, dsd_urn, format, found, found_in, message, of_type, structures,
};

const RIGHT: &str = "R,M,KZ,2024-01,1.25,A,abc,USD,Kazakhstan,Bureau";

#[test]
fn data_that_conform_have_no_findings() {
    let rows = [
        RIGHT,
        "R,M,KZ,2024-02,NaN,A,,USD,,",
        "R,A,DE,2024,-3,E,,EUR,,Bureau",
    ];
    assert_eq!(found(&rows), NONE);
}

#[test]
fn findings_beyond_those_that_are_kept_are_counted() {
    let (row, rows) = ("R,X,KZ,2024-01,1,A,,USD,,", 2_500);
    let wrong = message(&vec![row; rows]).replace(",R,X", ",?,M");
    let of_codes = message(&vec![row; rows]);
    // A finding a row, of its action or of its code, and of the attribute that is then missed.
    let counted = [wrong, of_codes].map(|message| {
        let findings = check(&structures(), &message, Checks::default());
        (findings.faults().len(), findings.count())
    });
    assert_eq!(counted, [(1_000, 2_500), (1_000, 2_500)]);
}

#[test]
fn a_value_outside_its_code_list_is_found_wherever_it_stands() {
    assert_eq!(
        found(&["R,X,ZZ,2024-01,1,B,,GBP,,"]),
        [
            "line 2: FREQ: found X, expected a code of Codelist=XX:CL_FREQ(1.0.0)",
            "line 2: AREA: found ZZ, expected a code of Codelist=XX:CL_AREA(1.0.0)",
            "line 2: STATUS: found B, expected a code of Codelist=XX:CL_STATUS(1.0.0)",
            "line 2: UNIT: found GBP, expected a code of Codelist=XX:CL_UNIT(1.0.0)",
        ]
    );
}

#[test]
fn a_value_against_its_type_or_facets_is_found() {
    assert_eq!(
        found(&[
            "R,M,KZ,2024-13,1,A,,USD,,",
            "R,M,KZ,2024-01,one,A,,USD,,",
            "R,M,KZ,2024-02,1.255,A,abcdef,USD,,",
            "R,M,KZ,2024-03,1.25,A,a1,USD,,",
        ]),
        [
            "line 2: TIME_PERIOD: found 2024-13, expected a value of type ObservationalTimePeriod",
            "line 3: OBS_VALUE: found one, expected a value of type Decimal",
            "line 4: OBS_VALUE: found 1.255, expected at most 2 decimals",
            "line 4: NOTE: found abcdef, expected at most 5 characters",
            "line 5: NOTE: found a1, expected a value like [a-z]+",
        ]
    );
}

/// What is expected instead of each value that a format does not take.
fn refused(facets: TextFormat, values: &[&str]) -> Vec<String> {
    let structures = changed(|dsd| dsd.measures[0].component.representation = Some(format(facets)));
    let expected = values.iter().map(|value| {
        let findings = check(
            &structures,
            &message(&[&format!("R,M,KZ,2024-01,{value},A,,USD,,")]),
            Checks::default(),
        );
        let expected: Vec<_> = findings
            .faults()
            .iter()
            .map(|fault| fault.expected.clone())
            .collect();
        format!("{value}: {}", expected.join(" and "))
    });
    expected.filter(|line| !line.ends_with(": ")).collect()
}

#[test]
fn every_type_takes_its_own_values_and_no_others() {
    use DataType as T;
    for (kind, taken, refused_values) in [
        (T::String, vec!["a b"], vec![]),
        (T::Alpha, vec!["aB"], vec!["a1"]),
        (T::AlphaNumeric, vec!["a1"], vec!["a-1"]),
        (T::Numeric, vec!["007"], vec!["-7", "1.0"]),
        (
            T::BigInteger,
            vec!["-123456789012345678901234567890"],
            vec!["1.0", "-"],
        ),
        (
            T::Integer,
            vec!["2147483647", "+1"],
            vec!["2147483648", "1e3", "+-1"],
        ),
        (T::Long, vec!["-9223372036854775808"], vec!["9223372036854775808"]),
        (T::Short, vec!["-32768"], vec!["32768"]),
        (T::Decimal, vec!["-1.50", ".5"], vec!["1e3", "."]),
        (T::Double, vec!["1e3", "INF", "-1.5E-7"], vec!["1e", "Inf"]),
        (T::Boolean, vec!["true", "0"], vec!["TRUE"]),
        (T::Uri, vec!["http://x/y"], vec!["a b"]),
        (T::GregorianYear, vec!["2024"], vec!["2024-01", "24"]),
        (T::GregorianYearMonth, vec!["2024-01"], vec!["2024-M01"]),
        (T::GregorianDay, vec!["2024-02-29"], vec!["2023-02-29"]),
        (T::GregorianTimePeriod, vec!["2024", "2024-01"], vec!["2024-Q1"]),
        (T::ReportingQuarter, vec!["2024-Q4"], vec!["2024-Q5", "2024"]),
        (T::ReportingTimePeriod, vec!["2024-W53"], vec!["2024-01"]),
        (T::StandardTimePeriod, vec!["2024-W53"], vec!["2024-01-01/P1M"]),
        (T::BasicTimePeriod, vec!["2024-01-01T00:00:00"], vec!["2024-Q1"]),
        (T::DateTime, vec!["2024-01-01T00:00:00"], vec!["2024-01-01"]),
        (T::TimeRange, vec!["2024-01-01/P1M"], vec!["2024-01-01"]),
        (T::Month, vec!["--12"], vec!["--13"]),
        (T::MonthDay, vec!["--02-29"], vec!["--02-30"]),
        (T::Day, vec!["---31"], vec!["---32"]),
        (T::Time, vec!["23:59:59"], vec!["23:60:00"]),
        (T::Duration, vec!["P1Y2M"], vec!["1Y"]),
    ] {
        let all: Vec<_> = taken.iter().chain(&refused_values).copied().collect();
        let expected: Vec<_> = refused_values
            .iter()
            .map(|value| format!("{value}: a value of type {kind}"))
            .collect();
        assert_eq!(refused(of_type(kind), &all), expected);
    }
}

#[test]
fn numbers_keep_within_their_bounds_and_steps_exactly() {
    let decimal = |text: &str| sdmx::model::Decimal::parse(text);
    let facets = TextFormat {
        min_value: decimal("-0.5"),
        max_value: decimal("99999999999999999999.9"),
        ..of_type(DataType::Decimal)
    };
    assert_eq!(
        refused(
            facets,
            &[
                "-0.5",
                "-0.51",
                "99999999999999999999.90",
                "99999999999999999999.91"
            ]
        ),
        [
            "-0.51: at least -0.5",
            "99999999999999999999.91: at most 99999999999999999999.9"
        ]
    );
    let facets = TextFormat {
        start_value: decimal("1"),
        interval: decimal("0.5"),
        min_length: Some(2),
        is_sequence: Some(true),
        ..of_type(DataType::Incremental)
    };
    assert_eq!(
        refused(facets, &["1.5", "1.7", "2", "0.5"]),
        [
            "1.7: steps of 0.5 from 1",
            "2: at least 2 characters",
            "0.5: at least 1"
        ]
    );
    let facets = TextFormat {
        min_value: decimal("0"),
        ..of_type(DataType::ExclusiveValueRange)
    };
    assert_eq!(refused(facets, &["0.1", "0.0"]), ["0.0: more than 0"]);
}

#[test]
fn simple_patterns_are_held_against_the_whole_text() {
    for (pattern, taken, others) in [
        (
            "[A-Z]{2}\\d{2,3}",
            vec!["AB12", "AB123"],
            vec!["AB1", "AB1234", "xAB12"],
        ),
        ("(ab|c)*d?", vec!["d", "abcab", "abd"], vec!["abdd", "b"]),
        ("[^0-9.]+", vec!["abc"], vec!["a1", "a."]),
        ("a.c", vec!["abc"], vec!["ac"]),
        (
            "(a*)*b",
            vec!["b", "aaaaaaaaaaaaaaaaaaaaaaaaaaab"],
            vec!["aaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
        ),
    ] {
        let facets = TextFormat {
            pattern: Some(pattern.to_owned()),
            ..of_type(DataType::String)
        };
        let all: Vec<_> = taken.iter().chain(&others).copied().collect();
        let expected: Vec<_> = others
            .iter()
            .map(|value| format!("{value}: a value like {pattern}"))
            .collect();
        assert_eq!(refused(facets, &all), expected);
    }
}

#[test]
fn a_pattern_that_is_not_simple_is_named_and_not_judged() {
    let structures = changed(|dsd| {
        let note = TextFormat {
            pattern: Some("\\p{Lu}+".to_owned()),
            ..of_type(DataType::String)
        };
        dsd.attributes[1].component.representation = Some(format(note));
    });
    let validator = Validator::new(&structures, &dsd_urn(), Checks::default()).unwrap();
    assert_eq!(validator.passed_over(), ["NOTE: pattern \\p{Lu}+"]);
    assert_eq!(found_in(&structures, &["R,M,KZ,2024-01,1,A,abc,USD,,"]), NONE);
}

#[test]
fn what_is_mandatory_is_missed_at_its_level() {
    assert_eq!(
        found(&[
            "R,M,KZ,2024-01,,,,,,",
            "R,M,KZ,2024-02,1,A,,,,",
            "R,A,DE,2024,1,A,,USD,,"
        ]),
        [
            "line 2: OBS_VALUE: found nothing, expected a value",
            "line 2: STATUS: found nothing, expected a value",
            "line 2: UNIT: found nothing for FREQ=M, AREA=KZ, expected a value",
        ]
    );
}

#[test]
fn an_attribute_of_a_series_may_be_told_once_and_by_a_row_of_its_own() {
    assert_eq!(found(&["R,M,KZ,2024-01,1,A,,,,", "R,M,KZ,,,,,USD,,"]), NONE);
    assert_eq!(found(&["R,,KZ,,,,,,Kazakhstan,", "R,,,,,,,,,Bureau"]), NONE);
}

#[test]
fn a_mandatory_attribute_of_the_dataset_is_missed_once() {
    let structures = changed(|dsd| dsd.attributes[4].is_mandatory = true);
    assert_eq!(
        found_in(
            &structures,
            &["R,M,KZ,2024-01,1,A,,USD,,", "R,M,KZ,2024-02,1,A,,USD,,"]
        ),
        ["line 2: SOURCE: found nothing for the dataset, expected a value"]
    );
}

#[test]
fn attributes_of_one_key_that_contradict_each_other_are_found() {
    assert_eq!(
        found(&[
            "R,M,KZ,2024-01,1,A,,USD,Kazakhstan,Bureau",
            "R,M,KZ,2024-02,1,A,,EUR,Kazachstan,",
            "R,Q,KZ,2024-Q1,1,A,,EUR,Kazakhstan,Office",
        ]),
        [
            "line 3: UNIT: found EUR, expected the same as in line 2",
            "line 3: TITLE: found Kazachstan, expected the same as in line 2",
            "line 4: SOURCE: found Office, expected the same as in line 2",
        ]
    );
}

#[test]
fn a_row_without_a_dimension_is_found() {
    assert_eq!(
        found(&["R,,KZ,2024-01,1,A,,USD,,", "R,,KZ,,,A,,,,", "R,,KZ,,,,,USD,,"]),
        [
            "line 2: FREQ: found nothing, expected a value",
            "line 3: STATUS: found a part of a key, expected a row with a whole key, for an attribute of observations",
            "line 4: UNIT: found a key without FREQ, expected a key with FREQ, AREA",
        ]
    );
}

#[test]
fn a_component_that_the_structure_has_not_is_found_once() {
    let rows = "dataflow,XX:FLOW(1.0.0),R,M,KZ,2024-01,1,A,,USD,,,x\n\
                dataflow,XX:FLOW(1.0.0),R,M,KZ,2024-02,1,A,,USD,,,y\n";
    let message = format!("{HEADER},EXTRA\n{rows}");
    let found = |checks| {
        let findings = check(&structures(), &message, checks);
        findings
            .faults()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found(Checks::default()),
        ["line 2: EXTRA: found EXTRA, expected a component of the structure"]
    );
    let custom = Checks {
        custom_columns: true,
        ..Checks::default()
    };
    assert_eq!(found(custom), NONE);
}

#[test]
fn a_key_told_twice_in_a_dataset_is_found_and_in_two_is_not() {
    assert_eq!(
        found(&[RIGHT, "R,M,DE,2024-01,1,A,,USD,,", "R,M,KZ,2024-01,2,A,,USD,,"]),
        ["line 4: found FREQ=M, AREA=KZ, TIME_PERIOD=2024-01, \
             expected a key told once, and not in line 2 too"]
    );
    assert_eq!(found(&[RIGHT, "D,M,KZ,2024-01,,,,,,"]), NONE);
}

#[test]
fn a_deletion_may_leave_out_what_it_likes_but_names_codes() {
    assert_eq!(
        found(&["D,M,KZ,2024-01,-,-,-,,,", "D,M,,,,,,,,", "D,,,,,,,-,,"]),
        NONE
    );
    assert_eq!(
        found(&["D,M,ZZ,2024-01,,,,,,"]),
        ["line 2: AREA: found ZZ, expected a code of Codelist=XX:CL_AREA(1.0.0)"]
    );
}

#[test]
fn a_merge_may_leave_out_what_is_mandatory_if_the_receiver_says_so() {
    let rows = message(&["A,M,KZ,2024-01,1,,,,,"]).replace(",A,M,", ",M,M,");
    let found = |checks| {
        let findings = check(&structures(), &rows, checks);
        findings
            .faults()
            .iter()
            .map(|fault| fault.component.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(Checks::default()), ["STATUS", "UNIT"]);
    let partial = Checks {
        partial_merges: true,
        ..Checks::default()
    };
    assert_eq!(found(partial), NONE);
}

#[test]
fn a_dataset_of_another_structure_is_found() {
    let rows = message(&[RIGHT]);
    for right in [
        "dataflow,XX:FLOW(1.0.0)",
        "datastructure,XX:DSD(1.0.0)",
        "dataflow,XX:FLOW(1.0+.0)",
    ] {
        let rows = rows.replace("dataflow,XX:FLOW(1.0.0)", right);
        assert!(
            check(&structures(), &rows, Checks::default()).is_empty(),
            "{right}"
        );
    }
    let other = rows.replace("FLOW(1.0.0)", "OTHER(1.0.0)");
    let findings = check(&structures(), &other, Checks::default());
    let found: Vec<_> = findings.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "line 2: found urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:OTHER(1.0.0), expected \
          urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=XX:DSD(1.0.0) or \
          urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:FLOW(1.0.0)"
        ]
    );
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let rows = message(&["R,X,KZ,2024-01,1,A,,USD,,"; 5]);
    let checks = Checks {
        findings: 2,
        ..Checks::default()
    };
    let findings = check(&structures(), &rows, checks);
    assert_eq!((findings.faults().len(), findings.count()), (2, 5));
}

#[test]
fn a_dataset_with_more_keys_than_the_limit_is_told_so_once() {
    let rows = [
        "R,M,KZ,2024-01,1,A,,USD,,",
        "R,M,KZ,2024-02,1,A,,USD,,",
        "R,M,KZ,2024-03,1,A,,USD,,",
    ];
    let checks = Checks {
        keys: 1,
        ..Checks::default()
    };
    let findings = check(&structures(), &message(&rows), checks);
    let found: Vec<_> = findings.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["line 3: found more keys or values, expected at most 1, to find duplicates and contradictions"]
    );
}

/// Ninety rows: every fifth tells the key of the first again, every seventh has a wrong code.
#[test]
fn findings_come_in_the_order_of_rows_whatever_their_kind_and_limit() {
    let row = |number: u32| {
        let year = if number.is_multiple_of(5) {
            1900
        } else {
            1900 + number
        };
        let status = if number.is_multiple_of(7) { "X" } else { "A" };
        format!("R,A,KZ,{year},1,{status},,USD,,")
    };
    let rows: Vec<String> = (0..90).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let found = |findings: usize, keys: usize| {
        let checks = Checks {
            findings,
            keys,
            ..Checks::default()
        };
        let found = check(&structures(), &message(&rows), checks);
        assert_eq!(found.faults().len(), findings.min(found.count() as usize));
        (found.faults().to_vec(), found.count())
    };
    let line = |number: u64| number + 2;
    for keys in [usize::MAX, 40, 3] {
        let (all, count) = found(1_000, keys);
        let lines: Vec<u64> = all.iter().map(|fault| fault.position.line).collect();
        assert!(lines.is_sorted(), "{lines:?}");
        // Row 35 has both: the code comes first.
        let both: Vec<&str> = all
            .iter()
            .filter(|fault| fault.position.line == line(35))
            .map(|fault| fault.component.as_str())
            .collect();
        assert_eq!(
            both,
            if keys == 3 {
                vec!["STATUS"]
            } else {
                vec!["STATUS", ""]
            }
        );
        for most in 0..all.len() {
            assert_eq!(
                found(most, keys),
                (all[..most].to_vec(), count),
                "{most} of {keys}"
            );
        }
    }
    assert_eq!(found(1_000, usize::MAX).1, 17 + 13);
}

#[test]
fn structures_that_lack_a_list_are_refused() {
    let mut structures = Structures::new();
    structures.insert(super::support::structures().dsd(&dsd_urn()).unwrap().clone());
    let faults = Validator::new(&structures, &dsd_urn(), Checks::default()).unwrap_err();
    let found: Vec<_> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.component, fault.found))
        .collect();
    assert_eq!(
        found,
        [
            "FREQ: no Codelist=XX:CL_FREQ(1.0.0) among the structures",
            "AREA: no Codelist=XX:CL_AREA(1.0.0) among the structures",
            "STATUS: no Codelist=XX:CL_STATUS(1.0.0) among the structures",
            "UNIT: no Codelist=XX:CL_UNIT(1.0.0) among the structures",
        ]
    );
    let nothing = Urn::parse("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:NO(1.0)").unwrap();
    let faults = Validator::new(&structures, &nothing, Checks::default()).unwrap_err();
    assert_eq!(faults[0].found, "no Dataflow=XX:NO(1.0) among the structures");
}

#[test]
fn a_wrong_value_of_one_dimension_does_not_touch_levels_of_the_others() {
    let rows = [
        "R,M,KZ,2024-01,1,A,,USD,Kazakhstan,",
        "R,X,KZ,2024-01,1,A,,USD,Kazachstan,",
        "R,X,DE,x,1,A,,USD,Germany,",
    ];
    assert_eq!(
        found(&rows),
        [
            "line 3: FREQ: found X, expected a code of Codelist=XX:CL_FREQ(1.0.0)",
            "line 3: TITLE: found Kazachstan, expected the same as in line 2",
            "line 4: FREQ: found X, expected a code of Codelist=XX:CL_FREQ(1.0.0)",
            "line 4: TIME_PERIOD: found x, expected a value of type ObservationalTimePeriod",
        ]
    );
}

#[test]
fn keys_that_do_not_fit_in_128_bits_are_told_apart_exactly() {
    let structures = changed(|dsd| {
        for number in 0..9 {
            let mut dimension = dsd.dimensions[0].clone();
            dimension.component.id = format!("FREE{number}");
            dimension.component.representation = Some(format(of_type(DataType::String)));
            dsd.dimensions.push(dimension);
        }
    });
    let free = |last: &str| format!("a,b,c,d,e,f,g,h,{last}");
    let ids: Vec<_> = (0..9).map(|number| format!("FREE{number}")).collect();
    let mut rows = format!("{HEADER},{}\n", ids.join(","));
    for (month, last) in [("01", "i"), ("01", "j"), ("02", "i"), ("01", "i")] {
        rows += &format!(
            "dataflow,XX:FLOW(1.0.0),R,M,KZ,2024-{month},1,A,,,,,{}\n",
            free(last)
        );
    }
    let findings = check(&structures, &rows, Checks::default());
    let found: Vec<_> = findings.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "line 5: found FREQ=M, AREA=KZ, FREE0=a, FREE1=b, FREE2=c, FREE3=d, FREE4=e, FREE5=f, FREE6=g, \
             FREE7=h, FREE8=i, TIME_PERIOD=2024-01, expected a key told once, and not in line 2 too",
            "line 2: UNIT: found nothing for FREQ=M, AREA=KZ, expected a value",
        ]
    );
}

#[test]
fn a_hundred_thousand_different_keys_are_no_duplicates() {
    let mut rows = format!("{HEADER}\n");
    for day in 0..20_000_u32 {
        for area in ["EU", "DE", "FR", "KZ", "RS"] {
            let (year, day) = (1000 + day / 300, day % 300 + 1);
            rows += &format!("dataflow,XX:FLOW(1.0.0),R,M,{area},{year}-D{day:03},1,A,,USD,,\n");
        }
    }
    assert!(check(&structures(), &rows, Checks::default()).is_empty());
}

#[test]
fn the_same_data_have_the_same_findings_in_every_format() {
    let rows = message(&[
        RIGHT,
        "R,M,ZZ,2024-02,1,A,,EUR,,",
        "R,M,KZ,2024-03,x,,,EUR,,",
        "R,M,KZ,2024-03,1,A,,,,",
    ]);
    let structures = structures();
    let shape = Shape::of(structures.dsd(&dsd_urn()).unwrap()).of_any();
    let options = || Options {
        shapes: vec![shape.clone()],
        ..Options::default()
    };
    for standard in [Standard::Csv2_0, Standard::Ml3_0, Standard::Json2_0] {
        let mut header = Header {
            id: "M1".to_owned(),
            prepared: "2024-05-06T07:08:09Z".to_owned(),
            ..Header::default()
        };
        header.sender.id = "XX".to_owned();
        let mut reader = Reader::new(rows.as_bytes(), options());
        let mut writer = None;
        while let Some(event) = reader.next() {
            match event.unwrap() {
                Event::Dataset => {
                    header.structures = vec![Announced {
                        structure: reader.head().structure.clone(),
                        at: AtObservation::AllDimensions,
                    }];
                    let mut head = reader.head().clone();
                    head.at = AtObservation::AllDimensions;
                    let mut made = Writer::new(Vec::new(), standard, &shape, &header).unwrap();
                    made.dataset(&head).unwrap();
                    writer = Some(made);
                }
                Event::Row => writer.as_mut().unwrap().row(reader.row()).unwrap(),
                Event::End => {}
            }
        }
        let written = writer.unwrap().finish().unwrap();
        let mut validator = Validator::new(&structures, &dsd_urn(), Checks::default()).unwrap();
        validator.check(&mut Reader::new(written.as_slice(), options()));
        let findings = validator.into_findings();
        let found = findings
            .faults()
            .iter()
            .map(|fault| format!("{}: {}", fault.component, fault.found));
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                "AREA: ZZ",
                "OBS_VALUE: x",
                "UNIT: EUR",
                "STATUS: nothing",
                ": FREQ=M, AREA=KZ, TIME_PERIOD=2024-03",
            ],
            "{standard}"
        );
    }
}
