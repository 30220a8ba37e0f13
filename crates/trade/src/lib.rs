//! The vocabulary of mirror trade statistics.
//!
//! Two states report the same trade. This crate names what they report: areas,
//! commodities and their editions, periods, flows, money and quantities, single
//! observations, and what a comparison finds. Terms are those of IMTS 2010 and
//! UN Comtrade.
//!
//! It does not know files, columns, the network or the clock, and it computes
//! nothing beyond exact arithmetic on its own types.

mod area;
mod commodity;
mod currency;
mod date;
mod embedded;
mod finding;
mod flow;
pub mod fold;
pub mod geography;
pub mod hs;
mod hs_names;
pub mod money;
pub mod near;
mod observation;
pub mod period;
mod text;
mod vintage;

pub use area::{Area, AreaEntry, AreaError, AreaKind, Areas, Succession};
pub use commodity::{Commodity, Edition, Level};
pub use currency::Currency;
pub use date::Date;
pub use finding::{Cause, Finding, Grade, Part, Split};
pub use flow::{Attribution, Flow, Side, Valuation};
pub use geography::{Dyad, Geography};
pub use hs::{Chain, Conversion, ConversionMethod, HsCodes};
pub use hs_names::HsNames;
pub use money::{DecimalError, Money, Quantity};
pub use observation::{Dataset, Observation};
pub use period::{Frequency, Period};
pub use text::Text;
pub use vintage::Vintage;
