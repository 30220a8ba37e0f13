//! Planted against found, on parts small enough to follow by hand.

use std::fs;
use std::path::PathBuf;

use crate::reading::{fresh, run, world};

const TRUTH: &str = "\
exporter,importer,commodity,period,cause,amount,via
398,688,270900,201701,cif_fob,80,
398,688,270900,201701,noise,-3,
398,688,270900,201702,timing,-1000,
398,688,270900,201703,timing,1000,
398,688,270900,201703,cif_fob,100,
398,688,271019,201703,one_sided,-500,
398,688,271019,201704,timing,-70,
398,688,271019,201704,timing,70,
398,688,271019,201705,one_sided,-40,
398,688,271019,201706,cif_fob,9,
";

/// In the second cell the goods are taken for one-sided, in the third in part. Of the
/// goods of May nothing is said, of those of June too little.
const FOUND: &str = "\
exporter,importer,commodity,period,cause,amount
398,688,270900,201701,cif_fob,77
398,688,270900,201702,one_sided,-1000
398,688,270900,201703,timing,600
398,688,270900,201703,one_sided,300
398,688,270900,201703,cif_fob,110
398,688,270900,201703,residual,90
398,688,271019,201703,one_sided,-500
398,688,271019,201706,cif_fob,7
";

fn files(name: &str) -> (PathBuf, PathBuf) {
    let folder = fresh(name);
    fs::create_dir_all(&folder).unwrap();
    let (truth, found) = (folder.join("truth.csv"), folder.join("found.csv"));
    fs::write(&truth, TRUTH).unwrap();
    fs::write(&found, FOUND).unwrap();
    (truth, found)
}

fn printed(name: &str, output: &str) -> String {
    let (truth, found) = files(name);
    let done = run(&[
        "planted",
        truth.to_str().unwrap(),
        found.to_str().unwrap(),
        "--output",
        output,
    ]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_table_says_what_was_matched_and_what_was_taken_for_what() {
    assert_eq!(printed("planted-table", "table"), include_str!("planted.txt"));
}

#[test]
fn markdown_says_the_same() {
    assert_eq!(
        printed("planted-markdown", "markdown"),
        include_str!("planted.md")
    );
}

#[test]
fn json_says_the_same() {
    assert_eq!(printed("planted-json", "json"), include_str!("planted.json"));
}

#[test]
fn the_truth_found_whole_is_found_whole() {
    let folder = world("perfect", &["--records", "5000"]);
    let truth = folder.join("truth.csv");
    let done = run(&["planted", truth.to_str().unwrap(), truth.to_str().unwrap()]);
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(
        text.contains(
            "planted value given to the right cause: 100.00% (in cells with a part found: 100.00%)"
        ),
        "{text}"
    );
    assert!(
        text.contains("cells without a part found: 0, by 0\ncells whose found parts do not add up: 0, by 0"),
        "{text}"
    );
}

#[test]
fn a_wrong_amount_is_refused_with_its_line() {
    let (truth, found) = files("planted-wrong");
    fs::write(&found, FOUND.replace("cif_fob,77", "cif_fob,77.1234")).unwrap();
    let done = run(&["planted", truth.to_str().unwrap(), found.to_str().unwrap()]);
    let expected = format!(
        "entente-bench: {}: line 2: amount \"77.1234\"; expected a decimal with at most three places\n",
        found.display()
    );
    assert_eq!(
        (done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()),
        (Some(1), &*expected)
    );
}
