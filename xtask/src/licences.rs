//! `cargo xtask licences`: every crate of the tree has a licence that `deny.toml` lists.
//!
//! `cargo-deny` checks that too, and more, but is not installed everywhere; a licence
//! nobody agreed to must stop the gate on every machine. The tree is what cargo says it
//! is, with what other platforms need. Sources, bans and duplicates stay `cargo-deny`'s.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::root;

/// Checks the tree; true when every licence is listed.
///
/// # Errors
/// When cargo cannot be started or `deny.toml` cannot be read.
pub(crate) fn run() -> io::Result<bool> {
    let listed = listed(&fs::read_to_string(root().join("deny.toml"))?).map_err(io::Error::other)?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked"]);
    let answer = command.current_dir(root()).stderr(Stdio::inherit()).output()?;
    if !answer.status.success() {
        return Ok(false);
    }
    let broken = broken(&serde_json::from_slice(&answer.stdout)?, &listed);
    for line in &broken {
        writeln!(io::stderr(), "{line}")?;
    }
    Ok(broken.is_empty())
}

/// The licences of `deny.toml`.
fn listed(deny: &str) -> Result<BTreeSet<String>, String> {
    let table: toml::Table = deny.parse().map_err(|error| format!("deny.toml: {error}"))?;
    let allow = table.get("licenses").and_then(|licenses| licenses.get("allow"));
    let allow = allow.and_then(toml::Value::as_array);
    let allow = allow.ok_or("deny.toml: found no list `allow` under [licenses], expected one")?;
    let names = allow.iter().filter_map(toml::Value::as_str);
    Ok(names.map(str::to_owned).collect())
}

/// Crates whose licence is not listed, in words.
fn broken(metadata: &Value, listed: &BTreeSet<String>) -> Vec<String> {
    let packages = metadata["packages"].as_array();
    let mut broken = Vec::new();
    for package in packages.into_iter().flatten() {
        let text = |field: &str| package[field].as_str();
        let (name, version) = (text("name").unwrap_or("?"), text("version").unwrap_or("?"));
        match text("license") {
            None => broken.push(format!(
                "{name} {version}: found no licence, expected one of deny.toml"
            )),
            Some(words) if Expression::new(words, listed).holds() => {}
            Some(words) => broken.push(format!(
                "{name} {version}: found {words}, expected a licence that deny.toml lists"
            )),
        }
    }
    if packages.is_none_or(Vec::is_empty) {
        broken.push("cargo metadata: found no packages, expected the tree".to_owned());
    }
    broken
}

/// An expression of SPDX, read from left to right: `AND` binds closer than `OR`, and so does
/// `WITH` than both. A slash is an old way to write `OR`.
struct Expression<'a> {
    words: Vec<String>,
    at: usize,
    listed: &'a BTreeSet<String>,
}

impl<'a> Expression<'a> {
    fn new(text: &str, listed: &'a BTreeSet<String>) -> Self {
        let apart = text.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let words = apart.split_whitespace().map(str::to_owned).collect();
        Self { words, at: 0, listed }
    }

    /// Whether the listed licences are enough; an expression nobody can read is not met.
    fn holds(mut self) -> bool {
        self.either() == Some(true) && self.at == self.words.len()
    }

    fn takes(&mut self, word: &str) -> bool {
        let taken = self.words.get(self.at).is_some_and(|next| next == word);
        self.at += usize::from(taken);
        taken
    }

    fn either(&mut self) -> Option<bool> {
        let mut met = self.both()?;
        while self.takes("OR") {
            met |= self.both()?;
        }
        Some(met)
    }

    fn both(&mut self) -> Option<bool> {
        let mut met = self.one()?;
        while self.takes("AND") {
            met &= self.one()?;
        }
        Some(met)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let met = self.either()?;
            return self.takes(")").then_some(met);
        }
        let mut name = self.words.get(self.at)?.clone();
        if ["AND", "OR", "WITH", ")"].contains(&name.as_str()) {
            return None;
        }
        self.at += 1;
        // A licence with an exception is another licence, and listed as such.
        if self.takes("WITH") {
            let exception = self.words.get(self.at)?;
            name = format!("{name} WITH {exception}");
            self.at += 1;
        }
        Some(self.listed.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DENY: &str = "[licenses]\nallow = [\n    \"MIT\", \"Apache-2.0\",\n    \"Unicode-3.0\",\n]\n";

    #[test]
    fn an_expression_holds_if_the_listed_licences_are_enough() {
        let listed = listed(DENY).unwrap();
        let holds = |text: &str| Expression::new(text, &listed).holds();
        for text in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "GPL-3.0-only/MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "Apache-2.0 WITH LLVM-exception",
            "MIT OR",
            "(MIT",
            "MIT Apache-2.0",
            "",
        ] {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn a_crate_whose_licence_is_not_listed_is_named() {
        let tree = serde_json::json!({"packages": [
            {"name": "fine", "version": "1.0.0", "license": "MIT OR Apache-2.0"},
            {"name": "bound", "version": "0.21.0", "license": "GPL-3.0+"},
            {"name": "silent", "version": "0.1.0", "license": null},
        ]});
        assert_eq!(
            broken(&tree, &listed(DENY).unwrap()),
            [
                "bound 0.21.0: found GPL-3.0+, expected a licence that deny.toml lists",
                "silent 0.1.0: found no licence, expected one of deny.toml",
            ]
        );
        assert_eq!(
            broken(&Value::Null, &BTreeSet::new()),
            ["cargo metadata: found no packages, expected the tree"]
        );
    }
}
