//! What a claim asks of the books, or why it asks nothing.

use entente_trade::Money;

use super::words::name;
use crate::reading::{ChangeKind, Flow, Modality, Operator, When};
use crate::record::{Figure, Record, Said, Shift, Unit};

/// A claim as it can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Alpha-3 codes of the two states.
    pub states: [String; 2],
    /// Alpha-3 code of the state whose statistics it is told to be.
    pub view: Option<String>,
    /// What it counts.
    pub flow: Flow,
    /// Alpha-3 code of the state whose exports, imports or balance it is; none for turnover, which has no
    /// direction.
    pub whose: Option<String>,
    /// The period.
    pub period: When,
    /// The words for the period, where they may be read otherwise.
    pub doubt: Option<String>,
    /// The amount, if it tells one.
    pub amount: Option<Bounds>,
    /// The change, if it tells one.
    pub change: Option<Growth>,
    /// How the amount came to be in US dollars, where it is told in another currency.
    pub converted: Option<String>,
}

/// An amount of a currency in US dollars at the rate of a period, where there is one.
pub(super) type Rate<'a> = &'a dyn Fn(Money, &str, When) -> Option<Money>;

/// An amount with what its writing leaves open, in US dollars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// As claimed.
    pub value: Money,
    /// Half a unit of its last digit.
    pub half_unit: Money,
    /// How it compares.
    pub operator: Operator,
    /// The power of ten it is written in.
    pub scale: u8,
}

/// A change with what its writing leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// Factor, percentage or amount.
    pub kind: ChangeKind,
    /// Thousandths of its size.
    pub size: Money,
    /// Half a unit of its last digit.
    pub half_unit: Money,
    /// How it compares.
    pub operator: Operator,
    /// The period it is against.
    pub base: When,
}

/// Of a hundred: as far as "about" reaches to either side (choice).
const ABOUT: i128 = 5;

impl Question {
    /// What a claim asks.
    ///
    /// # Errors
    /// Why it asks nothing that trade figures can answer.
    pub fn of(claim: &Record, rate: Rate<'_>) -> Result<Self, String> {
        let modality = claim.one(|said| match said {
            Said::Modality(modality) => Some(*modality),
            _ => None,
        });
        if let Some(Modality::Target | Modality::Forecast) = modality {
            return Err("a target or forecast is no figure of what was".to_owned());
        }
        let flow = flow(claim)?;
        let products = claim.one(|said| match said {
            Said::Products(products) => Some(products),
            _ => None,
        });
        if let Some(products) = products {
            return Err(format!(
                "\"{products}\" is a part of all goods that no list of codes defines"
            ));
        }
        let states = states(claim)?;
        let view = view(claim, &states)?;
        let whose = whose(claim, flow, &states, view.as_deref())?;
        let (period, doubt) = period(claim)?;
        let (amount, converted) = amount(claim, period, rate)?.unzip();
        let change = change(claim, period);
        if amount.is_none() && change.is_none() {
            return Err("it tells neither an amount nor a change that can be compared".to_owned());
        }
        Ok(Self {
            states,
            view,
            flow,
            whose,
            period,
            doubt,
            amount,
            change,
            converted: converted.flatten(),
        })
    }

    /// Whether a state is the one whose trade the claim tells of; either is where it has no direction.
    fn is_of(&self, reporter: &str) -> bool {
        self.whose.as_deref().is_none_or(|whose| whose == reporter)
    }

    /// What the claim counts, of one side's exports and imports: what one sends the other receives.
    pub fn count(&self, reporter: &str, exports: Option<Money>, imports: Option<Money>) -> Option<Money> {
        let (sent, received) = if self.is_of(reporter) {
            (exports, imports)
        } else {
            (imports, exports)
        };
        match self.flow {
            Flow::Turnover => Some(sent? + received?),
            Flow::Exports => sent,
            Flow::Imports => received,
            Flow::Balance => Some(sent? - received?),
            Flow::Deficit => Some(received? - sent?),
            Flow::Investment | Flow::Count | Flow::Unspecified => None,
        }
    }

    /// Whether a side's exports take part, and its imports.
    pub fn takes(&self, reporter: &str) -> [bool; 2] {
        match (self.flow, self.is_of(reporter)) {
            (Flow::Exports, own) => [own, !own],
            (Flow::Imports, own) => [!own, own],
            _ => [true, true],
        }
    }

    /// Whether it is told as a bound, "more than" or "at most".
    pub fn is_bound(&self) -> bool {
        let amount = self.amount.as_ref().map(|amount| amount.operator);
        let told = amount.or_else(|| Some(self.change.as_ref()?.operator));
        !matches!(told, None | Some(Operator::Equal | Operator::About))
    }

    /// The other state of the two.
    pub fn other(&self, state: &str) -> &str {
        let [one, other] = &self.states;
        if one == state { other } else { one }
    }
}

impl Bounds {
    /// Whether it is written as one figure, and not as a bound or thereabouts.
    pub fn is_exact(&self) -> bool {
        self.operator == Operator::Equal
    }

    /// The least and the greatest figure that the writing allows. A bound is meant as it is written: it has
    /// no half unit.
    pub fn ends(&self) -> [Option<Money>; 2] {
        let about = Money::from_thousandths(self.value.thousandths().abs() * ABOUT / 100).max(self.half_unit);
        let around = |by: Money| [Some(self.value - by), Some(self.value + by)];
        match self.operator {
            Operator::Equal => around(self.half_unit),
            Operator::About => around(about),
            Operator::AtLeast | Operator::Above => [Some(self.value), None],
            Operator::AtMost | Operator::Below => [None, Some(self.value)],
        }
    }

    /// Whether a figure is one of those.
    pub fn holds(&self, figure: Money) -> bool {
        let [low, high] = self.ends();
        let strict = matches!(self.operator, Operator::Above | Operator::Below);
        low.is_none_or(|low| low <= figure)
            && high.is_none_or(|high| figure <= high)
            && !(strict && figure == self.value)
    }
}

impl Growth {
    /// The change from one figure to another in the claim's terms, thousandths rounded half away from zero.
    pub fn between(&self, base: Money, value: Money) -> Option<Money> {
        let (base, value) = (base.thousandths(), value.thousandths());
        let ratio = |numerator, scale| {
            (base > 0).then(|| Money::from_thousandths(entente_trade::money::share(numerator, scale, base)))
        };
        match self.kind {
            ChangeKind::Factor => ratio(value, 1_000),
            ChangeKind::Percent => ratio(value - base, 100_000),
            ChangeKind::Absolute => Some(Money::from_thousandths(value - base)),
        }
    }

    /// Whether a change is one that the writing allows. "Fell by more than 10 %" is a fall of more.
    pub fn holds(&self, change: Money) -> bool {
        let falls = self.size < Money::ZERO;
        let turned = |money: Money| if falls { -money } else { money };
        let bounds = Bounds {
            value: turned(self.size),
            half_unit: self.half_unit,
            operator: self.operator,
            scale: 0,
        };
        bounds.holds(turned(change))
    }
}

fn flow(claim: &Record) -> Result<Flow, String> {
    let flow = claim.one(|said| match said {
        Said::Flow(flow) => Some(*flow),
        _ => None,
    });
    match flow {
        Some(Flow::Count) => Err("it counts something else than trade".to_owned()),
        Some(Flow::Investment) => Err("investment is not in the books".to_owned()),
        Some(Flow::Unspecified) | None => Err("the sentence does not say what it counts".to_owned()),
        Some(flow) => Ok(flow),
    }
}

/// The period, and the words for it where they may be read otherwise.
fn period(claim: &Record) -> Result<(When, Option<String>), String> {
    let period = claim.one(|said| match said {
        Said::Period(period) => Some(period),
        _ => None,
    });
    let period = period.ok_or("it tells no period")?;
    let words = period.written.as_deref().unwrap_or("its period");
    let when = period.when.ok_or_else(|| {
        format!("\"{words}\" needs the day of publication: read the source again with --published DATE")
    })?;
    Ok((when, period.ambiguous.then(|| words.to_owned())))
}

fn states(claim: &Record) -> Result<[String; 2], String> {
    let pair = claim.one(|said| match said {
        Said::Pair(pair) => Some(pair.as_str()),
        _ => None,
    });
    let pair = pair.ok_or("nobody said which two states it is about")?;
    let (one, other) = pair
        .split_once('-')
        .ok_or_else(|| format!("{pair:?} is no pair of states"))?;
    Ok([one.to_owned(), other.to_owned()])
}

/// The state whose statistics it is told to be.
fn view(claim: &Record, states: &[String; 2]) -> Result<Option<String>, String> {
    let view = claim.one(|said| match said {
        Said::ReporterView(state) => Some(state),
        _ => None,
    });
    match view {
        Some(state) if !states.contains(state) => Err(format!(
            "it is told as a figure of {}, which is not of this pair ({})",
            name(state),
            both(states)
        )),
        view => Ok(view.cloned()),
    }
}

/// Whose exports, imports or balance it is: of a flow with a partner the other state's, else the one's whose
/// statistics it is told to be.
fn whose(
    claim: &Record,
    flow: Flow,
    states: &[String; 2],
    view: Option<&str>,
) -> Result<Option<String>, String> {
    let partner = claim.one(|said| match said {
        Said::Partner(state) => Some(state),
        _ => None,
    });
    if let Some(third) = partner.filter(|partner| !states.contains(partner)) {
        return Err(format!(
            "it is about trade with {}, which is not of this pair ({})",
            name(third),
            both(states)
        ));
    }
    if flow == Flow::Turnover {
        return Ok(None);
    }
    let [one, other] = states;
    match (partner, view) {
        (Some(partner), _) if partner == one => Ok(Some(other.clone())),
        (Some(_), _) => Ok(Some(one.clone())),
        (None, Some(view)) => Ok(Some(view.to_owned())),
        (None, None) => Err(format!(
            "it does not say between whom, in which direction: if it is {}'s with {}, `entente register add {} \
             --set partner={other}`",
            name(one),
            name(other),
            claim.id
        )),
    }
}

fn both(states: &[String; 2]) -> String {
    states.each_ref().map(|state| name(state)).join(" and ")
}

/// The amount in US dollars, and how it came to be in them.
fn amount(claim: &Record, period: When, rate: Rate<'_>) -> Result<Option<(Bounds, Option<String>)>, String> {
    let figure = claim.one(|said| match said {
        Said::Amount(figure) => Some(figure),
        _ => None,
    });
    let operator = claim.one(|said| match said {
        Said::Operator(operator) => Some(*operator),
        _ => None,
    });
    let Some(figure) = figure else {
        return Ok(None);
    };
    let told = bounds(figure, operator.unwrap_or(Operator::Equal))?;
    match &figure.unit {
        Unit::Currency(code) if code == "USD" => Ok(Some((told, None))),
        Unit::Currency(code) => {
            let dollars = |amount| rate(amount, code, period);
            let both = dollars(told.value).zip(dollars(told.half_unit));
            let (value, half_unit) = both.ok_or_else(|| {
                format!(
                    "it is in {code}, and no rate of exchange of {period} is in the home (add it to rates.csv)"
                )
            })?;
            let words = format!(
                "{} {code} are {value} US dollars at the rate of {period}",
                told.value
            );
            let bounds = Bounds {
                value,
                half_unit,
                ..told
            };
            Ok(Some((bounds, Some(words))))
        }
        Unit::Of(things) => Err(format!("it counts {things}, which no trade figure does")),
    }
}

fn bounds(figure: &Figure, operator: Operator) -> Result<Bounds, String> {
    let read =
        |text: &str| Money::parse(text, 0).map_err(|expected| format!("found {text:?}, expected {expected}"));
    Ok(Bounds {
        value: read(&figure.value)?,
        half_unit: read(&figure.half_unit)?,
        operator,
        scale: figure.scale,
    })
}

fn change(claim: &Record, period: When) -> Option<Growth> {
    let shift = claim.one(|said| match said {
        Said::Change(shift) => Some(shift),
        _ => None,
    })?;
    Some(Growth {
        kind: shift.kind,
        size: Money::parse(&shift.value, 0).ok()?,
        half_unit: half_unit(shift),
        operator: shift.operator,
        base: shift.base.or_else(|| year_before(period))?,
    })
}

/// Half a unit of the last digit of a decimal.
fn half_unit(shift: &Shift) -> Money {
    let decimals = shift
        .value
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let decimals = u32::try_from(decimals).unwrap_or(3).min(3);
    Money::from_thousandths(500 / 10_i128.pow(decimals))
}

/// The same months, or the year, of the year before.
fn year_before(period: When) -> Option<When> {
    let back = |stamp: crate::reading::Stamp| {
        let text = stamp.to_string();
        let (year, rest) = text.split_at_checked(4)?;
        let year: u16 = year.parse().ok()?;
        crate::reading::Stamp::parse(&format!("{:04}{rest}", year.checked_sub(1)?))
    };
    Some(When {
        first: back(period.first)?,
        last: back(period.last)?,
    })
}
