//! What the title of a Kazakh bureau table says: which year, and whether all of it.
//!
//! A table "за январь-июнь 2023 года" has the columns of a year's table and must not be
//! taken for one.

use entente_trade::Period;

/// What stands for a part of a year.
const PARTS: [&str; 4] = ["квартал", "полугод", "месяц", "декад"];

/// Beginnings of the months' names.
const MONTHS: [&str; 12] = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "май",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
];

/// What a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// A whole year.
    Year(Period),
    /// Some months, a quarter or half a year, or more than one year.
    Part,
    /// No year at all.
    Unsaid,
}

/// Reads the lines above a table's header.
pub(super) fn read(text: &str) -> Title {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).collect();
    let mut years: Vec<Period> = words.iter().filter_map(|word| year(word)).collect();
    years.dedup();
    let months: Vec<usize> = words.iter().filter_map(|word| month(word)).collect();
    let part = words
        .iter()
        .any(|word| PARTS.iter().any(|part| word.starts_with(part)));
    match (years.as_slice(), months.as_slice(), part) {
        ([], ..) => Title::Unsaid,
        ([year], [] | [0, 11], false) => Title::Year(*year),
        _ => Title::Part,
    }
}

fn year(word: &str) -> Option<Period> {
    Period::parse(word).filter(|period| period.calendar_month().is_none())
}

fn month(word: &str) -> Option<usize> {
    // The genitive of май is мая; no other word of a title begins so.
    let word = if word == "мая" { "май" } else { word };
    MONTHS.iter().position(|month| word.starts_with(month))
}

/// The date after "Дата опубликования:", as year, month and day.
pub(super) fn published(text: &str) -> Option<(u16, u8, u8)> {
    let lower = text.to_lowercase();
    let date = lower.trim().strip_prefix("дата опубликования")?;
    let mut parts = date.trim_start_matches([':', ' ', '\u{a0}']).split('.');
    let day = parts
        .next()?
        .trim()
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let month = parts
        .next()?
        .trim()
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let year = parts.next()?.split_whitespace().next()?.parse().ok()?;
    Some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_title_of_the_whole_year_is_a_year() {
        let year = |number| Period::year(number).map_or(Title::Unsaid, Title::Year);
        for (text, title) in [
            ("Основные показатели\nза январь-декабрь 2019 года", year(2019)),
            ("за  2021 год", year(2021)),
            ("2023 год", year(2023)),
            ("за январь-июнь 2023 года", Title::Part),
            ("за январь 2023 года", Title::Part),
            ("за май 2023 года", Title::Part),
            ("за I квартал 2023 года", Title::Part),
            ("1 полугодие 2023 года", Title::Part),
            ("за 9 месяцев 2023 года", Title::Part),
            ("за 2022-2023 годы", Title::Part),
            ("Основные показатели", Title::Unsaid),
        ] {
            assert_eq!(read(text), title, "{text}");
        }
    }

    #[test]
    fn the_date_of_publication_is_not_that_of_the_next_one() {
        assert_eq!(published("Дата опубликования: 25.07.2024"), Some((2024, 7, 25)));
        assert_eq!(published("Дата следующего опубликования: 25.07.2025"), None);
        assert_eq!(published("Дата опубликования: 25.13.2024"), None);
    }
}
