//! A check in sentences: whose figure it is, how far off, and what is not there.

use entente_trade::{Areas, Money};

use super::question::{Bounds, Growth, Question};
use super::{SideCheck, Verdict};
use crate::reading::{ChangeKind, Flow};

/// The sentences of a check, the verdict first.
pub(super) fn of(
    question: &Question,
    sides: &[SideCheck],
    verdict: Verdict,
    whose: Option<&str>,
) -> Vec<String> {
    let mut words = vec![first(question, verdict, whose)];
    for side in sides {
        match &side.value {
            Some(_) => words.extend(told(question, side)),
            None => words.push(untold(question, side)),
        }
    }
    words
}

fn first(question: &Question, verdict: Verdict, whose: Option<&str>) -> String {
    let told_as = question
        .view
        .as_deref()
        .map(|view| format!(", told as {}'s", name(view)));
    let whose = match whose {
        Some(state) if verdict == Verdict::Contradicted => {
            format!("; it is {}'s figure, not as printed", name(state))
        }
        Some(state) => format!("; it is {}'s figure", name(state)),
        None => String::new(),
    };
    format!("{}{}{whose}", verdict.name(), told_as.unwrap_or_default())
}

fn told(question: &Question, side: &SideCheck) -> Vec<String> {
    let mut words = vec![report(question, side)];
    words.extend(known_then(side));
    if let Some(amount) = &question.amount {
        words.extend(distance(amount, side));
    }
    if let Some(change) = &question.change {
        words.push(grown(change, side));
    }
    words
}

/// What a side reports, and by which release.
fn report(question: &Question, side: &SideCheck) -> String {
    let flows = [("exports", &side.exports), ("imports", &side.imports)];
    let parts: Vec<String> = flows
        .into_iter()
        .zip(question.takes())
        .filter(|(_, takes)| *takes)
        .filter_map(|((flow, value), _)| {
            let valuation = side.valuation.iter().find_map(|one| one.strip_prefix(flow));
            Some(format!(
                "{flow}{} {}",
                valuation.unwrap_or_default(),
                grouped(value.as_deref()?)
            ))
        })
        .collect();
    let whole = match question.flow {
        Flow::Exports | Flow::Imports => String::new(),
        _ => format!(
            "{} {}: ",
            flow(question.flow),
            grouped(side.value.as_deref().unwrap_or_default())
        ),
    };
    format!(
        "{} reports for {} {whole}{} US dollars ({})",
        name(&side.reporter),
        question.period,
        parts.join(", "),
        side.vintages.join(", ")
    )
}

/// What was known when the claim was published, if that was of another release.
fn known_then(side: &SideCheck) -> Option<String> {
    let then = side.then.as_ref().filter(|then| then.vintages != side.vintages)?;
    let release = then.vintages.join(", ");
    Some(match &then.value {
        Some(value) if Some(value) == side.value.as_ref() => {
            format!(
                "the same by the release known on {}, when it was published ({release})",
                then.day
            )
        }
        Some(value) => format!(
            "on {}, when it was published, the release known said {} ({release})",
            then.day,
            grouped(value)
        ),
        None => format!(
            "on {}, when it was published, the books would have had no such figure",
            then.day
        ),
    })
}

fn flow(flow: Flow) -> &'static str {
    match flow {
        Flow::Turnover => "a turnover of",
        Flow::Balance => "a balance of",
        Flow::Deficit => "a deficit of",
        _ => "",
    }
}

/// How far the claim is from it.
fn distance(amount: &Bounds, side: &SideCheck) -> Option<String> {
    let off = money(side.deviation.as_deref()?)?;
    let value = money(side.value.as_deref()?)?;
    let claimed = scaled(amount.value, amount.scale);
    let reach = match amount.ends() {
        [Some(low), Some(high)] => format!("{low:#} to {high:#}"),
        [Some(low), None] => format!("{low:#} and more"),
        [None, Some(high)] => format!("up to {high:#}"),
        [None, None] => String::new(),
    };
    if side.within == Some(true) {
        return Some(format!(
            "the claimed {claimed} holds it: as written it stands for {reach}"
        ));
    }
    let way = if off < Money::ZERO { "below" } else { "above" };
    Some(format!(
        "the claimed {claimed} is {:#} {way} it ({}), outside the rounding of the figure as printed, which \
         stands for {reach}; rounded alike the report is {}. A slip, or a release that is not in the books",
        off.abs(),
        share(off, value),
        scaled(rounded(value, amount.half_unit), amount.scale),
    ))
}

/// A figure rounded to twice a half unit, half away from zero.
fn rounded(value: Money, half_unit: Money) -> Money {
    let unit = half_unit.thousandths() * 2;
    let units = entente_trade::money::share(value.thousandths(), 1, unit);
    Money::from_thousandths(if unit > 0 {
        units * unit
    } else {
        value.thousandths()
    })
}

fn grown(change: &Growth, side: &SideCheck) -> String {
    let (claimed, base) = (size(change.kind, change.size), change.base);
    let Some((before, found)) = side.base.as_deref().zip(side.change.as_deref().and_then(money)) else {
        return format!(
            "of {base} {} reports nothing to compare with",
            name(&side.reporter)
        );
    };
    let found = size(change.kind, hundredths(found));
    let verb = match side.change_within {
        Some(true) => "inside the rounding of",
        _ => "outside the rounding of",
    };
    format!(
        "from {} in {base} that is {found}, {verb} {claimed} as claimed",
        grouped(before)
    )
}

fn size(kind: ChangeKind, size: Money) -> String {
    match kind {
        ChangeKind::Factor => format!("a factor of {size}"),
        ChangeKind::Percent => format!("{size} %"),
        ChangeKind::Absolute => format!("{size:#} US dollars"),
    }
}

fn hundredths(size: Money) -> Money {
    rounded(size, Money::from_thousandths(5))
}

fn untold(question: &Question, side: &SideCheck) -> String {
    let why = side.silence.as_deref().map(|why| format!(": {why}"));
    format!(
        "no figure of {} reported by {} is in the books{}",
        question.period,
        name(&side.reporter),
        why.unwrap_or_default()
    )
}

/// Millions, billions or thousands, as the claim was written.
pub(super) fn scaled(amount: Money, scale: u8) -> String {
    let (divisor, word) = match scale {
        3 => (1_000, " thousand"),
        6 => (1_000_000, " million"),
        9 => (1_000_000_000, " billion"),
        _ => return format!("{amount:#}"),
    };
    let thousandths = entente_trade::money::share(amount.thousandths(), 1, divisor);
    format!("{}{word}", Money::from_thousandths(thousandths))
}

fn share(off: Money, value: Money) -> String {
    let tenths = entente_trade::money::share(off.thousandths().abs(), 1_000, value.thousandths().abs());
    format!("{}.{} %", tenths / 10, tenths % 10)
}

fn money(text: &str) -> Option<Money> {
    Money::parse(text, 0).ok()
}

fn grouped(text: &str) -> String {
    money(text).map_or_else(|| text.to_owned(), |amount| format!("{amount:#}"))
}

/// The English name of a state, or its code.
pub(super) fn name(alpha3: &str) -> String {
    let areas = Areas::standard();
    let entry = areas.resolve(alpha3).ok().and_then(|area| areas.entry(area));
    entry.map_or_else(|| alpha3.to_owned(), |entry| entry.name_en.to_owned())
}
