//! Requests of REST 1.5, in the words of the later version.
//!
//! `startPeriod` and `endPeriod` become a filter of `TIME_PERIOD`, the dimension that SDMX 2.1
//! has for time; `detail` becomes a choice of attributes and measures.

use super::fault::{Faults, Status};
use super::filter::{Filter, Operator, Test};
use super::key::KeyQuery;
use super::parameters::{Parameters, guess};
use super::path::{Path, agencies, choice, ids, versions};
use super::query::{
    Api, ArtefactType, AttributeChoice, AvailabilityQuery, Choice, Context, DataQuery, Measures, Provider,
    Query, Reference,
};
use super::text::Text;
use super::two::{mode, of_availability, schema_of, structure_of};
use crate::model::{TimePeriod, VersionReference, YearStart, is_id, is_nested_ncname};

const API: Api = Api::V1;
const DATA: [&str; 8] = [
    "startPeriod",
    "endPeriod",
    "updatedAfter",
    "firstNObservations",
    "lastNObservations",
    "dimensionAtObservation",
    "detail",
    "includeHistory",
];
const AVAILABILITY: [&str; 5] = ["startPeriod", "endPeriod", "updatedAfter", "references", "mode"];

/// How much of data is given, as this version says it, and as the later one does.
pub(super) const DETAILS: [(&str, (AttributeChoice, Measures)); 4] = [
    ("full", (AttributeChoice::Dsd, Measures::All)),
    ("dataonly", (AttributeChoice::None, Measures::All)),
    ("serieskeysonly", (AttributeChoice::None, Measures::None)),
    ("nodata", (AttributeChoice::Dsd, Measures::None)),
];

/// Reads a request; nothing only where a fault was found.
pub(super) fn read(path: &mut Path, parameters: &mut Parameters, faults: &mut Faults) -> Option<Query> {
    let resource = path.next()?;
    let text = resource.as_str();
    let artefact = ArtefactType::parse(text).filter(|artefact| artefact.is_of(API));
    match text {
        "data" => return Some(Query::Data(Box::new(data(path, parameters, faults)))),
        "availableconstraint" => {
            return Some(Query::Availability(Box::new(availability(
                path, parameters, faults,
            ))));
        }
        "schema" => return schema_of(API, path, parameters, faults).map(Query::Schema),
        _ => {}
    }
    if artefact.is_some() || text == "structure" {
        return Some(Query::Structure(structure_of(
            API, artefact, path, parameters, faults,
        )));
    }
    let types = ArtefactType::ALL.iter().filter(|artefact| artefact.is_of(API));
    let known = types.map(|artefact| artefact.word());
    let (status, near) = match text {
        "metadata" => (Status::NotBuilt, String::new()),
        _ => {
            let known = known.chain(["data", "availableconstraint", "schema", "structure"]);
            (Status::Syntax, guess(text, known))
        }
    };
    let expected = format!("data, availableconstraint, schema, or a type of artefact{near}");
    faults.add(status, resource.start(), "path", resource.quoted(), expected);
    None
}

/// `FLOW`, `AGENCY,FLOW` or `AGENCY,FLOW,VERSION`.
fn flow(path: &mut Path, faults: &mut Faults) -> Reference {
    let text = path.next();
    if text.is_none() {
        faults.add(
            Status::Syntax,
            path.end(),
            "flow",
            "nothing",
            "the identifier of a dataflow",
        );
    }
    let parts = text.map(|text| text.split(',')).unwrap_or_default();
    let (agency, id, version, more) = match parts.as_slice() {
        [] => (None, None, None, None),
        [id] => (None, Some(id), None, None),
        [agency, id] => (Some(agency), Some(id), None, None),
        [agency, id, version, more @ ..] => (Some(agency), Some(id), Some(version), more.first()),
    };
    if let Some(more) = more {
        faults.add(
            Status::Syntax,
            more.start(),
            "flow",
            more.quoted(),
            "agency, identifier and version only",
        );
    }
    Reference {
        agencies: agencies(API, agency, faults),
        ids: ids(API, id, "flow", faults),
        versions: versions(API, version, VersionReference::Latest, faults),
    }
}

fn providers(path: &mut Path, faults: &mut Faults) -> Choice<Provider> {
    let said = ("provider", "a provider, or an agency, a comma and a provider");
    let read = |text: &str| {
        let (agency, id) = match text.split_once(',') {
            Some((agency, id)) => (Some(agency), id),
            None => (None, text),
        };
        let agency = agency.filter(|agency| !agency.eq_ignore_ascii_case("all"));
        let right = is_id(id) && agency.is_none_or(is_nested_ncname);
        right.then(|| Provider {
            agency: agency.map(str::to_owned),
            id: id.to_owned(),
        })
    };
    choice(API, path.next().as_ref(), said, read, faults)
}

fn data(path: &mut Path, parameters: &mut Parameters, faults: &mut Faults) -> DataQuery {
    let reference = flow(path, faults);
    let key = KeyQuery::read(API, path.next().as_ref(), faults);
    let providers = providers(path, faults);
    path.finish(faults);
    let details: Vec<_> = DETAILS
        .iter()
        .enumerate()
        .map(|(place, (word, _))| (*word, place))
        .collect();
    let detail = parameters.word("detail", &details, faults).unwrap_or_default();
    let (attribute, measures) = match DETAILS.get(detail) {
        Some((_, chosen)) => chosen.clone(),
        None => (AttributeChoice::Dsd, Measures::All),
    };
    let query = DataQuery {
        contexts: Choice::Of(vec![Context::Dataflow]),
        reference,
        key,
        providers,
        filters: periods(parameters, faults),
        updated_after: parameters.moment("updatedAfter", faults),
        first_observations: parameters.count("firstNObservations", 1, faults),
        last_observations: parameters.count("lastNObservations", 1, faults),
        dimension_at_observation: parameters.dimension(faults),
        attributes: vec![attribute],
        measures,
        include_history: parameters.flag("includeHistory", faults),
        ..DataQuery::everything()
    };
    parameters.finish("data queries", &DATA, faults);
    query
}

/// Whether a period does not end before another begins.
pub(super) fn is_span(start: &TimePeriod, end: &TimePeriod) -> bool {
    let (first, last) = (start.span(YearStart::default()), end.span(YearStart::default()));
    first.from <= last.until
}

/// `startPeriod` and `endPeriod`, both of which belong to what is asked for.
fn periods(parameters: &mut Parameters, faults: &mut Faults) -> Vec<Filter> {
    let place = parameters.place("endPeriod").unwrap_or_default();
    let mut period = |name: &str| parameters.read_as(name, TimePeriod::parse, "a time period", faults);
    let (start, end) = (period("startPeriod"), period("endPeriod"));
    if let (Some(start), Some(end)) = (&start, &end)
        && !is_span(start, end)
    {
        let expected = format!("a period that does not end before {start}");
        faults.add(Status::Semantic, place, "endPeriod", format!("`{end}`"), expected);
    }
    let test = |operator, period: TimePeriod| Test {
        operator,
        value: period.as_str().to_owned(),
    };
    let tests: Vec<_> = [(Operator::Ge, start), (Operator::Le, end)]
        .into_iter()
        .filter_map(|(operator, period)| period.map(|period| test(operator, period)))
        .collect();
    if tests.is_empty() {
        return Vec::new();
    }
    vec![Filter {
        component: "TIME_PERIOD".to_owned(),
        any: vec![tests],
    }]
}

fn availability(path: &mut Path, parameters: &mut Parameters, faults: &mut Faults) -> AvailabilityQuery {
    let reference = flow(path, faults);
    let key = KeyQuery::read(API, path.next().as_ref(), faults);
    let providers = providers(path, faults);
    let component: Option<Text> = path.next();
    let components = ids(API, component.as_ref(), "component", faults);
    path.finish(faults);
    let query = AvailabilityQuery {
        contexts: Choice::Of(vec![Context::Dataflow]),
        reference,
        key,
        providers,
        components,
        filters: periods(parameters, faults),
        updated_after: parameters.moment("updatedAfter", faults),
        references: parameters.references('+', of_availability, faults),
        mode: mode(parameters, faults),
        year_start: None,
    };
    parameters.finish("availability queries", &AVAILABILITY, faults);
    query
}
