//! Which layout a file has, by its content.
//!
//! File names lie: downloads are renamed, exports are numbered. The first bytes say
//! what carries the rows, and the column names what the rows are.

use super::error::{MissingColumn, Problem};
use super::interpreter::columns;
use super::options::Limits;
use super::reject::clip;
use super::row::{Header, missing};
use super::{Layout, delimited, encoding, json, sdmx};

/// How much of a file is looked at, in bytes.
pub(super) const HEAD: usize = 64 * 1024;

/// What carries the rows of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    /// An OLE container, as of `.xls`.
    Workbook,
    /// Parquet.
    Parquet,
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// Delimiter-separated text.
    Text,
    /// A zip archive, as of `.xlsx`.
    Zip,
    /// Packed with gzip.
    Gzip,
}

impl Carrier {
    pub(super) fn of(head: &[u8]) -> Self {
        match head {
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Self::Workbook,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [b'P', b'K', 3, 4, ..] => Self::Zip,
            [0x1F, 0x8B, ..] => Self::Gzip,
            _ => match encoding::decode_head(head).trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']) {
                text if text.starts_with(['{', '[']) => Self::Json,
                text if text.starts_with('<') => Self::Xml,
                _ => Self::Text,
            },
        }
    }

    /// In words, for a file that is not what it was said to be.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Workbook => "an .xls workbook",
            Self::Parquet => "a Parquet file",
            Self::Json => "a JSON text",
            Self::Xml => "an XML text",
            Self::Text => "a table of text",
            Self::Zip => "a zip archive (an .xlsx workbook has to be saved as .xls or CSV)",
            Self::Gzip => "a file packed with gzip (unpack it first, as by gunzip)",
        }
    }

    /// What carries a layout.
    pub(super) const fn carries(layout: Layout) -> Self {
        match layout {
            Layout::KzBnsWorkbook => Self::Workbook,
            Layout::ComtradeParquet | Layout::EntenteParquet => Self::Parquet,
            Layout::ComtradeJson | Layout::SdmxJson => Self::Json,
            Layout::SdmxMl => Self::Xml,
            _ => Self::Text,
        }
    }
}

impl Layout {
    /// The layout of a file that begins with `head` (64 KiB are enough).
    ///
    /// `None` when it is no layout that is known, and for Parquet, which says what its
    /// columns are only at its end: [`read`](super::read) looks there.
    pub fn recognise(head: &[u8]) -> Option<Self> {
        match Carrier::of(head) {
            Carrier::Workbook => Some(Self::KzBnsWorkbook),
            Carrier::Json => Some(json::layout(head)),
            Carrier::Xml => sdmx::of_xml(&encoding::decode_head(head)),
            Carrier::Text if is_sdmx_csv(head) => Some(Self::SdmxCsv),
            Carrier::Text => by_columns(Carrier::Text, &header(head)?.names),
            Carrier::Parquet | Carrier::Zip | Carrier::Gzip => None,
        }
    }
}

/// The layout with these columns; an error that names the nearest if there is none.
pub(super) fn of_columns(carrier: Carrier, names: &[String]) -> Result<Layout, Problem> {
    by_columns(carrier, names).ok_or_else(|| Problem::Unrecognised {
        found: clip(&names.join(", ")),
        nearest: nearest(carrier, names),
    })
}

/// Whether a text begins as the standard wants SDMX-CSV to begin.
pub(super) fn is_sdmx_csv(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let terms = line.trim_end_matches('\r').split([',', ';', '\t', '|']);
    let mut terms = terms.map(|term| term.trim_matches('"'));
    match terms.next() {
        Some("DATAFLOW") => true,
        Some(first) if first.starts_with("STRUCTURE") => line.contains("STRUCTURE_ID"),
        _ => false,
    }
}

fn by_columns(carrier: Carrier, names: &[String]) -> Option<Layout> {
    carried(carrier)
        .filter(|layout| !layout.is_sdmx())
        .find(|&layout| missing(columns(layout), names).is_empty())
}

fn carried(carrier: Carrier) -> impl Iterator<Item = Layout> {
    Layout::ALL
        .into_iter()
        .filter(move |&layout| Carrier::carries(layout) == carrier)
}

/// The layout that lacks the smallest share of its needed columns, if at least half are there.
fn nearest(carrier: Carrier, names: &[String]) -> Option<(Layout, Vec<MissingColumn>)> {
    let lacks = |layout: Layout| {
        let needed = columns(layout).iter().filter(|column| column.required).count();
        let absent = missing(columns(layout), names);
        (absent.len() * 2 <= needed).then_some((absent.len() * 1000 / needed.max(1), layout, absent))
    };
    let ranked = carried(carrier)
        .filter(|layout| !layout.is_sdmx())
        .filter_map(lacks)
        .min_by_key(|(share, ..)| *share);
    ranked.map(|(_, layout, absent)| (layout, absent))
}

/// The header of a text that begins so.
pub(super) fn header(head: &[u8]) -> Option<Header> {
    let text = encoding::decode_head(head);
    let mut table = delimited::Delimited::new(text.as_bytes(), Limits::default()).ok()?;
    table.header().ok()
}
