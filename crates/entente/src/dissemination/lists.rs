//! The code lists of the trade structures, made of the reference data.
//!
//! They are lists of our own. Names of procedures, transport, flows, units and commodities are UN
//! Comtrade's; a commodity of an edition whose list is not here is named by its level alone.

use std::collections::BTreeSet;

use entente_mirror::imts::Measure;
use entente_trade::{Areas, Attribution, Conversion, Edition, HsCodes, HsNames, Valuation};
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
    let powers = codes::POWERS_OF_TEN.map(|power| (power.to_string(), power_of_ten(power)));
    let powers: Vec<(String, String)> = powers.collect();
    let powers: Vec<(&str, &str)> = powers
        .iter()
        .map(|(code, name)| (code.as_str(), name.as_str()))
        .collect();
    add("CL_UNIT_MULT", "Powers of ten", &powers);
    told(add);
    lists
}

/// What a power of ten is called.
fn power_of_ten(power: i32) -> String {
    let steps = ["one", "thousand", "million", "billion", "trillion"];
    let step = steps[power.unsigned_abs() as usize / 3];
    match (power, power % 3, step) {
        (0, ..) => "Units".to_owned(),
        (1, ..) => "Tens".to_owned(),
        (2, ..) => "Hundreds".to_owned(),
        (-1, ..) => "Tenths".to_owned(),
        (-2, ..) => "Hundredths".to_owned(),
        (1.., 0, _) => format!("{}{}s", step[..1].to_uppercase(), &step[1..]),
        (1.., 1, _) => format!("Tens of {step}s"),
        (1.., ..) => format!("Hundreds of {step}s"),
        (_, 0, _) => format!("{}{}ths", step[..1].to_uppercase(), &step[1..]),
        (_, -1, _) => format!("Ten-{step}ths"),
        _ => format!("Hundred-{step}ths"),
    }
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

/// Chapters, headings and subheadings of the editions; of every one, and where none is told, the
/// total, the chapters and the codes that hide what they hold.
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
    let words = "Codes and names of HS 2012, 2017 and 2022 are those of UN Comtrade's lists. The codes of HS 1992, \
                 1996, 2002 and 2007 are those that tables of conversion lead to; they have no names here.";
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
    let named = |code: &str, level: &str| match HsNames::standard().of(edition.index(), code) {
        Some(name) => name.to_owned(),
        None => format!("{level} {code}"),
    };
    for chapter in (1..=97).filter(|chapter| *chapter != 77) {
        let chapter = format!("{chapter:02}");
        add(&chapter, named(&chapter, "Chapter"), Some("TOTAL"));
        for hidden in ["XX", "XXXX"] {
            let name = format!("Chapter {chapter}, not specified further");
            add(&format!("{chapter}{hidden}"), name, Some(&chapter));
        }
    }
    let subheadings = subheadings(edition);
    let headings: BTreeSet<&str> = subheadings.iter().filter_map(|code| code.get(..4)).collect();
    for heading in headings {
        add(heading, named(heading, "Heading"), heading.get(..2));
        let name = format!("Heading {heading}, not specified further");
        add(&format!("{heading}XX"), name, Some(heading));
    }
    for code in &subheadings {
        add(code, named(code, "Subheading"), code.get(..4));
    }
}

/// The subheadings of an edition that are in a chapter, in order.
fn subheadings(edition: Edition) -> Vec<String> {
    let listed = HsCodes::standard().of(edition.index(), 6).map(str::to_owned);
    let converted = Conversion::codes(edition.index()).unwrap_or_default();
    let converted = converted.into_iter().map(|code| format!("{code:06}"));
    let within = |code: &String| !code.starts_with("99");
    listed.chain(converted).filter(within).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_power_of_ten_that_is_read_has_a_code_and_a_name() {
        let list = all()
            .into_iter()
            .find(|list| list.artefact.id == "CL_UNIT_MULT")
            .unwrap();
        let named = list.codes.iter().map(|code| {
            let name = code.item.names.0.get("en").map_or("", String::as_str);
            format!("{} {name}", code.item.id)
        });
        assert_eq!(
            named.collect::<Vec<_>>(),
            [
                "-12 Trillionths",
                "-11 Hundred-billionths",
                "-10 Ten-billionths",
                "-9 Billionths",
                "-8 Hundred-millionths",
                "-7 Ten-millionths",
                "-6 Millionths",
                "-5 Hundred-thousandths",
                "-4 Ten-thousandths",
                "-3 Thousandths",
                "-2 Hundredths",
                "-1 Tenths",
                "0 Units",
                "1 Tens",
                "2 Hundreds",
                "3 Thousands",
                "4 Tens of thousands",
                "5 Hundreds of thousands",
                "6 Millions",
                "7 Tens of millions",
                "8 Hundreds of millions",
                "9 Billions",
                "10 Tens of billions",
                "11 Hundreds of billions",
                "12 Trillions",
            ]
        );
    }

    #[test]
    fn every_commodity_stands_once_and_below_another() {
        let list = commodities();
        let mut known = BTreeSet::new();
        for code in &list.codes {
            let parent = code.parent.as_deref();
            assert!(parent.is_none_or(|parent| known.contains(parent)), "{parent:?}");
            assert!(known.insert(code.item.id.as_str()), "{}", code.item.id);
        }
        let of = |prefix: &str| {
            list.codes
                .iter()
                .filter(|code| code.item.id.starts_with(prefix))
                .count()
        };
        let counts = [
            "HS92_", "HS96_", "HS02_", "HS07_", "HS12_", "HS17_", "HS22_", "HS_",
        ]
        .map(of);
        assert_eq!(counts, [7816, 7910, 8008, 7790, 7949, 8127, 8364, 296]);
    }
}
