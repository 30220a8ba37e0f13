//! What a side tells that no figure of a row holds, and why.
//!
//! Two things keep a figure out before any source is chosen: no rate of exchange
//! brings it into dollars, or it is of a year and months are asked for. Neither is
//! silence. What cannot be set beside the other side's figure is the choice's to say.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Currency, Edition, Frequency, Period, Side, Vintage};

use super::Request;
use super::basis::{SideBasis, left_out};
use super::choice::Choice;
use super::statement::{MissingRate, Source, Statements};

/// A cell whose figure no rate brings into dollars.
pub(super) struct Unconverted {
    pub(super) source: Source,
    pub(super) period: Period,
    pub(super) commodity: Commodity,
    pub(super) edition: Edition,
    pub(super) vintage: Vintage,
    pub(super) rates: Vec<MissingRate>,
}

/// Why a source's figures of a period are left out.
enum Why {
    NoRate(BTreeSet<Currency>),
    YearOnly,
}

/// What is left out of the periods of a request, by source.
#[derive(Default)]
pub(crate) struct Left {
    months: bool,
    all: BTreeMap<(Period, Source), (Vintage, Why)>,
}

impl Left {
    pub(super) fn of(request: &Request, statements: &Statements, unconverted: &[Unconverted]) -> Self {
        let months = request.frequency == Frequency::Monthly;
        let mut left = Self {
            months,
            ..Self::default()
        };
        for one in unconverted {
            left.add_unconverted(one);
        }
        let years = statements
            .iter()
            .filter(|(source, _)| months && source.frequency == Frequency::Annual);
        for (&source, said) in years {
            for ((year, _), statement) in said {
                left.add((*year, source), statement.vintage, Why::YearOnly);
            }
        }
        left
    }

    fn add_unconverted(&mut self, one: &Unconverted) {
        let year_only = self.months && one.source.frequency == Frequency::Annual;
        let currencies = one.rates.iter().map(|rate| rate.currency).collect();
        let (place, why) = match (year_only, self.months) {
            (true, _) => (one.period, Why::YearOnly),
            (false, true) => (one.period, Why::NoRate(currencies)),
            (false, false) => (one.period.whole_year(), Why::NoRate(currencies)),
        };
        self.add((place, one.source), one.vintage, why);
    }

    fn add(&mut self, place: (Period, Source), vintage: Vintage, why: Why) {
        match self.all.get_mut(&place) {
            None => {
                self.all.insert(place, (vintage, why));
            }
            Some((known, reason)) => {
                *known = vintage.max(*known);
                if let (Why::NoRate(known), Why::NoRate(more)) = (reason, why) {
                    known.extend(more);
                }
            }
        }
    }

    /// What a side tells of a period, or of the year it lies in, that is left out; figures of the
    /// period itself first.
    fn told(&self, side: Side, period: Period) -> impl Iterator<Item = (Source, Vintage, &Why)> {
        let places = BTreeSet::from([period, period.whole_year()]);
        let found = places.into_iter().rev().flat_map(|place| {
            let of_place = self.all.iter().filter(move |((period, _), _)| *period == place);
            of_place.map(|((_, source), (vintage, why))| (*source, *vintage, why))
        });
        found.filter(move |(source, _, _)| source.side == side)
    }

    /// Whether a side without a figure of a period tells some that are left out.
    pub(super) fn has(&self, side: Side, period: Period) -> bool {
        !self.all.is_empty() && self.told(side, period).next().is_some()
    }

    /// Where both figures of a choice come from, and what of them is left out.
    pub(super) fn basis(&self, period: Period, choice: &Choice<'_>) -> [Option<SideBasis>; 2] {
        let mut sides = choice.basis();
        for (side, basis) in [Side::Export, Side::Import].into_iter().zip(&mut sides) {
            let chosen = choice.source(side);
            let mut told = self.told(side, period);
            match basis {
                None => {
                    let first = told.next();
                    *basis = first.map(|(source, vintage, why)| left_out(source, vintage, &why.words()));
                }
                Some(basis) => {
                    let of_chosen = told.find(|(source, _, _)| chosen == Some(*source));
                    if let Some((_, _, Why::NoRate(currencies))) = of_chosen {
                        let currencies = joined(currencies);
                        let note = format!("; figures in {currencies} left out, no rate of exchange");
                        basis.derivation.push_str(&note);
                    }
                }
            }
        }
        sides
    }
}

impl Why {
    fn words(&self) -> String {
        match self {
            Self::NoRate(currencies) => no_rate(&joined(currencies)),
            Self::YearOnly => "year only".to_owned(),
        }
    }
}

/// What is told in these currencies.
pub(super) fn no_rate(currencies: &str) -> String {
    format!("figures in {currencies}, no rate of exchange")
}

/// `RSD`, `RSD and XXX`.
pub(super) fn joined(currencies: &BTreeSet<Currency>) -> String {
    let all: Vec<String> = currencies.iter().map(Currency::to_string).collect();
    all.join(" and ")
}
