//! Filters of components, `c[REF_AREA]=KZ,RU`, and whether values pass them.
//!
//! Alternatives are joined by commas, what must hold together by pluses; the comma binds less.
//! Neither can be part of a value, since real clients encode separators too. The plus of a time
//! zone is told from the joining one by the time before it.

use super::fault::{Faults, Status};
use super::parameters::guess;
use super::text::Text;
use crate::model::{Decimal, Span, TimePeriod, YearStart, is_nested_id};
use std::cmp::Ordering;

crate::model::words! {
    /// How a value is compared: equal, unequal, less, less or equal, greater, greater or equal,
    /// containing, not containing, beginning, ending.
    pub enum Operator {
        Eq = "eq",
        Ne = "ne",
        Lt = "lt",
        Le = "le",
        Gt = "gt",
        Ge = "ge",
        Co = "co",
        Nc = "nc",
        Sw = "sw",
        Ew = "ew",
    }
}

/// A comparison with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// How.
    pub operator: Operator,
    /// With what; never empty.
    pub value: String,
}

/// What a component's values must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The component.
    pub component: String,
    /// Alternatives, each of tests that hold together; no list is empty.
    pub any: Vec<Vec<Test>>,
}

/// As what values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// As text, by code points.
    Text,
    /// As decimal numbers; what is none, as text.
    Number,
    /// As periods, by the time they span; what is none, as text.
    Period(YearStart),
}

impl Filter {
    /// Whether the values of a component pass: one for a dimension, none or several for others.
    ///
    /// `ne` and `nc` hold if no value is equal or contains; all others hold if one value does.
    pub fn matches(&self, values: &[&str], compared: Compared) -> bool {
        let holds = |test: &Test| test.matches(values, compared);
        self.any.iter().any(|all| all.iter().all(holds))
    }

    /// Reads `c[COMPONENT]` and its value.
    pub(super) fn read(name: &Text, value: &Text, faults: &mut Faults) -> Option<Self> {
        let inner = name
            .as_str()
            .strip_prefix("c[")
            .and_then(|name| name.strip_suffix(']'));
        let component = inner.filter(|id| is_nested_id(id));
        if component.is_none() {
            faults.add(
                Status::Syntax,
                name.start(),
                "c",
                name.quoted(),
                "`c[` the identifier of a component `]`",
            );
        }
        let mut any = Vec::new();
        for alternative in value.split(',') {
            let mut all: Vec<Text> = Vec::new();
            for part in alternative.split('+') {
                match all.pop() {
                    Some(before) if is_zone(before.as_str(), part.as_str()) => {
                        all.push(before.joined('+', &part))
                    }
                    before => all.extend(before.into_iter().chain([part])),
                }
            }
            let tests = all.iter().map(|part| Test::read(part, name.as_str(), faults));
            any.push(tests.collect::<Vec<_>>().into_iter().flatten().collect());
        }
        Some(Self {
            component: component?.to_owned(),
            any,
        })
    }
}

/// Whether a plus between these is that of a time zone: `2024-01-01T00:00:00` and `01:00`.
pub(super) fn is_zone(before: &str, after: &str) -> bool {
    let shape = after.len() == 5
        && after.char_indices().all(|(place, letter)| match place {
            2 => letter == ':',
            _ => letter.is_ascii_digit(),
        });
    let moment = before.rsplit_once('T').is_some_and(|(_, time)| {
        time.contains(':')
            && time
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b":.".contains(&byte))
    });
    shape && moment
}

impl Test {
    fn read(text: &Text, name: &str, faults: &mut Faults) -> Option<Self> {
        let (operator, value) = match text
            .as_str()
            .split_once(':')
            .filter(|(word, _)| is_operator(word))
        {
            None => (Operator::Eq, text.as_str()),
            Some((word, value)) => match Operator::parse(word) {
                Some(operator) => (operator, value),
                None => {
                    let words = Operator::ALL.iter().map(|operator| operator.word());
                    let near = guess(word, words);
                    let expected = format!("an operator: eq, ne, lt, le, gt, ge, co, nc, sw or ew{near}");
                    faults.add(Status::Syntax, text.start(), name, format!("`{word}`"), expected);
                    return None;
                }
            },
        };
        if value.is_empty() {
            faults.add(Status::Syntax, text.start(), name, text.quoted(), "a value");
            return None;
        }
        Some(Self {
            operator,
            value: value.to_owned(),
        })
    }

    fn matches(&self, values: &[&str], compared: Compared) -> bool {
        let value = self.value.as_str();
        let some = |test: &dyn Fn(&str) -> bool| values.iter().any(|one| test(one));
        match self.operator {
            Operator::Co => some(&|one| one.contains(value)),
            Operator::Nc => !some(&|one| one.contains(value)),
            Operator::Sw => some(&|one| one.starts_with(value)),
            Operator::Ew => some(&|one| one.ends_with(value)),
            Operator::Ne => !some(&|one| compare(Operator::Eq, one, value, compared)),
            operator => some(&|one| compare(operator, one, value, compared)),
        }
    }
}

/// Whether text before a colon is meant as an operator: two small letters.
pub(super) fn is_operator(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn compare(operator: Operator, one: &str, other: &str, compared: Compared) -> bool {
    let order = match compared {
        Compared::Text => one.cmp(other),
        Compared::Number => numbers(one, other).unwrap_or_else(|| one.cmp(other)),
        Compared::Period(start) => match (TimePeriod::parse(one), TimePeriod::parse(other)) {
            (Some(one), Some(other)) => return periods(operator, one.span(start), other.span(start)),
            _ => one.cmp(other),
        },
    };
    match operator {
        Operator::Lt => order.is_lt(),
        Operator::Le => order.is_le(),
        Operator::Gt => order.is_gt(),
        Operator::Ge => order.is_ge(),
        _ => order.is_eq(),
    }
}

/// A finer period is equal to a coarser that it lies in; a coarser is not equal to a finer.
/// `ge` asks that it begins no earlier, `le` that it ends no later.
fn periods(operator: Operator, one: Span, other: Span) -> bool {
    let ends_in_time = one.until <= other.until && (one.from < other.until || other.from == other.until);
    match operator {
        Operator::Lt => one.until <= other.from && one.from < other.from,
        Operator::Le => ends_in_time,
        Operator::Gt => one.from >= other.until && one.from > other.from,
        Operator::Ge => one.from >= other.from,
        _ => one.from >= other.from && ends_in_time,
    }
}

/// The order of two decimal numbers, however long.
fn numbers(one: &str, other: &str) -> Option<Ordering> {
    Some(Decimal::parse(one)?.cmp(&Decimal::parse(other)?))
}
