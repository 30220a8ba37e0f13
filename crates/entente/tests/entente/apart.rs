//! Figures that are told and cannot be used: what stands apart, and what is compared all the same.

use serde_json::Value;

use super::reports::{home_with, lines};
use super::support::{empty_home, json, own_file, run, text};

/// Figures and bases of every row of an explanation, which `mirror` gives too, and the lines of
/// `explain-world` up to the amount.
fn apart(rows: &str, more: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(folder.path(), rows);
    answers(folder.path(), &home, more)
}

/// The same of rows that begin with their dataset.
fn apart_of_datasets(rows: &str, more: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let path = folder.path().join("datasets.csv");
    let header = "dataset,reporter,partner,flow,period,commodity,value,currency\n";
    std::fs::write(&path, format!("{header}{rows}")).unwrap();
    let path = path.display().to_string();
    let imported = run(&["import", &path, "--vintage", "2024-01-01", "--home", &home]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    answers(folder.path(), &home, more)
}

fn answers(folder: &std::path::Path, home: &str, more: &[&str]) -> Vec<String> {
    let asked = |command: &str, output: &str| {
        let words = [&[command, "KAZ", "SRB", "--home", home, "--output", output], more].concat();
        text(&run(&words).stdout)
    };
    let mirror: Vec<Value> = serde_json::from_str(&asked("mirror", "json")).unwrap();
    let explain: Vec<Value> = serde_json::from_str(&asked("explain", "json")).unwrap();
    let both = ["period", "commodity", "export_value", "import_value", "asymmetry"];
    let figures = &both[..4];
    assert_eq!(lines(&mirror, figures), lines(&explain, figures));
    let world = folder.join("world.csv").display().to_string();
    let frequency = if more.contains(&"M") { "M" } else { "A" };
    let ran = run(&["explain-world", &world, "--freq", frequency, "--home", home]);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let of_world = std::fs::read_to_string(world).unwrap();
    let of_world = of_world.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        format!("world {}", fields[4..11].join(" "))
    });
    let told = lines(&explain, &[&both[..], &["export_basis", "import_basis"]].concat());
    told.into_iter().chain(of_world).collect()
}

#[test]
fn a_month_of_which_a_part_or_no_rate_is_told_is_no_silence() {
    let others = "KAZ,SRB,X,2018-02,TOTAL,500,USD\nSRB,KAZ,M,2018-01,TOTAL,1060,USD\n\
                  SRB,KAZ,M,2018-02,TOTAL,530,USD\n";
    let part = format!("KAZ,SRB,RX,2018-01,TOTAL,1000,USD\n{others}");
    assert_eq!(
        apart(&part, &["--freq", "M"]),
        [
            "2018-01 TOTAL null 1060 null re-exports only, left out reported",
            "2018-02 TOTAL 500 530 30 reported reported",
            "world 2018-01 TOTAL  1060  no_report ",
            "world 2018-02 TOTAL 500 530 30 cif_fob 30",
            "world 2018-02 TOTAL 500 530 30 residual 0",
        ]
    );
    let no_rate = format!("KAZ,SRB,X,2018-01,TOTAL,1000,XXX\n{others}");
    assert_eq!(
        apart(&no_rate, &["--freq", "M"]),
        [
            "2018-01 TOTAL null 1060 null figures in XXX, no rate of exchange, left out reported",
            "2018-02 TOTAL 500 530 30 reported reported",
            "world 2018-01 TOTAL  1060  no_report ",
            "world 2018-02 TOTAL 500 530 30 cif_fob 30",
            "world 2018-02 TOTAL 500 530 30 residual 0",
        ]
    );
    assert_eq!(
        apart(&no_rate, &[]),
        [
            "2018 TOTAL 500 530 30 sum of 1 month; figures in XXX left out, no rate of exchange sum of 1 month; 1 further month left out",
            "world 2018 TOTAL 500 530 30 cif_fob 30",
            "world 2018 TOTAL 500 530 30 residual 0",
        ]
    );
}

#[test]
fn a_code_of_which_a_part_or_no_rate_is_told_stands_apart() {
    let others = "KAZ,SRB,X,2018,271012,500,USD\nSRB,KAZ,M,2018,270900,1060,USD\n\
                  SRB,KAZ,M,2018,271012,530,USD\n";
    let no_rate = format!("KAZ,SRB,X,2018,270900,100000,XXX\n{others}");
    assert_eq!(
        apart(&no_rate, &["--level", "hs6"]),
        [
            "2018 270900 null 1060 null sum of hs6; figures in XXX left out, no rate of exchange sum of hs6; 1 cell apart, since the other side's figure is left out",
            "2018 271012 500 530 30 sum of hs6; figures in XXX left out, no rate of exchange sum of hs6; 1 cell apart, since the other side's figure is left out",
            "world 2018 270900  1060  no_report ",
            "world 2018 271012 500 530 30 cif_fob 30",
            "world 2018 271012 500 530 30 residual 0",
        ]
    );
    assert_eq!(
        apart(&no_rate, &[]),
        [
            "2018 TOTAL 500 530 30 sum of hs6; figures in XXX left out, no rate of exchange sum of hs6; 1 cell apart, since the other side's figure is left out",
            "world 2018 270900  1060  no_report ",
            "world 2018 271012 500 530 30 cif_fob 30",
            "world 2018 271012 500 530 30 residual 0",
        ]
    );
    let part = format!("KAZ,SRB,DX,2018,270900,1000,USD\n{others}");
    assert_eq!(
        apart(&part, &["--level", "hs6"]),
        [
            "2018 270900 null 1060 null sum of hs6; domestic exports only of 1 cell, left out sum of hs6; 1 cell apart, since the other side's figure is left out",
            "2018 271012 500 530 30 sum of hs6; domestic exports only of 1 cell, left out sum of hs6; 1 cell apart, since the other side's figure is left out",
            "world 2018 270900  1060  no_report ",
            "world 2018 271012 500 530 30 cif_fob 30",
            "world 2018 271012 500 530 30 residual 0",
        ]
    );
}

#[test]
fn a_figure_told_in_details_or_within_a_coarser_one_lacks_nothing() {
    let total = "KAZ,SRB,X,2018,TOTAL,1000,XXX\nKAZ,SRB,X,2018,270900,500,USD\n\
                 SRB,KAZ,M,2018,270900,530,USD\nSRB,KAZ,M,2018,271012,20,USD\n";
    assert_eq!(
        apart(total, &["--level", "hs6"]),
        [
            "2018 270900 500 530 30 sum of hs6; figures in XXX left out, no rate of exchange sum of hs6",
            "2018 271012 null 20 20 sum of hs6; figures in XXX left out, no rate of exchange sum of hs6",
            "world 2018 270900 500 530 30 cif_fob 30",
            "world 2018 270900 500 530 30 residual 0",
            "world 2018 271012  20 20 cif_fob 1.132",
            "world 2018 271012  20 20 one_sided 18.868",
        ]
    );
    let detail = "KAZ,SRB,X,2018,TOTAL,1000,USD\nKAZ,SRB,X,2018,270900,500,XXX\n\
                  SRB,KAZ,M,2018,TOTAL,1060,USD\nSRB,KAZ,M,2018,270900,530,USD\n";
    assert_eq!(
        apart(detail, &[]),
        [
            "2018 TOTAL 1000 1060 60 reported; figures in XXX left out, no rate of exchange reported",
            "world 2018 TOTAL 1000 1060 60 cif_fob 60",
            "world 2018 TOTAL 1000 1060 60 residual 0",
        ]
    );
    // A sum that lacks a code is no figure to set beside a total.
    let sum = "KAZ,SRB,X,2018,270900,100000,XXX\nKAZ,SRB,X,2018,271012,500,USD\n\
               SRB,KAZ,M,2018,TOTAL,1590,USD\n";
    assert_eq!(
        apart(sum, &[]),
        [
            "2018 TOTAL null 1590 null sum of hs6; figures in XXX left out, no rate of exchange reported; 1 cell apart, since the other side's figure is left out",
            "world 2018 TOTAL  1590  no_report ",
        ]
    );
}

#[test]
fn what_details_do_not_specify_of_a_total_without_a_rate_is_no_silence() {
    let rows = "KAZ,SRB,X,2018,TOTAL,1000,XXX\nKAZ,SRB,X,2018,270900,500,USD\n\
                SRB,KAZ,M,2018,TOTAL,1060,USD\nSRB,KAZ,M,2018,270900,530,USD\n";
    assert_eq!(
        apart(rows, &["--level", "hs6"]),
        [
            "2018 270900 500 530 30 sum of hs6; figures in XXX left out, no rate of exchange reported; 1 cell apart, since the other side's figure is left out",
            "2018 9999AA null 530 null sum of hs6; figures in XXX left out, no rate of exchange reported; 1 cell apart, since the other side's figure is left out",
            "world 2018 270900 500 530 30 cif_fob 30",
            "world 2018 270900 500 530 30 residual 0",
            "world 2018 9999AA  530  no_report ",
        ]
    );
    // Re-exports of all goods say nothing of goods beyond the exports that are told.
    let part = "KAZ,SRB,RX,2018,TOTAL,40,USD\nKAZ,SRB,X,2018,271012,200,USD\n\
                SRB,KAZ,M,2018,TOTAL,318,USD\nSRB,KAZ,M,2018,271012,212,USD\n";
    assert_eq!(
        apart(part, &["--level", "hs6"])[..2],
        [
            "2018 271012 200 212 12 sum of hs6; re-exports only of 1 cell, left out reported",
            "2018 9999AA null 106 106 sum of hs6; re-exports only of 1 cell, left out reported",
        ]
    );
}

#[test]
fn a_month_of_which_only_another_dataset_tells_without_a_rate_is_left_out_of_its_year() {
    let months = |reporter: &str, partner: &str, flow: &str, value: u32| -> Vec<String> {
        let month =
            |month: u32| format!("comtrade,{reporter},{partner},{flow},2018-{month:02},TOTAL,{value},USD\n");
        (1..=12).map(month).collect()
    };
    let mut exports = months("KAZ", "SRB", "X", 100);
    exports[4] = "entente,KAZ,SRB,X,2018-05,TOTAL,50000,XXX\n".to_owned();
    let rows = [exports, months("SRB", "KAZ", "M", 106)].concat().concat();
    assert_eq!(
        apart_of_datasets(&rows, &[]),
        [
            "2018 TOTAL 1100 1166 66 sum of 11 months; 1 month left out, told by another source only sum of 11 months; 1 further month left out",
            "world 2018 TOTAL 1100 1166 66 cif_fob 66",
            "world 2018 TOTAL 1100 1166 66 residual 0",
        ]
    );
    let by_month = apart_of_datasets(&rows, &["--freq", "M"]);
    assert_eq!(
        [by_month[4].as_str(), by_month[5].as_str()],
        [
            "2018-05 TOTAL null 106 null figures in XXX, no rate of exchange, left out reported",
            "2018-06 TOTAL 100 106 6 reported reported",
        ]
    );
}

#[test]
fn a_sum_that_lacks_a_code_gives_way_to_another_source_that_tells_all_goods() {
    let rows = "kz-bns,KAZ,SRB,X,2018,270900,100000,XXX\nkz-bns,KAZ,SRB,X,2018,271012,200,USD\n\
                kz-bns,SRB,KAZ,M,2018,TOTAL,318,USD\n\
                comtrade,KAZ,SRB,X,2018,270900,100,USD\ncomtrade,KAZ,SRB,X,2018,271012,200,USD\n";
    assert_eq!(
        apart_of_datasets(rows, &[]),
        [
            "2018 TOTAL 300 318 18 sum of hs6 reported",
            "world 2018 TOTAL 300 318 18 cif_fob 18",
            "world 2018 TOTAL 300 318 18 residual 0",
        ]
    );
}

#[test]
fn a_sum_that_lacks_a_code_has_no_growth_and_no_structure() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "KAZ,SRB,X,2017,270900,300,USD\nKAZ,SRB,X,2017,271012,100,USD\n\
                KAZ,SRB,X,2018,270900,100000,XXX\nKAZ,SRB,X,2018,271012,200,USD\n\
                KAZ,SRB,X,2019,270900,300,USD\nKAZ,SRB,X,2019,271012,100,USD\n";
    let home = home_with(folder.path(), rows);
    let rows = json(&["indicators", "KAZ", "SRB", "--output", "json", "--home", &home]);
    let wanted = ["exports", "exports_growth", "hhi_exports", "growth_intensive"];
    let told = rows
        .iter()
        .filter(|row| row["period"] != "2017" && wanted.iter().any(|name| row["indicator"] == *name));
    let told: Vec<Value> = told.cloned().collect();
    assert_eq!(
        lines(&told, &["period", "indicator", "value", "note"]),
        [
            "2018 exports 200 as this side reports them",
            "2018 exports_growth null some goods are told in figures that cannot be used",
            "2018 hhi_exports null some goods are told in figures that cannot be used",
            "2018 growth_intensive null some goods are told in figures that cannot be used",
            "2019 exports 400 as this side reports them",
            "2019 exports_growth null of the period before some goods are told in figures that cannot be used",
            "2019 hhi_exports 0.625 Herfindahl–Hirschman: Σs² over commodities",
            "2019 growth_intensive null of the period before some goods are told in figures that cannot be used",
        ]
    );
}

#[test]
fn a_later_vintage_makes_a_cell_comparable_and_not_before_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(
        folder.path(),
        "KAZ,SRB,X,2018,270900,90000,XXX\nKAZ,SRB,X,2018,271012,200,USD\n\
         SRB,KAZ,M,2018,270900,1060,USD\nSRB,KAZ,M,2018,271012,212,USD\n",
    );
    let later = own_file(folder.path(), "later.csv", "KAZ,SRB,X,2018,270900,1000,USD\n");
    let imported = run(&["import", &later, "--vintage", "2025-01-01", "--home", &home]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    let of_day = |day: &str| {
        let words = ["explain", "KAZ", "SRB", "--level", "hs6", "--as-of", day];
        let rows = json(&[&words[..], &["--output", "json", "--home", &home]].concat());
        lines(&rows, &["commodity", "export_value", "import_value", "asymmetry"])
    };
    assert_eq!(of_day("2025-01-01"), ["270900 1000 1060 60", "271012 200 212 12"]);
    assert_eq!(
        of_day("2024-12-31"),
        ["270900 null 1060 null", "271012 200 212 12"]
    );
}

#[test]
fn two_sides_whose_usable_figures_are_of_different_codes_have_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(
        folder.path(),
        "KAZ,SRB,X,2018,270900,100,XXX\nKAZ,SRB,X,2018,271012,200,USD\n\
         SRB,KAZ,M,2018,270900,106,USD\nSRB,KAZ,M,2018,271012,212,XXX\n",
    );
    let told = text(&run(&["explain", "KAZ", "SRB", "--output", "csv", "--home", &home]).stdout);
    let basis = "entente,2024-01-01,\"sum of hs6; figures in XXX left out, no rate of exchange; 1 cell apart, since \
                 the other side's figure is left out\"";
    let why = "\"no cell of TOTAL of which the figures of both KAZ and SRB in 2018 can be used (figures in XXX, no rate \
               of exchange), so there is no difference to explain\"";
    assert_eq!(
        told.lines().skip(1).collect::<Vec<_>>(),
        [format!(
            "KAZ,SRB,2018,TOTAL,200,106,,,both,USD,no_report,,,,,,{why},,,,{basis},{basis},12,12"
        )]
    );
}
