//! What stands around a document: menus, other languages, forms, and what it can be taken away as.

use entente_brief::document::{Block, Document};
use entente_brief::wording::{SiteWord, Term};
use entente_brief::write::Word;
use entente_brief::write::html::{Entry, Form as Asking, FormField, Frame};
use entente_brief::{Language, Wording};
use entente_register::facet::Filter;
use entente_register::{status, subject};
use entente_trade::{Date, Frequency, Level, Side};

use super::address::{Address, FREQUENCIES, LEVELS, Page, SIDES, Trade, View, name, types};
use super::form::Form;
use super::made::capital;
use crate::print::figure::letters;
use crate::views;

/// Where the rules of looks are.
pub(super) const STYLESHEET: &str = "/page.css";

/// The menu: a word, the path below a language, and whether a page is below it.
const MENU: [(SiteWord, &str); 6] = [
    (SiteWord::Trade, "trade"),
    (SiteWord::Register, "register"),
    (SiteWord::Commitments, "commitments"),
    (SiteWord::Claims, "claims"),
    (SiteWord::Lists, "lists"),
    (SiteWord::Brief, "brief"),
];

/// Around a page that is not answered.
pub(super) fn bare(language: Language) -> Frame {
    let wording = Wording::of(language);
    let languages = Language::ALL.map(|one| (one, format!("/{}/", one.code())));
    Frame {
        stylesheet: STYLESHEET.to_owned(),
        site: "Entente".to_owned(),
        home: format!("/{}/", language.code()),
        pages: MENU
            .iter()
            .map(|(word, path)| Entry {
                label: wording.term(*word),
                address: format!("/{}/{path}", language.code()),
                current: false,
            })
            .collect(),
        languages: languages.to_vec(),
        ..Frame::default()
    }
}

/// Around the document of an address.
pub(super) fn around(address: &Address, day: Date, document: &Document) -> Frame {
    let mut frame = bare(address.language);
    let path = address.path(address.language, Form::Page);
    for entry in &mut frame.pages {
        entry.current = entry.address == path;
    }
    let languages =
        Language::ALL.map(|one| (one, address.written((one, Form::Page), (address.vintage, None))));
    Frame {
        languages: languages.to_vec(),
        downloads: downloads(address, day, document),
        forms: form(address).into_iter().collect(),
        ..frame
    }
}

/// The files of a document, with its figures pinned to the day.
fn downloads(address: &Address, day: Date, document: &Document) -> Vec<(String, String, String)> {
    let mut files = Vec::new();
    let mut add = |label: String, form: Form, table: Option<&str>| {
        let media = form.media_type().split(';').next().unwrap_or_default();
        let path = address.written((address.language, form), (Some(day), table));
        files.push((label, media.to_owned(), path));
    };
    for (label, form) in [("XLSX", Form::Xlsx), ("DOCX", Form::Docx), ("JSON", Form::Json)] {
        add(label.to_owned(), form, None);
    }
    add("JSON (metadata)".to_owned(), Form::Metadata, None);
    for table in document.tables() {
        add(format!("CSV: {}", table.caption), Form::Csv, Some(table.name));
    }
    for table in document.tables() {
        add(
            format!("CSV (; ,): {}", table.caption),
            Form::LocalCsv,
            Some(table.name),
        );
    }
    for block in &document.blocks {
        if let Block::Figure(figure) = block {
            add(
                format!("SVG: {}", figure.table.caption),
                Form::Svg,
                Some(figure.table.name),
            );
        }
    }
    if matches!(address.page, Page::Trade(_)) {
        add("SDMX-CSV".to_owned(), Form::Sdmx, None);
    }
    files
}

/// The form of a page that has one.
fn form(address: &Address) -> Option<Asking> {
    let wording = Wording::of(address.language);
    let mut fields = match &address.page {
        Page::Trade(trade) => trade_fields(wording, trade),
        Page::Register(filter) => facet_fields(wording, filter),
        Page::Brief(asked, side) => {
            let states = asked.pair.map(letters);
            let choices = states
                .clone()
                .map(|state| (state.clone(), wording.state(&state).text));
            let mut fields = pair_fields(wording, &states, asked.span);
            let side = side.map(letters).unwrap_or_default();
            fields.push(choose(wording, ("side", SiteWord::Brief), side, choices.to_vec()));
            fields
        }
        Page::Record(_) | Page::Commitments | Page::Claims | Page::Lists => Vec::new(),
    };
    let vintage = address.vintage.map(|day| day.to_string()).unwrap_or_default();
    fields.push(write("vintage", wording.term(Word::Vintage), vintage));
    Some(Asking {
        label: wording.term(SiteWord::View),
        address: address.path(address.language, Form::Page),
        fields,
        submit: wording.term(SiteWord::Show),
    })
}

fn write(name: &str, label: String, value: String) -> FormField {
    FormField {
        name: name.to_owned(),
        label,
        value,
        choices: Vec::new(),
    }
}

/// A field to choose in, of which nothing need be chosen.
fn choose(
    wording: &Wording,
    (name, label): (&str, SiteWord),
    value: String,
    choices: Vec<(String, String)>,
) -> FormField {
    let any = (String::new(), wording.term(SiteWord::Any));
    FormField {
        choices: std::iter::once(any).chain(choices).collect(),
        ..write(name, wording.term(label), value)
    }
}

fn pair_fields(
    wording: &Wording,
    [exporter, importer]: &[String; 2],
    span: [Option<entente_trade::Period>; 2],
) -> Vec<FormField> {
    let span = match span {
        [None, None] => String::new(),
        span => views::span_text(span),
    };
    vec![
        write("exporter", wording.term(SiteWord::Exporter), exporter.clone()),
        write("importer", wording.term(SiteWord::Importer), importer.clone()),
        write("period", wording.term(Word::Periods), span),
    ]
}

fn trade_fields(wording: &Wording, trade: &Trade) -> Vec<FormField> {
    let listed = |(at, label): (&str, SiteWord), value: String, choices: Vec<(String, String)>| FormField {
        choices,
        ..write(at, wording.term(label), value)
    };
    let views = View::NAMES.map(|(view, name)| (name.to_owned(), wording.term(view_word(view))));
    let mut fields = vec![listed(
        ("view", SiteWord::View),
        name(&trade.view, &View::NAMES),
        views.to_vec(),
    )];
    fields.extend(pair_fields(
        wording,
        &trade.asked.pair.map(letters),
        trade.asked.span,
    ));
    match trade.view {
        View::Cell => fields.push(write(
            "commodity",
            wording.term(SiteWord::Commodity),
            trade.commodity.text().as_str().to_owned(),
        )),
        _ => {
            let levels = LEVELS.map(|(level, name): (Level, _)| (name.to_owned(), wording.term(level)));
            let level = name(&trade.asked.key.level, &LEVELS);
            fields.push(listed(("level", SiteWord::Detail), level, levels.to_vec()));
        }
    }
    let often = FREQUENCIES.map(|(one, name): (Frequency, _)| (name.to_owned(), wording.term(one)));
    let frequency = name(&trade.asked.key.frequency, &FREQUENCIES);
    fields.push(listed(("freq", SiteWord::Frequency), frequency, often.to_vec()));
    if trade.view.is_of_side() {
        let sides = SIDES.map(|(side, name): (Side, _)| (name.to_owned(), wording.term(side)));
        fields.push(listed(
            ("side", SiteWord::Side),
            name(&trade.side, &SIDES),
            sides.to_vec(),
        ));
    }
    fields
}

const fn view_word(view: View) -> SiteWord {
    match view {
        View::Mirror => SiteWord::Mirror,
        View::Parts => SiteWord::Parts,
        View::Growth => SiteWord::Growth,
        View::Products => SiteWord::Products,
        View::Treemap => SiteWord::Treemap,
        View::Cell => SiteWord::Cell,
    }
}

fn facet_fields(wording: &Wording, filter: &Filter) -> Vec<FormField> {
    let any = (String::new(), wording.term(SiteWord::Any));
    let listed = |(at, label): (&str, &str), value: &Option<String>, list: &str, words: Vec<String>| {
        let words = words.into_iter().map(|word| {
            let told = wording.phrase(&format!("{list}-{word}"));
            (word, capital(&told))
        });
        FormField {
            choices: std::iter::once(any.clone()).chain(words).collect(),
            ..write(
                at,
                capital(&wording.phrase(label)),
                value.clone().unwrap_or_default(),
            )
        }
    };
    let statuses = status::Status::ALL.map(|one| Term::name(one).to_owned());
    let subjects = subject::subjects().iter().map(|one| one.id.to_owned());
    let year = filter.year.map(|year| year.to_string()).unwrap_or_default();
    vec![
        listed(("type", "column-type"), &filter.kind, "type", types()),
        listed(
            ("status", "column-status"),
            &filter.status,
            "status",
            statuses.to_vec(),
        ),
        listed(
            ("subject", "field-subject"),
            &filter.subject,
            "subject",
            subjects.collect(),
        ),
        write("year", capital(&wording.phrase("facet-year")), year),
        write(
            "side",
            wording.phrase("column-listed-by"),
            filter.side.clone().unwrap_or_default(),
        ),
        write(
            "search",
            wording.term(SiteWord::Search),
            filter.search.clone().unwrap_or_default(),
        ),
    ]
}
