//! Periods in a sentence: years, part-years, and words that count from publication.
//!
//! It exists because a figure without its period cannot be checked, and because "the same period of last
//! year" is another figure's. "Last year" is resolved by the day of publication and by nothing else.

use std::ops::Range;

use entente_trade::Date;
use regex::{Captures, Regex};

use super::super::dates::{month, month_words};
use super::super::expressions;
use super::super::per_language::PerLanguage;
use super::super::{Language, Stamp, When};

/// A period in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) when: Option<When>,
    /// Whether publication decided it.
    pub(super) relative: bool,
    /// Whether its end may be read otherwise.
    pub(super) ambiguous: bool,
    pub(super) role: Role,
    pub(super) same: bool,
    /// Whether it is one of years told together: "in 2022 and 2023".
    pub(super) joined: bool,
    /// The first and last month, where it is part of a year.
    months: Option<(u8, u8)>,
    year: Year,
}

impl Found {
    /// Whether it goes from one year to another.
    pub(super) fn spans(&self) -> bool {
        matches!(self.year, Year::Span(..))
    }

    /// Whether its words look ahead: "next year".
    pub(super) fn ahead(&self) -> bool {
        matches!(self.year, Year::From(years) if years > 0)
    }
}

/// What a period does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The figure is of it.
    Own,
    /// The figure is compared with it.
    Base,
    /// A target is due by it.
    By,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Told(u16),
    /// So many years from that of publication.
    From(i16),
    /// The year before the figure's own.
    Before,
    /// From one year to another.
    Span(u16, u16),
    None,
    /// None, and publication decides none either.
    Open,
}

#[derive(Clone, Copy)]
enum Shape {
    Months,
    Count,
    Half,
    Quarter,
    Until,
    Same,
    Month,
    By,
    Year,
    Compared,
    /// From one year to another.
    Span,
    /// From a year on, or "now": told, and no period a figure could be looked up for.
    Open,
}

/// Shapes by their names in the table.
const SHAPES: [(&str, Shape); 12] = [
    ("months", Shape::Months),
    ("count", Shape::Count),
    ("half", Shape::Half),
    ("quarter", Shape::Quarter),
    ("until", Shape::Until),
    ("same", Shape::Same),
    ("month", Shape::Month),
    ("by", Shape::By),
    ("year", Shape::Year),
    ("compared", Shape::Compared),
    ("span", Shape::Span),
    ("open", Shape::Open),
];

/// Number words up to twelve; the position counts from one.
const NUMBERS: [(Language, &str); 6] = [
    (
        Language::En,
        "one two three four five six seven eight nine ten eleven twelve",
    ),
    (
        Language::Ru,
        "один|одного два|двух три|трех|трёх четыре|четырех пять|пяти шесть|шести семь|семи восемь|восьми девять|девяти десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати",
    ),
    (
        Language::Sr,
        "jedan|jedna|jednu dva|dve tri četiri pet šest sedam osam devet deset jedanaest dvanaest",
    ),
    (
        Language::Kk,
        "бір екі үш төрт бес алты жеті сегіз тоғыз он он_бір он_екі",
    ),
    (
        Language::De,
        "ein|eine|einer|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    ),
    (
        Language::Es,
        "un|una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    ),
];

/// The number a word or figures mean, up to twelve.
pub(super) fn number(word: &str, language: Language) -> Option<u8> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let (_, words) = NUMBERS.iter().find(|(of, _)| *of == language)?;
    let at = words
        .split(' ')
        .position(|forms| forms.split('|').any(|form| form.replace('_', " ") == word))?;
    u8::try_from(at + 1).ok()
}

/// Number words as an alternative for an expression, longest first.
pub(super) fn number_words(language: Language) -> String {
    let words = NUMBERS
        .iter()
        .find(|(of, _)| *of == language)
        .map_or("", |(_, words)| words);
    let mut all: Vec<String> = words
        .split([' ', '|'])
        .map(|word| word.replace('_', " "))
        .collect();
    all.retain(|word| !word.is_empty());
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all.push(r"\d{1,2}".to_owned());
    all.join("|")
}

fn patterns(language: Language) -> &'static [(Shape, Regex)] {
    static ALL: PerLanguage<Vec<(Shape, Regex)>> = PerLanguage::new();
    ALL.of(language, || {
        let (months, numbers) = (month_words(language), number_words(language));
        let fill = |pattern: &str| {
            pattern
                .replace("MON", &months)
                .replace("NUM", &numbers)
                .replace("YEAR", r"(?:19|20)\d\d")
        };
        expressions::of(language, "period", &SHAPES, fill)
    })
}

/// The periods of a sentence, from left to right.
pub(super) fn find(lower: &str, language: Language, published: Option<Date>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (shape, pattern) in patterns(language) {
        for found in pattern.captures_iter(lower) {
            let Some(period) = period(lower, &found, *shape, language) else {
                continue;
            };
            if !all
                .iter()
                .any(|known| known.at.start < period.at.end && period.at.start < known.at.end)
            {
                all.push(period);
            }
        }
    }
    all.sort_by_key(|period| period.at.start);
    resolve(&mut all, published);
    join(lower, &mut all);
    all
}

/// Marks years told together, such as "2022 and 2023".
fn join(lower: &str, all: &mut [Found]) {
    const ANDS: [&str; 7] = ["and", "и", "i", "және", "мен", "und", "y"];
    for at in 1..all.len() {
        let gap = lower
            .get(all[at - 1].at.end..all[at].at.start)
            .map(|gap| gap.trim().trim_start_matches(". "));
        let years = [at - 1, at]
            .iter()
            .all(|at| matches!(all[*at].year, Year::Told(_)) && all[*at].role == Role::Own);
        if years && gap.is_some_and(|gap| ANDS.contains(&gap)) {
            all[at - 1].joined = true;
            all[at].joined = true;
        }
    }
}

fn period(lower: &str, found: &Captures<'_>, shape: Shape, language: Language) -> Option<Found> {
    let group = |name| found.name(name).map(|part| part.as_str());
    let whole = found.get(0)?;
    // A year with a currency or a scale behind it is an amount.
    if matches!(shape, Shape::Year)
        && lower[..whole.start()].ends_with(['$', '€', ',', '.'])
        && !lower[..whole.start()].ends_with(", ")
    {
        return None;
    }
    let months = match shape {
        Shape::Months => Some((month(language, group("m1")?)?, month(language, group("m2")?)?)),
        Shape::Count => Some((
            1,
            number(group("n")?, language).filter(|count| (1..12).contains(count))?,
        )),
        Shape::Half => Some(if second(group("h")?) { (7, 12) } else { (1, 6) }),
        Shape::Quarter => Some(quarter(group("q")?)),
        Shape::Until => match group("m2") {
            Some(word) => Some((1, month(language, word)?)),
            None => None,
        },
        Shape::Month => month(language, group("m1")?).map(|month| (month, month)),
        Shape::Same | Shape::By | Shape::Year | Shape::Compared | Shape::Span | Shape::Open => None,
    };
    if months.is_some_and(|(first, last)| first > last) {
        return None;
    }
    let role = match shape {
        Shape::Same | Shape::Compared => Role::Base,
        Shape::By => Role::By,
        Shape::Year | Shape::Month if compared(lower, &whole.range(), language) => Role::Base,
        Shape::Months | Shape::Count | Shape::Half | Shape::Quarter
            if compared(lower, &whole.range(), language) =>
        {
            Role::Base
        }
        _ => Role::Own,
    };
    let year = match group("y").filter(|word| !word.is_empty()) {
        _ if matches!(shape, Shape::Span) => {
            Year::Span(group("y1")?.parse().ok()?, group("y2")?.parse().ok()?)
        }
        // Until when, "since the beginning of the year" does not say.
        _ if matches!(shape, Shape::Open) || matches!(shape, Shape::Until) && months.is_none() => Year::Open,
        Some("year" | "año" | "des jahres") => Year::None,
        Some(word) => year(word),
        None if role == Role::Base => Year::Before,
        None => Year::None,
    };
    let month_on_month = whole.as_str() == "month on month";
    Some(Found {
        at: whole.start()..whole.start() + whole.as_str().trim_end().len(),
        when: None,
        relative: false,
        ambiguous: matches!(shape, Shape::Until) || month_on_month,
        role,
        same: matches!(shape, Shape::Same),
        joined: false,
        months,
        year: if month_on_month { Year::None } else { year },
    })
}

/// Words that make the period behind them one a figure is compared with, and those before it in Kazakh.
fn compared(lower: &str, at: &Range<usize>, language: Language) -> bool {
    static ALL: PerLanguage<Option<Regex>> = PerLanguage::new();
    let pattern = ALL
        .of(language, || expressions::one(language, "compared_with"))
        .as_ref();
    let text = if language == Language::Kk {
        &lower[at.end..]
    } else {
        &lower[..at.start]
    };
    pattern.is_some_and(|pattern| pattern.is_match(text))
}

fn second(word: &str) -> bool {
    ["second", "2", "втор", "ii", "drug", "екін", "zweit", "segund"]
        .iter()
        .any(|each| word.starts_with(each))
}

fn quarter(word: &str) -> (u8, u8) {
    const WORDS: [&[&str]; 4] = [
        &["first", "1", "перв", "prv", "бірін", "erst", "primer"],
        &["second", "2", "втор", "drug", "екін", "zweit", "segund"],
        &["third", "3", "трет", "treć", "үшін", "dritt", "tercer"],
        &["fourth", "4", "четв", "četvrt", "төрт", "viert", "cuart"],
    ];
    let roman = ["i", "ii", "iii", "iv"].iter().position(|each| *each == word);
    let at = roman
        .or_else(|| {
            WORDS
                .iter()
                .position(|all| all.iter().any(|each| word.starts_with(each)))
        })
        .unwrap_or(0);
    let first = u8::try_from(at * 3 + 1).unwrap_or(1);
    (first, first + 2)
}

fn year(word: &str) -> Year {
    if let Ok(year) = word.parse() {
        return Year::Told(year);
    }
    let has = |all: &[&str]| all.iter().any(|each| word.contains(each));
    match () {
        () if has(&[
            "previous",
            "before",
            "earlier",
            "предыдущ",
            "ранее",
            "prethodn",
            "алдыңғы",
            "vorjahr",
            "zuvor",
            "anterior",
            "previo",
        ]) =>
        {
            Year::Before
        }
        () if has(&[
            "last",
            "past",
            "прошл",
            "минувш",
            "prošl",
            "lane",
            "өткен",
            "былтыр",
            "vergangen",
            "letzt",
            "vorig",
            "pasado",
        ]) =>
        {
            Year::From(-1)
        }
        () if has(&[
            "next",
            "следующ",
            "sledeć",
            "naredn",
            "келесі",
            "nächst",
            "kommend",
            "próximo",
        ]) =>
        {
            Year::From(1)
        }
        () => Year::From(0),
    }
}

/// Gives every period its year, as far as the sentence and publication say.
fn resolve(all: &mut [Found], published: Option<Date>) {
    let mut own: Option<(u16, Option<(u8, u8)>)> = None;
    for period in all.iter_mut().filter(|period| period.role == Role::Own) {
        let (year, relative) = match (period.year, published) {
            (Year::Told(year), _) => (Some(year), false),
            (Year::Span(first, last), _) => {
                period.when = (first < last).then_some(When {
                    first: Stamp::Year(first),
                    last: Stamp::Year(last),
                });
                continue;
            }
            (Year::Open, _) => {
                period.relative = false;
                continue;
            }
            (Year::From(years), Some(date)) => (date.year().checked_add_signed(years), true),
            (Year::None, Some(date)) => (period.months.and_then(|(_, last)| latest(date, last)), true),
            (Year::Before, _) | (_, None) => (None, matches!(period.year, Year::From(_) | Year::None)),
        };
        period.relative = relative;
        period.when = year.map(|year| when(year, period.months));
        if let (Some(year), None) = (year, own) {
            own = Some((year, period.months));
        }
    }
    for period in all.iter_mut().filter(|period| period.role != Role::Own) {
        let (year, relative) = match (period.year, own, published) {
            (Year::Told(year), ..) => (Some(year), false),
            // "Compared with the first quarter", of a figure of the second, is of the same year.
            (Year::Before, Some((year, Some((first, _)))), _)
                if period.months.is_some_and(|(_, last)| last < first) =>
            {
                (Some(year), false)
            }
            (Year::Before, Some((year, _)), _) => (year.checked_sub(1), false),
            (Year::From(-1), Some((year, _)), None) => (year.checked_sub(1), false),
            (Year::From(years), _, Some(date)) => (date.year().checked_add_signed(years), true),
            _ => (None, false),
        };
        let same = period.same && own.is_none();
        let months = if period.role == Role::Base && period.months.is_none() {
            own.and_then(|own| own.1)
        } else {
            period.months
        };
        period.relative = relative;
        // The months of "the same period" are the figure's own, and may stand in another sentence.
        period.when = year.filter(|_| !same).map(|year| when(year, months));
    }
}

/// The latest year whose months up to `last` were over on a day.
fn latest(published: Date, last: u8) -> Option<u16> {
    if last < published.month() {
        Some(published.year())
    } else {
        published.year().checked_sub(1)
    }
}

fn when(year: u16, months: Option<(u8, u8)>) -> When {
    match months {
        Some((first, last)) if first == last => When {
            first: Stamp::Month(year, first),
            last: Stamp::Month(year, last),
        },
        Some((first, last)) => When::months(year, first, last),
        None => When::year(year),
    }
}
