//! From an address to its document: the books and the register are asked here, by a thread that may wait.

use entente_brief::Document;
use entente_brief::content::wrong::Wrong;
use entente_brief::content::{
    Frame, Release, agreed, cell, claims, commitments, decomposition, growth, instrument, lists, mirror,
    products,
};
use entente_brief::document::{Block, Prose, Span};
use entente_brief::wording::SiteWord;
use entente_mirror::store::Home;
use entente_trade::{Date, Finding, Level};

use super::Refusal;
use super::address::{Address, Page, Trade, View, no_value};
use super::form::Form;
use crate::desk;
use crate::failure::Failure;
use crate::print::figure::letters;
use crate::views::{self, Asked, Recent, Views};

/// Products shown in the table of the largest.
const LARGEST: usize = 25;

/// Rows a page shows; files hold them all.
const MOST_ROWS: usize = 2_000;

/// The day as of which an address is answered: its own, else what is known now. Trade stands still
/// at the newest release until there is a newer one; where the register has a part, at today.
///
/// # Errors
/// A day that has not come.
pub(super) fn day(home: &Home, address: &Address) -> Result<Date, Refusal> {
    let today = desk::today()?;
    let newest = views::newest(home)?;
    // What is in the books was published, even if the clock is slow.
    let known = newest.map_or(today, |newest| newest.max(today));
    match (address.vintage, &address.page) {
        (Some(day), _) if day > known => {
            Err(no_value("vintage", &day.to_string(), &format!("≤ {known}")).into())
        }
        (Some(day), _) => Ok(day),
        (None, Page::Trade(_)) => Ok(newest.unwrap_or(today)),
        (None, _) => Ok(known),
    }
}

/// The document of an address as of a day.
///
/// # Errors
/// Nothing is told of what is asked for, or more than a page shows; what the disk or damaged books refuse.
pub(super) fn document(
    (home, recent, stamp): (&Home, &Recent, u64),
    address: &Address,
    day: Date,
) -> Result<Document, Refusal> {
    let views = Views::open(home, day)?.discreet().remembering(recent, stamp);
    let maker = Maker {
        views: &views,
        address,
        day,
    };
    let document = match &address.page {
        Page::Trade(trade) => maker.trade(trade)?,
        Page::Brief(asked, side) => {
            let told = views.told(*asked)?;
            told.brief(&maker.frame(told.releases.clone())?, *side)
        }
        _ => maker.register(views::pair(home)?)?,
    };
    let rows = document.tables().map(|table| table.rows.len()).sum::<usize>();
    if address.form == Form::Page && rows > MOST_ROWS {
        let path = address.written((address.language, Form::Csv), (Some(day), None));
        return Err(Refusal::Wrong(Wrong {
            status: 413,
            found: rows.to_string(),
            expected: format!("≤ {MOST_ROWS}"),
            near: Some(("CSV".to_owned(), path)),
        }));
    }
    Ok(document)
}

struct Maker<'a> {
    views: &'a Views<'a>,
    address: &'a Address,
    day: Date,
}

impl Maker<'_> {
    /// What every document says of itself; its address is pinned to the day.
    fn frame(&self, releases: Vec<Release>) -> Result<Frame, Failure> {
        let address = self.address;
        Ok(Frame {
            language: address.language,
            query: address.written(
                (address.language, address.form),
                (Some(self.day), address.table.as_deref()),
            ),
            vintage: Some(self.day),
            extracted: Some(desk::now()?.0),
            licence: None,
            releases,
        })
    }

    fn trade(&self, trade: &Trade) -> Result<Document, Refusal> {
        let asked = trade.asked;
        Ok(match trade.view {
            View::Mirror => {
                let (told, explained) = self.views.mirror(asked)?;
                if told.directions.iter().all(|one| one.rows.is_empty()) {
                    return Err(self.nothing(asked));
                }
                let findings: Vec<&Finding> = explained.iter().flat_map(|one| &one.findings).collect();
                let leads = self.leads(trade, &findings);
                let releases = explained.iter().flat_map(|one| one.releases.clone());
                let mut document = mirror::mirror(&self.frame(releases.collect())?, &told);
                if self.address.form == Form::Page {
                    document.blocks.extend(leads);
                }
                document
            }
            View::Parts => {
                let explained = self.views.explained(asked)?;
                let finding = foremost(explained.findings.iter()).ok_or_else(|| self.nothing(asked))?;
                decomposition::decomposition(&self.frame(explained.releases.clone())?, finding)
            }
            View::Cell => self.cell(trade)?,
            View::Growth => {
                let told = self.views.growth(asked, trade.side)?;
                let (told, releases) = told.ok_or_else(|| self.nothing(asked))?;
                growth::growth(&self.frame(releases)?, &told)
            }
            View::Products | View::Treemap => {
                let told = self.views.products(asked, trade.side)?;
                let (told, releases) = told.ok_or_else(|| self.nothing(asked))?;
                let frame = self.frame(releases)?;
                match trade.view {
                    View::Treemap => products::treemap(&frame, &told),
                    _ => products::top(&frame, &told, LARGEST),
                }
            }
        })
    }

    /// One cell: of the period asked for, or of the one whose reports differ most.
    fn cell(&self, trade: &Trade) -> Result<Document, Refusal> {
        let mut asked = trade.asked;
        if asked.span[0].is_none() || asked.span[0] != asked.span[1] {
            let explained = self.views.explained(asked)?;
            let of_goods = explained.findings.iter();
            let of_goods = of_goods.filter(|one| one.commodity == trade.commodity);
            let finding = foremost(of_goods).ok_or_else(|| self.nothing(asked))?;
            asked.span = [Some(finding.period); 2];
        }
        let told = self.views.cell(asked, trade.commodity)?;
        let (told, releases) = told.ok_or_else(|| self.nothing(asked))?;
        Ok(cell::cell(&self.frame(releases)?, &told))
    }

    fn register(&self, pair: [entente_trade::Area; 2]) -> Result<Document, Refusal> {
        let register = self.views.register()?;
        let docket = self.views.docket(&register, pair);
        let frame = self.frame(Vec::new())?;
        Ok(match &self.address.page {
            Page::Register(filter) => agreed::agreed(&frame, &docket, filter),
            Page::Record(id) => {
                let record = register.record(*id).ok_or_else(|| {
                    let last = register
                        .of_kind(id.kind)
                        .last()
                        .map(|record| record.id.to_string());
                    Refusal::Wrong(Wrong {
                        status: 404,
                        found: id.to_string(),
                        expected: last
                            .map_or_else(String::new, |last| format!("{}-1 … {last}", id.kind.name())),
                        near: None,
                    })
                })?;
                instrument::instrument(&frame, &docket, record)
            }
            Page::Commitments => commitments::commitments(&frame, &docket),
            Page::Claims => claims::claims(&frame, &docket),
            _ => lists::compared(&frame, &docket),
        })
    }

    /// No side tells anything of what is asked for: where it tells something is said.
    fn nothing(&self, asked: Asked) -> Refusal {
        let words = self.address.parameters();
        let found = words.iter().map(|(name, value)| format!("{name}={value}"));
        let told = self.views.periods(asked).unwrap_or_default();
        let span = told.first().zip(told.last());
        let [exporter, importer] = asked.pair.map(letters);
        Refusal::Wrong(Wrong {
            status: 404,
            found: found.collect::<Vec<_>>().join("&"),
            expected: span.map_or_else(String::new, |(first, last)| {
                format!(
                    "{exporter} → {importer}, period={first}..{last}, level={}",
                    name_of(asked)
                )
            }),
            near: None,
        })
    }

    /// Links from a mirror to its cells.
    fn leads(&self, trade: &Trade, findings: &[&Finding]) -> Vec<Block> {
        if trade.asked.key.level != Level::Total {
            return Vec::new();
        }
        let frame_words = entente_brief::Wording::of(self.address.language);
        let mut items: Vec<Prose> = Vec::new();
        let directions = [trade.asked.pair, trade.asked.reversed().pair];
        for pair in directions {
            let of_pair = findings
                .iter()
                .filter(|finding| [finding.exporter, finding.importer] == pair);
            let [exporter, importer] = pair.map(|area| frame_words.area(area).text);
            let words = [("exporter", exporter.as_str()), ("importer", importer.as_str())];
            let mut spans = vec![Span::Text(frame_words.tell("direction", &words) + ":")];
            for finding in of_pair {
                let cell = Trade {
                    view: View::Cell,
                    asked: Asked {
                        pair,
                        span: [Some(finding.period); 2],
                        ..trade.asked
                    },
                    ..*trade
                };
                let address = Address {
                    page: Page::Trade(cell),
                    table: None,
                    ..self.address.clone()
                };
                let path = address.written((address.language, Form::Page), (address.vintage, None));
                spans.push(Span::Text(" ".to_owned()));
                spans.push(Span::Link(frame_words.period(finding.period), path));
            }
            if spans.len() > 1 {
                items.push(Prose(spans));
            }
        }
        match items.is_empty() {
            true => Vec::new(),
            false => vec![
                Block::Heading(capital(&frame_words.term(SiteWord::Parts))),
                Block::List(items),
            ],
        }
    }
}

/// The finding whose reports differ most; of equal ones the first.
fn foremost<'f>(findings: impl DoubleEndedIterator<Item = &'f Finding>) -> Option<&'f Finding> {
    findings.rev().max_by_key(|finding| finding.asymmetry.abs())
}

fn name_of(asked: Asked) -> &'static str {
    asked.key.level.name()
}

/// With a capital letter first.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
