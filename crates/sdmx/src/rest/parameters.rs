//! The parameters of a query string, taken by name; what nobody takes is a fault.
//!
//! Values that several kinds of query share are read here: moments, counts, flags, lists.

use super::fault::{Faults, Status};
use super::filter::Filter;
use super::query::{ObservationDimension, References};
use super::text::{Text, near};
use crate::model::{PeriodKind, TimePeriod, YearStart, is_ncname};

/// The parameters that are left.
pub(super) struct Parameters {
    list: Vec<(Text, Text)>,
}

impl Parameters {
    /// Splits at `&` and the first `=` of each, and decodes.
    pub(super) fn read(raw: &str, start: usize, faults: &mut Faults) -> Self {
        let (mut list, mut offset) = (Vec::<(Text, Text)>::new(), start);
        for part in raw.split('&') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let after = offset + (name.len() + 1).min(part.len());
            let pair = (
                Text::decode(name, offset, faults),
                Text::decode(value, after, faults),
            );
            let name = pair.0.as_str();
            if list.iter().any(|(other, _)| other.as_str() == name) {
                let expected = "each parameter, and each component in `c`, once";
                faults.add(Status::Syntax, offset, name, "it again", expected);
            } else if !part.is_empty() {
                list.push(pair);
            }
            offset += part.len() + 1;
        }
        Self { list }
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Text> {
        let place = self.list.iter().position(|(given, _)| given.as_str() == name)?;
        Some(self.list.remove(place).1)
    }

    /// Where the value of a parameter stands.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        let found = self.list.iter().find(|(given, _)| given.as_str() == name);
        found.map(|(_, value)| value.start())
    }

    /// Every `c[COMPONENT]`, in the order given.
    pub(super) fn filters(&mut self, faults: &mut Faults) -> Vec<Filter> {
        let is_filter = |name: &str| name.starts_with("c[") || name == "c";
        let all = std::mem::take(&mut self.list);
        let (filters, rest) = all.into_iter().partition(|(name, _)| is_filter(name.as_str()));
        self.list = rest;
        let filters: Vec<(Text, Text)> = filters;
        let read = filters
            .iter()
            .map(|(name, value)| Filter::read(name, value, faults));
        read.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// A moment, `2009-05-15T14:15:00+01:00`.
    pub(super) fn moment(&mut self, name: &str, faults: &mut Faults) -> Option<TimePeriod> {
        let is_moment = |period: &TimePeriod| period.kind() == PeriodKind::DateTime;
        let read = |text: &str| TimePeriod::parse(text).filter(is_moment);
        self.read_as(name, read, "a moment such as `2024-05-15T14:15:00Z`", faults)
    }

    /// A whole number from one on.
    pub(super) fn count(&mut self, name: &str, least: u64, faults: &mut Faults) -> Option<u64> {
        let read = |text: &str| {
            text.parse()
                .ok()
                .filter(|number| *number >= least && !text.starts_with('+'))
        };
        self.read_as(name, read, &format!("a whole number from {least} on"), faults)
    }

    pub(super) fn flag(&mut self, name: &str, faults: &mut Faults) -> bool {
        let read = |text: &str| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        self.read_as(name, read, "`true` or `false`", faults)
            .unwrap_or_default()
    }

    pub(super) fn year_start(&mut self, faults: &mut Faults) -> Option<YearStart> {
        let expected = "a day such as `--07-01`";
        self.read_as("reportingYearStartDay", YearStart::parse, expected, faults)
    }

    pub(super) fn dimension(&mut self, faults: &mut Faults) -> Option<ObservationDimension> {
        let read = |text: &str| match text {
            "AllDimensions" => Some(ObservationDimension::All),
            id => is_ncname(id).then(|| ObservationDimension::Named(id.to_owned())),
        };
        let expected = "a dimension, or `AllDimensions`";
        self.read_as("dimensionAtObservation", read, expected, faults)
    }

    /// One of a list of words.
    pub(super) fn word<T: Copy>(
        &mut self,
        name: &str,
        words: &[(&'static str, T)],
        faults: &mut Faults,
    ) -> Option<T> {
        let text = self.take(name)?;
        let found = words.iter().find(|(word, _)| *word == text.as_str());
        if found.is_none() {
            let words = words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
            let near = guess(text.as_str(), words.iter().copied());
            let expected = format!("one of {}{near}", words.join(", "));
            faults.add(Status::Syntax, text.start(), name, text.quoted(), expected);
        }
        found.map(|(_, value)| *value)
    }

    /// What else is to be given; `none` is nothing.
    pub(super) fn references(
        &mut self,
        separator: char,
        allowed: impl Fn(References) -> bool,
        faults: &mut Faults,
    ) -> Vec<References> {
        let Some(text) = self.take("references").filter(|text| text.as_str() != "none") else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for part in text.split(separator) {
            match References::parse(part.as_str()).filter(|one| allowed(*one)) {
                Some(one) => all.push(one),
                None => {
                    let known = References::words();
                    let fit = known.filter(|word| References::parse(word).is_some_and(&allowed));
                    let near = guess(part.as_str(), fit.chain(["none"]));
                    let expected = format!("`none`, a relation, or a type of artefact{near}");
                    faults.add(
                        Status::Syntax,
                        part.start(),
                        "references",
                        part.quoted(),
                        expected,
                    );
                }
            }
        }
        all
    }

    /// A value that a function reads.
    pub(super) fn read_as<T>(
        &mut self,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
        expected: &str,
        faults: &mut Faults,
    ) -> Option<T> {
        let text = self.take(name)?;
        let value = read(text.as_str());
        if value.is_none() {
            faults.add(Status::Syntax, text.start(), name, text.quoted(), expected);
        }
        value
    }

    /// What is left is unknown to this kind of query.
    pub(super) fn finish(&mut self, what: &str, known: &[&str], faults: &mut Faults) {
        for (name, _) in self.list.drain(..) {
            let instead = match name.as_str() {
                "startPeriod" | "endPeriod" if known.contains(&"c") => {
                    "; a period is asked for by `c[TIME_PERIOD]=ge:…+le:…`".to_owned()
                }
                text if text.starts_with("c[") => "; filters by component are of REST 2".to_owned(),
                text => guess(text, known.iter().copied().chain(["format"])),
            };
            let expected = format!("a parameter of {what}{instead}");
            faults.add(Status::Syntax, name.start(), "query", name.quoted(), expected);
        }
    }
}

/// What may have been meant, as the end of a sentence.
pub(super) fn guess<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    match near(word, known) {
        Some(known) => format!("; near: `{known}`"),
        None => String::new(),
    }
}
