//! Both reports of every flow side by side, and every unit of the difference assigned to a cause.

pub mod book;
pub mod comparators;
pub mod comparison;
pub mod coverage;
pub mod described;
pub mod explain;
mod hash;
pub mod import;
pub mod imts;
pub mod indicators;
pub mod intake;
pub mod job;
pub mod kernel;
mod pages;
pub mod pairing;
pub mod rebuild;
pub mod release;
mod scan;
pub mod store;
mod tables;
mod threads;
pub mod world;
pub mod written;
