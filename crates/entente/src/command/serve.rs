//! `entente serve`: the books of a home over HTTP.

use std::path::Path;

use crate::args::ServeArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::web::{self, Site};

pub(crate) fn run(home: Option<&Path>, args: &ServeArgs) -> Result<Done, Failure> {
    let site = Site::new(desk::home(home)?)?;
    web::serve(site, args.listen, args.log)?;
    Ok(Done::Wholly)
}
