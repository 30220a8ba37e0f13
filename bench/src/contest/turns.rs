//! Contenders run in turn, round after round, so that what else the machine does
//! falls on all of them alike.
//!
//! Before each run its output is cleared, what is dirty is written to disk, and the
//! input is read once, so that it lies in memory for everyone. Who fails once is not
//! run again. Answers are compared in the first round.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::Setup;
use super::answer::Answer;
use super::child::{Cost, Ran, Task};
use crate::failure::{Failure, Outcome};

/// What a contender is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Ours,
    Peer,
    Floor,
}

/// Makes ready for a run, untimed.
type Ready<'a> = Box<dyn Fn() -> Outcome<()> + 'a>;

/// Someone who runs.
pub(crate) struct Contender<'a> {
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) ready: Ready<'a>,
    /// Run one after the other, all timed.
    pub(crate) tasks: Vec<Task>,
    /// What is read once beforehand.
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder of the result, if it is to equal the others'; `*` may stand in it.
    pub(crate) result: Option<PathBuf>,
}

/// How a contender did.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) role: Role,
    /// The cost of each round, or why it failed.
    pub(crate) runs: Result<Vec<Cost>, String>,
    /// What it printed last.
    pub(crate) printed: String,
}

/// Says on standard error what is done now.
pub(crate) fn told(what: &str) {
    let _ = writeln!(io::stderr(), "{what}");
}

/// Lets them run in turn.
///
/// # Errors
/// When answers differ, or a run cannot be made at all.
pub(crate) fn race(
    setup: &Setup,
    title: &str,
    rounds: u16,
    contenders: &[Contender<'_>],
) -> Outcome<Vec<Line>> {
    let mut lines: Vec<Line> = contenders.iter().map(Line::new).collect();
    let mut answers = Vec::new();
    for round in 1..=rounds {
        for (contender, line) in contenders
            .iter()
            .zip(&mut lines)
            .filter(|(_, line)| line.runs.is_ok())
        {
            let ran = contender.run(setup)?;
            told(&format!(
                "{title}, round {round} of {rounds}: {}: {}",
                line.name,
                words(&ran)
            ));
            line.take(ran);
            if round == 1 && line.runs.is_ok() {
                let compared = contender.compare(setup, &line.printed, &mut answers);
                compared.map_err(|why| Failure::new(format!("{title}: {why}")))?;
            }
        }
    }
    Ok(lines)
}

fn words(ran: &Ran) -> String {
    match ran {
        Ok((cost, _)) => format!("{:.3} s, {} MiB", cost.wall, cost.peak >> 10),
        Err(why) => why.clone(),
    }
}

impl Contender<'_> {
    fn run(&self, setup: &Setup) -> Outcome<Ran> {
        (self.ready)()?;
        Task::new::<&OsStr>(Path::new("sync"), []).prepare(&setup.work)?;
        self.inputs.iter().try_for_each(|path| warm(path))?;
        let mut total = (
            Cost {
                wall: 0.0,
                cpu: 0.0,
                peak: 0,
            },
            String::new(),
        );
        for task in &self.tasks {
            match task.measure(&setup.work)? {
                Ok((cost, printed)) => {
                    total.0 = total.0.and(cost);
                    total.1.push_str(&printed);
                }
                failed => return Ok(failed),
            }
        }
        Ok(Ok(total))
    }

    fn compare(&self, setup: &Setup, printed: &str, answers: &mut Vec<(String, Answer)>) -> Outcome<()> {
        let Some(folder) = &self.result else {
            return Ok(());
        };
        let (_, checked) = setup.peers.check(folder).prepare(&setup.work)?;
        let answer = Answer::read(folder, &checked, printed)?;
        for (name, other) in answers.iter() {
            other.agree(name, &answer, &self.name)?;
        }
        answers.push((self.name.clone(), answer));
        Ok(())
    }
}

impl Cost {
    /// One run after the other.
    fn and(self, next: Self) -> Self {
        Self {
            wall: self.wall + next.wall,
            cpu: self.cpu + next.cpu,
            peak: self.peak.max(next.peak),
        }
    }
}

impl Line {
    fn new(contender: &Contender<'_>) -> Self {
        Self {
            name: contender.name.clone(),
            role: contender.role,
            runs: Ok(Vec::new()),
            printed: String::new(),
        }
    }

    fn take(&mut self, ran: Ran) {
        match (ran, &mut self.runs) {
            (Ok((cost, printed)), Ok(runs)) => {
                runs.push(cost);
                self.printed = printed;
            }
            (Err(why), _) => self.runs = Err(why),
            _ => {}
        }
    }
}

/// Reads a file, or all files below a folder, so that they lie in the page cache.
fn warm(path: &Path) -> Outcome<()> {
    let refused = |why| Failure::at(path, why);
    if path.is_dir() {
        for entry in path.read_dir().map_err(refused)? {
            warm(&entry.map_err(refused)?.path())?;
        }
        return Ok(());
    }
    let mut file = File::open(path).map_err(refused)?;
    let mut buffer = vec![0; 1 << 20];
    while file.read(&mut buffer).map_err(refused)? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_one_after_the_other_add_up_and_the_larger_peak_stands() {
        let one = Cost {
            wall: 1.0,
            cpu: 2.0,
            peak: 30,
        };
        let two = Cost {
            wall: 0.5,
            cpu: 0.25,
            peak: 20,
        };
        assert_eq!(
            one.and(two),
            Cost {
                wall: 1.5,
                cpu: 2.25,
                peak: 30
            }
        );
    }
}
