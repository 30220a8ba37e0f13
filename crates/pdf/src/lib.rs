//! One document as a printed brief: a PDF for archives (PDF/A-3a) that everybody can
//! read (PDF/UA-1).
//!
//! It is set by typst as a library, from a template that is compiled in. The template
//! reads the document as data, so no text of it is ever markup. There is no file, no
//! package and no clock: the day of the document is its vintage, and the same document
//! gives the same bytes. What typst warns of is an error here, since it writes a PDF
//! without text when it has no fonts, and only warns.

mod world;

use std::fmt;

use entente_brief::Document;
use entente_brief::write::{Tongue, print};
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::Desk;

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// A font that is compiled in cannot be read.
    Fonts {
        /// How many faces can be.
        found: usize,
    },
    /// What typst says: a letter that no face has, or a fault of the template.
    Set(Vec<String>),
}

impl fmt::Display for PdfError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fonts { found } => {
                write!(
                    out,
                    "{found} of {} faces can be read; build it again",
                    world::FACES.len()
                )
            }
            Self::Set(faults) => write!(out, "the brief was not set: {}", faults.join("; ")),
        }
    }
}

impl std::error::Error for PdfError {}

/// Writes a document that keeps to PDF/A-3a and PDF/UA-1 by typst's checks.
///
/// # Errors
/// [`PdfError`], also for whatever typst only warns of.
pub fn pdf(document: &Document, tongue: &dyn Tongue) -> Result<Vec<u8>, PdfError> {
    set(print::files(document, tongue))
}

/// The same of the files a document gives: names and texts, `data.json` among them.
///
/// # Errors
/// As [`pdf`].
pub fn set(files: Vec<(String, String)>) -> Result<Vec<u8>, PdfError> {
    let desk = Desk::new(files)?;
    let set = typst::compile::<PagedDocument>(&desk);
    let pages = set.output.map_err(|faults| PdfError::Set(told(&faults)))?;
    if !set.warnings.is_empty() {
        return Err(PdfError::Set(told(&set.warnings)));
    }
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|fault| PdfError::Set(vec![fault.message().to_string()]))?;
    let options = PdfOptions {
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|faults| PdfError::Set(told(&faults)))
}

fn told(faults: &[SourceDiagnostic]) -> Vec<String> {
    faults.iter().map(|fault| fault.message.to_string()).collect()
}
