//! Every view in every form: the words and the writers together.

use entente_brief::content::brief::{Brief, brief};
use entente_brief::content::decomposition::decomposition;
use entente_brief::content::mirror::mirror;
use entente_brief::document::Document;
use entente_brief::write::{Tongue as _, Word, csv, docx, html, json, xlsx};
use entente_brief::{Language, Wording};

use super::day;
use super::pair::{finding, finding_of_2016, frame, mirror as figures, pair};
use super::register::{docket, register};

fn documents(language: Language) -> Vec<Document> {
    let register = register();
    let told = Brief {
        docket: docket(&register),
        mirror: figures(),
        findings: vec![finding(), finding_of_2016()],
        side: None,
    };
    vec![
        mirror(&frame(language, "mirror"), &figures()),
        decomposition(&frame(language, "parts"), &finding()),
        brief(&frame(language, "brief"), &told),
    ]
}

#[test]
fn every_document_is_written_in_every_form_and_the_same_twice() {
    for language in Language::ALL {
        let tongue = Wording::of(language);
        for document in documents(language) {
            let page = html::file(&document, tongue).unwrap();
            assert_eq!(page, html::file(&document, tongue).unwrap());
            assert_eq!(xlsx::file(&document, tongue), xlsx::file(&document, tongue));
            assert!(xlsx::file(&document, tongue).is_ok());
            assert!(docx::file(&document, tongue).is_ok());
            assert!(serde_json::from_str::<serde_json::Value>(&json::document(&document)).is_ok());
            for table in document.tables() {
                assert!(csv::plain(&document, table).lines().count() > table.rows.len());
            }
        }
    }
}

#[test]
fn every_document_says_whose_figures_how_valued_and_as_of_which_day() {
    for language in Language::ALL {
        for document in documents(language) {
            let from = &document.provenance;
            assert_eq!(from.reporters, pair(), "{}", document.title);
            assert!(from.valuation.as_ref().is_some_and(|words| !words.is_empty()));
            assert_eq!(from.vintage, Some(day("2026-11-28")));
            assert_eq!((from.datasets.len(), from.query.is_empty()), (3, false));
        }
    }
}

#[test]
fn a_page_says_which_words_are_of_another_language() {
    let tongue = Wording::of(Language::Kk);
    let parts = decomposition(&frame(Language::Kk, "parts"), &finding());
    let page = html::fragment(&parts, tongue).unwrap();
    assert!(page.contains("lang=\"en\""), "evidence is in English");
    let tongue = Wording::of(Language::En);
    let parts = decomposition(&frame(Language::En, "parts"), &finding());
    let page = html::fragment(&parts, tongue).unwrap();
    assert!(!page.contains("lang=\"en\""), "an English page is in English");
}

#[test]
fn a_document_keeps_its_tables_apart_by_name() {
    for document in documents(Language::En) {
        let mut names: Vec<&str> = document.tables().map(|table| table.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{}", document.title);
    }
}

#[test]
fn every_fixed_word_is_said_in_every_language() {
    for language in Language::ALL {
        let tongue = Wording::of(language);
        for word in Word::ALL {
            assert!(!tongue.say(word).is_empty(), "{word:?} {}", language.code());
        }
    }
}
