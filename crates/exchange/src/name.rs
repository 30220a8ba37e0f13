//! What an outbox holds, by name: a closed grammar, and nothing else can be asked for.
//!
//! A name is judged before any file is opened. It leads nowhere outside, whatever a partner,
//! a stick or an address says.

use std::fmt;

use crate::digest::Digest;
use crate::tile::Tile;

/// A file of an outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// The log's checkpoint.
    Checkpoint,
    /// The partner's checkpoint, with the signatures by which this side says that it keeps all of it.
    Receipt,
    /// Entries or hashes.
    Tile(Tile),
    /// An object.
    Object(Digest),
}

impl Name {
    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "checkpoint" => Some(Self::Checkpoint),
            "receipt" => Some(Self::Receipt),
            _ => match text.strip_prefix("obj/sha256/") {
                None => Tile::parse(text).map(Self::Tile),
                Some(rest) => {
                    let (folder, file) = rest.split_once('/')?;
                    let digits = folder.len() == 2;
                    digits.then(|| Digest::parse(&[folder, file].concat()).map(Self::Object))?
                }
            },
        }
    }

    /// Whether the file never changes once it is there.
    pub fn is_immutable(&self) -> bool {
        matches!(self, Self::Tile(_) | Self::Object(_))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint => write!(out, "checkpoint"),
            Self::Receipt => write!(out, "receipt"),
            Self::Tile(tile) => write!(out, "{tile}"),
            Self::Object(digest) => {
                let digits = digest.to_string();
                write!(out, "obj/sha256/{}/{}", &digits[..2], &digits[2..])
            }
        }
    }
}
