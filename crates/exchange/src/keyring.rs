//! Secret keys in files: short texts that only their owner may read.
//!
//! A node's folder of keys holds those it works with; root keys are made beside them and belong
//! offline as soon as they have signed. A file that others may read is refused. No error and no
//! message ever shows a secret.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use crate::key::SecretKey;

/// The first line of a file with a key.
const FIRST: &str = "entente secret key, version 1";

/// Why a key cannot be had.
#[derive(Debug)]
pub enum KeyError {
    /// The system refuses.
    Io {
        /// What was tried.
        action: &'static str,
        /// Of which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Others may read the file.
    Open {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The file is no key, or not the one it says.
    Malformed {
        /// The file.
        path: PathBuf,
        /// What was expected.
        expected: &'static str,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(out, "cannot {action} {}: {source}", path.display()),
            Self::Open { path, mode } => write!(
                out,
                "found {} with the permissions {mode:03o}, expected 600: others could have read it; `chmod 600` it, \
                 and rotate the key if others have",
                path.display()
            ),
            Self::Malformed { path, expected } => {
                write!(
                    out,
                    "found no such key in {}, expected {expected}",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for KeyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Open { .. } | Self::Malformed { .. } => None,
        }
    }
}

/// Writes a key to a new file that only its owner may read.
///
/// # Errors
/// [`KeyError::Io`], also where there is such a file: a key is never overwritten.
pub fn write(path: &Path, usage: &str, key: &SecretKey) -> Result<(), KeyError> {
    let failed = |action| {
        move |source| KeyError::Io {
            action,
            path: path.to_owned(),
            source,
        }
    };
    let seeds = Zeroizing::new(BASE64.encode(key.seeds()));
    let public = key.public().fingerprint();
    let text = Zeroizing::new(format!(
        "{FIRST}\nuse: {usage}\npublic: {public}\nseeds: {}\n",
        *seeds
    ));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(failed("make"))?;
    file.write_all(text.as_bytes()).map_err(failed("write"))?;
    file.sync_all().map_err(failed("save"))?;
    // The log that names the key lasts; so has its name to.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = File::open(folder.unwrap_or(Path::new(".")));
    folder
        .and_then(|folder| folder.sync_all())
        .map_err(failed("save"))
}

/// Reads a key for a use.
///
/// # Errors
/// [`KeyError`].
pub fn read(path: &Path, usage: &str) -> Result<SecretKey, KeyError> {
    let failed = |action| {
        move |source| KeyError::Io {
            action,
            path: path.to_owned(),
            source,
        }
    };
    let mode = fs::metadata(path).map_err(failed("read"))?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyError::Open {
            path: path.to_owned(),
            mode,
        });
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(failed("read"))?);
    parse(&text, usage).map_err(|expected| KeyError::Malformed {
        path: path.to_owned(),
        expected,
    })
}

fn parse(text: &str, usage: &str) -> Result<SecretKey, &'static str> {
    const SHAPE: &str = "four lines as `entente keys init` writes them";
    let lines: Vec<&str> = text.lines().collect();
    let [FIRST, said, public, seeds] = lines.as_slice() else {
        return Err(SHAPE);
    };
    if said.strip_prefix("use: ") != Some(usage) {
        return Err("a key for this use");
    }
    let seeds = seeds
        .strip_prefix("seeds: ")
        .and_then(|code| BASE64.decode(code).ok())
        .map(Zeroizing::new);
    let seeds: [u8; 64] = seeds
        .and_then(|seeds| seeds.as_slice().try_into().ok())
        .ok_or(SHAPE)?;
    let key = SecretKey::of_seeds(seeds);
    let matches = public.strip_prefix("public: ") == Some(key.public().fingerprint().to_string().as_str());
    if matches {
        Ok(key)
    } else {
        Err("seeds that come to the public key it names")
    }
}
