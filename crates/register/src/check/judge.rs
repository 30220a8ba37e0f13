//! The verdict: a claim beside both reports.

use entente_trade::{Date, Money};

use super::question::Question;
use super::{Asked, Books, Check, RULES, Reading, Reported, SideCheck, Then, Verdict, words};
use crate::reading::When;
use crate::record::Record;

/// Of ten thousand: a figure no further off than this is told as the one that was meant, though it does
/// not round to the claim (choice).
const NEAR: i128 = 50;

/// Checks a claim, published on a day, against the books.
///
/// `at` is when, RFC 3339; `known_on` asks for the figures as they were known on a day. Where it is not
/// given, the newest decide, and what was known when the claim was published stands beside them.
///
/// # Errors
/// What the books refuse.
pub fn check<B: Books>(
    (claim, published): (&Record, Option<Date>),
    books: &B,
    at: &str,
    known_on: Option<Date>,
) -> Result<Check, B::Error> {
    let empty = Check {
        at: at.to_owned(),
        rules: RULES.to_owned(),
        known_on: known_on.map(|day| day.to_string()),
        verdict: Verdict::NotCheckable,
        whose: None,
        sides: Vec::new(),
        words: Vec::new(),
    };
    let question = match Question::of(claim, &|amount, code, period| {
        books.in_dollars(amount, code, period)
    }) {
        Ok(question) => question,
        Err(reason) => {
            return Ok(Check {
                words: vec![format!("not checkable: {reason}")],
                ..empty
            });
        }
    };
    let mut sides = Vec::new();
    for [reporter, partner] in both_ways(&question.states) {
        let ask = |period: When, known_on: Option<Date>| {
            books.told(&Asked {
                reporter: reporter.clone(),
                partner: partner.clone(),
                period,
                known_on,
            })
        };
        let now = ask(question.period, known_on)?;
        let base = match &question.change {
            Some(change) => Some(ask(change.base, known_on)?),
            None => None,
        };
        let mut side = beside(&question, reporter, &now, base.as_ref());
        if let (Some(day), None) = (published, known_on) {
            let told = ask(question.period, Some(day))?;
            side.then = Some(then(&question, reporter, (day, &told)));
        }
        sides.push(side);
    }
    let verdict = verdict(&question, &sides);
    let whose = whose(&question, &sides);
    let mut words = words::of(&question, &sides, verdict, whose.as_deref());
    words.extend(question.converted);
    Ok(Check {
        verdict,
        whose,
        sides,
        words,
        ..empty
    })
}

fn both_ways(states: &[String; 2]) -> [[&String; 2]; 2] {
    let [one, other] = states;
    [[one, other], [other, one]]
}

/// What the claim counts, by one report.
fn count(question: &Question, reporter: &str, told: &Reported) -> Option<Money> {
    let value = |reading: &Option<Reading>| reading.as_ref().map(|reading| reading.value);
    question.count(reporter, value(&told.exports), value(&told.imports))
}

/// The releases of what takes part.
fn vintages(readings: &[(&'static str, &Reading)]) -> Vec<String> {
    listed(
        readings
            .iter()
            .map(|(_, one)| format!("{} {}", one.dataset, one.vintage)),
    )
}

fn then(question: &Question, reporter: &str, (day, told): (Date, &Reported)) -> Then {
    Then {
        day: day.to_string(),
        value: count(question, reporter, told).map(|value| value.to_string()),
        vintages: vintages(&taking_part(question, reporter, told)),
    }
}

/// The claim beside one report.
fn beside(question: &Question, reporter: &str, now: &Reported, base: Option<&Reported>) -> SideCheck {
    let value = count(question, reporter, now);
    let before = base.and_then(|base| count(question, reporter, base));
    let change = question.change.as_ref();
    let grown = change.and_then(|change| change.between(before?, value?));
    let readings = taking_part(question, reporter, now);
    let of = |reading: &Option<Reading>| reading.as_ref().map(|reading| reading.value.to_string());
    SideCheck {
        reporter: reporter.to_owned(),
        value: value.map(|value| value.to_string()),
        exports: of(&now.exports),
        imports: of(&now.imports),
        valuation: listed(
            readings
                .iter()
                .map(|(flow, one)| format!("{flow} {}", one.valuation)),
        ),
        vintages: vintages(&readings),
        objects: listed(readings.iter().flat_map(|(_, one)| one.objects.iter().cloned())),
        deviation: question
            .amount
            .as_ref()
            .and_then(|amount| Some((amount.value - value?).to_string())),
        within: question
            .amount
            .as_ref()
            .and_then(|amount| Some(amount.holds(value?))),
        base: before.map(|before| before.to_string()),
        change: grown.map(|grown| grown.to_string()),
        change_within: change.and_then(|change| Some(change.holds(grown?))),
        silence: now.silence.clone(),
        then: None,
    }
}

fn taking_part<'a>(
    question: &Question,
    reporter: &str,
    told: &'a Reported,
) -> Vec<(&'static str, &'a Reading)> {
    let [exports, imports] = question.takes(reporter);
    let exports = told
        .exports
        .iter()
        .filter(|_| exports)
        .map(|one| ("exports", one));
    let imports = told
        .imports
        .iter()
        .filter(|_| imports)
        .map(|one| ("imports", one));
    exports.chain(imports).collect()
}

/// Each once, in the order met.
fn listed(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// Whether a side's report bears the claim out; none where it cannot be compared.
///
/// An amount decides where one is told, a change where none is.
fn matches(question: &Question, side: &SideCheck) -> Option<bool> {
    match question.amount {
        Some(_) => side.within,
        None => side.change_within,
    }
}

fn verdict(question: &Question, sides: &[SideCheck]) -> Verdict {
    let judged = |side: &&SideCheck| question.view.as_ref().is_none_or(|view| *view == side.reporter);
    let of: Vec<Option<bool>> = sides
        .iter()
        .filter(judged)
        .map(|side| matches(question, side))
        .collect();
    let (some, right) = (
        of.iter().flatten().count(),
        of.iter().flatten().filter(|&&right| right).count(),
    );
    match (some, right) {
        (0, _) => Verdict::NotCheckable,
        (2, 2) => Verdict::Confirmed,
        (_, 1..) => Verdict::ConfirmedByOneSide,
        (2, 0) if lies_between(question, sides) => Verdict::BetweenTheMirrors,
        _ => Verdict::Contradicted,
    }
}

fn lies_between(question: &Question, sides: &[SideCheck]) -> bool {
    let value = |side: &SideCheck| {
        side.value
            .as_deref()
            .and_then(|value| Money::parse(value, 0).ok())
    };
    let values: Option<Vec<Money>> = sides.iter().map(value).collect();
    let claimed = question.amount.as_ref().map(|amount| amount.value);
    values.zip(claimed).is_some_and(|(values, claimed)| {
        let (low, high) = (values.iter().min(), values.iter().max());
        low.is_some_and(|low| *low < claimed) && high.is_some_and(|high| claimed < *high)
    })
}

/// The one side whose figure the claim is: the only one that matches, else the nearest if it is near. A
/// bound that does not hold is nobody's figure.
fn whose(question: &Question, sides: &[SideCheck]) -> Option<String> {
    let right: Vec<&SideCheck> = sides
        .iter()
        .filter(|side| matches(question, side) == Some(true))
        .collect();
    match right[..] {
        [one] => return Some(one.reporter.clone()),
        [_, ..] => return None,
        [] => {}
    }
    let exact = question.amount.as_ref().filter(|amount| amount.is_exact());
    let claimed = exact?.value.thousandths().abs();
    let off = |side: &SideCheck| {
        Some(
            Money::parse(side.deviation.as_deref()?, 0)
                .ok()?
                .thousandths()
                .abs(),
        )
    };
    let near = |side: &&SideCheck| {
        off(side).is_some_and(|off| off * 10_000 <= claimed * NEAR) && side.change_within != Some(false)
    };
    let mut near = sides.iter().filter(near);
    let one = near.next()?;
    near.next().is_none().then(|| one.reporter.clone())
}
