//! Requests as text again, in either version as far as it can say them.
//!
//! Paths are printed in full. Nothing is printed that would be read as something else.

use super::filter::{Filter, Operator, is_operator, is_zone};
use super::key::{KeyPattern, KeyQuery};
use super::one::{DETAILS, is_span};
use super::path::separator;
use super::query::{
    Api, AvailabilityQuery, Choice, Context, DataQuery, Measures, Mode, ObservationDimension, Provider,
    Query, Reference, References, Request, SchemaQuery, SortBy, SortTerm, StructureQuery,
};
use super::text::encode;
use crate::model::{TimePeriod, VersionReference, YearStart};

/// Keys with several values in a position become as many keys in REST 2.2, but not more.
const MOST_KEYS: usize = 1_000;

impl Request {
    /// Path and query string, such as `/data/dataflow/XX/DF/1.0.0/M.*?c%5BA%5D=1`.
    ///
    /// Nothing if the version cannot say it, as REST 1.5 cannot filter by attributes.
    pub fn print(&self, api: Api) -> Option<String> {
        let mut line = Line::new(api);
        match &self.query {
            Query::Data(query) => line.data(query)?,
            Query::Availability(query) => line.availability(query)?,
            Query::Structure(query) => line.structure(query)?,
            Query::Schema(query) => line.schema(query)?,
        }
        if let Some(format) = &self.format {
            line.say("format", format);
        }
        Some(line.text())
    }
}

/// A request as it grows.
struct Line {
    api: Api,
    path: String,
    parameters: Vec<String>,
}

impl Line {
    fn new(api: Api) -> Self {
        Self {
            api,
            path: String::new(),
            parameters: Vec::new(),
        }
    }

    fn text(self) -> String {
        match self.parameters.is_empty() {
            true => self.path,
            false => format!("{}?{}", self.path, self.parameters.join("&")),
        }
    }

    fn segment(&mut self, text: &str) {
        self.path.push('/');
        self.path.push_str(&encode(text, "*,+:@$"));
    }

    fn say(&mut self, name: &str, value: &str) {
        self.parameters
            .push(format!("{}={}", encode(name, ""), encode(value, "*,:@$")));
    }

    fn moment(&mut self, name: &str, moment: Option<&TimePeriod>) {
        if let Some(moment) = moment {
            self.say(name, moment.as_str());
        }
    }

    fn number(&mut self, name: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.say(name, &number.to_string());
        }
    }

    const fn any(&self) -> &'static str {
        match self.api {
            Api::V1 => "all",
            Api::V2 => "*",
        }
    }

    fn list<T>(&self, choice: &Choice<T>, word: impl Fn(&T) -> String) -> Option<String> {
        let Choice::Of(values) = choice else {
            return Some(self.any().to_owned());
        };
        let words: Vec<String> = values.iter().map(word).collect();
        let clear = !words.iter().any(|word| super::path::is_any(word, self.api));
        clear.then(|| words.join(&separator(self.api).to_string()))
    }

    fn versions(&self, versions: &[VersionReference]) -> Option<String> {
        let mut words = Vec::new();
        for version in versions {
            words.push(match (self.api, version) {
                (Api::V1, VersionReference::From { .. }) => return None,
                (Api::V1, VersionReference::LatestStable) if versions.len() > 1 => return None,
                (Api::V1, VersionReference::Latest) => "latest".to_owned(),
                (Api::V1, VersionReference::All) => "all".to_owned(),
                (_, version) => version.to_string(),
            });
        }
        Some(words.join(&separator(self.api).to_string()))
    }

    fn reference(&mut self, reference: &Reference) -> Option<()> {
        let agency = self.list(&reference.agencies, String::clone)?;
        let id = self.list(&reference.ids, String::clone)?;
        let version = self.versions(&reference.versions)?;
        for segment in [agency, id, version] {
            self.segment(&segment);
        }
        Some(())
    }

    /// What data are asked for: the beginning that data and availability share.
    fn slice(
        &mut self,
        resource: (&str, &str),
        contexts: &Choice<Context>,
        reference: &Reference,
        key: &KeyQuery,
        providers: &Choice<Provider>,
    ) -> Option<()> {
        let key = self.key(key)?;
        if self.api == Api::V2 {
            self.segment(resource.1);
            let contexts = self.list(contexts, |context| context.word().to_owned())?;
            self.segment(&contexts);
            self.reference(reference)?;
            self.segment(&key);
            return matches!(providers, Choice::Any).then_some(());
        }
        let flow = contexts.only() == Some(&Context::Dataflow);
        let agency = self.list(&reference.agencies, String::clone)?;
        let id = self.list(&reference.ids, String::clone)?;
        let version = self.versions(&reference.versions)?;
        let provider = self.list(providers, |provider| match &provider.agency {
            Some(agency) => format!("{agency},{}", provider.id),
            None => provider.id.clone(),
        })?;
        let segments = [resource.0, &format!("{agency},{id},{version}"), &key, &provider];
        segments.into_iter().for_each(|segment| self.segment(segment));
        flow.then_some(())
    }

    fn key(&self, key: &KeyQuery) -> Option<String> {
        let printed = |pattern: &KeyPattern, any: &str| {
            let positions = pattern.positions.iter().map(|position| match position {
                Choice::Any => any.to_owned(),
                Choice::Of(values) => values.join("+"),
            });
            positions.collect::<Vec<_>>().join(".")
        };
        match (self.api, key.keys.as_slice()) {
            (_, []) => Some(self.any().to_owned()),
            (Api::V1, [pattern]) => Some(printed(pattern, "")).filter(|key| !key.eq_ignore_ascii_case("all")),
            (Api::V1, _) => None,
            (Api::V2, patterns) => {
                let mut all = Vec::new();
                for pattern in patterns {
                    all.extend(expanded(pattern)?.iter().map(|pattern| printed(pattern, "*")));
                }
                (all.len() <= MOST_KEYS).then(|| all.join(","))
            }
        }
    }

    fn filters(&mut self, filters: &[Filter]) -> Option<()> {
        match (self.api, filters) {
            (_, []) => Some(()),
            (Api::V2, _) => {
                for filter in filters {
                    let value = filter_value(filter)?;
                    self.say(&format!("c[{}]", filter.component), &value);
                }
                Some(())
            }
            (Api::V1, [filter]) => self.periods(filter),
            (Api::V1, _) => None,
        }
    }

    /// A filter of time from a period on, up to a period, or both.
    fn periods(&mut self, filter: &Filter) -> Option<()> {
        let [tests] = filter.any.as_slice() else {
            return None;
        };
        let operators: Vec<Operator> = tests.iter().map(|test| test.operator).collect();
        let right = [
            &[Operator::Ge][..],
            &[Operator::Le],
            &[Operator::Ge, Operator::Le],
        ];
        if filter.component != "TIME_PERIOD" || !right.contains(&operators.as_slice()) {
            return None;
        }
        let periods: Option<Vec<_>> = tests.iter().map(|test| TimePeriod::parse(&test.value)).collect();
        if let [start, end] = periods?.as_slice()
            && !is_span(start, end)
        {
            return None;
        }
        for test in tests {
            let name = if test.operator == Operator::Ge {
                "startPeriod"
            } else {
                "endPeriod"
            };
            self.say(name, TimePeriod::parse(&test.value)?.as_str());
        }
        Some(())
    }

    fn dimension(&mut self, dimension: Option<&ObservationDimension>) {
        match dimension {
            Some(ObservationDimension::All) => self.say("dimensionAtObservation", "AllDimensions"),
            Some(ObservationDimension::Named(id)) => self.say("dimensionAtObservation", id),
            None => {}
        }
    }

    fn year_start(&mut self, start: Option<YearStart>) -> Option<()> {
        if let Some(start) = start {
            self.say(
                "reportingYearStartDay",
                &format!("--{:02}-{:02}", start.month, start.day),
            );
        }
        (start.is_none() || self.api == Api::V2).then_some(())
    }

    fn references(&mut self, references: &[References]) {
        if !references.is_empty() {
            let words: Vec<&str> = references.iter().map(|one| one.word()).collect();
            self.say("references", &words.join(&separator(self.api).to_string()));
        }
    }

    fn data(&mut self, query: &DataQuery) -> Option<()> {
        self.slice(
            ("data", "data"),
            &query.contexts,
            &query.reference,
            &query.key,
            &query.providers,
        )?;
        self.filters(&query.filters)?;
        self.moment("updatedAfter", query.updated_after.as_ref());
        self.number("firstNObservations", query.first_observations);
        self.number("lastNObservations", query.last_observations);
        self.dimension(query.dimension_at_observation.as_ref());
        if query.include_history {
            self.say("includeHistory", "true");
        }
        match self.api {
            Api::V1 => self.detail(query)?,
            Api::V2 => self.columns(query),
        }
        self.moment("asOf", query.as_of.as_ref());
        self.number("offset", Some(query.offset).filter(|offset| *offset > 0));
        self.number("limit", query.limit);
        if !query.sort.is_empty() {
            let terms: Vec<String> = query.sort.iter().map(sort_term).collect();
            self.say("sort", &terms.join("+"));
        }
        self.year_start(query.year_start)
    }

    /// Attributes and measures by the word of REST 1.5, which has no more of these parameters.
    fn detail(&mut self, query: &DataQuery) -> Option<()> {
        let said =
            query.as_of.is_none() && query.offset == 0 && query.limit.is_none() && query.sort.is_empty();
        let fits = |(attribute, measures): &(_, _)| {
            query.attributes.as_slice() == std::slice::from_ref(attribute) && query.measures == *measures
        };
        let (word, _) = DETAILS.iter().find(|(_, chosen)| fits(chosen)).filter(|_| said)?;
        if *word != "full" {
            self.say("detail", word);
        }
        Some(())
    }

    fn columns(&mut self, query: &DataQuery) {
        let attributes: Vec<&str> = query
            .attributes
            .iter()
            .map(|attribute| attribute.word())
            .collect();
        if attributes != ["dsd"] {
            self.say("attributes", &attributes.join(","));
        }
        match &query.measures {
            Measures::All => {}
            Measures::None => self.say("measures", "none"),
            Measures::Named(named) => self.say("measures", &named.join(",")),
        }
    }

    fn availability(&mut self, query: &AvailabilityQuery) -> Option<()> {
        let resource = ("availableconstraint", "availability");
        self.slice(
            resource,
            &query.contexts,
            &query.reference,
            &query.key,
            &query.providers,
        )?;
        let components = self.list(&query.components, String::clone)?;
        self.segment(&components);
        self.filters(&query.filters)?;
        self.moment("updatedAfter", query.updated_after.as_ref());
        self.references(&query.references);
        if query.mode != Mode::Exact {
            self.say("mode", query.mode.word());
        }
        self.year_start(query.year_start)
    }

    fn structure(&mut self, query: &StructureQuery) -> Option<()> {
        match self.api {
            Api::V1 => self.segment(query.artefact.map_or("structure", |artefact| artefact.word())),
            Api::V2 => {
                self.segment("structure");
                self.segment(query.artefact.map_or("*", |artefact| artefact.word()));
            }
        }
        self.reference(&query.reference)?;
        if query.items != Choice::Any {
            let items = self.list(&query.items, String::clone)?;
            self.segment(&items);
        }
        if query.detail != super::Detail::Full {
            self.say("detail", query.detail.word());
        }
        self.references(&query.references);
        self.moment("asOf", query.as_of.as_ref());
        let types = query.references.iter().filter_map(|one| match one {
            References::Type(artefact) => Some(*artefact),
            _ => None,
        });
        let of_api = types
            .chain(query.artefact)
            .all(|artefact| artefact.is_of(self.api));
        let later = query.as_of.is_some()
            || query.detail == super::Detail::Raw
            || query.references.contains(&References::Ancestors);
        (of_api && (self.api == Api::V2 || !later)).then_some(())
    }

    fn schema(&mut self, query: &SchemaQuery) -> Option<()> {
        self.segment("schema");
        self.segment(query.context.word());
        self.reference(&query.reference)?;
        self.dimension(query.dimension_at_observation.as_ref());
        for (name, flag) in [
            ("explicitMeasure", query.explicit_measure),
            ("deletion", query.deletion),
        ] {
            if flag {
                self.say(name, "true");
            }
        }
        self.moment("asOf", query.as_of.as_ref());
        let said = match self.api {
            Api::V1 => !query.deletion && query.as_of.is_none(),
            Api::V2 => !query.explicit_measure,
        };
        said.then_some(())
    }
}

/// A key for each combination of values; nothing if they are too many.
fn expanded(pattern: &KeyPattern) -> Option<Vec<KeyPattern>> {
    let mut all: Vec<Vec<Choice<String>>> = vec![Vec::new()];
    for position in &pattern.positions {
        let values: Vec<Choice<String>> = match position {
            Choice::Any => vec![Choice::Any],
            Choice::Of(values) => values
                .iter()
                .map(|value| Choice::Of(vec![value.clone()]))
                .collect(),
        };
        if all.len() * values.len() > MOST_KEYS {
            return None;
        }
        let longer =
            |key: &Vec<_>, value: &Choice<String>| [key.as_slice(), std::slice::from_ref(value)].concat();
        all = all
            .iter()
            .flat_map(|key| values.iter().map(move |value| longer(key, value)))
            .collect();
    }
    Some(
        all.into_iter()
            .map(|positions| KeyPattern { positions })
            .collect(),
    )
}

/// A filter's value; nothing if a separator is part of a value.
fn filter_value(filter: &Filter) -> Option<String> {
    let mut alternatives = Vec::new();
    for all in &filter.any {
        let mut tests: Vec<String> = Vec::new();
        for test in all {
            let value = test.value.as_str();
            let zone = value
                .rsplit_once('+')
                .is_none_or(|(before, zone)| is_zone(before, zone));
            let after = tests.last().is_some_and(|before| is_zone(before, value));
            if value.contains(',') || !zone || value.matches('+').count() > 1 {
                return None;
            }
            let ambiguous = after || value.split_once(':').is_some_and(|(word, _)| is_operator(word));
            tests.push(match test.operator {
                Operator::Eq if !ambiguous => value.to_owned(),
                operator => format!("{operator}:{value}"),
            });
        }
        alternatives.push(tests.join("+"));
    }
    Some(alternatives.join(","))
}

fn sort_term(sort: &SortBy) -> String {
    let by = match &sort.by {
        SortTerm::Dimensions => "*",
        SortTerm::SeriesKey => "series_key",
        SortTerm::Component(id) => id,
    };
    let direction = if sort.descending { ":desc" } else { "" };
    format!("{by}{direction}")
}
