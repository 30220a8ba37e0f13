//! Why something a partner sent is not taken: a coded reason from a closed list, and what was found.
//!
//! The codes are part of the protocol: both sides write them down, and a code once given a meaning
//! keeps it. The words behind a code are for people and may change.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $advice:literal;)*) => {
        /// The closed list of reasons.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Reason {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Reason {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code that is written down.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What to do about it.
            pub fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice,)* }
            }
        }
    };
}

reasons! {
    /// A note or checkpoint that is none.
    NoteMalformed = "NOTE_MALFORMED", "fetch it again; if it stays, ask the partner for the file";
    /// A checkpoint of another log.
    OriginWrong = "ORIGIN_WRONG", "check that the address, folder or stick is this partner's";
    /// An entry for somebody else.
    RecipientWrong = "RECIPIENT_WRONG", "nothing of it is taken; tell the partner that it went astray";
    /// A signature that is missing or does not hold.
    SignatureBad = "SIGNATURE_BAD", "take nothing from there until the partner explains it";
    /// A signature by a key that is no longer, or not yet, the log's.
    KeyStale = "KEY_STALE", "take nothing from there; the partner's roots have named another key";
    /// A root of keys other than the one pinned.
    FingerprintWrong = "FINGERPRINT_WRONG", "compare the fingerprint with the treaty annex";
    /// A set of keys that is not the next one.
    KeysetVersion = "KEYSET_VERSION", "ask the partner for the sets between";
    /// A set of keys that too few roots signed.
    KeysetThreshold = "KEYSET_THRESHOLD", "take nothing from there until the partner explains it";
    /// A set of keys that cannot be used.
    KeysetMalformed = "KEYSET_MALFORMED", "ask the partner to issue it again";
    /// A log that is shorter than it was.
    Rollback = "ROLLBACK", "keep the mirror as it is and ask the partner what happened";
    /// Two checkpoints of a log that do not agree.
    Fork = "FORK", "keep both checkpoints: they prove it to anybody";
    /// A size that no entries stand behind.
    SizeUnbacked = "SIZE_UNBACKED", "pull again later; nothing was taken";
    /// Entries that do not come to the signed root.
    RootWrong = "ROOT_WRONG", "fetch them again over another way";
    /// A bundle of entries that is none.
    BundleMalformed = "BUNDLE_MALFORMED", "fetch it again over another way";
    /// An entry longer than the format allows.
    EntryTooLong = "ENTRY_TOO_LONG", "split it";
    /// An entry that is not what its type asks.
    EntryMalformed = "ENTRY_MALFORMED", "ask the partner which version they run";
    /// An entry written in another than the canonical way.
    EntryNotCanonical = "ENTRY_NOT_CANONICAL", "ask the partner which version they run";
    /// An entry of a type that is not in the list.
    EntryTypeUnknown = "ENTRY_TYPE_UNKNOWN", "update this node, or ask the partner which version they run";
    /// An entry of a version of the protocol that is not spoken here.
    VersionUnknown = "VERSION_UNKNOWN", "update this node, or ask the partner which version they run";
    /// An entry at another place than it says.
    SequenceBroken = "SEQUENCE_BROKEN", "take nothing from there until the partner explains it";
    /// An entry that follows another one than it says.
    PrevWrong = "PREV_WRONG", "take nothing from there until the partner explains it";
    /// More bytes than were agreed.
    QuotaExceeded = "QUOTA_EXCEEDED", "agree on a larger quota, or ask for smaller releases";
    /// An object that is not there.
    ObjectMissing = "OBJECT_MISSING", "pull again; if it stays missing, ask the partner for it";
    /// An object of another size than its entry says.
    ObjectSize = "OBJECT_SIZE", "fetch it again over another way";
    /// An object or a piece of it with another hash than its entry says.
    ObjectHash = "OBJECT_HASH", "fetch it again over another way";
    /// A name that the outbox does not have.
    PathForbidden = "PATH_FORBIDDEN", "take nothing from there: somebody tries to write elsewhere";
    /// Something in a bundle that does not belong there.
    BundleForeign = "BUNDLE_FOREIGN", "export the bundle again";
    /// A release of a dataflow that is not agreed, or before both logs hold the annex.
    NotAgreed = "NOT_AGREED", "agree on the annex first";
    /// A release under a structure that is not agreed.
    StructureUnknown = "DSD_UNKNOWN", "agree on the structure first";
    /// A release that does not follow the one before of its dataflow and period.
    RevisionChain = "REVISION_CHAIN", "release it again as a revision of the last one";
    /// A withdrawal, verdict or answer that refers to nothing.
    ReferenceUnknown = "REFERENCE_UNKNOWN", "issue it again with the right reference";
    /// Content that does not keep to its structure.
    ContentInvalid = "CONTENT_INVALID", "correct the data and release a revision";
    /// Another number of rows than the entry says.
    RowsDiffer = "ROWS_DIFFER", "correct the data and release a revision";
    /// Other sums than the entry says.
    TotalsDiffer = "TOTALS_DIFFER", "correct the data and release a revision";
    /// Rows that are not of the dataflow, period or parties of the release.
    OutsideRelease = "OUTSIDE_RELEASE", "correct the data and release a revision";
    /// An officer's decision, with words of their own.
    Officer = "OFFICER", "read the officer's words";
    /// An entry signed while its key was already revoked.
    KeyRevoked = "KEY_REVOKED", "release it again under the new key";
}

/// Why something is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub reason: Reason,
    /// What was found, and what was expected.
    pub found: String,
}

impl Refusal {
    /// A refusal for a reason.
    pub fn new(reason: Reason, found: impl Into<String>) -> Self {
        Self {
            reason,
            found: found.into(),
        }
    }

    /// The same, said of a place.
    pub fn at(self, place: impl fmt::Display) -> Self {
        Self {
            found: format!("{place}: {}", self.found),
            ..self
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.reason.code(), self.found)
    }
}

impl std::error::Error for Refusal {}
