//! `entente bundle`: the same exchange on a stick or a share.

use std::fs::{self, File};
use std::io::{self, BufWriter};
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
        BundleCommand::Import(args) => {
            let path = args.path.to_str().ok_or_else(|| {
                Failure::usage(format!("found the name {}, expected UTF-8", args.path.display()))
                    .hint("give the file another name")
            })?;
            pull::run(home, Some(path), args.output)
        }
    }
}

/// A file that was not there. Whoever had the stick may have laid a link in its place: it is removed
/// and not followed.
fn fresh(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => File::create_new(path),
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
    let named = |error: io::Error| Failure::of(format!("cannot write {}: {error}", args.path.display()));
    let out = fresh(Path::new(&part)).map_err(named)?;
    let files = bundle::export(&pair.outbox, from, BufWriter::new(&out))?;
    out.sync_all().map_err(named)?;
    fs::rename(&part, &args.path).map_err(named)?;
    let folder = args.path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = File::open(folder.unwrap_or(Path::new("."))).map_err(named)?;
    folder.sync_all().map_err(named)?;
    let size = pair.outbox.history().size();
    let path = args.path.display();
    print::text(&format!(
        "{path}: {files} files, entries {from} to {size} of {}\n",
        desk.parties.origin()
    ))?;
    Ok(Done::Wholly)
}
