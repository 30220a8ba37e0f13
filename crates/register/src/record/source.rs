//! A source: a text somebody published, as it was received.

use serde::{Deserialize, Serialize};

use super::SourceId;

/// A communiqué, a report, a speech: what assertions quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in this register.
    pub id: SourceId,
    /// What kind of text, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SourceKind>,
    /// The file it was received as, without folders.
    pub file: String,
    /// SHA-256 of the bytes as received.
    pub sha256: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Whose report it is: an alpha-3 code, or `third` for somebody else's; none where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// The two states it is about, such as `KAZ-SRB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<String>,
    /// ISO 639-1 code of its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// How that is known: `text`, `dateline`, `address`, `metadata` or `operator`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_from: Option<String>,
    /// How many documents it says were signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announced>,
    /// What the text leaves open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<super::Open>,
    /// Amounts, percentages and years that no claim took.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unexplained: Vec<super::Quote>,
    /// The text in normal form (NFC, LF), whose bytes quotes count.
    pub text: String,
}

/// How many documents a source says were signed, whether or not it names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// How many.
    pub count: u32,
    /// The words that say so; none where a person knows them from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<super::Quote>,
}

/// Kinds of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A side's own report of a meeting.
    Communique,
    /// A news agency's report.
    AgencyReport,
    /// Press.
    Press,
    /// The text of a protocol.
    ProtocolText,
    /// A speech.
    Speech,
    /// A file of data.
    DataFile,
}
