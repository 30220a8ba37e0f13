//! Commodity codes as files print them, checked against the edition's list.

use super::reject::Reason;
use super::row::View;
use super::sink::Verdict;
use entente_trade::{Commodity, Edition, Level, hs::HsCodes};
use std::borrow::Cow;

/// A commodity, and whether its code had lost a leading zero.
pub(super) struct Code {
    pub(super) commodity: Commodity,
    pub(super) padded: bool,
}

/// Reads the code in a column.
///
/// A code of odd length lost its leading zero in some tool that took it for a number:
/// no code of the Harmonised System has an odd length, and none begins with two zeros.
pub(super) fn read(view: View, column: usize, edition: Edition) -> Result<Code, Verdict> {
    read_text(view, column, view.text(column), edition)
}

/// As [`read`], where the code is a part of what stands in the column.
pub(super) fn read_text(view: View, column: usize, text: &str, edition: Edition) -> Result<Code, Verdict> {
    let (code, padded) = pad(text);
    // Cutting a national code would make several rows of one cell.
    let short = code.len() <= 6 || !code.bytes().all(|byte| byte.is_ascii_digit());
    let Some(commodity) = Commodity::parse(&code).filter(|_| short) else {
        let expected = "TOTAL or a code of 2, 4 or 6 digits";
        return Err(view.fault(column, Reason::Commodity, expected).into());
    };
    listed(view, column, commodity, edition)?;
    Ok(Code { commodity, padded })
}

fn pad(text: &str) -> (Cow<'_, str>, bool) {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if number && digits.len() % 2 == 1 {
        return (Cow::Owned(format!("0{digits}")), true);
    }
    (Cow::Borrowed(if number { digits } else { text }), false)
}

/// Refuses a code that the edition does not hold, where its list is known.
fn listed(view: View, column: usize, commodity: Commodity, edition: Edition) -> Result<(), Verdict> {
    match unlisted(commodity, edition) {
        None => Ok(()),
        Some(expected) => Err(view.fault(column, Reason::Commodity, expected).into()),
    }
}

/// What was expected in place of a code that the edition does not hold, where its list is known.
pub(super) fn unlisted(commodity: Commodity, edition: Edition) -> Option<String> {
    if commodity.is_unspecified() || commodity.level() == Level::Total {
        return None;
    }
    let list = HsCodes::standard();
    if list.holds(edition.index(), commodity.text().as_str()) != Some(false) {
        return None;
    }
    let code = commodity.to_string();
    let mut expected = format!("a code of edition {}", edition.code());
    let others = list.editions(&code);
    if let Some(other) = others.last().and_then(|&index| Edition::from_index(index)) {
        expected.push_str(&format!("; {code} is one of {}", other.code()));
    } else if let Some(near) = list.near(&code).first() {
        expected.push_str(&format!("; near it is {near}"));
    }
    Some(expected)
}
