//! A document as DOCX, for a secretariat that goes on writing in it.
//!
//! Ours, because a document that everybody can use needs the mark of a header row, the
//! name of a table and the language of a text. Charts are told by their sentence, their
//! description and their table. Parts are stored, not pressed, and dated 1980: the
//! same document gives the same bytes, whatever presses on a machine.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::{Tongue, Word, WriteError, exact, facts, harmless, widths};
use crate::Language;
use crate::document::{Block, Document, Figure, Prose, Span};
use crate::table::{Table, Value};

/// A4 in twentieths of a point: its short side, its long side, and its margins.
const PAPER: (usize, usize, usize) = (11_906, 16_838, 1_134);

/// The width of a letter in a table, likewise.
const LETTER: usize = 98;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Writes the document.
///
/// # Errors
/// [`WriteError`] if the archive cannot be written.
pub fn file(document: &Document, tongue: &dyn Tongue) -> Result<Vec<u8>, WriteError> {
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(document)),
        ("word/document.xml", body(document, tongue)),
        ("word/styles.xml", styles(document.language)),
        ("word/numbering.xml", numbering()),
        ("word/settings.xml", settings()),
        ("word/_rels/document.xml.rels", relations()),
    ];
    archive(&parts).map_err(|error| WriteError::of("docx", &error))
}

fn archive(parts: &[(&str, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    for (name, part) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn types() -> String {
    let parts = [
        ("word/document", format!("{OFFICE}.document.main+xml")),
        ("word/styles", format!("{OFFICE}.styles+xml")),
        ("word/numbering", format!("{OFFICE}.numbering+xml")),
        ("word/settings", format!("{OFFICE}.settings+xml")),
        (
            "docProps/core",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
    ];
    let parts: String = parts
        .iter()
        .map(|(name, kind)| format!("<Override PartName=\"/{name}.xml\" ContentType=\"{kind}\"/>"))
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{parts}</Types>"
    )
}

fn package_relations() -> String {
    let document = relation(1, &format!("{RELATIONS}/officeDocument"), "word/document.xml");
    let core = relation(
        2,
        &format!("{PACKAGE}/relationships/metadata/core-properties"),
        "docProps/core.xml",
    );
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{document}{core}</Relationships>")
}

fn relations() -> String {
    let all: String = (1..)
        .zip(["styles", "numbering", "settings"])
        .map(|(number, part)| relation(number, &format!("{RELATIONS}/{part}"), &format!("{part}.xml")))
        .collect();
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn relation(number: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"r{number}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

/// Title, language, and the vintage as the day of making.
fn core(document: &Document) -> String {
    let day = document
        .provenance
        .vintage
        .map_or_else(|| "1980-01-01".to_owned(), |day| day.to_string());
    let moment =
        |name: &str| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{name}>");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>Entente</dc:creator><dc:language>{}</dc:language>{}{}</cp:coreProperties>",
        harmless::xml(&document.title),
        office_language(document.language),
        moment("created"),
        moment("modified")
    )
}

/// The language with the country whose rules of spelling apply.
const fn office_language(language: Language) -> &'static str {
    match language {
        Language::En => "en-GB",
        Language::Kk => "kk-KZ",
        Language::Ru => "ru-RU",
        Language::SrCyrl => "sr-Cyrl-RS",
        Language::SrLatn => "sr-Latn-RS",
    }
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings {MAIN}><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// One list: points without an order.
fn numbering() -> String {
    format!(
        "{HEAD}<w:numbering {MAIN}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/>\
         <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:lvl>\
         </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

fn styles(language: Language) -> String {
    let language = office_language(language);
    let bold = |size| format!("<w:b/><w:sz w:val=\"{size}\"/>");
    let kept = "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/>";
    let all = [
        style(
            "Heading1",
            "heading 1",
            &format!("{kept}<w:outlineLvl w:val=\"0\"/>"),
            &bold(32),
        ),
        style(
            "Heading2",
            "heading 2",
            &format!("{kept}<w:outlineLvl w:val=\"1\"/>"),
            &bold(26),
        ),
        style("Finding", "Finding", "<w:spacing w:after=\"200\"/>", &bold(22)),
        style("Caption", "caption", kept, "<w:b/>"),
        style("ListParagraph", "List Paragraph", "<w:ind w:left=\"360\"/>", ""),
        style(
            "Note",
            "Note",
            "<w:spacing w:before=\"60\" w:after=\"60\"/>",
            "<w:sz w:val=\"17\"/>",
        ),
        style(
            "Cell",
            "Cell",
            "<w:spacing w:before=\"20\" w:after=\"20\"/>",
            "<w:sz w:val=\"17\"/>",
        ),
    ]
    .concat();
    format!(
        "{HEAD}<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Noto Sans\" \
         w:hAnsi=\"Noto Sans\" w:cs=\"Noto Sans\"/><w:sz w:val=\"20\"/><w:lang w:val=\"{language}\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         {all}{TABLE_STYLE}</w:styles>"
    )
}

fn style(id: &str, name: &str, paragraph: &str, run: &str) -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
         <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
}

/// Lines between rows, a header in bold.
const TABLE_STYLE: &str = "<w:style w:type=\"table\" w:styleId=\"Figures\"><w:name w:val=\"Figures\"/>\
    <w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:color=\"555555\"/>\
    <w:bottom w:val=\"single\" w:sz=\"8\" w:color=\"555555\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"999999\"/></w:tblBorders><w:tblCellMar>\
    <w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
    <w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>";

fn body(document: &Document, tongue: &dyn Tongue) -> String {
    let mut body = words("Heading1", &document.title);
    if let Some(finding) = &document.finding {
        body += &words("Finding", finding);
    }
    for part in &document.blocks {
        body += &block(part, tongue);
    }
    body += &words("Heading2", &tongue.say(Word::Provenance));
    for (label, fact) in facts::told(document, tongue) {
        body += &words("Note", &format!("{label}: {fact}"));
    }
    let (across, down, margin) = sheet(document, tongue);
    let turned = if across > down {
        " w:orient=\"landscape\""
    } else {
        ""
    };
    let sides: String = ["top", "right", "bottom", "left"]
        .iter()
        .map(|side| format!("w:{side}=\"{margin}\" "))
        .collect();
    format!(
        "{HEAD}<w:document {MAIN}><w:body>{body}<w:sectPr><w:pgSz w:w=\"{across}\" w:h=\"{down}\"{turned}/>\
         <w:pgMar {sides}w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// Width, height and margin of a page: turned where a table has more to say than stands upright.
fn sheet(document: &Document, tongue: &dyn Tongue) -> (usize, usize, usize) {
    let (short, long, margin) = PAPER;
    let room = (short - 2 * margin) / LETTER;
    if document
        .tables()
        .any(|table| widths(table, tongue, room).least > room)
    {
        (long, short, margin)
    } else {
        (short, long, margin)
    }
}

fn block(block: &Block, tongue: &dyn Tongue) -> String {
    match block {
        Block::Heading(text) => words("Heading2", text),
        Block::Paragraph(prose) => paragraph("", &runs(prose, tongue.language())),
        Block::List(items) => {
            let look = "<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
            items
                .iter()
                .map(|item| paragraph(look, &runs(item, tongue.language())))
                .collect()
        }
        Block::Table(each) => table(each, &each.caption, tongue),
        Block::Figure(each) => figure(each, tongue),
    }
}

/// What a chart shows, in words, and its figures.
fn figure(figure: &Figure, tongue: &dyn Tongue) -> String {
    let description = if figure.description.is_empty() {
        String::new()
    } else {
        words("", &figure.description)
    };
    words("Caption", &figure.title) + &description + &table(&figure.table, &figure.title, tongue)
}

/// A table under its caption; `description` says what it is to who cannot see it.
fn table(table: &Table, description: &str, tongue: &dyn Tongue) -> String {
    let mut rows = row(
        &table
            .columns
            .iter()
            .map(|column| column.label.clone())
            .collect::<Vec<_>>(),
        &[],
        true,
    );
    for values in &table.rows {
        let cells: Vec<String> = values.iter().map(|value| super::printed(value, tongue)).collect();
        rows += &row(&cells, values, false);
    }
    let room = (PAPER.0 - 2 * PAPER.2) / LETTER;
    let columns = widths(table, tongue, room).columns.into_iter();
    let grid: String = columns
        .map(|width| format!("<w:gridCol w:w=\"{}\"/>", width * LETTER))
        .collect();
    let notes: String = table.notes.iter().map(|note| words("Note", note)).collect();
    format!(
        "{}<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
         w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/><w:tblDescription w:val=\"{}\"/></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{notes}{}",
        words("Caption", &table.caption),
        harmless::xml(&table.caption),
        harmless::xml(description),
        // Two tables that touch would become one.
        if notes.is_empty() {
            words("Note", "")
        } else {
            String::new()
        }
    )
}

fn row(cells: &[String], values: &[Value], header: bool) -> String {
    let mark = if header { "<w:tblHeader/>" } else { "" };
    let cells: String = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| {
            let figure = values.get(at).is_some_and(exact::is_figure);
            let aligned = if figure { "<w:jc w:val=\"right\"/>" } else { "" };
            let look = format!("<w:pStyle w:val=\"Cell\"/>{aligned}");
            format!(
                "<w:tc>{}</w:tc>",
                paragraph(&look, &run(cell, &language(values.get(at))))
            )
        })
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{cells}</w:tr>")
}

/// The mark of a cell in another language.
fn language(value: Option<&Value>) -> String {
    match value {
        Some(Value::Foreign(_, code)) => in_language(code),
        _ => String::new(),
    }
}

fn in_language(code: &str) -> String {
    format!("<w:lang w:val=\"{}\"/>", harmless::xml(code))
}

fn words(style: &str, text: &str) -> String {
    let look = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pStyle w:val=\"{style}\"/>")
    };
    paragraph(&look, &run(text, ""))
}

fn paragraph(look: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>")
}

fn runs(prose: &Prose, language: Language) -> String {
    prose.0.iter().map(|each| span(each, language)).collect()
}

fn span(span: &Span, language: Language) -> String {
    match span {
        Span::Text(words) | Span::Link(words, _) => run(words, ""),
        Span::Strong(words) => run(words, "<w:b/>"),
        Span::Quote(words, code) => {
            let code = code.as_deref().map_or_else(String::new, in_language);
            run(&super::quoted(words, language), &code)
        }
    }
}

fn run(text: &str, look: &str) -> String {
    format!(
        "<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        harmless::xml(text)
    )
}
