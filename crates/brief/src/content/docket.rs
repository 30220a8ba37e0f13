//! The register of a pair on a day, and how its words are shown.
//!
//! What a source says stays as it says it, in quotes and in its own language; only
//! words of closed lists are put into the document's.

use entente_register::Register;
use entente_register::facet::{self, Facts, Filter};
use entente_register::institution::Institution;
use entente_register::reading::{self, Stamp, When};
use entente_register::record::{Kind, Participant, Quote, Record, Said, SourceId, Worded};
use entente_trade::{Area, Areas, Date, Period};

use crate::Language;
use crate::document::Span;
use crate::table::Value;
use crate::wording::Wording;

/// What the register holds of two states, as it stood on a day.
#[derive(Clone, Copy)]
pub struct Docket<'a> {
    /// The two states.
    pub pair: [Area; 2],
    /// The register.
    pub register: &'a Register,
    /// The day statuses are asked for.
    pub day: Date,
}

impl Docket<'_> {
    /// Records of a kind that were not rejected and are of the pair, or of no pair that is told.
    pub(super) fn records(&self, kind: Kind, filter: &Filter) -> Vec<(Record, Facts)> {
        let mut found = facet::of_kind(self.register, kind, filter, self.day);
        found.retain(|(record, _)| !record.is_rejected() && self.concerns(record));
        found
    }

    fn concerns(&self, record: &Record) -> bool {
        let pair = record.one(|said| match said {
            Said::Pair(pair) => Some(pair.as_str()),
            _ => None,
        });
        let letters = self.pair.map(letters);
        pair.is_none_or(|pair| letters.iter().all(|state| pair.contains(state.as_str())))
    }

    /// The language of a source, by its code.
    pub(super) fn language_of(&self, source: Option<SourceId>) -> Option<String> {
        self.register.source(source?)?.language.clone()
    }

    /// The words of a source as a cell.
    pub(super) fn quoted(&self, wording: &Wording, quote: &Quote, source: Option<SourceId>) -> Value {
        in_language(
            wording,
            Value::Text(quote.exact.clone()),
            self.language_of(source),
        )
    }

    /// What a person knows a record by: its title in the document's language where there is one, else the
    /// first, with its language.
    pub(super) fn label(&self, wording: &Wording, record: &Record) -> (String, Option<String>) {
        let own = primary(wording.language());
        let of = |worded: &Worded| worded.language.map(reading::Language::code);
        let titles: Vec<&Worded> = record
            .all(|said| match said {
                Said::Title(worded) | Said::Name(worded) => Some(worded),
                _ => None,
            })
            .collect();
        let title = titles
            .iter()
            .find(|worded| of(worded) == Some(own))
            .or(titles.first());
        match title {
            Some(worded) => (worded.text.clone(), of(worded).map(str::to_owned)),
            None => {
                let source = record.standing().find_map(|one| one.source);
                (record.label(), self.language_of(source))
            }
        }
    }

    /// The same as a cell.
    pub(super) fn label_cell(&self, wording: &Wording, record: &Record) -> Value {
        let (text, language) = self.label(wording, record);
        in_language(wording, Value::Text(text), language)
    }

    /// The same as a piece of a sentence.
    pub(super) fn label_span(&self, wording: &Wording, record: &Record) -> Span {
        let (text, language) = self.label(wording, record);
        Span::Quote(text, language)
    }
}

/// A value in a language, marked where it is not the document's.
pub(super) fn in_language(wording: &Wording, value: Value, language: Option<String>) -> Value {
    match language {
        Some(code) if code != primary(wording.language()) => Value::Foreign(Box::new(value), code),
        _ => value,
    }
}

/// The code of a language without its script, as sources have it.
const fn primary(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Kk => "kk",
        Language::Ru => "ru",
        Language::SrCyrl | Language::SrLatn => "sr",
    }
}

/// Alpha-3 letters of an area, or its number.
pub(super) fn letters(area: Area) -> String {
    let entry = Areas::standard().entry(area);
    let letters = entry.and_then(|entry| entry.alpha3);
    letters.map_or_else(|| area.code().to_string(), str::to_owned)
}

/// When something was, exactly where a cell can say it: a day, or one year or month.
pub(super) fn when(wording: &Wording, when: When) -> Value {
    let period = match (when.first, when.first == when.last) {
        (Stamp::Day(day), true) => return Value::Day(day),
        (Stamp::Year(year), true) => Period::year(year),
        (Stamp::Month(year, month), true) => Period::month(year, month),
        (_, false) => None,
    };
    period.map_or_else(|| Value::Text(wording.when(when)), Value::Period)
}

/// A state by its letters as a cell; a source of neither side is a third party's.
pub(super) fn state(wording: &Wording, letters: &str) -> Value {
    match letters {
        "third" => Value::Word("third", wording.phrase("third-party")),
        letters => wording.state(letters).cell(),
    }
}

/// Several states in the order of their names, or absent.
pub(super) fn states<'a>(wording: &Wording, letters: impl Iterator<Item = &'a String>) -> Value {
    let mut names: Vec<String> = letters
        .map(|letters| match letters.as_str() {
            "third" => wording.phrase("third-party"),
            letters => wording.state(letters).text,
        })
        .collect();
    names.sort_by(|one, other| wording.order().compare(one, other));
    match names.is_empty() {
        true => Value::Absent,
        false => Value::Text(names.join(", ")),
    }
}

/// A record by its name, leading to its page.
pub(super) fn link(wording: &Wording, record: &Record) -> Value {
    let id = record.id.to_string();
    let address = format!("/{}/register/{id}", wording.language().code());
    Value::Link(id, address)
}

/// A participant's institution: under its usual name in the document's language, else as written.
pub(super) fn institution(wording: &Wording, one: &Participant) -> Value {
    let known = facet::institution(one);
    let usual = known.and_then(|known| usual_name(wording.language(), known));
    match (usual, &one.institution) {
        (Some(value), _) => value,
        (None, Some(name)) => Value::Text(name.clone()),
        (None, None) => Value::Absent,
    }
}

fn usual_name(language: Language, institution: &Institution) -> Option<Value> {
    let code = primary(language);
    let mut names = institution.names.iter();
    let (_, name) = names.find(|(of, _)| of.code() == code)?;
    let text = Value::Text((*name).to_owned());
    Some(match language {
        // The register has Serbian names in Latin letters.
        Language::SrCyrl => Value::Foreign(Box::new(text), "sr-Latn".to_owned()),
        _ => text,
    })
}
