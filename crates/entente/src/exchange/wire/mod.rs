//! The wire between two nodes: HTTPS with mutually pinned keys, for files of an outbox and nothing
//! else. The only room of the exchange that knows the network.

mod client;
mod lobby;
mod server;
pub(super) mod tls;

pub(super) use client::HttpsSource;
pub(super) use server::spawn;
