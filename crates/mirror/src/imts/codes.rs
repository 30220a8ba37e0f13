//! The codes of the trade structures: what a value of the store is called in SDMX, both ways.
//!
//! Codes are of our own, close to those of UN Comtrade. What they are named stands in the lists.

use std::ops::RangeInclusive;

use entente_trade::{Area, AreaEntry, Areas, Attribution, Edition, Valuation};

/// All of a dimension that a record does not divide.
pub const ALL: &str = "_T";
/// What the source does not say.
pub const UNSAID: &str = "_U";
/// Values as they were told, not transformed.
pub const NOT_TRANSFORMED: &str = "N";
/// The unit of an amount of money; the attribute `CURRENCY` says of which.
pub const CURRENCY_UNIT: &str = "CUR";
/// The status of a figure as the source tells it.
pub const TOLD: &str = "A";
/// The status of a figure that is derived from the other side's report.
pub const IMPUTED: &str = "I";
/// The basis of a day of release that the file or who imported it states.
pub const STATED: &str = "STATED";
/// The basis of a day of release that is only the day of the import.
pub const OF_IMPORT: &str = "IMPORT";

/// The powers of ten in which figures may be told: they are applied exactly.
pub const POWERS_OF_TEN: RangeInclusive<i32> = -12..=12;

/// Prefixes of commodity codes: the year an edition came into force.
const EDITIONS: [(Edition, &str); 8] = [
    (Edition::H0, "HS92"),
    (Edition::H1, "HS96"),
    (Edition::H2, "HS02"),
    (Edition::H3, "HS07"),
    (Edition::H4, "HS12"),
    (Edition::H5, "HS17"),
    (Edition::H6, "HS22"),
    (Edition::Unknown, "HS"),
];

/// How the partner was chosen. An imputed figure does not say.
const ATTRIBUTIONS: [(Attribution, &str); 4] = [
    (Attribution::Origin, "ORIGIN"),
    (Attribution::Consignment, "CONSIGNMENT"),
    (Attribution::LastKnownDestination, "DESTINATION"),
    (Attribution::Unstated, UNSAID),
];

/// What a value includes.
const VALUATIONS: [(Valuation, &str); 3] = [
    (Valuation::Fob, "FOB"),
    (Valuation::Cif, "CIF"),
    (Valuation::Unstated, UNSAID),
];

/// The code of a value of a table; a table holds all values but imputed attributions.
fn code<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    let found = table.iter().find(|(known, _)| known == value);
    found.map_or(UNSAID, |(_, code)| code)
}

fn value<T: Copy>(table: &[(T, &'static str)], code: &str) -> Option<T> {
    let found = table.iter().find(|(_, known)| *known == code);
    found.map(|(value, _)| *value)
}

/// An area: the three letters that lead to it, else UN Comtrade's number.
pub fn area(areas: &Areas, entry: &AreaEntry) -> String {
    let letters = entry.alpha3.filter(|letters| {
        areas.resolve(letters) == Ok(entry.area) || (entry.area == Area::WORLD && *letters == "W00")
    });
    letters.map_or_else(|| entry.area.code().to_string(), str::to_owned)
}

/// The prefix of an edition's commodity codes.
pub fn edition(edition: Edition) -> &'static str {
    code(&EDITIONS, &edition)
}

/// The edition of a prefix.
pub fn edition_of(prefix: &str) -> Option<Edition> {
    value(&EDITIONS, prefix)
}

/// A unit of quantity by UN Comtrade's number; `QNA` is none.
pub fn unit(code: i8) -> String {
    match code {
        -1 => "QNA".to_owned(),
        code => format!("Q{code}"),
    }
}

/// UN Comtrade's number of a unit of quantity, −1 of none.
pub fn unit_of(text: &str) -> Option<i8> {
    match text {
        "QNA" => Some(-1),
        text => number(text.strip_prefix('Q')?).and_then(|code| i8::try_from(code).ok()),
    }
}

/// How the partner was chosen.
pub fn attribution(attribution: Attribution) -> &'static str {
    code(&ATTRIBUTIONS, &attribution)
}

/// The way of choosing partners that a code tells.
pub fn attribution_of(text: &str) -> Option<Attribution> {
    value(&ATTRIBUTIONS, text)
}

/// What a value includes.
pub fn valuation(valuation: Valuation) -> &'static str {
    code(&VALUATIONS, &valuation)
}

/// The valuation that a code tells.
pub fn valuation_of(text: &str) -> Option<Valuation> {
    value(&VALUATIONS, text)
}

/// The status of a figure: imputed ones are derived from the other side's report.
pub const fn status(attribution: Attribution) -> &'static str {
    match attribution {
        Attribution::Imputed => IMPUTED,
        _ => TOLD,
    }
}

/// A customs procedure: UN Comtrade's number after a `C`.
pub fn procedure(number: u8) -> String {
    format!("C{number:02}")
}

/// The number of a customs procedure.
pub fn procedure_of(text: &str) -> Option<u8> {
    let found: u8 = text.strip_prefix('C')?.parse().ok()?;
    (procedure(found) == text).then_some(found)
}

/// A whole number as codes spell it: digits, without zeros before them.
pub fn number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_what_it_stands_for() {
        for (known, text) in EDITIONS {
            assert_eq!((edition(known), edition_of(text)), (text, Some(known)));
        }
        for (known, text) in ATTRIBUTIONS {
            assert_eq!((attribution(known), attribution_of(text)), (text, Some(known)));
        }
        for (known, text) in VALUATIONS {
            assert_eq!((valuation(known), valuation_of(text)), (text, Some(known)));
        }
        assert!((-1..=i8::MAX).all(|code| unit_of(&unit(code)) == Some(code)));
        assert!((0..=u8::MAX).all(|code| procedure_of(&procedure(code)) == Some(code)));
    }

    #[test]
    fn what_is_spelt_otherwise_is_no_code() {
        for text in ["", "C1", "C001", "C256", "01", "C+1"] {
            assert_eq!(procedure_of(text), None, "{text}");
        }
        for text in ["", "Q", "Q-1", "Q08", "Q128", "q8", "8"] {
            assert_eq!(unit_of(text), None, "{text}");
        }
        for text in ["", "01", "+1", "-1", "1.0", " 1"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!((number("0"), number("2100")), (Some(0), Some(2100)));
    }
}
