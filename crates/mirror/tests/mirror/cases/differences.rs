//! What differs between the figures a case expects and those that came out.

use entente_trade::Money;

use super::figure::{Figure, Unit};

/// Differences so far, and how many figures were compared.
#[derive(Default)]
pub(super) struct Differences {
    found: Vec<String>,
    compared: usize,
}

impl Differences {
    pub(super) fn money(&mut self, field: &str, expected: Option<&Figure>, found: Money, unit: &Unit) {
        let Some(expected) = expected else { return };
        self.compared += 1;
        if !expected.admits_money(found, unit) {
            self.add(format!(
                "{field}: expected {expected}, found {}",
                unit.print(found)
            ));
        }
    }

    /// `unit` follows the figure found: ` %`, or nothing.
    pub(super) fn ratio(&mut self, field: &str, expected: Option<&Figure>, found: Option<f64>, unit: &str) {
        let Some(expected) = expected else { return };
        self.compared += 1;
        match found {
            Some(found) if expected.admits_ratio(found) => {}
            Some(found) => self.add(format!("{field}: expected {expected}, found {found:.9}{unit}")),
            None => self.add(format!("{field}: expected {expected}, found it is not defined")),
        }
    }

    pub(super) fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        field: &str,
        expected: Option<&T>,
        found: &T,
    ) {
        let Some(expected) = expected else { return };
        self.compared += 1;
        if expected != found {
            self.add(format!("{field}: expected {expected:?}, found {found:?}"));
        }
    }

    pub(super) fn add(&mut self, difference: String) {
        self.found.push(difference);
    }

    pub(super) fn compared(&self) -> usize {
        self.compared
    }

    /// All differences; an error when nothing was compared, since such a case cannot fail.
    pub(super) fn finish(self) -> Result<Vec<String>, String> {
        match self.compared {
            0 => Err("the case expects no figure".to_owned()),
            _ => Ok(self.found),
        }
    }
}
