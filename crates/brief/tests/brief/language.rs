//! Which language a reader asks for.

use entente_brief::Language;
use proptest::prelude::*;

use super::fixed;

#[test]
fn a_reader_gets_the_language_asked_for_with_most_weight() {
    let cases = [
        ("", Language::En),
        ("*", Language::En),
        ("kk-KZ", Language::Kk),
        ("kk-Cyrl-KZ,ru;q=0.9", Language::Kk),
        ("ru-RU,ru;q=0.9,en;q=0.8", Language::Ru),
        ("en;q=0.5, ru;q=0.9", Language::Ru),
        ("en;q=0.5,kk;q=0.5", Language::En),
        ("sr", Language::SrCyrl),
        ("sr-RS", Language::SrCyrl),
        ("sr-Cyrl-RS", Language::SrCyrl),
        ("sr-Latn", Language::SrLatn),
        ("SR-LATN-RS; Q=0.9 , en;q=0.1", Language::SrLatn),
        ("sr_Latn_RS", Language::SrLatn),
        ("de-AT,fr;q=0.7", Language::En),
        ("de, kk;q=0.001", Language::Kk),
        ("kk;q=0", Language::En),
        ("kk;q=0.000, ru;q=0.1", Language::Ru),
        ("kk;q=1.5, ru;q=0.1", Language::Ru),
        ("kk;q=x, ru;q=0.1", Language::Ru),
        ("kk;q=0.1234, ru;q=0.1", Language::Ru),
        (";;;,,q=1,-", Language::En),
        ("srp, enx, rus", Language::En),
    ];
    for (header, expected) in cases {
        assert_eq!(Language::negotiate(header), expected, "{header:?}");
    }
}

#[test]
fn of_a_long_header_the_beginning_is_read() {
    let many = format!("{}kk", "de,".repeat(63));
    assert_eq!(Language::negotiate(&many), Language::Kk);
    let more = format!("{}kk", "de,".repeat(64));
    assert_eq!(Language::negotiate(&more), Language::En);
    let wide = format!("{},kk", "Қ".repeat(10_000));
    assert_eq!(Language::negotiate(&wide), Language::En);
}

proptest! {
    #![proptest_config(fixed(512))]

    #[test]
    fn no_header_is_too_strange(header in ".{0,200}") {
        let _ = Language::negotiate(&header);
    }

    #[test]
    fn ranges_in_any_order_give_the_weightiest(weights in proptest::collection::vec(1_u16..=1_000, 5)) {
        let ranges = Language::ALL.iter().zip(&weights).map(|(language, weight)| {
            let quality = if *weight == 1_000 { "1".to_owned() } else { format!("0.{weight:03}") };
            format!("{};q={quality}", language.code())
        });
        let header = ranges.collect::<Vec<_>>().join(", ");
        let most = weights.iter().max().copied();
        let first = weights.iter().position(|weight| Some(*weight) == most);
        prop_assert_eq!(Some(Language::negotiate(&header)), first.map(|at| Language::ALL[at]));
    }
}

#[test]
fn codes_are_read_back_as_they_are_printed() {
    for language in Language::ALL {
        assert_eq!(Language::parse(language.code()), Some(language));
        assert_eq!(Language::negotiate(language.code()), language);
    }
    assert_eq!(Language::parse("sr"), None);
}
