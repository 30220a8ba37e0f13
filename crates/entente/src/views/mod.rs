//! What of a home is shown: its books and its register, as plain data of what is told.
//!
//! The brief and the pages ask here, so both show the figures that `mirror` and `explain`
//! print. Everything is asked as of one day. Nothing here knows an address or a format,
//! and no word is said.

mod brief;
mod mirror;
mod origin;
mod products;
mod recent;

pub(crate) use recent::Recent;

use entente_brief::content::{Docket, Release};
use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::{MarginRule, RowKey};
use entente_mirror::pairing::Paired;
use entente_mirror::store::{Book, Home};
use entente_register::Register;
use entente_trade::{Area, Areas, Date, Finding, Period};

use crate::command::register::register;
use crate::desk;
use crate::failure::Failure;

/// What is asked of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The state the goods left first, then the one they entered.
    pub(crate) pair: [Area; 2],
    /// Years or months, and how finely.
    pub(crate) key: RowKey,
    /// First and last period.
    pub(crate) span: [Option<Period>; 2],
}

impl Asked {
    /// The same of the other direction.
    pub(crate) const fn reversed(self) -> Self {
        let [exporter, importer] = self.pair;
        Self {
            pair: [importer, exporter],
            ..self
        }
    }
}

/// A home on a day.
pub(crate) struct Views<'h> {
    home: &'h Home,
    comparison: Comparison,
    book: Book,
    /// Vintages up to it, and acts of the register up to it.
    day: Date,
    /// What was explained a moment ago, and the stamp of the home's state.
    recent: Option<(&'h Recent, u64)>,
    /// Whether what may not be shown to whoever asks is kept back.
    discreet: bool,
}

/// A direction's cells and what explains their differences.
pub(crate) struct Explained {
    paired: Paired,
    key: RowKey,
    /// Every row that can be explained.
    pub(crate) findings: Vec<Finding>,
    /// Rows of which a side has no report, or no figure that can be compared.
    apart: Vec<Finding>,
    /// What spoke for either side.
    pub(crate) releases: Vec<Release>,
}

impl<'h> Views<'h> {
    /// # Errors
    /// The books cannot be opened.
    pub(crate) fn open(home: &'h Home, day: Date) -> Result<Self, Failure> {
        Ok(Self {
            comparison: desk::comparison(home, MarginRule::Best)?,
            book: home.book()?,
            home,
            day,
            recent: None,
            discreet: false,
        })
    }

    /// The same for whoever asks: what is closed in the register is not there.
    pub(crate) const fn discreet(mut self) -> Self {
        self.discreet = true;
        self
    }

    /// The same, explaining nothing twice while the home has this stamp.
    pub(crate) const fn remembering(mut self, recent: &'h Recent, stamp: u64) -> Self {
        self.recent = Some((recent, stamp));
        self
    }

    fn question(&self, asked: Asked) -> Question {
        let ([exporter, importer], [from, to]) = (asked.pair, asked.span);
        Question {
            exporter,
            importer,
            key: asked.key,
            from,
            to,
            as_of: Some(self.day),
            datasets: Vec::new(),
        }
    }

    /// The periods either side of a pair reports.
    ///
    /// # Errors
    /// What the disk or a damaged book refuses.
    pub(crate) fn periods(&self, asked: Asked) -> Result<Vec<Period>, Failure> {
        let told = self.comparison.periods(&self.question(asked))?;
        Ok(told.into_iter().collect())
    }

    /// The register as it was known on the day.
    ///
    /// # Errors
    /// The journal is damaged.
    pub(crate) fn register(&self) -> Result<Register, Failure> {
        let (register, _) = register(self.home, Some(self.day))?;
        Ok(match self.discreet {
            true => register.shown(),
            false => register,
        })
    }

    /// What of the register is of a pair.
    pub(crate) const fn docket<'r>(&self, register: &'r Register, pair: [Area; 2]) -> Docket<'r> {
        Docket {
            pair,
            register,
            day: self.day,
        }
    }
}

/// The pair of a home: its own side, then the partner.
///
/// # Errors
/// Settings that name a state nobody knows.
pub(crate) fn pair(home: &Home) -> Result<[Area; 2], Failure> {
    let settings = home.settings();
    let area = |letters: &str| Areas::standard().resolve_side(letters);
    Ok([area(&settings.side.alpha3)?, area(&settings.partner.alpha3)?])
}

/// The newest release in the books: who asks as of this day gets the same when newer ones have come.
///
/// # Errors
/// What the ledger refuses.
pub(crate) fn newest(home: &Home) -> Result<Option<Date>, Failure> {
    let imports = home.catalogue()?.imports()?;
    Ok(imports.iter().map(|import| import.vintage.day()).max())
}

/// From one period to another: `2015..2018`, `2015-04..`, `..2018`, or one of them; none of what is
/// neither, or ends before it begins.
pub(crate) fn span(text: &str) -> Option<[Option<Period>; 2]> {
    let end = |text: &str| match text {
        "" => Some(None),
        text => Period::parse(text).map(Some),
    };
    let span = match text.split_once("..") {
        Some((first, last)) => [end(first)?, end(last)?],
        None => [Some(Period::parse(text)?); 2],
    };
    let [first, last] = span.map(|end| end.map(Period::months));
    let year = span[1].is_some_and(|last| last.calendar_month().is_none());
    let open = first
        .zip(last)
        .is_none_or(|(first, last)| first <= last + if year { 11 } else { 0 });
    (open && text != "..").then_some(span)
}

/// The same in one spelling.
pub(crate) fn span_text(span: [Option<Period>; 2]) -> String {
    let text = |end: Option<Period>| end.map_or_else(String::new, |end| end.to_string());
    match span {
        [Some(first), Some(last)] if first == last => first.to_string(),
        [first, last] => format!("{}..{}", text(first), text(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_read_in_every_spelling_and_written_in_one() {
        for (text, written) in [
            ("2015", Some("2015")),
            ("2015..2018", Some("2015..2018")),
            ("2015..2015", Some("2015")),
            ("2015..", Some("2015..")),
            ("..2018", Some("..2018")),
            ("2015-4..2015M09", Some("2015-04..2015-09")),
            ("2015-04..2015", Some("2015-04..2015")),
            ("2018..2015", None),
            ("2015-09..2015-04", None),
            ("..", None),
            ("", None),
            ("2015...2018", None),
            ("last", None),
        ] {
            assert_eq!(span(text).map(span_text).as_deref(), written, "{text}");
        }
    }
}
