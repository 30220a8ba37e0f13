//! The steps of the gate, cheapest first.

use std::env;
use std::fmt;
use std::io;
use std::process::Command;

/// A cargo command that must succeed.
pub(crate) struct Step {
    /// What it checks.
    pub(crate) name: &'static str,
    /// A program on `PATH` without which it is left out.
    pub(crate) needs: Option<&'static str>,
    variable: Option<(&'static str, &'static str)>,
    arguments: &'static [&'static str],
}

/// Every step, in the order of running.
pub(crate) const STEPS: [Step; 11] = [
    Step {
        name: "format",
        needs: None,
        variable: None,
        arguments: &["fmt", "--all", "--check"],
    },
    Step {
        name: "lints",
        needs: None,
        variable: None,
        arguments: &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
    },
    Step {
        name: "libFuzzer targets",
        needs: None,
        variable: None,
        arguments: &[
            "clippy",
            "--manifest-path",
            "fuzz/libfuzzer/Cargo.toml",
            "--locked",
            "--no-default-features",
            "--all-targets",
            "--target-dir",
            "target/libfuzzer",
            "--",
            "-D",
            "warnings",
        ],
    },
    Step {
        name: "tests",
        needs: None,
        variable: None,
        arguments: &["test", "--workspace"],
    },
    Step {
        name: "documentation",
        needs: None,
        variable: Some(("RUSTDOCFLAGS", "-D warnings")),
        arguments: &["doc", "--workspace", "--no-deps"],
    },
    Step {
        name: "licences",
        needs: None,
        variable: None,
        arguments: &["xtask", "licences"],
    },
    Step {
        name: "clients",
        needs: Some("python3"),
        variable: None,
        arguments: &["xtask", "clients"],
    },
    Step {
        name: "schemas",
        needs: Some("python3"),
        variable: None,
        arguments: &["xtask", "schemas"],
    },
    Step {
        name: "pages",
        needs: Some("python3"),
        variable: None,
        arguments: &["xtask", "pages"],
    },
    Step {
        name: "verifiers",
        needs: Some("python3"),
        variable: None,
        arguments: &["xtask", "verifiers"],
    },
    Step {
        name: "dependencies",
        needs: Some("cargo-deny"),
        variable: None,
        arguments: &["deny", "check"],
    },
];

impl Step {
    /// Whether the program it needs is on `PATH`.
    pub(crate) fn can_run(&self) -> bool {
        self.needs.is_none_or(|program| {
            let file = format!("{program}{}", env::consts::EXE_SUFFIX);
            env::var_os("PATH")
                .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(&file).is_file()))
        })
    }

    /// Runs it with this process's own output; true when it succeeded.
    ///
    /// # Errors
    /// When cargo cannot be started.
    pub(crate) fn run(&self) -> io::Result<bool> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(self.arguments).envs(self.variable);
        if let Some(package) = env::var_os("CARGO_MANIFEST_DIR") {
            command.current_dir(std::path::Path::new(&package).join(".."));
        }
        Ok(command.status()?.success())
    }
}

/// The line to type in a shell.
impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, value)) = self.variable {
            write!(out, "{name}='{value}' ")?;
        }
        write!(out, "cargo {}", self.arguments.join(" "))
    }
}
