//! What a program answered: fingerprints of its tables, and its counts of rows.
//!
//! Two answers agree when the fingerprints are the same to the last digit, and the
//! counts too where both print them.

use std::path::Path;

use serde_json::Value;

use crate::failure::{Failure, Outcome};

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    /// What `check.py` printed about the two tables, without the folder.
    pub(crate) tables: Vec<String>,
    /// The one line of JSON, of programs that print it.
    pub(crate) counts: Option<Value>,
}

impl Answer {
    /// Reads what `check.py` printed about `folder`, and what the program itself printed.
    ///
    /// # Errors
    /// When there are not two fingerprints.
    pub(crate) fn read(folder: &Path, checked: &str, printed: &str) -> Outcome<Self> {
        let head = format!("{} ", folder.display());
        let tables: Vec<String> = checked
            .lines()
            .filter_map(|line| line.strip_prefix(&head))
            .map(str::to_owned)
            .collect();
        let kinds = ["matched ", "asymmetry "];
        let whole = tables.len() == 2
            && kinds
                .iter()
                .zip(&tables)
                .all(|(kind, line)| line.starts_with(kind));
        if !whole {
            let why = format!("check.py printed {checked:?}; expected a line of each of the two tables");
            return Err(Failure::at(folder, why));
        }
        let counts = printed
            .lines()
            .last()
            .and_then(|line| serde_json::from_str(line).ok());
        Ok(Self { tables, counts })
    }

    /// Holds two programs' answers against each other.
    ///
    /// # Errors
    /// The first lines that differ, both of them.
    pub(crate) fn agree(&self, name: &str, other: &Self, other_name: &str) -> Outcome<()> {
        let own = self.lines(other);
        let differing = own
            .iter()
            .zip(&other.lines(self))
            .find(|(one, two)| !alike(one, two))
            .map(|(one, two)| format!("the answers differ\n  {name}: {one}\n  {other_name}: {two}"));
        differing.map_or(Ok(()), |why| Err(Failure::new(why)))
    }

    fn lines(&self, other: &Self) -> Vec<String> {
        let counts = self
            .counts
            .iter()
            .filter(|_| other.counts.is_some())
            .map(Value::to_string);
        self.tables.iter().cloned().chain(counts).collect()
    }
}

/// Sums that engines add up as doubles, each in an order of its own.
const DOUBLES: [&str; 4] = ["imp_fob_milli", "diff_milli", "abs_diff_milli", "rel_micro"];
/// A last place in so many thousandths of such a sum may round the other way.
const LAST_PLACES: i128 = 1_000_000_000;

/// Whether two lines are equal, sums of doubles up to the rounding of a few cells.
fn alike(one: &str, two: &str) -> bool {
    let (ones, twos) = (one.split(' '), two.split(' '));
    one == two || (ones.clone().count() == twos.clone().count() && ones.zip(twos).all(|(a, b)| near(a, b)))
}

fn near(one: &str, two: &str) -> bool {
    let number = |text: &str| {
        text.split_once('=')
            .and_then(|(_, number)| number.parse::<i128>().ok())
    };
    let named = |name: &&str| one.starts_with(&format!("{name}="));
    one == two
        || DOUBLES.iter().any(named)
            && number(one)
                .zip(number(two))
                .is_some_and(|(a, b)| (a - b).abs() <= 2 + a.abs() / LAST_PLACES / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(keys: u32, printed: &str) -> Answer {
        let checked = format!("out/a b matched keys={keys} n_exp=2\nout/a b asymmetry cells=1\n");
        Answer::read(Path::new("out/a b"), &checked, printed).unwrap()
    }

    #[test]
    fn fingerprints_are_read_without_their_folder() {
        assert_eq!(
            answer(3, "note\n{\"rows\": 3, \"keys\": 2}\n"),
            Answer {
                tables: vec![
                    "matched keys=3 n_exp=2".to_owned(),
                    "asymmetry cells=1".to_owned()
                ],
                counts: Some(serde_json::json!({"rows": 3, "keys": 2})),
            }
        );
        assert_eq!(answer(3, "3 cells in 2 of 2 periods\n").counts, None);
    }

    #[test]
    fn a_fingerprint_that_is_missing_is_an_error() {
        let read = Answer::read(Path::new("out"), "out matched keys=1\n", "");
        assert_eq!(
            read.map_err(|why| why.to_string()),
            Err("out: check.py printed \"out matched keys=1\\n\"; \
                 expected a line of each of the two tables"
                .to_owned())
        );
    }

    #[test]
    fn answers_agree_whatever_the_spelling_of_the_counts() {
        let (one, two) = (answer(3, "{\"a\": 1, \"b\":2}"), answer(3, "{\"b\":2,\"a\":1}"));
        assert!(one.agree("one", &two, "two").is_ok());
        assert!(one.agree("one", &answer(3, "no counts"), "two").is_ok());
    }

    #[test]
    fn sums_of_doubles_may_differ_in_the_last_place() {
        let (one, two) = (
            "a keys=3 imp_fob_milli=733608420453691",
            "a keys=3 imp_fob_milli=733608420453693",
        );
        assert!(alike(one, two));
        assert!(!alike(one, "a keys=3 imp_fob_milli=733608420459693"));
        assert!(!alike(one, "a keys=4 imp_fob_milli=733608420453691"));
        assert!(!alike(one, "a keys=3"));
        assert!(!alike(
            "a exp_milli=733608420453691",
            "a exp_milli=733608420453693"
        ));
    }

    #[test]
    fn a_difference_is_told_with_both_lines() {
        let told =
            |one: &Answer, two: &Answer| one.agree("entente", two, "DuckDB").map_err(|why| why.to_string());
        assert_eq!(
            told(&answer(3, ""), &answer(4, "")),
            Err("the answers differ\n  entente: matched keys=3 n_exp=2\n  \
                 DuckDB: matched keys=4 n_exp=2"
                .to_owned())
        );
        assert_eq!(
            told(&answer(3, "{\"rows\":5}"), &answer(3, "{\"rows\": 6}")),
            Err("the answers differ\n  entente: {\"rows\":5}\n  DuckDB: {\"rows\":6}".to_owned())
        );
    }
}
