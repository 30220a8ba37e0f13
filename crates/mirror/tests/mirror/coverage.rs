//! Coverage files: what is written is what is read, and what cannot be is named.

use entente_mirror::coverage::Coverage;
use entente_trade::{Areas, Commodity, Money};
use proptest::prelude::*;

use crate::fixed;

/// Letters of an area that can be a side.
fn letters() -> impl Strategy<Value = &'static str> {
    let sides = Areas::standard()
        .all()
        .filter(|entry| entry.is_partner() && entry.to.is_none());
    let known: Vec<&str> = sides.filter_map(|entry| entry.alpha3).collect();
    prop::sample::select(known)
}

fn code() -> impl Strategy<Value = String> {
    prop_oneof!["0[1-9]", "[1-8][0-9]{3}", "[1-8][0-9]{5}", "[1-8][0-9]XXXX"]
}

proptest! {
    #![proptest_config(fixed(1_000))]

    #[test]
    fn what_a_file_says_is_what_is_read(
        letters in letters(),
        threshold in prop::option::of(0..=999_999_999_999_i128),
        margin in prop::option::of(0..=1_000_000_i128),
        excludes in prop::collection::vec(code(), 0..5),
        imports_fob: bool,
    ) {
        let threshold = threshold.map(Money::from_thousandths);
        let mut text = format!("imports_fob = {imports_fob}\narea = {letters:?}\nexcludes = {excludes:?}\n");
        if let Some(threshold) = threshold {
            text.push_str(&format!("threshold = \"{threshold}\"\n"));
        }
        if let Some(ppm) = margin {
            text.push_str(&format!("cif_margin = \"{}.{:06}\"\n", ppm / 1_000_000, ppm % 1_000_000));
        }
        let read = Coverage::parse(&text).unwrap();
        let codes: Vec<Commodity> = excludes.iter().map(|code| Commodity::parse(code).unwrap()).collect();
        prop_assert_eq!(read.area, Areas::standard().resolve(letters).unwrap());
        prop_assert_eq!(read.threshold, threshold);
        prop_assert_eq!(read.cif_margin.map(|rate| rate.ppm()), margin);
        prop_assert_eq!(read.excludes, codes);
        prop_assert_eq!(read.imports_fob, imports_fob);
    }

    #[test]
    fn a_value_that_cannot_be_is_named_with_its_key(
        key in prop::sample::select(vec!["threshold", "cif_margin", "excludes"]),
        wrong in "[a-zA-Z ]{1,12}|-[1-9][0-9]{0,5}|[1-9][0-9]{16,29}",
    ) {
        prop_assume!(Commodity::parse(&wrong).is_none());
        let value = if key == "excludes" { format!("[{wrong:?}]") } else { format!("{wrong:?}") };
        let error = Coverage::parse(&format!("area = 398\n{key} = {value}\n")).unwrap_err();
        let said = error.to_string();
        prop_assert!(said.starts_with(&format!("line 2, {key}: found \"{wrong}\", expected ")), "{}", said);
    }

    #[test]
    fn no_text_panics(text in "(area|threshold|excludes|[a-z_]{1,9})? ?=? ?[\\[\"']?.{0,40}[\"'\\]]?\n?.{0,20}") {
        let _ = Coverage::parse(&text);
    }
}
