//! Damaged files and texts for every reader, until one breaks a promise.
//!
//! The promises: nothing panics or hangs, every row is accounted for, the same bytes give
//! the same answer, and what is printed is read again as the same. Cases follow from a
//! seed, so a run can be repeated; a finding is written to a file that can be replayed.
//! It is no test: it runs as long as it is told to, outside the gate.

mod case;
mod draw;
mod mutation;
mod run;
mod seeds;
mod target;

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

const HELP: &str = "\
Damaged files and texts for every reader, until one breaks a promise

Usage: entente-fuzz [SECONDS] [SEED] [KIND]
       entente-fuzz --replay FILE

Without arguments 60 seconds from seed 1. A kind, such as sdmx-csv, or the beginning
of one, such as sdmx, leaves out all others. Findings are written to target/fuzz.

Exit codes: 0 nothing found, 1 something found, 2 wrong usage.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let found = match words[..] {
        ["--replay", file] => run::replay(file.as_ref()),
        ["--help" | "-h"] => return say(HELP, ExitCode::SUCCESS),
        [] => run::run(60, 1, ""),
        [seconds] => match seconds.parse() {
            Ok(seconds) => run::run(seconds, 1, ""),
            Err(_) => return say(HELP, ExitCode::from(2)),
        },
        [seconds, seed, ref kind @ ..] if kind.len() < 2 => match (seconds.parse(), seed.parse()) {
            (Ok(seconds), Ok(seed)) => run::run(seconds, seed, kind.first().unwrap_or(&"")),
            _ => return say(HELP, ExitCode::from(2)),
        },
        _ => return say(HELP, ExitCode::from(2)),
    };
    match found {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => say(&format!("error: {error}\n"), ExitCode::FAILURE),
    }
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    // A closed standard error leaves nobody to tell.
    let _ = io::stderr().write_all(text.as_bytes());
    code
}
