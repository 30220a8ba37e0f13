//! Requests: what they mean, why they are refused, what they match, and which format they get.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, outside test functions"
)]

mod faults;
mod matching;
mod negotiation;
mod properties;
mod requests;
mod selection;

use sdmx::rest::{Api, Request, parse};

/// A request line read.
pub(crate) fn read(api: Api, line: &str) -> Request {
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    parse(api, path, query).unwrap_or_else(|refusal| panic!("{line}\n{refusal}"))
}

/// A request line as the later version prints it.
pub(crate) fn later(api: Api, line: &str) -> String {
    read(api, line)
        .print(Api::V2)
        .unwrap_or_else(|| panic!("{line}: cannot be said"))
}

/// All that is wrong with a request line, after what kind of answer it gets.
pub(crate) fn refused(api: Api, line: &str) -> String {
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    match parse(api, path, query) {
        Ok(request) => format!("read: {request:?}"),
        Err(refusal) => format!(
            "{} {:?}\n{refusal}",
            refusal.status().number(api),
            refusal.status()
        ),
    }
}
