//! Which format an Accept header gets.

use sdmx::Standard;
use sdmx::rest::{Api, Chosen, SeriesKeys, What, negotiate};

fn all(api: Api, what: What, lines: &[(&str, Option<Standard>)]) {
    let chosen = |accept: &str| negotiate(accept, what, api).ok().map(|chosen| chosen.standard);
    let found: Vec<_> = lines
        .iter()
        .map(|(accept, _)| (*accept, chosen(accept)))
        .collect();
    assert_eq!(found, lines);
}

#[test]
fn data_of_the_later_version_come_as_they_are_asked_for() {
    all(
        Api::V2,
        What::Data,
        &[
            ("", Some(Standard::Json2_1)),
            ("*/*", Some(Standard::Ml3_0)),
            ("application/*", Some(Standard::Ml3_0)),
            (
                "application/vnd.sdmx.data+csv;version=2.0.0",
                Some(Standard::Csv2_0),
            ),
            (
                "application/vnd.sdmx.data+csv; version=2.1.0; labels=id",
                Some(Standard::Csv2_1),
            ),
            ("application/vnd.sdmx.data+csv; version=2.1.0; labels=both", None),
            ("text/csv;timeFormat=normalized", None),
            ("text/csv;keys=some", None),
            ("text/csv;labels=both, text/csv;q=0.1", Some(Standard::Csv2_0)),
            ("application/vnd.sdmx.data+csv", Some(Standard::Csv2_0)),
            (
                "application/vnd.sdmx.data+json;version=2.0.0",
                Some(Standard::Json2_0),
            ),
            (
                "application/vnd.sdmx.data+json;version=2+.0.1",
                Some(Standard::Json2_1),
            ),
            (
                "application/vnd.sdmx.data+json;version=2+.0.0",
                Some(Standard::Json2_1),
            ),
            (
                "application/vnd.sdmx.data+xml;version=3.0.0+",
                Some(Standard::Ml3_0),
            ),
            ("application/vnd.sdmx.data+xml;version=3.1.0", None),
            ("application/vnd.sdmx.genericdata+xml;version=2.1", None),
            ("application/vnd.sdmx.structure+xml;version=3.0.0", None),
            ("application/xml", Some(Standard::Ml3_0)),
            ("application/json", Some(Standard::Json2_0)),
            ("text/csv", Some(Standard::Csv2_0)),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Some(Standard::Ml3_0),
            ),
            (
                "application/vnd.sdmx.data+csv;q=0.5, application/vnd.sdmx.data+json;q=0.7",
                Some(Standard::Json2_0),
            ),
            (
                "application/vnd.sdmx.data+json, application/vnd.sdmx.data+csv;version=2.1.0",
                Some(Standard::Json2_0),
            ),
            ("*/*, application/vnd.sdmx.data+csv", Some(Standard::Csv2_0)),
            ("*/*, application/vnd.sdmx.data+xml;q=0", Some(Standard::Json2_0)),
            ("*/*;q=0", None),
            ("image/png", None),
            (";;q,,=", None),
        ],
    );
}

#[test]
fn structures_schemas_and_availability_share_their_formats() {
    all(
        Api::V2,
        What::Structure,
        &[
            ("", Some(Standard::Json2_1)),
            ("*/*", Some(Standard::Ml3_0)),
            (
                "application/vnd.sdmx.structure+json;version=2.0.0",
                Some(Standard::Json2_0),
            ),
        ],
    );
    all(
        Api::V2,
        What::Schema,
        &[
            ("", Some(Standard::Json2_0)),
            (
                "application/vnd.sdmx.structure+json;version=2.0.0",
                Some(Standard::Json2_0),
            ),
            ("application/vnd.sdmx.schema+xml;version=3.0.0", None),
        ],
    );
    all(
        Api::V2,
        What::Availability,
        &[("", Some(Standard::Json2_1)), ("*/*", Some(Standard::Ml3_0))],
    );
    all(
        Api::V1,
        What::Availability,
        &[("", Some(Standard::Ml2_1)), ("*/*", Some(Standard::Ml2_1))],
    );
    all(
        Api::V1,
        What::Structure,
        &[
            ("application/xml", Some(Standard::Ml2_1)),
            (
                "application/vnd.sdmx.structure+xml;version=2.1",
                Some(Standard::Ml2_1),
            ),
            (
                "application/vnd.sdmx.structure+json;version=1.0.0",
                Some(Standard::Json1_0),
            ),
        ],
    );
}

#[test]
fn data_of_the_earlier_version_are_generic_unless_asked_otherwise() {
    all(
        Api::V1,
        What::Data,
        &[
            ("", Some(Standard::Ml2_1Generic)),
            ("*/*", Some(Standard::Ml2_1Generic)),
            ("application/xml", Some(Standard::Ml2_1Generic)),
            (
                "application/vnd.sdmx.genericdata+xml;version=2.1",
                Some(Standard::Ml2_1Generic),
            ),
            (
                "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
                Some(Standard::Ml2_1),
            ),
            (
                "application/vnd.sdmx.structurespecificdata+xml;version=2.1,application/vnd.sdmx.genericdata+xml;version=2.1;q=0.9",
                Some(Standard::Ml2_1),
            ),
            (
                "application/vnd.sdmx.data+csv;version=1.0.0",
                Some(Standard::Csv1_0),
            ),
            (
                "application/vnd.sdmx.data+json;version=1.0",
                Some(Standard::Json1_0),
            ),
            ("application/vnd.sdmx.generictimeseriesdata+xml;version=2.1", None),
        ],
    );
}

#[test]
fn parameters_of_csv_are_carried() {
    let accept = "application/vnd.sdmx.data+csv;version=2.0.0;labels=id;timeFormat=original;keys=both";
    let expected = Chosen {
        standard: Standard::Csv2_0,
        media_type: "application/vnd.sdmx.data+csv;version=2.0.0",
        keys: SeriesKeys::Both,
    };
    assert_eq!(negotiate(accept, What::Data, Api::V2), Ok(expected));
}

#[test]
fn what_is_not_acceptable_says_what_is_offered() {
    assert_eq!(
        negotiate("image/png", What::Structure, Api::V1)
            .unwrap_err()
            .to_string(),
        "accept: found `image/png`, expected one of application/vnd.sdmx.structure+xml;version=2.1, \
        application/vnd.sdmx.structure+json;version=1.0.0"
    );
}
