//! A checkpoint: the whole of a log in three lines, as C2SP `tlog-checkpoint` writes them.
//!
//! Its text can be read before its signatures are known to hold, to see whose they would have to
//! be. What they have to be is the keys' business.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::digest::Digest;
use crate::note::Note;
use crate::refusal::{Reason, Refusal};

/// What a log comes to at a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// Entries in it.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
}

impl Checkpoint {
    /// The text that is signed: three lines, without lines of extension.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root.0))
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// [`Reason::NoteMalformed`] unless it is three lines as [`Checkpoint::text`] writes them.
    pub fn of(note: &Note) -> Result<Self, Refusal> {
        let read = || {
            let mut lines = note.text.split('\n');
            let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
            let one = Self {
                origin: origin.to_owned(),
                size: size.parse().ok()?,
                root: Digest(BASE64.decode(root).ok()?.try_into().ok()?),
            };
            (one.text() == note.text && (1..256).contains(&origin.len())).then_some(one)
        };
        read().ok_or_else(|| {
            let found = format!(
                "found the text {:.80?}, expected origin, size and root, a line each",
                note.text
            );
            Refusal::new(Reason::NoteMalformed, found)
        })
    }
}
