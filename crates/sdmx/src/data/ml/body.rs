//! Reads what datasets of SDMX-ML hold: groups, series, observations and their values.
//!
//! What an element tells goes into the row of its series or its own. A row with a fault is left out.

use std::io::BufRead;

use super::super::event::Event;
use super::super::layout::Layout;
use super::super::row::{Level, Part, Row, Value};
use super::super::shape::{Attachment, Kind};
use super::names::Space;
use super::reader::MlReader;
use crate::Fault;

/// Inside of which element the reader is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Message,
    DataSet,
    Series,
    Observation,
    Group,
    /// Attributes of a part of the key, of SDMX-ML 3.
    Attributes,
    /// Generic values: of a key, or of attributes.
    Values {
        of_key: bool,
    },
    /// Several values of a component: where it stands, and how many there were.
    Component {
        at: usize,
        values: usize,
    },
    /// One of them, and whether it had texts in languages.
    Value {
        had_texts: bool,
    },
    Text {
        language: String,
    },
    /// An element without content that matters.
    Leaf,
}

impl<R: BufRead> MlReader<R> {
    /// An element begins.
    pub(super) fn start(&mut self) -> Result<(), Fault> {
        let place = self.places.last().cloned().unwrap_or(Place::Message);
        let name = std::mem::take(&mut self.xml.element.name);
        let result = match (&place, name.as_str()) {
            (Place::Message, _) => {
                self.xml.element.name = name;
                return self.message();
            }
            (Place::DataSet, "Series") => self.begin_series(),
            (Place::DataSet | Place::Series, "Obs") => self.begin_observation(&place),
            (Place::DataSet, "Group") => self.begin_group(),
            (Place::DataSet, "Atts") => self.begin_attributes(Place::Attributes, Level::Group),
            (Place::DataSet, "Attributes") => {
                self.begin_attributes(Place::Values { of_key: false }, Level::Dataset)
            }
            (Place::Series, "SeriesKey") | (Place::Observation, "ObsKey") | (Place::Group, "GroupKey") => {
                Some(Place::Values { of_key: true })
            }
            (Place::Series | Place::Observation | Place::Group, "Attributes") => {
                Some(Place::Values { of_key: false })
            }
            (Place::Observation, "ObsDimension") => self.generic_dimension(),
            (Place::Observation, "ObsValue") => self.generic_measure(),
            (Place::Values { of_key }, "Value") => self.generic_value(*of_key),
            (Place::Series | Place::Observation | Place::Group | Place::Attributes, "Comp") => {
                self.begin_component()
            }
            (Place::Component { .. }, "Value") => Some(Place::Value { had_texts: false }),
            (Place::Value { .. }, "Text") => self.begin_text(),
            (_, "Annotations" | "Metadata" | "DataProvider") => None,
            _ => self.unknown(&name),
        };
        self.xml.element.name = name;
        match result {
            Some(place) => {
                self.places.push(place);
                Ok(())
            }
            None => self.xml.skip(),
        }
    }

    /// An element ends.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        let limit = self.xml.limits.record;
        if self.row.weight().max(self.series.weight()) > limit {
            let expected = format!("at most {limit} bytes");
            return Err(self.xml.fault("", "a longer series or observation", expected));
        }
        self.leave();
        Ok(())
    }

    fn leave(&mut self) {
        match self.places.pop() {
            Some(Place::DataSet) => self.outgoing.event(Event::End),
            Some(Place::Series) => self.end_series(),
            Some(Place::Observation | Place::Group) => self.give(),
            Some(Place::Attributes) => self.end_attributes(),
            Some(Place::Values { .. }) if self.places.last() == Some(&Place::DataSet) => self.give(),
            Some(Place::Text { language }) => self.end_text(&language),
            Some(Place::Value { had_texts: false }) => {
                self.end_text("");
                self.count_value();
            }
            Some(Place::Value { had_texts: true }) => self.count_value(),
            _ => {}
        }
    }

    fn give(&mut self) {
        self.is_row_wrong |= self.is_series_wrong && self.places.last() == Some(&Place::Series);
        self.outgoing.event(Event::Row);
    }

    fn begin_series(&mut self) -> Option<Place> {
        self.series.clear();
        self.series.set_position(self.xml.position);
        self.has_observations = false;
        self.is_series_wrong = false;
        self.places.push(Place::Series);
        self.tell(0);
        self.places.pop()
    }

    fn end_series(&mut self) {
        if self.has_observations {
            return;
        }
        let mut row = std::mem::take(&mut self.row);
        row.copy(&self.series);
        row.set_level(Level::Series);
        if self.is_known {
            let at = Layout::at(&self.shape, &self.head);
            row.set_level(Layout::level(&self.shape, at, &row));
        }
        if row.level() == Level::Group {
            row.set_group(Layout::group(&self.shape, &row));
        }
        self.row = row;
        self.is_row_wrong = self.is_series_wrong;
        self.outgoing.event(Event::Row);
    }

    fn begin_observation(&mut self, place: &Place) -> Option<Place> {
        match place {
            Place::Series => {
                self.row.copy(&self.series);
                self.has_observations = true;
            }
            _ => self.row.clear(),
        }
        self.is_row_wrong = false;
        self.row.set_position(self.xml.position);
        self.row.set_level(Level::Observation);
        self.places.push(Place::Observation);
        self.tell(1);
        if self.is_explicit {
            self.explicit_measure();
        }
        self.places.pop()
    }

    /// The measure dimension, where an observation tells it by its type.
    fn explicit_measure(&mut self) {
        let kind = self.xml.element.attribute(Space::Instance, "type");
        let (Some(kind), Some(dimension)) = (kind, self.head.at.dimension()) else {
            return;
        };
        let at = self.shape.learn(dimension, Kind::Dimension);
        if self.row.value(at).is_absent() {
            self.row.set(at, kind.rsplit(':').next().unwrap_or(kind));
        }
    }

    fn begin_group(&mut self) -> Option<Place> {
        self.begin_row(Level::Group);
        let element = &self.xml.element;
        let group = element
            .attribute(Space::Instance, "type")
            .or_else(|| element.attribute(Space::None, "type"))
            .unwrap_or_default();
        let group = group.rsplit(':').next().unwrap_or_default();
        self.row.set_group(group);
        self.places.push(Place::Group);
        self.tell(1);
        self.places.pop()
    }

    fn begin_row(&mut self, level: Level) {
        self.is_row_wrong = false;
        self.row.clear();
        self.row.set_position(self.xml.position);
        self.row.set_level(level);
    }

    fn begin_attributes(&mut self, place: Place, level: Level) -> Option<Place> {
        self.begin_row(level);
        self.places.push(place);
        if level == Level::Group {
            self.tell(1);
        }
        self.places.pop()
    }

    fn end_attributes(&mut self) {
        if self.is_known {
            self.row.set_level(Layout::level(
                &self.shape,
                Layout::at(&self.shape, &self.head),
                &self.row,
            ));
        }
        if self.row.level() == Level::Group {
            let group = Layout::group(&self.shape, &self.row).to_owned();
            self.row.set_group(&group);
        }
        self.give();
    }

    /// What a structure-specific dataset tells of itself is a row.
    pub(super) fn dataset_attributes(&mut self) {
        let is_own = |space: Space| space == Space::None;
        if !self.xml.element.attributes().any(|(space, ..)| is_own(space)) {
            return;
        }
        self.begin_row(Level::Dataset);
        self.tell(1);
        self.outgoing.event(Event::Row);
    }

    /// Takes the attributes of a structure-specific element.
    fn tell(&mut self, order: usize) {
        let place = self.places.last().cloned().unwrap_or(Place::Message);
        let element = std::mem::take(&mut self.xml.element);
        let mut places = std::mem::take(&mut self.order[order]);
        let mut number = 0;
        for (space, name, value) in element.attributes() {
            let is_type = name == "type" && matches!(place, Place::Observation | Place::Group);
            if space != Space::None || is_type {
                continue;
            }
            let remembered = places.get(number).copied().filter(|&at| {
                self.shape
                    .components
                    .get(at)
                    .is_some_and(|known| known.id == name)
            });
            if let Some(at) = remembered.or_else(|| self.find(name, &place)) {
                places.resize(places.len().max(number + 1), at);
                places[number] = at;
                self.set(&place, at, value);
            }
            number += 1;
        }
        self.order[order] = places;
        self.xml.element = element;
    }

    /// Tells a value of a row. A dimension is told once: by the series or by its observations.
    fn set(&mut self, place: &Place, at: usize, value: &str) {
        let is_told = !self.target(place).value(at).is_absent();
        if is_told && self.shape.components[at].is_dimension() {
            let id = self.shape.components[at].id.clone();
            return self.wrong(&id, "a dimension again", "each dimension once in a key");
        }
        self.target(place).set(at, value);
    }

    /// Where a component of a structure-specific element stands.
    fn find(&mut self, id: &str, place: &Place) -> Option<usize> {
        if let Some(at) = self.shape.position(id) {
            return Some(at);
        }
        let kind = match place {
            _ if self.is_known => Kind::Unknown,
            _ if Some(id) == self.head.at.dimension() => match id {
                "TIME_PERIOD" => Kind::Time,
                _ => Kind::Dimension,
            },
            Place::DataSet | Place::Message => Kind::Attribute(Attachment::Dataset),
            _ => Kind::of_id(id),
        };
        self.learn(id, kind)
    }

    /// Adds a component, if the structure is not known; else it is a fault.
    fn learn(&mut self, id: &str, kind: Kind) -> Option<usize> {
        if self.is_known && self.shape.position(id).is_none() {
            self.wrong(id, "an unknown component", "one of the structure");
            return None;
        }
        let limit = self.xml.limits.components;
        if self.shape.components.len() >= limit && self.shape.position(id).is_none() {
            self.wrong(id, "one more component", &format!("at most {limit}"));
            return None;
        }
        Some(self.shape.learn(id, kind))
    }

    /// A fault of the row that is being read.
    fn wrong(&mut self, component: &str, found: &str, expected: &str) {
        self.outgoing.fault(self.xml.fault(component, found, expected));
        match self.places.contains(&Place::Series) && !self.places.contains(&Place::Observation) {
            true => self.is_series_wrong = true,
            false => self.is_row_wrong = true,
        }
    }

    fn unknown(&mut self, name: &str) -> Option<Place> {
        self.wrong("", &format!("the element {name}"), "an element of SDMX-ML there");
        None
    }

    /// The row that an element tells something of.
    fn target(&mut self, place: &Place) -> &mut Row {
        match place {
            Place::Series => &mut self.series,
            _ => &mut self.row,
        }
    }

    /// The place around values: the last that is a row.
    fn around(&self) -> Place {
        let is_row = |place: &&Place| {
            matches!(
                place,
                Place::Series | Place::Observation | Place::Group | Place::Attributes | Place::DataSet
            )
        };
        let last = self.places.iter().rev().find(is_row);
        last.cloned().unwrap_or(Place::DataSet)
    }

    fn generic_dimension(&mut self) -> Option<Place> {
        let id = self.xml.element.attribute(Space::None, "id");
        let id = id.or(self.head.at.dimension()).map(str::to_owned);
        match id {
            Some(id) => self.generic(&id, Kind::Dimension),
            None => self.wrong(
                "ObsDimension",
                "no dimension",
                "one that the header or its id names",
            ),
        }
        Some(Place::Leaf)
    }

    fn generic_measure(&mut self) -> Option<Place> {
        let id = self.xml.element.attribute(Space::None, "id");
        let id = id.unwrap_or("OBS_VALUE").to_owned();
        self.generic(&id, Kind::Measure);
        Some(Place::Leaf)
    }

    fn generic_value(&mut self, of_key: bool) -> Option<Place> {
        let Some(id) = self.xml.element.attribute(Space::None, "id").map(str::to_owned) else {
            self.wrong("Value", "no id", "the id of a component");
            return Some(Place::Leaf);
        };
        let kind = match of_key {
            true => Kind::Dimension,
            false => Kind::Attribute(self.attachment()),
        };
        self.generic(&id, kind);
        Some(Place::Leaf)
    }

    fn generic(&mut self, id: &str, kind: Kind) {
        let kind = match (kind, id) {
            (Kind::Dimension, "TIME_PERIOD") => Kind::Time,
            (kind, _) => kind,
        };
        let Some(value) = self
            .xml
            .element
            .attribute(Space::None, "value")
            .map(str::to_owned)
        else {
            return self.wrong(id, "no value", "a value");
        };
        if let Some(at) = self.learn(id, kind) {
            let place = self.around();
            self.set(&place, at, &value);
        }
    }

    fn attachment(&self) -> Attachment {
        let ids = |row: &Row| {
            let told = self.shape.dimensions().filter(|&at| !row.value(at).is_absent());
            told.map(|at| self.shape.components[at].id.clone()).collect()
        };
        match self.around() {
            Place::Series => Attachment::Dimensions(ids(&self.series)),
            Place::Group => Attachment::Group(self.row.group().to_owned()),
            Place::DataSet => Attachment::Dataset,
            _ => Attachment::Observation,
        }
    }

    fn begin_component(&mut self) -> Option<Place> {
        let Some(id) = self.xml.element.attribute(Space::None, "id").map(str::to_owned) else {
            self.wrong("Comp", "no id", "the id of a component");
            return None;
        };
        let place = self.around();
        let at = self.find(&id, &place)?;
        if matches!(self.target(&place).value(at), Value::Many(_)) {
            self.wrong(
                &id,
                "a component again",
                "each component once, with all its values",
            );
            return None;
        }
        if !self.is_known {
            self.shape.components[at].many = true;
        }
        Some(Place::Component { at, values: 0 })
    }

    fn begin_text(&mut self) -> Option<Place> {
        if let Some(Place::Value { had_texts }) = self.places.last_mut() {
            *had_texts = true;
        }
        // SDMX-ML says that a text without a language is English.
        let language = self.xml.element.attribute(Space::Xml, "lang").unwrap_or("en");
        Some(Place::Text {
            language: language.to_owned(),
        })
    }

    fn end_text(&mut self, language: &str) {
        let component = self.places.iter().rev().find_map(|place| match place {
            Place::Component { at, values } => Some((*at, *values)),
            _ => None,
        });
        let Some((at, value)) = component else {
            return;
        };
        let text = std::mem::take(&mut self.xml.text);
        let place = self.around();
        if !self.is_known && !language.is_empty() {
            let languages = &mut self.shape.components[at].languages;
            if languages.len() < self.xml.limits.components
                && !languages.iter().any(|known| known == language)
            {
                languages.push(language.to_owned());
            }
        }
        let row = self.target(&place);
        if row.value(at).text().is_some() || row.value(at).is_absent() {
            row.begin_many(at);
        }
        let text_given = Part {
            value,
            language,
            text: &text,
        };
        row.add_part(at, text_given);
        self.xml.text = text;
        self.xml.text.clear();
    }

    fn count_value(&mut self) {
        if let Some(Place::Component { values, .. }) = self.places.last_mut() {
            *values += 1;
        }
    }
}
