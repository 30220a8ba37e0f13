//! Charts: well formed, within their frame, the same bytes twice, and as they were last seen.

use std::path::Path;

use entente_brief::chart::{Chart, Lines, MirrorBar, Tile, Waterfall, draw};
use entente_brief::document::Figure;
use entente_trade::Money;
use proptest::prelude::*;

use super::english::English;
use super::markup::{self, Node};
use super::specimen;

fn hundredths(text: &str) -> i64 {
    (text.parse::<f64>().unwrap() * 100.0).round() as i64
}

fn place<const COUNT: usize>(node: &Node, names: [&str; COUNT]) -> [i64; COUNT] {
    names.map(|name| hundredths(node.attribute(name).unwrap()))
}

/// What holds for every picture; gives it as a tree.
fn check(figure: &Figure) -> Node {
    let drawing = draw(figure, &English, "chart-1");
    assert_eq!(drawing, draw(figure, &English, "chart-1"));
    let file = drawing.file();
    let root = markup::parse(&file);
    let (width, height) = (i64::from(drawing.width) * 100, i64::from(drawing.height) * 100);
    let mut ids: Vec<&str> = Vec::new();
    let every = root.all();
    for node in &every {
        assert!(node.attribute("style").is_none(), "{file}");
        ids.extend(node.attribute("id"));
        if node.name == "rect" {
            let [x, y, wide, high] = place(node, ["x", "y", "width", "height"]);
            assert!(x >= 0 && y >= 0 && wide >= 0 && high >= 0, "{node:?}");
            assert!(
                x + wide <= width && y + high <= height,
                "{node:?} in {width} {height}"
            );
        }
        if node.name == "text" {
            let [x, y] = place(node, ["x", "y"]);
            assert!(
                (0..=width).contains(&x) && (0..=height).contains(&y),
                "{node:?} in {width} {height}"
            );
        }
    }
    assert_eq!(root.attribute("role"), Some("img"));
    for id in root.attribute("aria-labelledby").unwrap().split(' ') {
        assert!(ids.contains(&id), "{id}");
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an identifier stands twice: {file}");
    assert!(ids.iter().all(|id| id.starts_with("chart-1-")));
    root
}

#[test]
fn the_real_pairs_charts_are_as_they_were_seen() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/brief/written/golden");
    for (name, figure) in [
        ("mirror_bars", specimen::mirror_bars()),
        ("lines", specimen::lines()),
        ("waterfall", specimen::waterfall()),
        ("treemap", specimen::treemap()),
    ] {
        check(&figure);
        let drawn = draw(&figure, &English, "chart-1").file();
        let path = folder.join(format!("{name}.svg"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &drawn).unwrap();
        }
        let seen = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            drawn == seen,
            "{name}.svg changed; look at it, then run once with BLESS=1:\n{drawn}"
        );
    }
}

#[test]
fn an_importer_that_told_nothing_gets_a_cross_and_no_bar() {
    let drawn = draw(&specimen::mirror_bars(), &English, "c").file();
    assert_eq!(
        drawn.matches("class=\"ink-a\"").count(),
        6,
        "five bars and a key: {drawn}"
    );
    assert_eq!(
        drawn.matches("class=\"ink-b\"").count(),
        5,
        "four bars and a key: {drawn}"
    );
    assert!(drawn.contains("2019: exporter&#39;s report 2,892,490; importer&#39;s report no data"));
}

#[test]
fn steps_of_a_waterfall_join() {
    let steps = [5, -9, 0, 3];
    let waterfall = Waterfall {
        from: ("from".to_owned(), specimen::usd(10)),
        steps: steps
            .iter()
            .map(|step| ("step".to_owned(), specimen::usd(*step)))
            .collect(),
        to: ("to".to_owned(), specimen::usd(9)),
    };
    let found = check(&specimen::figure("t", Chart::Waterfall(waterfall)));
    let bars: Vec<(i64, i64)> = found
        .named("rect")
        .into_iter()
        .filter(|node| node.attribute("height") == Some("22") && node.attribute("class").is_some())
        .map(|node| place(node, ["x", "width"]))
        .map(|[x, width]| (x, x + width))
        .collect();
    let [from, up, down, last, to] = bars[..] else {
        panic!("{bars:?}")
    };
    assert_eq!((from.1, up.1), (up.0, down.1));
    assert_eq!((down.0, last.1), (last.0, to.1));
    assert!(down.0 < up.0 && to.0 == from.0, "{bars:?}");
}

/// Anything a label may be, markup and signs that steer among it.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        any::<String>(),
        Just("\u{202e}\"onload=\"x\0<script>&amp;]]>".to_owned()),
        Just("Реактори, котлови, машине и механички уређаји; њихови делови".to_owned()),
    ]
}

fn amount() -> impl Strategy<Value = Money> {
    prop_oneof![
        Just(Money::ZERO),
        (-1_000_i128..1_000).prop_map(Money::from_thousandths),
        (0_u32..16, -999_i128..1_000)
            .prop_map(|(power, digits)| Money::from_units(digits * 10_i128.pow(power))),
        any::<i128>().prop_map(Money::from_thousandths),
    ]
}

fn told() -> impl Strategy<Value = Option<Money>> {
    prop::option::weighted(0.8, amount())
}

fn chart() -> impl Strategy<Value = Chart> {
    let bar = (label(), told(), told()).prop_map(|(label, export, import)| MirrorBar {
        label,
        export,
        import,
    });
    let tile = (label(), label(), amount(), any::<u8>()).prop_map(|(code, label, value, group)| Tile {
        code,
        label,
        value,
        group,
    });
    let lines = (0_usize..30).prop_flat_map(|count| {
        let series = (label(), prop::collection::vec(told(), count));
        (
            prop::collection::vec(label(), count),
            prop::collection::vec(series, 0..12),
        )
            .prop_map(|(labels, series)| Chart::Lines(Lines { labels, series }))
    });
    let step = || (label(), amount());
    prop_oneof![
        prop::collection::vec(bar, 0..40).prop_map(Chart::MirrorBars),
        lines,
        (step(), prop::collection::vec(step(), 0..20), step())
            .prop_map(|(from, steps, to)| Chart::Waterfall(Waterfall { from, steps, to })),
        prop::collection::vec(tile, 0..200).prop_map(Chart::Treemap),
        prop::collection::vec(told(), 0..40).prop_map(Chart::Sparkline),
    ]
}

proptest! {
    #![proptest_config(super::fixed(200))]
    #[test]
    fn any_chart_is_well_formed_and_stays_within_its_frame(
        title in label(), description in label(), chart in chart()
    ) {
        let figure = Figure { title, description, chart, table: specimen::mirror_table() };
        check(&figure);
    }
}
