//! SHA-256, the seal of journal lines and the name of sources.

use sha2::{Digest as _, Sha256};

/// The hash of some pieces put together, in lower-case hexadecimal digits.
pub(crate) fn sha256<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    pieces.into_iter().for_each(|piece| hash.update(piece));
    let digits =
        |byte: u8| [byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[usize::from(half)]));
    hash.finalize().into_iter().flat_map(digits).collect()
}
