//! Requests that are refused: all faults at once, each at its place.

use super::refused;
use sdmx::rest::{Api, LONGEST, parse};

#[test]
fn all_faults_of_a_request_are_told_at_once() {
    let line =
        "/data/dataflows/X%20X/DF/1.x/M.?/?c[A]=gr:1,&updatedafter=2024&limit=0&startPeriod=2023&limit=1";
    assert_eq!(
        refused(Api::V2, &line.replace(".?/", ".%3F/")),
        "400 Syntax\n\
        byte 6: context: found `dataflows`, expected datastructure, dataflow, provisionagreement or `*`\n\
        byte 16: agency: found `X X`, expected the identifier of an agency\n\
        byte 25: version: found `1.x`, expected a version, its least such as `1.2+.0`, `+`, `~` or `*`\n\
        byte 31: key: found `?`, expected the identifier of a code, or a wildcard alone\n\
        byte 41: c[A]: found `gr`, expected an operator: eq, ne, lt, le, gt, ge, co, nc, sw or ew; near: `gt`\n\
        byte 46: c[A]: found nothing, expected a value\n\
        byte 47: query: found `updatedafter`, expected a parameter of data queries; near: `updatedAfter`\n\
        byte 71: limit: found `0`, expected a whole number from 1 on\n\
        byte 73: query: found `startPeriod`, expected a parameter of data queries; a period is asked for by `c[TIME_PERIOD]=ge:…+le:…`\n\
        byte 90: limit: found it again, expected each parameter, and each component in `c`, once"
    );
}

#[test]
fn what_is_known_and_not_built_is_told_apart_from_what_is_unknown() {
    assert_eq!(
        refused(Api::V2, "/metadata/metadataflow"),
        "501 NotBuilt\nbyte 1: path: found `metadata`, expected data, availability, structure or schema"
    );
    assert_eq!(
        refused(Api::V2, "/schema/metadataflow/XX/DF"),
        "501 NotBuilt\nbyte 8: context: found `metadataflow`, expected datastructure, dataflow or provisionagreement"
    );
    assert_eq!(
        refused(Api::V2, "/dat/dataflow"),
        "400 Syntax\nbyte 1: path: found `dat`, expected data, availability, structure or schema; near: `data`"
    );
    assert_eq!(
        refused(Api::V1, "/metadata/DF"),
        "501 NotBuilt\nbyte 1: path: found `metadata`, expected data, availableconstraint, schema, or a type of artefact"
    );
    assert_eq!(
        refused(Api::V1, "/codelists/all"),
        "400 Syntax\nbyte 1: path: found `codelists`, expected data, availableconstraint, schema, or a type of artefact; near: `codelist`"
    );
}

#[test]
fn what_contradicts_itself_is_semantic_and_numbered_by_the_version() {
    assert_eq!(
        refused(
            Api::V2,
            "/data?updatedAfter=2024-02-01T00:00:00Z&asOf=2024-01-01T00:00:00Z"
        ),
        "422 Semantic\nbyte 19: updatedAfter: found `2024-02-01T00:00:00Z`, expected a moment before `asOf`, that is before 2024-01-01T00:00:00Z"
    );
    assert_eq!(
        refused(Api::V1, "/data/DF?startPeriod=2024&endPeriod=2022"),
        "403 Semantic\nbyte 36: endPeriod: found `2022`, expected a period that does not end before 2024"
    );
    assert_eq!(
        refused(Api::V2, "/structure/dataflow/XX/DF/1.0.0/A"),
        "422 Semantic\nbyte 32: item: found `A`, expected no item, as a dataflow has none"
    );
    assert_eq!(
        refused(Api::V2, "/schema/dataflow/XX,YY/DF"),
        "422 Semantic\nbyte 17: resource: found none or several, expected one agency, one identifier and at most one version"
    );
}

#[test]
fn a_generation_does_not_take_what_the_other_has() {
    assert_eq!(
        refused(Api::V1, "/data/DF/M.,A.?c[A]=1&asOf=2024-01-01T00:00:00Z"),
        "400 Syntax\n\
        byte 11: key: found `,A`, expected the identifier of a code, or a wildcard alone\n\
        byte 15: query: found `c[A]`, expected a parameter of data queries; filters by component are of REST 2\n\
        byte 22: query: found `asOf`, expected a parameter of data queries"
    );
    assert_eq!(
        refused(Api::V2, "/structure/structureset"),
        "400 Syntax\nbyte 11: artefact type: found `structureset`, expected a type of artefact, or `*`; near: `structuremap`"
    );
    assert_eq!(
        refused(Api::V1, "/data"),
        "400 Syntax\nbyte 5: flow: found nothing, expected the identifier of a dataflow"
    );
}

#[test]
fn broken_percent_signs_and_bytes_that_are_no_text_are_faults() {
    assert_eq!(
        refused(Api::V2, "/data/dataflow/X%4/DF/%FF"),
        "400 Syntax\n\
        byte 15: agency: found `X%4`, expected the identifier of an agency\n\
        byte 16: found `%`, expected two hexadecimal digits after it\n\
        byte 22: found bytes that are no text, expected UTF-8\n\
        byte 22: version: found nothing, expected a version, its least such as `1.2+.0`, `+`, `~` or `*`"
    );
}

#[test]
fn too_long_and_too_many_are_kinds_of_their_own() {
    let long = "A".repeat(LONGEST);
    let said = |path: &str, query: &str| parse(Api::V2, path, query).unwrap_err().to_string();
    assert_eq!(
        said("/data", &long),
        "byte 65536: request: found 65541 bytes, expected at most 65536"
    );
    assert_eq!(
        parse(Api::V2, "/data", &long)
            .unwrap_err()
            .status()
            .number(Api::V2),
        414
    );
    let many = format!("c[A]={}", "1,".repeat(10_001));
    assert_eq!(
        said("/data", &many),
        "byte 0: request: found 10001 values, expected at most 10000"
    );
    assert_eq!(
        parse(Api::V2, "/data", &many)
            .unwrap_err()
            .status()
            .number(Api::V2),
        413
    );
}
