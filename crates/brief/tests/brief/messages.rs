//! The files of messages: complete, used, and with the same variables in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use entente_brief::wording::sources as texts;
use entente_brief::{Language, Wording};

use super::{sources, terms};

/// Messages of a language with the variables in each.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in texts(language).lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            current = id.to_owned();
            assert!(!messages.contains_key(&current), "{current} stands twice");
        }
        let variables = line
            .split('$')
            .skip(1)
            .filter_map(|rest| rest.split([' ', '}']).next());
        let all = messages.entry(current.clone()).or_default();
        all.extend(variables.map(str::to_owned));
    }
    messages.retain(|id, _| !id.is_empty());
    messages
}

#[test]
fn no_message_is_missing_in_a_language() {
    let english: Vec<String> = messages(Language::En).into_keys().collect();
    assert!(english.len() > 400);
    for language in Language::ALL {
        let own: Vec<String> = messages(language).into_keys().collect();
        assert_eq!(own, english, "{}", language.code());
    }
}

#[test]
fn a_message_has_the_same_variables_in_every_language() {
    // A language without a form for every category need not ask for it.
    let of = |language| {
        let mut all = messages(language);
        all.values_mut().for_each(|variables| {
            variables.remove("category");
        });
        all
    };
    let english = of(Language::En);
    for language in Language::ALL {
        assert_eq!(of(language), english, "{}", language.code());
    }
}

#[test]
fn every_message_can_be_told() {
    for language in Language::ALL {
        for (id, variables) in messages(language) {
            let given: Vec<(&str, &str)> = variables.iter().map(|name| (name.as_str(), "1")).collect();
            let told = Wording::of(language).tell(&id, &given);
            let clean = !told.trim().is_empty() && !told.contains(['{', '}', '$', '⟦', '|', '⟧']);
            assert!(clean, "{id} {}: {told:?}", language.code());
        }
    }
}

/// Words in quotes in the source of this crate.
fn literals() -> BTreeSet<String> {
    let texts = sources("src");
    let quoted = texts.iter().flat_map(|text| text.split('"').skip(1).step_by(2));
    quoted.map(str::to_owned).collect()
}

#[test]
fn no_message_is_unused_and_none_is_asked_for_that_is_not_there() {
    let (there, literals, listed) = (messages(Language::En), literals(), terms::all());
    let unused: Vec<&String> = there
        .keys()
        .filter(|id| !literals.contains(*id) && !listed.contains(*id))
        .collect();
    assert_eq!(unused, Vec::<&String>::new());
    let prefixes: BTreeSet<&str> = there
        .keys()
        .filter_map(|id| Some(id.split_once('-')?.0))
        .collect();
    let asked = literals.iter().filter(|text| {
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        plain
            && text
                .split_once('-')
                .is_some_and(|(list, _)| prefixes.contains(list))
    });
    let missing: Vec<&String> = asked.filter(|id| !there.contains_key(*id)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn serbian_in_latin_letters_has_no_cyrillic() {
    let cyrillic: Vec<String> = texts(Language::SrLatn)
        .lines()
        .filter(|line| {
            line.chars()
                .any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter))
        })
        .map(str::to_owned)
        .collect();
    assert_eq!(cyrillic, Vec::<String>::new());
}

#[test]
fn each_language_is_written_in_its_own_letters() {
    let alphabet = |language| match language {
        Language::Kk => "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        Language::Ru => "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        _ => "абвгдђежзијклљмнњопрстћуфхцчџш",
    };
    for language in [Language::Kk, Language::Ru, Language::SrCyrl] {
        let strange: Vec<String> = texts(language)
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter(|line| {
                let letters = line.chars().flat_map(char::to_lowercase);
                let mut cyrillic = letters.filter(|letter| ('\u{400}'..='\u{4ff}').contains(letter));
                cyrillic.any(|letter| !alphabet(language).contains(letter))
            })
            .map(str::to_owned)
            .collect();
        assert_eq!(strange, Vec::<String>::new(), "{}", language.code());
    }
}

#[test]
fn no_id_of_a_message_is_seen_in_a_document() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/brief/golden");
    let ids: Vec<String> = messages(Language::En)
        .into_keys()
        .filter(|id| id.contains('-'))
        .collect();
    let (mut seen, mut read) = (Vec::new(), 0);
    for entry in fs::read_dir(golden).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let leaked = ids.iter().filter(|id| text.contains(id.as_str()));
        seen.extend(leaked.map(|id| format!("{} in {}", id, path.display())));
        read += 1;
    }
    assert_eq!((seen, read), (Vec::new(), 13 * Language::ALL.len()));
}
