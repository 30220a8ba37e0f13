//! The store, from outside: what a home promises.

mod damage;
mod doctor;
mod homes;
mod imports;
mod interruption;
mod queries;
mod rebuild;
mod round_trip;
mod standing;
pub(crate) mod support;
