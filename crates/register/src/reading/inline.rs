//! Finds a list of documents that is told in a sentence: "signed an agreement on …, a memorandum on …".
//!
//! It exists because agencies write so where ministries number. It looks only where a source has no list
//! of lines, and takes designations in the singular that follow a mark or "and"; groups are not lists.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::Language;
use super::document::Document;
use super::lexicon::Lexicon;
use super::listing::{Item, List, says, tells_signing};

/// Words at which a title in a sentence ends.
const CUTS: [&str; 12] = [
    ", koji",
    ", koje",
    ", koja",
    ", a ",
    ", dok ",
    ", который",
    ", которое",
    ", а также",
    ", which",
    ", while",
    ", who",
    ", signed by",
];

/// Marks and words between two titles.
const BETWEEN: [&str; 12] = [
    ",",
    ";",
    ":",
    "—",
    "–",
    " and",
    " и",
    " i",
    " te",
    " kao i",
    " а также",
    " und",
];

/// The list a source tells in sentences, if at least two titles are in it.
pub(super) fn find(document: &Document<'_>) -> Option<List> {
    let mut numbered = document.paragraphs.iter().filter_map(|at| numbered(document, at));
    numbered.next().or_else(|| told(document))
}

/// A list whose numbers stand within a paragraph: "were signed: 1) …; 2) …".
fn numbered(document: &Document<'_>, paragraph: &Range<usize>) -> Option<List> {
    let numbers = numbers(document, paragraph);
    let first = numbers.first().filter(|_| numbers.len() >= 2)?;
    let item = |(place, (number, at)): (usize, &(u32, Range<usize>))| {
        let until = numbers.get(place + 1).map(|(_, next)| next.start);
        let title = match until {
            Some(until) => at.end..until,
            None => at.end..sentence_end(document, at.end, paragraph.end),
        };
        Item {
            ordinal: *number,
            ordinal_at: document.trimmed(at.clone()),
            title: without_tail(document, title),
        }
    };
    let mut list = List {
        lead: Some(paragraph.start..first.1.start),
        signed: false,
        items: numbers.iter().enumerate().map(item).collect(),
    };
    list.finish(document);
    (list.items.len() >= 2 && list.is_of_titles(document)).then_some(list)
}

/// The numbers 1, 2, 3 … of a paragraph, each with a word behind it, and where they stand.
fn numbers(document: &Document<'_>, paragraph: &Range<usize>) -> Vec<(u32, Range<usize>)> {
    static NUMBER: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = NUMBER.get_or_init(|| Regex::new(r"(?:^|[\s:;,(])(\d{1,2})(?:\)|\.)\s*[^\s\d]").ok());
    let mut all: Vec<(u32, Range<usize>)> = Vec::new();
    for found in pattern
        .iter()
        .flat_map(|each| each.captures_iter(document.quote(paragraph)))
    {
        let (Some(whole), Some(digits)) = (found.get(0), found.get(1)) else {
            continue;
        };
        let next = u32::try_from(all.len() + 1).unwrap_or(u32::MAX);
        let word = whole.as_str().chars().next_back().map_or(0, char::len_utf8);
        if digits.as_str().parse() == Ok(next) {
            let start = paragraph.start + digits.start();
            all.push((next, start..paragraph.start + whole.end() - word));
        }
    }
    all
}

/// Where the sentence ends that goes on at a byte.
fn sentence_end(document: &Document<'_>, from: usize, limit: usize) -> usize {
    let sentence = document.sentence_at(from);
    sentence.map_or(limit, |sentence| sentence.end.min(limit))
}

/// A list told without numbers.
fn told(document: &Document<'_>) -> Option<List> {
    if document.language == Language::Kk {
        return None;
    }
    let mut list: Option<List> = None;
    for sentence in &document.sentences {
        if !tells_signing(document, sentence) {
            continue;
        }
        let titles = titles(document, sentence);
        if titles.is_empty() {
            continue;
        }
        let list = list.get_or_insert_with(|| List {
            lead: Some(sentence.clone()),
            signed: true,
            items: Vec::new(),
        });
        for (designation, title) in titles {
            let ordinal = u32::try_from(list.items.len() + 1).unwrap_or(u32::MAX);
            list.items.push(Item {
                ordinal,
                ordinal_at: designation,
                title,
            });
        }
    }
    list.filter(|list| list.items.len() >= 2)
}

/// Titles of a sentence: where their designation stands, and the whole.
fn titles(document: &Document<'_>, sentence: &Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let lexicon = Lexicon::of(document.language);
    let found = lexicon.designations(&document.lower, sentence.start, sentence.end);
    let starts: Vec<Range<usize>> = found
        .into_iter()
        .filter(|at| begins(document, lexicon, sentence, at))
        .collect();
    let mut all = Vec::new();
    for (place, at) in starts.iter().enumerate() {
        let until = starts.get(place + 1).map_or(sentence.end, |next| next.start);
        let small = document.small(&(at.start..until));
        let cut = CUTS
            .iter()
            .filter_map(|cut| small.find(cut))
            .min()
            .unwrap_or(small.len());
        let title = without_tail(document, at.start..at.start + cut);
        if title.end > at.end {
            all.push((at.clone(), title));
        }
    }
    all
}

/// Whether a title begins at a designation: something parts it from what stands before, and its subject or
/// parties follow.
fn begins(document: &Document<'_>, lexicon: &Lexicon, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    let before = without_article(document.small(&(sentence.start..at.start)));
    let parted = BETWEEN.iter().any(|word| before.ends_with(word)) || signed_just_before(document, before);
    let rest = document.small(&(at.end..sentence.end));
    let mut betweens = Vec::new();
    lexicon.betweens(&rest[..floor(rest, 20)], &mut betweens);
    let follows = rest.starts_with(' ') && lexicon.starts_subject(&rest[1..]);
    parted && (follows || betweens.first().is_some_and(|between| between.0 <= 1))
}

fn without_article(before: &str) -> &str {
    let before = before.trim_end();
    let cut = ["a", "an", "the", "the joint", "jedan"]
        .iter()
        .find_map(|word| before.strip_suffix(word).filter(|rest| rest.ends_with(' ')));
    cut.unwrap_or(before).trim_end()
}

/// Whether a word for signing stands directly before, such as "potpisani su".
fn signed_just_before(document: &Document<'_>, before: &str) -> bool {
    let from = floor(before, before.len().saturating_sub(40));
    says(document.language, "signed", &before[from..])
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A title without the mark and the "and" before the next one.
fn without_tail(document: &Document<'_>, mut at: Range<usize>) -> Range<usize> {
    loop {
        at = document.trimmed(at);
        let small = document.small(&at);
        let tails = [
            " and",
            " и",
            " i",
            " te",
            " kao",
            " a",
            " an",
            " а также",
            " und",
            " as well as",
        ];
        match tails.iter().find(|word| small.ends_with(*word)) {
            Some(word) => at.end -= word.len(),
            None => return at,
        }
    }
}
