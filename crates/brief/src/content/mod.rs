//! From figures and records to a document.
//!
//! Each view of the trade and of the register has a file: what it needs as plain data,
//! and a function that makes a [`Document`](crate::Document) of it. Whose figures,
//! which valuation and which release stand in every one. Two reports of one thing are
//! never told as one number. Nothing here reads books or journals, knows a clock, or
//! decides how anything looks.

pub mod agreed;
pub mod brief;
pub mod cell;
pub mod claims;
pub mod commitments;
pub mod decomposition;
mod docket;
mod frame;
pub mod growth;
pub mod instrument;
pub mod lists;
pub mod mirror;
pub mod products;
mod question;
mod sentence;
pub mod turnover;
pub mod wrong;

pub use docket::Docket;
pub use frame::{Frame, Release};
