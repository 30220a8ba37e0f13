//! What a commitment is about, in the words a person would quote.
//!
//! It exists because the words behind a verb begin with more than that: whom somebody assured, from whom
//! an invitation comes, a comment behind "which". Words are cut and never put; what "their" stands for
//! is added in brackets, from the same sentence.

use std::ops::Range;

use super::Language;
use super::document::Document;
use super::verbs::Told;

/// The words behind a verb without those that lead to what they are about and those that comment on it.
pub(super) fn narrowed(document: &Document<'_>, told: Told, at: Range<usize>) -> Range<usize> {
    let small = document.small(&at);
    let end = commented(document.language, small);
    let start = match told {
        Told::Invitation => invited(document.language, &small[..end]),
        Told::OffScale => assured(document, &(at.start..at.start + end)),
        Told::At(_) => 0,
    };
    document.trimmed(at.start + start..at.start + end)
}

/// Where a comment begins: `their support, which is facilitated by …`.
fn commented(language: Language, small: &str) -> usize {
    let comment = small.find(", which ").filter(|_| language == Language::En);
    comment.unwrap_or(small.len())
}

/// Where what somebody is invited to begins, behind who invites: `from President Tokayev to visit …`.
fn invited(language: Language, small: &str) -> usize {
    let (from, to) = match language {
        Language::En => ("from ", " to "),
        Language::Ru => ("от ", " посетить "),
        Language::Sr => ("od ", " da "),
        Language::Es => ("del ", " a "),
        Language::De | Language::Kk => return 0,
    };
    let verb = if language == Language::Ru { 1 } else { to.len() };
    let at = small.find(to).filter(|_| small.starts_with(from));
    at.map_or(0, |at| at + verb)
}

/// Where what is promised begins, behind to whom: `the Serbian side of the full support …`. An "of" before
/// a state belongs to who is assured.
fn assured(document: &Document<'_>, at: &Range<usize>) -> usize {
    let (small, of) = match document.language {
        Language::En => (document.small(at), " of "),
        Language::Ru => (document.small(at), " в "),
        _ => return 0,
    };
    let clause = ["that ", "to ", "что ", "of "]
        .iter()
        .any(|word| small.starts_with(word));
    let owned = |place: usize| {
        let rest = at.start + place + of.len();
        let near = document
            .mentions_in(&(rest..at.end))
            .first()
            .map(|mention| mention.start);
        let gap = near.and_then(|near| document.text.get(rest..near));
        gap.is_some_and(|gap| ["", "the ", "the Republic of ", "Republic of "].contains(&gap))
    };
    let mut places = small.match_indices(of).map(|(place, _)| place);
    let first = places.find(|place| !owned(*place));
    let lead = first.filter(|place| !clause && small[..*place].split(' ').count() <= 8);
    lead.map_or(0, |place| place + of.len())
}

/// What a pronoun in the words stands for, where the sentence tells it before them.
pub(super) fn antecedent<'t>(
    document: &'t Document<'_>,
    sentence: &Range<usize>,
    verb: &Range<usize>,
    part: &Range<usize>,
) -> Option<&'t str> {
    let small = document.small(part);
    let before = document.small(&(sentence.start..verb.start));
    let own = ["their ", "its "].iter().any(|word| small.starts_with(word));
    let at = if own {
        topic(before)
    } else {
        praised(small, before)
    }?;
    document
        .text
        .get(sentence.start + at.start..sentence.start + at.end)
}

/// What a sentence begins with: `Speaking about cultural ties, the ministers expressed readiness for their
/// support`.
fn topic(before: &str) -> Option<Range<usize>> {
    const LEADS: [&str; 5] = [
        "speaking about ",
        "speaking of ",
        "speaking on ",
        "turning to ",
        "as for ",
    ];
    let lead = LEADS.iter().find(|lead| before.starts_with(*lead))?;
    Some(lead.len()..before.find(", ")?)
}

/// What was called important before: `highlighted the importance of green technologies and proposed an
/// exchange of experiences in these areas`.
fn praised(small: &str, before: &str) -> Option<Range<usize>> {
    const OF: &str = "importance of ";
    let meant = ["these areas", "this area", "these fields", "this field"];
    let from = before
        .find(OF)
        .filter(|_| meant.iter().any(|words| small.ends_with(words)))?
        + OF.len();
    let until = before.trim_end().strip_suffix(" and")?.len();
    (from < until).then_some(from..until)
}
