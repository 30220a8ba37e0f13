//! From bytes to text: what is no document ends in a clear answer, and nothing grows without bound.

use entente_register::document::text;

fn refused(bytes: &[u8]) -> String {
    text(bytes).unwrap_err().to_string()
}

#[test]
fn a_page_is_read_as_its_lines_with_the_numbers_of_its_lists() {
    let page = "<!DOCTYPE html><html><head><title>x</title><script>if (a<b) {}</script></head><body>\
                <p>The following documents were signed&nbsp;:</p>\
                <ol><li>Agreement on <b>readmission</b>;</li><li><p>Protocol &amp; annex;</p></li></ol>\
                <ul><li>a &lt; b &#8211; c</li></ul><!-- <p>no</p> --><p>20&#x41;</p></body></html>";
    assert_eq!(
        text(page.as_bytes()).unwrap(),
        "The following documents were signed\u{a0}:\n1. Agreement on readmission;\n2. Protocol & annex;\n\
         • a < b – c\n\n20A\n"
    );
}

#[test]
fn letters_are_those_of_utf_8_and_utf_16() {
    let words = "Споразум о реадмисији";
    assert_eq!(text(words.as_bytes()).unwrap(), words);
    let marked = [&[0xef, 0xbb, 0xbf], words.as_bytes()].concat();
    assert_eq!(text(&marked).unwrap(), words);
    let little: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(words.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(words.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    assert_eq!(text(&little).unwrap(), words);
    assert_eq!(text(&big).unwrap(), words);
    assert!(refused(&little[..little.len() - 1]).starts_with("found UTF-16 with half a letter"));
}

#[test]
fn what_is_no_text_is_refused_with_what_was_found() {
    assert!(refused(b"one\ntwo \xc3\x28\n").starts_with("found bytes in line 2 that are no UTF-8"));
    assert!(refused(b"MZ\0\0").starts_with("found a file that is no text"));
    assert!(refused(b" \n ").starts_with("found no text"));
}

#[test]
fn ten_thousand_nested_tags_and_a_tag_that_never_ends_are_walked_in_one_pass() {
    let deep = format!(
        "<html>{}<li>Signed{}",
        "<div><ol>".repeat(10_000),
        "</ol></div>".repeat(10_000)
    );
    assert_eq!(text(deep.as_bytes()).unwrap(), "1. Signed\n");
    let open = format!("<html><p>Signed</p><a href=\"{}", "x".repeat(1_000_000));
    assert_eq!(text(open.as_bytes()).unwrap(), "Signed\n");
    let signs = format!("<p>{}", "<".repeat(1_000_000));
    assert_eq!(text(signs.as_bytes()).unwrap().len(), 1_000_001);
}

#[test]
fn ten_thousand_nested_tags_of_any_name_hide_no_words() {
    let words = "Trade reached $73.8 million in 2023.";
    for name in ["div", "b", "form", "nav", "head", "noscript", "section", "center"] {
        let (open, close) = (
            format!("<{name}>").repeat(10_000),
            format!("</{name}>").repeat(10_000),
        );
        for page in [format!("{open}{words}{close}"), format!("{open}{words}")] {
            assert_eq!(text(page.as_bytes()).unwrap(), format!("{words}\n"), "{name}");
        }
    }
    let menu = format!("<nav>Menu</nav><select><option>2023</select><p>{words}");
    assert_eq!(text(menu.as_bytes()).unwrap(), format!("{words}\n"));
    let address = "<https://example.org> tells it.\n";
    assert_eq!(text(address.as_bytes()).unwrap(), address);
}

/// A ZIP archive of one member, packed by deflate.
fn archive(name: &str, contents: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(contents).unwrap();
    let packed = packer.finish().unwrap();
    let word = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let common = [
        [20, 0, 0, 0, 8, 0, 0, 0, 0, 0].as_slice(),
        &[0; 4],
        &long(packed.len()),
        &long(contents.len()),
        &word(name.len()),
        &word(0),
    ]
    .concat();
    let local = [b"PK\x03\x04".as_slice(), &common, name.as_bytes(), &packed].concat();
    let directory = [
        b"PK\x01\x02".as_slice(),
        &[20, 0],
        &common,
        &word(0),
        &word(0),
        &word(0),
        &long(0),
        &long(0),
        name.as_bytes(),
    ]
    .concat();
    let end = [
        b"PK\x05\x06".as_slice(),
        &[0; 4],
        &word(1),
        &word(1),
        &long(directory.len()),
        &long(local.len()),
        &word(0),
    ]
    .concat();
    [local, directory, end].concat()
}

fn docx(body: &str) -> Vec<u8> {
    let xml =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>{body}</w:body></w:document>");
    archive("word/document.xml", xml.as_bytes())
}

#[test]
fn a_docx_file_is_read_as_its_paragraphs_with_the_numbers_of_its_lists() {
    let item = |words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>\
             <w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>Были подписаны </w:t></w:r><w:del><w:r><w:t>нет</w:t></w:r></w:del>\
         <w:r><w:t>документы:</w:t></w:r></w:p>{}{}",
        item("Соглашение о реадмиссии &amp; возврате;"),
        item("Протокол;")
    );
    assert_eq!(
        text(&docx(&body)).unwrap(),
        "Были подписаны документы:\n1. Соглашение о реадмиссии & возврате;\n2. Протокол;\n"
    );
}

#[test]
fn an_archive_that_is_cut_off_or_swells_ends_in_an_error() {
    let whole = docx("<w:p><w:r><w:t>Signed</w:t></w:r></w:p>");
    for cut in 4..whole.len() {
        assert!(text(&whole[..cut]).is_err(), "cut at {cut}");
    }
    assert!(refused(&archive("word/other.xml", b"<x/>")).starts_with("found a ZIP archive without"));
    let bomb = archive("word/document.xml", &vec![b' '; 65 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).starts_with("found a document.xml that cannot be unpacked or is too large"));
    assert!(refused(&docx("<w:p><w:r><w:t>Signed</w:p>")).starts_with("found broken XML"));
}
