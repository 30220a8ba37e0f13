//! `entente init`: a node's home.

use std::path::Path;

use entente_mirror::store::{Home, Party};
use entente_trade::{Area, Areas};

use crate::args::InitArgs;
use crate::failure::{Done, Failure};
use crate::print;

pub(crate) fn run(args: &InitArgs) -> Result<Done, Failure> {
    let (side, partner) = (party(args.side)?, party(args.partner)?);
    if side == partner {
        return Err(
            Failure::usage("side and partner are the same state").hint("a home counts between two states")
        );
    }
    let names = format!("{} with {}", label(args.side), label(args.partner));
    if args.dry_run {
        print::text(&format!("would make {} for {names}\n", args.folder.display()))?;
        return Ok(Done::Wholly);
    }
    make(&args.folder, side, partner)?;
    print::text(&format!(
        "made {} for {names}\nnext: entente import FILE…\n",
        args.folder.display()
    ))?;
    Ok(Done::Wholly)
}

/// Makes the home.
pub(crate) fn make(folder: &Path, side: Party, partner: Party) -> Result<Home, Failure> {
    Ok(Home::init(folder, side, partner)?)
}

/// A state as the home's settings name it.
pub(crate) fn party(area: Area) -> Result<Party, Failure> {
    let entry = Areas::standard().entry(area).filter(|entry| entry.is_partner());
    let letters = entry.and_then(|entry| entry.alpha3);
    let letters = letters.ok_or_else(|| Failure::usage(format!("{} is not one state", label(area))))?;
    Ok(Party::new(area, letters))
}

fn label(area: Area) -> String {
    Areas::standard().label(area)
}
