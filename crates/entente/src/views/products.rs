//! The goods of one direction by one side's report: in a period, and between two.

use std::collections::BTreeMap;

use entente_brief::content::Release;
use entente_brief::content::growth::{Growth, Product};
use entente_brief::content::products::{ProductLine, Products};
use entente_mirror::comparison::Told;
use entente_mirror::indicators::{Basket, Flows};
use entente_trade::{Commodity, Money, Period, Side};

use super::{Asked, Views};
use crate::failure::Failure;

/// Periods of a course, the one asked for among them.
const COURSE: i32 = 8;

/// The goods of a period with their courses, and what spoke for them.
pub(crate) type Courses = (Products, Vec<Release>);

/// What changed between two periods, and what spoke for them.
pub(crate) type Change = (Growth, Vec<Release>);

/// One side's report of a direction.
struct Report {
    flows: Flows,
    releases: Vec<Release>,
}

impl Views<'_> {
    fn report(&self, asked: Asked, side: Side) -> Result<Report, Failure> {
        let Told { totals, details } = self.comparison.told_by(side, &self.question(asked))?;
        let [exporter, importer] = asked.pair;
        let reporter = match side {
            Side::Export => exporter,
            Side::Import => importer,
        };
        let mut releases = self.releases(asked, &totals, &[side])?;
        for release in self.releases(asked, &details, &[side])? {
            if !releases.contains(&release) {
                releases.push(release);
            }
        }
        let flows = Flows::reported_by(reporter, [&details.cells], asked.key);
        Ok(Report {
            flows: flows.with_totals([&totals.cells], asked.key),
            releases,
        })
    }

    /// The goods of the last period asked for that a side tells; none where it tells no goods.
    ///
    /// # Errors
    /// What the disk or a damaged book refuses.
    pub(crate) fn products(&self, asked: Asked, side: Side) -> Result<Option<Courses>, Failure> {
        let told = self.report(asked, side)?;
        let mut periods: Vec<Period> = told.flows.periods().collect();
        let goods = |period: &Period| basket(&told.flows, side, *period).is_some();
        periods.retain(goods);
        let Some(&period) = periods.last() else {
            return Ok(None);
        };
        let before = period.plus(1 - COURSE);
        let course = Asked {
            span: [before, Some(period)],
            ..asked
        };
        let told = self.report(course, side)?;
        let other = self.report(course, side.other())?;
        let Some(total) = told.flows.total(side, period) else {
            return Ok(None);
        };
        let lines = basket(&told.flows, side, period).unwrap_or_default();
        let lines = lines.iter().map(|(&commodity, &value)| ProductLine {
            commodity,
            value,
            other: basket(&other.flows, side.other(), period)
                .and_then(|goods| goods.get(&commodity).copied()),
            course: courses(&told.flows, side, (period, commodity)),
        });
        let [exporter, importer] = asked.pair;
        let products = Products {
            exporter,
            importer,
            side,
            period,
            total,
            before: period.plus(-1).and_then(|before| told.flows.total(side, before)),
            lines: lines.collect(),
        };
        let releases = told.releases.into_iter().chain(other.releases);
        Ok(Some((products, releases.collect())))
    }

    /// What changed between the first and the last period asked for that a side tells; none where it
    /// tells fewer than two.
    ///
    /// # Errors
    /// As [`Self::products`].
    pub(crate) fn growth(&self, asked: Asked, side: Side) -> Result<Option<Change>, Failure> {
        let told = self.report(asked, side)?;
        let flows = &told.flows;
        let periods: Vec<Period> = flows
            .periods()
            .filter(|&period| flows.total(side, period).is_some())
            .collect();
        let [first, .., last] = periods.as_slice() else {
            return Ok(None);
        };
        let periods = [*first, *last];
        let totals = periods.map(|period| flows.total(side, period).unwrap_or_default());
        let goods = periods.map(|period| basket(flows, side, period).unwrap_or_default());
        let mut products: BTreeMap<Commodity, [Option<Money>; 2]> = BTreeMap::new();
        for (at, goods) in goods.iter().enumerate() {
            for (&commodity, &value) in goods {
                if let Some(told) = products.entry(commodity).or_default().get_mut(at) {
                    *told = Some(value);
                }
            }
        }
        let [exporter, importer] = asked.pair;
        let products = products
            .into_iter()
            .map(|(commodity, values)| Product { commodity, values });
        let growth = Growth {
            exporter,
            importer,
            side,
            periods,
            totals,
            products: products.collect(),
        };
        Ok(Some((growth, told.releases)))
    }
}

/// The goods of a period without what is told of all together.
fn basket(flows: &Flows, side: Side, period: Period) -> Option<Basket> {
    let mut basket = flows.basket(side, period)?.clone();
    basket.remove(&Commodity::TOTAL);
    (!basket.is_empty()).then_some(basket)
}

/// A product's values over the periods up to one.
fn courses(flows: &Flows, side: Side, (period, commodity): (Period, Commodity)) -> Vec<Option<Money>> {
    let earlier = (1 - COURSE..=0).filter_map(|steps| period.plus(steps));
    let value = |period| flows.basket(side, period)?.get(&commodity).copied();
    let values: Vec<Option<Money>> = earlier.map(value).collect();
    let first = values.iter().position(Option::is_some).unwrap_or_default();
    values.into_iter().skip(first).collect()
}
