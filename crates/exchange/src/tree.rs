//! The Merkle tree of RFC 6962, section 2.1: one root for all entries of a log, and short proofs
//! that an entry is in it and that it only grew.
//!
//! It works on hashes of leaves held in memory: a log between two states has thousands of entries,
//! not millions. It knows no files.

use crate::digest::Digest;

/// The hash of an entry (RFC 6962, section 2.1: `0x00` and the entry).
pub fn leaf(entry: &[u8]) -> Digest {
    Digest::of_all([&[0][..], entry])
}

/// The hash of two trees next to each other (`0x01` and both hashes).
pub fn node(left: &Digest, right: &Digest) -> Digest {
    Digest::of_all([&[1][..], &left.0, &right.0])
}

/// The root over leaves; of none the hash of nothing.
pub fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(halves(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

/// The largest power of two below a number of leaves of two and more.
fn halves(leaves: usize) -> usize {
    1 << (usize::BITS - 1 - (leaves - 1).leading_zeros())
}

/// The audit path of a leaf, from its sibling up (section 2.1.1); `None` where there is no such leaf.
pub fn inclusion(leaves: &[Digest], at: usize) -> Option<Vec<Digest>> {
    if at >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let (left, right) = leaves.split_at(halves(leaves.len()));
    let (mut path, other) = if at < left.len() {
        (inclusion(left, at)?, root(right))
    } else {
        (inclusion(right, at - left.len())?, root(left))
    };
    path.push(other);
    Some(path)
}

/// The root that an audit path leads to, from a leaf of a tree of a size; `None` where the path is
/// too short or too long for it.
pub fn root_by_inclusion(leaf: Digest, at: u64, size: u64, path: &[Digest]) -> Option<Digest> {
    if at >= size {
        return None;
    }
    let (mut place, mut last, mut hash) = (at, size - 1, leaf);
    for other in path {
        if last == 0 {
            return None;
        }
        if place % 2 == 1 || place == last {
            hash = node(other, &hash);
            while place % 2 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node(&hash, other);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    (last == 0).then_some(hash)
}
