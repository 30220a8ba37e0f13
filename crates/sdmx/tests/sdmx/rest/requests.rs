//! Request lines of real clients and of the standard, and what they mean.

use super::{later, read};
use sdmx::model::VersionReference;
use sdmx::rest::{
    Api, AttributeChoice, Choice, Context, DataQuery, Filter, KeyPattern, KeyQuery, Measures,
    ObservationDimension, Operator, Provider, Query, Reference, Request, SortBy, SortTerm, Test,
};

fn all_later(api: Api, lines: &[(&str, &str)]) {
    let found: Vec<(&str, String)> = lines.iter().map(|(line, _)| (*line, later(api, line))).collect();
    let expected: Vec<(&str, String)> = lines
        .iter()
        .map(|(line, later)| (*line, (*later).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn requests_of_pysdmx_are_read() {
    all_later(
        Api::V2,
        &[
            (
                "/structure/dataflow?detail=allcompletestubs",
                "/structure/dataflow/*/*/~?detail=allcompletestubs",
            ),
            (
                "/data/dataflow/XX/DF/1.0.0?c%5BREF_AREA%5D=KZ&c%5BTIME_PERIOD%5D=ge%3A2023-01&dimensionAtObservation=AllDimensions",
                "/data/dataflow/XX/DF/1.0.0/*?c%5BREF_AREA%5D=KZ&c%5BTIME_PERIOD%5D=ge:2023-01&dimensionAtObservation=AllDimensions",
            ),
            (
                "/availability/dataflow/XX/DF/1.0.0?references=all",
                "/availability/dataflow/XX/DF/1.0.0/*/*?references=all",
            ),
            (
                "/structure/dataflow/XX/DF/1.0.0?detail=referencepartial&references=all",
                "/structure/dataflow/XX/DF/1.0.0?detail=referencepartial&references=all",
            ),
            ("/schema/dataflow/XX/DF/1.0.0/", "/schema/dataflow/XX/DF/1.0.0"),
            ("/data/dataflow/XX/DF/1.0.0/", "/data/dataflow/XX/DF/1.0.0/*"),
            (
                "/data/%2A/XX/DF%2CDG/%2B/M.%2A%2CA.KZ",
                "/data/*/XX/DF,DG/+/M.*,A.KZ",
            ),
        ],
    );
}

#[test]
fn requests_of_sdmx1_are_read() {
    all_later(
        Api::V1,
        &[
            (
                "/dataflow/RS/DF/latest?references=all",
                "/structure/dataflow/RS/DF/~?references=all",
            ),
            ("/availableconstraint/DF", "/availability/dataflow/*/DF/~/*/*"),
            (
                "/data/DF/M.RS...?startPeriod=2023",
                "/data/dataflow/*/DF/~/M.RS.*.*.*?c%5BTIME_PERIOD%5D=ge:2023",
            ),
            (
                "/data/DF/M.RS+KZ..?startPeriod=2023&endPeriod=2024-Q1",
                "/data/dataflow/*/DF/~/M.RS.*.*,M.KZ.*.*?c%5BTIME_PERIOD%5D=ge:2023%2Ble:2024-Q1",
            ),
        ],
    );
    all_later(
        Api::V2,
        &[
            ("/structure/dataflow/XX/DF/+", "/structure/dataflow/XX/DF/+"),
            ("/data/*/XX/DF/+/M.RS+KZ..", "/data/*/XX/DF/+/M.RS.*.*,M.KZ.*.*"),
        ],
    );
}

#[test]
fn requests_of_rsdmx_are_read() {
    all_later(
        Api::V1,
        &[
            (
                "/data/DF/M.KZ/all/?startPeriod=2023",
                "/data/dataflow/*/DF/~/M.KZ?c%5BTIME_PERIOD%5D=ge:2023",
            ),
            (
                "/datastructure/XX/DS/1.0/?references=children",
                "/structure/datastructure/XX/DS/1.0?references=children",
            ),
        ],
    );
}

#[test]
fn requests_of_sdmx_dl_are_read() {
    all_later(
        Api::V1,
        &[
            ("/dataflow/all/all/latest", "/structure/dataflow/*/*/~"),
            (
                "/datastructure/A/I/1.0?references=children",
                "/structure/datastructure/A/I/1.0?references=children",
            ),
            (
                "/data/A%2CF%2C1.0/M.KZ/all?detail=serieskeysonly",
                "/data/dataflow/A/F/1.0/M.KZ?attributes=none&measures=none",
            ),
            (
                "/data/A%2CF%2C1.0/M.KZ/all?detail=dataonly",
                "/data/dataflow/A/F/1.0/M.KZ?attributes=none",
            ),
        ],
    );
}

#[test]
fn examples_of_the_later_standard_are_read() {
    all_later(
        Api::V2,
        &[
            (
                "data/dataflow/ECB/EXR/1.0.0/M.USD.EUR.SP00.A?attributes=OBS_STATUS,UNIT_MEASURE",
                "/data/dataflow/ECB/EXR/1.0.0/M.USD.EUR.SP00.A?attributes=OBS_STATUS,UNIT_MEASURE",
            ),
            (
                "/data/datastructure/ECB/ECB_EXR1/1.0.0,2.0.0/M.*.EUR.SP00.A",
                "/data/datastructure/ECB/ECB_EXR1/1.0.0,2.0.0/M.*.EUR.SP00.A",
            ),
            (
                "/data/dataflow/ECB/EXR/+/M.USD.EUR.SP00.A,A.CHF.EUR.SP00.A?updatedAfter=2009-05-15T14%3A15%3A00%2B01%3A00",
                "/data/dataflow/ECB/EXR/+/M.USD.EUR.SP00.A,A.CHF.EUR.SP00.A?updatedAfter=2009-05-15T14:15:00%2B01:00",
            ),
            (
                "/data/dataflow/ECB/EXR/?c[TIME_PERIOD]=ge:2009-05-01+le:2009-05-31&c[CONF_STATUS]=F",
                "/data/dataflow/ECB/EXR/*/*?c%5BTIME_PERIOD%5D=ge:2009-05-01%2Ble:2009-05-31&c%5BCONF_STATUS%5D=F",
            ),
            (
                "/data/?c[REF_AREA]=CH&attributes=none&measures=none",
                "/data/*/*/*/*/*?c%5BREF_AREA%5D=CH&attributes=none&measures=none",
            ),
            ("/data?c[TITLE]=co:euro", "/data/*/*/*/*/*?c%5BTITLE%5D=co:euro"),
            (
                "/availability/dataflow/ECB/WEB/*/M.*.EUR/FREQ,AREA?mode=available",
                "/availability/dataflow/ECB/WEB/*/M.*.EUR/FREQ,AREA?mode=available",
            ),
            (
                "/structure/codelist/BIS,ECB/CL_FREQ/1.0.0,2.1+.7/A,Q",
                "/structure/codelist/BIS,ECB/CL_FREQ/1.0.0,2.1+.7/A,Q",
            ),
            ("/structure", "/structure/*/*/*/~"),
            (
                "/structure/*/*/*/~?detail=raw&references=codelist,ancestors&asOf=2024-01-01T00:00:00Z",
                "/structure/*/*/*/~?detail=raw&references=codelist,ancestors&asOf=2024-01-01T00:00:00Z",
            ),
            (
                "/schema/dataflow/ECB/EXR_WEB/+/?dimensionAtObservation=TIME_PERIOD",
                "/schema/dataflow/ECB/EXR_WEB/+?dimensionAtObservation=TIME_PERIOD",
            ),
        ],
    );
}

#[test]
fn examples_of_the_earlier_standard_are_read() {
    all_later(
        Api::V1,
        &[
            (
                "/data/ECB,ECB_EXR1_WEB,LATEST/M..EUR.SP00.A?detail=nodata",
                "/data/dataflow/ECB/ECB_EXR1_WEB/~/M.*.EUR.SP00.A?measures=none",
            ),
            (
                "/data/FLOW/all?updatedAfter=2009-05-15T14:15:00+01:00",
                "/data/dataflow/*/FLOW/~/*?updatedAfter=2009-05-15T14:15:00%2B01:00",
            ),
            (
                "/structure/ECB?detail=allstubs",
                "/structure/*/ECB/*/~?detail=allstubs",
            ),
            (
                "/categoryscheme/ECB/DOMAINS/latest/PRICES?references=categorisation",
                "/structure/categoryscheme/ECB/DOMAINS/~/PRICES?references=categorisation",
            ),
            (
                "/codelist/BIS+ECB/CL_FREQ/1.0+2.1",
                "/structure/codelist/BIS,ECB/CL_FREQ/1.0,2.1",
            ),
            ("/codelist/BIS/CL_FREQ/+", "/structure/codelist/BIS/CL_FREQ/+"),
            (
                "/schema/dataflow/ECB/EXR/1.0?dimensionAtObservation=CURRENCY",
                "/schema/dataflow/ECB/EXR/1.0?dimensionAtObservation=CURRENCY",
            ),
            (
                "/availableconstraint/ECB,WEB,1.0/M..EUR/all/CURRENCY?mode=available&references=codelist",
                "/availability/dataflow/ECB/WEB/1.0/M.*.EUR/CURRENCY?references=codelist&mode=available",
            ),
        ],
    );
}

#[test]
fn every_parameter_of_data_has_its_place_in_the_model() {
    let line = "/data/dataflow,datastructure/XX/DF/1+.0.0/M.*?c[A]=ne:1,2+co:x&updatedAfter=2024-01-01T00:00:00Z\
        &firstNObservations=1&lastNObservations=2&dimensionAtObservation=AREA&attributes=series,B&measures=C,D\
        &includeHistory=true&asOf=2024-02-01T00:00:00Z&offset=3&limit=4&sort=series_key:desc+TIME_PERIOD&format=csv";
    let test = |operator, value: &str| Test {
        operator,
        value: value.to_owned(),
    };
    let text = |text: &str| text.to_owned();
    let period = |text| sdmx::model::TimePeriod::parse(text);
    let expected = DataQuery {
        contexts: Choice::Of(vec![Context::Dataflow, Context::Datastructure]),
        reference: Reference {
            agencies: Choice::Of(vec![text("XX")]),
            ids: Choice::Of(vec![text("DF")]),
            versions: vec![VersionReference::parse("1+.0.0").unwrap()],
        },
        key: KeyQuery {
            keys: vec![KeyPattern {
                positions: vec![Choice::Of(vec![text("M")]), Choice::Any],
            }],
        },
        filters: vec![Filter {
            component: text("A"),
            any: vec![
                vec![test(Operator::Ne, "1")],
                vec![test(Operator::Eq, "2"), test(Operator::Co, "x")],
            ],
        }],
        updated_after: period("2024-01-01T00:00:00Z"),
        first_observations: Some(1),
        last_observations: Some(2),
        dimension_at_observation: Some(ObservationDimension::Named(text("AREA"))),
        attributes: vec![AttributeChoice::Series, AttributeChoice::Named(text("B"))],
        measures: Measures::Named(vec![text("C"), text("D")]),
        include_history: true,
        as_of: period("2024-02-01T00:00:00Z"),
        offset: 3,
        limit: Some(4),
        sort: vec![
            SortBy {
                by: SortTerm::SeriesKey,
                descending: true,
            },
            SortBy {
                by: SortTerm::Component(text("TIME_PERIOD")),
                descending: false,
            },
        ],
        ..DataQuery::everything()
    };
    let expected = Request {
        query: Query::Data(Box::new(expected)),
        format: Some(text("csv")),
    };
    assert_eq!(read(Api::V2, line), expected);
}

#[test]
fn providers_are_kept_and_only_the_earlier_version_can_say_them() {
    let request = read(Api::V1, "/data/DF/all/ECB,P1+P2");
    let Query::Data(query) = &request.query else {
        panic!()
    };
    let provider = |agency: Option<&str>, id: &str| Provider {
        agency: agency.map(str::to_owned),
        id: id.to_owned(),
    };
    assert_eq!(
        query.providers,
        Choice::Of(vec![provider(Some("ECB"), "P1"), provider(None, "P2")])
    );
    assert_eq!(
        request.print(Api::V1).as_deref(),
        Some("/data/all,DF,latest/all/ECB,P1+P2")
    );
    assert_eq!(request.print(Api::V2), None);
}

#[test]
fn the_plus_of_a_time_zone_joins_nothing() {
    let line = "/data?c[TIME_PERIOD]=ge:2024-01-01T00:00:00+05:00+le:2024-12-31T00:00:00%2B05:00";
    let Query::Data(query) = read(Api::V2, line).query else {
        panic!()
    };
    let test = |operator, value: &str| Test {
        operator,
        value: value.to_owned(),
    };
    let tests = vec![
        test(Operator::Ge, "2024-01-01T00:00:00+05:00"),
        test(Operator::Le, "2024-12-31T00:00:00+05:00"),
    ];
    assert_eq!(
        query.filters,
        [Filter {
            component: "TIME_PERIOD".to_owned(),
            any: vec![tests]
        }]
    );
}
