//! Versions of artefacts, and what a reference may say instead of one.
//!
//! Which version a reference means is answered here for a list of versions; where that list comes
//! from is not.

use std::cmp::Ordering;
use std::fmt;

/// A version: numbers joined by full stops, and with three of them an extension after `-`.
///
/// SDMX 2.1 takes any count of numbers, SDMX 3 one, two or three. `1.0` and `1.0.0` differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    numbers: Vec<u64>,
    extension: Option<String>,
}

impl Version {
    /// A version of three numbers.
    pub fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self {
            numbers: vec![major, minor, patch],
            extension: None,
        }
    }

    /// The version of what says none: `1.0`.
    pub fn one() -> Self {
        Self {
            numbers: vec![1, 0],
            extension: None,
        }
    }

    /// Reads a version; leading zeros are refused, as they would not be printed again.
    pub fn parse(text: &str) -> Option<Self> {
        let (numbers, extension) = match text.split_once('-') {
            Some((numbers, extension)) => (numbers, Some(extension)),
            None => (text, None),
        };
        let numbers: Vec<u64> = numbers.split('.').map(number).collect::<Option<_>>()?;
        let extension = match extension {
            None => None,
            Some(words) if numbers.len() == 3 && words.split('.').all(is_word) => Some(words.to_owned()),
            Some(_) => return None,
        };
        Some(Self { numbers, extension })
    }

    /// The numbers.
    pub fn numbers(&self) -> &[u64] {
        &self.numbers
    }

    /// The extension, such as `draft`.
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    /// Whether SDMX 3 knows such a version: at most three numbers.
    pub fn is_of_three(&self) -> bool {
        self.numbers.len() <= 3
    }

    /// Whether it will not change any more: three numbers without an extension.
    pub fn is_stable(&self) -> bool {
        self.numbers.len() == 3 && self.extension.is_none()
    }
}

impl Default for Version {
    fn default() -> Self {
        Self::one()
    }
}

fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (plain && (text == "0" || !text.starts_with('0'))).then(|| text.parse().ok())?
}

fn is_word(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let allowed = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    !text.is_empty() && allowed && (!digits || text == "0" || !text.starts_with('0'))
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let extension = match (&self.extension, &other.extension) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(mine), Some(theirs)) => mine.cmp(theirs),
        };
        self.numbers.cmp(&other.numbers).then(extension)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, number) in self.numbers.iter().enumerate() {
            if place > 0 {
                to.write_str(".")?;
            }
            write!(to, "{number}")?;
        }
        match &self.extension {
            Some(extension) => write!(to, "-{extension}"),
            None => Ok(()),
        }
    }
}

/// What a reference says of a version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VersionReference {
    /// Exactly this one.
    Exact(Version),
    /// The latest stable one from this on: `2.3+.1` may change its second number and what follows.
    From {
        /// The least version that will do.
        least: Version,
        /// The place of the number with the `+`, from 0.
        place: usize,
    },
    /// The latest stable one: `+`.
    LatestStable,
    /// The latest of any kind: `~`, and `latest` of SDMX 2.1.
    Latest,
    /// Every one: `*`.
    All,
}

impl VersionReference {
    /// Reads a reference.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "+" => return Some(Self::LatestStable),
            "~" | "latest" => return Some(Self::Latest),
            "*" | "all" => return Some(Self::All),
            _ => {}
        }
        let Some(place) = text.split('.').position(|part| part.ends_with('+')) else {
            return Version::parse(text).map(Self::Exact);
        };
        let least = Version::parse(&text.replacen('+', "", 1))?;
        let three = least.numbers.len() == 3 && least.extension.is_none();
        three.then_some(Self::From { least, place })
    }

    /// The version, if there is only one that will do.
    pub fn exact(&self) -> Option<&Version> {
        match self {
            Self::Exact(version) => Some(version),
            _ => None,
        }
    }

    /// Which of these versions are meant: none, one, or with `*` all.
    pub fn chosen<'v>(&self, among: impl IntoIterator<Item = &'v Version>) -> Vec<&'v Version> {
        let all = among.into_iter();
        match self {
            Self::All => all.collect(),
            _ => all
                .filter(|version| self.admits(version))
                .max()
                .into_iter()
                .collect(),
        }
    }

    fn admits(&self, version: &Version) -> bool {
        match self {
            Self::Exact(exact) => exact == version,
            Self::From { least, place } => {
                let same = least.numbers.get(..*place) == version.numbers.get(..*place);
                version.is_stable() && same && least <= version
            }
            Self::LatestStable => version.is_stable(),
            Self::Latest | Self::All => true,
        }
    }
}

impl From<Version> for VersionReference {
    fn from(version: Version) -> Self {
        Self::Exact(version)
    }
}

impl fmt::Display for VersionReference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(version) => version.fmt(to),
            Self::From { least, place } => {
                for (at, number) in least.numbers.iter().enumerate() {
                    let before = if at == 0 { "" } else { "." };
                    let mark = if at == *place { "+" } else { "" };
                    write!(to, "{before}{number}{mark}")?;
                }
                Ok(())
            }
            Self::LatestStable => to.write_str("+"),
            Self::Latest => to.write_str("~"),
            Self::All => to.write_str("*"),
        }
    }
}
