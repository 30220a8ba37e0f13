//! The words of a language, and how it writes figures, dates and lists.
//!
//! Everything a reader sees goes through here once: messages of the closed lists and
//! of the pages (`messages/*.ftl`), numbers, days and plurals. A figure is formatted,
//! and its plural category chosen, before a message sees it, so the library of the
//! messages has no part in either. Which message is said where is the content's
//! business; exact figures stay with the tables.

mod calendar;
mod collation;
mod compact;
mod figure;
mod message;
mod name;
mod plural;
mod script;
mod site;
mod term;
mod tongue;

use std::sync::OnceLock;

pub use collation::Order;
pub use message::{Messages, sources};
pub use name::{Name, section};
pub use plural::Category;
pub use script::{in_latin, marked};
pub use site::SiteWord;
pub use term::{Term, Told, ids};

use calendar::Calendar;
use figure::Figures;
use plural::Plurals;

use crate::Language;
use crate::table::Value;

/// One language: its messages and its formats.
pub struct Wording {
    language: Language,
    messages: Box<dyn Messages>,
    figures: Figures,
    plurals: Plurals,
    calendar: Calendar,
    order: Order,
}

/// What stands where nothing was told.
pub const ABSENT: &str = "–";

impl Wording {
    /// The wording of a language, made once.
    pub fn of(language: Language) -> &'static Self {
        static ALL: [OnceLock<Wording>; 5] = [const { OnceLock::new() }; 5];
        ALL[language as usize].get_or_init(|| Self {
            language,
            messages: message::of(language),
            figures: Figures::of(language),
            plurals: Plurals::of(language),
            calendar: Calendar::of(language),
            order: Order::of(language),
        })
    }

    /// Its language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// How names are sorted in it.
    pub const fn order(&self) -> &Order {
        &self.order
    }

    /// A message without variables.
    pub fn phrase(&self, id: &str) -> String {
        self.tell(id, &[])
    }

    /// A message with its variables, each formatted already. One that is not there is empty, which a
    /// test of all languages rules out.
    pub fn tell(&self, id: &str, variables: &[(&str, &str)]) -> String {
        self.messages.tell(id, variables).unwrap_or_default()
    }

    /// A message that counts: `$count` is the number as written, `$category` its plural category.
    pub fn count(&self, id: &str, count: u64, variables: &[(&str, &str)]) -> String {
        let (number, category) = (self.number_of(count), self.category(count));
        let mut all = vec![("count", number.as_str()), ("category", category.name())];
        all.extend_from_slice(variables);
        self.tell(id, &all)
    }

    /// The plural category of a count.
    pub fn category(&self, count: u64) -> Category {
        self.plurals.category(count)
    }

    /// The word of a closed list.
    pub fn term(&self, term: impl Term) -> String {
        self.phrase(&term.id())
    }

    /// The same as a cell.
    pub fn word(&self, term: impl Term) -> Value {
        Value::Word(term.name(), self.term(term))
    }
}
