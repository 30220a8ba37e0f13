//! Whether an answer may go as it is or compressed, by what a client says it takes.
//!
//! Settled before anything is asked of the books: who takes neither is told so, by RFC 9110
//! (12.5.3), and nothing else is done. What does the compressing gets the one word that was chosen.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::router::api;
use super::trouble::Trouble;

/// Codings that are offered.
const GZIP: &str = "gzip";
const IDENTITY: &str = "identity";

/// Chooses the coding, and answers who takes none that is offered.
pub(super) async fn chosen(mut request: Request, next: Next) -> Response {
    let headers = request.headers_mut();
    if headers.contains_key(header::ACCEPT_ENCODING) {
        let Some(coding) = choice(&asked(headers)) else {
            let text = format!(
                "accept-encoding: found `{}`, expected {GZIP} or {IDENTITY}",
                asked(headers)
            );
            let mut response = Trouble::not_acceptable(text).answer(api(request.uri().path()));
            let vary = HeaderValue::from_static("accept-encoding");
            response.headers_mut().append(header::VARY, vary);
            return response;
        };
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(coding));
    }
    next.run(request).await
}

/// All headers as one.
fn asked(headers: &HeaderMap) -> String {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter();
    let texts: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    texts.join(", ")
}

/// The coding that a client likes best; compressed if it is all the same.
fn choice(asked: &str) -> Option<&'static str> {
    let weights: Vec<(String, f32)> = asked.split(',').filter_map(weighed).collect();
    let of = |name: &str| {
        weights
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, weight)| *weight)
    };
    let gzip = of(GZIP).or(of("x-gzip")).or(of("*")).unwrap_or_default();
    // What is not named may come as it is, if nothing better does.
    let identity = of(IDENTITY).or(of("*"));
    if gzip > 0.0 && gzip >= identity.unwrap_or_default() {
        return Some(GZIP);
    }
    (identity != Some(0.0)).then_some(IDENTITY)
}

/// A coding with its weight; none that cannot be read.
fn weighed(text: &str) -> Option<(String, f32)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next()?.to_ascii_lowercase();
    let weight = match parts.next() {
        None => 1.0,
        Some(weight) => weight
            .strip_prefix("q=")
            .or(weight.strip_prefix("Q="))?
            .parse()
            .ok()?,
    };
    (0.0..=1.0).contains(&weight).then_some((name, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_chosen_by_weight() {
        for (asked, expected) in [
            ("", Some(IDENTITY)),
            ("gzip", Some(GZIP)),
            ("x-gzip", Some(GZIP)),
            ("gzip, deflate, br", Some(GZIP)),
            ("*", Some(GZIP)),
            ("GZIP;q=0.5 , identity ; q=0.5", Some(GZIP)),
            ("gzip;q=0.2, identity;q=0.5", Some(IDENTITY)),
            ("gzip;q=0.2", Some(GZIP)),
            ("gzip;q=0", Some(IDENTITY)),
            ("br", Some(IDENTITY)),
            ("br, *;q=0, identity", Some(IDENTITY)),
            ("*;q=0, gzip", Some(GZIP)),
            ("identity;q=0, gzip;q=0.001", Some(GZIP)),
            ("identity;q=0, *", Some(GZIP)),
            ("identity;q=0", None),
            ("identity;q=0.000, br", None),
            ("*;q=0", None),
            ("gzip;q=0, identity;q=0", None),
            ("identity;q=two, gzip;x=1", Some(IDENTITY)),
        ] {
            assert_eq!(choice(asked), expected, "{asked}");
        }
    }
}
