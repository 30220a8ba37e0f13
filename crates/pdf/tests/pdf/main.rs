//! The printed brief, read back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

#[path = "../../../brief/tests/brief/written/english.rs"]
mod english;
#[path = "../../../brief/tests/brief/written/specimen.rs"]
mod specimen;

use std::io::Write as _;
use std::process::{Command, Stdio};

use english::English;
use entente_brief::document::{Block, Document, Prose, Span};
use entente_brief::write::print;
use entente_pdf::{PdfError, pdf};

/// Letters that fonts lack: Kazakh, Serbian, signs of currency and the arrow of a flow.
const RARE: &str = "ӘәҒғҚқҢңӨөҰұҮүҺһІі ЂђЉљЊњЋћЏџЈј ČčĆćĐđŠšŽž €₸₽№…–—−«»„“→";

fn whole() -> Document {
    let mut document = specimen::document();
    document.blocks.push(Block::Figure(specimen::lines()));
    document.blocks.push(Block::Figure(specimen::waterfall()));
    document.blocks.push(Block::Figure(specimen::treemap()));
    document
}

/// The words of a PDF, page by page, without blanks.
fn words(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document
        .extract_text(&pages)
        .unwrap()
        .split_whitespace()
        .collect()
}

#[test]
fn a_brief_keeps_to_archives_and_accessibility_and_gives_the_same_bytes_twice() {
    let first = pdf(&whole(), &English).unwrap();
    assert!(first == pdf(&whole(), &English).unwrap());
    let text = String::from_utf8_lossy(&first);
    for mark in [
        "pdfaid:part>3",
        "pdfaid:conformance>A",
        "pdfuaid:part>1",
        "2026-11-22",
    ] {
        assert!(text.contains(mark), "{mark}");
    }
}

#[test]
fn the_figures_of_the_page_stand_in_the_printed_brief() {
    let words = words(&pdf(&whole(), &English).unwrap());
    for figure in [
        "27,557,712",
        "141,989,248",
        "-8,037,128",
        "93.0%",
        "0ff5f33da160aa4df43747b855b1ae57",
    ] {
        assert!(words.contains(figure), "{figure}: {words}");
    }
}

#[test]
fn rare_letters_are_found_again_upright_bold_and_quoted() {
    let mut document = specimen::document();
    let rare = || RARE.to_owned();
    document.title = rare();
    document.blocks = vec![Block::Paragraph(Prose(vec![
        Span::Text(rare()),
        Span::Strong(rare()),
        Span::Quote(rare(), Some("sr-Cyrl".to_owned())),
    ]))];
    let words = words(&pdf(&document, &English).unwrap());
    for letter in RARE.chars().filter(|letter| !letter.is_whitespace()) {
        assert!(words.matches(letter).count() >= 4, "{letter}: {words}");
    }
}

#[test]
fn a_letter_that_no_face_has_is_an_error_and_no_gap() {
    let mut document = specimen::document();
    document.finding = Some("漢".to_owned());
    let PdfError::Set(faults) = pdf(&document, &English).unwrap_err() else {
        panic!()
    };
    assert!(faults[0].contains("漢"), "{faults:?}");
}

#[test]
fn markup_in_a_text_is_text() {
    let mut document = specimen::document();
    document.title = "#panic() $x$ *b* `r` <l> @l \\ // /* \u{202e}".to_owned();
    let words = words(&pdf(&document, &English).unwrap());
    assert!(words.contains("#panic()$x$*b*`r`<l>@l\\///*\\u{202e}"), "{words}");
}

#[test]
fn the_program_sets_what_it_is_given_and_says_what_it_was_not() {
    let ask = |input: &[u8]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_entente-pdf"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    };
    let files = print::files(&whole(), &English);
    let set = ask(&serde_json::to_vec(&files).unwrap());
    assert!(set.status.success());
    assert!(set.stdout == pdf(&whole(), &English).unwrap());
    let refused = ask(b"[1]");
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));
    assert!(
        said.starts_with("error: found invalid type: integer `1`"),
        "{said}"
    );
}
