//! The products of one direction by one side's report: the largest with their course, and all as areas.

use std::collections::BTreeMap;

use entente_trade::{Area, Commodity, Money, Period, Side};

use super::frame::{Frame, column, heading, labelled, or_absent, table};
use super::sentence::{by, direction};
use crate::Document;
use crate::chart::{Chart, Tile};
use crate::document::{Block, Figure};
use crate::table::{Table, Value};
use crate::wording::{Wording, section};

/// The products of one direction in one period, US dollars.
#[derive(Clone, Debug, PartialEq)]
pub struct Products {
    /// The state the goods left.
    pub exporter: Area,
    /// The state they entered.
    pub importer: Area,
    /// Whose report it is.
    pub side: Side,
    /// The period of the values.
    pub period: Period,
    /// All goods, by the same report.
    pub total: Money,
    /// All goods in the period before; none where it was not reported.
    pub before: Option<Money>,
    /// The products, in any order.
    pub lines: Vec<ProductLine>,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductLine {
    /// Which.
    pub commodity: Commodity,
    /// Its value by the report.
    pub value: Money,
    /// The other side's report of the same; absent is not zero.
    pub other: Option<Money>,
    /// Its values over the periods up to this one, the last its value; a missing one is a gap.
    pub course: Vec<Option<Money>>,
}

impl Products {
    /// The state whose report it is.
    pub const fn reporter(&self) -> Area {
        match self.side {
            Side::Export => self.exporter,
            Side::Import => self.importer,
        }
    }

    const fn other(&self) -> Area {
        match self.side {
            Side::Export => self.importer,
            Side::Import => self.exporter,
        }
    }

    /// Its products by value, the largest first, at most so many.
    fn largest(&self, most: usize) -> Vec<&ProductLine> {
        let mut lines: Vec<&ProductLine> = self.lines.iter().collect();
        lines.sort_by_key(|line| (std::cmp::Reverse(line.value), line.commodity));
        lines.truncate(most);
        lines
    }

    fn share(&self, amount: Money) -> Option<f64> {
        (!self.total.is_zero()).then(|| amount.to_f64() / self.total.to_f64())
    }

    /// By how much of all goods of the period before a product made them grow; none where either was not
    /// reported then.
    fn contribution(&self, line: &ProductLine) -> Option<f64> {
        let [.., before, _] = line.course.as_slice() else {
            return None;
        };
        let whole = self.before.filter(|whole| !whole.is_zero())?;
        Some((line.value - (*before)?).to_f64() / whole.to_f64())
    }

    fn title(&self, wording: &Wording, id: &str) -> String {
        wording.tell(
            id,
            &[
                ("direction", &direction(wording, self.exporter, self.importer)),
                ("period", &wording.period(self.period)),
                ("by", &by(wording, self.reporter())),
            ],
        )
    }

    fn document(&self, frame: &Frame, title: &str, (finding, block): (String, Block)) -> Document {
        let title = self.title(frame.wording(), title);
        let periods = Some([self.period; 2]);
        frame.document(title, finding, (&[self.reporter()], periods), vec![block])
    }

    /// Sections by value, the largest first; what is in none is left out.
    fn sections(&self) -> Vec<(u8, Money)> {
        let mut sums: BTreeMap<u8, Money> = BTreeMap::new();
        for line in &self.lines {
            if let Some(section) = group(line.commodity) {
                *sums.entry(section).or_default() += line.value;
            }
        }
        let mut sums: Vec<(u8, Money)> = sums.into_iter().collect();
        sums.sort_by_key(|(section, sum)| (std::cmp::Reverse(*sum), *section));
        sums
    }
}

/// The section of the Harmonised System a commodity is in.
fn group(commodity: Commodity) -> Option<u8> {
    commodity.chapter().and_then(section)
}

/// The largest products with their course over time.
pub fn top(frame: &Frame, products: &Products, most: usize) -> Document {
    let wording = frame.wording();
    let lines = products.largest(most);
    let sum: Money = lines.iter().map(|line| line.value).sum();
    let share = products.share(sum).and_then(|share| wording.share(share));
    let finding = wording.count(
        "top-finding",
        lines.len() as u64,
        &[
            (
                "direction",
                &direction(wording, products.exporter, products.importer),
            ),
            ("period", &wording.period(products.period)),
            ("by", &by(wording, products.reporter())),
            ("share", &share.unwrap_or_default()),
            ("total", &wording.dollars(products.total)),
        ],
    );
    let table = Block::Table(listing(frame, products, &lines));
    products.document(frame, "top-title", (finding, table))
}

/// Products as rows, with the other side's report beside each.
fn listing(frame: &Frame, products: &Products, lines: &[&ProductLine]) -> Table {
    let wording = frame.wording();
    let reported = |name, side: Side, area| {
        let id = match side {
            Side::Export => "column-exports-of",
            Side::Import => "column-imports-of",
        };
        let (area, valuation) = (wording.area(area).text, frame.valuation(side));
        labelled(
            name,
            wording.tell(id, &[("area", &area), ("valuation", &valuation)]),
        )
    };
    let columns = vec![
        heading(wording, "commodity", "column-product"),
        reported("value_usd", products.side, products.reporter()),
        column(wording, "share", "column-share"),
        column(wording, "course", "column-trend"),
        column(wording, "contribution_to_growth", "column-growth"),
        reported("other_value_usd", products.side.other(), products.other()),
        column(wording, "difference_usd", "column-difference"),
    ];
    let difference = |line: &ProductLine| {
        let other = line.other?;
        Some(match products.side {
            Side::Export => other - line.value,
            Side::Import => line.value - other,
        })
    };
    let row = |line: &&ProductLine| {
        vec![
            wording.goods(line.commodity),
            Value::Money(line.value),
            or_absent(products.share(line.value), Value::Share),
            Value::Spark(line.course.clone()),
            or_absent(products.contribution(line), Value::Share),
            or_absent(line.other, Value::Money),
            or_absent(difference(line), Value::Money),
        ]
    };
    let rows = lines.iter().map(row).collect();
    Table {
        notes: vec![wording.phrase("note-difference")],
        ..table("products", wording.phrase("top-caption"), columns, rows)
    }
}

/// All products as areas, those of a section together.
pub fn treemap(frame: &Frame, products: &Products) -> Document {
    let wording = frame.wording();
    let largest = products.sections().first().copied();
    let (section, sum) = largest.map_or((0, Money::ZERO), |found| found);
    let number = wording.tell("goods-section", &[("number", &section.to_string())]);
    let share = products.share(sum).and_then(|share| wording.share(share));
    let finding = wording.tell(
        "treemap-finding",
        &[
            (
                "direction",
                &direction(wording, products.exporter, products.importer),
            ),
            ("period", &wording.period(products.period)),
            ("by", &by(wording, products.reporter())),
            ("section", &number),
            ("share", &share.unwrap_or_default()),
            ("total", &wording.dollars(products.total)),
        ],
    );
    let figure = Figure {
        title: finding.clone(),
        description: wording.phrase("treemap-description"),
        chart: Chart::Treemap(tiles(wording, products)),
        table: by_section(wording, products),
    };
    products.document(frame, "treemap-title", (finding, Block::Figure(figure)))
}

fn tiles(wording: &Wording, products: &Products) -> Vec<Tile> {
    let lines = products.largest(usize::MAX).into_iter();
    let tile = |line: &ProductLine| Tile {
        code: line.commodity.text().as_str().to_owned(),
        label: wording.commodity(line.commodity).text,
        value: line.value,
        group: group(line.commodity).unwrap_or_default(),
    };
    lines.filter(|line| line.value > Money::ZERO).map(tile).collect()
}

/// Every product with its section.
fn by_section(wording: &Wording, products: &Products) -> Table {
    let columns = vec![
        heading(wording, "commodity", "column-product"),
        column(wording, "section", "column-section"),
        column(wording, "value_usd", "column-amount"),
        column(wording, "share", "column-share"),
    ];
    let section = |line: &ProductLine| {
        let section = group(line.commodity)?;
        Some(wording.section_name(section)?.with_code(section.to_string()))
    };
    let row = |line: &ProductLine| {
        vec![
            wording.goods(line.commodity),
            or_absent(section(line), |value| value),
            Value::Money(line.value),
            or_absent(products.share(line.value), Value::Share),
        ]
    };
    let rows = products.largest(usize::MAX).into_iter().map(row).collect();
    table("sections", wording.phrase("top-caption"), columns, rows)
}
