//! The readers, and what each of them promises of any bytes.

mod coverage;
mod intake;
mod rates;
mod report;
mod sdmx;
mod segment;
mod text;

use entente_mirror::intake::Layout;

pub(crate) use sdmx::Part;

/// What reads the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A file of trade reports, of a given layout or of one to be recognised.
    Intake(Option<Layout>),
    /// A coverage file.
    Coverage,
    /// A table of rates.
    Rates,
    /// A report of a ceremony.
    Report,
    /// A segment of a book.
    Segment,
    /// A word for the parsers of the vocabulary.
    Text,
    /// A message or a request of SDMX.
    Sdmx(Part),
}

impl Target {
    /// The name in files.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Intake(Some(layout)) => format!("intake-{layout}"),
            other => other.kind().to_owned(),
        }
    }

    /// The name without the layout.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Intake(_) => "intake",
            Self::Coverage => "coverage",
            Self::Rates => "rates",
            Self::Report => "report",
            Self::Segment => "segment",
            Self::Text => "text",
            Self::Sdmx(part) => part.name(),
        }
    }

    /// The names of all kinds.
    pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
        let others = [
            Self::Intake(None),
            Self::Coverage,
            Self::Rates,
            Self::Report,
            Self::Segment,
            Self::Text,
        ];
        others
            .into_iter()
            .chain(Part::ALL.map(Self::Sdmx))
            .map(Self::kind)
    }

    /// From [`Self::name`].
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let simple = [
            Self::Intake(None),
            Self::Coverage,
            Self::Rates,
            Self::Report,
            Self::Segment,
            Self::Text,
        ];
        let layouts = Layout::ALL.map(|layout| Self::Intake(Some(layout)));
        simple
            .into_iter()
            .chain(layouts)
            .chain(Part::ALL.map(Self::Sdmx))
            .find(|target| target.name() == name)
    }

    /// What is wrong with how the bytes are read.
    pub(crate) fn check(self, bytes: &[u8]) -> Result<(), String> {
        let text = || String::from_utf8_lossy(bytes);
        match self {
            Self::Intake(layout) => intake::check(bytes, layout),
            Self::Coverage => coverage::check(&text()),
            Self::Rates => rates::check(&text()),
            Self::Report => report::check(bytes),
            Self::Segment => segment::check(bytes),
            Self::Text => text::check(&text()),
            Self::Sdmx(part) => part.check(bytes).map(drop),
        }
    }
}

/// Fails with words when two things that ought to be the same are not.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: found {found:?}, expected {expected:?}"))
}

/// Fails with words.
fn promised(kept: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if kept { Ok(()) } else { Err(what()) }
}
