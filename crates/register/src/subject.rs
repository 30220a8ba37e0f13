//! What instruments are about: forty subjects under their words in five languages.
//!
//! It exists so that two lists in two languages can be compared and so that one word finds both. A
//! subject is recognised by how words begin, whatever their case form; what an instrument says of
//! itself stays as written.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::script;

/// A subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its name in files, such as `space`.
    pub id: &'static str,
    /// The wider subject it is a part of.
    pub broader: Option<&'static str>,
    /// Beginnings of words that tell of it, in one script; those of a phrase stand side by side.
    stems: Vec<Vec<String>>,
}

/// All subjects.
pub fn subjects() -> &'static [Subject] {
    static SUBJECTS: OnceLock<Vec<Subject>> = OnceLock::new();
    SUBJECTS.get_or_init(|| {
        let lines = include_str!("../data/subjects.tsv").lines().skip(1);
        lines.map(subject).collect()
    })
}

fn subject(line: &'static str) -> Subject {
    let mut fields = line.split('\t');
    let (id, broader) = (
        fields.next().unwrap_or_default(),
        fields.next().unwrap_or_default(),
    );
    let phrases = fields
        .flat_map(|field| field.split('|'))
        .filter(|phrase| !phrase.is_empty());
    let stems = phrases.map(|phrase| script::key(phrase).split(' ').map(str::to_owned).collect());
    Subject {
        id,
        broader: Some(broader).filter(|broader| !broader.is_empty()),
        stems: stems.collect(),
    }
}

/// The subjects a text tells of, the narrower in place of the wider.
pub fn told(text: &str) -> BTreeSet<&'static str> {
    let key = script::key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let begins = |stems: &[String]| {
        words.windows(stems.len()).any(|words| {
            words
                .iter()
                .zip(stems)
                .all(|(word, stem)| word.starts_with(stem.as_str()))
        })
    };
    let found: Vec<&Subject> = subjects()
        .iter()
        .filter(|subject| subject.stems.iter().any(|stems| begins(stems)))
        .collect();
    let wider: BTreeSet<&str> = found.iter().filter_map(|subject| subject.broader).collect();
    let narrow = found
        .iter()
        .map(|subject| subject.id)
        .filter(|id| !wider.contains(id));
    narrow.collect()
}

/// A subject with all wider ones.
pub(crate) fn with_wider(ids: &BTreeSet<&'static str>) -> BTreeSet<&'static str> {
    let wider = |id: &&'static str| subjects().iter().find(|subject| subject.id == *id)?.broader;
    let more: Vec<&'static str> = ids.iter().filter_map(wider).collect();
    ids.iter().copied().chain(more).collect()
}
