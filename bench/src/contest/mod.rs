//! The contest: the program under test beside other engines, on the same files.
//!
//! Cases run at each size, everyone in turn in one run; answers must be equal, then
//! a page of results is written, anew after each case. How everyone works inside is
//! nobody's business here: commands and files are all that is known.

mod answer;
mod case;
mod child;
mod data;
mod figures;
mod home;
mod machine;
mod peers;
mod report;
mod size;
mod split;
mod turns;

pub(crate) use case::Case;
pub(crate) use size::Size;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::time::SystemTime;

use case::Table;
use child::Task;
use peers::Peers;
use report::About;
use turns::{Line, Role};

use crate::args::RunArgs;
use crate::failure::{Failure, Outcome};

/// What every case needs.
pub(crate) struct Setup {
    program: PathBuf,
    bench: PathBuf,
    peers: Peers,
    work: PathBuf,
    rounds: u16,
    /// Tells this run's homes from those of earlier ones, which another program may have filled.
    stamp: String,
}

/// Runs all cases at all sizes and writes the page of results.
///
/// # Errors
/// When answers differ, or something cannot be made ready or written.
pub(crate) fn run(args: &RunArgs) -> Outcome<()> {
    let setup = Setup::new(args)?;
    let about = setup.about()?;
    let mut tables = Vec::new();
    for (at, &size) in args.sizes.iter().enumerate() {
        for &case in args
            .cases
            .iter()
            .filter(|&&case| case != Case::Explain || at == 0)
        {
            for size in sizes(case, size) {
                tables.push(case.run(&setup, size)?);
                let page = report::page(&about, &tables);
                fs::write(&args.out, page).map_err(|why| Failure::at(&args.out, why))?;
            }
        }
    }
    turns::told(&format!("wrote {}", args.out.display()));
    sound(&tables)
}

/// The program under test may not fail anywhere; a peer may.
fn sound(tables: &[Table]) -> Outcome<()> {
    let lines = tables
        .iter()
        .flat_map(|table| table.lines.iter().map(move |line| (table, line)));
    let failed = |(table, line): (&Table, &Line)| {
        let why = line.runs.as_ref().err().filter(|_| line.role != Role::Peer)?;
        Some(format!(
            "{} {}: {}: {why}",
            table.case.name(),
            table.size,
            line.name
        ))
    };
    let failures: Vec<String> = lines.filter_map(failed).collect();
    match failures.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(failures.join("; "))),
    }
}

/// Explaining runs on a tenth of the world too, to show how time and memory grow.
fn sizes(case: Case, size: Size) -> Vec<Size> {
    match case {
        Case::Explain if size.0 >= 10_000 => vec![Size(size.0 / 10), size],
        _ => vec![size],
    }
}

impl Setup {
    fn new(args: &RunArgs) -> Outcome<Self> {
        fs::create_dir_all(&args.work).map_err(|why| Failure::at(&args.work, why))?;
        let work = absolute(&args.work)?;
        let bench = env::current_exe()?;
        let beside = || bench.with_file_name("entente");
        let program = absolute(&args.entente.clone().unwrap_or_else(beside))?;
        let peers = Peers::install(&absolute(&args.peers)?, &work)?;
        let stamp = format!("{} {:?}", process::id(), SystemTime::now());
        let rounds = args.rounds;
        Ok(Self {
            program,
            bench,
            peers,
            work,
            rounds,
            stamp,
        })
    }

    fn about(&self) -> Outcome<About> {
        let (_, version) = self.entente([OsStr::new("--version")]).prepare(&self.work)?;
        Ok(About {
            machine: machine::describe(),
            program: version.trim().to_owned(),
            peers: peers::versions(),
            rounds: self.rounds,
        })
    }

    /// A command of the program under test.
    fn entente<'a>(&self, arguments: impl IntoIterator<Item = &'a OsStr>) -> Task {
        Task::new(&self.program, arguments)
    }

    /// The command that only reads and decodes.
    fn floor(&self, path: &Path, columns: &str) -> Task {
        let arguments = [
            "floor".as_ref(),
            path.as_os_str(),
            "--columns".as_ref(),
            columns.as_ref(),
        ];
        Task::new(&self.bench, arguments)
    }
}

fn absolute(path: &Path) -> Outcome<PathBuf> {
    fs::canonicalize(path).map_err(|why| Failure::at(path, why))
}
