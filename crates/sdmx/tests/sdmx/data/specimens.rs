//! Every specimen reads as what lies beside it. A specimen's name is the rule it is about.

use std::fs;
use std::io::{BufReader, Read};

use sdmx::data::{Options, Reader};

use super::support::{differs, folder, read_all, shape_of_three, told};

/// Hands out one byte at a time.
struct Single<R>(R);

impl<R: Read> Read for Single<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let length = to.len().min(1);
        self.0.read(&mut to[..length])
    }
}

fn specimens() -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder("data"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "rows"))
        .collect();
    paths.sort();
    paths
}

/// Where a name says `known`, the reader is given the structure.
fn options(path: &std::path::Path) -> Options {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Options {
        shapes: match name.contains("known") {
            true => vec![shape_of_three()],
            false => Vec::new(),
        },
        ..Options::default()
    }
}

#[test]
fn every_specimen_reads_as_the_rows_and_faults_beside_it() {
    let mut wrong = Vec::new();
    for path in specimens() {
        let found = told(&fs::read(&path).unwrap(), options(&path));
        let mut beside = path.clone().into_os_string();
        beside.push(".rows");
        wrong.extend(differs(beside.as_ref(), &found));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_specimen_reads_alike_byte_by_byte() {
    for path in specimens() {
        let bytes = fs::read(&path).unwrap();
        let whole = read_all(Reader::new(&bytes[..], options(&path)));
        let single = BufReader::with_capacity(1, Single(&bytes[..]));
        let by_byte = read_all(Reader::new(single, options(&path)));
        assert_eq!(by_byte, whole, "{}", path.display());
    }
}

#[test]
fn layouts_of_the_same_data_read_to_the_same_rows() {
    let rows = |name: &str| {
        let bytes = fs::read(folder("data").join(name)).unwrap();
        let options = Options {
            shapes: vec![shape_of_three()],
            ..Options::default()
        };
        let (datasets, faults) = read_all(Reader::new(&bytes[..], options));
        assert_eq!(faults, Vec::new(), "{name}");
        let mut rows: Vec<String> = datasets
            .iter()
            .flat_map(|dataset| &dataset.rows)
            .map(|row| {
                let values: Vec<_> = (0..shape_of_three().components.len())
                    .map(|at| row.value(at))
                    .collect();
                format!("{values:?}")
            })
            .collect();
        rows.sort();
        rows
    };
    let flat = rows("same-flat.known.csv");
    assert_eq!(flat.len(), 4);
    for name in [
        "same-flat-2.1.known.xml",
        "same-series-generic.known.xml",
        "same-series-2.1.known.xml",
        "same-section-2.1.known.xml",
        "same-series-3.0.known.xml",
        "same-series-1.0.known.json",
        "same-flat-2.1.known.json",
        "same-section-2.0.known.json",
    ] {
        assert_eq!(rows(name), flat, "{name}");
    }
}
