//! The books over HTTP, asked by a plain client: status, headers and bodies.

mod client;
mod data;
mod past;
mod protocol;
mod structures;
