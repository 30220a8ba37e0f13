//! Near misses: what a mistyped word of the command line may have meant.
//!
//! They are only shown. Nothing is done with a guess.

use std::path::{Path, PathBuf};

pub(crate) use entente_trade::near::word;
use entente_trade::{Date, Period};

/// ` (did you mean …?)`, or nothing.
pub(crate) fn asked(near: Option<impl std::fmt::Display>) -> String {
    near.map_or_else(String::new, |near| format!(" (did you mean {near}?)"))
}

/// The period in `2015-4`, `04.2015` or `2015M04`.
pub(crate) fn period(text: &str) -> Option<Period> {
    let (year, month) = match numbers(text)[..] {
        [year] => return Period::parse(year),
        [year, month] if year.len() == 4 => (year, month),
        [month, year] => (year, month),
        _ => return None,
    };
    Period::month(year.parse().ok()?, month.parse().ok()?)
}

/// The day in `2024-1-5`, `19.11.2024` or `20241119`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let (year, month, day) = match numbers(text)[..] {
        [all] if all.len() == 8 => (&all[..4], &all[4..6], &all[6..]),
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The numbers of a text in which nothing but signs and the `M` of a month stands between.
fn numbers(text: &str) -> Vec<&str> {
    let between = |letter: char| matches!(letter, '-' | '.' | '/' | ' ' | 'M' | 'm');
    let whole = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || between(letter));
    let parts = text.split(between).filter(|part| !part.is_empty());
    if whole { parts.collect() } else { Vec::new() }
}

/// The file of the same folder with a name most like that of `path`.
pub(crate) fn file(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    let here = Path::new(".");
    let entries = std::fs::read_dir(if folder.as_os_str().is_empty() {
        here
    } else {
        folder
    })
    .ok()?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let near = word(path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    Some(folder.join(near))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_word_finds_its_neighbour_and_a_strange_one_none() {
        let known = ["comtrade-csv", "comtrade-json", "kz-bns-workbook"];
        assert_eq!(word("kz-bns-workbok", known), Some("kz-bns-workbook"));
        assert_eq!(word("Comtrade-Jsn", known), Some("comtrade-json"));
        assert_eq!(word("xlsx", known), None);
    }

    #[test]
    fn periods_and_days_written_otherwise_are_understood_and_others_not() {
        let months = ["2015-4", "04.2015", "2015M04", "2015/04"];
        for text in months {
            assert_eq!(period(text), Period::month(2015, 4), "{text}");
        }
        for text in ["2015-Q1", "2015-13", "15", "last", "2015-04-05"] {
            assert_eq!(period(text), None, "{text}");
        }
        for text in ["2024-1-5", "5.1.2024", "20240105", "2024/01/05"] {
            assert_eq!(date(text), Date::new(2024, 1, 5), "{text}");
        }
        assert_eq!(date("2024-02-30"), None);
    }
}
