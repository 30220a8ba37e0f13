//! How much memory an answer of a million observations takes: no more than one of a few thousand.

use super::client::{Served, home_of};

const PARTNERS: [&str; 30] = [
    "SRB", "RUS", "DEU", "FRA", "ITA", "ESP", "PRT", "GBR", "IRL", "NLD", "BEL", "AUT", "CHE", "POL", "CZE",
    "SVK", "HUN", "ROU", "BGR", "GRC", "TUR", "IRN", "IND", "CHN", "JPN", "KOR", "USA", "CAN", "MEX", "BRA",
];

/// Exports of ten years, month by month and chapter by chapter: 342,000 records of three figures.
fn rows() -> String {
    let mut rows = String::new();
    for partner in PARTNERS {
        // There is no chapter 77.
        for chapter in (1..=96).filter(|&chapter| chapter != 77) {
            for month in 0..120 {
                let (year, month) = (2010 + month / 12, month % 12 + 1);
                rows.push_str(&format!(
                    "KAZ,{partner},export,{year}-{month:02},{chapter:02},{chapter}{month}.5,USD,H3,,2,3,5\n"
                ));
            }
        }
    }
    rows
}

#[test]
fn a_million_observations_take_the_memory_of_a_few() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2020-06-01", &rows())]), &[]);
    let flow = "/sdmx/v2/data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0";
    let few = format!("{flow}?c[COUNTERPART_AREA_1]=SRB");
    let formats = ["csv;version=2.0.0", "xml;version=3.0.0", "json;version=2.0.0"];
    for format in formats {
        let accept = format!("application/vnd.sdmx.data+{format}");
        let (bytes, _) = served.counted(&few, &accept);
        let before = served.peak();
        let (all, lines) = served.counted(flow, &accept);
        let after = served.peak();
        let told = format!("{format}: {all} bytes at {after} KiB, {bytes} at {before}");
        assert!(all > 25 * bytes && all > 40_000_000, "{told}");
        assert!(after < before + 24 * 1024, "{told}");
        if format.starts_with("csv") {
            // Lines of its own head the answer and each of its pieces, two of a piece.
            assert!(lines > 1_026_000, "{lines} lines");
        }
    }
}
