//! The address is the state: what a path and its parameters ask for, read and written.
//!
//! Everything is settled here before a book is opened, so that an address somebody made up
//! costs no more than this. What may have been meant is told, and never done.

use entente_brief::Language;
use entente_brief::content::wrong::Wrong;
use entente_mirror::explain::RowKey;
use entente_register::facet::Filter;
use entente_register::record::{RecordId, shape};
use entente_register::{status, subject};
use entente_trade::{Area, Areas, Commodity, Date, Frequency, Level, Side};

use super::form::Form;
use super::query::{Query, written};
use crate::near;
use crate::print::figure::letters;
use crate::views::{self, Asked};

/// What is asked for, whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Address {
    pub(super) language: Language,
    pub(super) page: Page,
    pub(super) form: Form,
    /// The table a file of one table holds; else the first.
    pub(super) table: Option<String>,
    /// The day as of which it is asked; else as known now.
    pub(super) vintage: Option<Date>,
}

/// A page of the site.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Page {
    Trade(Trade),
    Register(Box<Filter>),
    Record(RecordId),
    Commitments,
    Claims,
    Lists,
    Brief(Asked, Option<Area>),
}

/// A view of the trade of a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trade {
    pub(super) view: View,
    pub(super) asked: Asked,
    /// Whose report products are of.
    pub(super) side: Side,
    /// Which goods a cell is of.
    pub(super) commodity: Commodity,
}

/// What of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Mirror,
    Parts,
    Growth,
    Products,
    Treemap,
    Cell,
}

impl View {
    pub(super) const NAMES: [(Self, &'static str); 6] = [
        (Self::Mirror, "mirror"),
        (Self::Parts, "parts"),
        (Self::Growth, "growth"),
        (Self::Products, "products"),
        (Self::Treemap, "treemap"),
        (Self::Cell, "cell"),
    ];

    /// Whether one side's report is shown alone, which tells goods.
    pub(super) const fn is_of_side(self) -> bool {
        matches!(self, Self::Growth | Self::Products | Self::Treemap)
    }
}

/// Levels as they stand in addresses.
pub(super) const LEVELS: [(Level, &str); 4] = [
    (Level::Total, "total"),
    (Level::Hs2, "hs2"),
    (Level::Hs4, "hs4"),
    (Level::Hs6, "hs6"),
];

/// Frequencies as they stand in addresses.
pub(super) const FREQUENCIES: [(Frequency, &str); 2] = [(Frequency::Annual, "A"), (Frequency::Monthly, "M")];

/// Sides as they stand in addresses.
pub(super) const SIDES: [(Side, &str); 2] = [(Side::Export, "export"), (Side::Import, "import")];

/// Names of pages below a language.
const PAGES: [&str; 6] = ["trade", "register", "commitments", "claims", "lists", "brief"];

/// Longest path and query that are read, in bytes.
const LONGEST: usize = 2_048;

fn nothing(found: &str, expected: String, near: Option<(String, String)>) -> Wrong {
    Wrong {
        status: 404,
        found: found.to_owned(),
        expected,
        near,
    }
}

/// A value of a parameter that is none.
pub(super) fn no_value(name: &str, found: &str, expected: &str) -> Wrong {
    Wrong {
        status: 400,
        found: format!("{name}={found}"),
        expected: expected.to_owned(),
        near: None,
    }
}

/// What an address asks for; `pair` is that of the home.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(path: &str, query: &str, pair: [Area; 2]) -> Result<Address, Wrong> {
    if path.len() + query.len() > LONGEST {
        return Err(Wrong {
            status: 414,
            found: (path.len() + query.len()).to_string(),
            expected: format!("≤ {LONGEST}"),
            near: None,
        });
    }
    let mut parts = path.trim_start_matches('/').splitn(3, '/');
    let code = parts.next().unwrap_or_default();
    let language = Language::parse(code).ok_or_else(|| no_language(code))?;
    let (name, below) = (parts.next().unwrap_or_default(), parts.next());
    let (name, form) = match below {
        None => with_form(path, name)?,
        Some(_) => (name, Form::Page),
    };
    let query = Query::read(path, query)?;
    let (page, form) = match (name, below) {
        ("", None) | ("trade", None) => (trade(&query, pair)?, form),
        ("register", None) => (register(&query)?, form),
        ("register", Some(record)) => {
            let (id, form) = with_form(path, record)?;
            (Page::Record(record_id(language, id)?), form)
        }
        ("commitments", None) => (Page::Commitments, form),
        ("claims", None) => (Page::Claims, form),
        ("lists", None) => (Page::Lists, form),
        ("brief", None) => (brief(&query, pair)?, form),
        _ => return Err(no_page(language, path, name)),
    };
    let vintage = query.parsed("vintage", "2024-11-20", Date::parse)?;
    let table = query.get("table").map(str::to_owned);
    query.finish()?;
    Ok(Address {
        language,
        page,
        form,
        table,
        vintage,
    })
}

fn no_language(code: &str) -> Wrong {
    let codes = Language::ALL.map(Language::code);
    let near = near::word(code, codes).map(|near| (near.to_owned(), format!("/{near}/")));
    let expected = codes.map(|code| format!("/{code}/")).join(" ");
    nothing(&format!("/{code}"), expected, near)
}

fn no_page(language: Language, path: &str, name: &str) -> Wrong {
    let code = language.code();
    let near = near::word(name, PAGES).map(|near| (near.to_owned(), format!("/{code}/{near}")));
    let expected = PAGES.map(|page| format!("/{code}/{page}")).join(" ");
    nothing(path, expected, near)
}

/// A name and the form its suffix asks for.
fn with_form<'p>(path: &str, name: &'p str) -> Result<(&'p str, Form), Wrong> {
    let Some((name, suffix)) = name.split_once('.') else {
        return Ok((name, Form::Page));
    };
    match Form::of_suffix(suffix) {
        Some(form) if !name.is_empty() => Ok((name, form)),
        _ => {
            let suffixes = Form::FILES.map(Form::suffix);
            let folder = path.strip_suffix(suffix).unwrap_or_default();
            let near =
                near::word(suffix, suffixes).map(|near| (format!(".{near}"), format!("{folder}{near}")));
            let expected = suffixes.map(|suffix| format!(".{suffix}")).join(" ");
            Err(nothing(&format!(".{suffix}"), expected, near))
        }
    }
}

fn record_id(language: Language, name: &str) -> Result<RecordId, Wrong> {
    use entente_register::record::Kind;
    let parsed = name.rsplit_once('-').and_then(|(kind, number)| {
        let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
        let number = number.parse().ok().filter(|_| plain)?;
        RecordId::new(Kind::parse(kind)?, number)
    });
    let kinds = Kind::ALL.map(Kind::name);
    let expected = kinds.map(|kind| format!("{kind}-1")).join(" ");
    parsed.ok_or_else(|| {
        let near = name.rsplit_once('-').and_then(|(kind, number)| {
            let meant = format!("{}-{number}", near::word(kind, kinds)?);
            Some((meant.clone(), format!("/{}/register/{meant}", language.code())))
        });
        nothing(name, expected, near)
    })
}

fn area(text: &str) -> Option<Area> {
    Areas::standard().resolve_side(text).ok()
}

fn asked(query: &Query, pair: [Area; 2], key: RowKey) -> Result<Asked, Wrong> {
    let names = ["exporter", "importer"];
    let states = names.map(|name| query.parsed(name, "KAZ · SRB · Казахстан · 688", area));
    let [exporter, importer] = states;
    let pair = match (exporter?, importer?) {
        (None, None) => pair,
        (Some(one), Some(other)) => [one, other],
        (Some(one), None) => [one, if one == pair[0] { pair[1] } else { pair[0] }],
        (None, Some(other)) => [if other == pair[0] { pair[1] } else { pair[0] }, other],
    };
    if pair[0] == pair[1] {
        return Err(no_value(
            "importer",
            &letters(pair[1]),
            &format!("≠ {}", letters(pair[0])),
        ));
    }
    let span = query.parsed("period", "2015 · 2015-04 · 2015..2018 · 2015..", views::span)?;
    Ok(Asked {
        pair,
        key,
        span: span.unwrap_or_default(),
    })
}

fn trade(query: &Query, pair: [Area; 2]) -> Result<Page, Wrong> {
    let view = query.word("view", &View::NAMES)?.unwrap_or(View::Mirror);
    let usual = if view.is_of_side() {
        Level::Hs2
    } else {
        Level::Total
    };
    let commodity = query.parsed("commodity", "TOTAL · 27 · 2709 · 270900", Commodity::parse)?;
    let level = query.word("level", &LEVELS)?;
    let key = RowKey {
        frequency: query.word("freq", &FREQUENCIES)?.unwrap_or(Frequency::Annual),
        level: match (view, commodity) {
            // A cell is of the level of its goods.
            (View::Cell, commodity) => commodity.map_or(Level::Total, Commodity::level),
            _ => level.unwrap_or(usual),
        },
    };
    Ok(Page::Trade(Trade {
        view,
        asked: asked(query, pair, key)?,
        side: query.word("side", &SIDES)?.unwrap_or(Side::Export),
        commodity: commodity.unwrap_or(Commodity::TOTAL),
    }))
}

fn brief(query: &Query, pair: [Area; 2]) -> Result<Page, Wrong> {
    let key = RowKey {
        frequency: Frequency::Annual,
        level: Level::Total,
    };
    let asked = asked(query, pair, key)?;
    let side = query.parsed("side", "KAZ · SRB", area)?;
    match side.filter(|side| !asked.pair.contains(side)) {
        Some(side) => {
            let expected = asked.pair.map(letters).join(" · ");
            Err(no_value("side", &letters(side), &expected))
        }
        None => Ok(Page::Brief(asked, side)),
    }
}

/// Types of instruments, as they stand in addresses.
pub(super) fn types() -> Vec<String> {
    shape::choices("type")
}

fn register(query: &Query) -> Result<Page, Wrong> {
    let listed = |name: &str, known: &[&str]| {
        let all: Vec<((), &str)> = known.iter().map(|word| ((), *word)).collect();
        let told = query.word(name, &all)?;
        Ok::<_, Wrong>(told.and(query.get(name)).map(str::to_owned))
    };
    let types = types();
    let types: Vec<&str> = types.iter().map(String::as_str).collect();
    let subjects: Vec<&str> = subject::subjects().iter().map(|one| one.id).collect();
    let teller = |text: &str| match text {
        "third" => Some("third".to_owned()),
        state => area(state).map(letters),
    };
    Ok(Page::Register(Box::new(Filter {
        kind: listed("type", &types)?,
        status: listed("status", &status::Status::ALL.map(status::Status::name))?,
        subject: listed("subject", &subjects)?,
        year: query.parsed("year", "2024", |text| text.parse().ok())?,
        side: query.parsed("side", "KAZ · SRB · third", teller)?,
        search: query.get("search").map(str::to_owned),
        ..Filter::default()
    })))
}

impl Address {
    /// Its path in a language and form.
    pub(super) fn path(&self, language: Language, form: Form) -> String {
        let name = match &self.page {
            Page::Trade(_) => "trade".to_owned(),
            Page::Register(_) => "register".to_owned(),
            Page::Record(id) => format!("register/{id}"),
            Page::Commitments => "commitments".to_owned(),
            Page::Claims => "claims".to_owned(),
            Page::Lists => "lists".to_owned(),
            Page::Brief(..) => "brief".to_owned(),
        };
        let dot = if form == Form::Page { "" } else { "." };
        format!("/{}/{name}{dot}{}", language.code(), form.suffix())
    }

    /// Its parameters in one order and spelling.
    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        match &self.page {
            Page::Trade(trade) => trade.parameters(),
            Page::Register(filter) => facets(filter),
            Page::Brief(asked, side) => {
                let side = side.map(|side| ("side", letters(side)));
                pair_parameters(asked).into_iter().chain(side).collect()
            }
            Page::Record(_) | Page::Commitments | Page::Claims | Page::Lists => Vec::new(),
        }
    }

    /// The whole address, as of a day where one is given.
    pub(super) fn written(
        &self,
        (language, form): (Language, Form),
        (vintage, table): (Option<Date>, Option<&str>),
    ) -> String {
        let mut parameters = self.parameters();
        parameters.extend(vintage.map(|day| ("vintage", day.to_string())));
        parameters.extend(table.map(|table| ("table", table.to_owned())));
        self.path(language, form) + &written(&parameters)
    }
}

fn pair_parameters(asked: &Asked) -> Vec<(&'static str, String)> {
    let [exporter, importer] = asked.pair.map(letters);
    let mut parameters = vec![("exporter", exporter), ("importer", importer)];
    if asked.span != [None, None] {
        parameters.push(("period", views::span_text(asked.span)));
    }
    parameters
}

/// The word of a value that stands in addresses.
pub(super) fn name<T: PartialEq>(value: &T, names: &[(T, &'static str)]) -> String {
    let found = names.iter().find(|(known, _)| known == value);
    found.map_or_else(String::new, |(_, name)| (*name).to_owned())
}

impl Trade {
    fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = vec![("view", name(&self.view, &View::NAMES))];
        parameters.extend(pair_parameters(&self.asked));
        match self.view {
            View::Cell => parameters.push(("commodity", self.commodity.text().as_str().to_owned())),
            _ => parameters.push(("level", name(&self.asked.key.level, &LEVELS))),
        }
        parameters.push(("freq", name(&self.asked.key.frequency, &FREQUENCIES)));
        if self.view.is_of_side() {
            parameters.push(("side", name(&self.side, &SIDES)));
        }
        parameters
    }
}

fn facets(filter: &Filter) -> Vec<(&'static str, String)> {
    let all = [
        ("type", filter.kind.clone()),
        ("status", filter.status.clone()),
        ("subject", filter.subject.clone()),
        ("year", filter.year.map(|year| year.to_string())),
        ("side", filter.side.clone()),
        ("search", filter.search.clone()),
    ];
    let told = all.into_iter();
    told.filter_map(|(name, value)| Some((name, value?))).collect()
}
