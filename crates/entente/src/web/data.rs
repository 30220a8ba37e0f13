//! Answers to data queries of either version.
//!
//! What is asked is settled before anything is read: datasets, columns, order. Then rows go from
//! the books to the message one by one, and only an order other than the books' holds them back.

use std::sync::Arc;

use entente_mirror::store::Book;
use entente_trade::Dataset;
use sdmx::data::{
    Announced, AtObservation, Component, CsvStyle, DatasetHead, Header, Keys, Kind, Level, Party, Row, Shape,
};
use sdmx::rest::{
    Api, AttributeChoice, Choice, Chosen, Context, DataQuery, Measures, ObservationDimension, Reference,
    SeriesKeys,
};
use sdmx::{Family, Standard};

use super::answer::Pieces;
use super::episodes::{Episode, episodes};
use super::message::{Form, Message};
use super::order::{Ends, MOST_SORTED, Order, compare, order};
use super::site::{Site, State};
use super::trouble::Trouble;
use crate::dissemination::components::{ATTRIBUTES, DIMENSIONS, at};
use crate::dissemination::selection::{Selection, key, place};
use crate::dissemination::telling::Told;
use crate::dissemination::{self, AGENCY, DSD};

/// A question that makes sense.
pub(super) struct Question {
    api: Api,
    datasets: Vec<Dataset>,
    selection: Selection,
    query: DataQuery,
    form: Form,
    at: AtObservation,
    order: Order,
    /// Where the components of the message stand in the rows of the books.
    places: Vec<usize>,
    /// Whether series are told without their observations.
    series_only: bool,
    state: State,
}

/// The datasets whose dataflow, or whose structure, is meant.
pub(super) fn datasets(contexts: &Choice<Context>, reference: &Reference) -> Result<Vec<Dataset>, Trouble> {
    let version = dissemination::version();
    let admits = |context, id: &str| contexts.admits(&context) && reference.admits(AGENCY, id, &version);
    let all = admits(Context::Datastructure, DSD);
    let names = Dataset::NAMES.iter().map(|(dataset, _)| *dataset);
    let of_flow = |dataset: &Dataset| all || admits(Context::Dataflow, &dissemination::dataflow_id(*dataset));
    let found: Vec<Dataset> = names.clone().filter(of_flow).collect();
    if found.is_empty() {
        let known: Vec<String> = names.map(dissemination::dataflow_id).collect();
        return Err(Trouble::nothing_found(format!(
            "found no such dataflow, expected one of agency {AGENCY}, version {version}: {}",
            known.join(", ")
        )));
    }
    Ok(found)
}

impl Question {
    /// # Errors
    /// What contradicts the structure, or what the format cannot tell.
    pub(super) fn new(
        site: &Site,
        api: Api,
        query: DataQuery,
        chosen: &Chosen,
        state: State,
    ) -> Result<Self, Trouble> {
        let wrong = |text: String| Trouble::semantic(api, text);
        let mut datasets = datasets(&query.contexts, &query.reference)?;
        datasets.retain(|dataset| state.holding.iter().any(|(held, _)| held == dataset));
        if query.providers != Choice::Any {
            datasets.clear();
        }
        let start = query.year_start.unwrap_or_default();
        let selection = Selection::new(&query.key, &query.filters, start).map_err(wrong)?;
        let at = at_observation(query.dimension_at_observation.as_ref()).map_err(wrong)?;
        let places = places(&query).map_err(wrong)?;
        let series_only = query.measures == Measures::None
            && (api == Api::V1 || places.iter().all(|place| *place < at::ATTRIBUTES));
        let question = Self {
            form: form(
                site,
                chosen,
                &state,
                &datasets,
                (&at, &places, query.include_history),
            )?,
            order: order(&query, at.dimension()).map_err(wrong)?,
            api,
            datasets,
            selection,
            query,
            at,
            places,
            series_only,
            state,
        };
        question.check(chosen.standard)?;
        Ok(question)
    }

    /// Whether validity stands in columns behind the others.
    fn tells_validity(&self) -> bool {
        self.form.shape.components.len() > self.places.len()
    }

    /// What the older formats cannot tell.
    fn check(&self, standard: Standard) -> Result<(), Trouble> {
        let changes = self.query.updated_after.is_some() || self.query.include_history;
        let found = match standard {
            Standard::Csv1_0 if changes => "what changed, in SDMX-CSV 1.0, which has no deletions",
            Standard::Csv1_0 if self.series_only => {
                "series alone, in SDMX-CSV 1.0, which has observations only"
            }
            Standard::Json1_0 if self.datasets.len() > 1 => {
                "several dataflows, in SDMX-JSON 1.0, which holds one"
            }
            _ => return Ok(()),
        };
        let text = format!("found {found}; expected another format, or another question");
        Err(Trouble::semantic(self.api, text))
    }

    /// Writes the answer; nothing if there is nothing to tell.
    ///
    /// # Errors
    /// Of the store, of the format, or of who reads.
    pub(super) fn write(self, site: &Arc<Site>, pieces: &mut Pieces) -> Result<(), Trouble> {
        let book = site.book()?;
        let mut telling = Teller {
            given: Row::new(),
            validity: Default::default(),
            passed: 0,
            told: 0,
            message: Message::new(self.form.clone(), pieces),
            question: &self,
        };
        match telling.all(&book) {
            Ok(()) | Err(Stop::Enough) => Ok(telling.message.finish()?),
            Err(Stop::Trouble(trouble)) => Err(trouble),
        }
    }
}

/// What stands at the observation, time if nothing is said.
pub(super) fn at_observation(asked: Option<&ObservationDimension>) -> Result<AtObservation, String> {
    match asked {
        None => Ok(AtObservation::Dimension("TIME_PERIOD".to_owned())),
        Some(ObservationDimension::All) => Ok(AtObservation::AllDimensions),
        Some(ObservationDimension::Named(id)) => {
            let dimensions = DIMENSIONS.iter().map(|spec| spec.id);
            let known: Vec<&str> = dimensions.chain(["TIME_PERIOD", "AllDimensions"]).collect();
            if known.contains(&id.as_str()) {
                return Ok(AtObservation::Dimension(id.clone()));
            }
            let known = known.join(", ");
            Err(format!(
                "dimensionAtObservation: found `{id}`, expected one of {known}"
            ))
        }
    }
}

/// The components that are given, by their places in rows.
fn places(query: &DataQuery) -> Result<Vec<usize>, String> {
    let mut places: Vec<usize> = (0..=at::TIME).collect();
    let is_value = |id: &String| id == "OBS_VALUE";
    match &query.measures {
        Measures::None => {}
        Measures::Named(ids) if !ids.iter().all(is_value) => {
            return Err(format!("measures: found `{}`, expected OBS_VALUE", ids.join(",")));
        }
        _ => places.push(at::VALUE),
    }
    let told = (0..ATTRIBUTES.len()).filter(|&one| ATTRIBUTES[one].told);
    let mut attributes = Vec::new();
    for choice in &query.attributes {
        match choice {
            AttributeChoice::Dsd | AttributeChoice::All | AttributeChoice::Observation => {
                attributes.extend(told.clone().map(|one| at::ATTRIBUTES + one));
            }
            AttributeChoice::Named(id) => {
                let found = place(id).map_err(|error| format!("attributes: {error}"))?;
                if found.is_some_and(|place| place < at::ATTRIBUTES) {
                    return Err(format!("attributes: found `{id}`, expected an attribute"));
                }
                attributes.extend(found);
            }
            // No attribute is of a dataset or a series, and there are no metadata.
            _ => {}
        }
    }
    attributes.sort_unstable();
    attributes.dedup();
    places.extend(attributes);
    Ok(places)
}

fn form(
    site: &Site,
    chosen: &Chosen,
    state: &State,
    datasets: &[Dataset],
    (at, places, with_history): (&AtObservation, &[usize], bool),
) -> Result<Form, Trouble> {
    let announced = |&dataset: &Dataset| Announced {
        structure: dissemination::dataflow(dataset),
        at: at.clone(),
    };
    let whole = dissemination::shape();
    let components = places
        .iter()
        .filter_map(|&place| whole.components.get(place).cloned());
    // SDMX-CSV has no heads of datasets; it lets senders add columns of their own.
    let validity = with_history && chosen.standard.family() == Family::Csv;
    let validity = VALIDITY.iter().filter(|_| validity);
    let validity = validity.map(|id| Component::new(*id, Kind::Custom));
    Ok(Form {
        standard: chosen.standard,
        style: CsvStyle {
            keys: match chosen.keys {
                SeriesKeys::None => Keys::None,
                SeriesKeys::Observation => Keys::Observation,
                SeriesKeys::Series => Keys::Series,
                SeriesKeys::Both => Keys::Both,
            },
            ..CsvStyle::default()
        },
        header: Header {
            id: DSD.to_owned(),
            prepared: state.prepared.clone(),
            sender: Party {
                id: site.sender(),
                ..Party::default()
            },
            structures: datasets.iter().map(announced).collect(),
            ..Header::default()
        },
        shape: Shape::new(components.chain(validity).collect()),
    })
}

/// Columns that say from when to when a row was valid, where history is told.
const VALIDITY: [&str; 2] = ["VALID_FROM", "VALID_TO"];

/// Why rows are told no further.
enum Stop {
    /// As many as were asked for are told.
    Enough,
    Trouble(Trouble),
}

impl<E: Into<Trouble>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Trouble(error.into())
    }
}

/// Tells rows: passes over some, stops after others, and gives what is asked of each.
struct Teller<'q, 'p> {
    question: &'q Question,
    message: Message<&'p mut Pieces>,
    given: Row,
    /// From when to when the rows of the episode are valid, as columns if the message has them.
    validity: [String; 2],
    /// Rows passed over.
    passed: u64,
    /// Rows told.
    told: u64,
}

impl Teller<'_, '_> {
    fn all(&mut self, book: &Book) -> Result<(), Stop> {
        let question = self.question;
        for &dataset in &question.datasets {
            let episodes = episodes(&question.query, &question.state, dataset);
            for episode in episodes.map_err(|text| Trouble::semantic(question.api, text))? {
                self.message.dataset(head(dataset, &episode, &question.at));
                self.episode(book, dataset, &episode)?;
            }
        }
        Ok(())
    }

    fn episode(&mut self, book: &Book, dataset: Dataset, episode: &Episode) -> Result<(), Stop> {
        let question = self.question;
        let state = &question.state;
        self.validity = match episode.valid.filter(|_| question.tells_validity()) {
            Some((from, to)) => [from.to_string(), to.map_or(String::new(), |to| to.to_string())],
            None => Default::default(),
        };
        let told = Told {
            book,
            selection: &question.selection,
            now: &|record| state.vintage(record, episode.until),
            before: &|record| state.vintage(record, Some(episode.after?)),
            telling: episode.telling,
        };
        let (mut ends, mut held, mut last_series) = (Ends::of(&question.query), Vec::new(), None);
        told.each(dataset, |row| match (&mut ends, question.series_only) {
            (_, true) => match last_series.replace(series(row)) {
                Some(last) if last == series(row) => Ok(()),
                _ => self.put(&series(row), &mut held),
            },
            (Some(ends), _) => {
                let done = ends.push(row);
                done.iter().try_for_each(|row| self.put(row, &mut held))
            }
            (None, _) => self.put(row, &mut held),
        })?;
        if let Some(ends) = &mut ends {
            let done = ends.finish();
            done.iter().try_for_each(|row| self.put(row, &mut held))?;
        }
        held.sort_by(|one, other| compare(&question.order, one, other));
        held.iter().try_for_each(|row| self.tell(row))
    }

    /// Tells a row now, or when all are known and in order.
    fn put(&mut self, row: &Row, held: &mut Vec<Row>) -> Result<(), Stop> {
        if self.question.order.is_empty() {
            return self.tell(row);
        }
        if held.len() == MOST_SORTED {
            return Err(Stop::Trouble(Trouble::too_large(format!(
                "found more than {MOST_SORTED} rows to put in order, expected fewer: narrow the key, or \
                 leave `sort` and `dimensionAtObservation` out"
            ))));
        }
        held.push(row.clone());
        Ok(())
    }

    fn tell(&mut self, row: &Row) -> Result<(), Stop> {
        let query = &self.question.query;
        if self.passed < query.offset {
            self.passed += 1;
            return Ok(());
        }
        if query.limit.is_some_and(|limit| self.told >= limit) {
            return Err(Stop::Enough);
        }
        self.told += 1;
        self.given.clear();
        self.given.set_level(row.level());
        for (to, &from) in self.question.places.iter().enumerate() {
            self.given.set_value(to, row.value(from));
        }
        for (to, moment) in self
            .validity
            .iter()
            .enumerate()
            .filter(|(_, moment)| !moment.is_empty())
        {
            self.given.set(self.question.places.len() + to, moment);
        }
        Ok(self.message.row(&self.given)?)
    }
}

/// A series alone.
fn series(row: &Row) -> Row {
    let mut series = Row::new();
    series.set_level(Level::Series);
    for (place, code) in key(row).into_iter().enumerate() {
        series.set(place, code);
    }
    series
}

fn head(dataset: Dataset, episode: &Episode, at: &AtObservation) -> DatasetHead {
    let mut head = DatasetHead::new(dissemination::dataflow(dataset));
    head.action = Some(episode.action);
    head.at = at.clone();
    if let Some((from, to)) = episode.valid {
        head.valid_from = Some(from.to_string());
        head.valid_to = to.map(|to| to.to_string());
    }
    head
}
