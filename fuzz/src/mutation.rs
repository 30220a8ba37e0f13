//! Changes of bytes: what damages a specimen, for the fuzzer and for the property tests.
//!
//! It draws nothing: who uses it has dice of its own. It knows no other module, so
//! that the tests of `crates/mirror` and of `conformance` can take it as a file.

/// Bytes in the place of others.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// Where; taken modulo the length.
    pub(crate) at: usize,
    /// How many bytes go.
    pub(crate) length: usize,
    /// What comes.
    pub(crate) with: Vec<u8>,
}

/// Pieces on which readers have stumbled, or might.
pub(crate) const PIECES: [&[u8]; 48] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"-1",
    b"-0",
    b"+1",
    b"0",
    b"00",
    b".",
    b".0",
    b"1.0005",
    b"9e400",
    b"1e-400",
    b"1e15",
    b"999999999999999.999",
    b"1e16",
    b"NaN",
    b"inf",
    b"null",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\0",
    b"\xc3\x28",
    b"\xd0\xa5",
    b" ",
    b"\xc2\xa0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"TOTAL",
    b"9999AA",
    b"27XXXX",
    b"XXXXXXXXXX",
    b"2015",
    b"201513",
    b"2015-04",
    b"1961",
    b"4294967296",
    b"18446744073709551616",
    b"\xd0\x92\xd1\x81\xd0\xb5\xd0\xb3\xd0\xbe",
    b"World",
];

/// The bytes with the changes made one after another.
pub(crate) fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        let at = change.at % (bytes.len() + 1);
        let end = at.saturating_add(change.length).min(bytes.len());
        bytes.splice(at..end, change.with.iter().copied());
    }
    bytes
}
