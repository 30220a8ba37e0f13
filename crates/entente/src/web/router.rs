//! Which address answers what, and what every answer has in common: headers, compression, a line
//! in the log if there is one, and, for SDMX, leave for pages of other origins.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sdmx::rest::{Api, Chosen, Query, What, accept, negotiate, parse};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::cors::{Any, CorsLayer};

use super::answer::made;
use super::cache::Mark;
use super::data::Question;
use super::site::{Site, State};
use super::trouble::Trouble;
use super::{availability, coding, pages, structure};

const V1: &str = "/sdmx/v1";
const V2: &str = "/sdmx/v2";

const INDEX: &str = "Entente\n\n/sdmx/v2  SDMX REST 2.2\n/sdmx/v1  SDMX REST 1.5\n";

pub(super) fn routes(site: Arc<Site>, log: bool) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers(Any)
        .expose_headers([header::ETAG, header::LAST_MODIFIED]);
    let pages = pages::routes(Arc::clone(&site));
    let routes = Router::new()
        .route("/sdmx/v1", get(one))
        .route("/sdmx/v1/", get(one))
        .route("/sdmx/v1/{*rest}", get(one))
        .route("/sdmx/v2", get(two))
        .route("/sdmx/v2/", get(two))
        .route("/sdmx/v2/{*rest}", get(two))
        .method_not_allowed_fallback(not_allowed)
        .layer(compression())
        .layer(middleware::from_fn(coding::chosen))
        .layer(cors)
        .with_state(site)
        .fallback_service(pages);
    match log {
        true => routes.layer(middleware::from_fn(logged)),
        false => routes,
    }
}

/// A message or page shrinks to a tenth at the fastest level, and no further by much.
pub(super) fn compression() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Fastest)
}

/// What is below `/sdmx` and no interface.
pub(super) const fn unknown() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, INDEX)
}

/// Says which methods there are, in the message of the version that was asked.
async fn not_allowed(method: Method, uri: Uri) -> Response {
    let text = format!("found the method {method}, expected GET or HEAD");
    let api = api(uri.path());
    let mut response = Trouble::new(StatusCode::METHOD_NOT_ALLOWED, text).answer(api);
    let allow = HeaderValue::from_static("GET,HEAD");
    response.headers_mut().insert(header::ALLOW, allow);
    response
}

/// The version that an address is of.
pub(super) fn api(path: &str) -> Api {
    match path.starts_with(V1) {
        true => Api::V1,
        false => Api::V2,
    }
}

async fn one(Shared(site): Shared<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    respond(site, (Api::V1, V1), uri, headers).await
}

async fn two(Shared(site): Shared<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    respond(site, (Api::V2, V2), uri, headers).await
}

async fn respond(site: Arc<Site>, (api, entry): (Api, &str), uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().strip_prefix(entry).unwrap_or_default();
    let question = (entry, path, uri.query().unwrap_or_default());
    let answer = answer(site, api, question, &headers).await;
    let mut response = answer.unwrap_or_else(|trouble| trouble.answer(api));
    let vary = HeaderValue::from_static("accept");
    response.headers_mut().append(header::VARY, vary);
    response
}

async fn answer(
    site: Arc<Site>,
    api: Api,
    question: (&str, &str, &str),
    headers: &HeaderMap,
) -> Result<Response, Trouble> {
    let (_, path, query) = question;
    let request = parse(api, path, query).map_err(|refusal| Trouble::refused(api, &refusal))?;
    let what = match &request.query {
        Query::Data(_) => What::Data,
        Query::Availability(_) => What::Availability,
        Query::Structure(_) => What::Structure,
        Query::Schema(_) => What::Schema,
    };
    let asked = request.format.as_deref().map(|format| accept(format, what));
    let chosen = negotiate(&asked.unwrap_or_else(|| accepted(headers)), what, api)?;
    let (site, state) = waited(move || site.state().map(|state| (site, state))).await?;
    let mark = Mark::of(&state, question, &chosen);
    let mut response = match mark.is_held(headers) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => match body(site, api, request.query, &chosen, state).await? {
            Some(_) if mark.is_current(headers) => StatusCode::NOT_MODIFIED.into_response(),
            Some(body) => ([(header::CONTENT_TYPE, chosen.media_type)], body).into_response(),
            None if api == Api::V1 => return Err(Trouble::nothing_found("no results found")),
            None => StatusCode::NO_CONTENT.into_response(),
        },
    };
    mark.write(response.headers_mut());
    Ok(response)
}

async fn body(
    site: Arc<Site>,
    api: Api,
    query: Query,
    chosen: &Chosen,
    state: State,
) -> Result<Option<Body>, Trouble> {
    let chosen = chosen.clone();
    made(move |pieces| {
        let prepared = state.prepared.clone();
        let found = match query {
            Query::Data(query) => {
                return Question::new(&site, api, *query, &chosen, state)?.write(&site, pieces);
            }
            Query::Availability(query) => availability::found(&site, api, &query, &chosen, &state)?,
            Query::Structure(query) => Some(structure::found(&site, &query, &chosen, &state)?),
            Query::Schema(query) => Some(structure::schema(&site, api, query, &chosen, &state)?),
        };
        match found {
            Some(found) => structure::write(&site, &found, chosen.standard, &prepared, pieces),
            None => Ok(()),
        }
    })
    .await
}

/// Something that waits for the disk.
async fn waited<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    let joined = tokio::task::spawn_blocking(work).await;
    joined.unwrap_or_else(|error| Err(std::io::Error::other(error).into()))
}

/// All Accept headers as one.
fn accepted(headers: &HeaderMap) -> String {
    let values = headers.get_all(header::ACCEPT).iter();
    let texts: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    texts.join(",")
}

/// Writes a line about every answer, when its headers are known.
async fn logged(request: Request, next: Next) -> Response {
    let (method, uri, begun) = (request.method().clone(), request.uri().clone(), Instant::now());
    let response = next.run(request).await;
    let line = serde_json::json!({
        "time": jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        "method": method.as_str(),
        "uri": uri.to_string(),
        "status": response.status().as_u16(),
        "milliseconds": u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
    });
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
    response
}
