//! The brief for a minister, whole, in every language.

use entente_brief::Language;
use entente_brief::content::brief::{Brief, brief};
use entente_brief::document::Block;
use entente_register::Register;

use super::golden;
use super::pair::{finding, finding_of_2016, frame, mirror};
use super::plain::plain;
use super::register::{docket, register};

#[test]
fn a_brief_tells_what_was_agreed_what_was_traded_and_what_to_ask() {
    let register = register();
    for language in Language::ALL {
        let document = brief(
            &frame(language, "brief"),
            &Brief {
                docket: docket(&register),
                mirror: mirror(),
                findings: vec![finding(), finding_of_2016()],
            },
        );
        golden(&format!("brief.{}.txt", language.code()), &plain(&document));
    }
}

#[test]
fn a_brief_without_agreements_and_findings_still_says_what_is_there() {
    let register = Register::of(&[], None);
    let document = brief(
        &frame(Language::En, "brief"),
        &Brief {
            docket: docket(&register),
            mirror: mirror(),
            findings: Vec::new(),
        },
    );
    let text = plain(&document);
    assert!(text.contains("The register holds no instruments of this pair."));
    assert!(text.contains("The register holds no claimed figures of this pair."));
    assert!(
        document
            .blocks
            .iter()
            .all(|block| !matches!(block, Block::Figure(_)))
    );
}
