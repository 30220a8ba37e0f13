//! Pages for people: what the books and the register tell, in five languages, beside SDMX.
//!
//! The address is the state and a suffix the format; there is no script, no cookie, and nothing
//! is written. An address is settled before a book is opened. Who may ask is not known here.

mod address;
mod form;
mod made;
mod query;
mod surround;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use entente_brief::content::Frame;
use entente_brief::content::wrong::{Wrong, wrong};
use entente_brief::write::{WriteError, html};
use entente_brief::{Document, Language, Wording};
use entente_mirror::store::Home;
use entente_trade::Date;

use self::address::{Address, Page};
use self::form::Form;
use super::cache::Mark;
use super::coding;
use super::site::{Site, State};
use super::trouble::Trouble;
use crate::failure::Failure;
use crate::print::figure::letters;
use crate::views;

/// What every answer of a page says to a browser: nothing comes from elsewhere, and nobody frames it.
const GUARDS: [(HeaderName, &str); 3] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// Why an address is not answered as it was asked.
pub(super) enum Refusal {
    /// By who asked.
    Wrong(Wrong),
    /// The server's own.
    Trouble(Trouble),
}

impl From<Wrong> for Refusal {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Trouble(Trouble::new(StatusCode::INTERNAL_SERVER_ERROR, failure.message()))
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Self {
        Failure::of(error).into()
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// Whatever is no address of SDMX.
pub(super) fn routes(site: Arc<Site>) -> Router {
    Router::new()
        .fallback(answered)
        .layer(super::router::compression())
        .layer(middleware::from_fn(coding::chosen))
        .with_state(site)
}

async fn answered(Shared(site): Shared<Arc<Site>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let language = spoken(&uri, &headers);
    let answer = match method {
        Method::GET | Method::HEAD => answer(site, &uri, &headers).await,
        other => Err(Refusal::Wrong(Wrong {
            status: 405,
            found: other.to_string(),
            expected: "GET · HEAD".to_owned(),
            near: None,
        })),
    };
    let mut response = answer.unwrap_or_else(|refusal| refused(language, refusal));
    for (name, value) in GUARDS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The language of an address, else the one the reader asks for.
fn spoken(uri: &Uri, headers: &HeaderMap) -> Language {
    let code = uri.path().split('/').nth(1).unwrap_or_default();
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    Language::parse(code).unwrap_or_else(|| Language::negotiate(asked.unwrap_or_default()))
}

async fn answer(site: Arc<Site>, uri: &Uri, headers: &HeaderMap) -> Result<Response, Refusal> {
    match uri.path() {
        "/" => return Ok(first(uri, headers)),
        // Browsers ask for it unasked.
        "/favicon.ico" => return Ok(StatusCode::NO_CONTENT.into_response()),
        surround::STYLESHEET => return Ok(stylesheet(headers)),
        path if path.starts_with("/sdmx") => return Ok(super::router::unknown().into_response()),
        path if Language::parse(path.trim_start_matches('/')).is_some() => {
            return Ok(moved(StatusCode::PERMANENT_REDIRECT, &format!("{path}/")));
        }
        _ => {}
    }
    let pair = views::pair(site.home())?;
    let address = address::read(uri.path(), uri.query().unwrap_or_default(), pair)?;
    if address.form == Form::Sdmx {
        return Ok(moved(StatusCode::TEMPORARY_REDIRECT, &of_sdmx(&address)?));
    }
    let held = headers.clone();
    let work = tokio::task::spawn_blocking(move || written(&site, &address, &held));
    let joined = work.await;
    joined.unwrap_or_else(|error| Err(Failure::of(error).into()))
}

/// To the first page in the reader's language.
fn first(uri: &Uri, headers: &HeaderMap) -> Response {
    let mut response = moved(
        StatusCode::TEMPORARY_REDIRECT,
        &format!("/{}/", spoken(uri, headers).code()),
    );
    let vary = HeaderValue::from_static("accept-language");
    response.headers_mut().append(header::VARY, vary);
    response
}

fn moved(status: StatusCode, to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (status, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn stylesheet(headers: &HeaderMap) -> Response {
    let mark = Mark::plain(html::STYLESHEET);
    let mut response = match mark.is_held(headers) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let kind = (header::CONTENT_TYPE, "text/css; charset=utf-8");
            ([kind], html::STYLESHEET).into_response()
        }
    };
    mark.write(response.headers_mut());
    response
}

/// The records behind a view of the trade, as SDMX tells them. A pinned day leaves out later releases.
fn of_sdmx(address: &Address) -> Result<String, Wrong> {
    let Page::Trade(trade) = &address.page else {
        return Err(Wrong {
            status: 404,
            found: ".sdmx.csv".to_owned(),
            expected: format!("/{}/trade.sdmx.csv", address.language.code()),
            near: None,
        });
    };
    let states = trade.asked.pair.map(letters).join(",");
    let mut query = format!("c[REF_AREA]={states}&c[COUNTERPART_AREA_1]={states}");
    let [first, last] = trade.asked.span;
    let ends = [("ge", first), ("le", last)];
    let ends: Vec<String> = ends
        .iter()
        .filter_map(|(sign, end)| end.map(|end| format!("{sign}:{end}")))
        .collect();
    if !ends.is_empty() {
        query += &format!("&c[TIME_PERIOD]={}", ends.join("+"));
    }
    if let Some(day) = address.vintage {
        query += &format!("&c[VINTAGE]=le:{day}");
    }
    Ok(format!(
        "/sdmx/v2/data/dataflow/ENTENTE/*/1.0.0/*?{query}&format=csv"
    ))
}

/// An answer, or that the reader has it.
fn written(site: &Site, address: &Address, headers: &HeaderMap) -> Result<Response, Refusal> {
    let home = site.home();
    let day = made::day(home, address)?;
    let stamp = stamp(home, &site.state()?);
    let mark = Mark::plain((stamp, format!("{address:?}"), day));
    let mut response = match mark.is_held(headers) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let document = made::document((home, &site.recent, stamp), address, day)?;
            let mut response = body(address, day, &document)?.into_response();
            let path = address.path(address.language, address.form);
            address.form.head(response.headers_mut(), &path);
            response
        }
    };
    mark.write(response.headers_mut());
    Ok(response)
}

fn body(address: &Address, day: Date, document: &Document) -> Result<Vec<u8>, Refusal> {
    match address.form {
        Form::Page => {
            let frame = surround::around(address, day, document);
            Ok(html::page(document, Wording::of(address.language), &frame)?.into_bytes())
        }
        form => form::file(document, form, address.table.as_deref()),
    }
}

/// What of a home answers depend on: its imports, and by size and time the journal, rates and coverage.
fn stamp(home: &Home, state: &State) -> u64 {
    let mut hasher = DefaultHasher::new();
    state.imports.hash(&mut hasher);
    let root = home.root();
    let mut files = vec![root.join("register/journal.ndjson"), root.join("rates.csv")];
    if let Ok(entries) = std::fs::read_dir(root.join("coverage")) {
        files.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
    }
    files.sort();
    for file in files {
        let told = std::fs::metadata(&file).ok();
        let told = told.map(|told| (told.len(), told.modified().unwrap_or(SystemTime::UNIX_EPOCH)));
        (file, told).hash(&mut hasher);
    }
    hasher.finish()
}

/// The page that says why, in the reader's language.
fn refused(language: Language, refusal: Refusal) -> Response {
    let said = match refusal {
        Refusal::Wrong(wrong) => wrong,
        Refusal::Trouble(trouble) => Wrong {
            status: trouble.told().status.as_u16(),
            ..Wrong::default()
        },
    };
    let frame = Frame {
        language,
        query: String::new(),
        vintage: None,
        extracted: None,
        licence: None,
        releases: Vec::new(),
    };
    let status = StatusCode::from_u16(said.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let document = wrong(&frame, &said);
    let page = html::page(&document, Wording::of(language), &surround::bare(language)).unwrap_or_default();
    let mut response = (status, page).into_response();
    let headers = response.headers_mut();
    Form::Page.head(headers, "");
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if said.status == 405 {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
    }
    response
}
