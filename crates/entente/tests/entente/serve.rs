//! The books over HTTP, asked by a plain client: status, headers and bodies.

pub(crate) mod client;
mod data;
#[cfg(target_os = "linux")]
mod memory;
mod pages;
mod past;
mod protocol;
mod structures;
