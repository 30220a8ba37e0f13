//! The Kazakh bureau's workbooks: two original files, and one whose title is made a part of a year.

use super::support::{Transcript, bytes_of, compare_text, print_summary, read_bytes, specimen, told};
use entente_mirror::intake::{Options, read};
use entente_trade::{Areas, Flow, Money};

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Replaces every occurrence of a text of the same length.
fn replace(bytes: &mut [u8], from: &str, to: &str) -> usize {
    let (from, to) = (utf16(from), utf16(to));
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = (0..bytes.len().saturating_sub(from.len()))
        .filter(|&at| bytes[at..].starts_with(&from))
        .collect();
    places
        .iter()
        .for_each(|&at| bytes[at..at + to.len()].copy_from_slice(&to));
    places.len()
}

/// The workbook in short: what all its observations have in common is left out.
fn in_short(name: &str) -> String {
    let mut sink = Transcript::default();
    let summary = read(&specimen(name), &Options::default(), &mut sink).unwrap();
    let short = |line: &String| {
        let line = line
            .replace("kz-bns ", "")
            .replace(" TOTAL HS USD", "")
            .replace(" KAZ ", " ");
        line.replace(" valuation=Fob by=LastKnownDestination", "")
            .replace(" valuation=Cif by=Origin", "")
    };
    let lines = sink
        .lines
        .iter()
        .filter(|line| !line.starts_with("skip"))
        .map(short);
    let mut text: String = lines.map(|line| line + "\n").collect();
    text.push_str(&print_summary(&summary));
    text + "\n"
}

#[test]
fn the_workbook_of_2019_is_read_in_full() {
    compare_text("kz_bns_2019.xls", &in_short("kz_bns_2019.xls"));
}

#[test]
fn the_workbook_of_2023_is_read_in_full_with_its_date_of_publication() {
    compare_text("kz_bns_2023.xls", &in_short("kz_bns_2023.xls"));
}

#[test]
fn the_countries_add_up_exactly_to_the_printed_total() {
    let mut sink = Transcript::default();
    read(&specimen("kz_bns_2023.xls"), &Options::default(), &mut sink).unwrap();
    let sum = |flow: Flow| -> Money {
        let of = sink
            .observations
            .iter()
            .filter(|o| o.flow == flow && o.period.number() == 202_300);
        of.map(|o| o.value).sum()
    };
    let printed = [
        (Flow::Export, 79_138_754_677_360_i128),
        (Flow::Import, 60_412_283_334_940),
    ];
    for (flow, total) in printed {
        assert_eq!(sum(flow), Money::from_thousandths(total), "{flow:?}");
    }
}

#[test]
fn both_years_of_serbia_are_the_figures_of_the_official_table() {
    let mut sink = Transcript::default();
    read(&specimen("kz_bns_2023.xls"), &Options::default(), &mut sink).unwrap();
    let serbia = Areas::standard().resolve("SRB").unwrap();
    let of = sink.observations.iter().filter(|o| o.partner == serbia);
    let told: Vec<String> = of
        .map(|o| format!("{} {} {}", o.flow.code(), o.period, o.value))
        .collect();
    assert_eq!(
        told,
        [
            "X 2022 8182318.02",
            "M 2022 65788987.92",
            "X 2023 11350744.13",
            "M 2023 79823040.76"
        ]
    );
}

#[test]
fn france_is_the_printed_france_and_monaco_stands_alone() {
    let mut sink = Transcript::default();
    read(&specimen("kz_bns_2019.xls"), &Options::default(), &mut sink).unwrap();
    let of = |name: &str| -> Vec<String> {
        let area = Areas::standard().resolve(name).unwrap();
        let of = sink.observations.iter().filter(|o| o.partner == area);
        of.filter(|o| o.period.number() == 201_900)
            .map(|o| format!("{} {}", o.flow.code(), o.value))
            .collect()
    };
    assert_eq!(of("Франция"), ["X 3648741259.89", "M 700493163.84"]);
    assert_eq!(of("Монако"), ["X 5788.32", "M 73579.94"]);
}

#[test]
fn a_part_of_a_year_is_rejected_and_the_other_sheet_read() {
    let mut bytes = bytes_of("kz_bns_2019.xls");
    assert_eq!(
        replace(&mut bytes, "январь-декабрь 2019", "январь-февраль 2019"),
        1
    );
    let (sink, outcome) = read_bytes(&bytes, &Options::default());
    assert_eq!(outcome.unwrap().observations, 304);
    let rejects: Vec<String> = sink
        .rejects
        .iter()
        .map(|reject| format!("{} {reject}", reject.reason))
        .collect();
    assert_eq!(
        rejects,
        [
            "period sheet \"12_2019\", line 1, title: found \"Основные показатели внешней торговли Республики Казахстан; \
          за январь-февраль 2019 года; тыс. долларов США\", expected the title of a whole year, such as \
          \"за 2022 год\" or \"за январь-декабрь 2022 года\""
        ]
    );
}

#[test]
fn a_sheet_without_a_unit_is_rejected() {
    let mut bytes = bytes_of("kz_bns_2019.xls");
    assert!(replace(&mut bytes, "тыс. долларов США", "тыс. национ. валю") > 0);
    let (sink, _) = read_bytes(&bytes, &Options::default());
    let fields: Vec<&str> = sink.rejects.iter().map(|reject| reject.field.as_str()).collect();
    assert_eq!(fields, ["unit", "unit"]);
}

#[test]
fn a_workbook_without_the_columns_is_an_error() {
    let mut bytes = bytes_of("kz_bns_2019.xls");
    replace(&mut bytes, "Экспорт", "Выпуски");
    assert_eq!(
        told(&bytes, &Options::default()),
        [
            "error: file: found no sheet with these columns, expected a sheet with columns Наименование …, \
          Товарооборот, Экспорт and Импорт"
        ]
    );
}
