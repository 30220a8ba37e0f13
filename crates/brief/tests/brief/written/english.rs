//! Plain English, as a language that writers can be tested with.

use entente_brief::Language;
use entente_brief::table::Value;
use entente_brief::write::{Tongue, Word};
use entente_trade::{Area, Areas, Date, Money, Period};

pub(crate) struct English;

impl Tongue for English {
    fn language(&self) -> Language {
        Language::En
    }

    fn money(&self, amount: Money) -> String {
        format!("{amount:#}").replace(' ', ",")
    }

    fn compact(&self, amount: Money) -> String {
        let units = amount.thousandths() / 1_000;
        let (divisor, letter) = match units.abs() {
            0..1_000 => return units.to_string(),
            1_000..1_000_000 => (1_000, "k"),
            1_000_000..1_000_000_000 => (1_000_000, "m"),
            _ => (1_000_000_000, "bn"),
        };
        let tenths = (units.abs() * 10 + divisor / 2) / divisor;
        let sign = if units < 0 { "−" } else { "" };
        match tenths % 10 {
            0 => format!("{sign}{} {letter}", tenths / 10),
            rest => format!("{sign}{}.{rest} {letter}", tenths / 10),
        }
    }

    fn share(&self, share: f64) -> String {
        format!("{:.1}%", share * 100.0)
    }

    fn number(&self, number: f64) -> String {
        format!("{number:.3}")
    }

    fn count(&self, count: u64) -> String {
        count.to_string()
    }

    fn period(&self, period: Period) -> String {
        period.to_string()
    }

    fn day(&self, day: Date) -> String {
        day.to_string()
    }

    fn area(&self, area: Area) -> String {
        Areas::standard().entry(area).unwrap().name_en.to_owned()
    }

    fn heard(&self, value: &Value) -> Option<String> {
        (*value == Value::Absent).then(|| "not reported".to_owned())
    }

    fn say(&self, word: Word) -> String {
        match word {
            Word::NoData => "no data",
            Word::Export => "exporter's report",
            Word::Import => "importer's report",
            Word::Difference => "difference",
            Word::SkipToContent => "Skip to content",
            Word::FiguresAsTable => "Figures as a table",
            word => return format!("{word:?}"),
        }
        .to_owned()
    }
}
