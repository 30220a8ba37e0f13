//! A check in sentences: whose figure it is, how far off, and what is not there.

use entente_trade::{Areas, Money};

use super::question::{Bounds, Growth, Question};
use super::{SideCheck, Verdict};
use crate::reading::{ChangeKind, Flow, Operator};

/// The sentences of a check, the verdict first.
pub(super) fn of(
    question: &Question,
    sides: &[SideCheck],
    verdict: Verdict,
    whose: Option<&str>,
) -> Vec<String> {
    let mut words = vec![first(question, sides, verdict, whose)];
    words.extend(direction(question));
    for side in sides {
        match &side.value {
            Some(_) => words.extend(told(question, side, whose == Some(&side.reporter))),
            None => words.push(untold(question, side)),
        }
    }
    let doubt = question.doubt.as_ref();
    words.extend(doubt.map(|doubt| {
        format!(
            "\"{doubt}\" may be read otherwise; it was taken for {}",
            question.period
        )
    }));
    words
}

fn first(question: &Question, sides: &[SideCheck], verdict: Verdict, whose: Option<&str>) -> String {
    let view = question.view.as_deref();
    let told_as = view.map(|view| format!(", told as {}'s", name(view)));
    let whose = match (verdict, whose) {
        (Verdict::Contradicted, Some(state)) => {
            format!("; it is {}'s figure, not as printed", name(state))
        }
        (Verdict::Contradicted, None) => format!("; {}", none_holds(sides)),
        (Verdict::ConfirmedByOneSide, Some(state)) => {
            let other = sides.iter().find(|side| side.reporter != state);
            let other = other.map(|side| format!("; {}", other_side(question, side)));
            let is = if question.is_bound() {
                "it holds of"
            } else {
                "it is"
            };
            format!("; {is} {}'s figure{}", name(state), other.unwrap_or_default())
        }
        (_, Some(state)) => format!("; it is {}'s figure", name(state)),
        (_, None) => String::new(),
    };
    format!("{}{}{whose}", verdict.name(), told_as.unwrap_or_default())
}

/// Whose figures contradict a claim.
fn none_holds(sides: &[SideCheck]) -> String {
    let there: Vec<String> = sides
        .iter()
        .filter(|side| side.value.is_some())
        .map(|side| format!("{}'s", name(&side.reporter)))
        .collect();
    match there.as_slice() {
        [one] => format!("{one} figure is another, and the other side's is missing"),
        all => format!("{} figures are others", all.join(" and ")),
    }
}

/// What became of the side that does not confirm.
fn other_side(question: &Question, side: &SideCheck) -> String {
    let told = match &question.amount {
        Some(_) => side.within,
        None => side.change_within,
    };
    let verb = match told {
        Some(true) => "is the same",
        Some(false) => "differs",
        None => "is missing",
    };
    format!("{}'s {verb}", name(&side.reporter))
}

/// What was asked, of a flow that has a direction.
fn direction(question: &Question) -> Option<String> {
    let whose = question.whose.as_deref()?;
    let (from, other) = (name(whose), name(question.other(whose)));
    let what = match question.flow {
        Flow::Exports => format!("exports to {other}"),
        Flow::Imports => format!("imports from {other}"),
        Flow::Deficit => format!("deficit with {other}"),
        _ => format!("balance with {other}"),
    };
    Some(format!(
        "taken for {from}'s {what}, all goods, of {}",
        question.period
    ))
}

/// What a side tells; `meant` says whether it is the one whose figure the claim is.
fn told(question: &Question, side: &SideCheck, meant: bool) -> Vec<String> {
    let mut words = vec![report(question, side)];
    words.extend(known_then(side));
    if let Some(amount) = &question.amount {
        let told_as = question.view.as_deref();
        let of_another = told_as.is_some_and(|view| view != side.reporter);
        words.extend(if of_another {
            beside(amount, side)
        } else {
            distance(amount, side, meant)
        });
    }
    if let Some(change) = &question.change {
        words.push(grown(change, side));
    }
    words
}

/// What a side reports, and by which release.
fn report(question: &Question, side: &SideCheck) -> String {
    let other = name(question.other(&side.reporter));
    let flows = [
        ("exports", "to", &side.exports),
        ("imports", "from", &side.imports),
    ];
    let parts: Vec<String> = flows
        .into_iter()
        .zip(question.takes(&side.reporter))
        .filter(|(_, takes)| *takes)
        .filter_map(|((flow, way, value), _)| {
            let valuation = side.valuation.iter().find_map(|one| one.strip_prefix(flow));
            let with = match question.flow {
                Flow::Exports | Flow::Imports => format!(" {way} {other}"),
                _ => String::new(),
            };
            Some(format!(
                "{flow}{with}{} {}",
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

/// How far a claim that is told as the other side's is from it, which decides nothing.
fn beside(amount: &Bounds, side: &SideCheck) -> Option<String> {
    let off = money(side.deviation.as_deref()?)?;
    let value = money(side.value.as_deref()?)?;
    Some(format!(
        "the claimed {} is {}, and not told as {}'s",
        scaled(amount.value, amount.scale),
        away(off, value, "it"),
        name(&side.reporter)
    ))
}

/// How far the claim is from it.
fn distance(amount: &Bounds, side: &SideCheck, meant: bool) -> Option<String> {
    let off = money(side.deviation.as_deref()?)?;
    let value = money(side.value.as_deref()?)?;
    let claimed = claimed(amount);
    Some(match (amount.ends(), side.within) {
        ([Some(low), Some(high)], Some(true)) => {
            format!(
                "the claimed {claimed} is {} and holds it: as written it stands for {low:#} to {high:#}",
                away(off, value, "it")
            )
        }
        ([Some(low), Some(high)], _) if amount.is_exact() => format!(
            "the claimed {claimed} is {}, outside the rounding of the figure as printed, which stands for \
             {low:#} to {high:#}; rounded alike the report is {}{}",
            away(off, value, "it"),
            scaled(rounded(value, amount.half_unit), amount.scale),
            if meant {
                ". A slip, or a release that is not in the books"
            } else {
                ""
            },
        ),
        ([Some(low), Some(high)], _) => format!(
            "the claimed {claimed} is {}, outside what \"about\" is taken for, {low:#} to {high:#}",
            away(off, value, "it")
        ),
        (_, within) => {
            let holds = if within == Some(true) {
                "holds"
            } else {
                "does not hold"
            };
            let bound = scaled(amount.value, amount.scale);
            format!(
                "{claimed}, as claimed, {holds}: it is {}",
                away(-off, value, &bound)
            )
        }
    })
}

/// `171 306 below it (0.2 %)`; the share is of the report.
fn away(off: Money, value: Money, what: &str) -> String {
    if off == Money::ZERO {
        return format!("equal to {what}");
    }
    let way = if off < Money::ZERO { "below" } else { "above" };
    format!("{:#} {way} {what} ({})", off.abs(), share(off, value))
}

/// The amount with the word that compares it.
pub(super) fn claimed(amount: &Bounds) -> String {
    compared(amount.operator, scaled(amount.value, amount.scale))
}

fn compared(operator: Operator, size: String) -> String {
    let word = match operator {
        Operator::Equal => return size,
        Operator::About => "about",
        Operator::AtLeast => "at least",
        Operator::AtMost => "at most",
        Operator::Below => "less than",
        Operator::Above => "more than",
    };
    format!("{word} {size}")
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
    let base = change.base;
    let claimed = compared(change.operator, size(change.kind, change.size));
    let Some((before, found)) = side.base.as_deref().zip(side.change.as_deref().and_then(money)) else {
        return format!(
            "of {base} {} reports nothing to compare with",
            name(&side.reporter)
        );
    };
    let found = size(change.kind, hundredths(found));
    let verdict = match (change.operator, side.change_within) {
        (Operator::Equal, Some(true)) => format!("inside the rounding of {claimed} as claimed"),
        (Operator::Equal, _) => format!("outside the rounding of {claimed} as claimed"),
        (_, Some(true)) => format!("and {claimed}, as claimed, holds"),
        _ => format!("and {claimed}, as claimed, does not hold"),
    };
    format!("from {} in {base} that is {found}, {verdict}", grouped(before))
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
