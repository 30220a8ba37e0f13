//! Claims beside each other: a part of a year is no more than the year, and one period has one figure.

use super::question::{Bounds, Question};
use super::words::{claimed, name};
use crate::reading::{Flow, When};
use crate::record::Record;

/// What other claims of the same trade say of the same time, or a part of it.
pub fn among(claim: &Record, others: &[Record]) -> Vec<String> {
    let Some((asked, amount)) = asked(claim) else {
        return Vec::new();
    };
    let beside = |other: &Record| {
        let (told, figure) = self::asked(other).filter(|_| other.id != claim.id)?;
        let alike = (&told.states, told.flow) == (&asked.states, asked.flow)
            && (&told.whose, &told.view) == (&asked.whose, &asked.view);
        if !alike {
            return None;
        }
        let whose = told.view.as_deref().map(|view| format!(", by {}", name(view)));
        let says = format!(
            "{} says {} for {}{}",
            other.id,
            claimed(&figure),
            told.period,
            whose.unwrap_or_default()
        );
        let verdict = match relation(asked.period, told.period)? {
            Relation::Same => same(&amount, &figure),
            Relation::Part if no_more(&figure, &amount) => "a part of this time, and no more than this",
            Relation::Whole if no_more(&amount, &figure) => "for a time of which this is a part, and no less",
            Relation::Part => "a part of this time, and more than this: both cannot be right",
            Relation::Whole => "for a time of which this is a part, and less: both cannot be right",
        };
        Some(format!("{says}, {verdict}"))
    };
    others.iter().filter_map(beside).collect()
}

/// What a claim asks, if it tells an amount of something that adds up over time.
fn asked(claim: &Record) -> Option<(Question, Bounds)> {
    let question = Question::of(claim, &|_, _, _| None).ok()?;
    let adds_up = matches!(question.flow, Flow::Turnover | Flow::Exports | Flow::Imports);
    let amount = question.amount.clone().filter(|_| adds_up)?;
    Some((question, amount))
}

enum Relation {
    Same,
    /// The second is a part of the first.
    Part,
    /// The first is a part of the second.
    Whole,
}

fn relation(first: When, second: When) -> Option<Relation> {
    let days = |when: When| Some((when.first.first_day()?, when.last.last_day()?));
    let ((a, b), (c, d)) = (days(first)?, days(second)?);
    if (a, b) == (c, d) {
        Some(Relation::Same)
    } else if a <= c && d <= b {
        Some(Relation::Part)
    } else if c <= a && b <= d {
        Some(Relation::Whole)
    } else {
        None
    }
}

/// Two figures of one time: bounds bear each other out or do not, and are not the same figure.
fn same(one: &Bounds, other: &Bounds) -> &'static str {
    match (overlap(one, other), one.is_exact() && other.is_exact()) {
        (true, true) => "the same as this as far as both are rounded",
        (true, false) => "which both may be right",
        (false, true) => "which is another figure of the same time",
        (false, false) => "which cannot both be right of one report",
    }
}

fn overlap(one: &Bounds, other: &Bounds) -> bool {
    no_more(one, other) && no_more(other, one)
}

/// Whether the first may be as small as the second is at most.
fn no_more(one: &Bounds, other: &Bounds) -> bool {
    let ([low, _], [_, high]) = (one.ends(), other.ends());
    low.zip(high).is_none_or(|(low, high)| low <= high)
}
