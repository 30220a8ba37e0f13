//! Key sets and regions of the cube, with ranges of time.
//!
//! SDMX-ML 2.1 keeps their insides in the common namespace.

use super::codelist::cascade;
use super::notes::annotations;
use crate::model::{
    Bound, Cascade, CubeRegion, Key, KeySet, KeyValue, Member, MemberValue, TimePeriod, TimeRange, is_ncname,
    is_nested_ncname,
};
use crate::standard::Standard;
use crate::structure::form::{Form, Name, Shape};

/// Moves into the namespace of a region's insides.
fn go_inside(form: &mut Form<'_>) {
    if !form.is_three() {
        form.space = "com:";
    }
}

pub(super) fn key_sets(form: &mut Form<'_>, slot: &mut Vec<KeySet>) {
    form.parts(("DataKeySet", "dataKeySets"), slot);
}

pub(super) fn regions(form: &mut Form<'_>, slot: &mut Vec<CubeRegion>) {
    let is_right = !form.is_three() || slot.len() <= 2;
    form.require(is_right, "CubeRegion", "more regions", "two at most");
    form.parts(("CubeRegion", "cubeRegions"), slot);
    let is_twice = matches!(slot.as_slice(), [one, other] if one.is_excluded == other.is_excluded);
    let is_right = !is_twice || !form.is_three() || form.is_json();
    form.require(
        is_right,
        "CubeRegion",
        "two alike",
        "one that includes, one that excludes",
    );
}

impl Shape for KeySet {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.must("isIncluded", &mut self.is_included);
        form.parts(("Key", "keys"), &mut self.keys);
        form.require(!self.keys.is_empty(), "Key", "nothing", "a key");
    }
}

impl Shape for Key {
    fn shape(&mut self, form: &mut Form<'_>) {
        go_inside(form);
        if form.is_ml() || form.is_three() {
            let mut is_included = true;
            form.flag("include", &mut is_included, true);
            form.require(is_included, "include", "false", "true");
        }
        let is_dated = self.valid_from.is_some() || self.valid_to.is_some();
        let has_more = form.is_three();
        let more = is_dated || !self.annotations.is_empty() || !self.components.is_empty();
        if form.has(has_more, more, "Key") {
            form.attribute("validFrom", &mut self.valid_from);
            form.attribute("validTo", &mut self.valid_to);
            annotations(form, &mut self.annotations);
        }
        form.parts(("KeyValue", "keyValues"), &mut self.values);
        if has_more {
            form.parts(("Component", "components"), &mut self.components);
        }
        let is_right = form.is_three() || !self.values.is_empty();
        form.require(is_right, "KeyValue", "nothing", "a value");
        undated(form, &self.components);
        let dated = |value: &MemberValue| value.valid_from.is_some() || value.valid_to.is_some();
        let is_right = !self
            .components
            .iter()
            .flat_map(|member| &member.values)
            .any(dated);
        form.require(is_right, "Value", "a date", "none in a key");
    }
}

impl Shape for KeyValue {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.id("id", &mut self.id, is_ncname);
        if form.is_ml() || form.standard == Standard::Json2_1 {
            let mut is_included = true;
            form.flag("include", &mut is_included, true);
            form.require(is_included, "include", "false", "true");
        }
        let has_prefix = form.is_three();
        if form.has(has_prefix, self.remove_prefix.is_some(), "removePrefix") {
            form.attribute("removePrefix", &mut self.remove_prefix);
        }
        key_values(form, &mut self.values);
        form.require(!self.values.is_empty(), "Value", "nothing", "a value");
    }
}

/// One value; in SDMX 3.1 several, which JSON has in a member of its own.
fn key_values(form: &mut Form<'_>, slot: &mut Vec<String>) {
    if form.standard == Standard::Ml3_1 {
        return form.words("Value", slot);
    }
    if form.standard == Standard::Json2_1 && (slot.len() > 1 || !form.is_writing) {
        form.words("values", slot);
        if !slot.is_empty() {
            return;
        }
    }
    let mut value = slot.pop();
    form.require(slot.is_empty(), "Value", "several values", "one value");
    form.element(("Value", "value"), &mut value);
    slot.extend(value);
}

impl Shape for CubeRegion {
    fn shape(&mut self, form: &mut Form<'_>) {
        go_inside(form);
        let name = if form.standard == Standard::Json1_0 {
            "isIncluded"
        } else {
            "include"
        };
        let mut is_included = !self.is_excluded;
        form.said_flag(name, &mut is_included, true);
        self.is_excluded = !is_included;
        let has_annotations = form.is_three();
        if form.has(has_annotations, !self.annotations.is_empty(), "com:Annotations") {
            annotations(form, &mut self.annotations);
        }
        form.parts(("KeyValue", "keyValues"), &mut self.keys);
        let others: Name = match form.is_three() {
            true => ("Component", "components").into(),
            false => ("Attribute", "attributes").into(),
        };
        form.parts(others, &mut self.components);
        let is_right = self
            .keys
            .iter()
            .all(|key| key.range.is_some() || !key.values.is_empty());
        form.require(is_right, "KeyValue", "nothing", "values or a range of time");
        let is_right = self.keys.iter().all(|key| is_ncname(&key.id));
        form.require(is_right, "KeyValue", "another identifier", "one of a dimension");
        let has_language = |value: &MemberValue| value.language.is_some();
        let is_right = form.standard == Standard::Json2_0
            || !self.keys.iter().flat_map(|key| &key.values).any(has_language);
        form.require(is_right, "KeyValue", "a language", "none of a dimension's value");
        undated(form, &self.components);
    }
}

/// Only values of dimensions have times of their own.
fn undated(form: &mut Form<'_>, components: &[Member]) {
    let is_dated = |member: &Member| member.valid_from.is_some() || member.valid_to.is_some();
    let is_right = !components.iter().any(is_dated);
    form.require(is_right, "Component", "a date", "none but of dimensions");
}

impl Shape for Member {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.id("id", &mut self.id, is_nested_ncname);
        let has_include = form.standard != Standard::Json1_0;
        if form.has(has_include, self.is_excluded, "include") {
            let mut is_included = !self.is_excluded;
            form.flag("include", &mut is_included, true);
            self.is_excluded = !is_included;
        }
        let is_dated = self.valid_from.is_some() || self.valid_to.is_some();
        let has_more = form.is_three();
        if form.has(has_more, is_dated || self.remove_prefix.is_some(), "removePrefix") {
            form.attribute("removePrefix", &mut self.remove_prefix);
            form.attribute("validFrom", &mut self.valid_from);
            form.attribute("validTo", &mut self.valid_to);
        }
        match form.standard {
            Standard::Json1_0 => values_apart(form, &mut self.values),
            _ => form.parts(("Value", "values"), &mut self.values),
        }
        let mut range = self.range.take().map(Range::from);
        form.part("TimeRange", &mut range);
        let is_one = range.is_none() || self.values.is_empty();
        form.require(is_one, "TimeRange", "values and a range", "one of them");
        self.range = range.map(Into::into);
    }
}

/// SDMX-JSON 1.0 keeps values that cascade apart; they come last.
fn values_apart(form: &mut Form<'_>, slot: &mut Vec<MemberValue>) {
    let (mut plain, mut cascading) = (Vec::new(), Vec::new());
    for value in slot.drain(..) {
        let more = value.language.is_some() || value.valid_from.is_some() || value.valid_to.is_some();
        form.has(false, more || value.cascade == Cascade::ExcludeRoot, "values");
        match value.cascade {
            Cascade::No => plain.push(value.value),
            _ => cascading.push(value.value),
        }
    }
    form.words("values", &mut plain);
    form.words("cascadeValues", &mut cascading);
    let with = |cascade| {
        move |value| MemberValue {
            value,
            cascade,
            ..MemberValue::default()
        }
    };
    slot.extend(plain.into_iter().map(with(Cascade::No)));
    slot.extend(cascading.into_iter().map(with(Cascade::Yes)));
}

impl Shape for MemberValue {
    fn shape(&mut self, form: &mut Form<'_>) {
        cascade(form, &mut self.cascade);
        let is_dated = self.valid_from.is_some() || self.valid_to.is_some();
        let has_more = form.is_three();
        if form.has(has_more, is_dated || self.language.is_some(), "Value") {
            form.attribute(("xml:lang", "lang"), &mut self.language);
            form.attribute("validFrom", &mut self.valid_from);
            form.attribute("validTo", &mut self.valid_to);
        }
        // SDMX-JSON allows a plain text for an object with nothing else; real readers do not.
        form.content("value", &mut self.value);
    }
}

/// A range of time as messages have it: before, after, or from and to.
#[derive(Default)]
struct Range {
    before: Option<End>,
    after: Option<End>,
    start: Option<End>,
    end: Option<End>,
    valid_from: Option<TimePeriod>,
    valid_to: Option<TimePeriod>,
}

impl From<TimeRange> for Range {
    fn from(range: TimeRange) -> Self {
        let TimeRange {
            start,
            end,
            valid_from,
            valid_to,
        } = range;
        let (start, end) = (start.map(End::from), end.map(End::from));
        let dates = Self {
            valid_from,
            valid_to,
            ..Self::default()
        };
        match (start, end) {
            (Some(start), Some(end)) => Self {
                start: Some(start),
                end: Some(end),
                ..dates
            },
            (after, before) => Self {
                before,
                after,
                ..dates
            },
        }
    }
}

impl From<Range> for TimeRange {
    fn from(range: Range) -> Self {
        let start = range.start.or(range.after).and_then(End::bound);
        let end = range.end.or(range.before).and_then(End::bound);
        Self {
            start,
            end,
            valid_from: range.valid_from,
            valid_to: range.valid_to,
        }
    }
}

impl Shape for Range {
    fn shape(&mut self, form: &mut Form<'_>) {
        let is_dated = self.valid_from.is_some() || self.valid_to.is_some();
        let has_dates = form.is_three() && form.standard != Standard::Json2_0;
        if form.has(has_dates, is_dated, "validFrom") {
            form.attribute("validFrom", &mut self.valid_from);
            form.attribute("validTo", &mut self.valid_to);
        }
        form.part("BeforePeriod", &mut self.before);
        form.part("AfterPeriod", &mut self.after);
        form.part("StartPeriod", &mut self.start);
        form.part("EndPeriod", &mut self.end);
        let there = [&self.before, &self.after, &self.start, &self.end].map(Option::is_some);
        let is_right = matches!(
            there,
            [true, false, false, false] | [false, true, false, false] | [false, false, true, true]
        );
        form.require(
            is_right,
            "TimeRange",
            "other ends",
            "before, after, or start and end",
        );
    }
}

/// An end of a range; the period is missing only after a fault.
#[derive(Default)]
struct End {
    period: Option<TimePeriod>,
    is_exclusive: bool,
}

impl End {
    fn bound(self) -> Option<Bound> {
        let is_inclusive = !self.is_exclusive;
        self.period.map(|period| Bound { period, is_inclusive })
    }
}

impl From<Bound> for End {
    fn from(bound: Bound) -> Self {
        Self {
            period: Some(bound.period),
            is_exclusive: !bound.is_inclusive,
        }
    }
}

impl Shape for End {
    fn shape(&mut self, form: &mut Form<'_>) {
        let mut is_inclusive = !self.is_exclusive;
        form.said_flag("isInclusive", &mut is_inclusive, true);
        self.is_exclusive = !is_inclusive;
        let mut text = self.period.as_ref().map(ToString::to_string).unwrap_or_default();
        form.content("period", &mut text);
        self.period = TimePeriod::parse(text.trim());
        let found = format!("{text:?}");
        form.require(self.period.is_some(), "period", &found, "a time period");
    }
}
