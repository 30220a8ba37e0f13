//! The rules of the repository. Each failure lists every place at once.
//!
//! Function length is clippy's (`clippy.toml`); everything else that is agreed
//! and can be counted is here. Files are found by walking the folder, so the
//! rules hold in a copy without git.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold no source.
const PASSED_OVER: [&str; 3] = [".git", "target", "entente-demo"];
const LONGEST_FILE: usize = 800;

fn root() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap()
}

/// Paths relative to the root, with `/`, sorted.
fn files() -> Vec<String> {
    let (root, mut found, mut folders) = (root(), Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() && !PASSED_OVER.contains(&name.as_str()) {
                folders.push(entry.path());
            } else if kind.is_file() && folder.join(&name) != root.join(".git") {
                let path = entry.path();
                let relative = path.strip_prefix(&root).unwrap();
                found.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

fn with_suffix(suffixes: &[&str]) -> Vec<(String, String)> {
    files()
        .into_iter()
        .filter(|path| suffixes.iter().any(|suffix| path.ends_with(suffix)))
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every crate's folder and manifest.
fn crates() -> Vec<(String, String)> {
    with_suffix(&["/Cargo.toml"])
        .into_iter()
        .map(|(path, text)| (path.trim_end_matches("/Cargo.toml").to_owned(), text))
        .collect()
}

/// Names under every table of a manifest whose name ends in `dependencies`.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            inside = table.ends_with("dependencies");
            if let Some((kind, name)) = table
                .rsplit_once('.')
                .filter(|(kind, _)| kind.ends_with("dependencies"))
            {
                assert!(!kind.is_empty());
                names.insert(name);
            }
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            names.extend(line.split(['.', '=', ' ']).next());
        }
    }
    names
}

fn none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

#[test]
fn every_source_file_begins_by_saying_why_it_exists() {
    let broken: Vec<String> = with_suffix(&[".rs"])
        .into_iter()
        .filter(|(_, text)| {
            let first = text.lines().next().unwrap_or_default();
            first
                .strip_prefix("//! ")
                .is_none_or(|words| words.trim().is_empty())
        })
        .map(|(path, _)| path)
        .collect();
    none(&broken, "the first line of a source file is its header, `//! …`");
}

#[test]
fn no_source_file_is_longer_than_800_lines() {
    let broken: Vec<String> = with_suffix(&[".rs"])
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    none(&broken, "a file has one noun, and at most 800 lines");
}

#[test]
fn functions_have_at_most_70_lines_by_clippy() {
    assert!(read("clippy.toml").contains("too-many-lines-threshold = 70\n"));
    assert!(read("Cargo.toml").contains("\ntoo_many_lines = \"warn\"\n"));
}

#[test]
fn no_function_is_excused_from_its_length() {
    let excuse = concat!("clippy::too_many", "_lines");
    let broken: Vec<String> = with_suffix(&[".rs"])
        .into_iter()
        .filter(|(_, text)| text.contains(excuse))
        .map(|(path, _)| path)
        .collect();
    none(&broken, "70 lines are a wall");
}

#[test]
fn nothing_is_left_for_later() {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[ig", "nore"),
    ];
    let mut broken = Vec::new();
    for (path, text) in with_suffix(&[".rs", ".toml", ".md"]) {
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(*word)) {
                broken.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    none(&broken, "what is missing is said in the README or done");
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let folders = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/tmp/tar", "get"),
        concat!("/tmp/w", "t-"),
    ];
    let mut broken = Vec::new();
    for path in files() {
        let Ok(text) = fs::read_to_string(root().join(&path)) else {
            continue; // not text: a workbook or a Parquet file
        };
        for (number, line) in text.lines().enumerate() {
            if let Some(folder) = folders.iter().find(|folder| line.contains(*folder)) {
                broken.push(format!("{path}:{}: {folder}", number + 1));
            }
        }
    }
    none(&broken, "the repository is the same on every machine");
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let broken: Vec<String> = crates()
        .into_iter()
        .filter(|(_, manifest)| !manifest.contains("[lints]\nworkspace = true"))
        .map(|(folder, _)| folder)
        .collect();
    none(&broken, "a crate's manifest says `[lints] workspace = true`");
}

#[test]
fn every_crate_says_what_it_is_for() {
    let broken: Vec<String> = crates()
        .into_iter()
        .filter(|(_, manifest)| !manifest.contains("\ndescription = \""))
        .map(|(folder, _)| folder)
        .collect();
    none(&broken, "a crate's manifest has a description");
}

#[test]
fn arrows_between_crates_point_down() {
    let allowed: [(&str, &[&str]); 13] = [
        ("crates/sdmx", &[]),
        ("crates/trade", &[]),
        ("crates/exchange", &[]),
        ("crates/brief", &["entente-trade", "entente-register"]),
        ("crates/pdf", &["entente-brief", "entente-trade"]),
        ("crates/register", &["entente-trade"]),
        ("crates/mirror", &["entente-trade", "sdmx"]),
        (
            "crates/entente",
            &[
                "entente-trade",
                "entente-brief",
                "entente-exchange",
                "entente-mirror",
                "entente-register",
                "sdmx",
            ],
        ),
        (
            "fuzz",
            &["entente-trade", "entente-mirror", "entente-register", "sdmx"],
        ),
        ("fuzz/libfuzzer", &["sdmx"]),
        ("conformance", &["sdmx"]),
        ("bench", &[]),
        ("xtask", &[]),
    ];
    let judged: BTreeSet<&str> = allowed.iter().map(|(folder, _)| *folder).collect();
    let mut broken: Vec<String> = crates()
        .into_iter()
        .filter(|(folder, _)| !judged.contains(folder.as_str()))
        .map(|(folder, _)| format!("{folder} has no arrows here"))
        .collect();
    for (folder, below) in allowed {
        let manifest = read(&format!("{folder}/Cargo.toml"));
        for name in dependencies(&manifest) {
            if (name.starts_with("entente") || name == "sdmx") && !below.contains(&name) {
                broken.push(format!("{folder} must not know {name}"));
            }
        }
    }
    none(&broken, "arrows point down only");
}

#[test]
fn heavy_crates_stay_behind_their_fences() {
    let fences: [(&[&str], &[&str]); 11] = [
        (
            &[
                "axum",
                "http-body",
                "hyper",
                "rustls",
                "tokio",
                "tokio-rustls",
                "tower",
                "tower-http",
            ],
            &["crates/entente"],
        ),
        (&["parquet"], &["crates/mirror", "bench"]),
        (&["calamine"], &["crates/mirror", "crates/brief"]),
        (&["csv-core", "rusqlite"], &["crates/mirror"]),
        (&["minijinja", "rust_xlsxwriter", "zip"], &["crates/brief"]),
        (
            &[
                "fluent-bundle",
                "icu_collator",
                "icu_datetime",
                "icu_decimal",
                "icu_plurals",
            ],
            &["crates/brief"],
        ),
        (&["lopdf"], &["crates/register", "crates/pdf"]),
        (&["typst", "typst-layout", "typst-pdf"], &["crates/pdf"]),
        (&["ed25519-dalek", "ml-dsa", "tar"], &["crates/exchange"]),
        (&["encoding_rs"], &["crates/mirror", "crates/register"]),
        (
            &["clap", "comfy-table", "indicatif", "jiff"],
            &["crates/entente", "bench"],
        ),
    ];
    let mut broken = Vec::new();
    for (folder, manifest) in crates() {
        for name in dependencies(&manifest) {
            for (fenced, inside) in fences {
                if fenced.contains(&name) && !inside.contains(&folder.as_str()) {
                    broken.push(format!("{folder} must not know {name}"));
                }
            }
        }
    }
    none(
        &broken,
        "a heavy crate is known where it is needed and nowhere else",
    );
}

#[test]
fn the_build_holds_no_query_engine_and_no_client_of_the_world() {
    let lock = read("Cargo.lock");
    let broken: Vec<String> = ["arrow", "datafusion", "polars", "openssl-sys", "reqwest"]
        .into_iter()
        .filter(|name| lock.contains(&format!("name = \"{name}\"\n")))
        .map(str::to_owned)
        .collect();
    none(
        &broken,
        "the build does without: its one client asks the pinned partner",
    );
}

#[test]
fn only_the_web_and_the_wire_know_the_network() {
    let broken: Vec<String> = with_suffix(&[".rs"])
        .into_iter()
        .filter(|(path, _)| path.starts_with("crates/") && path.contains("/src/"))
        .filter(|(path, _)| !path.starts_with("crates/entente/src/web/"))
        .filter(|(path, _)| !path.starts_with("crates/entente/src/exchange/wire/"))
        .filter(|(_, text)| {
            let words = [
                "axum::",
                "tokio::",
                "tower_http::",
                concat!("Tcp", "Stream"),
                concat!("Tcp", "Listener"),
            ];
            words.iter().any(|word| text.contains(word))
        })
        .map(|(path, _)| path)
        .collect();
    none(&broken, "web and exchange/wire alone know the network");
}

#[test]
fn dependencies_come_from_the_registry_alone() {
    let lock = read("Cargo.lock");
    let broken: Vec<String> = lock
        .lines()
        .filter(|line| line.starts_with("source = ") && !line.contains("crates.io-index"))
        .map(str::to_owned)
        .collect();
    none(&broken, "no git dependency, no other registry");
}

#[test]
fn the_gate_checks_licences_on_every_machine() {
    let steps = read("xtask/src/step.rs");
    let licences = "needs: None,\n        variable: None,\n        arguments: &[\"xtask\", \"licences\"],";
    assert!(steps.contains(licences));
    assert!(steps.contains("arguments: &[\"deny\", \"check\"],"));
}

#[test]
fn the_gate_is_one_command_for_everyone() {
    assert!(read(".ci/run").ends_with("\nexec cargo xtask test\n"));
    for page in ["README.md", "CONTRIBUTING.md"] {
        assert!(read(page).contains("cargo xtask test"), "{page}");
    }
}

#[test]
fn pages_keep_to_their_length() {
    let limits = [("README.md", 120), ("ARCHITECTURE.md", 200), ("deny.toml", 25)];
    let broken: Vec<String> = limits
        .into_iter()
        .map(|(page, limit)| (page, read(page).lines().count(), limit))
        .filter(|(_, lines, limit)| lines > limit)
        .map(|(page, lines, limit)| format!("{page}: {lines} lines, at most {limit}"))
        .collect();
    none(&broken, "a page that grows past its limit is split");
}

#[test]
fn every_path_a_page_names_exists() {
    let tops = [
        "crates/",
        "bench/",
        "cases/",
        "conformance/",
        "demo/",
        "docs/",
        "fuzz/",
        "xtask/",
        ".ci/",
    ];
    let mut broken = Vec::new();
    for page in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/decisions.md",
    ] {
        let text = read(page);
        for name in text.split('`').skip(1).step_by(2) {
            let is_path =
                tops.iter().any(|top| name.starts_with(top)) && !name.contains([' ', '…', '*', '<']);
            if is_path && !root().join(name).exists() {
                broken.push(format!("{page}: {name}"));
            }
        }
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split([')', '#']).next())
        {
            let base = root().join(page).parent().unwrap().to_owned();
            if !link.is_empty() && !link.contains("://") && !base.join(link).exists() {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    none(&broken, "a page names what exists");
}

#[test]
fn the_architecture_maps_every_room_of_every_crate() {
    let map = read("ARCHITECTURE.md");
    let mut broken = Vec::new();
    for path in files() {
        let Some((folder, rest)) = path
            .split_once("/src/")
            .filter(|(folder, _)| folder.starts_with("crates/"))
        else {
            continue;
        };
        let room = match rest.split_once('/') {
            Some((room, _)) => room.to_owned(),
            None => rest.trim_end_matches(".rs").to_owned(),
        };
        if !["lib", "main"].contains(&room.as_str()) && !map.contains(&format!("`{room}`")) {
            broken.push(format!("{folder}: {room}"));
        }
    }
    broken.dedup();
    none(
        &broken,
        "ARCHITECTURE.md has a line for every module of the first level",
    );
}
