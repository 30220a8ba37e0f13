//! Constraints: regions included and excluded, wildcards, ranges of time, sets of keys.

use sdmx::model::{
    Attachment, Bound, Cascade, Constraint, CubeRegion, Key, KeySet, KeyValue, Member, MemberValue, Role,
    Structures, TimePeriod, TimeRange,
};

use super::support::{NONE, artefact, dsd_urn, found_in, structures};

fn constrained(change: impl FnOnce(&mut Constraint)) -> Structures {
    let mut all = structures();
    let mut constraint = Constraint {
        artefact: artefact("CON"),
        attachment: Some(Attachment {
            targets: vec![dsd_urn()],
            ..Attachment::default()
        }),
        ..Constraint::default()
    };
    change(&mut constraint);
    all.insert(constraint);
    all
}

fn member(id: &str, values: &[&str]) -> Member {
    let value = |value: &&str| MemberValue {
        value: (*value).to_owned(),
        ..MemberValue::default()
    };
    Member {
        id: id.to_owned(),
        values: values.iter().map(value).collect(),
        ..Member::default()
    }
}

fn region(is_excluded: bool, keys: Vec<Member>) -> CubeRegion {
    CubeRegion {
        is_excluded,
        keys,
        ..CubeRegion::default()
    }
}

/// What is found in an observation of a frequency, an area and a time.
fn found(structures: &Structures, key: &str) -> Vec<String> {
    found_in(structures, &[&format!("R,{key},1,A,,USD,,")])
}

#[test]
fn a_region_that_is_included_names_the_values_that_are_allowed() {
    let all = constrained(|it| it.regions = vec![region(false, vec![member("AREA", &["KZ", "R%"])])]);
    assert_eq!(found(&all, "M,KZ,2024-01"), NONE);
    assert_eq!(found(&all, "M,RS,2024-01"), NONE);
    assert_eq!(
        found(&all, "M,DE,2024-01"),
        ["line 2: AREA: found DE, expected a value that XX:CON(1.0.0) allows"]
    );
}

#[test]
fn a_value_may_stand_for_those_under_it_and_all_may_be_turned_round() {
    for (cascade, is_excluded, allowed) in [
        (Cascade::No, false, vec!["EU"]),
        (Cascade::Yes, false, vec!["EU", "DE", "FR"]),
        (Cascade::ExcludeRoot, false, vec!["DE", "FR"]),
        (Cascade::Yes, true, vec!["KZ", "RS"]),
    ] {
        let mut area = member("AREA", &["EU"]);
        area.values[0].cascade = cascade;
        area.is_excluded = is_excluded;
        let all = constrained(|it| it.regions = vec![region(false, vec![area])]);
        let areas = ["EU", "DE", "FR", "KZ", "RS"].into_iter();
        let found: Vec<_> = areas
            .filter(|area| found(&all, &format!("M,{area},2024")).is_empty())
            .collect();
        assert_eq!(found, allowed);
    }
}

#[test]
fn several_regions_are_joined_and_those_excluded_taken_out() {
    let all = constrained(|it| {
        it.regions = vec![
            region(false, vec![member("FREQ", &["M"]), member("AREA", &["KZ"])]),
            region(false, vec![member("FREQ", &["A"])]),
            region(true, vec![member("FREQ", &["A"]), member("AREA", &["RS"])]),
        ];
    });
    assert_eq!(found(&all, "M,KZ,2024-01"), NONE);
    assert_eq!(found(&all, "A,DE,2024"), NONE);
    assert_eq!(
        found(&all, "M,DE,2024-01"),
        [
            "line 2: found FREQ=M, AREA=DE, TIME_PERIOD=2024-01, expected a key in a region that XX:CON(1.0.0) allows"
        ]
    );
    assert_eq!(
        found(&all, "A,RS,2024"),
        ["line 2: found FREQ=A, AREA=RS, expected a key outside the regions that XX:CON(1.0.0) excludes"]
    );
}

#[test]
fn a_range_of_time_takes_whole_periods_within_it() {
    let bound = |text: &str, is_inclusive| {
        Some(Bound {
            period: TimePeriod::parse(text).unwrap(),
            is_inclusive,
        })
    };
    let time = Member {
        id: "TIME_PERIOD".to_owned(),
        range: Some(TimeRange {
            start: bound("2023", true),
            end: bound("2024-03", false),
            valid_from: None,
            valid_to: None,
        }),
        ..Member::default()
    };
    let all = constrained(|it| it.regions = vec![region(false, vec![time])]);
    let times = [
        "2022-12", "2023-01", "2023", "2023-Q4", "2024-02", "2024-03", "2024",
    ];
    let found: Vec<_> = times
        .into_iter()
        .filter(|time| found(&all, &format!("M,KZ,{time}")).is_empty())
        .collect();
    assert_eq!(found, ["2023-01", "2023", "2023-Q4", "2024-02"]);
}

#[test]
fn values_of_attributes_are_constrained_too() {
    let all = constrained(|it| {
        it.regions = vec![CubeRegion {
            components: vec![member("UNIT", &["EUR"])],
            ..CubeRegion::default()
        }];
    });
    assert_eq!(
        found(&all, "M,KZ,2024-01"),
        ["line 2: UNIT: found USD, expected a value that XX:CON(1.0.0) allows"]
    );
}

fn keys(is_included: bool, keys: &[&[(&str, &str)]]) -> KeySet {
    let value = |(id, value): &(&str, &str)| KeyValue {
        id: (*id).to_owned(),
        remove_prefix: None,
        values: vec![(*value).to_owned()],
    };
    let key = |values: &&[(&str, &str)]| Key {
        values: values.iter().map(value).collect(),
        ..Key::default()
    };
    KeySet {
        is_included,
        keys: keys.iter().map(key).collect(),
    }
}

#[test]
fn keys_are_those_of_the_sets_and_a_dimension_left_out_is_any() {
    let all = constrained(|it| {
        it.key_sets = vec![
            keys(
                true,
                &[
                    &[("FREQ", "M"), ("AREA", "KZ")],
                    &[("AREA", "R%")],
                    &[("FREQ", "Q"), ("AREA", "DE")],
                ],
            ),
            keys(false, &[&[("AREA", "RS"), ("TIME_PERIOD", "2024")]]),
        ];
    });
    for right in ["M,KZ,2024-01", "A,RS,2023", "Q,DE,2024-Q1"] {
        assert_eq!(found(&all, right), NONE);
    }
    assert_eq!(
        found(&all, "A,KZ,2024"),
        ["line 2: found FREQ=A, AREA=KZ, TIME_PERIOD=2024, expected a key that XX:CON(1.0.0) lists"]
    );
    assert_eq!(
        found(&all, "A,RS,2024"),
        [
            "line 2: found FREQ=A, AREA=RS, TIME_PERIOD=2024, expected a key that XX:CON(1.0.0) does not exclude"
        ]
    );
}

#[test]
fn constraints_of_what_there_is_or_of_other_data_are_not_held_against_data() {
    let narrow = || vec![region(false, vec![member("AREA", &["KZ"])])];
    let actual = constrained(|it| {
        it.role = Role::Actual;
        it.regions = narrow();
    });
    assert_eq!(found(&actual, "M,DE,2024-01"), NONE);
    let other = constrained(|it| {
        it.attachment = None;
        it.regions = narrow();
    });
    assert_eq!(found(&other, "M,DE,2024-01"), NONE);
}
