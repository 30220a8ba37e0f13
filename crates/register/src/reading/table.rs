//! Reads the small tables compiled into this crate: fields between tabs, forms between bars.
//!
//! It exists so that every table is read by the same few lines. A line with too few fields is passed
//! over here; a test asserts that there are none.

/// The rows of a table after its heading, each with `N` fields.
pub(super) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let mut row = [""; N];
        for field in &mut row {
            *field = fields.next()?;
        }
        Some(row)
    })
}

/// The forms of a field.
pub(super) fn forms(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|form| !form.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::{expressions, gazetteer, lexicon};

    #[test]
    fn every_line_of_every_table_has_its_fields() {
        for (table, width) in [
            (gazetteer::STATES, 4),
            (gazetteer::NAMES, 4),
            (gazetteer::INSTITUTIONS, 6),
            (gazetteer::INSTITUTION_NAMES, 3),
            (lexicon::WORDS, 3),
            (lexicon::DESIGNATIONS, 3),
            (lexicon::HEADS, 3),
            (expressions::EXPRESSIONS, 4),
        ] {
            for line in table.lines() {
                assert_eq!(line.split('\t').count(), width, "{line}");
            }
        }
    }
}
