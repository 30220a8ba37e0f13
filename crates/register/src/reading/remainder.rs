//! What a reading leaves over: numbers in no claim, and what a source does not say.
//!
//! It exists so that a missed claim shows, and so that an empty field is told with its reason.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::document::Document;
use super::{
    Claim, Commitment, CommitmentKind, Completeness, Due, Field, Flow, Instrument, Meeting, Participant,
    ParticipantFrom, Reading, Rule, Span, Unresolved,
};
use super::{figures, lexicon, listing};

const NUMBER: Rule = Rule::first("remainder/number");
const SILENT: Rule = Rule::first("remainder/not-said");
const ANNOUNCED: Rule = Rule::first("list/announced");
const UNDATED: &str = "relative to a day of publication that is not known";
const RELATIVE: Rule = Rule::first("remainder/needs-publication");

/// Amounts, percentages and years that stand in no claim, day, period or title.
pub(super) fn unexplained(
    document: &Document<'_>,
    reading: &Reading,
    skip: &[Range<usize>],
) -> Vec<Field<String>> {
    static ALL: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = ALL.get_or_init(|| {
        Regex::new(r"(?:us\$|\$|€|£)\s?\d[\d.,]*(?:\s?(?:million|billion|thousand|mln|bln|bn|млн|млрд))?|\d[\d.,]*\s?(?:%|percent|per cent|проц\w+|odsto|posto|prozent|por ciento|пайыз\w*|million\w*|millon\w+|billion|mln|млн|млрд|милли\w+|milij\w+|milion\w*|mlrd|тыс|мың)|\b(?:19|20)\d\d\b").ok()
    });
    let mut known: Vec<(usize, usize)> = skip.iter().map(|part| (part.start, part.end)).collect();
    known.extend(document.days.iter().map(|day| (day.at.start, day.at.end)));
    for claim in &reading.claims {
        let parts = [
            claim.amount.as_ref().map(|field| &field.span),
            claim.change.as_ref().map(|field| &field.span),
        ];
        let period = claim.period_as_written.as_ref().map(|field| &field.span);
        known.extend(
            parts
                .into_iter()
                .flatten()
                .chain(period)
                .map(|span| (span.start, span.end)),
        );
    }
    for claim in &reading.claims {
        known.extend(base_years(document, claim));
    }
    for commitment in &reading.commitments {
        if let Due::When(field) = &commitment.due {
            known.push((field.span.start, field.span.end));
        }
    }
    let known = merged(known);
    let found = pattern
        .iter()
        .flat_map(|pattern| pattern.find_iter(&document.lower));
    let free = found.filter(|found| {
        let after = known.partition_point(|part| part.end <= found.start());
        known.get(after).is_none_or(|part| part.start >= found.end())
    });
    free.map(|found| document.words(&document.trimmed(found.range()), NUMBER))
        .collect()
}

/// Where a claim's sentence names the year its figure is compared with.
fn base_years(document: &Document<'_>, claim: &Claim) -> Vec<(usize, usize)> {
    let base = claim.change.as_ref().and_then(|change| change.value.base);
    let Some(base) = base else { return Vec::new() };
    let at = claim.sentence.span.start..claim.sentence.span.end;
    let year = base.first.year().to_string();
    let found = document.small(&at).match_indices(year.as_str());
    found
        .map(|(place, word)| (at.start + place, at.start + place + word.len()))
        .collect()
}

/// Parts in order, those that touch as one.
fn merged(mut parts: Vec<(usize, usize)>) -> Vec<Range<usize>> {
    parts.sort_unstable();
    let mut all: Vec<Range<usize>> = Vec::new();
    for (start, end) in parts {
        match all.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => all.push(start..end),
        }
    }
    all
}

/// How many documents a sentence says were signed.
pub(super) fn announced(document: &Document<'_>) -> Option<Field<u32>> {
    let language = document.language;
    let things = lexicon::words(language, "documents").join("|");
    let numbers = figures::number_words(language);
    let pattern = Regex::new(&format!(r"\b({numbers})\s+(?:\w+\s+){{0,2}}(?:{things})")).ok()?;
    let signed = |sentence: &&Range<usize>| listing::says(language, "signed", document.small(sentence));
    document.sentences.iter().filter(signed).find_map(|sentence| {
        let found = pattern.captures(document.small(sentence))?;
        let (whole, word) = (found.get(0)?, found.get(1)?);
        let told = figures::number(word.as_str(), language)?;
        let at = sentence.start + whole.start()..sentence.start + whole.end();
        Some(document.field(u32::from(told), &at, ANNOUNCED))
    })
}

/// What the source leaves open, with reasons.
pub(super) fn unresolved(document: &Document<'_>, reading: &Reading, listed: bool) -> Vec<Unresolved> {
    let mut open = Open {
        document,
        all: Vec::new(),
    };
    open.source(reading);
    open.meetings(&reading.meetings);
    open.instruments(reading, listed);
    open.claims(&reading.claims);
    open.commitments(&reading.commitments);
    open.all
}

struct Open<'a, 'd> {
    document: &'a Document<'d>,
    all: Vec<Unresolved>,
}

impl Open<'_, '_> {
    /// Something the whole source does not say.
    fn source_silent(&mut self, what: &'static str, reason: &str) {
        self.all.push(Unresolved {
            what,
            reason: reason.to_owned(),
            about: None,
            span: None,
            rule: SILENT,
        });
    }

    /// Something open about one proposal, and the words in question.
    fn add(&mut self, what: &'static str, reason: &str, about: (&str, usize), span: &Span) {
        let rule = if reason.contains("publication") {
            RELATIVE
        } else {
            SILENT
        };
        let (about, span) = (Some(format!("{}/{}", about.0, about.1)), Some(span.clone()));
        self.all.push(Unresolved {
            what,
            reason: reason.to_owned(),
            about,
            span,
            rule,
        });
    }

    fn source(&mut self, reading: &Reading) {
        if self.document.published.is_none() {
            let reason =
                "no day of publication is known; relative dates stay open until the operator names it";
            self.all.push(Unresolved {
                what: "publication",
                reason: reason.to_owned(),
                about: None,
                span: None,
                rule: RELATIVE,
            });
        }
        if self.document.context.side.is_none() {
            self.source_silent("side", "the text does not say whose report it is");
        }
        if reading.instruments.is_empty() {
            self.source_silent("instruments", "no list of documents, and none told in a sentence");
        }
    }

    fn meetings(&mut self, meetings: &[Meeting]) {
        for (at, meeting) in meetings
            .iter()
            .enumerate()
            .filter(|(_, meeting)| meeting.part_of.is_none())
        {
            match &meeting.when_as_written {
                Some(written) if meeting.when.is_none() => {
                    let reason = "a day without a year, and no day of publication";
                    self.add("year", reason, ("meetings", at), &written.span);
                }
                None => self.add(
                    "date",
                    "the text names no day",
                    ("meetings", at),
                    &meeting.kind.span,
                ),
                Some(_) => {}
            }
        }
    }

    fn instruments(&mut self, reading: &Reading, listed: bool) {
        let instruments = &reading.instruments;
        let signed: Vec<_> = instruments.iter().flat_map(|each| &each.events).collect();
        if signed.iter().any(|event| event.place.is_none()) {
            self.source_silent("place", "the text does not name the city of signature");
        }
        if !signed.is_empty() {
            self.source_silent("signatories", "the text does not say who signed");
            self.source_silent("entry into force", "entry into force is not recorded");
            self.source_silent("binding", "a name such as memorandum says nothing of it");
        }
        if listed {
            self.count(reading);
        }
        for (at, instrument) in instruments.iter().enumerate() {
            self.instrument(at, instrument, listed);
        }
    }

    /// A source that tells of ten documents and lists eight leaves two open.
    fn count(&mut self, reading: &Reading) {
        let own = reading.facts.announced.as_ref();
        let told = own.map(|field| field.value).or(self.document.context.announced);
        let titled = |each: &&Instrument| each.completeness == Completeness::Titled;
        let listed = reading.instruments.iter().filter(titled).count();
        if let Some(told) = told.filter(|&told| told as usize != listed && listed > 0) {
            self.all.push(Unresolved {
                what: "count",
                reason: format!("the text tells of {told} and lists {listed}"),
                about: None,
                span: own.map(|field| field.span.clone()),
                rule: SILENT,
            });
        }
    }

    fn instrument(&mut self, at: usize, instrument: &Instrument, listed: bool) {
        let (about, span) = (("instruments", at), &instrument.title.span);
        if instrument.completeness == Completeness::Group {
            self.add("count", "several, and no number is told", about, span);
            self.add("titles", "no titles are told", about, span);
            self.add("institutions", "no institutions are told", about, span);
        }
        if let Some(relation) = &instrument.relation {
            let reason = format!(
                "it {} another instrument; a person names its record",
                relation.kind.told()
            );
            self.add("relation", &reason, about, &relation.to.span);
        }
        if listed && instrument.subject.is_none() {
            self.add("subject", "the title names no field", about, span);
        }
        let unknown = |party: &Participant| {
            party.state.is_none() && party.known_as.is_none() && party.from == ParticipantFrom::Title
        };
        if instrument.participants.iter().any(unknown) {
            self.add("party", "an institution whose state is not told", about, span);
        }
        if listed && instrument.participants.is_empty() {
            self.add(
                "parties",
                "the title names none, and no pair was given",
                about,
                span,
            );
        }
    }

    fn claims(&mut self, claims: &[Claim]) {
        for (at, claim) in claims.iter().enumerate() {
            let about = ("claims", at);
            match &claim.period_as_written {
                Some(written) if claim.period.is_none() => {
                    let unknown = self.document.published.is_none();
                    let reason = if unknown {
                        UNDATED
                    } else {
                        "the words do not say which period"
                    };
                    self.add("period", reason, about, &written.span);
                }
                None => self.add("period", "no period is told", about, &claim.sentence.span),
                Some(_) => {}
            }
            if claim.reporter_view.field.is_none() && claim.flow.value != Flow::Count {
                self.add(
                    "reporter",
                    "whose statistics is not said",
                    about,
                    &claim.sentence.span,
                );
            }
        }
    }

    fn commitments(&mut self, commitments: &[Commitment]) {
        for (at, commitment) in commitments.iter().enumerate() {
            let about = ("commitments", at);
            if commitment.strength.is_none() && commitment.kind != CommitmentKind::Invitation {
                self.add(
                    "strength",
                    "the verb is not on the scale; a person decides",
                    about,
                    &commitment.verb.span,
                );
            }
            if let Due::Unresolved(words) = &commitment.due {
                self.add("due", UNDATED, about, &words.span);
            }
        }
    }
}
