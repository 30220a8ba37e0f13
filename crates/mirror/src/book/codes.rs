//! Numbers for the few words of an observation that have no number of their own.
//!
//! They are written into files: a number, once given, keeps its meaning.

use entente_trade::{Attribution, Currency, Side, Valuation};

const VALUATIONS: [Valuation; 3] = [Valuation::Fob, Valuation::Cif, Valuation::Unstated];
const ATTRIBUTIONS: [Attribution; 5] = [
    Attribution::Origin,
    Attribution::Consignment,
    Attribution::LastKnownDestination,
    Attribution::Unstated,
    Attribution::Imputed,
];

/// 0 export, 1 import.
pub(super) const fn of_side(side: Side) -> i32 {
    side as i32
}

/// 0 FOB, 1 CIF, 2 not stated.
pub(crate) const fn of_valuation(valuation: Valuation) -> i32 {
    valuation as i32
}

/// 0 origin, 1 consignment, 2 last known destination, 3 not stated, 4 imputed.
pub(crate) const fn of_attribution(attribution: Attribution) -> i32 {
    attribution as i32
}

/// Three letters as base-256 digits, `USD` = 0x555344.
pub(crate) fn of_currency(currency: Currency) -> i32 {
    currency
        .code()
        .bytes()
        .fold(0, |code, letter| code << 8 | i32::from(letter))
}

pub(crate) fn valuation(code: i32) -> Option<Valuation> {
    at(&VALUATIONS, code)
}

pub(crate) fn attribution(code: i32) -> Option<Attribution> {
    at(&ATTRIBUTIONS, code)
}

pub(crate) fn currency(code: i32) -> Option<Currency> {
    let [0, letters @ ..] = code.to_be_bytes() else {
        return None;
    };
    Currency::from_letters(letters)
}

fn at<T: Copy>(all: &[T], code: i32) -> Option<T> {
    all.get(usize::try_from(code).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_reads_back() {
        assert!(
            VALUATIONS
                .iter()
                .all(|&word| valuation(of_valuation(word)) == Some(word))
        );
        assert!(
            ATTRIBUTIONS
                .iter()
                .all(|&word| attribution(of_attribution(word)) == Some(word))
        );
        assert_eq!([Side::Export, Side::Import].map(of_side), [0, 1]);
        assert_eq!(of_currency(Currency::USD), 0x0055_5344);
        assert_eq!(currency(0x0055_5344), Some(Currency::USD));
    }

    #[test]
    fn a_number_that_means_nothing_is_none() {
        assert_eq!(valuation(3), None);
        assert_eq!(attribution(-1), None);
        assert_eq!(currency(-1), None);
        assert_eq!(currency(0x0155_5344), None);
        assert_eq!(currency(0x0075_7364), None);
    }
}
