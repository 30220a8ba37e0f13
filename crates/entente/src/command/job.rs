//! `entente bench-job`: one file of records of all reporters, matched.

use std::num::NonZeroUsize;

use entente_mirror::job::{Codec, Codes, Fault, JobOptions, Tally, run as run_job};
use serde_json::json;

use crate::args::{Compression, JobArgs};
use crate::failure::{Done, Failure};
use crate::print;

pub(crate) fn run(args: &JobArgs) -> Result<Done, Failure> {
    let codes = Codes::read(&args.codes).map_err(Failure::of)?;
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let options = JobOptions {
        threads: args.threads.map_or(cores, NonZeroUsize::get),
        codec: match args.codec {
            Compression::Light => Codec::Light,
            Compression::Zstd => Codec::Zstd,
        },
    };
    let (tally, cells) = run_job(&args.input, &codes, &args.out, &options).map_err(Failure::of)?;
    print::text(&format!("{}\n", line(&tally, cells)))?;
    Ok(Done::Wholly)
}

/// What became of the rows, and how many cells there are.
fn line(tally: &Tally, cells: u64) -> serde_json::Value {
    let mut rejected = json!({
        "area": tally.rejected(Fault::Area),
        "commodity": tally.rejected(Fault::Commodity),
        "period": tally.rejected(Fault::Period),
        "value": tally.rejected(Fault::Value),
    });
    if tally.rejected(Fault::Structure) > 0 {
        rejected["structure"] = tally.rejected(Fault::Structure).into();
    }
    json!({ "rows": tally.rows, "ignored": tally.ignored, "rejected": rejected, "keys": cells })
}
