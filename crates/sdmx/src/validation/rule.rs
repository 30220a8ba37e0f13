//! Constraints: the keys and values that are allowed.
//!
//! A row is within a constraint if it is in one of the regions and one of the key sets that are
//! included, where there are such, and in none that is excluded. A component that a region or key
//! does not name may have any value. What a row does not tell is not held against it: it keeps a
//! row neither out of what is included nor in what is excluded. Validity in time (`validFrom` of
//! a value) is of a moment and not of data, and is not judged; neither is the language of a value.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::codes::is_like;
use super::part::{ABSENT, MISSING, Part, TEXT, WRONG, shown};
use crate::data::Value;
use crate::model::{Constraint, CubeRegion, Key, Member, MemberValue, TimePeriod, TimeRange, YearStart};

/// A constraint.
#[derive(Clone, Debug, Default)]
pub(super) struct Rule {
    name: String,
    included: Vec<Region>,
    excluded: Vec<Region>,
    included_keys: Option<Keys>,
    excluded_keys: Option<Keys>,
}

#[derive(Clone, Debug, Default)]
struct Region {
    members: Vec<Test>,
}

/// Keys by the dimensions they have values for, and those that are regions in truth.
#[derive(Clone, Debug, Default)]
struct Keys {
    exact: BTreeMap<Vec<usize>, HashSet<Vec<u32>>>,
    regions: Vec<Region>,
}

/// What a component's value must be.
#[derive(Clone, Debug)]
struct Test {
    part: usize,
    is_excluded: bool,
    values: Values,
    /// What came out for a value that has a number.
    known: HashMap<u32, bool>,
}

#[derive(Clone, Debug)]
enum Values {
    Any,
    Codes(Vec<bool>),
    Texts(HashSet<String>, Vec<String>),
    Range(Box<TimeRange>, YearStart),
}

/// A row as rules see it.
pub(super) struct Seen<'a, V> {
    pub(super) parts: &'a [Part],
    pub(super) numbers: &'a [u32],
    pub(super) value: V,
}

impl<'a, V: Fn(usize) -> Value<'a>> Seen<'a, V> {
    /// The values of components, as a finding shows them.
    fn told(&self, parts: impl Iterator<Item = usize>) -> String {
        let told = parts.filter_map(|at| Some((at, (self.value)(at).text()?)));
        let told: Vec<_> = told
            .map(|(at, text)| format!("{}={}", self.parts[at].id, shown(text)))
            .collect();
        told.join(", ")
    }

    fn dimensions(&self) -> impl Iterator<Item = usize> {
        let is_dimension = |part: &&Part| part.usage == super::part::Use::Dimension;
        0..self.parts.iter().take_while(is_dimension).count()
    }
}

impl Rule {
    /// Of a constraint; or the component it names that the structure has not.
    pub(super) fn of(constraint: &Constraint, parts: &mut [Part], start: YearStart) -> Result<Self, String> {
        let artefact = &constraint.artefact;
        let mut rule = Self {
            name: format!("{}:{}({})", artefact.agency, artefact.id, artefact.version),
            ..Self::default()
        };
        for region in &constraint.regions {
            let side = match region.is_excluded {
                true => &mut rule.excluded,
                false => &mut rule.included,
            };
            side.push(Region::of(region, parts, start)?);
        }
        for set in &constraint.key_sets {
            let side = match set.is_included {
                true => &mut rule.included_keys,
                false => &mut rule.excluded_keys,
            };
            let keys = side.get_or_insert_default();
            for key in &set.keys {
                keys.add(key, parts, start)?;
            }
        }
        Ok(rule)
    }

    /// Tells what is wrong with a row: component, found, expected.
    pub(super) fn judge<'a, V: Fn(usize) -> Value<'a>>(
        &mut self,
        seen: &Seen<'a, V>,
        mut wrong: impl FnMut(&str, String, String),
    ) {
        let name = &self.name;
        match self.included.as_mut_slice() {
            [] => {}
            [region] => {
                for test in &mut region.members {
                    if test.holds(seen) == Some(false) {
                        let found = seen.told([test.part].into_iter());
                        let found = found.split_once('=').map_or("several values", |(_, value)| value);
                        wrong(
                            &seen.parts[test.part].id,
                            found.to_owned(),
                            format!("a value that {name} allows"),
                        );
                    }
                }
            }
            regions => {
                if !regions.iter_mut().any(|region| region.may_have(seen)) {
                    wrong(
                        "",
                        seen.told(seen.dimensions()),
                        format!("a key in a region that {name} allows"),
                    );
                }
            }
        }
        for region in &mut self.excluded {
            if region.has(seen) {
                let found = seen.told(region.members.iter().map(|test| test.part));
                match region.members.as_slice() {
                    [test] => wrong(
                        &seen.parts[test.part].id,
                        found
                            .split_once('=')
                            .map_or("several values", |(_, value)| value)
                            .to_owned(),
                        format!("a value that {name} allows"),
                    ),
                    _ => wrong(
                        "",
                        found,
                        format!("a key outside the regions that {name} excludes"),
                    ),
                }
            }
        }
        if self
            .included_keys
            .as_mut()
            .is_some_and(|keys| !keys.find(seen, true))
        {
            wrong(
                "",
                seen.told(seen.dimensions()),
                format!("a key that {name} lists"),
            );
        }
        if self
            .excluded_keys
            .as_mut()
            .is_some_and(|keys| keys.find(seen, false))
        {
            wrong(
                "",
                seen.told(seen.dimensions()),
                format!("a key that {name} does not exclude"),
            );
        }
    }
}

impl Region {
    fn of(region: &CubeRegion, parts: &[Part], start: YearStart) -> Result<Self, String> {
        let members = region.keys.iter().chain(&region.components);
        let members = members
            .map(|member| Test::of(member, parts, start))
            .collect::<Result<_, _>>()?;
        Ok(Self { members })
    }

    /// Whether nothing that the row tells keeps it out.
    fn may_have<'a, V: Fn(usize) -> Value<'a>>(&mut self, seen: &Seen<'a, V>) -> bool {
        self.members
            .iter_mut()
            .all(|test| test.holds(seen) != Some(false))
    }

    /// Whether the row is certainly in it.
    fn has<'a, V: Fn(usize) -> Value<'a>>(&mut self, seen: &Seen<'a, V>) -> bool {
        self.members.iter_mut().all(|test| test.holds(seen) == Some(true))
    }
}

impl Keys {
    fn add(&mut self, key: &Key, parts: &mut [Part], start: YearStart) -> Result<(), String> {
        let mut exact = BTreeMap::new();
        let mut is_exact = key.components.is_empty();
        for value in &key.values {
            let part = place(parts, &value.id)?;
            match value.values.as_slice() {
                [text] if !text.contains('%') && value.remove_prefix != Some(true) => {
                    // A key with a value that no row can have is a key of no row.
                    let number = match &parts[part].list {
                        Some(_) => parts[part].codes.words.find(text).unwrap_or(WRONG),
                        None if parts[part].format.wrong(text).is_some() => WRONG,
                        None => parts[part].codes.words.add(text),
                    };
                    exact.insert(part, number);
                }
                _ => is_exact = false,
            }
        }
        if is_exact {
            let (places, numbers) = exact.into_iter().unzip();
            self.exact.entry(places).or_default().insert(numbers);
            return Ok(());
        }
        let values = key.values.iter().map(|value| Member {
            id: value.id.clone(),
            remove_prefix: value.remove_prefix,
            values: value
                .values
                .iter()
                .map(|value| MemberValue {
                    value: value.clone(),
                    ..MemberValue::default()
                })
                .collect(),
            ..Member::default()
        });
        let region = CubeRegion {
            keys: values.collect(),
            components: key.components.clone(),
            ..CubeRegion::default()
        };
        self.regions.push(Region::of(&region, parts, start)?);
        Ok(())
    }

    /// Whether the row has one of the keys; `open` if what it does not tell counts as any value.
    fn find<'a, V: Fn(usize) -> Value<'a>>(&mut self, seen: &Seen<'a, V>, open: bool) -> bool {
        for (places, keys) in &self.exact {
            let numbers: Vec<u32> = places.iter().map(|&at| seen.numbers[at]).collect();
            let is_open = numbers.iter().any(|number| matches!(*number, ABSENT | MISSING..));
            if keys.contains(&numbers) && !is_open || open && is_open {
                return true;
            }
        }
        self.regions.iter_mut().any(|region| match open {
            true => region.may_have(seen),
            false => region.has(seen),
        })
    }
}

impl Test {
    fn of(member: &Member, parts: &[Part], start: YearStart) -> Result<Self, String> {
        let part = place(parts, &member.id)?;
        let values = match (&member.range, member.values.as_slice(), &parts[part].list) {
            (Some(range), ..) => Values::Range(Box::new(range.clone()), start),
            (None, [], _) => Values::Any,
            (None, values, Some(_)) => Values::Codes(
                parts[part]
                    .codes
                    .meant(values, member.remove_prefix == Some(true)),
            ),
            (None, values, None) => {
                let texts = values.iter().map(|value| value.value.clone());
                let (like, exact) = texts.partition(|text| text.contains('%'));
                let exact: Vec<String> = exact;
                Values::Texts(exact.into_iter().collect(), like)
            }
        };
        Ok(Self {
            part,
            is_excluded: member.is_excluded,
            values,
            known: HashMap::new(),
        })
    }

    /// Whether the row's value is one of these; none if the row tells none, or a wrong one.
    fn holds<'a, V: Fn(usize) -> Value<'a>>(&mut self, seen: &Seen<'a, V>) -> Option<bool> {
        let number = seen.numbers[self.part];
        if matches!(number, ABSENT | WRONG | MISSING) {
            return None;
        }
        let is_among = match (&self.values, (seen.value)(self.part)) {
            (Values::Codes(codes), Value::One(_)) if number < MISSING => {
                codes.get(number as usize) == Some(&true)
            }
            (values, Value::One(text)) if number < MISSING => *self
                .known
                .entry(number)
                .or_insert_with(|| values.have(text, &seen.parts[self.part])),
            (values, Value::One(text)) => values.have(text, &seen.parts[self.part]),
            (values, Value::Many(texts)) => texts
                .iter()
                .all(|one| values.have(one.text, &seen.parts[self.part])),
            (_, Value::Absent) => return None,
        };
        Some(is_among != self.is_excluded)
    }
}

impl Values {
    fn have(&self, text: &str, part: &Part) -> bool {
        match self {
            Self::Any => true,
            Self::Codes(codes) => {
                let number = part.codes.words.find(text);
                number.is_some_and(|number| codes.get(number as usize) == Some(&true))
            }
            Self::Texts(exact, like) => exact.contains(text) || like.iter().any(|value| is_like(text, value)),
            Self::Range(range, start) => is_within(range, text, *start),
        }
    }
}

fn is_within(range: &TimeRange, text: &str, start: YearStart) -> bool {
    let Some(period) = TimePeriod::parse(text) else {
        return false;
    };
    let span = period.span(start);
    let begins = range.start.as_ref().is_none_or(|bound| {
        let first = bound.period.span(start);
        match bound.is_inclusive {
            true => span.from >= first.from,
            // A moment has no length: what is after it begins later.
            false => span.from >= first.until && span.from > first.from,
        }
    });
    let ends = range.end.as_ref().is_none_or(|bound| {
        let last = bound.period.span(start);
        match bound.is_inclusive {
            true => span.until <= last.until,
            false => span.until <= last.from && span.from < last.from,
        }
    });
    begins && ends
}

fn place(parts: &[Part], id: &str) -> Result<usize, String> {
    parts
        .iter()
        .position(|part| part.id == id)
        .ok_or_else(|| id.to_owned())
}

/// That numbers of values end where words for their absence begin.
const _: () = assert!(MISSING < TEXT && TEXT < WRONG);
