//! The table of formats in the README is what runs now. `BLESS=1` writes it anew.

use std::fs;

use entente_conformance::features::{Specimens, table};
use entente_conformance::specimen::{below, root};
use entente_conformance::structures;
use sdmx::model::Urn;

const BEGIN: &str = "<!-- formats: written by the tests of conformance/ -->\n";
const END: &str = "<!-- formats: end -->\n";

fn specimens() -> Specimens {
    let folder = root().join("conformance/specimens");
    let structure = fs::read(folder.join("structure.xml")).unwrap();
    let data = below(&folder.join("data")).unwrap();
    let whole = below(&root().join("crates/sdmx/tests/specimens/structure")).unwrap();
    Specimens {
        data: data
            .into_iter()
            .map(|specimen| (specimen.name, specimen.bytes))
            .collect(),
        structure: structures::read(&structure, None).unwrap().structures,
        flow: Urn::parse("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:FLOW(1.0.0)").unwrap(),
        structures: whole
            .iter()
            .filter_map(|specimen| structures::read(&specimen.bytes, None).ok())
            .map(|message| message.structures)
            .collect(),
    }
}

#[test]
fn the_table_of_formats_in_the_readme_is_what_runs() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    let made = table(&specimens()).unwrap();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{made}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(
        shown, made,
        "BLESS=1 cargo test -p entente-conformance writes it anew"
    );
}
