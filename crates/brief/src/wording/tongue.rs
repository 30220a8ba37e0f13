//! A language as the writers ask for it.

use entente_trade::{Area, Date, Money, Period};

use super::{ABSENT, Wording, figure};
use crate::Language;
use crate::table::Value;
use crate::write::{Tongue, Word, printed};

impl Tongue for Wording {
    fn language(&self) -> Language {
        Self::language(self)
    }

    fn money(&self, amount: Money) -> String {
        self.amount(amount)
    }

    fn compact(&self, amount: Money) -> String {
        Self::compact(self, amount)
    }

    fn share(&self, share: f64) -> String {
        Self::share(self, share).unwrap_or_else(|| ABSENT.to_owned())
    }

    fn number(&self, number: f64) -> String {
        Self::number(self, number).unwrap_or_else(|| ABSENT.to_owned())
    }

    fn count(&self, count: u64) -> String {
        self.number_of(count)
    }

    fn period(&self, period: Period) -> String {
        Self::period(self, period)
    }

    fn day(&self, day: Date) -> String {
        Self::day(self, day)
    }

    fn area(&self, area: Area) -> String {
        Self::area(self, area).text
    }

    /// What is not seen as words: that nothing was told, and a minus, which readers of screens pass over.
    fn heard(&self, value: &Value) -> Option<String> {
        if let Value::Foreign(inner, _) = value {
            return self.heard(inner);
        }
        if !matches!(
            value,
            Value::Absent | Value::Money(_) | Value::Share(_) | Value::Number(_)
        ) {
            return None;
        }
        let seen = printed(value, self);
        match seen.strip_prefix(figure::MINUS) {
            Some(magnitude) => Some(format!("{} {magnitude}", self.phrase("minus-spoken"))),
            None => (seen == ABSENT).then(|| self.phrase("absent-spoken")),
        }
    }

    fn say(&self, word: Word) -> String {
        self.term(word)
    }
}
