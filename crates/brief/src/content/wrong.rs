//! An address that is not answered as it was asked: what was found, what was expected, what is near.

use super::frame::Frame;
use crate::Document;
use crate::document::{Block, Prose, Provenance, Span};

/// What is wrong with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// The status of HTTP.
    pub status: u16,
    /// What stands there, as it does.
    pub found: String,
    /// What could stand there: codes and examples, which are of no language.
    pub expected: String,
    /// What may have been meant, and where it leads.
    pub near: Option<(String, String)>,
}

/// The page that says so.
pub fn wrong(frame: &Frame, wrong: &Wrong) -> Document {
    let wording = frame.wording();
    let title = wording.phrase(match wrong.status {
        400 => "wrong-asked",
        405 => "wrong-method",
        413 => "wrong-much",
        414 => "wrong-long",
        500.. => "wrong-server",
        _ => "wrong-nothing",
    });
    let said = [
        ("wrong-found", "found", &wrong.found),
        ("wrong-expected", "expected", &wrong.expected),
    ];
    let said = said.into_iter().filter(|(.., words)| !words.is_empty());
    let mut blocks: Vec<Block> = said
        .map(|(id, name, words)| Block::Paragraph(wording.tell(id, &[(name, words)]).into()))
        .collect();
    blocks.extend(wrong.near.iter().map(|(words, address)| {
        Block::Paragraph(Prose(vec![
            Span::Text(wording.phrase("wrong-near") + " "),
            Span::Link(words.clone(), address.clone()),
        ]))
    }));
    Document {
        language: frame.language,
        title,
        finding: None,
        provenance: Provenance {
            query: frame.query.clone(),
            ..Provenance::default()
        },
        blocks,
    }
}
