//! The exchange: two authorities carry data to each other over a network, a share or a stick that
//! neither trusts, and each can prove what was said, when it was kept, and that nothing was taken back.
//!
//! Each side publishes an outbox for the other: objects named by their hash, an append-only log of
//! entries that name them, and a signed checkpoint. The other side pulls a copy, verifies all of it,
//! keeps it so that it lasts, and signs for it. The same bytes travel by any way. `docs/protocol.md`
//! is normative; this crate is one implementation of it.
//!
//! It does not know what is inside an object, and it has no clock, no randomness and no network of
//! its own: they are arguments, behind [`disk::Disk`] and [`source::Source`].

pub mod annex;
pub mod bundle;
pub mod calendar;
pub mod canonical;
pub mod checkpoint;
pub mod clock;
pub mod digest;
pub mod disk;
pub mod embargo;
pub mod entry;
pub mod error;
pub mod follow;
pub mod fork;
pub mod fsck;
pub mod history;
pub mod key;
pub mod keyring;
pub mod keyset;
pub mod mirror;
pub mod name;
pub mod note;
pub mod outbox;
pub mod pair;
pub mod parties;
pub mod proof;
pub mod refusal;
pub mod shelf;
pub mod source;
pub mod tile;
pub mod tree;
