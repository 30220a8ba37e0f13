//! Instruments named in passing in Kazakh, whose designation comes last.
//!
//! It exists because what an instrument is about stands before it, behind whoever the sentence is about:
//! where the one ends and the other begins, states, names and postpositions tell. It knows no titles.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::super::document::Document;
use super::Group;

/// A designation behind "about" or "in the field of", in the singular or plural and with its case.
const DESIGNATION: &str = r"(?P<about>туралы|жөніндегі|саласындағы) (?:(?P<level>үкіметаралық|ведомствоаралық|мемлекетаралық|министрлікаралық) )?(?P<kind>(?:келісім|меморандум|хаттама|шарт|декларация)(?P<many>дар|дер|лар|лер|тар|тер)?(?:і|ы|сы|сі)?(?:ға|ге|қа|ке|на|не|ның|нің|дың|дің|тың|тің|ды|ді|ты|ті|ны|ні|н|мен|бен|пен|да|де|та|те|нда|нде)?)(?:[ .,;:»]|$)";

/// Words behind which something new begins: postpositions, and who "the sides" are.
const BEFORE: &str = r"(?:[,;:«»—–]|\b(?:қорытындысында|қорытындысы бойынша|нәтижесінде|барысында|аясында|кейін|соң|үшін|тараптар|екі тарап|министрлер|президенттер|сыртқы істер министрлері|олар|бұл|сондай-ақ|сонымен қатар))\s";

fn compiled(source: &'static str, cell: &'static OnceLock<Option<Regex>>) -> Option<&'static Regex> {
    cell.get_or_init(|| Regex::new(source).ok()).as_ref()
}

/// What a sentence names, and whether it is several without titles.
pub(super) fn named(document: &Document<'_>, sentence: &Range<usize>) -> Vec<(Group, bool)> {
    static NAMED: OnceLock<Option<Regex>> = OnceLock::new();
    let small = document.small(sentence);
    let (mut all, mut from) = (Vec::new(), 0);
    let Some(pattern) = compiled(DESIGNATION, &NAMED) else {
        return all;
    };
    for found in pattern.captures_iter(small) {
        let (Some(about), Some(kind)) = (found.name("about"), found.name("kind")) else {
            continue;
        };
        // "Came to an agreement about …" names no instrument.
        let reached = ["келді", "келіп", "келу"];
        let next = small.get(kind.end()..).unwrap_or("").trim_start();
        if reached.iter().any(|word| next.starts_with(word)) {
            continue;
        }
        let start = begins(document, sentence, from..about.start());
        if start < about.start() {
            let group = Group {
                whole: start..kind.end(),
                level: found.name("level").map(|level| level.range()),
                kind: kind.range(),
                about: start..about.end(),
            };
            all.push((group, found.name("many").is_some()));
        }
        from = kind.end();
    }
    all
}

/// Where what an instrument is about begins, or its parties where "between" stands before that.
fn begins(document: &Document<'_>, sentence: &Range<usize>, lead: Range<usize>) -> usize {
    const BETWEEN: &str = "арасындағы";
    static WORDS: OnceLock<Option<Regex>> = OnceLock::new();
    let small = document.small(sentence);
    let part = &small[lead.clone()];
    let within = sentence.start + lead.start..sentence.start + lead.end;
    if let Some(between) = part.rfind(BETWEEN) {
        let until = sentence.start + lead.start + between;
        let before = document.mentions_in(&(within.start..until));
        let second = before.last().map(|mention| mention.state);
        let first = before.iter().rev().find(|mention| Some(mention.state) != second);
        return first.map_or(lead.end, |mention| mention.start - sentence.start);
    }
    let behind = document
        .mentions_in(&within)
        .last()
        .map(|mention| mention.end - sentence.start);
    let words = compiled(BEFORE, &WORDS).and_then(|words| words.find_iter(part).last());
    let words = words.map(|words| lead.start + words.end());
    let joined = ["және ", "мен ", "пен ", "бен "].iter();
    let joined = joined.filter(|_| lead.start > 0);
    let and = joined
        .filter(|word| part.trim_start().starts_with(*word))
        .map(|word| lead.start + part.len() - part.trim_start().len() + word.len());
    let named = capital(&document.text[within]).map(|at| lead.start + at);
    let start = behind.into_iter().chain(words).chain(and).chain(named).max();
    let start = start.unwrap_or(lead.start);
    let rest = small.get(start..lead.end).unwrap_or("");
    start + rest.len() - rest.trim_start().len()
}

/// The end of the last word with a capital that does not begin the part: a name, and no subject.
fn capital(part: &str) -> Option<usize> {
    let mut words = part.match_indices(' ').map(|(at, _)| at + 1);
    let at = words.rfind(|at| part[*at..].starts_with(char::is_uppercase))?;
    Some(part[at..].find(' ').map_or(part.len(), |end| at + end))
}
