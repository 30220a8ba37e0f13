//! One file a command, one entry function each.

pub(crate) mod brief;
pub(crate) mod claims;
pub(crate) mod demo;
mod described;
pub(crate) mod doctor;
pub(crate) mod exchange;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod indicators;
pub(crate) mod init;
pub(crate) mod job;
pub(crate) mod mirror;
pub(crate) mod mirror_world;
pub(crate) mod rebuild;
pub(crate) mod register;
mod relatives;
pub(crate) mod serve;
pub(crate) mod world;
