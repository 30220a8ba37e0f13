//! Which period of a sentence a figure is of.
//!
//! It exists because a sentence names more periods than its figures have: one to compare with, a goal's
//! year, the next figure's. Where none is surely a figure's own, the figure has none.

use std::ops::Range;

use super::super::{Modality, Stamp, When};
use super::{REACH_BACK, Scene, changes, distance, periods};

impl Scene<'_, '_> {
    /// A goal or expectation takes a period only if it is not past: one told with "by", or one not before
    /// publication.
    pub(super) fn due<'p>(
        &'p self,
        modality: Modality,
        period: Option<&'p periods::Found>,
        place: &Range<usize>,
    ) -> Option<&'p periods::Found> {
        if modality == Modality::Actual {
            // What happened is not dated by a goal's year, unless nothing else was told and it is over.
            return period.filter(|period| period.role != periods::Role::By || self.over(period));
        }
        let by = self
            .periods
            .iter()
            .filter(|period| period.role == periods::Role::By);
        let by = by.min_by_key(|period| distance(&period.at, place));
        by.or_else(|| period.filter(|period| !self.past(period)))
    }

    /// Whether a period of the sentence is over: "if trade was $20 million in 2015" supposes nothing.
    pub(super) fn tells_a_past(&self) -> bool {
        self.periods
            .iter()
            .any(|period| period.when.is_some() && self.past(period))
    }

    pub(super) fn past(&self, period: &periods::Found) -> bool {
        let Some(when) = period.when else { return true };
        match self.document.published {
            Some(published) => when.last.year() < published.date.year(),
            None => true,
        }
    }

    pub(super) fn over(&self, period: &periods::Found) -> bool {
        let Some(when) = period.when else { return false };
        self.document
            .published
            .is_none_or(|published| when.last.year() <= published.date.year())
    }

    /// The period of an amount: its own, the nearest before it in its part of the sentence or directly
    /// behind it; a base of comparison takes one that others are compared with.
    pub(super) fn nearest_period(
        &self,
        place: &Range<usize>,
        from: usize,
        to: usize,
        base: bool,
    ) -> Option<&periods::Found> {
        if let Some(joined) = self.joined(place) {
            return Some(joined);
        }
        let fits = |period: &&periods::Found| (period.role == periods::Role::Base) == base || base;
        let inside = |period: &&periods::Found| period.at.start >= from && period.at.end <= to;
        let score = |period: &&periods::Found| {
            let gap = distance(&period.at, place);
            let crosses = self.crosses(&period.at, place);
            gap + self.taken(&period.at, place, to)
                + if crosses || self.begins_another(&period.at, place) {
                    60
                } else {
                    0
                }
                + if base && period.role != periods::Role::Base {
                    25
                } else {
                    0
                }
        };
        let near = self.periods.iter().filter(fits).filter(inside).min_by_key(score);
        if base {
            let behind = |period: &&periods::Found| period.role == periods::Role::Base || inside(period);
            return near.or_else(|| self.periods.iter().filter(behind).min_by_key(score));
        }
        near.or_else(|| {
            let shared = self
                .periods
                .iter()
                .filter(|period| period.role == periods::Role::Own);
            // Where nothing is the figure's own, "the same period" is.
            let same = || {
                let mut all = self.periods.iter();
                all.find(|period| {
                    self.changes.is_empty() && period.same && period.role == periods::Role::Base
                })
            };
            shared
                .min_by_key(|period| distance(&period.at, place))
                .or_else(same)
        })
    }

    /// Of years told together the one in the amount's place: "in 2022 and 2023 … $73.8 and $96.4 million".
    pub(super) fn joined(&self, place: &Range<usize>) -> Option<&periods::Found> {
        let at = self.values().position(|at| self.amounts[at].at == *place)?;
        let mut joined = self.periods.iter().filter(|period| period.joined);
        joined.clone().nth(at).or_else(|| joined.next())
    }

    /// Whether a period behind an amount belongs to what an "and" begins there.
    pub(super) fn begins_another(&self, period: &Range<usize>, place: &Range<usize>) -> bool {
        let gap = self.lower().get(place.end..period.start).unwrap_or("");
        let follows = self.amounts.iter().any(|amount| amount.at.start >= period.end);
        let ands = [
            " and ",
            " и ",
            " а ",
            " i ",
            " a ",
            " ал ",
            " және ",
            " und ",
            " y ",
            " mientras ",
        ];
        follows && ands.iter().any(|and| gap.contains(and))
    }

    /// A period directly behind the amount before belongs to that, if one follows this amount too.
    pub(super) fn taken(&self, period: &Range<usize>, place: &Range<usize>, to: usize) -> usize {
        let before = self
            .amounts
            .iter()
            .rev()
            .find(|amount| amount.at.end <= period.start);
        let nearer = before.is_some_and(|amount| {
            amount.at.start < place.start
                && period.end <= place.start
                && distance(&amount.at, period) <= distance(period, place)
        });
        let follows = self
            .periods
            .iter()
            .any(|other| other.at.start >= place.end && other.at.end <= to);
        if nearer && follows { 50 } else { 0 }
    }

    /// What a period means: what happened can be of none that publication was within or before.
    pub(super) fn told(&self, period: &periods::Found, place: &Range<usize>, actual: bool) -> Option<When> {
        let published = self.document.published.map(|published| published.date);
        let joined = self.periods.iter().filter(|period| period.joined).count();
        // What rose "from 2021 to 2023" is of no year between.
        let language = self.document.language;
        let moved = || changes::rises(self.lower(), place, REACH_BACK, language).is_some();
        let unclear = period.joined && joined != self.values().count()
            || period.spans() && (!self.bases.is_empty() || moved());
        period.when.filter(|_| !unclear).filter(|when| {
            !actual
                || published.is_none_or(|date| match when.last {
                    Stamp::Year(year) => year < date.year(),
                    Stamp::Month(year, month) => (year, month) < (date.year(), date.month()),
                    Stamp::Day(day) => day <= date,
                })
        })
    }
}
