//! `entente-pdf`: sets a brief that `entente brief --output brief.pdf` hands over.
//!
//! It reads the files of one document from standard input, as JSON an array of pairs of name and
//! text, and writes a PDF to standard output. It opens no file.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

/// Most bytes that are read.
const MOST: u64 = 1 << 26;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            // A closed standard error leaves nobody to tell.
            let _ = writeln!(io::stderr(), "error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut text = String::new();
    let read = io::stdin().lock().take(MOST + 1).read_to_string(&mut text);
    read.map_err(|error| format!("standard input: {error}"))?;
    if text.len() as u64 > MOST {
        return Err(format!(
            "found more than {MOST} bytes on standard input, expected at most that"
        ));
    }
    let files: Vec<(String, String)> = serde_json::from_str(&text).map_err(|error| {
        format!(
            "found {error} on standard input, expected the files of a document: `entente brief KAZ SRB --output \
             brief.pdf` runs this program with them"
        )
    })?;
    let bytes = entente_pdf::set(files).map_err(|error| error.to_string())?;
    let written = io::stdout().lock().write_all(&bytes);
    written.map_err(|error| format!("standard output: {error}"))
}
