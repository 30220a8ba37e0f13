//! The brief for a minister, whole, in every language.

use entente_brief::Language;
use entente_brief::content::brief::{Brief, brief};
use entente_brief::document::Block;
use entente_register::Register;
use entente_trade::Area;

use super::golden;
use super::pair::{area, finding, finding_of_2016, frame, mirror};
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
                side: None,
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
            side: None,
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

#[test]
fn a_side_asks_the_other_and_not_itself() {
    let register = Register::of(&[], None);
    let asked = |side: Option<Area>| {
        let document = brief(
            &frame(Language::En, "brief"),
            &Brief {
                docket: docket(&register),
                mirror: mirror(),
                findings: vec![finding()],
                side,
            },
        );
        let text = plain(&document);
        let (_, rest) = text.split_once("# What to ask the partner\n").unwrap();
        let (questions, _) = rest.split_once("\n\n").unwrap();
        questions.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        asked(Some(area("SRB"))),
        ["- Nothing follows from the figures that would have to be asked."]
    );
    assert_eq!(asked(Some(area("KAZ"))), asked(None));
    assert_eq!(
        asked(None),
        [
            "- Serbia: please send the report of imports for 2019 to 2023.",
            "- Serbia: please send the report of exports for 2019 to 2023.",
            "- Serbia, 2015: which country of consignment do your records name for these goods \
             (USD\u{a0}106,394,409)? Supposed here: Croatia.",
            "- Serbia, 2015: what freight and insurance do your import records hold (estimated here at \
             USD\u{a0}8,037,127)?",
        ]
    );
}
