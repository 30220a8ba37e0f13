//! Figures that are told and cannot be used: what stands apart, and what is compared all the same.

use serde_json::Value;

use super::reports::{home_with, lines};
use super::support::{run, text};

/// Figures and bases of every row of an explanation, which `mirror` gives too, and the lines of
/// `explain-world` up to the amount.
fn apart(rows: &str, more: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(folder.path(), rows);
    let asked = |command: &str, output: &str| {
        let words = [
            &[command, "KAZ", "SRB", "--home", &home, "--output", output],
            more,
        ]
        .concat();
        text(&run(&words).stdout)
    };
    let mirror: Vec<Value> = serde_json::from_str(&asked("mirror", "json")).unwrap();
    let explain: Vec<Value> = serde_json::from_str(&asked("explain", "json")).unwrap();
    let both = ["period", "commodity", "export_value", "import_value", "asymmetry"];
    let figures = &both[..4];
    assert_eq!(lines(&mirror, figures), lines(&explain, figures));
    let world = folder.path().join("world.csv").display().to_string();
    let frequency = if more.contains(&"M") { "M" } else { "A" };
    let ran = run(&["explain-world", &world, "--freq", frequency, "--home", &home]);
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
