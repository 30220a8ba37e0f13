//! A joint statement or declaration that was adopted or signed, told in a sentence.
//!
//! It exists because the first document of a visit seldom stands in the list of those exchanged. Without
//! a verb that says it came about there is none: one that is being prepared is no instrument.

use std::ops::Range;

use regex::Regex;

use super::super::Language;
use super::super::clause::Clause;
use super::super::document::Document;
use super::super::per_language::PerLanguage;

/// Its words behind or before a verb; `signed` where the verb says signed.
const fn source(language: Language) -> &'static str {
    match language {
        Language::En => {
            r"\b(?:adopted|issued|approved|(?P<signed>signed)) (?:an? |the )?(?P<title>joint (?:statement|declaration|communiqu[eé]))|\b(?P<first>joint (?:statement|declaration|communiqu[eé])) was (?:adopted|issued|approved|(?P<was>signed))"
        }
        Language::Ru => {
            r"\b(?:принял[аи]?|принят[оа]|одобрил[аи]?|(?P<signed>подписал[аи]?|подписан[оа]?)) (?P<title>совместн(?:ое|ую) (?:заявление|декларацию|коммюнике))|\b(?P<first>совместн(?:ое|ую|ая) (?:заявление|декларацию|декларация|коммюнике)) (?:принял[аи]?|принят[оа]|(?P<was>подписал[аи]?|подписан[оа]?))\b"
        }
        Language::Sr => {
            r"\b(?:usvoji(?:li|la|o|le)|usvojena|(?P<signed>potpisa(?:li|la|o|le)|potpisana)) (?:su |je )?(?P<title>zajedničk(?:u|a|o) (?:izjav[ua]|deklaracij[ua]|saopštenje))|\b(?P<first>zajedničk(?:u|a|o) (?:izjav[ua]|deklaracij[ua]|saopštenje)) (?:su |je )?(?:usvoji(?:li|la|o|le)|usvojena|(?P<was>potpisa(?:li|la|o|le)|potpisana))\b"
        }
        Language::Kk => {
            r"(?P<title>[^\s\S])|(?P<first>бірлескен (?:мәлімдеме|декларация)(?:ні|ны|ге|ға)?) (?:қабылда[дн]|(?P<was>қол қойд|қол қойыл))"
        }
        Language::De => {
            r"\b(?:verabschiedeten|billigten|(?P<signed>unterzeichneten)) (?:eine |die )?(?P<title>gemeinsame (?:erklärung|deklaration))|\b(?P<first>gemeinsame (?:erklärung|deklaration)) wurde (?:verabschiedet|(?P<was>unterzeichnet))"
        }
        Language::Es => {
            r"\b(?:adoptaron|aprobaron|emitieron|(?P<signed>firmaron|suscribieron)) (?:una? |la |el )?(?P<title>declaración conjunta|comunicado conjunto)"
        }
    }
}

/// Where its words stand, and whether it was signed.
pub(super) fn adopted(document: &Document<'_>, sentence: &Range<usize>) -> Option<(Range<usize>, bool)> {
    static ALL: PerLanguage<Option<Regex>> = PerLanguage::new();
    let compile = || Regex::new(source(document.language)).ok();
    let clause = Clause::new(document, sentence);
    let pattern = ALL.of(document.language, compile).as_ref()?;
    let found = pattern.captures(&clause.lower)?;
    let words = found.name("title").or_else(|| found.name("first"))?;
    let signed = found.name("signed").or_else(|| found.name("was")).is_some();
    Some((document.trimmed(clause.source(&words.range())), signed))
}
