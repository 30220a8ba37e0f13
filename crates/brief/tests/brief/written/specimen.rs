//! Documents of the real pair: Kazakhstan's exports to Serbia, by both sides.

use entente_brief::Language;
use entente_brief::chart::{Chart, Lines, MirrorBar, Tile, Waterfall};
use entente_brief::document::{Block, Document, Figure, Prose, Provenance, Span};
use entente_brief::table::{Column, Table, Value};
use entente_trade::{Area, Date, Money, Period};

/// Year, Kazakhstan's exports FOB, Serbia's imports CIF.
pub(crate) const MIRROR: [(u16, i128, Option<i128>); 5] = [
    (2015, 27_557_712, Some(141_989_248)),
    (2016, 1_227_102, Some(53_900_563)),
    (2017, 451_112, Some(48_536_156)),
    (2018, 3_590_541, Some(5_558_522)),
    (2019, 2_892_490, None),
];

pub(crate) const fn usd(units: i128) -> Money {
    Money::from_units(units)
}

pub(crate) fn column(name: &'static str, label: &str, heads_row: bool) -> Column {
    Column {
        name,
        label: label.to_owned(),
        heads_row,
    }
}

fn money(units: Option<i128>) -> Value {
    units.map_or(Value::Absent, |units| Value::Money(usd(units)))
}

pub(crate) fn mirror_table() -> Table {
    let rows = MIRROR.iter().map(|(year, export, import)| {
        vec![
            Value::Period(Period::year(*year).unwrap()),
            money(Some(*export)),
            money(*import),
            money(import.map(|import| import - export)),
            import.map_or(Value::Absent, |import| {
                Value::Share((*export * 10_000 / import) as f64 / 10_000.0)
            }),
            Value::Spark(vec![Some(usd(*export)), import.map(usd)]),
        ]
    });
    Table {
        name: "mirror",
        caption: "Kazakhstan's exports to Serbia, by both reports".to_owned(),
        columns: vec![
            column("period", "Year", true),
            column("export_value_usd", "Kazakhstan reports", false),
            column("import_value_usd", "Serbia reports", false),
            column("difference_usd", "Difference", false),
            column("ratio", "Export by import", false),
            column("both_usd", "Both", false),
        ],
        rows: rows.collect(),
        notes: vec!["Exports are valued FOB, imports CIF.".to_owned()],
    }
}

pub(crate) fn mirror_bars() -> Figure {
    let bars = MIRROR.iter().map(|(year, export, import)| MirrorBar {
        label: year.to_string(),
        export: Some(usd(*export)),
        import: import.map(usd),
    });
    figure(
        "Serbia reports five times what Kazakhstan reports in 2015",
        Chart::MirrorBars(bars.collect()),
    )
}

pub(crate) fn figure(title: &str, chart: Chart) -> Figure {
    Figure {
        title: title.to_owned(),
        description: "Two bars a year, the gap between them shaded.".to_owned(),
        chart,
        table: mirror_table(),
    }
}

/// Both sides' reports of both directions, in years both told.
pub(crate) fn lines() -> Figure {
    let series = |name: &str, amounts: [Option<i128>; 9]| {
        (name.to_owned(), amounts.map(|each| each.map(usd)).to_vec())
    };
    let absent = None;
    figure(
        "Kazakhstan's imports from Serbia rose to 80 million by Kazakhstan's report",
        Chart::Lines(Lines {
            labels: (2015..=2023).map(|year| year.to_string()).collect(),
            series: vec![
                series(
                    "To Serbia, Kazakhstan reports",
                    [
                        27_557_712, 1_227_102, 451_112, 3_590_541, 2_892_490, 1_784_975, 3_701_535,
                        8_182_318, 11_350_744,
                    ]
                    .map(Some),
                ),
                series(
                    "To Serbia, Serbia reports",
                    [
                        Some(141_989_248),
                        Some(53_900_563),
                        Some(48_536_156),
                        Some(5_558_522),
                        absent,
                        absent,
                        absent,
                        absent,
                        absent,
                    ],
                ),
                series(
                    "To Kazakhstan, Serbia reports",
                    [
                        Some(24_425_460),
                        Some(22_394_730),
                        Some(28_794_130),
                        Some(15_360_741),
                        absent,
                        absent,
                        absent,
                        absent,
                        absent,
                    ],
                ),
                series(
                    "To Kazakhstan, Kazakhstan reports",
                    [
                        28_434_508, 25_142_356, 41_355_687, 25_060_060, 17_934_684, 13_933_216, 19_151_738,
                        65_788_988, 79_823_041,
                    ]
                    .map(Some),
                ),
            ],
        }),
    )
}

/// From Kazakhstan's report of 2015 to Serbia's, by the causes found.
pub(crate) fn waterfall() -> Figure {
    let part = |label: &str, units| (label.to_owned(), usd(units));
    figure(
        "Trade through Croatia may be 93 % of the difference of 2015",
        Chart::Waterfall(Waterfall {
            from: part("Kazakhstan's report, free on board", 27_557_712),
            steps: vec![
                part(
                    "Indirect trade through Croatia, as far as yearly totals make it possible",
                    106_394_409,
                ),
                part("Freight and insurance", 8_037_127),
                part("Residual", 0),
            ],
            to: part("Serbia's report", 141_989_248),
        }),
    )
}

/// Made-up headings that add up to Serbia's report of 2015.
pub(crate) fn treemap() -> Figure {
    let tile = |code: &str, label: &str, units, group| Tile {
        code: code.to_owned(),
        label: label.to_owned(),
        value: usd(units),
        group,
    };
    figure(
        "Serbia's imports from Kazakhstan of 2015 by heading",
        Chart::Treemap(vec![
            tile("2709", "Petroleum oils, crude", 120_318_004, 5),
            tile(
                "7403",
                "Refined copper and copper alloys, unwrought",
                9_204_117,
                15,
            ),
            tile("2503", "Sulphur of all kinds", 6_120_500, 5),
            tile("7202", "Ferro-alloys", 4_008_300, 15),
            tile("1001", "Wheat and meslin", 1_300_200, 2),
            tile("8703", "Motor cars", 1_038_127, 17),
            tile("9999", "Nothing", 0, 0),
        ]),
    )
}

/// A cell of every kind.
fn parts_table() -> Table {
    Table {
        name: "parts",
        caption: "What the difference of 2015 is made of".to_owned(),
        columns: vec![
            column("cause", "Cause", true),
            column("amount_usd", "Amount", false),
            column("share", "Share", false),
            column("cells", "Cells", false),
            column("index", "Index", false),
            column("since", "Since", false),
            column("status", "Status", false),
            column("wording", "In its words", false),
        ],
        rows: vec![
            vec![
                Value::Code("indirect".to_owned(), "Indirect trade via Croatia".to_owned()),
                Value::Money(usd(106_394_409)),
                Value::Share(0.93),
                Value::Count(12),
                Value::Number(0.125),
                Value::Day(Date::new(2024, 11, 19).unwrap()),
                Value::Word("inferred", "found at a hub".to_owned()),
                Value::Foreign(
                    Box::new(Value::Text("преко Хрватске".to_owned())),
                    "sr-Cyrl".to_owned(),
                ),
            ],
            vec![
                Value::Code("cif_fob".to_owned(), "Freight and insurance".to_owned()),
                Value::Money(Money::from_thousandths(-8_037_127_500)),
                Value::Share(-0.07),
                Value::Count(1),
                Value::Number(-1.5),
                Value::Absent,
                Value::Word("modelled", "a rule of thumb".to_owned()),
                Value::Foreign(Box::new(Value::Absent), "sr-Cyrl".to_owned()),
            ],
        ],
        notes: Vec::new(),
    }
}

pub(crate) fn document() -> Document {
    let parts = parts_table();
    Document {
        language: Language::En,
        title: "Kazakhstan and Serbia: trade by both reports".to_owned(),
        finding: Some("In 2015 Serbia reports 141,989,248 dollars, Kazakhstan 27,557,712.".to_owned()),
        provenance: Provenance {
            reporters: vec![Area::from_code(398), Area::from_code(688)],
            valuation: Some("exports FOB, imports CIF".to_owned()),
            periods: Some("2015..2019".to_owned()),
            vintage: Date::new(2026, 11, 22),
            datasets: vec!["imf-dots 2026-11-22".to_owned(), "kz-bns 2021-07-25".to_owned()],
            query: "/en/trade?reporter=KZ&partner=RS&period=2015..2019&vintage=2026-11-22".to_owned(),
            extracted: Some("2026-11-28T11:00:00Z".to_owned()),
            licence: Some("as their agencies allow".to_owned()),
        },
        blocks: vec![
            Block::Heading("Both reports".to_owned()),
            Block::Paragraph(Prose(vec![
                Span::Text("Read ".to_owned()),
                Span::Strong("both".to_owned()),
                Span::Text("; see ".to_owned()),
                Span::Link("the register".to_owned(), "/en/register".to_owned()),
                Span::Text(": ".to_owned()),
                Span::Quote(
                    "размена статистичких података".to_owned(),
                    Some("sr-Cyrl".to_owned()),
                ),
            ])),
            Block::Figure(mirror_bars()),
            Block::List(vec![
                Prose::from("First.".to_owned()),
                Prose::from("Second.".to_owned()),
            ]),
            Block::Table(parts),
        ],
    }
}
