//! `entente serve`: the books of a home over HTTP.

use std::path::Path;

use crate::args::ServeArgs;
use crate::desk;
use crate::exchange::{Desk, waiting};
use crate::failure::{Done, Failure};
use crate::print;
use crate::web::{self, Site};

pub(crate) fn run(home: Option<&Path>, args: &ServeArgs) -> Result<Done, Failure> {
    if let Some(address) = args.outbox {
        // The lock is for those who write; it is free again once the thread runs.
        let desk = Desk::open(home)?;
        let at = desk.serve(address)?;
        waiting::attend(&desk);
        print::text(&format!("outbox for {} on https://{at}\n", desk.parties.partner))?;
    }
    let site = Site::new(desk::home(home)?)?;
    web::serve(site, args.listen, args.log)?;
    Ok(Done::Wholly)
}
