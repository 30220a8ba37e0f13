//! Figures as a case writes them: exact decimals, or printed ones with a tolerance.

use std::fmt;

use entente_trade::Money;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};

/// A decimal as its digits; also used for years and codes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number(String);

impl Number {
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn money(&self, unit: &Unit) -> Result<Money, String> {
        Money::parse(&self.0, unit.exponent).map_err(|error| format!("`{}` is not {error}", self.0))
    }

    pub(super) fn fraction(&self) -> Result<f64, String> {
        self.0.parse().map_err(|_| format!("`{}` is no number", self.0))
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
        Ok(Number(value.to_string()))
    }

    /// The shortest decimal of a float is the one that was written, up to 15 digits.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Number, E> {
        let text = value.to_string();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits > 15 {
            return Err(E::custom(format!(
                "put `{text}` in quotes: it has more than 15 digits"
            )));
        }
        Ok(Number(text))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Number, E> {
        Ok(Number(value.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NumberVisitor)
    }
}

/// An expected figure: exact, or as printed with a tolerance.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    printed: Number,
    within: Option<Number>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    printed: Number,
    within: Number,
    /// Why the tolerance is more than half the last printed digit.
    because: Option<String>,
}

impl Figure {
    pub(super) fn admits_money(&self, found: Money, unit: &Unit) -> bool {
        let within = self
            .within
            .as_ref()
            .map_or(Ok(Money::ZERO), |within| within.money(unit));
        let printed = self.printed.money(unit);
        matches!((printed, within), (Ok(printed), Ok(within)) if (found - printed).abs() <= within)
    }

    /// Ratios are floats: where no tolerance is printed the last bits are forgiven.
    pub(super) fn admits_ratio(&self, found: f64) -> bool {
        let within = self.within.as_ref().map_or(Ok(0.0), Number::fraction);
        matches!((self.printed.fraction(), within), (Ok(printed), Ok(within)) if (found - printed).abs() <= within + 1e-9)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.within {
            Some(within) => write!(out, "{} ± {}", self.printed.0, within.0),
            None => out.write_str(&self.printed.0),
        }
    }
}

impl TryFrom<Printed> for Figure {
    type Error = String;

    fn try_from(figure: Printed) -> Result<Self, String> {
        let decimals = figure
            .printed
            .0
            .split_once('.')
            .map_or(0, |(_, after)| after.len());
        let half = format!("0.{}5", "0".repeat(decimals));
        let (within, limit) = (figure.within.fraction()?, half.parse().unwrap_or(0.0));
        if within > limit && figure.because.is_none() {
            let more = "is more than half the last printed digit";
            return Err(format!("within = {} {more}: say `because`", figure.within.0));
        }
        Ok(Self {
            printed: figure.printed,
            within: Some(figure.within),
        })
    }
}

struct FigureVisitor;

impl<'de> Visitor<'de> for FigureVisitor {
    type Value = Figure;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number, or { printed = …, within = … }")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Figure, E> {
        NumberVisitor.visit_i64(value).map(exact)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Figure, E> {
        NumberVisitor.visit_f64(value).map(exact)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Figure, E> {
        NumberVisitor.visit_str(value).map(exact)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Figure, M::Error> {
        let printed = Printed::deserialize(MapAccessDeserializer::new(map))?;
        Figure::try_from(printed).map_err(M::Error::custom)
    }
}

fn exact(printed: Number) -> Figure {
    Figure {
        printed,
        within: None,
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(FigureVisitor)
    }
}

/// A currency and a scale, such as `USD million`.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    words: String,
    exponent: i32,
}

impl Unit {
    /// A currency alone counts single units.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (_, scale) = text.split_once(' ').unwrap_or((text, ""));
        let exponent = match scale {
            "" => 0,
            "thousand" => 3,
            "million" => 6,
            "billion" => 9,
            other => {
                let known = "`thousand`, `million` or `billion`";
                return Err(format!(
                    "unit: `{other}` is no scale; write {known} after the currency"
                ));
            }
        };
        Ok(Self {
            words: text.to_owned(),
            exponent,
        })
    }

    /// An amount in this unit, all its digits.
    pub(super) fn print(&self, amount: Money) -> String {
        let digits = self.exponent.unsigned_abs() as usize + 3;
        let text = format!(
            "{:0>width$}",
            amount.thousandths().unsigned_abs(),
            width = digits + 1
        );
        let (whole, after) = text.split_at(text.len() - digits);
        let sign = if amount < Money::ZERO { "-" } else { "" };
        let after = after.trim_end_matches('0');
        let point = if after.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{after} {}", self.words)
    }
}
