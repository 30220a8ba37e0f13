//! Whether what a transcript holds can be: quotes that stand in the texts, names given once, values and
//! decisions that make sense.
//!
//! It exists because a transcript comes from elsewhere, and what it says becomes part of the journal as it
//! stands. It changes nothing; who told what, and whether they are right, is not for it to say.

use std::collections::{BTreeMap, BTreeSet};

use super::Contents;
use crate::admission;
use crate::record::{Assertion, Author, Kind, Quote, RecordId, Source, SourceId, Standing};
use crate::register::Register;

/// So many faults are named.
const NAMED: usize = 10;

/// Looks at all of a transcript.
///
/// # Errors
/// All that does not hold, each with its name; the first ten, and how many more there are.
pub(super) fn verify(contents: &Contents, register: &Register) -> Result<(), Vec<String>> {
    let mut view = View::of(contents, register);
    contents.sources.iter().for_each(|source| view.source(source));
    contents.assertions.iter().for_each(|one| view.assertion(one));
    for (claim, check) in &contents.checks {
        let sound = claim.kind == Kind::Claim && view.records.contains(claim) && is_time(&check.at);
        view.unless(sound, || {
            format!("a check of {claim}: found no such claim, or no time")
        });
    }
    let more = view.faults.len().saturating_sub(NAMED);
    if more > 0 {
        view.faults.truncate(NAMED);
        view.faults.push(format!("and {more} more"));
    }
    if view.faults.is_empty() {
        Ok(())
    } else {
        Err(view.faults)
    }
}

/// A transcript on top of a register.
struct View<'a> {
    sources: BTreeMap<SourceId, &'a Source>,
    records: BTreeSet<RecordId>,
    /// Names met in the transcript.
    met: BTreeSet<String>,
    faults: Vec<String>,
}

impl<'a> View<'a> {
    fn of(contents: &'a Contents, register: &'a Register) -> Self {
        let sources = register.sources().chain(&contents.sources);
        let records = register.records().map(|record| record.id);
        Self {
            sources: sources.map(|source| (source.id, source)).collect(),
            records: records
                .chain(contents.assertions.iter().map(|one| one.id.record))
                .collect(),
            met: BTreeSet::new(),
            faults: Vec::new(),
        }
    }

    fn unless(&mut self, sound: bool, fault: impl FnOnce() -> String) {
        if !sound {
            self.faults.push(fault());
        }
    }

    fn once(&mut self, name: String) {
        let first = self.met.insert(name.clone());
        self.unless(first, || format!("{name}: found twice, expected once"));
    }

    fn source(&mut self, source: &Source) {
        let id = source.id;
        self.once(id.to_string());
        let hash = source.sha256.len() == 64 && source.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.unless(hash, || {
            format!(
                "{id}: found {:?}, expected a SHA-256 of 64 hexadecimal digits",
                source.sha256
            )
        });
        let announced = source.announced.iter().filter_map(|told| told.span.as_ref());
        for quote in announced.chain(&source.unexplained) {
            self.quote(&id.to_string(), id, quote);
        }
    }

    fn assertion(&mut self, one: &Assertion) {
        let name = one.id.to_string();
        self.once(name.clone());
        let fits = one.said.fits(one.id.record.kind);
        self.unless(fits, || {
            format!(
                "{name}: found {}, which a {} does not have",
                one.said.field(),
                one.id.record.kind.name()
            )
        });
        // What a record refers to may have been undone or left out where it comes from.
        if let Err(refusal) = admission::sound(one.id.record, &one.said, &|_| true) {
            self.faults.push(format!("{name}: {refusal}"));
        }
        self.history(&name, one);
        match (one.source, &one.span) {
            (None, Some(_)) => self
                .faults
                .push(format!("{name}: found a quote without a source")),
            (Some(source), _) if !self.sources.contains_key(&source) => {
                self.faults
                    .push(format!("{name}: found no {source}, which it quotes"));
            }
            (Some(source), Some(quote)) => self.quote(&name, source, quote),
            _ => {}
        }
    }

    /// Who said it, when, and what became of it.
    fn history(&mut self, name: &str, one: &Assertion) {
        let decided = one.decided.as_ref();
        let at = is_time(&one.at) && decided.is_none_or(|decided| is_time(&decided.at));
        self.unless(at, || {
            format!("{name}: found a time that is none, expected such as 2024-11-20T10:00:00Z")
        });
        let named = !one.by.name().trim().is_empty();
        self.unless(named, || format!("{name}: found nobody who says so"));
        let sound = match one.standing {
            Standing::Proposed => decided.is_none() && matches!(one.by, Author::Rule(_)),
            Standing::Confirmed | Standing::Rejected => decided.is_some(),
        };
        self.unless(sound, || {
            format!(
                "{name}: found {} {}, expected a person behind every decision and a rule behind every proposal",
                one.standing.name(),
                if decided.is_some() { "by somebody" } else { "by nobody" }
            )
        });
    }

    /// Words have to stand where they are said to, between what is said to stand there.
    fn quote(&mut self, name: &str, source: SourceId, quote: &Quote) {
        let text = self
            .sources
            .get(&source)
            .map_or("", |source| source.text.as_str());
        if text.is_empty() {
            return; // The text is not there: the transcript was made to be published.
        }
        let there = Quote::of(text, quote.start, quote.end);
        self.unless(there.as_ref() == Some(quote), || {
            format!(
                "{name}: found {:?} quoted from bytes {} to {} of {source}, expected {}",
                quote.exact,
                quote.start,
                quote.end,
                there.filter(|there| there.exact != quote.exact).map_or_else(
                    || "what stands there, and before and behind it".to_owned(),
                    |there| format!("{:?}, which stands there", there.exact)
                )
            )
        });
    }
}

/// A time as the journal writes it: RFC 3339, UTC, whole seconds; a day alone is none.
fn is_time(text: &str) -> bool {
    let day = text.get(..10).and_then(entente_trade::Date::parse);
    let clock = text.get(10..).map(str::as_bytes).unwrap_or_default();
    let shape = |(at, byte): (usize, &u8)| match at {
        0 => *byte == b'T',
        3 | 6 => *byte == b':',
        9 => *byte == b'Z',
        _ => byte.is_ascii_digit(),
    };
    day.is_some() && clock.len() == 10 && clock.iter().enumerate().all(shape)
}
