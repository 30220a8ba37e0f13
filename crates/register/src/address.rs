//! Public addresses in the style of the European Legislation Identifier.
//!
//! `/id/instrument/kz-rs/2024/0006` is the work, whatever the language; `…/ru` one expression of it. The
//! pair is of alpha-2 codes in the order of the alphabet, the year that of the first dated event, the
//! number the next of that pair and year. What has no year has no address yet, and an address that was
//! given is never given again.

use std::collections::BTreeSet;

use entente_trade::{Areas, fold};

use crate::reading::Language;
use crate::script;

/// How all addresses begin.
pub const ROOT: &str = "/id/";

/// An address as it is written in full: `instrument/…` is taken for `/id/instrument/…`.
pub fn whole(text: &str) -> String {
    let rest = text.trim_start_matches('/').trim_start_matches("id/");
    format!("{ROOT}{rest}")
}

/// The address of a work in a language: `/id/instrument/kz-rs/2024/0006/ru`.
pub(crate) fn expression(work: &str, language: Language) -> String {
    format!("{work}/{}", language.code())
}

/// The address of a file of that: `/id/instrument/kz-rs/2024/0006/ru.pdf`.
pub(crate) fn manifestation(work: &str, language: Language, file: &str) -> String {
    let expression = expression(work, language);
    match file.rsplit_once('.') {
        Some((_, kind)) => format!("{expression}.{}", kind.to_lowercase()),
        None => expression,
    }
}

/// The work and the language of an address of either.
pub(crate) fn work(address: &str) -> Option<(&str, Language)> {
    let (work, last) = address.rsplit_once('/')?;
    let code = last.split('.').next()?;
    Some((work, Language::parse(code)?))
}

/// Alpha-2 codes of a pair such as `KAZ-SRB`, lower case, in the order of the alphabet: `kz-rs`.
pub(crate) fn pair(pair: &str) -> Option<String> {
    let (one, other) = pair.split_once('-')?;
    let mut codes = [alpha2(one)?, alpha2(other)?];
    codes.sort();
    Some(codes.join("-"))
}

/// The alpha-2 code of a state, lower case.
pub(crate) fn alpha2(alpha3: &str) -> Option<String> {
    let areas = Areas::standard();
    let entry = areas.entry(areas.resolve(alpha3).ok()?)?;
    entry.alpha2.map(str::to_ascii_lowercase)
}

/// How addresses of a kind, a pair and a year begin.
pub(crate) fn stem(kind: &str, pair: &str, year: u16) -> String {
    format!("{ROOT}{kind}/{pair}/{year:04}/")
}

/// The next address that begins so.
pub(crate) fn next(stem: &str, given: &BTreeSet<String>) -> String {
    let numbers = given
        .iter()
        .filter_map(|address| address.strip_prefix(stem)?.parse().ok());
    let last: u32 = numbers.max().unwrap_or(0);
    format!("{stem}{:04}", last + 1)
}

/// The address of a person or institution of a state, by its name.
pub(crate) fn named(kind: &str, state: &str, name: &str) -> Option<String> {
    let words = fold::words(&script::latin(name)).replace(' ', "-");
    let state = alpha2(state)?;
    (!words.is_empty()).then(|| format!("{ROOT}{kind}/{state}/{words}"))
}
