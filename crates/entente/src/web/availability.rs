//! Answers to availability queries: what data there are, as a constraint or as SDMX 3.1 says it.
//!
//! The answer carries what it refers to, if that is asked for, with the codes in use alone.

use entente_mirror::store::Book;
use entente_trade::Dataset;
use jiff::Timestamp;
use sdmx::Standard;
use sdmx::model::{Artefact, Availability, Class, Constraint, Structures};
use sdmx::rest::{
    Api, ArtefactType, AvailabilityQuery, Choice, Chosen, Detail, Mode, Reference, References,
    StructureQuery, select,
};

use super::data::datasets;
use super::episodes::moment;
use super::site::{Site, State};
use super::structure::{told, without};
use super::trouble::Trouble;
use crate::dissemination::AGENCY;
use crate::dissemination::availability::Available;
use crate::dissemination::components::DIMENSIONS;
use crate::dissemination::selection::Selection;
use crate::dissemination::telling::{Telling, Told};

/// What there is of what is asked for; nothing if there are no data.
///
/// # Errors
/// What contradicts the structure, or the books cannot be read.
pub(super) fn found(
    site: &Site,
    api: Api,
    query: &AvailabilityQuery,
    chosen: &Chosen,
    state: &State,
) -> Result<Option<Structures>, Trouble> {
    let wrong = |text: String| Trouble::semantic(api, text);
    let start = query.year_start.unwrap_or_default();
    let selection = Selection::new(&query.key, &query.filters, start).map_err(wrong)?;
    if let Choice::Of(components) = &query.components {
        for component in components {
            dimension(component).map_err(|text| wrong(format!("component: {text}")))?;
        }
    }
    let after = query
        .updated_after
        .as_ref()
        .map(moment)
        .transpose()
        .map_err(wrong)?;
    let (mut answer, book) = (Answer::new(site, query, chosen.standard), site.book()?);
    let everything = query.key.keys.is_empty() && query.filters.is_empty() && after.is_none();
    for dataset in datasets(&query.contexts, &query.reference)? {
        if query.providers != Choice::Any {
            continue;
        }
        if everything {
            let all = site.counted(state)?;
            let known = all.iter().find(|(counted, _)| *counted == dataset);
            known
                .into_iter()
                .for_each(|(_, available)| answer.add(dataset, available));
        } else {
            let counting = Counting {
                selection: &selection,
                mode: query.mode,
                after,
            };
            answer.add(dataset, &counting.count(&book, dataset, state)?);
        }
    }
    site.alone(|| answer.structures())
}

/// Checks that a component is one whose values are told: the standard has dimensions only.
fn dimension(component: &str) -> Result<(), String> {
    let known = DIMENSIONS.iter().map(|spec| spec.id).chain(["TIME_PERIOD"]);
    let known: Vec<&str> = known.collect();
    match known.contains(&component) {
        true => Ok(()),
        false => Err(format!(
            "found `{component}`, expected a dimension: {}",
            known.join(", ")
        )),
    }
}

/// What is counted of a dataset.
struct Counting<'a> {
    selection: &'a Selection,
    mode: Mode,
    after: Option<Timestamp>,
}

impl Counting<'_> {
    fn count(&self, book: &Book, dataset: Dataset, state: &State) -> Result<Available, Trouble> {
        // In the mode `available` rows that are not asked for say what else could be.
        let everything = Selection::default();
        let told = Told {
            book,
            selection: match self.mode {
                Mode::Exact => self.selection,
                Mode::Available => &everything,
            },
            now: &|record| state.vintage(record, None),
            before: &|record| state.vintage(record, Some(self.after?)),
            telling: match self.after {
                Some(_) => Telling::Touched,
                None => Telling::All,
            },
        };
        let mut available = Available::default();
        told.each(dataset, |row| {
            available.weigh(row, self.selection, self.mode);
            Ok::<_, Trouble>(())
        })?;
        Ok(available)
    }
}

/// An answer that grows by a constraint for each dataset.
struct Answer<'a> {
    query: &'a AvailabilityQuery,
    standard: Standard,
    all: Structures,
    /// What is told: of the components that are asked for.
    constraints: Vec<Constraint>,
    availabilities: Vec<Availability>,
}

impl<'a> Answer<'a> {
    fn new(site: &Site, query: &'a AvailabilityQuery, standard: Standard) -> Self {
        Self {
            query,
            standard,
            all: site.structures(standard).clone(),
            constraints: Vec::new(),
            availabilities: Vec::new(),
        }
    }

    fn add(&mut self, dataset: Dataset, available: &Available) {
        if available.observations == 0 {
            return;
        }
        let constraint = available.constraint(dataset, &self.query.components);
        self.availabilities.push(available.availability(&constraint));
        self.constraints.push(constraint);
        // Codes in use are those of every component, asked for or not.
        self.all.insert(available.constraint(dataset, &Choice::Any));
    }

    fn structures(self) -> Option<Structures> {
        let ids = self.constraints.iter().map(|one| one.artefact.id.clone());
        let ids: Vec<String> = ids.collect();
        if ids.is_empty() {
            return None;
        }
        let down = |references: &References| match references {
            References::All => References::Descendants,
            other => *other,
        };
        let query = StructureQuery {
            artefact: Some(ArtefactType::DataConstraint),
            reference: Reference {
                agencies: Choice::Of(vec![AGENCY.to_owned()]),
                ids: Choice::Of(ids),
                versions: vec![sdmx::model::VersionReference::Latest],
            },
            items: Choice::Any,
            detail: Detail::ReferencePartial,
            references: self.query.references.iter().map(down).collect(),
            as_of: None,
        };
        // Who maintains what is told is not among what the standard lets come along here.
        let is_of_agencies = |artefact: &Artefact| artefact.class() == Class::AgencyScheme;
        let selected = without(select(&self.all, &query), is_of_agencies);
        let mut told = told(selected, self.standard);
        if self.standard == Standard::Json2_1 {
            told.availabilities = self.availabilities;
        } else {
            for constraint in self.constraints {
                told.insert(constraint);
            }
        }
        Some(told)
    }
}
