//! The same figures in every form, read back out of each.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use entente_brief::document::{Block, Document};
use entente_brief::table::{Table, Value};
use entente_brief::write::{Tongue, Word, checksum, csv, docx, html, json, widths, xlsx};
use sha2::{Digest, Sha256};

use super::english::English;
use super::markup::{self, Node};
use super::specimen;

/// The records of a CSV without its lines of facts.
pub(crate) fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect());
    records.collect()
}

/// Name and text of every part of an archive.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

pub(crate) fn workbook(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn printed(value: &Value) -> String {
    match value {
        Value::Absent => English.say(Word::NoData),
        Value::Text(text) | Value::Link(text, _) | Value::Word(_, text) => text.clone(),
        Value::Foreign(inner, _) => printed(inner),
        Value::Code(code, label) => format!("{code} {label}"),
        Value::Money(amount) => English.money(*amount),
        Value::Share(share) => English.share(*share),
        Value::Number(number) => English.number(*number),
        Value::Count(count) => English.count(*count),
        Value::Period(period) => period.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Spark(amounts) => {
            let told: Vec<String> = amounts
                .iter()
                .flatten()
                .map(|amount| English.compact(*amount))
                .collect();
            told.join(" … ")
        }
    }
}

fn exact(value: &Value) -> Vec<String> {
    vec![match value {
        Value::Absent => String::new(),
        Value::Code(code, label) => return vec![code.clone(), label.clone()],
        Value::Word(name, _) => (*name).to_owned(),
        Value::Foreign(inner, _) => return exact(inner),
        Value::Money(amount) => amount.to_string(),
        Value::Share(number) | Value::Number(number) => number.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Spark(amounts) => {
            let amounts: Vec<String> = amounts
                .iter()
                .map(|each| each.map_or_else(String::new, |each| each.to_string()))
                .collect();
            format!("[{}]", amounts.join(" | "))
        }
        value => printed(value),
    }]
}

fn matrix<T>(table: &Table, cell: impl Fn(&Value) -> T) -> Vec<Vec<T>> {
    table
        .rows
        .iter()
        .map(|row| row.iter().map(&cell).collect())
        .collect()
}

fn texts(nodes: &[&Node]) -> Vec<String> {
    nodes.iter().map(|node| node.text()).collect()
}

#[test]
fn the_same_figures_stand_in_every_form() {
    let document = specimen::document();
    let page = markup::parse(&html::file(&document, &English).unwrap());
    let text = markup::parse(&docx_body(&document));
    let data: serde_json::Value = serde_json::from_str(&json::document(&document)).unwrap();
    let [page, text] = [page.named("table"), text.named("w:tbl")];
    assert_eq!(
        (page.len(), text.len(), data["tables"].as_array().unwrap().len()),
        (2, 2, 2)
    );
    for (at, table) in document.tables().enumerate() {
        let people = matrix(table, printed);
        let rows = page[at].named("tbody")[0].named("tr");
        let cells: Vec<Vec<String>> = rows.iter().map(|row| cells_of(row)).collect();
        assert_eq!(cells, people, "html");
        let rows = text[at].named("w:tr");
        let cells: Vec<Vec<String>> = rows[1..].iter().map(|row| texts(&row.named("w:tc"))).collect();
        assert_eq!(cells, people, "docx");
        let machines: Vec<Vec<String>> = matrix(table, exact).into_iter().map(|row| row.concat()).collect();
        assert_eq!(records(&csv::plain(&document, table))[1..], machines, "csv");
        let from_json: Vec<Vec<String>> = json_rows(&data["tables"][at]);
        assert_eq!(from_json, machines, "json");
    }
}

fn docx_body(document: &Document) -> String {
    let parts = parts(&docx::file(document, &English).unwrap());
    parts
        .into_iter()
        .find(|(name, _)| name == "word/document.xml")
        .unwrap()
        .1
}

/// What is seen in the cells of a row.
fn cells_of(row: &Node) -> Vec<String> {
    let seen = |cell: &Node| match &cell.named("span")[..] {
        [seen, ..] => seen.text(),
        [] => cell.text(),
    };
    row.children
        .iter()
        .filter(|node| !node.name.is_empty())
        .map(seen)
        .collect()
}

/// Rows in the order of columns, as CSV has them.
fn json_rows(table: &serde_json::Value) -> Vec<Vec<String>> {
    let names: Vec<&str> = table["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["name"].as_str().unwrap())
        .collect();
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(each) => {
            let each: Vec<String> = each
                .iter()
                .map(|each| {
                    if each.is_null() {
                        String::new()
                    } else {
                        each.to_string()
                    }
                })
                .collect();
            format!("[{}]", each.join(" | "))
        }
        value => value.to_string(),
    };
    let rows = table["rows"].as_array().unwrap().iter();
    rows.map(|row| names.iter().map(|name| cell(&row[name])).collect())
        .collect()
}

#[test]
fn every_cell_of_a_workbook_is_the_figure_and_no_text_is_a_formula() {
    let mut document = specimen::document();
    let Some(Block::Table(parts)) = document.blocks.last_mut() else {
        panic!()
    };
    parts.rows[0][0] = Value::Code("=1+1".to_owned(), "http://example.org/".to_owned());
    let mut book = workbook(xlsx::file(&document, &English).unwrap());
    assert_eq!(book.sheet_names(), ["Cover", "1 mirror", "2 parts"]);
    for (table, sheet) in document.tables().zip(["1 mirror", "2 parts"]) {
        let range = book.worksheet_range(sheet).unwrap();
        assert_eq!(
            range.get_value((0, 0)),
            Some(&Data::String(table.caption.clone()))
        );
        let first = table.notes.len() as u32 + 2;
        let mut found = Vec::new();
        for number in 0..table.rows.len() as u32 {
            let width = range.width() as u32;
            let row = (0..width).filter_map(|column| range.get_value((first + number, column)));
            found.push(
                row.filter(|cell| !matches!(cell, Data::Empty))
                    .cloned()
                    .collect::<Vec<Data>>(),
            );
        }
        let expected: Vec<Vec<Data>> = matrix(table, in_workbook)
            .into_iter()
            .map(|row| row.concat())
            .collect();
        assert_eq!(found, expected);
        assert!(book.worksheet_formula(sheet).unwrap().is_empty());
    }
    let raw = forms_text(&xlsx::file(&document, &English).unwrap());
    assert!(!raw.contains("<hyperlink") && !raw.contains("<mergeCell") && !raw.contains("<f>"));
    assert_eq!(raw.matches("<table ").count(), 2);
}

fn forms_text(bytes: &[u8]) -> String {
    parts(bytes).into_iter().map(|(_, part)| part).collect()
}

fn in_workbook(value: &Value) -> Vec<Data> {
    let number = |number: f64| vec![Data::Float(number)];
    match value {
        Value::Absent => vec![Data::String("[x]".to_owned())],
        Value::Money(amount) => number(amount.to_f64()),
        Value::Share(share) => number(*share),
        Value::Number(each) => number(*each),
        Value::Count(count) => number(*count as f64),
        Value::Period(period) => number(f64::from(period.calendar_year())),
        Value::Day(_) => vec![Data::DateTime(calamine::ExcelDateTime::new(
            45_615.0,
            calamine::ExcelDateTimeType::DateTime,
            false,
        ))],
        Value::Word(_, word) => vec![Data::String(word.clone())],
        Value::Foreign(inner, _) => in_workbook(inner),
        value => exact(value).into_iter().map(Data::String).collect(),
    }
}

#[test]
fn the_checksum_is_of_the_plain_csv_and_the_same_on_every_export() {
    let mut document = specimen::document();
    let sum = |document: &Document| checksum(document.tables().next().unwrap());
    let first = sum(&document);
    let table = document.tables().next().unwrap();
    let text = csv::plain(&document, table);
    let lines: String = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with('#'))
        .collect();
    let digest: String = Sha256::digest(lines)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(first, digest);
    assert_eq!(
        first,
        "0ff5f33da160aa4df43747b855b1ae5716699432b37e2311eec39e2c25836591"
    );
    for form in [
        text,
        csv::for_local_spreadsheet(&document, table),
        json::document(&document),
        json::metadata(&document),
        html::file(&document, &English).unwrap(),
        forms_text(&docx::file(&document, &English).unwrap()),
        forms_text(&xlsx::file(&document, &English).unwrap()),
    ] {
        assert!(form.contains(&first));
        for fact in [
            "exports FOB, imports CIF",
            "2026-11-22",
            "2026-11-28T11:00:00Z",
            "kz-bns 2021-07-25",
        ] {
            assert!(form.contains(fact), "{fact}: {form}");
        }
    }
    document.provenance.extracted = None;
    assert_eq!(sum(&document), first);
}

#[test]
fn two_runs_give_equal_bytes_in_every_form() {
    let document = specimen::document();
    let write = || {
        (
            html::file(&document, &English).unwrap(),
            docx::file(&document, &English).unwrap(),
            xlsx::file(&document, &English).unwrap(),
            json::document(&document),
        )
    };
    let first = write();
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == write());
}

#[test]
fn columns_of_a_printed_table_have_room_for_their_longest_word_and_then_by_what_they_say() {
    let document = specimen::document();
    let table = document.tables().last().unwrap();
    let upright = widths(table, &English, 98);
    assert_eq!(
        (upright.columns.iter().sum::<usize>() <= 98, upright.least),
        (true, 79)
    );
    assert_eq!(upright.columns, [23, 13, 8, 8, 8, 12, 12, 12]);
    let narrow = widths(table, &English, 10);
    assert_eq!((narrow.least, narrow.columns.iter().sum()), (79, 79));
}

#[test]
fn a_docx_says_its_language_its_headings_and_the_head_of_each_table() {
    let parts = parts(&docx::file(&specimen::document(), &English).unwrap());
    let part = |name: &str| markup::parse(&parts.iter().find(|(part, _)| part == name).unwrap().1);
    let body = part("word/document.xml");
    let styled = |style: &str| {
        let paragraphs = body.named("w:p").into_iter();
        let of_style = paragraphs.filter(|node| {
            node.named("w:pStyle")
                .iter()
                .any(|mark| mark.attribute("w:val") == Some(style))
        });
        of_style.map(Node::text).collect::<Vec<_>>()
    };
    assert_eq!(
        styled("Heading1"),
        ["Kazakhstan and Serbia: trade by both reports"]
    );
    assert_eq!(styled("Heading2"), ["Both reports", "Provenance"]);
    assert_eq!(styled("ListParagraph"), ["First.", "Second."]);
    for table in body.named("w:tbl") {
        let rows = table.named("w:tr");
        assert_eq!(rows[0].named("w:tblHeader").len(), 1);
        assert!(rows[1..].iter().all(|row| row.named("w:tblHeader").is_empty()));
        assert!(
            table.named("w:tblDescription")[0]
                .attribute("w:val")
                .is_some_and(|text| !text.is_empty())
        );
    }
    let foreign: Vec<Option<&str>> = body
        .named("w:lang")
        .iter()
        .map(|mark| mark.attribute("w:val"))
        .collect();
    assert_eq!(foreign, [Some("sr-Cyrl"); 3]);
    assert_eq!(
        part("word/styles.xml").named("w:lang")[0].attribute("w:val"),
        Some("en-GB")
    );
    assert!(part("docProps/core.xml").text().contains("2026-11-22T00:00:00Z"));
}
