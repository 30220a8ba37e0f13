//! Specimens of SDMX messages, and what becomes of each: read, held against its structure, written
//! in every format and version that can carry it, and read back to equality.
//!
//! There are specimens of our own, in this folder and beside the tests of the crate `sdmx`, each
//! with its expected reading beside it; and those of the standard's authors, which carry no
//! licence and are no part of the repository: where they are not at hand, their cases are counted
//! and not run. What this crate judges by is the crate `sdmx` itself; schemas judge the same
//! messages in `judge.py`.

pub mod data;
pub mod features;
pub mod lists;
mod message;
pub mod outcome;
pub mod specimen;
pub mod structures;
