//! The suffix is the format: what a page can be taken away as.

use axum::http::{HeaderMap, HeaderValue, header};
use entente_brief::chart;
use entente_brief::document::{Block, Document};
use entente_brief::table::Table;
use entente_brief::write::{csv, docx, json, xlsx};
use entente_brief::{Wording, content::wrong::Wrong};

use super::Refusal;
use crate::near;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// No suffix: a page.
    Page,
    Csv,
    LocalCsv,
    Xlsx,
    Docx,
    Json,
    Metadata,
    Svg,
    Sdmx,
}

impl Form {
    /// Every format that is a file.
    pub(super) const FILES: [Self; 8] = [
        Self::Csv,
        Self::LocalCsv,
        Self::Xlsx,
        Self::Docx,
        Self::Json,
        Self::Metadata,
        Self::Svg,
        Self::Sdmx,
    ];

    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Csv => "csv",
            Self::LocalCsv => "local.csv",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Json => "json",
            Self::Metadata => "metadata.json",
            Self::Svg => "svg",
            Self::Sdmx => "sdmx.csv",
        }
    }

    pub(super) fn of_suffix(suffix: &str) -> Option<Self> {
        Self::FILES.into_iter().find(|form| form.suffix() == suffix)
    }

    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Page => "text/html; charset=utf-8",
            Self::Csv | Self::LocalCsv | Self::Sdmx => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Json | Self::Metadata => "application/json",
            Self::Svg => "image/svg+xml",
        }
    }

    /// Says what a file is, and how it is called when it is kept.
    pub(super) fn head(self, headers: &mut HeaderMap, path: &str) {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type()));
        let shown = matches!(self, Self::Page | Self::Svg | Self::Json | Self::Metadata);
        let name = path.rsplit('/').next().unwrap_or_default();
        if !shown && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
    }
}

/// A document as a file; one of a table holds the table named, else the first.
///
/// # Errors
/// There is no such table or chart; a fault of a writer.
pub(super) fn file(document: &Document, form: Form, table: Option<&str>) -> Result<Vec<u8>, Refusal> {
    let tongue = Wording::of(document.language);
    Ok(match form {
        Form::Csv => csv::plain(document, one(document.tables().collect(), table)?).into_bytes(),
        Form::LocalCsv => {
            csv::for_local_spreadsheet(document, one(document.tables().collect(), table)?).into_bytes()
        }
        Form::Xlsx => xlsx::file(document, tongue)?,
        Form::Docx => docx::file(document, tongue)?,
        Form::Metadata => json::metadata(document).into_bytes(),
        Form::Svg => picture(document, table)?.into_bytes(),
        Form::Json | Form::Page | Form::Sdmx => json::document(document).into_bytes(),
    })
}

fn one<'d>(tables: Vec<&'d Table>, asked: Option<&str>) -> Result<&'d Table, Wrong> {
    let found = match asked {
        Some(name) => tables.iter().find(|table| table.name == name),
        None => tables.first(),
    };
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        let asked = asked.unwrap_or_default();
        Wrong {
            status: 404,
            found: format!("table={asked}"),
            expected: names.join(" · "),
            near: near::word(asked, names.iter().copied()).map(|near| (near.to_owned(), String::new())),
        }
    })
}

fn picture(document: &Document, asked: Option<&str>) -> Result<String, Wrong> {
    let figures = document.blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    });
    let figures: Vec<_> = figures.collect();
    let table = one(figures.iter().map(|figure| &figure.table).collect(), asked)?;
    let figure = figures.iter().find(|figure| figure.table.name == table.name);
    let tongue = Wording::of(document.language);
    let drawn = figure.map(|figure| chart::draw(figure, tongue, "chart").file());
    Ok(drawn.unwrap_or_default())
}
