//! `entente bench-job`: one file of records of all reporters, matched.

use entente_mirror::job::{Codec, Codes, Fault, JobOptions, Tally, run as run_job};
use serde::Serialize;

use crate::args::{Compression, JobArgs};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;

pub(crate) fn run(args: &JobArgs) -> Result<Done, Failure> {
    let codes = Codes::read(&args.codes).map_err(Failure::of)?;
    let options = JobOptions {
        threads: desk::threads(args.threads),
        memory_bytes: args.memory << 20,
        codec: match args.codec {
            Compression::Light => Codec::Light,
            Compression::Zstd => Codec::Zstd,
        },
    };
    let (tally, cells) = run_job(&args.input, &codes, &args.out, &options).map_err(Failure::of)?;
    let line = serde_json::to_string(&Line::new(&tally, cells)).map_err(Failure::of)?;
    print::text(&format!("{line}\n"))?;
    Ok(Done::Wholly)
}

/// What became of the rows, and how many cells there are.
#[derive(Serialize)]
struct Line {
    rows: u64,
    ignored: u64,
    rejected: Rejected,
    keys: u64,
}

#[derive(Serialize)]
struct Rejected {
    area: u64,
    commodity: u64,
    period: u64,
    value: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<u64>,
}

impl Line {
    fn new(tally: &Tally, keys: u64) -> Self {
        Self {
            rows: tally.rows,
            ignored: tally.ignored,
            rejected: Rejected {
                area: tally.rejected(Fault::Area),
                commodity: tally.rejected(Fault::Commodity),
                period: tally.rejected(Fault::Period),
                value: tally.rejected(Fault::Value),
                structure: Some(tally.rejected(Fault::Structure)).filter(|&rows| rows > 0),
            },
            keys,
        }
    }
}
