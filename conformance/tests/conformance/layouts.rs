//! One dataset in all its layouts reads to the same rows.

use entente_conformance::data;
use entente_conformance::lists::known_to_fail;

use crate::authors::{at_hand, known};

/// The files of one dataset each; the first is what the others are held against.
const FAMILIES: [(&str, &[&str]); 4] = [
    (
        "sdmx-test-data/ECB_EXR/",
        &[
            "ng-flat.xml",
            "ng-flat-ss.xml",
            "ng-ts.xml",
            "ng-ts-ss.xml",
            "ng-ts-gf.xml",
            "ng-ts-gf-ss.xml",
            "ng-xs.xml",
            "ng-xs-ss.xml",
        ],
    ),
    (
        "sdmx-test-data/ECB_EXR/",
        &[
            "rg-flat.xml",
            "rg-flat-ss.xml",
            "rg-ts.xml",
            "rg-ts-ss.xml",
            "rg-ts-gf.xml",
            "rg-ts-gf-ss.xml",
            "rg-xs.xml",
            "rg-xs-ss.xml",
        ],
    ),
    ("sdmx-test-data/ECB_EXR/", &["flat.json", "ts.json", "xs.json"]),
    (
        "sdmx-json/data-message/samples/exr/",
        &["exr-flat.json", "exr-time-series.json", "exr-cross-section.json"],
    ),
];

#[test]
fn all_layouts_of_one_dataset_read_to_the_same_rows() {
    let Some(specimens) = at_hand() else {
        return;
    };
    let rows = |name: &str| {
        let specimen = specimens.iter().find(|specimen| specimen.name == name).unwrap();
        let shapes = known(&specimens, specimen)
            .as_ref()
            .map(data::shapes)
            .unwrap_or_default();
        let message = data::read(&specimen.bytes, &shapes, None);
        assert_eq!(message.faults, Vec::new(), "{name}");
        let rows: Vec<String> = message
            .rows(sdmx::Standard::Csv2_1)
            .into_values()
            .flatten()
            .collect();
        assert!(rows.len() >= 4, "{name}");
        rows
    };
    let known_to_fail = known_to_fail().unwrap();
    for (folder, files) in FAMILIES {
        let first = rows(&format!("{folder}{}", files[0]));
        for file in &files[1..] {
            let name = format!("{folder}{file}");
            let is_known = known_to_fail
                .iter()
                .any(|known| known.file == name && known.standard.as_deref() == Some("layout"));
            match is_known {
                true => assert_ne!(rows(&name), first, "{name} is the same now: take it off the list"),
                false => assert_eq!(rows(&name), first, "{name}"),
            }
        }
    }
}
