//! The areas of trade statistics: countries, their predecessors, and what only looks like a country.
//!
//! It exists so that one partner has one identity however a file names it: by UN Comtrade code, M49 code,
//! ISO letters, or a name in the drifting spelling of an agency. Sources: UN Comtrade's reporter and
//! partner lists, UNSD's M49, and the names that occur in real files; see `NOTES.md`.
//!
//! It does not guess: a text that is neither a known name nor a known alias is an error with near misses,
//! never the nearest area. It does not merge territories either: Comtrade's own files count Monaco in France,
//! a national table tells it alone, and each figure stays under the area its file names.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use crate::embedded;
use crate::fold;

/// At most so many near misses in an [`AreaError::Unknown`].
const NEAR: usize = 3;
/// At most so many candidates in an [`AreaError::Ambiguous`].
const CANDIDATES: usize = 10;
/// Longer texts (in bytes) than this are looked up exactly but get no near misses.
const LONGEST_NEAR: usize = 120;
/// At most so many characters of a text are repeated in an error.
const SHOWN: usize = 80;
/// Similarity (0 to 1, Damerau–Levenshtein) below which a name is no near miss.
const SIMILAR: f64 = 0.7;

/// Comtrade's "Europe EU, nes", whose number M49 gives to Monaco.
const EUROPE_NES: Area = Area(1492);

/// An area by its UN Comtrade code: mostly the M49 code, but 842 for the USA, 251 for France.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(u16);

impl Area {
    /// The area "World", the total over all partners.
    pub const WORLD: Area = Area(0);

    /// The area with this Comtrade code, known or not; M49 codes that differ go through [`Areas::resolve`].
    pub const fn from_code(code: u16) -> Area {
        Area(code)
    }

    /// The Comtrade code.
    pub const fn code(self) -> u16 {
        self.0
    }
}

/// What an area of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AreaKind {
    /// A reporter or partner that can be one side of a pair (also historical and dependent territories).
    Country,
    /// A union of countries that are listed themselves.
    Group,
    /// "Not elsewhere specified", bunkers, free zones, special categories.
    Unspecified,
    /// The total over all partners.
    World,
}

impl AreaKind {
    fn parse(text: &str) -> Option<AreaKind> {
        Some(match text {
            "country" => AreaKind::Country,
            "group" => AreaKind::Group,
            "unspecified" => AreaKind::Unspecified,
            "world" => AreaKind::World,
            _ => return None,
        })
    }
}

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaEntry {
    /// The area, by Comtrade code.
    pub area: Area,
    /// The M49 code where it differs from the Comtrade code (840 for 842).
    pub m49: Option<u16>,
    /// ISO 3166-1 alpha-2; historical areas keep the letters they had.
    pub alpha2: Option<&'static str>,
    /// ISO 3166-1 alpha-3, or Comtrade's own three places such as `W00` and `S19`.
    pub alpha3: Option<&'static str>,
    /// English name, as in Comtrade's lists.
    pub name_en: &'static str,
    /// Russian name, as in UNSD's Russian M49 list.
    pub name_ru: Option<&'static str>,
    /// First year and month in which Comtrade uses the code; `None`: from the beginning.
    pub from: Option<(u16, u8)>,
    /// Last year and month in which Comtrade uses the code; `None`: still in use.
    pub to: Option<(u16, u8)>,
    /// What the area is.
    pub kind: AreaKind,
}

impl AreaEntry {
    /// Whether the area can be one side of a pair.
    pub fn is_partner(&self) -> bool {
        self.kind == AreaKind::Country
    }

    /// Name with letters, such as `Serbia (SRB)`; with the code where there are no letters.
    pub fn label(&self) -> String {
        match self.alpha3 {
            Some(letters) => format!("{} ({letters})", self.name_en),
            None => format!("{} ({})", self.name_en, self.area.code()),
        }
    }

    fn read(row: &embedded::Row) -> Result<AreaEntry, String> {
        Ok(AreaEntry {
            area: Area(row.parse(0)?),
            m49: row.optional(1).map(|_| row.parse(1)).transpose()?,
            alpha2: row.optional(2),
            alpha3: row.optional(3),
            name_en: row.optional(4).ok_or_else(|| row.fault(4))?,
            name_ru: row.optional(5),
            from: row.month(6)?,
            to: row.month(7)?,
            kind: AreaKind::parse(row.text(8)).ok_or_else(|| row.fault(8))?,
        })
    }
}

/// Why a text is no area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AreaError {
    /// No code, name or alias.
    Unknown {
        /// The text, as found, at most 80 characters of it.
        found: String,
        /// Labels of the nearest names, best first, at most three.
        near: Vec<String>,
    },
    /// No exact name, but words of the names of several areas, or letters that several areas had.
    Ambiguous {
        /// The text, as found, at most 80 characters of it.
        found: String,
        /// Labels of the areas it may mean, by code, at most ten.
        candidates: Vec<String>,
    },
    /// A row of a table that stands for many countries or for none ("Всего", "Страны СНГ", "Europe").
    GroupRow {
        /// The text, as found, at most 80 characters of it.
        found: String,
        /// What the row stands for, such as `world`, `cis` or `rest`.
        meaning: &'static str,
    },
    /// An area of the list that cannot be one side of a pair.
    NoSide {
        /// Its label, such as `World (W00)`.
        found: String,
        /// What it is.
        kind: AreaKind,
    },
}

impl fmt::Display for AreaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AreaError::Unknown { found, near } if near.is_empty() => {
                write!(
                    f,
                    "unknown area {found:?}; expected a name, ISO letters or a UN Comtrade code"
                )
            }
            AreaError::Unknown { found, near } => {
                write!(f, "unknown area {found:?}; did you mean {}?", near.join(" or "))
            }
            AreaError::Ambiguous { found, candidates } => {
                write!(
                    f,
                    "ambiguous area {found:?}; expected one of {}",
                    candidates.join(", ")
                )
            }
            AreaError::GroupRow { found, meaning } => {
                write!(f, "expected one area, found the group row {found:?} ({meaning})")
            }
            AreaError::NoSide { found, kind } => {
                let what = match kind {
                    AreaKind::World => "the total over all partners, which is none of them",
                    AreaKind::Group => "a group of states, which is no partner",
                    AreaKind::Unspecified | AreaKind::Country => "what is not specified",
                };
                write!(f, "expected one state or territory, found {found}, {what}")
            }
        }
    }
}

impl std::error::Error for AreaError {}

/// The list of areas with its names, aliases, group rows and successions.
#[derive(Debug, Default)]
pub struct Areas {
    entries: BTreeMap<Area, AreaEntry>,
    m49: BTreeMap<u16, Area>,
    letters: BTreeMap<&'static str, Vec<Area>>,
    keys: BTreeMap<String, Area>,
    /// Names that mean any of several areas, although one of these bears the name.
    ambiguous: BTreeMap<String, Vec<Area>>,
    scoped: BTreeMap<(&'static str, String), Area>,
    names: Vec<Name>,
    group_rows: BTreeMap<String, &'static str>,
    succession: Vec<Succession>,
    faults: Vec<String>,
}

/// A name to be found by what is like it.
#[derive(Debug)]
struct Name {
    words: String,
    /// Its letters in order, for [`may_be_similar`].
    letters: Vec<char>,
    area: Area,
    /// Whether the area is no more, and whether only its formal name has these words:
    /// the United Mexican States are not what "United" asks for.
    rank: (bool, bool),
}

/// An area that took the place of another, or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Succession {
    /// The area that ended.
    pub before: Area,
    /// The area under whose code its trade, or a part of it, was reported afterwards.
    pub after: Area,
    /// First year and month under the later code.
    pub from: (u16, u8),
}

impl Areas {
    /// The embedded list, read once.
    pub fn standard() -> &'static Areas {
        static STANDARD: OnceLock<Areas> = OnceLock::new();
        STANDARD.get_or_init(|| {
            let mut areas = Areas::default();
            areas.read_entries();
            areas.read_aliases();
            areas.read_ambiguous();
            areas.index_narrower();
            areas.read_group_rows();
            areas.read_succession();
            areas
        })
    }

    /// What could not be read of the embedded tables; empty, and a test keeps it so.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// All areas by code.
    pub fn all(&self) -> impl Iterator<Item = &AreaEntry> {
        self.entries.values()
    }

    /// The entry of an area, `None` for a code that is not in the list.
    pub fn entry(&self, area: Area) -> Option<&AreaEntry> {
        self.entries.get(&area)
    }

    /// Name with letters, such as `Serbia (SRB)`; the bare code for a code that is not in the list.
    pub fn label(&self, area: Area) -> String {
        self.entry(area)
            .map_or_else(|| format!("area {}", area.code()), AreaEntry::label)
    }

    /// The one area that `text` names: alpha-3, alpha-2, number, English or Russian name, or alias.
    ///
    /// Case, diacritics, punctuation and spacing do not matter. Numbers may have leading zeros; an M49 code
    /// that Comtrade uses for a narrower territory (840, 250, 356, 578, 756, 158) gives the area Comtrade
    /// reports today (842, 251, 699, 579, 757, 490). A Comtrade file's own code needs no resolving: use
    /// [`Areas::of_comtrade`].
    ///
    /// # Errors
    /// [`AreaError`]: unknown, ambiguous, or a group row.
    pub fn resolve(&self, text: &str) -> Result<Area, AreaError> {
        let text = text.trim();
        if let Some(area) = self.by_number(text) {
            return Ok(area);
        }
        match self.by_letters(text) {
            [area] => return Ok(*area),
            [] => {}
            several => return Err(self.ambiguous(text, several.to_vec())),
        }
        let key = fold::key(text);
        if let Some(several) = self.ambiguous.get(&key) {
            return Err(self.ambiguous(text, several.clone()));
        }
        if let Some(&area) = self.keys.get(&key) {
            return Ok(area);
        }
        Err(self.explain(text, &key))
    }

    /// As [`Areas::resolve`], for an area that is to be one side of a pair.
    ///
    /// # Errors
    /// As [`Areas::resolve`], and [`AreaError::NoSide`] for the world, a group or what is not specified.
    pub fn resolve_side(&self, text: &str) -> Result<Area, AreaError> {
        let area = self.resolve(text)?;
        match self.entry(area) {
            Some(entry) if !entry.is_partner() => Err(AreaError::NoSide {
                found: entry.label(),
                kind: entry.kind,
            }),
            _ => Ok(area),
        }
    }

    /// As [`Areas::resolve`], for a file of a known origin (`uz`, `kz`, `kg`, `am`, `imf`, `eurostat`): a name
    /// that is ambiguous in general may be certain there. Uzbekistan's "Корея" stands on code 410.
    ///
    /// # Errors
    /// As [`Areas::resolve`].
    pub fn resolve_from(&self, origin: &str, text: &str) -> Result<Area, AreaError> {
        match self.scoped.get(&(origin, fold::key(text))) {
            Some(&area) => Ok(area),
            None => self.resolve(text),
        }
    }

    /// The area of a code in UN Comtrade's own files, `None` for a code that is not in the list.
    ///
    /// Comtrade gives 492, which is Monaco in M49, to a residual of Europe. Every other number is its own.
    pub fn of_comtrade(&self, code: u16) -> Option<Area> {
        let area = match code {
            492 => EUROPE_NES,
            code => Area(code),
        };
        self.entry(area).map(|entry| entry.area)
    }

    /// Whether `text` is the name of a row that stands for many countries or for none.
    pub fn is_group_row(&self, text: &str) -> bool {
        self.group_row(text).is_some()
    }

    /// What a group row stands for: `world`, `cis`, `eaeu`, `sco`, `eu`, `euro_area`, `eu_unsettled`,
    /// `non_eaeu`, `non_eu`, `europe`, `asia`, `america`, `africa`, `oceania`, `rest` or `organisation`.
    pub fn group_row(&self, text: &str) -> Option<&'static str> {
        self.group_rows.get(&fold::key(text)).copied()
    }

    /// Whether Comtrade uses the area's code in that month (1 to 12); `false` for codes not in the list.
    pub fn exists_in(&self, area: Area, year: u16, month: u8) -> bool {
        self.entry(area).is_some_and(|entry| {
            let when = (year, month);
            entry.from.is_none_or(|from| from <= when) && entry.to.is_none_or(|to| when <= to)
        })
    }

    /// The areas that took the place of `area`, by code.
    pub fn successors(&self, area: Area) -> impl Iterator<Item = &Succession> {
        self.succession.iter().filter(move |s| s.before == area)
    }

    /// The areas whose place `area` took, by code.
    pub fn predecessors(&self, area: Area) -> impl Iterator<Item = &Succession> {
        self.succession.iter().filter(move |s| s.after == area)
    }

    fn by_number(&self, text: &str) -> Option<Area> {
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let code: u16 = text.parse().ok()?;
        let area = self.m49.get(&code).copied().unwrap_or(Area(code));
        self.entries.contains_key(&area).then_some(area)
    }

    fn by_letters(&self, text: &str) -> &[Area] {
        if !(2..=3).contains(&text.len()) {
            return &[];
        }
        let upper = text.to_ascii_uppercase();
        self.letters.get(upper.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The error for a text that is no exact name.
    fn explain(&self, text: &str, key: &str) -> AreaError {
        if let Some(meaning) = self.group_rows.get(key) {
            return AreaError::GroupRow {
                found: shown(text),
                meaning,
            };
        }
        let words = fold::words(text);
        let matches = self.word_matches(&words);
        if matches.len() > 1 {
            return self.ambiguous(text, matches);
        }
        let near = match (matches.is_empty(), self.near_letters(text)) {
            (false, _) => matches,
            (true, near) if near.is_empty() => self.near(&words),
            (true, near) => near,
        };
        AreaError::Unknown {
            found: shown(text),
            near: self.labels(&near),
        }
    }

    fn ambiguous(&self, text: &str, mut areas: Vec<Area>) -> AreaError {
        areas.truncate(CANDIDATES);
        AreaError::Ambiguous {
            found: shown(text),
            candidates: self.labels(&areas),
        }
    }

    fn labels(&self, areas: &[Area]) -> Vec<String> {
        areas.iter().map(|&area| self.label(area)).collect()
    }

    /// The areas with a name in which `words` stand next to each other as whole words, by code:
    /// those in being before those that are no more, usual names before formal ones.
    fn word_matches(&self, words: &str) -> Vec<Area> {
        if words.is_empty() {
            return Vec::new();
        }
        let wanted = format!(" {words} ");
        let matches = self
            .names
            .iter()
            .filter(|name| name.words.len() >= words.len() && format!(" {} ", name.words).contains(&wanted));
        let matches: Vec<&Name> = matches.collect();
        let best = matches.iter().map(|name| name.rank).min();
        let kept = matches.iter().filter(|name| Some(name.rank) == best);
        let mut areas: Vec<Area> = kept.map(|name| name.area).collect();
        areas.sort_unstable();
        areas.dedup();
        areas
    }

    /// The areas in being whose alpha-3 letters are the text's in another order, else with one of them
    /// changed.
    fn near_letters(&self, text: &str) -> Vec<Area> {
        if text.len() != 3 || !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Vec::new();
        }
        let upper = text.to_ascii_uppercase();
        let known = self
            .entries
            .values()
            .filter(|entry| entry.is_partner() && entry.to.is_none());
        let near = known.filter_map(|entry| {
            let letters = entry.alpha3?;
            let swapped = sorted(letters) == sorted(&upper);
            (swapped || strsim::hamming(letters, &upper) == Ok(1)).then_some((!swapped, entry.area))
        });
        let mut near: Vec<(bool, Area)> = near.collect();
        near.sort_unstable();
        let swapped = near.iter().filter(|(changed, _)| !changed).count();
        let kept = if swapped > 0 { swapped } else { NEAR };
        near.into_iter()
            .take(kept.min(NEAR))
            .map(|(_, area)| area)
            .collect()
    }

    /// The areas with the names most like `words`, best first.
    fn near(&self, words: &str) -> Vec<Area> {
        if words.is_empty() || words.len() > LONGEST_NEAR {
            return Vec::new();
        }
        let mut best: BTreeMap<Area, f64> = BTreeMap::new();
        let letters = sorted(words);
        for name in self
            .names
            .iter()
            .filter(|name| may_be_similar(&letters, &name.letters))
        {
            let score = strsim::normalized_damerau_levenshtein(words, &name.words);
            let kept = best.entry(name.area).or_insert(score);
            *kept = kept.max(score);
        }
        let mut ranked: Vec<(Area, f64)> = best.into_iter().filter(|&(_, score)| score >= SIMILAR).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.into_iter().take(NEAR).map(|(area, _)| area).collect()
    }
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// Whether two texts of these sorted letters can be similar: their distance is at least the number of
/// letters of the longer one that the other has not. Cheap, and it spares most of the distances.
fn may_be_similar(a: &[char], b: &[char]) -> bool {
    let (mut common, mut at, mut to) = (0, 0, 0);
    while let (Some(left), Some(right)) = (a.get(at), b.get(to)) {
        common += usize::from(left == right);
        at += usize::from(left <= right);
        to += usize::from(right <= left);
    }
    common as f64 >= SIMILAR * a.len().max(b.len()) as f64 - 1e-9
}

/// Reading the embedded tables.
impl Areas {
    fn read_entries(&mut self) {
        let text = include_str!("../data/areas.csv");
        let header = "code,m49,alpha2,alpha3,name_en,name_ru,from,to,kind";
        for row in embedded::rows("areas.csv", text, header, &mut self.faults) {
            match AreaEntry::read(&row) {
                Ok(entry) => self.insert(entry),
                Err(fault) => self.faults.push(fault),
            }
        }
        self.index_entries();
    }

    fn insert(&mut self, entry: AreaEntry) {
        if let Some(m49) = entry.m49 {
            self.m49.insert(m49, entry.area);
        }
        if self.entries.insert(entry.area, entry).is_some() {
            self.faults
                .push(format!("areas.csv: code {} twice", entry.area.code()));
        }
    }

    /// Names and letters of all entries except the narrower territories, which come last.
    fn index_entries(&mut self) {
        for entry in self.territories(false) {
            self.name(entry.name_en, entry.area, false);
            if let Some(name) = entry.name_ru {
                self.name(name, entry.area, false);
            }
            for letters in [entry.alpha2, entry.alpha3].into_iter().flatten() {
                self.letters.entry(letters).or_default().push(entry.area);
            }
        }
        let entries = &self.entries;
        self.letters
            .values_mut()
            .for_each(|areas| prefer_current(areas, entries));
    }

    /// The entries whose code is another entry's M49 code (Metropolitan France), or all the others.
    fn territories(&self, narrower: bool) -> Vec<AreaEntry> {
        let is_narrower = |entry: &&AreaEntry| self.m49.contains_key(&entry.area.code());
        self.entries
            .values()
            .filter(|entry| is_narrower(entry) == narrower)
            .copied()
            .collect()
    }

    /// Names of the narrower territories (Metropolitan France), where they are not names of the wider area.
    fn index_narrower(&mut self) {
        for entry in self.territories(true) {
            if !self.keys.contains_key(&fold::key(entry.name_en)) {
                self.name(entry.name_en, entry.area, false);
            }
        }
    }

    /// Takes up a name or alias that may be suggested.
    fn name(&mut self, name: &str, area: Area, formal: bool) {
        let ended = self.entry(area).is_some_and(|entry| entry.to.is_some());
        let words = fold::words(name);
        self.found_by(fold::joined(&words), name, area);
        self.names.push(Name {
            letters: sorted(&words),
            words,
            area,
            rank: (ended, formal),
        });
    }

    /// Takes up what is found exactly; a name that means another area already is a fault.
    fn key(&mut self, name: &str, area: Area) {
        self.found_by(fold::key(name), name, area);
    }

    fn found_by(&mut self, key: String, name: &str, area: Area) {
        let before = self.keys.insert(key, area);
        if let Some(other) = before.filter(|&other| other != area) {
            self.faults.push(format!(
                "{name:?} names both {} and {}",
                other.code(),
                area.code()
            ));
        }
    }

    fn read_aliases(&mut self) {
        let text = include_str!("../data/area_aliases.csv");
        for row in embedded::rows("area_aliases.csv", text, "alias,code,origin", &mut self.faults) {
            match row.parse(1) {
                Ok(code) if self.entries.contains_key(&Area(code)) => {
                    self.alias(row.text(0), Area(code), row.text(2));
                }
                Ok(_) => self.faults.push(row.fault(1)),
                Err(fault) => self.faults.push(fault),
            }
        }
    }

    /// An origin that ends in `!` restricts the alias to files of that origin; one that ends in `~`
    /// names other areas beside its own, and is never suggested.
    fn alias(&mut self, alias: &'static str, area: Area, origin: &'static str) {
        if let Some(only) = origin.strip_suffix('!') {
            self.scoped.insert((only, fold::key(alias)), area);
        } else if origin.ends_with('~') {
            self.key(alias, area);
        } else {
            self.name(alias, area, origin == "unterm");
        }
    }

    fn read_ambiguous(&mut self) {
        let text = include_str!("../data/ambiguous_names.csv");
        for row in embedded::rows("ambiguous_names.csv", text, "name,codes", &mut self.faults) {
            let codes = row.text(1).split(' ');
            let areas: Vec<Area> = codes.filter_map(|code| code.parse().ok().map(Area)).collect();
            if areas.len() < 2 || !areas.iter().all(|area| self.entries.contains_key(area)) {
                self.faults.push(row.fault(1));
            }
            self.ambiguous.insert(fold::key(row.text(0)), areas);
        }
    }

    fn read_group_rows(&mut self) {
        let text = include_str!("../data/group_rows.csv");
        for row in embedded::rows("group_rows.csv", text, "name,meaning", &mut self.faults) {
            let key = fold::key(row.text(0));
            if key.is_empty() || row.text(1).is_empty() || self.keys.contains_key(&key) {
                self.faults.push(row.fault(0));
            }
            self.group_rows.insert(key, row.text(1));
        }
    }

    fn read_succession(&mut self) {
        let text = include_str!("../data/succession.csv");
        for row in embedded::rows("succession.csv", text, "code,successor,from", &mut self.faults) {
            match succession(&row) {
                Ok(succession) => self.succession.push(succession),
                Err(fault) => self.faults.push(fault),
            }
        }
    }
}

/// The beginning of a text, for a message.
fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

fn succession(row: &embedded::Row) -> Result<Succession, String> {
    let from = row.month(2)?.ok_or_else(|| row.fault(2))?;
    Ok(Succession {
        before: Area(row.parse(0)?),
        after: Area(row.parse(1)?),
        from,
    })
}

/// Of areas that share letters, keeps those still in use; of closed areas with the same alpha-3 the latest.
fn prefer_current(areas: &mut Vec<Area>, entries: &BTreeMap<Area, AreaEntry>) {
    let end = |area: &Area| entries.get(area).and_then(|entry| entry.to);
    if areas.iter().any(|area| end(area).is_none()) {
        areas.retain(|area| end(area).is_none());
        return;
    }
    let letters = |area: &Area| entries.get(area).and_then(|entry| entry.alpha3);
    let all = areas.clone();
    areas.retain(|a| all.iter().all(|b| letters(a) != letters(b) || end(b) <= end(a)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_near_miss_is_passed_over_for_its_letters() {
        let names = &Areas::standard().names;
        for a in names.iter().step_by(37) {
            for b in names {
                let score = strsim::normalized_damerau_levenshtein(&a.words, &b.words);
                let kept = may_be_similar(&a.letters, &b.letters);
                assert!(kept || score < SIMILAR, "{} and {}: {score}", a.words, b.words);
            }
        }
    }
}
