//! The code lists of the trade structures, made of the reference data.
//!
//! They are lists of our own. Names of procedures, transport, flows and units are UN Comtrade's; a
//! commodity's name says its edition and level only, for no list of descriptions is here.

use entente_mirror::imts::Measure;
use entente_trade::{Areas, Attribution, Edition, HsCodes, Valuation};
use sdmx::model::{Code, Codelist, Maintainable, Texts};

use super::{AGENCY, codes, reference, version};

/// Codes with their names.
type Named<'a> = &'a [(&'a str, &'a str)];

/// Every list.
pub(super) fn all() -> Vec<Codelist> {
    let measures: Vec<(&str, &str)> = Measure::NAMES
        .iter()
        .map(|(_, code, name)| (*code, *name))
        .collect();
    let mut lists = vec![areas(), commodities(), units()];
    let mut add = |id: &str, name: &str, codes: Named<'_>| {
        let codes = codes.iter().map(|(code, name)| Code::new(*code, *name));
        lists.push(list(id, name, codes.collect()));
    };
    add("CL_FREQ", "Frequencies", &[("A", "Annual"), ("M", "Monthly")]);
    add("CL_TRADE_FLOW", "Trade flows", &reference::FLOWS);
    add("CL_TRANSPORT_MODE", "Modes of transport", &reference::TRANSPORT);
    add("CL_CUSTOMS_PROC", "Customs procedures", &reference::PROCEDURES);
    add("CL_ACTIVITY", "Activities", &[(codes::ALL, "All activities")]);
    let transformations = [(codes::NOT_TRANSFORMED, "Not transformed")];
    add("CL_TRANSFORMATION", "Transformations", &transformations);
    add("CL_MEASURE", "What is measured", &measures);
    add("CL_UNIT_MULT", "Powers of ten", &[("0", "Units")]);
    told(add);
    lists
}

/// The lists of what is told of a figure.
fn told(mut add: impl FnMut(&str, &str, Named<'_>)) {
    let (status, attribution) = (codes::status, codes::attribution);
    let unsaid = (codes::UNSAID, "The source does not say");
    let states = [
        (status(Attribution::Unstated), "As the source tells it"),
        (
            status(Attribution::Imputed),
            "Imputed: derived from the other side's report",
        ),
    ];
    add("CL_OBS_STATUS", "Status of observations", &states);
    let partners = [
        (attribution(Attribution::Origin), "Country of origin"),
        (attribution(Attribution::Consignment), "Country of consignment"),
        (
            attribution(Attribution::LastKnownDestination),
            "Country of last known destination",
        ),
        unsaid,
    ];
    add("CL_PARTNER_TYPE", "How a partner was chosen", &partners);
    let valuations = [
        (codes::valuation(Valuation::Fob), "Free on board"),
        (codes::valuation(Valuation::Cif), "Cost, insurance and freight"),
        unsaid,
    ];
    add("CL_VALUATION", "What a value includes", &valuations);
    let secrets = [("F", "Free"), ("C", "Confidential"), unsaid];
    add("CL_CONF_STATUS", "Confidentiality", &secrets);
    let bases = [
        (codes::STATED, "Stated by the file or by who imported it"),
        (codes::OF_IMPORT, "Only the day of import is known"),
    ];
    add("CL_VINTAGE_BASIS", "Who says the day of a release", &bases);
}

fn list(id: &str, name: &str, codes: Vec<Code>) -> Codelist {
    Codelist {
        artefact: Maintainable::new(AGENCY, id, version(), name),
        codes,
        ..Codelist::default()
    }
}

fn areas() -> Codelist {
    let areas = Areas::standard();
    let code = |entry: &entente_trade::AreaEntry| {
        let mut code = Code::new(codes::area(areas, entry), entry.name_en);
        if let Some(name) = entry.name_ru {
            code.item.names.0.insert("ru".to_owned(), name.to_owned());
        }
        code
    };
    list(
        "CL_AREA",
        "Areas of UN Comtrade's lists",
        areas.all().map(code).collect(),
    )
}

fn units() -> Codelist {
    let mut found = vec![Code::new(
        codes::CURRENCY_UNIT,
        "Units of the currency told by CURRENCY",
    )];
    let code = |(number, name): &(&str, &str)| Code::new(format!("Q{number}"), *name);
    found.extend(reference::UNITS.iter().map(code));
    list("CL_UNIT_MEASURE", "Units", found)
}

/// Chapters, headings and subheadings of the editions whose lists are here; of every edition the
/// total and the codes that hide what they hold.
fn commodities() -> Codelist {
    let mut found = Vec::new();
    for edition in (0..8).filter_map(Edition::from_index) {
        edition_codes(edition, &mut found);
    }
    let mut list = list(
        "CL_COMMODITY",
        "Commodities by edition of the Harmonised System",
        found,
    );
    let words = "Subheadings of HS 2012, 2017 and 2022; of other editions the codes are not listed.";
    list.artefact.descriptions = Texts::english(words);
    list
}

fn edition_codes(edition: Edition, found: &mut Vec<Code>) {
    let prefix = codes::edition(edition);
    let mut add = |code: &str, name: String, parent: Option<&str>| {
        let mut code = Code::new(format!("{prefix}_{code}"), name);
        code.parent = parent.map(|parent| format!("{prefix}_{parent}"));
        found.push(code);
    };
    add("TOTAL", "All commodities".to_owned(), None);
    for code in ["99", "9999", "999999", "9999AA", "XX", "XXXX", "XXXXXX"] {
        add(code, format!("{code}: commodities not specified"), Some("TOTAL"));
    }
    let held = HsCodes::standard();
    for chapter in (1..=97).filter(|chapter| *chapter != 77) {
        let chapter = format!("{chapter:02}");
        add(&chapter, format!("Chapter {chapter}"), Some("TOTAL"));
        for hidden in ["XX", "XXXX"] {
            let name = format!("Chapter {chapter}, not specified further");
            add(&format!("{chapter}{hidden}"), name, Some(&chapter));
        }
    }
    let within = |code: &&str| !code.starts_with("99") && !code.starts_with("77");
    for heading in held.of(edition.index(), 4).filter(within) {
        add(heading, format!("Heading {heading}"), heading.get(..2));
        let name = format!("Heading {heading}, not specified further");
        add(&format!("{heading}XX"), name, Some(heading));
    }
    for code in held.of(edition.index(), 6).filter(within) {
        add(code, format!("Subheading {code}"), code.get(..4));
    }
}
