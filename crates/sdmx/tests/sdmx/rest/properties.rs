//! What holds for all requests.

use crate::fixed;
use proptest::prelude::*;
use sdmx::model::{TimePeriod, VersionReference, YearStart};
use sdmx::rest::{
    Api, ArtefactType, AttributeChoice, AvailabilityQuery, Choice, Context, DataQuery, Detail, Filter,
    KeyPattern, KeyQuery, Measures, Mode, ObservationDimension, Operator, Provider, Query, Reference,
    References, Request, SchemaQuery, SortBy, SortTerm, StructureQuery, Test, What, negotiate, parse,
};

fn id() -> impl Strategy<Value = String> {
    "[A-Z][A-Z0-9_]{0,5}".prop_filter("a word of the standard", |id| !id.eq_ignore_ascii_case("all"))
}

fn choice<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Choice<T>> {
    prop_oneof![1 => Just(Choice::Any), 3 => prop::collection::vec(value, 1..3).prop_map(Choice::Of)]
}

fn version() -> impl Strategy<Value = VersionReference> {
    let words = [
        "1.0",
        "1.0.0",
        "2.1.3",
        "1.2.3-draft",
        "1.2+.0",
        "2+.0.1",
        "1.0.0+",
        "+",
        "~",
        "*",
    ];
    prop::sample::select(words.to_vec()).prop_map(|word| VersionReference::parse(word).unwrap())
}

fn reference() -> impl Strategy<Value = Reference> {
    let parts = (choice(id()), choice(id()), prop::collection::vec(version(), 1..3));
    parts.prop_map(|(agencies, ids, versions)| Reference {
        agencies,
        ids,
        versions,
    })
}

fn position() -> impl Strategy<Value = Choice<String>> {
    let code = "[A-Za-z0-9_@$-]{1,4}";
    prop_oneof![1 => Just(Choice::Any), 3 => prop::collection::vec(code, 1).prop_map(Choice::Of)]
}

fn key() -> impl Strategy<Value = KeyQuery> {
    let pattern = prop::collection::vec(position(), 2..5).prop_map(|positions| KeyPattern { positions });
    prop::collection::vec(pattern, 0..3).prop_map(|keys| KeyQuery { keys })
}

fn filter() -> impl Strategy<Value = Filter> {
    let value = prop_oneof![
        "[^,+]{1,8}",
        "[a-z]{2}:[A-Z ]{0,3}",
        Just("2024-01-01T00:00:00+05:00".to_owned())
    ];
    let test = (prop::sample::select(Operator::ALL.to_vec()), value);
    let test = test.prop_map(|(operator, value)| Test { operator, value });
    let any = prop::collection::vec(prop::collection::vec(test, 1..3), 1..3);
    (id(), any).prop_map(|(component, any)| Filter { component, any })
}

/// `startPeriod`, `endPeriod`, or both.
fn periods() -> impl Strategy<Value = Vec<Filter>> {
    prop::sample::select(vec![(false, false), (true, false), (false, true), (true, true)]).prop_map(
        |(start, end)| {
            let test = |operator, value: &str| Test {
                operator,
                value: value.to_owned(),
            };
            let start = start.then(|| test(Operator::Ge, "2023-Q1"));
            let tests: Vec<Test> = start
                .into_iter()
                .chain(end.then(|| test(Operator::Le, "2024-05")))
                .collect();
            let filter = Filter {
                component: "TIME_PERIOD".to_owned(),
                any: vec![tests.clone()],
            };
            if tests.is_empty() {
                Vec::new()
            } else {
                vec![filter]
            }
        },
    )
}

/// Filters of components that differ.
fn filters() -> impl Strategy<Value = Vec<Filter>> {
    prop::collection::vec(filter(), 0..3).prop_map(|mut filters| {
        filters.sort_by(|a, b| a.component.cmp(&b.component));
        filters.dedup_by(|a, b| a.component == b.component);
        filters
    })
}

fn moment(early: bool) -> impl Strategy<Value = Option<TimePeriod>> {
    let text = if early {
        "2023-05-15T14:15:00+01:00"
    } else {
        "2024-05-15T14:15:00.5Z"
    };
    prop::option::of(Just(TimePeriod::parse(text).unwrap()))
}

fn dimension() -> impl Strategy<Value = Option<ObservationDimension>> {
    prop::option::of(prop_oneof![
        Just(ObservationDimension::All),
        id().prop_map(ObservationDimension::Named)
    ])
}

fn contexts() -> impl Strategy<Value = Choice<Context>> {
    choice(prop::sample::select(Context::ALL.to_vec()))
}

fn year_start() -> impl Strategy<Value = Option<YearStart>> {
    prop::option::of((1_u8..13, 1_u8..29).prop_map(|(month, day)| YearStart { month, day }))
}

fn data() -> impl Strategy<Value = Query> {
    let slice = (contexts(), reference(), key(), filters());
    let attributes = prop_oneof![
        Just(vec![AttributeChoice::Dsd]),
        Just(vec![AttributeChoice::None]),
        prop::collection::vec(id().prop_map(AttributeChoice::Named), 1..3),
    ];
    let measures = prop_oneof![
        Just(Measures::All),
        Just(Measures::None),
        prop::collection::vec(id(), 1..3).prop_map(Measures::Named),
    ];
    let by = prop_oneof![
        Just(SortTerm::Dimensions),
        Just(SortTerm::SeriesKey),
        id().prop_map(SortTerm::Component)
    ];
    let sort = prop::collection::vec(
        (by, any::<bool>()).prop_map(|(by, descending)| SortBy { by, descending }),
        0..3,
    );
    let counts = (
        prop::option::of(1_u64..9),
        prop::option::of(1_u64..9),
        0_u64..9,
        prop::option::of(1_u64..9),
    );
    let rest = (
        moment(true),
        moment(false),
        dimension(),
        any::<bool>(),
        year_start(),
    );
    (slice, attributes, measures, sort, counts, rest).prop_map(
        |(slice, attributes, measures, sort, counts, rest)| {
            Query::Data(Box::new(DataQuery {
                contexts: slice.0,
                reference: slice.1,
                key: slice.2,
                providers: Choice::Any,
                filters: slice.3,
                updated_after: rest.0,
                first_observations: counts.0,
                last_observations: counts.1,
                dimension_at_observation: rest.2,
                attributes,
                measures,
                include_history: rest.3,
                as_of: rest.1,
                offset: counts.2,
                limit: counts.3,
                sort,
                year_start: rest.4,
            }))
        },
    )
}

fn availability() -> impl Strategy<Value = Query> {
    let mode = prop::sample::select(Mode::ALL.to_vec());
    let references = prop::sample::select(vec![References::All, References::Type(ArtefactType::Codelist)]);
    let references = prop::collection::vec(references, 0..3);
    let slice = (contexts(), reference(), key(), filters(), choice(id()));
    (slice, moment(true), references, mode, year_start()).prop_map(
        |(slice, after, references, mode, year_start)| {
            Query::Availability(Box::new(AvailabilityQuery {
                contexts: slice.0,
                reference: slice.1,
                key: slice.2,
                providers: Choice::Any,
                components: slice.4,
                filters: slice.3,
                updated_after: after,
                references,
                mode,
                year_start,
            }))
        },
    )
}

fn structure() -> impl Strategy<Value = Query> {
    let of_two = ArtefactType::ALL
        .iter()
        .copied()
        .filter(|artefact| artefact.is_of(Api::V2));
    let artefact = prop::option::of(prop::sample::select(of_two.collect::<Vec<_>>()));
    let references = prop::sample::select(vec![
        References::Parents,
        References::Ancestors,
        References::All,
        References::Type(ArtefactType::Dataflow),
    ]);
    let detail = prop::sample::select(Detail::ALL.to_vec());
    let parts = (
        artefact,
        reference(),
        choice(id()),
        detail,
        prop::collection::vec(references, 0..3),
        moment(false),
    );
    parts.prop_map(|(artefact, reference, items, detail, references, as_of)| {
        let items = if artefact.is_none_or(ArtefactType::has_items) {
            items
        } else {
            Choice::Any
        };
        Query::Structure(StructureQuery {
            artefact,
            reference,
            items,
            detail,
            references,
            as_of,
        })
    })
}

fn schema() -> impl Strategy<Value = Query> {
    let one = (
        id(),
        id(),
        version().prop_filter("one", |version| *version != VersionReference::All),
    );
    let context = prop::sample::select(Context::ALL.to_vec());
    (context, one, dimension(), any::<bool>(), moment(false)).prop_map(
        |(context, one, dimension, deletion, as_of)| {
            let reference = Reference {
                agencies: Choice::Of(vec![one.0]),
                ids: Choice::Of(vec![one.1]),
                versions: vec![one.2],
            };
            Query::Schema(SchemaQuery {
                context,
                reference,
                dimension_at_observation: dimension,
                explicit_measure: false,
                deletion,
                as_of,
            })
        },
    )
}

fn request() -> impl Strategy<Value = Request> {
    let query = prop_oneof![data(), availability(), structure(), schema()];
    (query, prop::option::of("[ -~]{0,9}")).prop_map(|(query, format)| Request { query, format })
}

/// What REST 1.5 can say of data.
fn earlier() -> impl Strategy<Value = Request> {
    let detail = prop::sample::select(vec![
        (AttributeChoice::Dsd, Measures::All),
        (AttributeChoice::None, Measures::All),
        (AttributeChoice::None, Measures::None),
        (AttributeChoice::Dsd, Measures::None),
    ]);
    let provider = (prop::option::of(id()), id()).prop_map(|(agency, id)| Provider { agency, id });
    let several = prop::collection::vec("[A-Z0-9]{1,3}", 1..4).prop_map(Choice::Of);
    let position = prop_oneof![Just(Choice::Any), several];
    let key = prop::option::of(prop::collection::vec(position, 2..5));
    let slice = (reference(), key, choice(provider), periods(), detail);
    let rest = (
        moment(true),
        prop::option::of(1_u64..9),
        dimension(),
        any::<bool>(),
    );
    (slice, rest).prop_map(|(slice, rest)| {
        let query = DataQuery {
            contexts: Choice::Of(vec![Context::Dataflow]),
            reference: slice.0,
            key: KeyQuery {
                keys: slice
                    .1
                    .map(|positions| KeyPattern { positions })
                    .into_iter()
                    .collect(),
            },
            providers: slice.2,
            filters: slice.3,
            attributes: vec![slice.4.0],
            measures: slice.4.1,
            updated_after: rest.0,
            first_observations: rest.1,
            dimension_at_observation: rest.2,
            include_history: rest.3,
            ..DataQuery::everything()
        };
        Request {
            query: Query::Data(Box::new(query)),
            format: None,
        }
    })
}

fn read(api: Api, line: &str) -> Result<Request, String> {
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    parse(api, path, query).map_err(|refusal| format!("{line}\n{refusal}"))
}

proptest! {
    #![proptest_config(fixed(10_000))]

    #[test]
    fn what_is_printed_is_read_again_as_the_same(request in request()) {
        let line = request.print(Api::V2).unwrap();
        prop_assert_eq!(read(Api::V2, &line), Ok(request));
    }

    #[test]
    fn what_the_earlier_version_can_say_is_read_again_as_the_same(request in earlier()) {
        if let Some(line) = request.print(Api::V1) {
            prop_assert_eq!(read(Api::V1, &line), Ok(request));
        }
    }

    #[test]
    fn keys_of_the_earlier_version_match_the_same_in_the_later(request in earlier(), key in "[A-C0-1]{1}(\\.[A-C0-1]{1}){1,4}") {
        let slice = |request: &Request| match &request.query {
            Query::Data(query) => query.key.clone(),
            _ => KeyQuery::default(),
        };
        let mut plain = request;
        if let Query::Data(query) = &mut plain.query {
            query.providers = Choice::Any;
        }
        let later = read(Api::V2, &plain.print(Api::V2).unwrap()).unwrap();
        let key: Vec<&str> = key.split('.').collect();
        prop_assert_eq!(slice(&plain).matches(&key), slice(&later).matches(&key));
    }

    #[test]
    fn no_text_makes_a_panic_and_every_refusal_says_why(path in ".{0,40}", query in ".{0,40}", accept in ".{0,40}") {
        for api in [Api::V1, Api::V2] {
            if let Err(refusal) = parse(api, &path, &query) {
                prop_assert!(!refusal.faults.is_empty());
            }
            let _ = negotiate(&accept, What::Data, api);
        }
    }

    #[test]
    fn damaged_requests_make_no_panic_and_faults_lie_within(request in request(), at in any::<prop::sample::Index>(), bytes in "[%/?&=.+,:*\\[\\]~é0-9A-F]{0,6}") {
        let mut line = request.print(Api::V2).unwrap();
        let place = at.index(line.len());
        line.insert_str(place, &bytes);
        for api in [Api::V1, Api::V2] {
            let (path, query) = line.split_once('?').unwrap_or((&line, ""));
            match parse(api, path, query) {
                Ok(request) => {
                    let again = request.print(api).map(|line| read(api, &line));
                    prop_assert!(again.is_none_or(|again| again.is_ok()));
                }
                Err(refusal) => {
                    prop_assert!(!refusal.faults.is_empty());
                    prop_assert!(refusal.faults.iter().all(|fault| fault.fault.position.byte <= line.len() as u64 + 1));
                }
            }
        }
    }
}
