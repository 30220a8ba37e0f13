//! Days as texts write them, and the days they mean.
//!
//! It exists because a day without a year is the latest not after publication, and no day at all without
//! one. It never asks what today is.

use std::ops::Range;

use entente_trade::Date;
use regex::{Captures, Regex};

use super::Language;
use super::fold;
use super::per_language::PerLanguage;
use super::table::{forms, rows};

pub(super) const MONTHS: &str = include_str!("../../data/months.tsv");

/// A day in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) at: Range<usize>,
    pub(super) year: Option<u16>,
    pub(super) month: u8,
    pub(super) day: u8,
    /// The last day, for `18–19 November`.
    pub(super) until: Option<u8>,
}

impl Day {
    /// The (first) day it means: its own year's, or the latest not after publication.
    pub(super) fn resolve(&self, published: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.day);
        }
        let published = published?;
        let this = Date::new(published.year(), self.month, self.day);
        match this.filter(|date| *date <= published) {
            Some(date) => Some(date),
            None => Date::new(published.year().checked_sub(1)?, self.month, self.day),
        }
    }

    /// The first and the last day.
    pub(super) fn resolve_both(&self, published: Option<Date>) -> Option<(Date, Date)> {
        let first = self.resolve(published)?;
        let last = self
            .until
            .and_then(|day| Date::new(first.year(), first.month(), day));
        Some((first, last.filter(|last| *last > first).unwrap_or(first)))
    }
}

/// The months of a language as an alternative for an expression, longest first.
pub(super) fn month_words(language: Language) -> String {
    let mut words: Vec<String> = month_table(language)
        .into_iter()
        .map(|(word, _)| regex::escape(&word))
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

/// The month a word means.
pub(super) fn month(language: Language, word: &str) -> Option<u8> {
    month_table(language)
        .into_iter()
        .find(|(form, _)| form == word)
        .map(|(_, month)| month)
}

fn month_table(language: Language) -> Vec<(String, u8)> {
    let mut all = Vec::new();
    for [of, month, words] in rows::<3>(MONTHS) {
        let Ok(month) = month.parse() else { continue };
        for word in forms(words).filter(|_| of == language.code()) {
            all.push((word.to_owned(), month));
            if language == Language::Sr {
                all.push((fold::cyrillic(word), month));
            }
        }
    }
    all
}

/// The days a text names, from left to right.
pub(super) fn days(lower: &str, language: Language) -> Vec<Day> {
    static ALL: PerLanguage<Vec<Regex>> = PerLanguage::new();
    let patterns = ALL.of(language, || patterns(language));
    let mut all: Vec<Day> = Vec::new();
    for pattern in patterns {
        all.extend(
            pattern
                .captures_iter(lower)
                .filter_map(|found| day(&found, language)),
        );
    }
    all.sort_by_key(|day| (day.at.start, std::cmp::Reverse(day.at.end)));
    let mut end = 0;
    all.retain(|day| {
        let apart = day.at.start >= end;
        end = if apart { day.at.end } else { end };
        apart
    });
    all
}

fn patterns(language: Language) -> Vec<Regex> {
    let months = month_words(language);
    let span = r"(?P<day>\d{1,2})(?:\s?[-–]\s?(?P<until>\d{1,2}))?";
    let mut all = vec![
        r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b".to_owned(),
        r"\b(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})\b".to_owned(),
    ];
    match language {
        Language::En => {
            all.push(format!(r"\b{span}(?:st|nd|rd|th)?(?: of)?\s+(?P<month>{months})\b\.?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"));
            all.push(format!(
                r"\b(?P<month>{months})\b\.?\s+{span}(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
            ));
        }
        Language::Kk => all.push(format!(
            r"(?:\b(?P<year>(?:19|20)\d\d)\s*(?:жылғы|жылы|жылдың|ж\.)\s+)?\b{span}\s+(?P<month>{months})\b"
        )),
        Language::Es => all.push(format!(
            r"\b{span}\s+de\s+(?P<month>{months})\b(?:\s+de[l]?\s+(?P<year>(?:19|20)\d\d)\b)?"
        )),
        _ => all.push(format!(
            r"\b{span}\.?\s+(?P<month>{months})\b\.?(?:\s+(?P<year>(?:19|20)\d\d)\b\.?)?"
        )),
    }
    all.iter()
        .filter_map(|pattern| Regex::new(pattern).ok())
        .collect()
}

fn day(found: &Captures<'_>, language: Language) -> Option<Day> {
    let group = |name| found.name(name).map(|part| part.as_str());
    let month = match group("number") {
        Some(number) => number.parse().ok()?,
        None => month(language, group("month")?)?,
    };
    let day: u8 = group("day")?.parse().ok()?;
    let year = match group("year") {
        Some(year) => Some(year.parse().ok()?),
        None => None,
    };
    Date::new(year.unwrap_or(2000), month, day)?;
    let until = group("until").and_then(|day| day.parse().ok());
    Some(Day {
        at: found.get(0)?.range(),
        year,
        month,
        day,
        until,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: Language, published: Option<&str>) -> Vec<(String, String)> {
        let published = published.and_then(Date::parse);
        let lower = fold::lower(text);
        let told = |day: Day| {
            let both = day
                .resolve_both(published)
                .map(|(first, last)| format!("{first}/{last}"));
            (lower[day.at].to_owned(), both.unwrap_or_default())
        };
        days(&lower, language).into_iter().map(told).collect()
    }

    #[test]
    fn a_day_without_a_year_is_the_latest_not_after_publication() {
        let day = |text, published| read(text, Language::En, Some(published))[0].1.clone();
        assert_eq!(
            day("On 19 November, he came", "2024-11-20"),
            "2024-11-19/2024-11-19"
        );
        assert_eq!(
            day("security on Nov. 29, reported", "2023-12-01"),
            "2023-11-29/2023-11-29"
        );
        assert_eq!(
            day("On 19 November, he came", "2024-11-18"),
            "2023-11-19/2023-11-19"
        );
    }

    #[test]
    fn without_publication_it_stays_open() {
        assert_eq!(
            read("on Nov. 29, reported", Language::En, None),
            [("nov. 29".to_owned(), String::new())]
        );
    }

    #[test]
    fn days_are_read_in_every_language() {
        for (language, text, expected) in [
            (Language::En, "18–19 November 2024", "2024-11-18/2024-11-19"),
            (Language::Ru, "19 ноября 2024 года", "2024-11-19/2024-11-19"),
            (Language::Sr, "19. novembra 2024. godine", "2024-11-19/2024-11-19"),
            (Language::Sr, "19. новембра 2024. године", "2024-11-19/2024-11-19"),
            (Language::Kk, "2024 жылғы 19 қарашада", "2024-11-19/2024-11-19"),
            (Language::De, "am 6. Oktober 2010", "2010-10-06/2010-10-06"),
            (Language::Es, "el 20 de marzo de 2014", "2014-03-20/2014-03-20"),
            (Language::En, "date 2023-05-04", "2023-05-04/2023-05-04"),
        ] {
            let found = read(text, language, None);
            assert_eq!(found[0].1, expected, "{text}: {found:?}");
        }
    }
}
