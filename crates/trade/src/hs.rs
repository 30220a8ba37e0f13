//! The Harmonized System's code lists and the way from one edition to another.
//!
//! It exists to tell a mistyped code from a code of another edition, and to bring two reports that were
//! classified by different editions to one. Editions are counted as UN Comtrade does: H0 is 1988/92, H1
//! 1996, H2 2002, H3 2007, H4 2012, H5 2017, H6 2022. Code lists are here for H4, H5 and H6; of the older
//! editions only what the conversions tell, see [`Conversion::codes`].
//!
//! Conversion weights are estimates made from trade (Harvard Growth Lab) or, from H6 to H5, an equal split
//! over UNSD's correlation table: ask [`Conversion::method`] before trusting a split. This module does not
//! convert quantities and does not hold descriptions; [`HsNames`](crate::HsNames) does.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Included, Unbounded};
use std::ops::Range;
use std::sync::OnceLock;

use crate::embedded;

/// A weight of one: conversion weights are integers in units of 1e-12.
pub const ONE: u64 = 1_000_000_000_000;
/// The least weight (0.1 %) that [`Chain::targets`] keeps.
pub const LEAST: u64 = ONE / 1000;
/// At most so many codes in [`HsCodes::near`].
const NEAR: usize = 5;

/// The chapters, headings and subheadings of the editions H4, H5 and H6.
#[derive(Debug, Default)]
pub struct HsCodes {
    codes: BTreeMap<&'static str, Code>,
    faults: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
struct Code {
    editions: u8,
    unit: Option<&'static str>,
}

impl HsCodes {
    /// The embedded list, read once.
    pub fn standard() -> &'static HsCodes {
        static STANDARD: OnceLock<HsCodes> = OnceLock::new();
        STANDARD.get_or_init(HsCodes::read)
    }

    /// What could not be read of the embedded table; empty, and a test keeps it so.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// Whether the edition (4, 5 or 6) holds the code of two, four or six digits; `None` when the list of
    /// that edition is not here.
    pub fn holds(&self, edition: u8, code: &str) -> Option<bool> {
        let bit = bit(edition)?;
        Some(self.codes.get(code).is_some_and(|code| code.editions & bit != 0))
    }

    /// The editions that hold the code, oldest first; empty for a code of none.
    pub fn editions(&self, code: &str) -> Vec<u8> {
        (4..=6)
            .filter(|&edition| self.holds(edition, code) == Some(true))
            .collect()
    }

    /// The codes of one edition with that many digits (2, 4 or 6), in order.
    pub fn of(&self, edition: u8, digits: usize) -> impl Iterator<Item = &'static str> {
        let bit = bit(edition).unwrap_or(0);
        let codes = self
            .codes
            .iter()
            .filter(move |(text, code)| text.len() == digits && code.editions & bit != 0);
        codes.map(|(text, _)| *text)
    }

    /// Comtrade's standard unit of a six-digit code (`kg`, `u`, `m2`, `m3`, `l`, `m`, `carat`, `2u`, `1000u`,
    /// `u pack`, `1000 kWh`), from the newest edition that holds it; `None` when it has none.
    pub fn unit(&self, code: &str) -> Option<&'static str> {
        self.codes.get(code)?.unit
    }

    /// The codes most like `code`, best first, at most five: same length, and the same heading if there is
    /// one, else the same chapter.
    pub fn near(&self, code: &str) -> Vec<&'static str> {
        let prefixes = [4, 2]
            .into_iter()
            .filter(|&n| n < code.len())
            .filter_map(|n| code.get(..n));
        for prefix in prefixes {
            let same = self
                .siblings(prefix)
                .filter(|text| text.len() == code.len() && *text != code);
            let mut ranked: Vec<_> = same
                .map(|text| (strsim::damerau_levenshtein(code, text), text))
                .collect();
            if !ranked.is_empty() {
                ranked.sort_unstable();
                return ranked.into_iter().take(NEAR).map(|(_, text)| text).collect();
            }
        }
        Vec::new()
    }

    fn siblings(&self, prefix: &str) -> impl Iterator<Item = &'static str> {
        let codes = self
            .codes
            .range::<str, _>((Included(prefix), Unbounded))
            .map(|(text, _)| *text);
        codes.take_while(move |text| text.starts_with(prefix))
    }

    fn read() -> HsCodes {
        let mut list = HsCodes::default();
        let text = include_str!("../data/hs_codes.csv");
        for row in embedded::rows("hs_codes.csv", text, "code,editions,unit", &mut list.faults) {
            match code(&row) {
                Ok((text, code)) => {
                    list.codes.insert(text, code);
                }
                Err(fault) => list.faults.push(fault),
            }
        }
        list
    }
}

fn bit(edition: u8) -> Option<u8> {
    (4..=6).contains(&edition).then(|| 1 << (edition - 4))
}

/// An empty second field means all three editions, an empty third one kilograms.
fn code(row: &embedded::Row) -> Result<(&'static str, Code), String> {
    let text = row
        .optional(0)
        .filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let text = text.ok_or_else(|| row.fault(0))?;
    let mut editions = 0;
    for digit in row.optional(1).unwrap_or("456").chars() {
        let edition = digit.to_digit(10).and_then(|n| bit(n as u8));
        editions |= edition.ok_or_else(|| row.fault(1))?;
    }
    let unit = Some(row.optional(2).unwrap_or("kg")).filter(|&unit| unit != "n/a" && text.len() == 6);
    Ok((text, Code { editions, unit }))
}

/// How the weights of a conversion were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConversionMethod {
    /// Estimated from trade by the Harvard Growth Lab (repository comtrade-downloader).
    Weights,
    /// UNSD's correlation table; where a code has several targets, each gets the same share.
    EqualSplit,
}

/// The way from one edition to another: for every code that does not stay itself, its targets and weights.
#[derive(Debug)]
pub struct Conversion {
    from: u8,
    to: u8,
    method: ConversionMethod,
    published: Published,
    sources: BTreeMap<u32, Source>,
    shares: Vec<(u32, u64)>,
}

#[derive(Debug)]
struct Source {
    group: Option<u16>,
    shares: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Published {
    rows: usize,
    identities: usize,
    sources: usize,
    targets: usize,
}

impl Conversion {
    /// The table between two editions; `None` when there is none here. Here are H1→H0, H2→H1, H3→H2, H4→H3,
    /// H5→H4, H4→H5 and H6→H5.
    pub fn between(from: u8, to: u8) -> Option<&'static Conversion> {
        tables().0.get(&(from, to))
    }

    /// What could not be read of the embedded tables; empty, and a test keeps it so.
    pub fn faults() -> &'static [String] {
        &tables().1
    }

    /// The conversions along a path of editions such as `[3, 2, 1, 0]`; `None` when a step is not here.
    pub fn chain(path: &[u8]) -> Option<Chain> {
        let steps: Option<Vec<_>> = path.windows(2).map(|w| Conversion::between(w[0], w[1])).collect();
        Some(Chain {
            steps: steps.filter(|steps| !steps.is_empty())?,
        })
    }

    /// The subheadings of an edition older than the lists (H0 to H3), as the tables tell them: those that the
    /// next edition's lead to, and those that do not stay themselves on the way to the edition before. That
    /// is every source and target of the tables, for each has as many as it was published with; whether it is
    /// every code that the edition had, no table says. `None` for other editions.
    pub fn codes(edition: u8) -> Option<BTreeSet<u32>> {
        let from = edition + 1;
        let next = match edition {
            0..=2 => Self::codes(from)?,
            3 => HsCodes::standard()
                .of(from, 6)
                .filter_map(|code| code.parse().ok())
                .collect(),
            _ => return None,
        };
        let table = Self::between(from, edition)?;
        let mut codes: BTreeSet<u32> = BTreeSet::new();
        for code in next {
            match table.targets(code) {
                Some(targets) => codes.extend(targets.iter().map(|&(target, _)| target)),
                None => drop(codes.insert(code)),
            }
        }
        let before = edition
            .checked_sub(1)
            .and_then(|before| Self::between(edition, before));
        codes.extend(before.iter().flat_map(|table| table.changed()));
        Some(codes)
    }

    /// How the weights were made.
    pub fn method(&self) -> ConversionMethod {
        self.method
    }

    /// The editions, source first.
    pub fn editions(&self) -> (u8, u8) {
        (self.from, self.to)
    }

    /// The targets of a source code with their weights in units of 1e-12, which sum to [`ONE`]; `None` for a
    /// code that stays itself, and for one that the source edition does not hold.
    pub fn targets(&self, code: u32) -> Option<&[(u32, u64)]> {
        let source = self.sources.get(&code)?;
        self.shares.get(source.shares.clone())
    }

    /// The source codes that do not stay themselves, in order.
    pub fn changed(&self) -> impl Iterator<Item = u32> {
        self.sources.keys().copied()
    }

    /// Rows of the original table, counted anew: a group of codes is the full product of its sources and
    /// targets, zero weights included; an equal split has a row for each pair of the correlation.
    pub fn rows(&self) -> usize {
        let singles = self
            .sources
            .values()
            .filter(|source| source.group.is_none())
            .count();
        let grouped: usize = match self.method {
            ConversionMethod::Weights => self.by_group().values().map(|(s, t)| s * t.len()).sum(),
            ConversionMethod::EqualSplit => self.shares.len() - singles,
        };
        self.published.identities + singles + grouped
    }

    /// Rows of the original table as it was published.
    pub fn published_rows(&self) -> usize {
        self.published.rows
    }

    /// Codes that stay themselves.
    pub fn identities(&self) -> usize {
        self.published.identities
    }

    /// Source codes of the original table.
    pub fn sources(&self) -> usize {
        self.published.sources
    }

    /// Target codes of the original table.
    pub fn target_codes(&self) -> usize {
        self.published.targets
    }

    /// Groups of codes whose weights were estimated together.
    pub fn groups(&self) -> usize {
        self.by_group().len()
    }

    /// Number of sources and set of targets of each group.
    fn by_group(&self) -> BTreeMap<u16, (usize, BTreeSet<u32>)> {
        let mut groups: BTreeMap<u16, (usize, BTreeSet<u32>)> = BTreeMap::new();
        for source in self.sources.values() {
            let Some(group) = source.group else { continue };
            let (sources, targets) = groups.entry(group).or_default();
            *sources += 1;
            let shares = self.shares.get(source.shares.clone()).unwrap_or_default();
            targets.extend(shares.iter().map(|&(target, _)| target));
        }
        groups
    }
}

/// Several conversions, one after the other.
#[derive(Debug, Clone)]
pub struct Chain {
    steps: Vec<&'static Conversion>,
}

impl Chain {
    /// The targets of a code with their weights in units of 1e-12, by code, summing to [`ONE`].
    ///
    /// The steps are multiplied out in full. At the end targets below 0.1 % ([`LEAST`]) are dropped and the
    /// rest is rescaled; when all are below, all stay. Roundings go to the largest remainders. A code that
    /// no step changes comes back alone.
    pub fn targets(&self, code: u32) -> Vec<(u32, u64)> {
        let all = self
            .steps
            .iter()
            .fold(vec![(code, ONE)], |shares, step| multiply(&shares, step));
        let kept: Vec<(u32, u64)> = all
            .iter()
            .copied()
            .filter(|&(_, weight)| weight >= LEAST)
            .collect();
        rescale(if kept.is_empty() { all } else { kept })
    }

    /// Whether a step splits equally instead of by estimated weights.
    pub fn splits_equally(&self) -> bool {
        self.steps
            .iter()
            .any(|step| step.method == ConversionMethod::EqualSplit)
    }
}

fn multiply(shares: &[(u32, u64)], step: &Conversion) -> Vec<(u32, u64)> {
    let mut product: BTreeMap<u32, u128> = BTreeMap::new();
    for &(code, weight) in shares {
        for &(target, share) in step.targets(code).unwrap_or(&[(code, ONE)]) {
            *product.entry(target).or_default() += u128::from(weight) * u128::from(share);
        }
    }
    apportion(product.into_iter().collect())
}

fn rescale(shares: Vec<(u32, u64)>) -> Vec<(u32, u64)> {
    apportion(
        shares
            .into_iter()
            .map(|(code, weight)| (code, u128::from(weight)))
            .collect(),
    )
}

/// Scales shares to a sum of [`ONE`] by largest remainders; equal remainders go to the smaller code first.
/// A share is at most 1e24, so that its product with `ONE` fits.
fn apportion(shares: Vec<(u32, u128)>) -> Vec<(u32, u64)> {
    let total: u128 = shares.iter().map(|&(_, share)| share).sum();
    if total == 0 {
        return Vec::new();
    }
    let scaled = shares
        .iter()
        .map(|&(code, share)| (code, share * u128::from(ONE)));
    let mut whole: Vec<(u32, u64)> = scaled
        .clone()
        .map(|(code, s)| (code, (s / total) as u64))
        .collect();
    let mut order: Vec<(u128, usize)> = scaled.enumerate().map(|(i, (_, s))| (s % total, i)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let missing = ONE - whole.iter().map(|&(_, weight)| weight).sum::<u64>();
    for &(_, index) in order.iter().take(missing as usize) {
        whole[index].1 += 1;
    }
    whole.retain(|&(_, weight)| weight > 0);
    whole
}

type Tables = (BTreeMap<(u8, u8), Conversion>, Vec<String>);

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let (mut tables, mut faults) = (BTreeMap::new(), Vec::new());
        read_tables(&mut tables, &mut faults);
        read_conversions(&mut tables, &mut faults);
        (tables, faults)
    })
}

fn read_tables(tables: &mut BTreeMap<(u8, u8), Conversion>, faults: &mut Vec<String>) {
    let text = include_str!("../data/hs_conversion_tables.csv");
    let header = "from,to,method,rows,identities,renames,sources,targets,groups";
    for row in embedded::rows("hs_conversion_tables.csv", text, header, faults) {
        match table(&row) {
            Ok(table) => {
                tables.insert((table.from, table.to), table);
            }
            Err(fault) => faults.push(fault),
        }
    }
}

fn table(row: &embedded::Row) -> Result<Conversion, String> {
    let method = match row.text(2) {
        "weights" => ConversionMethod::Weights,
        "equal split" => ConversionMethod::EqualSplit,
        _ => return Err(row.fault(2)),
    };
    let (rows, identities) = (row.parse(3)?, row.parse(4)?);
    let published = Published {
        rows,
        identities,
        sources: row.parse(6)?,
        targets: row.parse(7)?,
    };
    let (from, to) = (row.parse(0)?, row.parse(1)?);
    Ok(Conversion {
        from,
        to,
        method,
        published,
        sources: BTreeMap::new(),
        shares: Vec::new(),
    })
}

fn read_conversions(tables: &mut BTreeMap<(u8, u8), Conversion>, faults: &mut Vec<String>) {
    let text = include_str!("../data/hs_conversion.csv");
    for row in embedded::rows("hs_conversion.csv", text, "from,to,group,source,targets", faults) {
        if let Err(fault) = read_conversion(tables, &row) {
            faults.push(fault);
        }
    }
}

fn read_conversion(tables: &mut BTreeMap<(u8, u8), Conversion>, row: &embedded::Row) -> Result<(), String> {
    let table = tables
        .get_mut(&(row.parse(0)?, row.parse(1)?))
        .ok_or_else(|| row.fault(0))?;
    let group = row.optional(2).map(|_| row.parse(2)).transpose()?;
    let shares = targets(row.text(4)).ok_or_else(|| row.fault(4))?;
    let start = table.shares.len();
    table.shares.extend(shares);
    let source = Source {
        group,
        shares: start..table.shares.len(),
    };
    match table.sources.insert(row.parse(3)?, source) {
        Some(_) => Err(row.fault(3)),
        None => Ok(()),
    }
}

/// `854221=898415414670 …`, or codes without weights, which share equally.
fn targets(text: &str) -> Option<Vec<(u32, u64)>> {
    if !text.contains('=') {
        let codes: Option<Vec<u32>> = text.split(' ').map(|code| code.parse().ok()).collect();
        return Some(apportion(codes?.into_iter().map(|code| (code, 1)).collect()));
    }
    let pair = |text: &str| {
        let (code, weight) = text.split_once('=')?;
        Some((code.parse().ok()?, weight.parse().ok()?))
    };
    let shares: Vec<(u32, u64)> = text.split(' ').map(pair).collect::<Option<_>>()?;
    (shares.iter().map(|&(_, weight)| weight).sum::<u64>() == ONE).then_some(shares)
}
