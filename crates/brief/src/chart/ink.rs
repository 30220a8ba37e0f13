//! Colours and patterns: never a colour alone.
//!
//! Two colours of a pair are 3:1 to white and to each other, so a grey print keeps
//! them apart. More than three steps of 3:1 do not lie between white and black: the 21
//! sections of the Harmonised System have 4.5:1 and more to white, by which white
//! letters stand on them and white lines between them; their brightness takes one of
//! three steps and their pattern one of seven, and no two sections share both. Dark
//! pages have colours of their own by the classes; sections keep theirs.

/// How an area or a line is told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    /// What a stylesheet calls it.
    pub(super) class: &'static str,
    /// On white paper.
    pub(super) colour: &'static str,
    /// Over an area.
    pub(super) pattern: Option<Pattern>,
    /// Of a line: lengths of dashes and gaps.
    pub(super) dashes: Option<&'static str>,
    /// Of a point on a line.
    pub(super) mark: Mark,
}

const fn ink(class: &'static str, colour: &'static str, pattern: Option<Pattern>) -> Ink {
    Ink {
        class,
        colour,
        pattern,
        dashes: None,
        mark: Mark::Disc,
    }
}

/// The exporter's report.
pub(super) const EXPORT: Ink = ink("ink-a", "#17355b", None);
/// The importer's report.
pub(super) const IMPORT: Ink = ink("ink-b", "#cd7217", Some(Pattern::Rising));
/// A first or last total.
pub(super) const TOTAL: Ink = ink("ink-c", "#323943", None);
/// A step upward.
pub(super) const INCREASE: Ink = ink("ink-d", "#1b968c", None);
/// A step downward.
pub(super) const DECREASE: Ink = ink("ink-e", "#6e2213", Some(Pattern::Falling));

/// The line of a series, by its place: four inks by four dashes, and then again.
pub(super) const fn series(place: usize) -> Ink {
    let ink = [EXPORT, IMPORT, INCREASE, DECREASE][place % 4];
    let round = (place + place / 4) % 4;
    Ink {
        dashes: [None, Some("8 3"), Some("2 3"), Some("8 3 2 3")][round],
        mark: [Mark::Disc, Mark::Square, Mark::Triangle, Mark::Diamond][round],
        ..ink
    }
}

/// What a group of a treemap is filled with: a section of the Harmonised System, or 0.
pub(super) const fn section(group: u8) -> Ink {
    let at = if group as usize >= SECTIONS.len() {
        0
    } else {
        group as usize
    };
    let (class, colour) = SECTIONS[at];
    let pattern = if at == 0 { None } else { PATTERNS[at % 7] };
    ink(class, colour, pattern)
}

const PATTERNS: [Option<Pattern>; 7] = [
    None,
    Some(Pattern::Rising),
    Some(Pattern::Dots),
    Some(Pattern::Falling),
    Some(Pattern::Level),
    Some(Pattern::Upright),
    Some(Pattern::Net),
];

/// Class and colour by section; brightness goes by the section's number modulo 3.
const SECTIONS: [(&str, &str); 22] = [
    ("hs-0", "#68727f"),
    ("hs-1", "#794023"),
    ("hs-2", "#183313"),
    ("hs-3", "#837013"),
    ("hs-4", "#69481a"),
    ("hs-5", "#322a36"),
    ("hs-6", "#c04180"),
    ("hs-7", "#125765"),
    ("hs-8", "#3b291c"),
    ("hs-9", "#5b7b2f"),
    ("hs-10", "#51511b"),
    ("hs-11", "#471b47"),
    ("hs-12", "#c14564"),
    ("hs-13", "#5c4c3d"),
    ("hs-14", "#1d302d"),
    ("hs-15", "#8e6c07"),
    ("hs-16", "#3f5068"),
    ("hs-17", "#18295f"),
    ("hs-18", "#cf3a2c"),
    ("hs-19", "#6236a1"),
    ("hs-20", "#2d2d2d"),
    ("hs-21", "#3c7e58"),
];

/// What lies over a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pattern {
    /// Strokes from lower left to upper right.
    Rising,
    /// Strokes from upper left to lower right.
    Falling,
    Dots,
    /// Level strokes.
    Level,
    /// Upright strokes.
    Upright,
    /// Level and upright strokes.
    Net,
    /// Strokes of the text's colour on nothing: the gap between two reports.
    Gap,
}

impl Pattern {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::Dots => "dots",
            Self::Level => "level",
            Self::Upright => "upright",
            Self::Net => "net",
            Self::Gap => "gap",
        }
    }

    /// The side of what is repeated, in pixels. A viewer may show the borders between repeats
    /// where strokes cross them, so strokes are repeated seldom.
    const fn side(self) -> u32 {
        match self {
            Self::Dots => 8,
            _ => 64,
        }
    }

    fn path(self) -> String {
        let side = self.side();
        let parallels = |from: u32, to: u32, step: usize| (from..=to).step_by(step);
        match self {
            Self::Rising | Self::Gap => parallels(0, 2 * side, if self == Self::Gap { 4 } else { 8 })
                .map(|at| format!("M-2 {0}L{0} -2", at + 2))
                .collect(),
            Self::Falling => parallels(0, 2 * side, 8)
                .map(|at| format!("M{} -2L{} {}", i64::from(at) - 66, at + 2, side + 2))
                .collect(),
            Self::Dots => "M1 1h2v2h-2zM5 5h2v2h-2z".to_owned(),
            Self::Level => parallels(4, side, 8)
                .map(|at| format!("M0 {at}H{side}"))
                .collect(),
            Self::Upright => parallels(4, side, 8)
                .map(|at| format!("M{at} 0V{side}"))
                .collect(),
            Self::Net => Self::Level.path() + &Self::Upright.path(),
        }
    }

    /// As an element of `defs`; its name begins with the picture's.
    pub(super) fn definition(self, id: &str) -> String {
        let side = self.side();
        let look = match self {
            Self::Gap => "stroke=\"currentColor\" stroke-opacity=\"0.35\"",
            Self::Dots => "fill=\"#fff\" fill-opacity=\"0.55\"",
            _ => "stroke=\"#fff\" stroke-opacity=\"0.45\" stroke-width=\"1.5\"",
        };
        format!(
            "<pattern id=\"{id}-{}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\"><path d=\"{}\" {look}/></pattern>",
            self.name(),
            self.path()
        )
    }
}

/// The shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Disc,
    Square,
    Triangle,
    Diamond,
}

impl Mark {
    /// From its middle, relative.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Disc => "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
            Self::Square => "m-3 -3h6v6h-6z",
            Self::Triangle => "m0 -4.5l4 7.5h-8z",
            Self::Diamond => "m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.2 plus its constant for stray light.
    fn light(colour: &str) -> f64 {
        let part = |from: usize| {
            let value = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (light(a), light(b));
        (a / b).max(b / a)
    }

    #[test]
    fn two_reports_and_two_directions_are_three_to_one_to_white_and_to_each_other() {
        for (one, other) in [(EXPORT, IMPORT), (INCREASE, DECREASE), (TOTAL, INCREASE)] {
            assert!(contrast(one.colour, "#ffffff") >= 3.0, "{one:?}");
            assert!(contrast(other.colour, "#ffffff") >= 3.0, "{other:?}");
            assert!(contrast(one.colour, other.colour) >= 3.0, "{one:?} {other:?}");
            assert!(one.pattern != other.pattern || one.colour == TOTAL.colour);
        }
    }

    #[test]
    fn white_letters_stand_on_every_section_and_no_two_look_alike_in_grey() {
        let all: Vec<Ink> = (1..=21).map(section).collect();
        for (at, ink) in all.iter().enumerate() {
            assert!(contrast(ink.colour, "#ffffff") >= 4.5, "{ink:?}");
            for other in &all[at + 1..] {
                let apart = contrast(ink.colour, other.colour) >= 1.6 || ink.pattern != other.pattern;
                assert!(apart, "{ink:?} {other:?}");
                assert_ne!(ink.colour, other.colour);
            }
        }
        assert_eq!(section(22), section(0));
    }

    /// The colours a stylesheet names, by name, in the order they are named.
    fn named(rules: &str) -> impl Iterator<Item = (&str, &str)> {
        let words = rules.split([';', '{', '}']).map(str::trim);
        words.filter_map(|word| word.strip_prefix("--")?.split_once(": "))
    }

    #[test]
    fn a_page_has_contrast_enough_in_light_in_dark_and_on_paper() {
        let (mut modes, whole) = (Vec::new(), |colour: &str| match colour.len() {
            4 => colour
                .chars()
                .skip(1)
                .fold("#".to_owned(), |whole, digit| format!("{whole}{digit}{digit}")),
            _ => colour.to_owned(),
        });
        let colours: Vec<(&str, String)> = named(crate::write::html::STYLESHEET)
            .map(|(name, colour)| (name, whole(colour)))
            .collect();
        for mode in colours.chunks(11) {
            let colour = |name| mode.iter().find(|(each, _)| *each == name).unwrap().1.as_str();
            for (one, other, least) in [
                ("ink", "paper", 7.0),
                ("ink", "band", 7.0),
                ("quiet", "paper", 4.5),
                ("quiet", "band", 4.5),
                ("link", "paper", 4.5),
                ("link", "band", 4.5),
                ("line", "paper", 3.0),
                ("a", "paper", 3.0),
                ("b", "paper", 3.0),
                ("c", "paper", 3.0),
                ("d", "paper", 3.0),
                ("e", "paper", 3.0),
                ("a", "b", 3.0),
                ("d", "e", 3.0),
            ] {
                let found = contrast(colour(one), colour(other));
                assert!(found >= least, "{one} on {other}: {found}");
            }
            modes.push((colour("paper"), colour("a")));
        }
        assert_eq!(
            modes,
            [
                ("#ffffff", "#17355b"),
                ("#14171a", "#a6cbef"),
                ("#ffffff", "#17355b")
            ]
        );
    }

    #[test]
    fn sixteen_series_differ_in_ink_or_dashes() {
        let all: Vec<Ink> = (0..16).map(series).collect();
        for (at, ink) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(ink), "{ink:?}");
        }
    }
}
