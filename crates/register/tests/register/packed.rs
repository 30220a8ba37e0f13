//! DOCX and PDF: their text, and nothing that unpacks without bound.

use entente_register::document::text;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

fn refused(bytes: &[u8]) -> String {
    text(bytes).unwrap_err().to_string()
}

/// A ZIP archive of members that are stored as they are.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let word = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let (mut members, mut directory) = (Vec::new(), Vec::new());
    for (name, words) in parts {
        let at = members.len();
        let sizes = [long(words.len()), long(words.len())].concat();
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &sizes,
            &word(name.len()),
            &word(0),
        ]
        .concat();
        members.extend([b"PK\x03\x04", &common[..], name.as_bytes(), words.as_bytes()].concat());
        let rest = [&[0; 6][..], &long(0), &long(at)].concat();
        directory.extend([b"PK\x01\x02", &[20, 0][..], &common, &rest, name.as_bytes()].concat());
    }
    let counts = [word(parts.len()), word(parts.len())].concat();
    let end = [
        b"PK\x05\x06",
        &[0; 4][..],
        &counts,
        &long(directory.len()),
        &long(members.len()),
        &word(0),
    ]
    .concat();
    [members, directory, end].concat()
}

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num></w:numbering>"#;

#[test]
fn a_list_in_a_docx_has_the_numbers_that_are_counted_for_it() {
    let item = |list: u8, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
        )
    };
    let body = format!(
        r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Подписаны документы:</w:t></w:r></w:p>{}{}{}<w:p><w:pPr><w:pStyle w:val="Styled"/></w:pPr><w:r><w:t>two</w:t></w:r><w:del><w:r><w:t>not this</w:t></w:r></w:del></w:p></w:body></w:document>"#,
        item(1, "Соглашение &amp; протокол;"),
        item(1, "Меморандум."),
        item(2, "one"),
    );
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="Styled"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>"#;
    let parts = [
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", styles),
        ("word/document.xml", &body),
    ];
    assert_eq!(
        text(&archive(&parts)).unwrap(),
        "Подписаны документы:\n1. Соглашение & протокол;\n2. Меморандум.\n• one\n• two\n"
    );
}

/// A PDF whose page shows `lines`, or holds `raw`.
fn pdf(lines: &[&str], raw: Option<Vec<u8>>) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let mut operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 12.into()]),
    ];
    for line in lines {
        operations.push(Operation::new("Td", vec![0.into(), (-14).into()]));
        operations.push(Operation::new("Tj", vec![Object::string_literal(*line)]));
    }
    operations.push(Operation::new("ET", vec![]));
    let words = raw.unwrap_or_else(|| Content { operations }.encode().unwrap());
    let mut stream = Stream::new(dictionary! {}, words);
    stream.compress().unwrap();
    let contents = document.add_object(stream);
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => contents,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(kids));
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalogue);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn lines_of_a_pdf_are_joined_to_paragraphs_and_items_stay_apart() {
    let lines = [
        "The following documents were signed during the official visit:",
        "1. Agreement between the Government of the Republic of Kazakhstan",
        "and the Government of the Republic of Serbia on the readmission;",
        "2. Memorandum of Cooperation in the field of tourism.",
    ];
    assert_eq!(
        text(&pdf(&lines, None)).unwrap().trim(),
        "The following documents were signed during the official visit:\n1. Agreement between the Government of the \
         Republic of Kazakhstan and the Government of the Republic of Serbia on the readmission;\n2. Memorandum of \
         Cooperation in the field of tourism."
    );
}

#[test]
fn files_of_other_programs_are_read() {
    assert_eq!(
        text(include_bytes!("sources/made_ru.docx")).unwrap(),
        "По итогам переговоров подписаны следующие документы:\n1. Соглашение между Правительством Республики Казахстан \
         и Правительством Республики Сербия о реадмиссии лиц;\n2. Протокол между Министерством финансов Республики \
         Казахстан и Статистическим управлением Республики Сербия;\n• пункт & ещё\n"
    );
    assert_eq!(
        text(include_bytes!("sources/made_en.pdf")).unwrap().trim(),
        "The following documents were signed on 19 November 2024:\n1. Agreement between the Government of the Republic \
         of Kazakhstan and the Government of the Republic of Serbia on trade;\n2. Memorandum of Cooperation in the field \
         of tourism.\nTrade turnover reached $73.8 million last year."
    );
}

#[test]
fn a_pdf_without_words_or_without_end_is_refused() {
    assert!(refused(&pdf(&[], None)).starts_with("found a PDF without a text layer"));
    assert!(refused(b"%PDF-1.7 and no more").starts_with("found a PDF that cannot be read"));
    let bomb = pdf(&[], Some(b"BT (a) Tj ET ".repeat(10_000_000)));
    assert!(bomb.len() < 1_000_000);
    assert!(refused(&bomb).starts_with("found a PDF that cannot be read"));
}

#[test]
fn a_page_is_read_in_the_encoding_it_declares() {
    let page = "<html><head><meta charset=windows-1251></head><body><p>Соглашение</p></body></html>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
    assert_eq!(text(&bytes).unwrap(), "Соглашение\n");
    assert!(refused(b"<html><meta charset=koi9><p>\xd1\xee</p>").contains("no UTF-8"));
}
