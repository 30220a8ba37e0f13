//! Whatever a text is: no panic, no endless work, and spans that quote exactly.

use std::time::Instant;

use entente_register::reading::title::TitleReader;
use entente_register::reading::{Context, Language, Pair, SourceText, read};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, RngSeed};

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(20_241_119),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn hold(text: &str) {
    let source = SourceText::new(text).unwrap();
    for language in [None, Some(Language::Kk), Some(Language::Sr), Some(Language::Ru)] {
        let context = Context {
            language,
            pair: Pair::parse("KZ-RS"),
            ..Context::default()
        };
        let reading = read(&source, &context);
        for (start, end, quote) in super::spans(&serde_json::to_value(&reading).unwrap()) {
            assert_eq!(source.as_str().get(start..end), Some(quote.as_str()), "{text:?}");
        }
        assert_eq!(read(&source, &context), reading);
    }
}

/// Pieces that readers look for, in any order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 64] = [
        " between ",
        " and ",
        " the ",
        "Kazakhstan",
        "Serbia",
        " Republic of ",
        "Ministry of ",
        "His Majesty ",
        "(",
        ")",
        "1. ",
        "\n",
        "\n\n",
        "Agreement",
        "Memorandum of Understanding",
        " on ",
        "$",
        "73.8",
        " million",
        "%",
        " last year",
        " 2022",
        "19 November",
        "///nCa, ",
        ";",
        ".",
        " – ",
        "President ",
        "Aleksandar Vucic",
        " met with ",
        " official visit to ",
        " agreed to ",
        " invitation from ",
        "между ",
        " и ",
        "Республики Казахстан",
        "Сербии",
        "Соглашение",
        "млн долларов",
        "в 3 раза",
        "товарооборот ",
        "između ",
        " i ",
        "Србије",
        "између ",
        "размена ",
        "милиона долара",
        " мен ",
        " арасындағы ",
        "келісім",
        "Қазақстан",
        "жылы ",
        "млн доллар",
        "’s ",
        "İ",
        "\u{301}",
        "\u{200f}",
        "\u{a0}",
        "tripled",
        " to ",
        "The following documents were signed:",
        "• ",
        "Governments",
        "9",
    ];
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(settings(1_500))]
    #[test]
    fn any_text_is_read_without_panic_and_quoted_exactly(text in "\\PC{0,200}") {
        hold(&text);
    }

    #[test]
    fn any_order_of_the_words_readers_look_for_is_read(text in pieces()) {
        hold(&text);
    }

    #[test]
    fn any_title_is_taken_apart_within_its_bounds(title in pieces()) {
        for language in Language::ALL {
            let read = TitleReader::new(language).read(&title);
            for at in [read.designation, read.subject, read.core].into_iter().flatten() {
                prop_assert!(title.get(at).is_some());
            }
            for party in read.parties {
                prop_assert!(title.get(party.name.clone()).is_some());
                prop_assert!(party.institution_in(&title).is_none_or(|name| !name.is_empty()));
            }
        }
    }
}

#[test]
fn a_text_that_is_too_long_is_refused_with_what_to_do() {
    let error = SourceText::new(&"a".repeat(100_000_000)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "found a text of 100000000 bytes, expected at most 1000000; cut out the communiqué and read that"
    );
}

/// The longest text of each kind that makes readers work hardest; a reader that looks at every pair of
/// anything would take hours.
#[test]
fn the_longest_texts_are_read_in_time() {
    for piece in [
        "a",
        "$73.8 million ",
        "between Kazakhstan and Serbia ",
        "President Aleksandar Vucic met with Prime Minister Milos Vucevic. ",
        "1. Agreement between Kazakhstan and Serbia on trade;\n",
        "trade reached $5 million last year and ",
        "agreed to ",
        "in January-August 2017 trade grew by 5%. ",
        "Minister of A",
        "The parties noted trade of $1 million by 2030 and signed agreements on trade and ",
        "\n",
        "() ",
        "товарооборот составил 5 млн долларов, ",
    ] {
        let text: String = piece.repeat(1_000_000 / piece.len());
        let begun = Instant::now();
        let reading = read(&SourceText::new(&text).unwrap(), &Context::default());
        let seconds = begun.elapsed().as_secs_f64();
        // No measure of speed: what grows with the square of the text takes hours.
        assert!(
            seconds < 300.0,
            "{piece:?}: {seconds:.1} s, {} claims",
            reading.claims.len()
        );
    }
}
