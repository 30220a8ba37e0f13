//! `entente rebuild`: ledger and books made anew from the objects.

use std::path::Path;

use entente_mirror::rebuild::{Rebuilt, rebuild};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::args::{Brief, Output, RebuildArgs};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;

#[derive(Debug, Default, Serialize)]
struct Told {
    imports: usize,
    rows: u64,
    /// What told how they were read.
    from: &'static str,
    /// Imports that are read otherwise now.
    otherwise: Vec<Otherwise>,
    rebuilt: bool,
}

#[derive(Debug, Default, Serialize)]
struct Otherwise {
    import: u32,
    rows_then: u64,
    rows_now: u64,
}

pub(crate) fn run(home: Option<&Path>, args: &RebuildArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let bar = bar();
    let rebuilt = rebuild(&home, args.dry_run, &mut |at, of| {
        bar.set_length(of as u64);
        bar.set_position(at as u64);
    });
    bar.finish_and_clear();
    let rebuilt = rebuilt.map_err(|error| Failure::from(error).hint("ledger and books are as they were"))?;
    let told = told(&rebuilt, !args.dry_run);
    match args.output {
        Brief::Json => print::rows(&[told], Output::Json)?,
        Brief::Text => print::text(&words(&told))?,
    }
    Ok(Done::Wholly)
}

fn told(rebuilt: &Rebuilt, done: bool) -> Told {
    let otherwise = rebuilt.otherwise.iter();
    Told {
        imports: rebuilt.imports,
        rows: rebuilt.rows,
        from: if rebuilt.from_ledger {
            "ledger.db"
        } else {
            "imports.ndjson"
        },
        otherwise: otherwise
            .map(|&(import, rows_then, rows_now)| Otherwise {
                import,
                rows_then,
                rows_now,
            })
            .collect(),
        rebuilt: done,
    }
}

fn words(told: &Told) -> String {
    let Told {
        imports, rows, from, ..
    } = told;
    let done = if told.rebuilt {
        "ledger and books are made anew"
    } else {
        "every object is there; nothing was changed"
    };
    let mut text = format!("{imports} imports with {rows} rows, as {from} tells: {done}\n");
    for one in &told.otherwise {
        text += &format!(
            "import {}: {} rows land now, {} landed then\n",
            one.import, one.rows_now, one.rows_then
        );
    }
    text
}

fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("reading again {bar:30} {pos}/{len} imports {eta}");
    let bar = ProgressBar::new(0);
    style.map_or(bar.clone(), |style| bar.with_style(style))
}
