//! What each side reported, and what a row says of it: levels, months, sources, and what is no report.

use serde_json::Value;

use super::support::{empty_home, json, own_file, run, text};

/// A home with these rows of Entente's own columns.
pub(crate) fn home_with(folder: &std::path::Path, rows: &str) -> String {
    let home = empty_home(folder);
    let file = own_file(folder, "own.csv", rows);
    let imported = run(&["import", &file, "--vintage", "2024-01-01", "--home", &home]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    home
}

/// These fields of every row, a line a row.
pub(crate) fn lines(rows: &[Value], fields: &[&str]) -> Vec<String> {
    let words = |row: &Value| {
        let words = fields.iter().map(|field| row[field].to_string().replace('"', ""));
        words.collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(words).collect()
}

#[test]
fn goods_hidden_at_every_level_are_in_the_total_once() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let path = folder.path().join("levels.csv");
    let header = "reporter,partner,flow,period,commodity,value,net_weight_kg\n";
    let rows = [
        ("03", 100, 0),
        ("0303", 100, 0),
        ("030389", 100, 0),
        ("99", 60, 0),
        ("9999", 60, 0),
        ("999999", 60, 500),
    ];
    let rows = rows.map(|(code, value, weight)| format!("KAZ,SRB,X,2016,{code},{value},{weight}\n"));
    std::fs::write(&path, header.to_owned() + &rows.concat()).unwrap();
    let path = path.display().to_string();
    assert!(run(&["import", &path, "--home", &home]).status.success());
    let seen = |level: &str| {
        let rows = json(&[
            "mirror", "KAZ", "SRB", "--level", level, "--output", "json", "--home", &home,
        ]);
        lines(&rows, &["commodity", "export_value", "export_basis"])
    };
    assert_eq!(seen("total"), ["TOTAL 160 sum of hs6"]);
    assert_eq!(seen("hs2"), ["03 100 sum of hs6", "9999AA 60 sum of hs6"]);
    assert_eq!(seen("hs4"), ["0303 100 sum of hs6", "9999AA 60 sum of hs6"]);
    assert_eq!(seen("hs6"), ["030389 100 sum of hs6", "9999AA 60 sum of hs6"]);
}

/// A row a month of a year, all of 100.
fn months(reporter: &str, partner: &str, flow: &str, year: u16, last: u32) -> String {
    let month = |month: u32| format!("{reporter},{partner},{flow},{year}-{month:02},TOTAL,100,USD\n");
    (1..=last).map(month).collect()
}

fn indicator(rows: &[Value], reporter: &str, period: &str, name: &str) -> Value {
    let wanted =
        |row: &&Value| row["reporter"] == reporter && row["period"] == period && row["indicator"] == name;
    rows.iter().find(wanted).unwrap().clone()
}

#[test]
fn indicators_of_a_side_are_those_of_its_own_report_whatever_the_other_tells() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [
        months("KAZ", "SRB", "X", 2020, 12),
        months("KAZ", "SRB", "X", 2021, 12),
        months("SRB", "KAZ", "M", 2021, 3),
    ];
    let home = home_with(folder.path(), &rows.concat());
    let rows = json(&["indicators", "KAZ", "SRB", "--output", "json", "--home", &home]);
    let kaz = |name: &str| indicator(&rows, "KAZ", "2021", name)["value"].to_string();
    assert_eq!([kaz("exports"), kaz("exports_growth")], ["1200", "0"]);
    let srb = indicator(&rows, "SRB", "2021", "imports");
    assert_eq!(
        lines(&[srb], &["value", "export_months", "import_months"]),
        ["300 null 3"]
    );
    let cut = json(&[
        "mirror", "KAZ", "SRB", "--from", "2021", "--output", "json", "--home", &home,
    ]);
    assert_eq!(
        lines(
            &cut,
            &["export_value", "export_basis", "export_months", "import_months"]
        ),
        ["300 sum of 3 months; 9 further months left out 3 3"]
    );
}

#[test]
fn a_total_is_not_the_sum_of_the_few_goods_another_source_tells() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let path = folder.path().join("sources.csv");
    let header = "dataset,reporter,partner,flow,period,commodity,value\n";
    let rows = "imf-dots,KAZ,RUS,X,2015,TOTAL,1000\nimf-dots,KAZ,RUS,X,2016,TOTAL,1500\n\
                comtrade,KAZ,RUS,X,2016,030389,3\ncomtrade,KAZ,RUS,X,2016,030390,4\n";
    std::fs::write(&path, format!("{header}{rows}")).unwrap();
    let path = path.display().to_string();
    assert!(
        run(&["import", &path, "--vintage", "2024-01-01", "--home", &home])
            .status
            .success()
    );
    let rows = json(&["indicators", "KAZ", "RUS", "--output", "json", "--home", &home]);
    let told = ["exports", "exports_growth", "hhi_exports"].map(|name| indicator(&rows, "KAZ", "2016", name));
    assert_eq!(
        lines(&told, &["value", "note"]),
        [
            "1500 as this side reports them",
            "0.5 this period ÷ the period before − 1",
            "null the goods told do not reach nine tenths of the total",
        ]
    );
    let fish = json(&[
        "mirror", "KAZ", "RUS", "--level", "hs2", "--from", "2016", "--output", "json", "--home", &home,
    ]);
    assert_eq!(
        lines(&fish, &["commodity", "export_value", "export_basis"]),
        ["03 7 sum of hs6; an extract, as a total told elsewhere shows"]
    );
}

#[test]
fn a_year_told_for_one_month_has_neither_turnover_nor_growth_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(
        folder.path(),
        &[
            months("ARM", "KAZ", "X", 2022, 12),
            months("ARM", "KAZ", "M", 2022, 12),
            months("ARM", "KAZ", "X", 2023, 1),
            months("ARM", "KAZ", "M", 2023, 1),
            months("ARM", "KAZ", "X", 2024, 12),
            months("ARM", "KAZ", "M", 2024, 12),
        ]
        .concat(),
    );
    let rows = json(&["indicators", "ARM", "KAZ", "--output", "json", "--home", &home]);
    let told = [
        ("2022", "turnover"),
        ("2023", "turnover"),
        ("2023", "exports"),
        ("2023", "turnover_growth"),
    ]
    .map(|(period, name)| indicator(&rows, "ARM", period, name));
    assert_eq!(
        lines(&told, &["value", "export_months", "import_months", "note"]),
        [
            "2400 12 12 exports + imports",
            "null 1 1 the year is told for some of its months only",
            "100 1 1 as this side reports them",
            "null 1 1 the year is told for some of its months only",
        ]
    );
    assert_eq!(
        lines(
            &[indicator(&rows, "ARM", "2024", "exports_growth")],
            &["value", "note"]
        ),
        ["null the year before is told for some of its months only"]
    );
    let table = text(&run(&["indicators", "ARM", "KAZ", "--home", &home]).stdout);
    assert!(
        table.contains("\n 2023: exports of 1 of 12 months\n 2023: imports of 1 of 12 months\n"),
        "{table}"
    );
    let mirror = [
        "mirror", "ARM", "KAZ", "--from", "2023", "--to", "2023", "--home", &home,
    ];
    let rows = json(&[mirror.as_slice(), &["--output", "json"]].concat());
    assert_eq!(
        lines(&rows, &["export_value", "export_months", "import_months"]),
        ["100 1 null"]
    );
    let table = text(&run(&mirror).stdout);
    assert!(
        table.contains("\n export: entente, vintage 2024-01-01, sum of 1 month; 1 of 12 months (2023)\n"),
        "{table}"
    );
}

#[test]
fn a_figure_made_of_the_other_sides_is_no_report_and_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let path = folder.path().join("imf.csv");
    let rows = "exporter,importer,year,export_fob_usd_reported_by_exporter,import_cif_usd_reported_by_importer\n\
                \"Iran, Islamic Republic of\",Kazakhstan,2015,1000000,1060000\n\
                \"Iran, Islamic Republic of\",Kazakhstan,2016,1000000,1300000\n";
    std::fs::write(&path, rows).unwrap();
    let path = path.display().to_string();
    assert!(
        run(&["import", &path, "--vintage", "2024-01-01", "--home", &home])
            .status
            .success()
    );
    for command in ["mirror", "explain"] {
        let rows = json(&[command, "IRN", "KAZ", "--output", "json", "--home", &home]);
        assert_eq!(
            lines(
                &rows,
                &["period", "asymmetry", "status", "export_basis", "import_basis"]
            ),
            [
                "2015 60000 both imputed imputed",
                "2016 300000 both reported reported"
            ],
            "{command}"
        );
        let csv = text(&run(&[command, "IRN", "KAZ", "--output", "csv", "--home", &home]).stdout);
        assert!(
            csv.contains(",imf-dots,2024-01-01,imputed,imf-dots,2024-01-01,imputed,12,12\n"),
            "{csv}"
        );
        let table = text(&run(&[command, "IRN", "KAZ", "--home", &home]).stdout);
        assert!(
            table.ends_with(
                " imputed: the source derives one side's figure from the other's; the difference\n \
                 of the two says nothing about asymmetry (2015)\n"
            ),
            "{table}"
        );
    }
}

#[test]
fn an_explanation_tells_the_source_the_vintage_and_the_basis_of_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [
        months("KAZ", "SRB", "X", 2021, 12),
        months("SRB", "KAZ", "M", 2021, 3),
    ];
    let home = home_with(folder.path(), &rows.concat());
    let explain = ["explain", "KAZ", "SRB", "--margin", "0.25", "--home", &home];
    let rows = json(&[explain.as_slice(), &["--output", "json"]].concat());
    let fields = [
        "export_source",
        "export_vintage",
        "export_basis",
        "export_months",
        "import_source",
        "import_vintage",
        "import_basis",
        "import_months",
        "status",
    ];
    assert_eq!(
        lines(&rows, &fields),
        ["entente 2024-01-01 sum of 3 months; 9 further months left out 3 \
          entente 2024-01-01 sum of 3 months 3 both"]
    );
    assert_eq!(
        text(&run(&explain).stdout),
        "KAZ → SRB 2021 TOTAL: export 300, import 300, difference 0 (gross 0)
cause     amount  share  low  high  grade
cif fob       60          60    60  E5
residual     -60         -60   -60
  cif fob: a margin of 25 % was asked for (3 cells)

 export: entente, vintage 2024-01-01, sum of 3 months; 9 further months left
 out; 3 of 12 months (2021)
 import: entente, vintage 2024-01-01, sum of 3 months; 3 of 12 months (2021)
"
    );
}

#[test]
fn a_side_without_any_report_is_no_one_sided_difference() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "DEU,KAZ,X,2023,270900,50,USD\nDEU,KAZ,X,2023,310210,20,USD\nKAZ,DEU,M,2023,270900,53,USD\n\
                DEU,KAZ,X,2024,TOTAL,70,USD\n";
    let home = home_with(folder.path(), rows);
    let explain = ["explain", "DEU", "KAZ", "--level", "hs6", "--home", &home];
    let rows = json(&[explain.as_slice(), &["--output", "json"]].concat());
    let one_sided = |row: &Value| {
        let parts = row["parts"].as_array().unwrap();
        parts.iter().any(|part| part["cause"] == "one_sided")
    };
    assert_eq!(
        lines(
            &rows,
            &[
                "period",
                "commodity",
                "export_value",
                "import_value",
                "asymmetry",
                "gross",
                "status"
            ]
        ),
        [
            "2023 270900 50 53 3 3 both",
            "2023 310210 20 null -20 20 export_only",
            "2024 TOTAL 70 null null null export_only",
        ]
    );
    assert_eq!(
        rows.iter().map(one_sided).collect::<Vec<_>>(),
        [false, true, false]
    );
    let last = [explain.as_slice(), &["--from", "2024"]].concat();
    assert_eq!(
        text(&run(&last).stdout),
        "DEU → KAZ 2024 TOTAL: export 70, import —
  no report of the importer: KAZ tells nothing of trade with DEU in 2024, so
  there is no difference to explain

 export: entente, vintage 2024-01-01, reported; total only (2024)
"
    );
    assert_eq!(
        text(&run(&[last.as_slice(), &["--output", "csv"]].concat()).stdout),
        "exporter,importer,period,commodity,export_value,import_value,asymmetry,gross,status,currency,cause,amount,\
         grade,method,low,high,evidence,via,residual_quantity,residual_unit_value,export_source,export_vintage,export_basis,\
         import_source,import_vintage,import_basis,export_months,import_months\n\
         DEU,KAZ,2024,TOTAL,70,,,,export_only,USD,no_report,,,,,,\"no report of the importer: KAZ tells nothing of \
         trade with DEU in 2024, so there is no difference to explain\",,,,entente,2024-01-01,reported; total only,,,,12,\n"
    );
}

#[test]
fn explaining_the_world_says_of_which_years_a_side_has_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "DEU,KAZ,X,2023,270900,50,USD\nKAZ,DEU,M,2023,270900,50,USD\n\
                DEU,KAZ,X,2024,270900,70,USD\nDEU,KAZ,X,2024,310210,5,USD\n";
    let home = home_with(folder.path(), rows);
    let out = folder.path().join("parts.csv").display().to_string();
    let world = run(&["explain-world", &out, "--freq", "A", "--home", &home]);
    assert_eq!(text(&world.stdout), format!("{out}: 3 cells of 1 pairs\n"));
    let found = std::fs::read_to_string(&out).unwrap();
    let of_2024: Vec<&str> = found.lines().filter(|line| line.contains(",2024,")).collect();
    assert_eq!(
        of_2024,
        [
            "276,398,DEU,KAZ,2024,270900,70,,,no_report,,,,,,",
            "276,398,DEU,KAZ,2024,310210,5,,,no_report,,,,,,",
        ]
    );
    assert!(found.contains(",2023,270900,50,50,0,cif_fob,"), "{found}");
}

#[test]
fn a_partner_missing_in_a_report_of_ten_others_is_a_one_sided_difference() {
    let others = [
        "AUT", "BEL", "BGR", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "GRC",
    ];
    let told = |partner: &str| format!("KAZ,{partner},M,2024,TOTAL,5,USD\n");
    let seen = |partners: &[&str], command: &str| {
        let folder = tempfile::tempdir().unwrap();
        let rows: String = partners.iter().map(|partner| told(partner)).collect();
        let home = home_with(folder.path(), &(rows + "DEU,KAZ,X,2024,TOTAL,70,USD\n"));
        let mut rows = json(&[command, "DEU", "KAZ", "--output", "json", "--home", &home]);
        let row = rows[0].clone();
        rows[0]["cause"] = row["parts"][0]["cause"].clone();
        let fields = ["asymmetry", "status", "cause", "import_basis", "import_months"];
        lines(&rows, &fields)
    };
    assert_eq!(
        seen(&others, "explain"),
        ["-70 export_only one_sided none told; 10 other partners are null"]
    );
    assert_eq!(
        seen(&others, "mirror"),
        ["null export_only null none told; 10 other partners are null"]
    );
    assert_eq!(seen(&others[1..], "explain"), ["null export_only null null null"]);
}

/// Ten states and one more.
const OTHERS: [&str; 11] = [
    "AUT", "BEL", "BGR", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "GRC", "HUN",
];

/// What Serbia imports from all of them of some goods in a period.
fn of_others(period: &str, code: &str) -> String {
    let told = |partner: &&str| format!("SRB,{partner},M,{period},{code},5,USD\n");
    OTHERS.iter().map(told).collect()
}

/// How what Kazakhstan sends to Serbia is explained beside what Serbia tells of others.
fn beside(others: &str, sent: &str, freq: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(folder.path(), &format!("{others}{sent}"));
    let mut rows = json(&[
        "explain", "KAZ", "SRB", "--freq", freq, "--output", "json", "--home", &home,
    ]);
    for row in &mut rows {
        row["cause"] = row["parts"][0]["cause"].clone();
    }
    lines(&rows, &["period", "asymmetry", "cause", "import_basis"])
}

const SENT: &str = "KAZ,SRB,X,2018,TOTAL,12000,USD\n";

#[test]
fn one_code_of_many_partners_is_no_report_of_a_state() {
    let tuna = of_others("2018", "160414");
    assert_eq!(beside(&tuna, SENT, "A"), ["2018 null null null"]);
    let chapters = |last: u32| -> String {
        let codes = (1..=last).map(|chapter| of_others("2018", &format!("{chapter:02}")));
        codes.collect()
    };
    assert_eq!(beside(&chapters(24), SENT, "A"), ["2018 null null null"]);
    assert_eq!(
        beside(&chapters(25), SENT, "A"),
        ["2018 -12000 one_sided none told; 11 other partners are"]
    );
}

#[test]
fn all_goods_of_few_partners_are_no_report_of_a_state() {
    let tuna = of_others("2018", "160414");
    let wide = |partners: &[&str]| -> String {
        let told = |partner: &&str| -> String {
            let told = |chapter| format!("SRB,{partner},M,2018,{chapter:02},5,USD\n");
            (1..=26).map(told).collect()
        };
        partners.iter().map(told).collect()
    };
    let food: String = (1..=24)
        .map(|chapter| of_others("2018", &format!("{chapter:02}")))
        .collect();
    let extracts = [
        wide(&OTHERS[..1]) + &tuna,
        wide(&OTHERS[..9]) + &tuna,
        wide(&OTHERS[..1]) + &food,
    ];
    for extracts in extracts {
        assert_eq!(beside(&extracts, SENT, "A"), ["2018 null null null"]);
    }
    assert_eq!(
        beside(&(wide(&OTHERS[..10]) + &tuna), SENT, "A"),
        ["2018 -12000 one_sided none told; 11 other partners are"]
    );
}

#[test]
fn some_months_of_many_partners_are_no_report_of_a_year() {
    let until = |last: u32| -> String {
        let months = (1..=last).map(|month| of_others(&format!("2018-{month:02}"), "TOTAL"));
        months.collect()
    };
    assert_eq!(beside(&until(1), SENT, "A"), ["2018 null null null"]);
    assert_eq!(beside(&until(11), SENT, "A"), ["2018 null null null"]);
    assert_eq!(
        beside(&until(12), SENT, "A"),
        ["2018 -12000 one_sided none told; 11 other partners are"]
    );
}

#[test]
fn a_month_is_told_of_by_reports_of_that_month() {
    let sent = "KAZ,SRB,X,2018-01,TOTAL,70,USD\nKAZ,SRB,X,2018-12,TOTAL,80,USD\n";
    assert_eq!(
        beside(&of_others("2018-01", "TOTAL"), sent, "M"),
        [
            "2018-01 -70 one_sided none told; 11 other partners are",
            "2018-12 null null null",
        ]
    );
}

#[test]
fn what_a_side_tells_of_the_year_only_is_left_out_of_its_months_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "KAZ,SRB,X,2018-01,TOTAL,100,USD\nSRB,KAZ,M,2018,TOTAL,500,USD\n";
    let home = home_with(folder.path(), rows);
    let explain = ["explain", "KAZ", "SRB", "--freq", "M", "--home", &home];
    assert_eq!(
        text(&run(&explain).stdout),
        "KAZ → SRB 2018-01 TOTAL: export 100, import —
  no report of the importer: what SRB tells of trade with KAZ in 2018 is left
  out (year only), so there is no difference to explain

 export: entente, vintage 2024-01-01, reported (2018-01)
 import: entente, vintage 2024-01-01, year only, left out (2018-01)
"
    );
    let rows = json(&[explain.as_slice(), &["--output", "json"]].concat());
    assert_eq!(
        lines(
            &rows,
            &["asymmetry", "import_source", "import_basis", "import_months"]
        ),
        ["null entente year only, left out null"]
    );
}

#[test]
fn figures_without_a_rate_are_left_out_and_said_in_every_shape() {
    let folder = tempfile::tempdir().unwrap();
    let rows =
        "DEU,KAZ,X,2019,TOTAL,1000,XXX\nDEU,KAZ,X,2019,TOTAL,1000,XTS\nKAZ,DEU,M,2019,TOTAL,1200,USD\n";
    let home = home_with(folder.path(), rows);
    let explain = ["explain", "DEU", "KAZ", "--home", &home];
    let output = run(&explain);
    assert_eq!(
        text(&output.stderr),
        "left out: figures in XTS of 2019, no rate of exchange (add it to rates.csv in the home)\n\
         left out: figures in XXX of 2019, no rate of exchange (add it to rates.csv in the home)\n"
    );
    assert_eq!(
        text(&output.stdout),
        "DEU → KAZ 2019 TOTAL: export —, import 1 200
  no report of the exporter: what DEU tells of trade with KAZ in 2019 is left
  out (figures in XTS and XXX, no rate of exchange), so there is no difference
  to explain

 export: entente, vintage 2024-01-01, figures in XTS and XXX, no rate of
 exchange, left out (2019)
 import: entente, vintage 2024-01-01, reported (2019)
"
    );
    let csv = text(&run(&[explain.as_slice(), &["--output", "csv"]].concat()).stdout);
    let line = csv.lines().nth(1).unwrap();
    assert_eq!(
        line,
        "DEU,KAZ,2019,TOTAL,,1200,,,import_only,USD,no_report,,,,,,\"no report of the exporter: what DEU tells of \
         trade with KAZ in 2019 is left out (figures in XTS and XXX, no rate of exchange), so there is no difference \
         to explain\",,,,entente,2024-01-01,\"figures in XTS and XXX, no rate of exchange, left out\",entente,\
         2024-01-01,reported,,12"
    );
}

#[test]
fn an_answer_that_is_empty_for_its_sources_names_those_that_tell() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(folder.path(), "KAZ,SRB,X,2015,TOTAL,10,USD\n");
    let asked = |command: &str, more: &[&str]| {
        let words = [&[command, "KAZ", "SRB", "--home", &home], more].concat();
        text(&run(&words).stderr)
    };
    for command in ["mirror", "explain", "indicators"] {
        assert_eq!(
            asked(command, &["--source", "comtrade"]),
            "no report of either side in the books by comtrade; without --source there are those by entente\n"
        );
        assert_eq!(
            asked(command, &["--source", "entente", "--from", "2020"]),
            "no report of either side by entente of the periods asked for; there are those of 2015\n"
        );
    }
    let explained = run(&["explain", "KAZ", "SRB", "--source", "entente", "--home", &home]);
    assert!(
        text(&explained.stdout)
            .contains("SRB tells nothing of trade with KAZ in 2015 by\n  entente, so there"),
        "{}",
        text(&explained.stdout)
    );
}

#[test]
fn a_vintage_that_is_not_taken_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = own_file(folder.path(), "own.csv", "KAZ,SRB,X,2015,TOTAL,10,USD\n");
    let import = |day: &str| run(&["import", &file, "--vintage", day, "--home", &home]);
    assert!(import("2020-01-01").status.success());
    assert_eq!(
        text(&import("2021-01-01").stdout),
        format!(
            "{file}: already there as import 1, vintage 2020-01-01; 2021-01-01 was not taken\n  \
             a vintage that was stated once stays, and nothing changed. If it was wrong, make a new\n  \
             home with `entente init` and import the files there, this one with the right\n  \
             --vintage; a revision is a file of its own\n"
        )
    );
    assert!(text(&import("2020-01-01").stdout).ends_with("; nothing changed\n"));
}

#[test]
fn a_day_before_the_first_vintage_is_told_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(folder.path(), "KAZ,SRB,X,2015,TOTAL,10,USD\n");
    for command in ["mirror", "explain", "indicators"] {
        let output = run(&[command, "KAZ", "SRB", "--as-of", "2019-12-31", "--home", &home]);
        assert_eq!(
            text(&output.stderr),
            "no vintage of these reports up to 2019-12-31; the first is 2024-01-01\n"
        );
        let output = run(&[command, "KAZ", "DEU", "--as-of", "2019-12-31", "--home", &home]);
        assert_eq!(
            text(&output.stderr),
            "no report of either side in the books; `entente import` brings some in\n"
        );
    }
}

#[test]
fn an_empty_answer_says_what_the_books_hold_of_the_pair_instead() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(
        folder.path(),
        "KAZ,SRB,X,2015,TOTAL,10,USD\nSRB,KAZ,M,2018,TOTAL,12,USD\n",
    );
    for command in ["mirror", "explain", "indicators"] {
        let said =
            |more: &[&str]| text(&run(&[&[command, "KAZ", "SRB", "--home", &home], more].concat()).stderr);
        assert_eq!(
            said(&["--freq", "M"]),
            "no monthly report of either side in the books; with --freq A there are those of 2015 to 2018\n"
        );
        assert_eq!(
            said(&["--from", "2025"]),
            "no report of either side of the periods asked for; there are those of 2015 to 2018\n"
        );
    }
}

#[test]
fn growth_between_two_sources_says_so_and_every_indicator_tells_what_it_is_made_of() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let path = folder.path().join("sources.csv");
    let header = "dataset,reporter,partner,flow,period,commodity,value\n";
    let rows = "imf-dots,KAZ,SRB,X,2017,TOTAL,400\nkz-bns,KAZ,SRB,X,2018,TOTAL,1000\n\
                comtrade,KAZ,SRB,X,2018,270900,990\n";
    std::fs::write(&path, format!("{header}{rows}")).unwrap();
    let path = path.display().to_string();
    let imported = run(&["import", &path, "--vintage", "2024-01-01", "--home", &home]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    let asked = [
        "indicators",
        "KAZ",
        "SRB",
        "--from",
        "2018",
        "--to",
        "2018",
        "--home",
        &home,
    ];
    let rows = json(&[asked.as_slice(), &["--output", "json"]].concat());
    let told = ["exports", "exports_growth", "hhi_exports"].map(|name| indicator(&rows, "KAZ", "2018", name));
    assert_eq!(
        lines(&told, &["value", "note"]),
        [
            "1000 as this side reports them",
            "1.5 this period ÷ the period before − 1; exports from imf-dots to kz-bns",
            "1 Herfindahl–Hirschman: Σs² over commodities",
        ]
    );
    let of = |when: &str| {
        let fields = ["export_source", "export_vintage", "export_basis", "import_source"];
        let fields = fields.map(|field| format!("{field}{when}"));
        lines(&told, &fields.each_ref().map(String::as_str))
    };
    assert_eq!(
        of(""),
        [
            "kz-bns 2024-01-01 reported null",
            "kz-bns 2024-01-01 reported null",
            "comtrade 2024-01-01 sum of hs6 null",
        ]
    );
    assert_eq!(
        of("_before"),
        [
            "null null null null",
            "imf-dots 2024-01-01 reported null",
            "null null null null",
        ]
    );
    assert_eq!(text(&run(&asked).stdout), TOLD_BY_TWO);
}

const TOLD_BY_TWO: &str = "KAZ with SRB, as KAZ reports:
period  indicator                value  unit
2018    exports                  1 000  USD
2018    exports growth          1.5000  ratio
2018    exports factor          2.5000  ratio
2018    hhi exports             1.0000  ratio
2018    hhi exports equivalent  1.0000  ratio
2018    theil exports           0.0000  ratio
 8 not defined: this side reports no imports
 1 not defined: one commodity: the least and the greatest concentration are the
 same
 8 not defined: this side does not report the flow
 3 not defined: no commodities: only the total is known
 export: imf-dots, vintage 2024-01-01, reported (2017)
 export: kz-bns, vintage 2024-01-01, reported (2018)
 goods, export: comtrade, vintage 2024-01-01, sum of hs6 (2018)
 growth of exports from imf-dots to kz-bns (2018)

";

#[test]
fn no_figure_of_a_table_is_broken_over_two_lines() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with(
        folder.path(),
        "KAZ,SRB,X,2015-03,TOTAL,999999999999999,USD\nSRB,KAZ,M,2015-03,TOTAL,1,USD\n\
         KAZ,SRB,X,2016-03,TOTAL,1,USD\nSRB,KAZ,M,2016-03,TOTAL,999999999999999,USD\n",
    );
    let shown = |command: &str, more: &[&str]| {
        let asked = [
            [command, "KAZ", "SRB", "--freq", "M", "--home", &home].as_slice(),
            more,
        ]
        .concat();
        text(&run(&asked).stdout)
    };
    assert_eq!(shown("explain", &[]), EXPLAINED);
    assert_eq!(shown("mirror", &[]), MIRRORED);
    assert_eq!(shown("indicators", &["--to", "2015-03"]), INDICATED);
}

const EXPLAINED: &str = "KAZ → SRB 2015-03 TOTAL: export 999 999 999 999 999, import 1, difference
-999 999 999 999 998 (gross 999 999 999 999 998)
cause                   amount    share  grade
cif fob                      0    0.0 %  E5
residual  -999 999 999 999 998  100.0 %
  cif fob: no freight field, too few unit values: 6 % as the International
  Monetary Fund uses

KAZ → SRB 2016-03 TOTAL: export 1, import 999 999 999 999 999, difference
999 999 999 999 998 (gross 999 999 999 999 998)
cause                  amount   share  grade
cif fob    56 603 773 584 906   5.7 %  E5
residual  943 396 226 415 092  94.3 %
  cif fob: between 0 and 166 666 666 666 667; no freight field, too few unit
  values: 6 % as the International Monetary Fund uses
  residual: between 833 333 333 333 332 and 999 999 999 999 998

 export: entente, vintage 2024-01-01, reported (2015-03 to 2016-03)
 import: entente, vintage 2024-01-01, reported (2015-03 to 2016-03)
";

const MIRRORED: &str = "KAZ → SRB in US dollars: exports as KAZ reports them, imports as SRB does
period   code          export         import      difference  relative  status
2015-03  TOTAL  1 000 000 000             <1  -1 000 000 000  -200.0 %  both
2016-03  TOTAL             <1  1 000 000 000   1 000 000 000   200.0 %  both
figures in millions; --output json has every digit
 export: entente, vintage 2024-01-01, reported (2015-03 to 2016-03)
 import: entente, vintage 2024-01-01, reported (2015-03 to 2016-03)
";

const INDICATED: &str = "KAZ with SRB, as KAZ reports:
period   indicator                value  unit
2015-03  exports    999 999 999 999 999  USD
 8 not defined: this side reports no imports
 5 not defined: the period before is not reported
 4 not defined: no commodities: only the total is known
 8 not defined: this side does not report the flow
 export: entente, vintage 2024-01-01, reported (2015-03)

SRB with KAZ, as SRB reports:
period   indicator  value  unit
2015-03  imports        1  USD
 8 not defined: this side reports no exports
 5 not defined: the period before is not reported
 8 not defined: this side does not report the flow
 4 not defined: no commodities: only the total is known
 import: entente, vintage 2024-01-01, reported (2015-03)

";
