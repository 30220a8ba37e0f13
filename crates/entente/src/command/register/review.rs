//! `entente register review`: people decide, one way or another, and every decision is an entry.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use entente_mirror::store::Home;
use entente_register::entry::Act;
use entente_register::record::{Record, RecordId, Standing};
use entente_register::{Register, review};

use super::{books, read, show};
use crate::args::ReviewArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::{self, table};

pub(super) fn run(home: Option<&Path>, args: &ReviewArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let scripted = [&args.accept, &args.reject, &args.correct, &args.same];
    if scripted.iter().all(|names| names.is_empty()) {
        if args.dry_run {
            return Err(Failure::usage(
                "--dry-run needs --accept, --reject, --correct or --same",
            ));
        }
        return ask(&home, &args.by);
    }
    contradicted(args)?;
    let mut acts: Vec<Make<'_>> = Vec::new();
    for words in &args.correct {
        let (id, value) = parted(words, "--correct", "instrument-9.3=memorandum")?;
        acts.push(Box::new(move |register| {
            review::correct(register, id, value).map_err(books::refused)
        }));
    }
    for words in &args.same {
        let (id, first) = parted(words, "--same", "instrument-12=instrument-2")?;
        acts.push(Box::new(move |register| same(register, id, first)));
    }
    if !args.accept.is_empty() || !args.reject.is_empty() {
        acts.push(Box::new(|register| {
            review::decide(register, &args.accept, &args.reject).map_err(books::refused)
        }));
    }
    rehearse(&home, &acts)?;
    for make in acts {
        let (_, entry) = books::change((&home, &args.by, args.dry_run), |register, _| make(register))?;
        let would = if args.dry_run { "would be entry" } else { "entry" };
        print::text(&format!("{} ({would} {})\n", entry.act.words(), entry.number))?;
    }
    Ok(Done::Wholly)
}

/// Refuses to correct what is corrected, confirmed or rejected in the same line.
fn contradicted(args: &ReviewArgs) -> Result<(), Failure> {
    let corrected = |words: &String| words.split_once('=').map(|(id, _)| id.to_owned());
    let mut met: Vec<String> = Vec::new();
    for id in args.correct.iter().filter_map(corrected) {
        let again = if met.contains(&id) {
            Some("corrected twice")
        } else if args.accept.contains(&id) {
            Some("both corrected and confirmed; a correction stands confirmed")
        } else if args.reject.contains(&id) {
            Some("both corrected and rejected; a correction rejects what was said before")
        } else {
            None
        };
        if let Some(again) = again {
            return Err(Failure::usage(format!("{id} is to be {again}")));
        }
        met.push(id);
    }
    Ok(())
}

/// What makes an act of a register.
type Make<'a> = Box<dyn Fn(&Register) -> Result<Act, Failure> + 'a>;

/// Nothing is written of a line of which anything makes no sense.
fn rehearse(home: &Home, acts: &[Make<'_>]) -> Result<(), Failure> {
    let (register, _) = books::register(home, None)?;
    acts.iter().try_for_each(|make| make(&register).map(drop))
}

fn same(register: &Register, id: &str, first: &str) -> Result<Act, Failure> {
    let record = review::record(register, id).map_err(books::refused)?;
    let first = review::record(register, first).map_err(books::refused)?;
    review::same(register, record, first).map_err(books::refused)
}

fn parted<'a>(words: &'a str, option: &str, example: &str) -> Result<(&'a str, &'a str), Failure> {
    let parted = words
        .split_once('=')
        .filter(|(id, value)| !id.is_empty() && !value.is_empty());
    parted.ok_or_else(|| {
        Failure::usage(format!(
            "found {words:?} for {option}, expected such as {example}"
        ))
    })
}

/// What somebody answers.
enum Answer {
    Confirm,
    Reject,
    Edit,
    Skip,
    Stop,
}

/// Record by record, until there are no more or somebody stops.
fn ask(home: &Home, by: &str) -> Result<Done, Failure> {
    let (register, _) = books::register(home, None)?;
    let open: Vec<RecordId> = proposed(&register);
    if open.is_empty() {
        print::note("nothing waits for a review");
        return Ok(Done::Wholly);
    }
    let (mut decided, mut left) = (0, open.len());
    for id in open {
        let (register, _) = books::register(home, None)?;
        let Some(record) = register.record(id) else {
            continue;
        };
        print::text(&shown(&register, record))?;
        let answer = answered()?;
        if let Answer::Stop = answer {
            break;
        }
        left -= 1;
        decided += usize::from(act(home, by, record, &answer)?);
    }
    print::text(&unexplained(&register))?;
    print::text(&format!("{decided} decided, {left} left\n"))?;
    Ok(Done::Wholly)
}

/// Numbers of sources that no claim took: a claim that was missed shows there.
fn unexplained(register: &Register) -> String {
    let with_some = register.sources().filter(|source| !source.unexplained.is_empty());
    let words = with_some.map(|source| {
        let numbers: Vec<&str> = source.unexplained.iter().map(|one| one.exact.as_str()).collect();
        let words = format!(
            "{}: numbers that no claim took: {}",
            source.id,
            numbers.join("; ")
        );
        table::wrapped(&words, 0)
    });
    words.collect()
}

/// Records with something nobody has decided, by kind and number.
fn proposed(register: &Register) -> Vec<RecordId> {
    let open = |record: &&Record| {
        record
            .assertions
            .iter()
            .any(|one| one.standing == Standing::Proposed)
    };
    register.records().filter(open).map(|record| record.id).collect()
}

/// A record with what waits, and the words it was read from.
fn shown(register: &Register, record: &Record) -> String {
    let words = read::few_words(register, record);
    let mut text = table::wrapped(&format!("{}: {words}", record.id), 0);
    let open = record
        .assertions
        .iter()
        .filter(|one| one.standing == Standing::Proposed);
    open.for_each(|one| text.push_str(&table::wrapped(&show::line(register, one), 2)));
    text + &show::quotes(register, record)
}

/// A line of what is typed; none at the end.
fn typed(question: &str) -> Result<Option<String>, Failure> {
    print::text(question)?;
    match io::stdout().flush() {
        // Nobody reads what is asked.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(None),
        flushed => flushed?,
    }
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line)?;
    if read == 0 {
        print::text("\n")?;
        return Ok(None);
    }
    if !io::stdin().is_terminal() {
        // Nobody sees what a pipe types.
        print::text(&format!("{}\n", line.trim_end()))?;
    }
    Ok(Some(line.trim().to_owned()))
}

fn answered() -> Result<Answer, Failure> {
    loop {
        let question = "y confirm, n reject, e edit, s skip, q stop: ";
        let Some(line) = typed(question)? else {
            return Ok(Answer::Stop);
        };
        match line.to_lowercase().as_str() {
            "y" | "yes" => return Ok(Answer::Confirm),
            "n" | "no" => return Ok(Answer::Reject),
            "e" | "edit" => return Ok(Answer::Edit),
            "s" | "skip" | "" => return Ok(Answer::Skip),
            "q" | "stop" | "quit" => return Ok(Answer::Stop),
            other => print::note(&format!("found {other:?}, expected y, n, e, s or q")),
        }
    }
}

/// Writes what was answered; false where nothing was decided.
fn act(home: &Home, by: &str, record: &Record, answer: &Answer) -> Result<bool, Failure> {
    let name = [record.id.to_string()];
    let (accepted, rejected): (&[String], &[String]) = match answer {
        Answer::Confirm => (&name, &[]),
        Answer::Reject => (&[], &name),
        Answer::Edit => return edit(home, by, record),
        Answer::Skip | Answer::Stop => return Ok(false),
    };
    let (_, entry) = books::change((home, by, false), |register, _| {
        review::decide(register, accepted, rejected).map_err(books::refused)
    })?;
    print::text(&format!("  {} (entry {})\n", entry.act.words(), entry.number))?;
    Ok(true)
}

/// Corrects assertions one by one; what is left as it is can be confirmed then.
fn edit(home: &Home, by: &str, record: &Record) -> Result<bool, Failure> {
    let mut done = false;
    loop {
        let question = "  ID=VALUE, n ID (reject) or nothing (end): ";
        let Some(line) = typed(question)?.filter(|line| !line.is_empty()) else {
            break;
        };
        let made = |register: &Register| match line.strip_prefix("n ") {
            Some(id) => review::decide(register, &[], &[id.trim().to_owned()]).map_err(books::refused),
            None => {
                let (id, value) = parted(&line, "edit", "instrument-9.3=memorandum")?;
                review::correct(register, id.trim(), value.trim()).map_err(books::refused)
            }
        };
        match books::change((home, by, false), |register, _| made(register)) {
            Ok((_, entry)) => {
                done = true;
                print::text(&format!("  {} (entry {})\n", entry.act.words(), entry.number))?;
            }
            Err(failure) => print::error(&failure),
        }
    }
    let confirm = typed("  confirm the rest? y or n: ")?;
    if confirm.is_some_and(|line| line.eq_ignore_ascii_case("y")) {
        return act(home, by, record, &Answer::Confirm).map(|confirmed| confirmed || done);
    }
    Ok(done)
}
