//! `entente register export` and `import`: the register as a file, and back.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

use entente_register::Register;
use entente_register::entry::Act;
use entente_register::record::Assertion;
use entente_register::transcript::{self, Extent, Format, LARGEST, TranscriptError};

use super::super::export::Out;
use super::books;
use crate::args::{TakeArgs, TranscriptArgs, TranscriptFormat};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;

pub(super) fn export(home: Option<&Path>, args: &TranscriptArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let (register, _) = books::register(&home, args.moment.as_of)?;
    let day = match args.moment.on {
        Some(day) => day,
        None => desk::today()?,
    };
    let format = match args.format {
        TranscriptFormat::Jsonld => Format::JsonLd,
        TranscriptFormat::Csv => Format::Csv,
    };
    let extent = if args.confirmed {
        Extent::Confirmed
    } else {
        Extent::Whole
    };
    let text = transcript::write(&register, format, extent, day);
    match &args.out {
        None => print::document(&text)?,
        Some(path) if path.exists() && !args.replace => {
            let taken = format!("found {} there already, expected a new name", path.display());
            return Err(Failure::usage(taken).hint("--replace writes over it"));
        }
        Some(path) => {
            let mut out = Out::open(Some(path))?;
            out.write_all(text.as_bytes())?;
            out.close()?;
        }
    }
    Ok(Done::Wholly)
}

pub(super) fn import(home: Option<&Path>, args: &TakeArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let place = args.file.display();
    let named = |error: String| Failure::of(format!("{place}: {error}"));
    let text = read(&args.file).map_err(named)?;
    let mut nothing = false;
    let changed = books::change((&home, &args.by, args.dry_run), |register, _| {
        transcript::take_over(register, &text).map_err(|error| {
            nothing = error == TranscriptError::Nothing;
            named(error.to_string())
        })
    });
    let unseen = changed
        .as_ref()
        .map_or(0, |(register, entry)| unseen(register, &entry.act));
    let words = match changed {
        Ok((_, entry)) if args.dry_run => format!("{place}: would be taken over: {}\n", entry.act.words()),
        Ok((_, entry)) => format!("{place}: {}, entry {}\n", entry.act.words(), entry.number),
        Err(_) if nothing => format!("{place}: all of it is in this register already; nothing changed\n"),
        Err(failure) => return Err(failure.hint("nothing of this file was taken over")),
    };
    print::text(&words)?;
    if unseen > 0 {
        print::text(&format!(
            "  {unseen} quotes were not looked up: the texts of their sources are not in the file\n"
        ))?;
    }
    Ok(Done::Wholly)
}

/// Quotes of what was taken over whose source came without its text.
fn unseen(register: &Register, act: &Act) -> usize {
    let Act::Taken { assertions, .. } = act else {
        return 0;
    };
    let unseen = |one: &&Assertion| {
        let source = one.source.and_then(|id| register.source(id));
        one.span.is_some() && source.is_some_and(|source| source.text.is_empty())
    };
    assertions.iter().filter(unseen).count()
}

/// The text of a file, as far as one can be.
fn read(path: &Path) -> Result<String, String> {
    if path.is_dir() {
        return Err("found a folder, expected a file".to_owned());
    }
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    let read = file.take(LARGEST as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| error.to_string())?;
    if bytes.len() > LARGEST {
        return Err(format!("found more than {LARGEST} bytes, expected at most that"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        format!(
            "found bytes in line {} that are no UTF-8, expected a transcript as `entente register export` writes it",
            line + 1
        )
    })
}
