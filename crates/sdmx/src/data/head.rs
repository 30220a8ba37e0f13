//! What a message says of a dataset as a whole.
//!
//! Attributes attached to the dataset are not here: they are a row of level dataset, so that
//! they read alike in every format.

use super::reference::Reference;
use crate::Action;

/// The dimension at which observations are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AtObservation {
    /// The message does not say.
    #[default]
    Unsaid,
    /// All dimensions: the message is flat.
    AllDimensions,
    /// One dimension; the others make up the series.
    Dimension(String),
}

impl AtObservation {
    /// Of a word of a message.
    pub fn parse(word: &str) -> Self {
        match word {
            "" => Self::Unsaid,
            "AllDimensions" => Self::AllDimensions,
            id => Self::Dimension(id.to_owned()),
        }
    }

    /// The dimension's id, if it is one.
    pub fn dimension(&self) -> Option<&str> {
        match self {
            Self::Dimension(id) => Some(id),
            _ => None,
        }
    }
}

/// The head of a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatasetHead {
    /// The structure the data are of.
    pub structure: Reference,
    /// What is to be done; none where the message does not say.
    pub action: Option<Action>,
    /// The dimension at observation.
    pub at: AtObservation,
    /// The id of the set.
    pub set_id: Option<String>,
    /// Since when the data are valid.
    pub valid_from: Option<String>,
    /// Until when the data are valid.
    pub valid_to: Option<String>,
    /// The beginning of the period reported on.
    pub reporting_begin: Option<String>,
    /// The end of the period reported on.
    pub reporting_end: Option<String>,
    /// The year of publication.
    pub publication_year: Option<String>,
    /// The period of publication.
    pub publication_period: Option<String>,
}

impl DatasetHead {
    /// A head of a structure, with nothing else said.
    pub fn new(structure: Reference) -> Self {
        Self {
            structure,
            ..Self::default()
        }
    }

    /// The field of a name that SDMX-ML and SDMX-JSON share, but for the word `Date` at its end.
    pub(super) fn field(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "setID" => Some(&mut self.set_id),
            "validFrom" | "validFromDate" => Some(&mut self.valid_from),
            "validTo" | "validToDate" => Some(&mut self.valid_to),
            "reportingBegin" | "reportingBeginDate" => Some(&mut self.reporting_begin),
            "reportingEnd" | "reportingEndDate" => Some(&mut self.reporting_end),
            "publicationYear" => Some(&mut self.publication_year),
            "publicationPeriod" => Some(&mut self.publication_period),
            _ => None,
        }
    }

    /// The fields that are told, with their names in SDMX-ML.
    pub(super) fn told(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = [
            ("setID", &self.set_id),
            ("reportingBeginDate", &self.reporting_begin),
            ("reportingEndDate", &self.reporting_end),
            ("validFromDate", &self.valid_from),
            ("validToDate", &self.valid_to),
            ("publicationYear", &self.publication_year),
            ("publicationPeriod", &self.publication_period),
        ];
        fields
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}
