//! Texts that mean harm: they are shown, and steer nothing.

use entente_brief::document::{Block, Document, Figure, Prose, Span};
use entente_brief::table::{Table, Value};
use entente_brief::write::{csv, docx, html, json, xlsx};
use proptest::prelude::*;

use super::english::English;
use super::forms;
use super::markup;
use super::specimen;

const HARM: &str = "<script>alert(1)</script>\" onload=\"x\u{202e}gpj.exe\0 ]]> &lt; '=1+1";

/// A document in which every text is the given one.
fn document(text: &str) -> Document {
    let word = || text.to_owned();
    let table = Table {
        caption: word(),
        rows: vec![
            vec![
                Value::Text(word()),
                Value::Link(word(), word()),
                Value::Code(word(), word()),
                Value::Absent,
            ],
            vec![
                Value::Text(format!("={text}")),
                Value::Link(word(), "javascript:alert(1)".to_owned()),
            ],
        ],
        columns: ["a", "b", "c", "d"]
            .map(|name| specimen::column(name, text, name == "a"))
            .to_vec(),
        notes: vec![word()],
        name: "harm",
    };
    let mut figure = Figure {
        title: word(),
        description: word(),
        ..specimen::mirror_bars()
    };
    figure.table = table.clone();
    let mut document = specimen::document();
    document.title = word();
    document.finding = Some(word());
    document.provenance.datasets = vec![word()];
    document.provenance.query = word();
    document.blocks = vec![
        Block::Heading(word()),
        Block::Paragraph(Prose(vec![
            Span::Text(word()),
            Span::Link(word(), "//evil.example/".to_owned()),
            Span::Link(word(), format!("/{text}")),
            Span::Quote(word(), Some(word())),
        ])),
        Block::Table(table),
        Block::Figure(figure),
    ];
    document
}

#[test]
fn a_page_shows_harmful_texts_and_follows_none() {
    for page in [
        html::page(&document(HARM), &English, &html::Frame::default()).unwrap(),
        html::file(&document(HARM), &English).unwrap(),
    ] {
        let root = markup::parse(&page);
        assert!(root.named("script").is_empty());
        for node in root.all() {
            assert!(
                !node.attributes.iter().any(|(name, _)| name.starts_with("on")),
                "{node:?}"
            );
            if let Some(address) = node.attribute("href") {
                assert!(
                    address.starts_with(['/', '#']) && !address.starts_with("//"),
                    "{address}"
                );
            }
        }
        assert!(!page.contains(['\0', '\u{202e}']));
        let title = "<script>alert(1)</script>\" onload=\"x\\u{202e}gpj.exe\\u{0} ]]> &lt; '=1+1";
        assert_eq!(root.named("h1")[0].text(), title);
    }
}

#[test]
fn no_text_of_a_csv_is_a_formula_and_figures_stay_figures() {
    let mut table = specimen::mirror_table();
    table.rows.truncate(1);
    for text in [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "＝1",
        "a=1",
        "# no remark",
        "a,b;c\"d\ne",
    ] {
        let mut row = table.rows[0].clone();
        row[0] = Value::Text(text.to_owned());
        row[1] = Value::Money(-specimen::usd(5));
        table.rows.push(row);
    }
    let document = specimen::document();
    let text = csv::plain(&document, &table);
    let records = forms::records(&text);
    let cells: Vec<(&str, &str)> = records[2..]
        .iter()
        .map(|record| (record[0].as_str(), record[1].as_str()))
        .collect();
    let expected = [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        "' x",
        "'\\u{d}x",
        "'＝1",
        "a=1",
        "# no remark",
        "a,b;c\"d e",
    ];
    assert_eq!(cells, expected.map(|text| (text, "-5")).to_vec());
    let local = csv::for_local_spreadsheet(&document, &table);
    assert!(local.starts_with("\u{feff}title;Kazakhstan and Serbia: trade by both reports\r\n"));
    assert!(
        local.contains("\r\n'=1+1;-5;141989248;114431536;0,194;"),
        "{local}"
    );
}

proptest! {
    #![proptest_config(super::fixed(48))]
    #[test]
    fn every_form_takes_any_text(text in any::<String>()) {
        let document = document(&text);
        markup::parse(&html::file(&document, &English).unwrap());
        for (_, part) in forms::parts(&docx::file(&document, &English).unwrap()) {
            markup::parse(&part);
        }
        forms::workbook(xlsx::file(&document, &English).unwrap());
        serde_json::from_str::<serde_json::Value>(&json::document(&document)).unwrap();
        for table in document.tables() {
            forms::records(&csv::plain(&document, table));
        }
    }
}
