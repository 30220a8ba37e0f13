//! The codes of the trade structures: what a value of the store is called in SDMX.
//!
//! Codes are of our own, close to those of UN Comtrade. What they are named stands in the lists.

use entente_trade::{Area, AreaEntry, Areas, Attribution, Edition, Valuation};

/// All of a dimension that a record does not divide.
pub(crate) const ALL: &str = "_T";
/// What the source does not say.
pub(crate) const UNSAID: &str = "_U";
/// Values as they were told, not transformed.
pub(crate) const NOT_TRANSFORMED: &str = "N";
/// The unit of an amount of money; the attribute `CURRENCY` says of which.
pub(crate) const CURRENCY_UNIT: &str = "CUR";

/// An area: the three letters that lead to it, else UN Comtrade's number.
pub(crate) fn area(areas: &Areas, entry: &AreaEntry) -> String {
    let letters = entry.alpha3.filter(|letters| {
        areas.resolve(letters) == Ok(entry.area) || (entry.area == Area::WORLD && *letters == "W00")
    });
    letters.map_or_else(|| entry.area.code().to_string(), str::to_owned)
}

/// The prefix of an edition's commodity codes: the year it came into force.
pub(crate) const fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::H0 => "HS92",
        Edition::H1 => "HS96",
        Edition::H2 => "HS02",
        Edition::H3 => "HS07",
        Edition::H4 => "HS12",
        Edition::H5 => "HS17",
        Edition::H6 => "HS22",
        Edition::Unknown => "HS",
    }
}

/// A unit of quantity by UN Comtrade's number.
pub(crate) fn unit(code: i8) -> String {
    match code {
        -1 => "QNA".to_owned(),
        code => format!("Q{code}"),
    }
}

/// How the partner was chosen.
pub(crate) const fn attribution(attribution: Attribution) -> &'static str {
    match attribution {
        Attribution::Origin => "ORIGIN",
        Attribution::Consignment => "CONSIGNMENT",
        Attribution::LastKnownDestination => "DESTINATION",
        Attribution::Unstated | Attribution::Imputed => UNSAID,
    }
}

/// What a value includes.
pub(crate) const fn valuation(valuation: Valuation) -> &'static str {
    match valuation {
        Valuation::Fob => "FOB",
        Valuation::Cif => "CIF",
        Valuation::Unstated => UNSAID,
    }
}

/// The status of a figure: imputed ones are derived from the other side's report.
pub(crate) const fn status(attribution: Attribution) -> &'static str {
    match attribution {
        Attribution::Imputed => "I",
        _ => "A",
    }
}
