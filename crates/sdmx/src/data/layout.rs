//! Which components of a row are told of the series and which of the observation.
//!
//! Shared by the writers of formats that have series. Attributes of the dataset or of a group
//! that a row of an observation tells are told of its series; nothing is moved into groups.

use super::head::{AtObservation, DatasetHead};
use super::row::{Level, Row};
use super::shape::{Attachment, Kind, Shape};

/// The components by where they are told.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The dimension at observation; none in flat messages.
    pub(super) at: Option<usize>,
    /// The dimensions of series; empty in flat messages.
    pub(super) series_key: Vec<usize>,
    /// The attributes of series.
    pub(super) series_attributes: Vec<usize>,
    /// The dimensions of observations.
    pub(super) observation_key: Vec<usize>,
    /// The measures.
    pub(super) measures: Vec<usize>,
    /// The attributes of observations, and whatever is not known to be something else.
    pub(super) observation_attributes: Vec<usize>,
}

impl Layout {
    /// The layout that a dataset's head asks for; by time if it does not say.
    pub(super) fn new(shape: &Shape, head: &DatasetHead) -> Self {
        let at = match &head.at {
            AtObservation::AllDimensions => None,
            AtObservation::Dimension(id) => shape.position(id),
            AtObservation::Unsaid => shape.time().and_then(|time| shape.position(time)),
        };
        let mut layout = Self {
            at,
            ..Self::default()
        };
        for (position, component) in shape.components.iter().enumerate() {
            let place = match &component.kind {
                Kind::Dimension | Kind::Time if at.is_some_and(|at| at != position) => &mut layout.series_key,
                Kind::Dimension | Kind::Time => &mut layout.observation_key,
                Kind::Measure => &mut layout.measures,
                Kind::Attribute(attachment) if at.is_some_and(|at| varies_not(shape, attachment, at)) => {
                    &mut layout.series_attributes
                }
                Kind::Attribute(_) | Kind::Unknown => &mut layout.observation_attributes,
                Kind::Custom => continue,
            };
            place.push(position);
        }
        layout
    }

    /// The word for the dimension at observation.
    pub(super) fn word(&self, shape: &Shape) -> String {
        match self.at {
            Some(at) => shape.components[at].id.clone(),
            None => "AllDimensions".to_owned(),
        }
    }

    /// Whether two rows are told in one series.
    pub(super) fn is_same_series(&self, one: &Row, other: &Row) -> bool {
        let mut told = self.series_key.iter().chain(&self.series_attributes);
        told.all(|&at| one.value(at) == other.value(at))
    }

    /// The dimension at observation of a dataset, or else time.
    pub(super) fn at(shape: &Shape, head: &DatasetHead) -> Option<usize> {
        let id = head.at.dimension().or(shape.time())?;
        shape.position(id)
    }

    /// The level of a row by the dimensions it tells.
    pub(super) fn level(shape: &Shape, at: Option<usize>, row: &Row) -> Level {
        let is_open = |at: usize| row.value(at).is_absent() || row.value(at).is_switched_off();
        let (mut all, mut open) = (0, 0);
        for dimension in shape.dimensions() {
            all += 1;
            open += usize::from(is_open(dimension));
        }
        match open {
            0 => Level::Observation,
            _ if open == all => Level::Dataset,
            1 if at.is_some_and(is_open) => Level::Series,
            _ => Level::Group,
        }
    }

    /// The id of the group whose dimensions a row tells and no others; empty if there is none.
    pub(super) fn group<'a>(shape: &'a Shape, row: &Row) -> &'a str {
        let is_of = |id: &str, dimensions: &[String]| dimensions.iter().any(|dimension| dimension == id);
        let found = shape.groups.iter().find(|group| {
            shape.dimensions().all(|at| {
                let id = &shape.components[at].id;
                is_of(id, &group.dimensions) != row.value(at).is_absent()
            })
        });
        found.map_or("", |group| &group.id)
    }
}

/// Whether an attribute cannot differ between observations of a series.
fn varies_not(shape: &Shape, attachment: &Attachment, at: usize) -> bool {
    let id = &shape.components[at].id;
    match attachment {
        Attachment::Dataset => true,
        Attachment::Dimensions(dimensions) => !dimensions.contains(id),
        Attachment::Group(group) => shape
            .group(group)
            .is_none_or(|group| !group.dimensions.contains(id)),
        Attachment::Observation => false,
    }
}
