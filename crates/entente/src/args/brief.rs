//! The command line of the brief. The comments of this file are its help.

use std::path::PathBuf;

use clap::Args;
use entente_brief::Language;
use entente_trade::{Area, Date, Period};

use super::{area, date, one_of, prepared};
use crate::failure::Failure;
use crate::views;

#[derive(Debug, Args)]
pub(crate) struct BriefArgs {
    /// One state: alpha-3, alpha-2, M49 or name
    #[arg(value_parser = area)]
    pub(crate) one: Area,
    /// The other state
    #[arg(value_parser = area)]
    pub(crate) other: Area,
    /// The years: 2015..2018, 2015.., ..2018 or 2015; all there are when not given
    #[arg(long, value_parser = years, value_name = "YEARS")]
    pub(crate) years: Option<Years>,
    /// The language: en, kk, ru, sr-Cyrl or sr-Latn
    #[arg(long = "lang", value_parser = language, value_name = "LANGUAGE", default_value = "en")]
    pub(crate) language: Language,
    /// The file to write: .html, .docx, .xlsx, .json or, where the program entente-pdf is there,
    /// .pdf; a page on standard output when not given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    pub(crate) replace: bool,
    /// As it was known on a day: vintages and acts of the register up to it; else today
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// The state whose brief it is: it asks the other, and not itself
    #[arg(long, value_parser = area, value_name = "STATE")]
    pub(crate) side: Option<Area>,
    /// When it says it was made; else now
    #[arg(long, value_parser = prepared, value_name = "TIME")]
    pub(crate) prepared: Option<String>,
}

impl BriefArgs {
    /// A pair is of two states, and a brief one of theirs or nobody's.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.one == self.other {
            return Err(Failure::usage("both states are the same"));
        }
        match self.side {
            Some(side) if side != self.one && side != self.other => {
                let [found, one, other] =
                    [side, self.one, self.other].map(|area| entente_trade::Areas::standard().label(area));
                Err(Failure::usage(format!(
                    "found {found} for --side, expected {one} or {other}"
                )))
            }
            _ => Ok(()),
        }
    }
}

/// From one year to another, either end open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Years {
    pub(crate) span: [Option<Period>; 2],
}

fn years(text: &str) -> Result<Years, String> {
    let whole = |end: Option<Period>| end.is_none_or(|end| end.calendar_month().is_none());
    let span = views::span(text).filter(|span| span.iter().all(|end| whole(*end)));
    span.map(|span| Years { span })
        .ok_or_else(|| "expected years such as 2015..2018, 2015.., ..2018 or 2015".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    let codes = Language::ALL.map(Language::code);
    let found = Language::ALL
        .into_iter()
        .find(|one| one.code().eq_ignore_ascii_case(text));
    found.ok_or_else(|| one_of(text, &codes))
}
