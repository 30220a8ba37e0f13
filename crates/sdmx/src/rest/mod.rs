//! The query grammar of SDMX REST 2.2 and 1.5, and the choice of a format, as pure functions of text.
//!
//! A request's path and query string, percent-encoded as received, become one model whichever
//! version they are written in: periods of 1.5 are filters of 2.2, and its `detail` is a choice of
//! attributes and measures. All that is wrong with a request is found at once. It knows no HTTP:
//! what status fits is said in words of its own, and what a query finds is for others.
//!
//! ```
//! use sdmx::rest::{Api, parse};
//!
//! let request = parse(Api::V1, "/data/DF/M.KZ+RU", "startPeriod=2023")?;
//! let later = "/data/dataflow/*/DF/~/M.KZ,M.RU?c%5BTIME_PERIOD%5D=ge:2023";
//! assert_eq!(request.print(Api::V2).as_deref(), Some(later));
//! # Ok::<(), sdmx::rest::Refusal>(())
//! ```

mod error;
mod extent;
mod fault;
mod filter;
mod key;
mod negotiate;
mod one;
mod parameters;
mod path;
mod print;
mod query;
mod select;
mod text;
mod two;

pub use error::error_message;
pub use fault::{Refusal, RestFault, Status};
pub use filter::{Compared, Filter, Operator, Test};
pub use key::{KeyPattern, KeyQuery};
pub use negotiate::{Chosen, NotAcceptable, SHORT, SeriesKeys, What, accept, negotiate};
pub use query::{
    Api, ArtefactType, AttributeChoice, AvailabilityQuery, Choice, Context, DataQuery, Detail, Measures,
    Mode, ObservationDimension, Provider, Query, Reference, References, Request, SchemaQuery, SortBy,
    SortTerm, StructureQuery,
};
pub use select::select;

use fault::Faults;
use parameters::Parameters;
use path::Path;

/// The longest path and query string together, in bytes.
pub const LONGEST: usize = 65_536;
/// The most values, joined by commas or pluses, of a whole request.
pub const MOST_VALUES: usize = 10_000;

/// Reads a request: the path below the entry point, with or without a slash at either end, and the
/// query string without its `?`. Offsets of faults count bytes of `path?query`.
pub fn parse(api: Api, path: &str, query: &str) -> Result<Request, Refusal> {
    let mut faults = Faults::default();
    if fits(path, query, &mut faults) {
        let mut segments = Path::read(path, &mut faults);
        let mut parameters = Parameters::read(query, path.len() + 1, &mut faults);
        let format = parameters.take("format").map(|format| format.text);
        let query = match api {
            Api::V1 => one::read(&mut segments, &mut parameters, &mut faults),
            Api::V2 => two::read(&mut segments, &mut parameters, &mut faults),
        };
        if let (Some(query), true) = (query, faults.is_empty()) {
            return Ok(Request { query, format });
        }
    }
    Err(faults.refusal())
}

fn fits(path: &str, query: &str, faults: &mut Faults) -> bool {
    let length = path.len() + query.len();
    if length > LONGEST {
        let expected = format!("at most {LONGEST}");
        faults.add(
            Status::TooLong,
            LONGEST,
            "request",
            format!("{length} bytes"),
            expected,
        );
        return false;
    }
    let encoded = |text: &str| {
        let upper = text.to_ascii_uppercase();
        upper.matches([',', '+']).count() + upper.matches("%2C").count() + upper.matches("%2B").count()
    };
    let values = encoded(path) + encoded(query);
    if values > MOST_VALUES {
        let expected = format!("at most {MOST_VALUES}");
        faults.add(
            Status::TooLarge,
            0,
            "request",
            format!("{values} values"),
            expected,
        );
        return false;
    }
    true
}
