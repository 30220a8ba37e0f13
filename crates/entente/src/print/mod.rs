//! Printing: tables for people, JSON and CSV for machines, failures for both.
//!
//! Figures in JSON and CSV are exact decimals; absent is null or empty, never 0.

pub(crate) mod cell;
mod controls;
pub(crate) mod figure;
pub(crate) mod source;
pub(crate) mod table;

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;

use crate::args::Output;
use crate::failure::Failure;

/// Prints a failure and what to do about it on standard error.
pub(crate) fn error(failure: &Failure) {
    let mut err = io::stderr().lock();
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(err, "error: {}", controls::shown(failure.message()));
    if let Some(advice) = failure.advice() {
        let _ = writeln!(err, "  hint: {}", controls::shown(advice));
    }
}

/// Prints lines on standard output, signs that would steer a terminal by their codes; a reader that has seen
/// enough is no failure.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    raw(controls::shown(text).as_bytes())
}

/// Prints a file for machines as it is; by codes what would steer a terminal, if it is one.
pub(crate) fn document(text: &str) -> Result<(), Failure> {
    if io::stdout().is_terminal() {
        return self::text(text);
    }
    raw(text.as_bytes())
}

fn raw(bytes: &[u8]) -> Result<(), Failure> {
    written(io::stdout().lock().write_all(bytes))
}

/// Prints a note on standard error, apart from the answer.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", controls::shown(text));
}

/// Prints rows for machines; tables are each command's own.
pub(crate) fn rows<T: Serialize + Default>(rows: &[T], output: Output) -> Result<(), Failure> {
    match output {
        Output::Json | Output::Ndjson => objects(rows, output),
        Output::Table | Output::Csv => csv(rows),
    }
}

/// Prints rows of three shapes as if they were of one; CSV joins them by itself.
pub(crate) fn joined<A, B, C>(rows: &[(A, B, C)], output: Output) -> Result<(), Failure>
where
    A: Serialize + Default,
    B: Serialize + Default,
    C: Serialize + Default,
{
    match output {
        Output::Json | Output::Ndjson => {
            let joined = rows
                .iter()
                .map(|(first, second, third)| Joined { first, second, third });
            objects(&joined.collect::<Vec<_>>(), output)
        }
        Output::Table | Output::Csv => csv(rows),
    }
}

/// Three shapes in one object.
#[derive(Serialize)]
struct Joined<A, B, C> {
    #[serde(flatten)]
    first: A,
    #[serde(flatten)]
    second: B,
    #[serde(flatten)]
    third: C,
}

fn objects<T: Serialize>(rows: &[T], output: Output) -> Result<(), Failure> {
    if output == Output::Ndjson {
        let lines: Result<Vec<String>, _> = rows.iter().map(serde_json::to_string).collect();
        let lines = lines?.into_iter().map(|line| line + "\n").collect::<String>();
        return raw(controls::in_json(&lines).as_bytes());
    }
    raw(controls::in_json(&(serde_json::to_string_pretty(rows)? + "\n")).as_bytes())
}

/// A header, and a line a row; the header stands without rows too.
fn csv<T: Serialize + Default>(rows: &[T]) -> Result<(), Failure> {
    let bytes = match rows {
        [] => lines(&[T::default()])?
            .split_inclusive(|&byte| byte == b'\n')
            .next()
            .map(<[u8]>::to_vec),
        rows => Some(lines(rows)?),
    };
    let text = String::from_utf8(bytes.unwrap_or_default());
    document(&text.map_err(Failure::from)?)
}

fn lines<T: Serialize>(rows: &[T]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row)?;
    }
    writer.into_inner().map_err(|error| Failure::of(error.error()))
}

fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
