//! A chart as SVG: the frame of all five forms, and what they share.
//!
//! The same picture stands in a page, in a file of its own and in a printed brief.
//! It has a title with the finding, a description, names on hover that only repeat
//! what is printed or in the table beside, and identifiers that begin with the
//! caller's. The same chart gives the same bytes on every machine.

use entente_trade::Money;

use super::canvas::{Anchor, Canvas, PX, Px, TYPE};
use super::scale::Scale;
use super::{Chart, Lines, MirrorBar, Tile, Waterfall, bars, letters, lines, sparkline, treemap, waterfall};
use crate::document::Figure;
use crate::write::{Tongue, harmless};

/// The width of every form but the sparkline.
pub(super) const WIDTH: i64 = 720 * PX;

/// A drawn chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// Attributes that a file of its own has more.
    alone: String,
    /// The other attributes of the root.
    attributes: String,
    content: String,
}

impl Drawing {
    /// As a part of a page.
    pub fn inline(&self) -> String {
        format!("<svg {}>{}</svg>", self.attributes, self.content)
    }

    /// As a file.
    pub fn file(&self) -> String {
        format!("<svg {} {}>{}</svg>\n", self.alone, self.attributes, self.content)
    }
}

/// Draws the chart of a figure; every identifier in it begins with `id`.
pub fn draw(figure: &Figure, tongue: &dyn Tongue, id: &str) -> Drawing {
    let id = identifier(id);
    let mut canvas = Canvas::new(&id);
    let chart = tame(&figure.chart);
    let height = match &chart {
        Chart::MirrorBars(pairs) => bars::draw(&mut canvas, pairs, tongue),
        Chart::Lines(series) => lines::draw(&mut canvas, series, tongue),
        Chart::Waterfall(steps) => waterfall::draw(&mut canvas, steps, tongue),
        Chart::Treemap(tiles) => treemap::draw(&mut canvas, tiles, tongue),
        Chart::Sparkline(amounts) => sparkline::draw(&mut canvas, amounts),
    };
    let width = match chart {
        Chart::Sparkline(_) => sparkline::WIDTH,
        _ => WIDTH,
    };
    framed(
        canvas.content(),
        (width, height),
        (&figure.title, &figure.description),
        tongue,
        &id,
    )
}

/// Draws a sparkline for a cell: its name is its first and last figure.
pub fn spark(amounts: &[Option<Money>], name: &str, tongue: &dyn Tongue, id: &str) -> Drawing {
    let id = identifier(id);
    let mut canvas = Canvas::new(&id);
    let height = sparkline::draw(&mut canvas, amounts);
    framed(
        canvas.content(),
        (sparkline::WIDTH, height),
        (name, ""),
        tongue,
        &id,
    )
}

fn framed(
    content: String,
    (width, height): (i64, i64),
    (title, description): (&str, &str),
    tongue: &dyn Tongue,
    id: &str,
) -> Drawing {
    let (mut labelled, mut names) = (
        format!("{id}-title"),
        format!("<title id=\"{id}-title\">{}</title>", harmless::xml(title)),
    );
    if !description.is_empty() {
        labelled += &format!(" {id}-desc");
        names += &format!("<desc id=\"{id}-desc\">{}</desc>", harmless::xml(description));
    }
    let size = format!(
        "viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\"",
        Px(width),
        Px(height)
    );
    Drawing {
        width: pixels(width),
        height: pixels(height),
        alone: format!(
            "xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{}\"",
            tongue.language().code()
        ),
        attributes: format!(
            "role=\"img\" aria-labelledby=\"{labelled}\" {size} font-family=\"Noto Sans, sans-serif\" font-size=\"{}\"",
            Px(TYPE)
        ),
        content: names + &content,
    }
}

fn pixels(length: i64) -> u32 {
    u32::try_from((length + PX - 1) / PX).unwrap_or(0)
}

/// Letters, digits and hyphens, beginning with a letter.
fn identifier(id: &str) -> String {
    let kept = id
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' });
    let kept: String = kept.collect();
    if kept.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
        kept
    } else {
        format!("c{kept}")
    }
}

/// The chart with labels of one harmless line, as they are measured and printed.
fn tame(chart: &Chart) -> Chart {
    let tamed = |text: &String| harmless::line(text).into_owned();
    let named = |(label, amount): &(String, Money)| (tamed(label), *amount);
    match chart {
        Chart::MirrorBars(pairs) => {
            let pairs = pairs.iter().map(|bar| MirrorBar {
                label: tamed(&bar.label),
                ..bar.clone()
            });
            Chart::MirrorBars(pairs.collect())
        }
        Chart::Lines(lines) => Chart::Lines(Lines {
            labels: lines.labels.iter().map(tamed).collect(),
            series: lines
                .series
                .iter()
                .map(|(name, amounts)| (tamed(name), amounts.clone()))
                .collect(),
        }),
        Chart::Waterfall(waterfall) => Chart::Waterfall(Waterfall {
            from: named(&waterfall.from),
            steps: waterfall.steps.iter().map(named).collect(),
            to: named(&waterfall.to),
        }),
        Chart::Treemap(tiles) => {
            let tame = |tile: &Tile| Tile {
                code: tamed(&tile.code),
                label: tamed(&tile.label),
                ..tile.clone()
            };
            Chart::Treemap(tiles.iter().map(tame).collect())
        }
        Chart::Sparkline(amounts) => Chart::Sparkline(amounts.clone()),
    }
}

/// Level lines at round amounts up to `right`, named at the left; gives where the field begins.
pub(super) fn axis(canvas: &mut Canvas<'_>, scale: &Scale, right: i64, tongue: &dyn Tongue) -> i64 {
    let ticks: Vec<(Money, String)> = scale
        .ticks()
        .into_iter()
        .map(|amount| (amount, tongue.compact(amount)))
        .collect();
    let widest = ticks.iter().map(|(_, name)| letters::width(name, TYPE)).max();
    let left = widest.unwrap_or(0).min(WIDTH / 4) + 8 * PX;
    for (amount, name) in ticks {
        let y = scale.at(amount);
        canvas.rule((left, y), (right, y), !amount.is_zero());
        let name = letters::shorten(&name, TYPE, left - 8 * PX);
        canvas.text((left - 6 * PX, y + 4 * PX), Anchor::End, &name);
    }
    left
}

/// The names of periods below the field, as many as have room; gives the height so far.
pub(super) fn periods(canvas: &mut Canvas<'_>, labels: &[(i64, &str)], y: i64) -> i64 {
    let apart = labels
        .windows(2)
        .map(|pair| pair[1].0 - pair[0].0)
        .min()
        .unwrap_or(WIDTH / 2)
        .max(1);
    let widest = labels
        .iter()
        .map(|(_, name)| letters::width(name, TYPE))
        .max()
        .unwrap_or(0)
        .min(WIDTH / 4);
    let every = usize::try_from((widest + 8 * PX) / apart + 1).unwrap_or(1);
    for (x, name) in labels.iter().step_by(every) {
        let name = letters::shorten(name, TYPE, (apart * every as i64 - 8 * PX).min(WIDTH / 4));
        let half = letters::width(&name, TYPE) / 2;
        canvas.text(((*x).clamp(half, WIDTH - half), y), Anchor::Middle, &name);
    }
    y + 8 * PX
}

#[cfg(test)]
mod tests {
    use entente_trade::{Area, Date, Period};
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;
    use quick_xml::Reader;
    use quick_xml::events::{BytesStart, Event};

    use super::*;
    use crate::Language;
    use crate::write::Word;

    /// Says everything at length, as some language may.
    struct Verbose;

    impl Tongue for Verbose {
        fn language(&self) -> Language {
            Language::Kk
        }
        fn money(&self, amount: Money) -> String {
            format!("{amount:#} АҚШ доллары")
        }
        fn compact(&self, amount: Money) -> String {
            self.money(amount)
        }
        fn share(&self, share: f64) -> String {
            format!("{share:.9} пайыз")
        }
        fn number(&self, number: f64) -> String {
            number.to_string()
        }
        fn count(&self, count: u64) -> String {
            count.to_string()
        }
        fn period(&self, period: Period) -> String {
            period.to_string()
        }
        fn day(&self, day: Date) -> String {
            day.to_string()
        }
        fn area(&self, area: Area) -> String {
            area.code().to_string()
        }
        fn say(&self, word: Word) -> String {
            format!("{word:?}, экспорттаушы мемлекеттің өз есебі бойынша айтылғаны")
        }
    }

    fn number(element: &BytesStart<'_>, name: &str) -> i64 {
        let value = element.try_get_attribute(name).unwrap().unwrap().value;
        (value.parse::<f64>().unwrap() * 100.0).round() as i64
    }

    /// Where each text of a picture begins and ends, and what it says.
    fn extents(svg: &str) -> Vec<(i64, i64, String)> {
        let mut reader = Reader::from_str(svg);
        let (mut found, mut open) = (Vec::new(), None);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) if element.name().as_ref() == "text" => {
                    let anchor = element.try_get_attribute("text-anchor").unwrap();
                    let anchor = anchor.map_or_else(String::new, |anchor| anchor.value.into_owned());
                    open = Some((number(&element, "x"), anchor, String::new()));
                }
                Event::Text(text) => open
                    .iter_mut()
                    .for_each(|(.., words)| words.push_str(&text.xml10_content())),
                Event::GeneralRef(_) => open.iter_mut().for_each(|(.., words)| words.push('&')),
                Event::End(_) => {
                    if let Some((x, anchor, words)) = open.take() {
                        let width = letters::width(&words, TYPE);
                        let from = match anchor.as_str() {
                            "middle" => x - width / 2,
                            "end" => x - width,
                            _ => x,
                        };
                        found.push((from, from + width, words));
                    }
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    fn charts(label: &str, amounts: &[Option<Money>]) -> Vec<Chart> {
        let named = |amount: &Option<Money>| (label.to_owned(), amount.unwrap_or_default());
        let bars = amounts.iter().map(|amount| MirrorBar {
            label: label.to_owned(),
            export: *amount,
            import: None,
        });
        let tiles = (0..).zip(amounts).map(|(group, amount)| Tile {
            code: "8703".to_owned(),
            label: label.to_owned(),
            value: amount.unwrap_or_default(),
            group,
        });
        vec![
            Chart::MirrorBars(bars.collect()),
            Chart::Lines(Lines {
                labels: vec![label.to_owned(); amounts.len()],
                series: vec![
                    (label.to_owned(), amounts.to_vec()),
                    (label.to_owned(), vec![None; amounts.len()]),
                ],
            }),
            Chart::Waterfall(Waterfall {
                from: named(&None),
                steps: amounts.iter().map(named).collect(),
                to: named(&None),
            }),
            Chart::Treemap(tiles.collect()),
        ]
    }

    fn holds_its_texts(label: &str, amounts: &[Option<Money>]) {
        for chart in charts(label, amounts) {
            let mut canvas = Canvas::new("c");
            match &chart {
                Chart::MirrorBars(pairs) => bars::draw(&mut canvas, pairs, &Verbose),
                Chart::Lines(series) => lines::draw(&mut canvas, series, &Verbose),
                Chart::Waterfall(steps) => waterfall::draw(&mut canvas, steps, &Verbose),
                Chart::Treemap(tiles) => treemap::draw(&mut canvas, tiles, &Verbose),
                Chart::Sparkline(_) => 0,
            };
            for (from, to, words) in extents(&canvas.content()) {
                assert!(
                    from >= -PX && to <= WIDTH + PX,
                    "{words}: {from} to {to}, {chart:?}"
                );
            }
        }
    }

    #[test]
    fn nothing_told_equal_amounts_and_a_lone_one_hold_their_texts() {
        let one = Some(Money::from_units(1));
        let most = Some(Money::from_units(1_000_000_000_000));
        for amounts in [
            vec![],
            vec![None],
            vec![None; 5],
            vec![one; 5],
            vec![most],
            vec![one, most],
            vec![one; 200],
        ] {
            holds_its_texts("2015", &amounts);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 64,
            rng_seed: RngSeed::Fixed(20_241_119),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]
        #[test]
        fn no_text_reaches_beyond_its_picture(
            label in "[А-Яа-яӘ-ө ]{0,80}|[A-Za-z ]{0,80}|[a-zA-ZЉ-џ]{60}",
            amounts in prop::collection::vec(prop::option::of((0_u32..14, -999_i128..1_000)), 0..30)
        ) {
            let amount = |(power, digits): (u32, i128)| Money::from_units(digits * 10_i128.pow(power));
            let amounts: Vec<Option<Money>> = amounts.into_iter().map(|each| each.map(amount)).collect();
            holds_its_texts(&label, &amounts);
        }
    }
}
