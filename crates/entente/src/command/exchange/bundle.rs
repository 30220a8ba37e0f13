//! `entente bundle`: the same exchange on a stick or a share.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use entente_exchange::bundle;

use super::pull;
use crate::args::{BundleArgs, BundleCommand, BundleExportArgs};
use crate::exchange::Desk;
use crate::failure::{Done, Failure};
use crate::print;

pub(super) fn run(home: Option<&Path>, args: &BundleArgs) -> Result<Done, Failure> {
    match &args.command {
        BundleCommand::Export(args) => export(home, args),
        BundleCommand::Import(args) => pull::run(home, args.path.to_str(), args.output),
    }
}

/// What the partner said it keeps need not travel again. The file appears when it is whole.
fn export(home: Option<&Path>, args: &BundleExportArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let pair = desk.pair()?;
    let kept = pair.stored()?.map_or(0, |(_, checkpoint)| checkpoint.size);
    let from = if args.all { 0 } else { kept };
    let mut part = args.path.as_os_str().to_owned();
    part.push(".part");
    let named = |error: std::io::Error| Failure::of(format!("cannot write {}: {error}", args.path.display()));
    let out = File::create(&part).map_err(named)?;
    let files = bundle::export(&pair.outbox, from, BufWriter::new(&out))?;
    out.sync_all().map_err(named)?;
    fs::rename(&part, &args.path).map_err(named)?;
    let size = pair.outbox.history().size();
    let path = args.path.display();
    print::text(&format!(
        "{path}: {files} files, entries {from} to {size} of {}\n",
        desk.parties.origin()
    ))?;
    Ok(Done::Wholly)
}
