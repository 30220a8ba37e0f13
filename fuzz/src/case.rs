//! A case: bytes and the reader they are for, as a file that can be replayed.

use std::fs::{self, File};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::target::Target;

/// First word of a case's file.
const MARK: &str = "entente-fuzz";

/// Bytes for a reader.
pub(crate) struct Case {
    pub(crate) target: Target,
    pub(crate) bytes: Vec<u8>,
}

impl Case {
    fn write(&self, file: &mut File) -> io::Result<()> {
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(format!("{MARK} {}\n", self.target.name()).as_bytes())?;
        file.write_all(&self.bytes)
    }

    /// Keeps a finding beside the others.
    pub(crate) fn keep(&self, name: &str) -> io::Result<PathBuf> {
        let path = folder()?.join(name);
        self.write(&mut File::create(&path)?)?;
        Ok(path)
    }

    /// Reads a finding.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let whole = fs::read(path)?;
        let wrong = || io::Error::other(format!("{} is no finding of this program", path.display()));
        let end = whole.iter().position(|&byte| byte == b'\n').ok_or_else(wrong)?;
        let head = String::from_utf8_lossy(&whole[..end]);
        let target = match head.split_once(' ') {
            Some((MARK, name)) => Target::parse(name).ok_or_else(wrong)?,
            _ => return Err(wrong()),
        };
        let bytes = whole[end + 1..].to_vec();
        Ok(Self { target, bytes })
    }
}

/// The case under way, on disk, for the day on which the program does not survive it.
pub(crate) struct Current(File);

impl Current {
    pub(crate) fn open() -> io::Result<Self> {
        Ok(Self(File::create(Self::path()?)?))
    }

    pub(crate) fn path() -> io::Result<PathBuf> {
        Ok(folder()?.join("current.case"))
    }

    pub(crate) fn set(&mut self, case: &Case) -> io::Result<()> {
        case.write(&mut self.0)
    }
}

/// Where findings lie.
pub(crate) fn folder() -> io::Result<PathBuf> {
    let folder = root().join("target").join("fuzz");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Dice;
    use crate::run::checked;
    use crate::seeds::Seeds;

    #[test]
    fn a_seed_gives_the_same_cases_each_time_and_most_readers_a_turn() {
        let seeds = Seeds::read().unwrap();
        let draw = |number| seeds.case(&mut Dice::new(7, number));
        let mut kinds = std::collections::BTreeSet::new();
        for number in 0..300 {
            let (one, other) = (draw(number), draw(number));
            assert_eq!((one.target, &one.bytes), (other.target, &other.bytes));
            kinds.insert(one.target.kind());
        }
        assert_eq!(kinds.len(), 16);
    }

    #[test]
    fn a_kept_case_is_replayed_as_it_was() {
        let case = Case {
            target: Target::parse("intake-comtrade-csv").unwrap(),
            bytes: b"\n\xff\r\n,".to_vec(),
        };
        let path = case.keep(&format!("test-{}.case", std::process::id())).unwrap();
        let read = Case::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!((read.target, &read.bytes), (case.target, &case.bytes));
        assert_eq!(checked(&read), Ok(()));
    }
}
