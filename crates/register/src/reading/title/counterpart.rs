//! With whom a treaty is that a list of one state's treaties holds.
//!
//! It exists because such a list says of every title who one party is, and its titles often leave that
//! out: `Agreement with Chile`, `Acuerdo sobre el gas boliviano`. Without a list behind it, a state that
//! a title only mentions is no party, and [`TitleReader::read`] makes it none.

use super::super::gazetteer::whole;
use super::super::{Language, State};
use super::TitleReader;

impl TitleReader {
    /// The other parties of a treaty of `own`: those the title names, else the only other state it mentions.
    pub fn counterparts(&self, title: &str, own: State) -> Vec<State> {
        let reader = self.of_the_title(title);
        let parties = reader
            .read(title)
            .parties
            .into_iter()
            .filter_map(|party| party.state);
        let named: Vec<State> = parties.filter(|state| *state != own).collect();
        if !named.is_empty() {
            return named;
        }
        let mentioned = reader.states(title).into_iter();
        let others: Vec<State> = mentioned.filter(|state| state.sovereign() != own).collect();
        if others.len() == 1 { others } else { Vec::new() }
    }

    /// The reader of the language a title is in: some of a list are in English.
    pub fn of_the_title(&self, title: &str) -> TitleReader {
        let lower = title.to_lowercase();
        let has = |word: &str| {
            lower
                .match_indices(word)
                .any(|(at, _)| whole(&lower, at, at + word.len()))
        };
        let english = has("between") || has("of") && has("the") || lower.starts_with("joint ");
        if english && !has("entre") && self.lexicon.language == Language::Es {
            TitleReader::new(Language::En)
        } else {
            *self
        }
    }
}
