//! What the Harmonized System calls its goods, in the words of UN Comtrade's lists.
//!
//! For people alone: no figure and no comparison depends on a name. Here are the names of H4, H5 and H6; the
//! words of one edition are not those of another, so codes of the older editions have none.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::embedded;

/// Names of chapters, headings and subheadings.
#[derive(Debug, Default)]
pub struct HsNames {
    names: BTreeMap<(u8, &'static str), &'static str>,
    faults: Vec<String>,
}

impl HsNames {
    /// The embedded list, read once.
    pub fn standard() -> &'static HsNames {
        static STANDARD: OnceLock<HsNames> = OnceLock::new();
        STANDARD.get_or_init(HsNames::read)
    }

    /// What could not be read of the embedded table; empty, and a test keeps it so.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// The name of a code of two, four or six digits in an edition (4, 5 or 6).
    pub fn of(&self, edition: u8, code: &str) -> Option<&'static str> {
        self.names.get(&(edition, code)).copied()
    }

    fn read() -> HsNames {
        let mut list = HsNames::default();
        let text = include_str!("../data/hs_names.csv");
        for row in embedded::rows("hs_names.csv", text, "code,editions,name", &mut list.faults) {
            let editions = row.text(1).bytes().map(|digit| digit.wrapping_sub(b'0'));
            for edition in editions {
                match list.names.insert((edition, row.text(0)), row.text(2)) {
                    None if (4..=6).contains(&edition) && !row.text(2).is_empty() => {}
                    _ => list.faults.push(row.fault(1)),
                }
            }
        }
        list
    }
}
