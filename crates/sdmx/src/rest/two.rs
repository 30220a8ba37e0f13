//! Requests of REST 2.2.
//!
//! Reference metadata and registrations are known, and not built.

use super::fault::{Faults, Status};
use super::key::KeyQuery;
use super::parameters::{Parameters, guess};
use super::path::{Path, choice, ids, is_any, reference};
use super::query::{
    Api, ArtefactType, AttributeChoice, AvailabilityQuery, Choice, Context, DataQuery, Detail, Measures,
    Mode, Query, References, SchemaQuery, SortBy, SortTerm, StructureQuery,
};
use super::text::Text;
use crate::model::{TimePeriod, VersionReference, YearStart, is_id, is_nested_id};

const API: Api = Api::V2;
const DATA: [&str; 13] = [
    "c",
    "updatedAfter",
    "firstNObservations",
    "lastNObservations",
    "dimensionAtObservation",
    "attributes",
    "measures",
    "includeHistory",
    "offset",
    "limit",
    "sort",
    "asOf",
    "reportingYearStartDay",
];
const AVAILABILITY: [&str; 5] = ["c", "updatedAfter", "references", "mode", "reportingYearStartDay"];

/// Reads a request; nothing only where a fault was found.
pub(super) fn read(path: &mut Path, parameters: &mut Parameters, faults: &mut Faults) -> Option<Query> {
    let resource = path.next()?;
    match resource.as_str() {
        "data" => Some(Query::Data(Box::new(data(path, parameters, faults)))),
        "availability" => Some(Query::Availability(Box::new(availability(
            path, parameters, faults,
        )))),
        "structure" => Some(Query::Structure(structure(path, parameters, faults))),
        "schema" => schema_of(API, path, parameters, faults).map(Query::Schema),
        "metadata" | "registration" => {
            let expected = "data, availability, structure or schema";
            faults.add(
                Status::NotBuilt,
                resource.start(),
                "path",
                resource.quoted(),
                expected,
            );
            None
        }
        other => {
            let near = guess(other, ["data", "availability", "structure", "schema"].into_iter());
            let expected = format!("data, availability, structure or schema{near}");
            faults.add(
                Status::Syntax,
                resource.start(),
                "path",
                resource.quoted(),
                expected,
            );
            None
        }
    }
}

fn contexts(path: &mut Path, faults: &mut Faults) -> Choice<Context> {
    let said = ("context", "datastructure, dataflow, provisionagreement or `*`");
    choice(API, path.next().as_ref(), said, Context::parse, faults)
}

fn data(path: &mut Path, parameters: &mut Parameters, faults: &mut Faults) -> DataQuery {
    let contexts = contexts(path, faults);
    let reference = reference(API, path, VersionReference::All, faults);
    let key = KeyQuery::read(API, path.next().as_ref(), faults);
    path.finish(faults);
    let query = DataQuery {
        contexts,
        reference,
        key,
        providers: Choice::Any,
        filters: parameters.filters(faults),
        first_observations: parameters.count("firstNObservations", 1, faults),
        last_observations: parameters.count("lastNObservations", 1, faults),
        dimension_at_observation: parameters.dimension(faults),
        attributes: attributes(parameters, faults),
        measures: measures(parameters, faults),
        include_history: parameters.flag("includeHistory", faults),
        offset: parameters.count("offset", 0, faults).unwrap_or_default(),
        limit: parameters.count("limit", 1, faults),
        sort: sort(parameters, faults),
        year_start: parameters.year_start(faults),
        ..moments(parameters, faults)
    };
    parameters.finish("data queries", &DATA, faults);
    query
}

/// `updatedAfter` and `asOf`, of which the first may not be the later one.
fn moments(parameters: &mut Parameters, faults: &mut Faults) -> DataQuery {
    let mut query = DataQuery::everything();
    let after = parameters.place("updatedAfter");
    query.updated_after = parameters.moment("updatedAfter", faults);
    query.as_of = parameters.moment("asOf", faults);
    let from = |period: &TimePeriod| period.span(YearStart::default()).from;
    if let (Some(updated), Some(as_of)) = (&query.updated_after, &query.as_of)
        && from(updated) > from(as_of)
    {
        let expected = format!("a moment before `asOf`, that is before {as_of}");
        let place = after.unwrap_or_default();
        faults.add(
            Status::Semantic,
            place,
            "updatedAfter",
            format!("`{updated}`"),
            expected,
        );
    }
    query
}

fn attributes(parameters: &mut Parameters, faults: &mut Faults) -> Vec<AttributeChoice> {
    let Some(text) = parameters.take("attributes") else {
        return vec![AttributeChoice::Dsd];
    };
    let mut all = Vec::new();
    for part in text.split(',') {
        match AttributeChoice::parse(part.as_str()) {
            Some(one) => all.push(one),
            None => {
                let expected = "dsd, msd, dataset, series, obs, all, none, or the identifier of an attribute";
                faults.add(
                    Status::Syntax,
                    part.start(),
                    "attributes",
                    part.quoted(),
                    expected,
                );
            }
        }
    }
    if all.len() > 1 && all.contains(&AttributeChoice::None) {
        faults.add(
            Status::Semantic,
            text.start(),
            "attributes",
            text.quoted(),
            "`none` alone",
        );
    }
    all
}

fn measures(parameters: &mut Parameters, faults: &mut Faults) -> Measures {
    let Some(text) = parameters.take("measures") else {
        return Measures::All;
    };
    match text.as_str() {
        "all" => return Measures::All,
        "none" => return Measures::None,
        _ => {}
    }
    let mut named = Vec::new();
    for part in text.split(',') {
        match part.as_str() {
            "all" | "none" => faults.add(
                Status::Semantic,
                part.start(),
                "measures",
                part.quoted(),
                "it alone",
            ),
            id if is_id(id) => named.push(part.text),
            _ => {
                let expected = "all, none, or the identifier of a measure";
                faults.add(Status::Syntax, part.start(), "measures", part.quoted(), expected);
            }
        }
    }
    Measures::Named(named)
}

fn sort(parameters: &mut Parameters, faults: &mut Faults) -> Vec<SortBy> {
    let Some(text) = parameters.take("sort") else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for part in text.split('+') {
        let (term, direction) = part.as_str().split_once(':').unwrap_or((part.as_str(), "asc"));
        let by = match term {
            "*" => Some(SortTerm::Dimensions),
            "series_key" => Some(SortTerm::SeriesKey),
            id => is_id(id).then(|| SortTerm::Component(id.to_owned())),
        };
        match (by, direction) {
            (Some(by), "asc" | "desc") => all.push(SortBy {
                by,
                descending: direction == "desc",
            }),
            _ => {
                let expected = "a component, `*` or `series_key`, with `:asc` or `:desc` or neither";
                faults.add(Status::Syntax, part.start(), "sort", part.quoted(), expected);
            }
        }
    }
    all
}

fn availability(path: &mut Path, parameters: &mut Parameters, faults: &mut Faults) -> AvailabilityQuery {
    let contexts = contexts(path, faults);
    let reference = reference(API, path, VersionReference::All, faults);
    let key = KeyQuery::read(API, path.next().as_ref(), faults);
    let components = ids(API, path.next().as_ref(), "component", faults);
    path.finish(faults);
    let query = AvailabilityQuery {
        contexts,
        reference,
        key,
        providers: Choice::Any,
        components,
        filters: parameters.filters(faults),
        updated_after: parameters.moment("updatedAfter", faults),
        references: parameters.references(',', of_availability, faults),
        mode: mode(parameters, faults),
        year_start: parameters.year_start(faults),
    };
    parameters.finish("availability queries", &AVAILABILITY, faults);
    query
}

pub(super) fn mode(parameters: &mut Parameters, faults: &mut Faults) -> Mode {
    let words = Mode::ALL.iter().map(|mode| (mode.word(), *mode));
    let mode = parameters.word("mode", &words.collect::<Vec<_>>(), faults);
    mode.unwrap_or(Mode::Exact)
}

/// What may be given besides what is available.
pub(super) fn of_availability(references: References) -> bool {
    matches!(
        references,
        References::All
            | References::Type(
                ArtefactType::Codelist
                    | ArtefactType::ValueList
                    | ArtefactType::Datastructure
                    | ArtefactType::ConceptScheme
                    | ArtefactType::Dataflow
                    | ArtefactType::DataProviderScheme
            )
    )
}

fn structure(path: &mut Path, parameters: &mut Parameters, faults: &mut Faults) -> StructureQuery {
    let artefact = path.next().and_then(|text| artefact(&text, faults));
    structure_of(API, artefact, path, parameters, faults)
}

fn artefact(text: &Text, faults: &mut Faults) -> Option<ArtefactType> {
    if is_any(text.as_str(), API) {
        return None;
    }
    let found = ArtefactType::parse(text.as_str()).filter(|artefact| artefact.is_of(API));
    if found.is_none() {
        let known = ArtefactType::ALL.iter().filter(|artefact| artefact.is_of(API));
        let near = guess(text.as_str(), known.map(|artefact| artefact.word()));
        let expected = format!("a type of artefact, or `*`{near}");
        faults.add(
            Status::Syntax,
            text.start(),
            "artefact type",
            text.quoted(),
            expected,
        );
    }
    found
}

/// What follows the type of artefact, in either generation.
pub(super) fn structure_of(
    api: Api,
    artefact: Option<ArtefactType>,
    path: &mut Path,
    parameters: &mut Parameters,
    faults: &mut Faults,
) -> StructureQuery {
    let reference = reference(api, path, VersionReference::Latest, faults);
    let item = path.next();
    if let Some((item, artefact)) = item
        .as_ref()
        .zip(artefact)
        .filter(|(_, artefact)| !artefact.has_items())
    {
        let expected = format!("no item, as a {artefact} has none");
        faults.add(Status::Semantic, item.start(), "item", item.quoted(), expected);
    }
    let said = ("item", "the identifier of an item");
    let items = choice(
        api,
        item.as_ref(),
        said,
        |id| is_nested_id(id).then(|| id.to_owned()),
        faults,
    );
    path.finish(faults);
    let of_api = |detail: &&Detail| api == Api::V2 || **detail != Detail::Raw;
    let details = Detail::ALL
        .iter()
        .filter(of_api)
        .map(|detail| (detail.word(), *detail));
    let allowed = |references| match references {
        References::Type(artefact) => artefact.is_of(api),
        References::Ancestors => api == Api::V2,
        _ => true,
    };
    let separator = if api == Api::V2 { ',' } else { '+' };
    let detail = parameters.word("detail", &details.collect::<Vec<_>>(), faults);
    let query = StructureQuery {
        artefact,
        reference,
        items,
        detail: detail.unwrap_or(Detail::Full),
        references: parameters.references(separator, allowed, faults),
        as_of: match api {
            Api::V1 => None,
            Api::V2 => parameters.moment("asOf", faults),
        },
    };
    let known: &[&str] = match api {
        Api::V1 => &["detail", "references"],
        Api::V2 => &["detail", "references", "asOf"],
    };
    parameters.finish("structure queries", known, faults);
    query
}

/// A request for what a message may hold, in either version's words.
pub(super) fn schema_of(
    api: Api,
    path: &mut Path,
    parameters: &mut Parameters,
    faults: &mut Faults,
) -> Option<SchemaQuery> {
    let context = schema_context(path, faults);
    let reference = one_reference(api, path, faults);
    path.finish(faults);
    let is_later = api == Api::V2;
    let query = SchemaQuery {
        context: context.unwrap_or(Context::Dataflow),
        reference,
        dimension_at_observation: parameters.dimension(faults),
        explicit_measure: !is_later && parameters.flag("explicitMeasure", faults),
        deletion: is_later && parameters.flag("deletion", faults),
        as_of: is_later.then(|| parameters.moment("asOf", faults)).flatten(),
    };
    let known: &[&str] = match api {
        Api::V1 => &["dimensionAtObservation", "explicitMeasure"],
        Api::V2 => &["dimensionAtObservation", "deletion", "asOf"],
    };
    parameters.finish("schema queries", known, faults);
    context.map(|_| query)
}

/// What data are reported against; what reference metadata are is known, and not built.
fn schema_context(path: &mut Path, faults: &mut Faults) -> Option<Context> {
    let expected = "datastructure, dataflow or provisionagreement";
    let Some(text) = path.next() else {
        faults.add(Status::Syntax, path.end(), "context", "nothing", expected);
        return None;
    };
    let context = Context::parse(text.as_str());
    let status = match text.as_str() {
        "metadatastructure" | "metadataflow" | "metadataprovisionagreement" => Status::NotBuilt,
        _ => Status::Syntax,
    };
    if context.is_none() {
        faults.add(status, text.start(), "context", text.quoted(), expected);
    }
    context
}

/// A reference to a single artefact.
fn one_reference(api: Api, path: &mut Path, faults: &mut Faults) -> super::Reference {
    let before = path.place();
    let reference = reference(api, path, VersionReference::Latest, faults);
    let one = reference.agencies.only().is_some()
        && reference.ids.only().is_some()
        && matches!(reference.versions.as_slice(), [version] if *version != VersionReference::All);
    if !one && faults.is_empty() {
        let expected = "one agency, one identifier and at most one version";
        faults.add(Status::Semantic, before, "resource", "none or several", expected);
    }
    reference
}
