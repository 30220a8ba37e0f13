//! A document as HTML: a fragment, a page of a site, or one file that needs no other.
//!
//! Templates are compiled in and escape what they are given; prose and pictures are
//! escaped here. There is no script, no inline style and no address outside the site.
//! A file of its own has no site, so its links are words.

use std::sync::LazyLock;

use minijinja::{Environment, Value as Data, context};

use super::{Tongue, Word, WriteError, exact, facts, harmless};
use crate::chart;
use crate::document::{Block, Document, Figure, Prose, Span};
use crate::table::{Column, Table, Value};

/// The rules of looks, for a site to serve beside its pages: 12 KB at most.
pub const STYLESHEET: &str = include_str!("templates/page.css");

/// What stands around a page of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Where the site serves [`STYLESHEET`].
    pub stylesheet: String,
    /// The name of the site.
    pub site: String,
    /// The address of its first page.
    pub home: String,
    /// The menu of pages.
    pub pages: Vec<Entry>,
    /// This page in other languages, and in its own: code, name in itself, address.
    pub languages: Vec<(crate::Language, String)>,
    /// What else can be asked.
    pub forms: Vec<Form>,
    /// The same as files: label, media type, address.
    pub downloads: Vec<(String, String, String)>,
}

/// A form that leads to an address of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// What it is for.
    pub label: String,
    /// Where it leads.
    pub address: String,
    /// What is filled in.
    pub fields: Vec<FormField>,
    /// The word on its button.
    pub submit: String,
}

/// A field of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormField {
    /// Its name in the address.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// Values to choose from with their words; anything can be written where there are none.
    pub choices: Vec<(String, String)>,
}

/// An entry of a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub address: String,
    /// Whether it is this page.
    pub current: bool,
}

/// Heading, content and provenance, without a page around them.
///
/// # Errors
/// [`WriteError`] if a template is broken.
pub fn fragment(document: &Document, tongue: &dyn Tongue) -> Result<String, WriteError> {
    Writer::new(tongue, true)?.document(document)
}

/// A page of a site.
///
/// # Errors
/// [`WriteError`] if a template is broken.
pub fn page(document: &Document, tongue: &dyn Tongue, frame: &Frame) -> Result<String, WriteError> {
    let writer = Writer::new(tongue, true)?;
    let content = writer.document(document)?;
    writer.page(document, &content, frame)
}

/// One file with its own looks, that needs no other and leads nowhere.
///
/// # Errors
/// [`WriteError`] if a template is broken.
pub fn file(document: &Document, tongue: &dyn Tongue) -> Result<String, WriteError> {
    let writer = Writer::new(tongue, false)?;
    let content = writer.document(document)?;
    writer.page(document, &content, &Frame::default())
}

/// A text of more characters has a cell at least so wide that it is read in few lines.
const LONG: usize = 40;

struct Writer<'a> {
    templates: &'static Environment<'static>,
    tongue: &'a dyn Tongue,
    /// Whether there is a site for links to lead to.
    linked: bool,
}

/// The templates, read once.
static TEMPLATES: LazyLock<Result<Environment<'static>, WriteError>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    for (name, source) in [
        ("page.html", include_str!("templates/page.html")),
        ("document.html", include_str!("templates/document.html")),
        ("table.html", include_str!("templates/table.html")),
    ] {
        templates
            .add_template(name, source)
            .map_err(|error| WriteError::of("html", &error))?;
    }
    Ok(templates)
});

impl<'a> Writer<'a> {
    fn new(tongue: &'a dyn Tongue, linked: bool) -> Result<Self, WriteError> {
        let templates = TEMPLATES.as_ref().map_err(Clone::clone)?;
        Ok(Self {
            templates,
            tongue,
            linked,
        })
    }

    fn render(&self, name: &str, data: Data) -> Result<String, WriteError> {
        let template = self.templates.get_template(name);
        let text = template.and_then(|template| template.render(data));
        text.map_err(|error| WriteError::of("html", &error))
    }

    fn page(&self, document: &Document, content: &str, frame: &Frame) -> Result<String, WriteError> {
        let say = |word| self.tongue.say(word);
        let languages = frame.languages.iter().map(|(language, address)| {
            let current = *language == document.language;
            context! { code => language.code(), label => language.own_name(), address => local(address), current }
        });
        let pages = frame.pages.iter().map(|entry| {
            context! { label => shown(&entry.label), address => local(&entry.address), current => entry.current }
        });
        let downloads = frame.downloads.iter().map(|(label, media, address)| {
            context! { label => shown(label), media => shown(media), address => local(address) }
        });
        let forms: Vec<Data> = (1..)
            .zip(&frame.forms)
            .map(|(at, form)| form_data(at, form))
            .collect();
        let data = context! {
            language => document.language.code(),
            title => shown(&document.title),
            forms,
            site => shown(&frame.site),
            home => local(&frame.home),
            stylesheet => local(&frame.stylesheet),
            rules => STYLESHEET,
            languages => languages.collect::<Vec<Data>>(),
            pages => pages.collect::<Vec<Data>>(),
            downloads => downloads.collect::<Vec<Data>>(),
            content,
            words => context! {
                skip => say(Word::SkipToContent),
                pages => say(Word::Pages),
                languages => say(Word::Languages),
                downloads => say(Word::Downloads),
            },
        };
        self.render("page.html", data)
    }

    fn document(&self, document: &Document) -> Result<String, WriteError> {
        let blocks: Result<Vec<Data>, WriteError> = (1..)
            .zip(&document.blocks)
            .map(|(number, block)| self.block(number, block))
            .collect();
        let told = facts::told(document, self.tongue);
        let told = told
            .into_iter()
            .map(|(name, fact)| vec![shown(&name), shown(&fact)]);
        let data = context! {
            title => shown(&document.title),
            finding => document.finding.as_deref().map(shown),
            blocks => blocks?,
            facts => told.collect::<Vec<_>>(),
            words => context! {
                as_table => self.tongue.say(Word::FiguresAsTable),
                provenance => self.tongue.say(Word::Provenance),
            },
        };
        self.render("document.html", data)
    }

    fn block(&self, number: usize, block: &Block) -> Result<Data, WriteError> {
        Ok(match block {
            Block::Heading(text) => context! { kind => "heading", text => shown(text) },
            Block::Paragraph(prose) => context! { kind => "paragraph", prose => self.prose(prose) },
            Block::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.prose(item)).collect();
                context! { kind => "list", items }
            }
            Block::Table(table) => {
                context! { kind => "table", table => self.table(table, &format!("t{number}"))? }
            }
            Block::Figure(figure) => self.figure(figure, number)?,
        })
    }

    fn figure(&self, figure: &Figure, number: usize) -> Result<Data, WriteError> {
        let id = format!("figure-{number}");
        Ok(context! {
            kind => "figure",
            title => shown(&figure.title),
            chart => chart::draw(figure, self.tongue, &format!("chart-{number}")).inline(),
            table => self.table(&figure.table, &format!("t{number}"))?,
            id,
        })
    }

    fn prose(&self, prose: &Prose) -> String {
        prose.0.iter().map(|span| self.span(span)).collect()
    }

    fn span(&self, span: &Span) -> String {
        let words = harmless::xml(span.words());
        match span {
            Span::Link(_, address) if self.linked && !local(address).is_empty() => {
                format!("<a href=\"{}\">{words}</a>", harmless::xml(address))
            }
            Span::Text(_) | Span::Link(..) => words,
            Span::Strong(_) => format!("<strong>{words}</strong>"),
            Span::Quote(_, language) => match language.as_deref().filter(|code| is_language(code)) {
                Some(code) => format!("<q lang=\"{code}\">{words}</q>"),
                None => format!("<q>{words}</q>"),
            },
        }
    }

    fn table(&self, table: &Table, id: &str) -> Result<String, WriteError> {
        let figures: Vec<bool> = (0..table.columns.len())
            .map(|at| {
                table
                    .rows
                    .iter()
                    .filter_map(|row| row.get(at))
                    .any(exact::is_figure)
            })
            .collect();
        let columns = table.columns.iter().zip(&figures);
        let columns = columns.map(|(column, figures)| context! { label => shown(&column.label), figures });
        let rows = table.rows.iter().enumerate().map(|(number, row)| {
            let cells = table.columns.iter().zip(&figures).zip(row).enumerate();
            let cells = cells.map(|(at, ((column, figures), value))| {
                self.cell((column, *figures), value, &format!("{id}-r{number}c{at}"))
            });
            cells.collect::<Vec<Data>>()
        });
        let notes: Vec<String> = table.notes.iter().map(|note| shown(note)).collect();
        let data = context! {
            id,
            caption => shown(&table.caption),
            columns => columns.collect::<Vec<Data>>(),
            rows => rows.collect::<Vec<_>>(),
            notes,
        };
        self.render("table.html", data)
    }

    fn cell(&self, (column, figures): (&Column, bool), value: &Value, id: &str) -> Data {
        let text = shown(&super::printed(value, self.tongue));
        let class = match (exact::bare(value), figures) {
            (Value::Absent, true) => "n none",
            (Value::Absent, false) => "none",
            (_, true) => "n",
            (_, false) if text.chars().count() > LONG => "long",
            (_, false) => "",
        };
        let address = match exact::bare(value) {
            Value::Link(_, address) if self.linked => local(address),
            _ => String::new(),
        };
        let picture = match exact::bare(value) {
            Value::Spark(amounts) => chart::spark(amounts, &text, self.tongue, id).inline(),
            _ => String::new(),
        };
        let language = match value {
            Value::Foreign(_, code) if is_language(code) => code.as_str(),
            _ => "",
        };
        let heard = self.tongue.heard(value).map(|heard| shown(&heard));
        context! { head => column.heads_row, class, text, address, picture, language, heard }
    }
}

fn form_data(at: usize, form: &Form) -> Data {
    let fields = form.fields.iter().map(|field| {
        let choices = field.choices.iter().map(|(value, label)| {
            context! { value => shown(value), label => shown(label), chosen => *value == field.value }
        });
        context! {
            id => format!("f{at}-{}", shown(&field.name)),
            name => shown(&field.name),
            label => shown(&field.label),
            value => shown(&field.value),
            choices => choices.collect::<Vec<Data>>(),
        }
    });
    context! {
        label => shown(&form.label),
        address => local(&form.address),
        submit => shown(&form.submit),
        fields => fields.collect::<Vec<Data>>(),
    }
}

/// A text in one harmless line; the template escapes it.
fn shown(text: &str) -> String {
    harmless::line(text).into_owned()
}

/// An address within the site, or none.
fn local(address: &str) -> String {
    let within =
        address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\n', '\t', '\r']);
    if within { shown(address) } else { String::new() }
}

fn is_language(code: &str) -> bool {
    (2..=35).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
