//! One CIF factor a chapter, for imports whose records do not say their value without freight.

use std::fmt;

/// CIF factors of the chapters: an import's CIF value over its factor is its FOB value.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors([f64; 100]);

/// A line of a table of factors that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorsError {
    /// Line, from 1.
    pub line: usize,
    /// The line as found.
    pub found: String,
}

impl fmt::Display for FactorsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, found) = (self.line, &self.found);
        write!(
            out,
            "line {line}: found \"{found}\", expected chapter,factor with a factor of at least 1"
        )
    }
}

impl std::error::Error for FactorsError {}

impl Default for Factors {
    /// 6 % everywhere, the trade-weighted mean the method falls back on.
    fn default() -> Self {
        Self([1.06; 100])
    }
}

impl Factors {
    /// From a table with a header and the columns `chapter,factor`; other chapters keep 6 %.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn parse(table: &str) -> Result<Self, FactorsError> {
        let mut factors = Self::default();
        let lines = table
            .lines()
            .enumerate()
            .skip(1)
            .filter(|(_, line)| !line.trim().is_empty());
        for (at, line) in lines {
            let error = || FactorsError {
                line: at + 1,
                found: line.to_owned(),
            };
            let (chapter, factor) = line.split_once(',').ok_or_else(error)?;
            let chapter: usize = chapter.trim().parse().map_err(|_| error())?;
            let factor: f64 = factor.trim().parse().map_err(|_| error())?;
            let place = factors
                .0
                .get_mut(chapter)
                .filter(|_| (1.0..10.0).contains(&factor));
            *place.ok_or_else(error)? = factor;
        }
        Ok(factors)
    }

    /// The factors, by chapter.
    pub(super) const fn by_chapter(&self) -> &[f64; 100] {
        &self.0
    }

    /// The factors as text, for telling whether they changed.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|factor| format!("{factor};")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_sets_the_chapters_it_names() {
        let factors = Factors::parse("chapter,factor\n03,1.1\n\n27,1.25\n").unwrap();
        assert_eq!(
            [3, 27, 84].map(|chapter| factors.by_chapter()[chapter]),
            [1.1, 1.25, 1.06]
        );
    }

    #[test]
    fn a_bad_line_is_told_by_its_number() {
        for line in ["xx,1.1", "03", "03,0.9", "100,1.1", "03,abc"] {
            let error = Factors::parse(&format!("chapter,factor\n{line}\n")).unwrap_err();
            assert_eq!(
                error,
                FactorsError {
                    line: 2,
                    found: line.to_owned()
                }
            );
        }
    }
}
