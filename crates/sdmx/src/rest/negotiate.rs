//! The choice of a format by an Accept header.
//!
//! What is offered is what the crate writes, so a range that wants names or other forms of periods
//! in CSV fits nothing. Two rules are no rule of the standard but of what
//! real clients can read: `*/*` is answered in XML, and a type without a version with the first
//! version that its generation has.

use super::query::Api;
use crate::Standard;
use crate::model::{Version, VersionReference};
use std::error::Error;
use std::fmt;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Data.
    Data,
    /// Structures.
    Structure,
    /// What is valid, given as structures.
    Schema,
    /// What is available, given as structures.
    Availability,
}

/// Which keys SDMX-CSV 2 adds as columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesKeys {
    /// None.
    #[default]
    None,
    /// Those of observations.
    Observation,
    /// Those of series.
    Series,
    /// Both.
    Both,
}

/// The words for them.
const KEYS: [&str; 4] = ["none", "obs", "series", "both"];

/// A format chosen, with what a client said of CSV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The format.
    pub standard: Standard,
    /// The media type to answer with.
    pub media_type: &'static str,
    /// Keys in CSV.
    pub keys: SeriesKeys,
}

/// None of the formats asked for is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAcceptable {
    /// What was asked for.
    pub asked: String,
    /// The media types that are offered.
    pub offered: Vec<&'static str>,
}

impl fmt::Display for NotAcceptable {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "accept: found `{}`, expected one of {}",
            self.asked,
            self.offered.join(", ")
        )
    }
}

impl Error for NotAcceptable {}

type Offer = (Standard, &'static str);

const DATA_1: [Offer; 4] = [
    (
        Standard::Ml2_1Generic,
        "application/vnd.sdmx.genericdata+xml;version=2.1",
    ),
    (
        Standard::Ml2_1,
        "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
    ),
    (Standard::Json1_0, "application/vnd.sdmx.data+json;version=1.0.0"),
    (Standard::Csv1_0, "application/vnd.sdmx.data+csv;version=1.0.0"),
];
const STRUCTURE_1: [Offer; 2] = [
    (Standard::Ml2_1, "application/vnd.sdmx.structure+xml;version=2.1"),
    (
        Standard::Json1_0,
        "application/vnd.sdmx.structure+json;version=1.0.0",
    ),
];
const DATA_2: [Offer; 5] = [
    (Standard::Ml3_0, "application/vnd.sdmx.data+xml;version=3.0.0"),
    (Standard::Json2_0, "application/vnd.sdmx.data+json;version=2.0.0"),
    (Standard::Csv2_0, "application/vnd.sdmx.data+csv;version=2.0.0"),
    (Standard::Json2_1, "application/vnd.sdmx.data+json;version=2.1.0"),
    (Standard::Csv2_1, "application/vnd.sdmx.data+csv;version=2.1.0"),
];
const STRUCTURE_2: [Offer; 3] = [
    (
        Standard::Ml3_0,
        "application/vnd.sdmx.structure+xml;version=3.0.0",
    ),
    (
        Standard::Json2_0,
        "application/vnd.sdmx.structure+json;version=2.0.0",
    ),
    (
        Standard::Json2_1,
        "application/vnd.sdmx.structure+json;version=2.1.0",
    ),
];

/// Short words for formats, as one types them.
pub const SHORT: [(&str, Standard); 9] = [
    ("sdmx-csv", Standard::Csv2_0),
    ("sdmx-csv-1.0", Standard::Csv1_0),
    ("sdmx-csv-2.1", Standard::Csv2_1),
    ("sdmx-ml", Standard::Ml3_0),
    ("sdmx-ml-2.1", Standard::Ml2_1),
    ("sdmx-ml-generic", Standard::Ml2_1Generic),
    ("sdmx-json", Standard::Json2_0),
    ("sdmx-json-1.0", Standard::Json1_0),
    ("sdmx-json-2.1", Standard::Json2_1),
];

/// What a format that is named apart from headers asks for, as an Accept header says it: one of
/// [`SHORT`], the name of a family, or a media type, whose plus may have become a space on its way.
pub fn accept(format: &str, what: What) -> String {
    let short = SHORT.iter().find(|(word, _)| word.eq_ignore_ascii_case(format));
    let offers: [&[Offer]; 2] = match what {
        What::Data => [&DATA_2, &DATA_1],
        _ => [&STRUCTURE_2, &STRUCTURE_1],
    };
    let mut offers = offers.into_iter().flatten();
    let named = short.and_then(|(_, standard)| offers.find(|offer| offer.0 == *standard));
    match (named, format) {
        (Some((_, media_type)), _) => (*media_type).to_owned(),
        (None, "csv") => "text/csv".to_owned(),
        (None, "json" | "xml") => format!("application/{format}"),
        (None, other) => other.replace(' ', "+"),
    }
}

/// Chooses a format. Several Accept headers are one, joined by commas; an empty one is none, and
/// then it is the default of the standard: generic data or structures of XML 2.1 in REST 1.5, JSON
/// 2.1 in REST 2.2, and JSON 2.0 for schemas.
pub fn negotiate(accept: &str, what: What, api: Api) -> Result<Chosen, NotAcceptable> {
    let offers: &[Offer] = match (api, what) {
        (Api::V1, What::Data) => &DATA_1,
        (Api::V1, _) => &STRUCTURE_1,
        (Api::V2, What::Data) => &DATA_2,
        (Api::V2, _) => &STRUCTURE_2,
    };
    let ranges: Vec<Range> = accept
        .split(',')
        .filter_map(Range::read)
        .filter(Range::is_written)
        .collect();
    let refused = || NotAcceptable {
        asked: accept.trim().to_owned(),
        offered: offers.iter().map(|(_, media_type)| *media_type).collect(),
    };
    if accept.trim().is_empty() {
        let default = match (api, what) {
            (Api::V1, _) => offers.first(),
            (Api::V2, What::Schema) => offers.iter().find(|offer| offer.0 == Standard::Json2_0),
            (Api::V2, _) => offers.iter().find(|offer| offer.0 == Standard::Json2_1),
        };
        return default.map(|offer| chosen(offer, None)).ok_or_else(refused);
    }
    let best = offers.iter().enumerate().filter_map(|(place, offer)| {
        let fitting = ranges.iter().enumerate().filter_map(|(line, range)| {
            let closeness = range.closeness(offer, offers)?;
            Some((closeness, std::cmp::Reverse(line), range))
        });
        let (closeness, line, range) = fitting.max_by_key(|(closeness, line, _)| (*closeness, *line))?;
        let rank = (range.quality, closeness > 1, line, std::cmp::Reverse(place));
        (range.quality > 0).then_some((rank, offer, range))
    });
    let best = best.max_by_key(|(rank, ..)| *rank);
    best.map(|(_, offer, range)| chosen(offer, Some(range)))
        .ok_or_else(refused)
}

fn chosen(offer: &Offer, range: Option<&Range>) -> Chosen {
    let said = |name: &str| range.and_then(|range| range.parameter(name)).unwrap_or_default();
    Chosen {
        standard: offer.0,
        media_type: offer.1,
        keys: match said("keys") {
            "obs" => SeriesKeys::Observation,
            "series" => SeriesKeys::Series,
            "both" => SeriesKeys::Both,
            _ => SeriesKeys::None,
        },
    }
}

/// One range of media types; its quality is in thousandths.
struct Range {
    media_type: String,
    parameters: Vec<(String, String)>,
    quality: u32,
}

impl Range {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let media_type = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
        let (mut parameters, mut quality) = (Vec::new(), 1_000);
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"'));
            match name.as_str() {
                "q" => quality = thousandths(value).unwrap_or(1_000),
                _ => parameters.push((name, value.to_owned())),
            }
        }
        Some(Self {
            media_type,
            parameters,
            quality,
        })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether the crate writes CSV in this way: with identifiers, and periods as they are.
    fn is_written(&self) -> bool {
        let is = |name: &str, words: &[&str]| self.parameter(name).is_none_or(|said| words.contains(&said));
        is("labels", &["id"]) && is("timeformat", &["original"]) && is("keys", &KEYS)
    }

    /// How narrowly an offer is meant: by its version, its type, its family, or not at all.
    fn closeness(&self, offer: &Offer, offers: &[Offer]) -> Option<u8> {
        let (name, version) = offer.1.split_once(";version=")?;
        let family = name.rsplit_once('+').map(|(_, family)| family)?;
        let first_of_family = || {
            let same = |other: &&Offer| other.1.contains(&format!("+{family};"));
            offers.iter().find(same) == Some(offer)
        };
        match self.media_type.as_str() {
            "*/*" | "application/*" => Some(1),
            "text/*" if family != "json" => first_of_family().then_some(1),
            "application/xml" | "text/xml" if family == "xml" => first_of_family().then_some(2),
            "application/json" if family == "json" => first_of_family().then_some(2),
            "text/csv" | "application/csv" if family == "csv" => first_of_family().then_some(2),
            asked if asked == name => match self.parameter("version") {
                None => Some(3),
                Some(asked) => {
                    let same = offers
                        .iter()
                        .filter(|other| other.1.starts_with(&format!("{name};")));
                    let known: Vec<Version> = same
                        .filter_map(|other| three(other.1.split_once("version=")?.1))
                        .collect();
                    let wanted = wanted(asked)?;
                    wanted.chosen(&known).contains(&&three(version)?).then_some(4)
                }
            },
            _ => None,
        }
    }
}

/// A version with as many numbers as the standard has, zeros for those left off.
fn three(text: &str) -> Option<Version> {
    let missing = 2_usize.saturating_sub(text.matches('.').count());
    Version::parse(&format!("{text}{}", ".0".repeat(missing)))
}

fn wanted(text: &str) -> Option<VersionReference> {
    three(text)
        .map(VersionReference::Exact)
        .or_else(|| VersionReference::parse(text))
}

/// A quality from 0 to 1 with at most three decimals.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let padded: String = part.chars().chain("000".chars()).take(3).collect();
    let whole = match whole {
        "0" => 0,
        "1" => 1_000,
        _ => return None,
    };
    digits.then(|| padded.parse::<u32>().ok().map(|part| (whole + part).min(1_000)))?
}
