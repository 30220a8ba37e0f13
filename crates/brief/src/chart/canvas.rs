//! What a picture is drawn on: elements of SVG, as text.
//!
//! Lengths are whole hundredths of a pixel, so no float is printed. Looks are
//! attributes, never `style`, so that a page whose rules allow no inline styles shows
//! a picture as it is; a page's stylesheet changes colours by the classes. Text is in
//! `currentColor`: the page's, or black in a file of its own.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::ink::{Ink, Pattern};
use super::letters;
use crate::write::harmless;

/// Hundredths of a pixel in one.
pub(super) const PX: i64 = 100;

/// The size of labels.
pub(super) const TYPE: i64 = 12 * PX;

/// From one line of a label to the next.
pub(super) const LINE: i64 = 15 * PX;

/// A rectangle, in hundredths of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Rect {
    /// From two corners, in any order.
    pub(super) fn between(a: (i64, i64), b: (i64, i64)) -> Self {
        Self {
            x: a.0.min(b.0),
            y: a.1.min(b.1),
            width: (a.0 - b.0).abs(),
            height: (a.1 - b.1).abs(),
        }
    }
}

/// Where a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A length as SVG has it: `12.5`.
pub(super) struct Px(pub(super) i64);

impl std::fmt::Display for Px {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0.abs() / PX, self.0.abs() % PX);
        let sign = if self.0 < 0 { "-" } else { "" };
        match rest {
            0 => write!(out, "{sign}{whole}"),
            rest if rest % 10 == 0 => write!(out, "{sign}{whole}.{}", rest / 10),
            rest => write!(out, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// Elements in the order they are painted, and the patterns they use.
pub(super) struct Canvas<'a> {
    id: &'a str,
    body: String,
    patterns: BTreeSet<Pattern>,
}

impl<'a> Canvas<'a> {
    pub(super) const fn new(id: &'a str) -> Self {
        Self {
            id,
            body: String::new(),
            patterns: BTreeSet::new(),
        }
    }

    /// Definitions and elements, as the content of an `svg`.
    pub(super) fn content(self) -> String {
        let definitions: String = self
            .patterns
            .iter()
            .map(|pattern| pattern.definition(self.id))
            .collect();
        match definitions.as_str() {
            "" => self.body,
            definitions => format!("<defs>{definitions}</defs>{}", self.body),
        }
    }

    /// What follows up to [`Self::close`] is one thing with a name, shown on hover.
    pub(super) fn open(&mut self, name: &str) {
        let _ = write!(self.body, "<g><title>{}</title>", harmless::xml(name));
    }

    /// Ends what [`Self::open`] began.
    pub(super) fn close(&mut self) {
        self.body.push_str("</g>");
    }

    /// An area filled with an ink, and its pattern over it.
    pub(super) fn fill(&mut self, at: Rect, ink: Ink) {
        self.plain(at, ink);
        if let Some(pattern) = ink.pattern {
            self.cover(at, pattern);
        }
    }

    /// An area filled with an ink without its pattern.
    pub(super) fn plain(&mut self, at: Rect, ink: Ink) {
        let _ = write!(self.body, "<rect {} ", Place(at));
        let _ = write!(self.body, "class=\"{}\" fill=\"{}\"/>", ink.class, ink.colour);
    }

    /// A white line around an area, which sets it apart from its neighbours.
    pub(super) fn edge(&mut self, at: Rect) {
        let _ = write!(self.body, "<rect {} ", Place(at));
        self.body
            .push_str("fill=\"none\" stroke=\"#fff\" stroke-width=\"1.5\"/>");
    }

    /// An area covered by a pattern.
    pub(super) fn cover(&mut self, at: Rect, pattern: Pattern) {
        self.patterns.insert(pattern);
        let _ = write!(self.body, "<rect {} ", Place(at));
        let _ = write!(self.body, "fill=\"url(#{}-{})\"/>", self.id, pattern.name());
    }

    /// A thin line of the text's colour, `faint` behind the figures.
    pub(super) fn rule(&mut self, from: (i64, i64), to: (i64, i64), faint: bool) {
        let opacity = if faint { "0.2" } else { "0.6" };
        let _ = write!(
            self.body,
            "<path d=\"M{} {}L{} {}\" stroke=\"currentColor\" stroke-opacity=\"{opacity}\"/>",
            Px(from.0),
            Px(from.1),
            Px(to.0),
            Px(to.1)
        );
    }

    /// A line through points in an ink; an absent one is a gap.
    pub(super) fn line(&mut self, points: &[Option<(i64, i64)>], ink: Ink) {
        let mut path = String::new();
        let mut pen_down = false;
        for point in points {
            if let Some((x, y)) = point {
                let _ = write!(path, "{}{} {}", if pen_down { 'L' } else { 'M' }, Px(*x), Px(*y));
            }
            pen_down = point.is_some();
        }
        let dashes = ink
            .dashes
            .map_or(String::new(), |dashes| format!(" stroke-dasharray=\"{dashes}\""));
        let _ = write!(
            self.body,
            "<path d=\"{path}\" class=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{dashes}/>",
            ink.class, ink.colour
        );
    }

    /// A mark of an ink's shape around a point.
    pub(super) fn mark(&mut self, (x, y): (i64, i64), ink: Ink) {
        let _ = write!(
            self.body,
            "<path d=\"M{} {}{}\" class=\"{}\" fill=\"{}\"/>",
            Px(x),
            Px(y),
            ink.mark.path(),
            ink.class,
            ink.colour
        );
    }

    /// A cross where something would stand and nothing was told.
    pub(super) fn cross(&mut self, (x, y): (i64, i64)) {
        let _ = write!(
            self.body,
            "<path d=\"M{} {}m-3.5 -3.5l7 7m0 -7l-7 7\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
            Px(x),
            Px(y)
        );
    }

    /// A text of the page's colour on its base line.
    pub(super) fn text(&mut self, at: (i64, i64), anchor: Anchor, text: &str) {
        self.letters(at, anchor, text, "currentColor");
    }

    /// A white text, for areas that are dark in every mode.
    pub(super) fn white(&mut self, at: (i64, i64), text: &str) {
        self.letters(at, Anchor::Start, text, "#fff");
    }

    fn letters(&mut self, (x, y): (i64, i64), anchor: Anchor, text: &str, colour: &str) {
        if text.is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\"{anchor} fill=\"{colour}\">{}</text>",
            Px(x),
            Px(y),
            harmless::xml(text)
        );
    }

    /// A row of what inks and marks stand for, from the left; gives its height.
    pub(super) fn legend(&mut self, width: i64, items: &[(Key, String)]) -> i64 {
        const KEY: i64 = 20 * PX;
        let (mut x, mut line) = (0, 0);
        for (key, name) in items {
            let name = letters::shorten(name, TYPE, width - KEY);
            let wide = KEY + letters::width(&name, TYPE) + 16 * PX;
            if x > 0 && x + wide - 16 * PX > width {
                (x, line) = (0, line + 1);
            }
            let y = line * 20 * PX;
            self.key(
                *key,
                Rect {
                    x,
                    y: y + 2 * PX,
                    width: 14 * PX,
                    height: 12 * PX,
                },
            );
            self.text((x + KEY, y + 12 * PX), Anchor::Start, &name);
            x += wide;
        }
        if items.is_empty() { 0 } else { (line + 1) * 20 * PX }
    }

    fn key(&mut self, key: Key, at: Rect) {
        match key {
            Key::Ink(ink) => self.fill(at, ink),
            Key::Pattern(pattern) => self.cover(at, pattern),
            Key::Cross => self.cross((at.x + at.width / 2, at.y + at.height / 2)),
        }
    }
}

/// What a legend explains.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    Ink(Ink),
    Pattern(Pattern),
    Cross,
}

struct Place(Rect);

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Rect { x, y, width, height } = self.0;
        let (x, y, width, height) = (Px(x), Px(y), Px(width), Px(height));
        write!(out, "x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_printed_without_a_float() {
        let printed: Vec<String> = [0, 5, 50, 100, -1_250, 1_201]
            .map(|each| Px(each).to_string())
            .to_vec();
        assert_eq!(printed, ["0", "0.05", "0.5", "1", "-12.5", "12.01"]);
    }
}
