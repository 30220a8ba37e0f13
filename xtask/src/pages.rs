//! `cargo xtask pages`: a browser walks the pages of the program.
//!
//! Chromium and its driver are Debian's; run by root they are installed where they are missing.
//! axe-core, which judges pages by WCAG, comes once as a Python package below `target`, of which
//! only that file is read.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::Command;

use super::{program, root};

const WALK: &str = "crates/entente/tests/pages/walk.py";

/// The package that carries axe-core 4.12.1; its bytes are checked by the script.
const AXE: &str = "axe-playwright-python==0.1.8";
const WHEEL: &str = "axe_playwright_python-0.1.8-py3-none-any.whl";

/// The browser and its driver: their names on `PATH`, and the variables that name others.
const PROGRAMS: [(&str, &str); 2] = [("chromium", "CHROMIUM"), ("chromedriver", "CHROMEDRIVER")];

/// Walks; true when nothing is wrong, or when there is no browser, which is said.
///
/// # Errors
/// When cargo or Python cannot be started, or axe-core cannot be fetched.
pub(crate) fn run() -> io::Result<bool> {
    let Some([browser, driver]) = browser() else {
        let told = "left out, because there is no Chromium with its driver: `apt-get install chromium chromium-driver` \
                    by root, which this command does where it is root, or CHROMIUM and CHROMEDRIVER name them";
        writeln!(io::stderr(), "{told}")?;
        return Ok(true);
    };
    let wheel = wheel()?;
    let Some(programs) = program::folder()? else {
        return Ok(false);
    };
    let mut walk = Command::new(python());
    walk.arg(root().join(WALK));
    walk.arg(programs.join(format!("entente{}", env::consts::EXE_SUFFIX)));
    walk.arg(wheel);
    walk.env("CHROMIUM", browser).env("CHROMEDRIVER", driver);
    Ok(walk.current_dir(root()).status()?.success())
}

fn python() -> std::ffi::OsString {
    env::var_os("PYTHON").unwrap_or_else(|| "python3".into())
}

/// Where the browser and its driver are, installed first if that can be done.
fn browser() -> Option<[PathBuf; 2]> {
    installed().or_else(|| {
        install();
        installed()
    })
}

fn installed() -> Option<[PathBuf; 2]> {
    let [browser, driver] = PROGRAMS.map(|(name, variable)| {
        let named = env::var_os(variable).map(PathBuf::from);
        named.or_else(|| {
            let path = env::var_os("PATH")?;
            env::split_paths(&path)
                .map(|folder| folder.join(name))
                .find(|file| file.is_file())
        })
    });
    Some([browser?, driver?])
}

/// By Debian's packages, where there is `apt-get` and this is root; without success nothing is lost.
fn install() {
    let root = Command::new("id").arg("-u").output();
    if !root.is_ok_and(|told| told.stdout == b"0\n") {
        return;
    }
    let packages = [
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ];
    for arguments in [&["update"][..], &packages] {
        let apt = Command::new("apt-get")
            .arg("-qq")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status();
        if !apt.is_ok_and(|status| status.success()) {
            return;
        }
    }
}

/// The package with axe-core, fetched if it is not there.
fn wheel() -> io::Result<PathBuf> {
    let folder = root().join("target/axe");
    let wheel = folder.join(WHEEL);
    if wheel.is_file() {
        return Ok(wheel);
    }
    fs::create_dir_all(&folder)?;
    let mut fetch = Command::new(python());
    fetch.args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"]);
    fetch.arg(&folder).arg(AXE);
    match fetch.status()?.success() {
        true => Ok(wheel),
        false => Err(io::Error::other(format!(
            "cannot fetch {AXE}; it needs pip and a package index, once"
        ))),
    }
}
