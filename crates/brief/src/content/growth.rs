//! What changed between two periods, by one side's report, product by product.

use entente_trade::{Area, Commodity, Money, Period, Side};

use super::frame::{Frame, column, heading, labelled, or_absent, table};
use super::sentence::{by, direction};
use crate::Document;
use crate::chart::{Chart, Waterfall};
use crate::document::{Block, Figure};
use crate::table::{Table, Value};
use crate::wording::Wording;

/// Steps a waterfall shows before the rest is one step.
const STEPS: usize = 8;

/// One side's report of one direction in two periods, US dollars.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// The state the goods left.
    pub exporter: Area,
    /// The state they entered.
    pub importer: Area,
    /// Whose report it is.
    pub side: Side,
    /// The earlier and the later period.
    pub periods: [Period; 2],
    /// All goods in either.
    pub totals: [Money; 2],
    /// Each product in either; absent is not zero, though it counts as nothing in a change.
    pub products: Vec<Product>,
}

/// A product in two periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Which.
    pub commodity: Commodity,
    /// What was reported in either period.
    pub values: [Option<Money>; 2],
}

impl Product {
    /// The later less the earlier.
    fn change(&self) -> Money {
        let [before, after] = self.values.map(Option::unwrap_or_default);
        after - before
    }
}

impl Growth {
    /// The state whose report it is.
    pub const fn reporter(&self) -> Area {
        match self.side {
            Side::Export => self.exporter,
            Side::Import => self.importer,
        }
    }

    fn change(&self) -> Money {
        let [before, after] = self.totals;
        after - before
    }

    /// Products by the size of their change, the largest first.
    fn by_change(&self) -> Vec<&Product> {
        let mut products: Vec<&Product> = self.products.iter().collect();
        products.sort_by_key(|product| (std::cmp::Reverse(product.change().abs()), product.commodity));
        products
    }

    fn told(&self, wording: &Wording) -> String {
        let [from, to] = self.periods.map(|period| wording.period(period));
        let [before, after] = self.totals.map(|total| wording.dollars(total));
        wording.tell(
            "growth-finding",
            &[
                ("direction", &direction(wording, self.exporter, self.importer)),
                ("by", &by(wording, self.reporter())),
                ("from", &from),
                ("to", &to),
                ("before", &before),
                ("after", &after),
                ("change", &wording.dollars(self.change())),
            ],
        )
    }

    fn finding(&self, wording: &Wording) -> String {
        let told = self.told(wording);
        let Some(first) = self.by_change().first().copied() else {
            return told;
        };
        let main = wording.tell(
            "growth-main",
            &[
                ("amount", &wording.dollars(first.change())),
                ("product", &wording.goods_in_words(first.commodity)),
            ],
        );
        format!("{told} {main}")
    }
}

/// The decomposition of a change.
pub fn growth(frame: &Frame, growth: &Growth) -> Document {
    let wording = frame.wording();
    let [from, to] = growth.periods.map(|period| wording.period(period));
    let title = wording.tell(
        "growth-title",
        &[
            ("direction", &direction(wording, growth.exporter, growth.importer)),
            ("from", &from),
            ("to", &to),
            ("by", &by(wording, growth.reporter())),
        ],
    );
    let finding = growth.finding(wording);
    let figure = Figure {
        title: finding.clone(),
        description: wording.phrase("growth-description"),
        chart: Chart::Waterfall(waterfall(wording, growth)),
        table: products(wording, growth),
    };
    let reporters = [growth.reporter()];
    frame.document(
        title,
        finding,
        (&reporters, Some(growth.periods)),
        vec![Block::Figure(figure)],
    )
}

/// The largest changes, and the rest as one step: what products leave of the totals is in it.
fn waterfall(wording: &Wording, growth: &Growth) -> Waterfall {
    let ordered = growth.by_change();
    let shown = ordered.iter().take(STEPS);
    let mut steps: Vec<(String, Money)> = shown
        .map(|product| (wording.goods_in_words(product.commodity), product.change()))
        .collect();
    let told: Money = steps.iter().map(|(_, amount)| *amount).sum();
    let rest = growth.change() - told;
    if !rest.is_zero() {
        steps.push((wording.phrase("growth-other"), rest));
    }
    let [from, to] = growth.periods.map(|period| wording.period(period));
    let [before, after] = growth.totals;
    Waterfall {
        from: (from, before),
        steps,
        to: (to, after),
    }
}

fn products(wording: &Wording, growth: &Growth) -> Table {
    let of = |name, period| {
        let period = wording.period(period);
        labelled(name, wording.tell("column-value-of", &[("period", &period)]))
    };
    let [from, to] = growth.periods;
    let columns = vec![
        heading(wording, "commodity", "column-product"),
        of("before_value_usd", from),
        of("after_value_usd", to),
        column(wording, "change_usd", "column-change"),
        column(wording, "share_of_change", "column-contribution"),
    ];
    let change = growth.change();
    let row = |product: &&Product| {
        let [before, after] = product.values;
        let share = (!change.is_zero()).then(|| product.change().to_f64() / change.to_f64());
        vec![
            wording.goods(product.commodity),
            or_absent(before, Value::Money),
            or_absent(after, Value::Money),
            Value::Money(product.change()),
            or_absent(share, Value::Share),
        ]
    };
    let rows = growth.by_change().iter().map(row).collect();
    table("growth", wording.phrase("growth-caption"), columns, rows)
}
