//! What areas and goods are called in a language.
//!
//! English and Russian names of areas are those of the trade vocabulary, Kazakh and
//! Serbian ones CLDR's (`data/area_names.tsv`). Goods have English names; a language
//! without a name of its own shows the English one and says so.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use entente_trade::{Area, Areas, Commodity, HsNames};

use super::{Wording, script};
use crate::Language;
use crate::table::Value;

/// A name, and the language it is in where that is not the one asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// The other language, by its code.
    pub foreign: Option<&'static str>,
}

impl Name {
    fn own(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, foreign: None }
    }

    fn english(text: impl Into<String>, language: Language) -> Self {
        let text = text.into();
        let foreign = (language != Language::En).then_some("en");
        Self { text, foreign }
    }

    /// As a cell, behind its code where it has one.
    pub fn with_code(self, code: String) -> Value {
        self.marked(|text| Value::Code(code, text))
    }

    /// As a cell.
    pub fn cell(self) -> Value {
        self.marked(Value::Text)
    }

    fn marked(self, cell: impl FnOnce(String) -> Value) -> Value {
        let value = cell(self.text);
        match self.foreign {
            Some(language) => Value::Foreign(Box::new(value), language.to_owned()),
            None => value,
        }
    }
}

impl Wording {
    /// The name of an area.
    pub fn area(&self, area: Area) -> Name {
        let entry = Areas::standard().entry(area);
        let own = match self.language {
            Language::En => None,
            Language::Ru => entry.and_then(|entry| entry.name_ru).map(str::to_owned),
            Language::Kk => names().get(&area.code()).map(|(kk, _)| (*kk).to_owned()),
            Language::SrCyrl => names().get(&area.code()).map(|(_, sr)| (*sr).to_owned()),
            Language::SrLatn => names().get(&area.code()).map(|(_, sr)| script::in_latin(sr)),
        };
        let english = || entry.map_or_else(|| area.code().to_string(), |entry| entry.name_en.to_owned());
        own.map_or_else(|| Name::english(english(), self.language), Name::own)
    }

    /// The name of an area by its letters, as the register has it; what is no area stands as it is.
    pub fn state(&self, letters: &str) -> Name {
        match Areas::standard().resolve(letters) {
            Ok(area) => self.area(area),
            Err(_) => Name::own(letters),
        }
    }

    /// What a commodity is called, in the words of the newest edition that has its code; of one that
    /// hides what it is, its code.
    pub fn commodity(&self, commodity: Commodity) -> Name {
        if commodity == Commodity::TOTAL {
            return Name::own(self.phrase("goods-total"));
        }
        match hs_name(commodity) {
            Some(name) => Name::english(name, self.language),
            None => Name::own(self.goods_in_words(commodity)),
        }
    }

    /// A commodity as a cell: its code and its name, where it has one; the total is a word.
    pub fn goods(&self, commodity: Commodity) -> Value {
        let code = commodity.text().as_str().to_owned();
        match hs_name(commodity) {
            _ if commodity == Commodity::TOTAL => Value::Word("TOTAL", self.phrase("goods-total")),
            Some(name) => Name::english(name, self.language).with_code(code),
            None => Value::Code(code, String::new()),
        }
    }

    /// A commodity in a sentence: all goods, or its code alone, for names are long and English.
    pub fn goods_in_words(&self, commodity: Commodity) -> String {
        match commodity == Commodity::TOTAL {
            true => self.phrase("goods-total"),
            false => self.tell("goods-code", &[("code", commodity.text().as_str())]),
        }
    }

    /// The English name of a section of the Harmonised System, 1 to 21.
    pub fn section_name(&self, section: u8) -> Option<Name> {
        let (.., name) = sections().iter().find(|(number, ..)| *number == section)?;
        Some(Name::english(*name, self.language))
    }
}

/// The name of a code in the newest edition that has it.
fn hs_name(commodity: Commodity) -> Option<&'static str> {
    let code = commodity.text();
    let mut editions = [6, 5, 4].into_iter();
    editions.find_map(|edition| HsNames::standard().of(edition, code.as_str()))
}

/// The section a chapter is of, 1 to 21.
pub fn section(chapter: u8) -> Option<u8> {
    let within = |(_, first, last, _): &&(u8, u8, u8, &str)| (*first..=*last).contains(&chapter);
    sections().iter().find(within).map(|(number, ..)| *number)
}

/// Lines of a table: no comments, no header.
fn lines(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.skip(1).map(|line| line.split('\t'))
}

/// Kazakh and Serbian names by code.
fn names() -> &'static BTreeMap<u16, (&'static str, &'static str)> {
    static NAMES: OnceLock<BTreeMap<u16, (&str, &str)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let rows = lines(include_str!("../../data/area_names.tsv"));
        rows.filter_map(|mut row| Some((row.next()?.parse().ok()?, (row.next()?, row.next()?))))
            .collect()
    })
}

/// Sections: number, first and last chapter, name.
fn sections() -> &'static [(u8, u8, u8, &'static str)] {
    static SECTIONS: OnceLock<Vec<(u8, u8, u8, &str)>> = OnceLock::new();
    SECTIONS.get_or_init(|| {
        let rows = lines(include_str!("../../data/hs_sections.tsv"));
        rows.filter_map(|mut row| {
            let mut number = || row.next()?.parse().ok();
            let (section, first, last) = (number()?, number()?, number()?);
            Some((section, first, last, row.next()?))
        })
        .collect()
    })
}
