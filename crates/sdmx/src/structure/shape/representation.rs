//! Representations, data types and facets.

use super::facets::{self, Facets};
use crate::model::{Class, Representation, Sentinel, TextFormat};
use crate::standard::Standard;
use crate::structure::form::{Form, Name, Shape};
use crate::structure::node::Scalar;
use crate::structure::word::Word;

/// What a representation may be in a place.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// The classes of the enumeration.
    pub(super) lists: &'p [Class],
    /// The facets of a format without one.
    pub(super) facets: Facets,
    /// Whether it may say how many values there are.
    pub(super) has_occurs: bool,
}

/// A representation in a place.
pub(super) fn representation(
    form: &mut Form<'_>,
    name: &'static str,
    slot: &mut Option<Representation>,
    place: Place<'_>,
) {
    let mut this = slot.take();
    let is_there = this.is_some();
    let inner = this.get_or_insert_default();
    let was_there = form.inside(name, is_there, |form| fill(form, inner, place));
    *slot = this.filter(|_| was_there);
}

fn fill(form: &mut Form<'_>, this: &mut Representation, place: Place<'_>) {
    let occurs = this.min_occurs.is_some() || this.max_occurs.is_some();
    let has_occurs = form.is_three() && place.has_occurs;
    if form.has(has_occurs, occurs, "maxOccurs") {
        form.attribute("minOccurs", &mut this.min_occurs);
        form.attribute("maxOccurs", &mut this.max_occurs);
    }
    form.reference("Enumeration", &mut this.enumeration, place.lists);
    let is_coded = this.enumeration.is_some();
    let plain: Name = match form.is_three() {
        true => ("TextFormat", "format").into(),
        false => ("TextFormat", "textFormat").into(),
    };
    match is_coded {
        true => form.part("EnumerationFormat", &mut this.format),
        false => form.part(plain, &mut this.format),
    }
    if let Some(format) = &this.format {
        let facets = if is_coded { Facets::Coded } else { place.facets };
        facets::check(form, format, facets);
    }
    let is_said = is_coded || this.format.is_some();
    let may_be_empty = form.standard == Standard::Json1_0;
    form.require(
        is_said || may_be_empty,
        "LocalRepresentation",
        "neither",
        "an enumeration or a format",
    );
    let may_be_coded = !place.lists.is_empty();
    form.require(may_be_coded || !is_coded, "Enumeration", "a list", "a format");
}

impl Shape for TextFormat {
    fn shape(&mut self, form: &mut Form<'_>) {
        let data_type: Name = match form.is_three() {
            true => ("textType", "dataType").into(),
            false => ("textType", "textType").into(),
        };
        form.attribute(data_type, &mut self.data_type);
        form.attribute("isSequence", &mut self.is_sequence);
        form.attribute("interval", &mut self.interval);
        form.attribute("startValue", &mut self.start_value);
        form.attribute("endValue", &mut self.end_value);
        form.attribute("timeInterval", &mut self.time_interval);
        form.attribute("startTime", &mut self.start_time);
        form.attribute("endTime", &mut self.end_time);
        form.attribute("minLength", &mut self.min_length);
        form.attribute("maxLength", &mut self.max_length);
        form.attribute("minValue", &mut self.min_value);
        form.attribute("maxValue", &mut self.max_value);
        form.attribute("decimals", &mut self.decimals);
        form.attribute("pattern", &mut self.pattern);
        form.attribute("isMultiLingual", &mut self.is_multilingual);
        let has_sentinels = form.is_three();
        if form.has(has_sentinels, !self.sentinels.is_empty(), "SentinelValue") {
            form.parts(("SentinelValue", "sentinelValues"), &mut self.sentinels);
        }
    }
}

/// A value that may be a number in JSON.
#[derive(Default)]
struct Loose(String);

impl Word for Loose {
    const EXPECTED: &'static str = "a value";
    const TRIMMED: bool = false;

    fn read(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }

    fn print(&self) -> String {
        self.0.clone()
    }

    fn fits(scalar: &Scalar) -> bool {
        matches!(scalar, Scalar::Text(_) | Scalar::Number(_))
    }
}

impl Shape for Sentinel {
    fn shape(&mut self, form: &mut Form<'_>) {
        let mut value = Loose(std::mem::take(&mut self.value));
        form.must("value", &mut value);
        self.value = value.0;
        super::artefact::names(form, &mut self.names, &mut self.descriptions);
    }
}
