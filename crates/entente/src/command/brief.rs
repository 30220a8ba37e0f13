//! `entente brief`: what was agreed and traded by two states, as a document to take along.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use entente_brief::content::Frame;
use entente_brief::write::{docx, html, json, print as printed, xlsx};
use entente_brief::{Document, Wording};
use entente_mirror::explain::RowKey;
use entente_trade::{Date, Frequency, Level};

use super::export::Out;
use crate::args::BriefArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::{self, figure::letters};
use crate::views::{self, Asked, Views};

/// A form to write a brief in.
#[derive(Clone, Copy, Debug)]
enum Form {
    Html,
    Docx,
    Xlsx,
    Json,
    /// By another program.
    Pdf,
}

pub(crate) fn run(home: Option<&Path>, args: &BriefArgs) -> Result<Done, Failure> {
    args.check()?;
    let form = args.output.as_deref().map_or(Ok(Form::Html), form)?;
    let home = desk::home(home)?;
    let (now, today) = desk::now()?;
    let day = match args.as_of {
        Some(day) => day,
        // What is in the books was published, even if the clock is slow.
        None => views::newest(&home)?.map_or(today, |newest| newest.max(today)),
    };
    let views = Views::open(&home, day)?;
    let told = views.told(asked(args))?;
    let frame = Frame {
        language: args.language,
        query: again(args, day),
        vintage: Some(day),
        extracted: Some(args.prepared.clone().unwrap_or(now)),
        licence: None,
        releases: told.releases.clone(),
    };
    let bytes = written(&told.brief(&frame, args.side), form)?;
    match &args.output {
        None => print::document(&String::from_utf8_lossy(&bytes))?,
        Some(path) => kept(path, &bytes, args.replace)?,
    }
    Ok(Done::Wholly)
}

fn asked(args: &BriefArgs) -> Asked {
    Asked {
        pair: [args.one, args.other],
        key: RowKey {
            frequency: Frequency::Annual,
            level: Level::Total,
        },
        span: args.years.map(|years| years.span).unwrap_or_default(),
    }
}

/// The command that gives the same again.
fn again(args: &BriefArgs, day: Date) -> String {
    let mut words = format!("entente brief {} {}", letters(args.one), letters(args.other));
    if let Some(years) = args.years {
        words += &format!(" --years {}", views::span_text(years.span));
    }
    words += &format!(" --lang {} --as-of {day}", args.language.code());
    if let Some(side) = args.side {
        words += &format!(" --side {}", letters(side));
    }
    words
}

/// The form a file's name asks for.
fn form(path: &Path) -> Result<Form, Failure> {
    let suffix = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    match suffix.to_ascii_lowercase().as_str() {
        "html" | "htm" => Ok(Form::Html),
        "docx" => Ok(Form::Docx),
        "xlsx" => Ok(Form::Xlsx),
        "json" => Ok(Form::Json),
        "pdf" => Ok(Form::Pdf),
        _ => Err(Failure::usage(format!(
            "found {} to write, expected a name that ends in .html, .docx, .xlsx, .pdf or .json",
            path.display()
        ))),
    }
}

fn written(document: &Document, form: Form) -> Result<Vec<u8>, Failure> {
    let tongue = Wording::of(document.language);
    Ok(match form {
        Form::Html => html::file(document, tongue)?.into_bytes(),
        Form::Docx => docx::file(document, tongue)?,
        Form::Xlsx => xlsx::file(document, tongue)?,
        Form::Json => json::document(document).into_bytes(),
        Form::Pdf => set(&serde_json::to_vec(&printed::files(document, tongue))?)?,
    })
}

/// The program that sets a document as PDF, which is built apart from this one.
const SETTER: &str = "entente-pdf";

/// Has the files of a document set as PDF by the program beside this one, else by that on `PATH`.
fn set(files: &[u8]) -> Result<Vec<u8>, Failure> {
    let beside = std::env::current_exe().ok();
    let beside = beside.map(|this| this.with_file_name(format!("{SETTER}{}", std::env::consts::EXE_SUFFIX)));
    let program = beside.filter(|beside| beside.is_file());
    let program = program.unwrap_or_else(|| PathBuf::from(SETTER));
    let mut child = Command::new(&program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| no_setter(&program, &error))?;
    if let Some(mut input) = child.stdin.take() {
        // Who does not read says why.
        let _ = input.write_all(files);
    }
    let done = child.wait_with_output()?;
    match done.status.success() {
        true => Ok(done.stdout),
        false => {
            let said = String::from_utf8_lossy(&done.stderr);
            let said = said.trim().trim_start_matches("error: ");
            Err(Failure::of(format!("{SETTER}: {}, {said}", done.status)))
        }
    }
}

fn no_setter(program: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::of(format!(
            "found no program {SETTER}, which sets a brief as PDF, beside this one or on PATH"
        ))
        .hint(
            "`cargo install --path crates/pdf` in the repository makes it, or write the brief as .html, .docx or .xlsx",
        ),
        _ => Failure::of(format!("cannot run {}: {error}", program.display())),
    }
}

/// Writes a file; a brief that somebody has written in since is not lost by chance.
fn kept(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Failure> {
    if path.exists() && !replace {
        let taken = format!("found {} there already, expected a new name", path.display());
        return Err(Failure::usage(taken).hint("--replace writes over it"));
    }
    let mut out = Out::open(Some(path))?;
    out.write_all(bytes)?;
    out.close()
}
