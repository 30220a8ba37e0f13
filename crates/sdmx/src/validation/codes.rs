//! The values that an enumeration lists, extensions of code lists included.
//!
//! They are numbered in their order; what belongs under what is kept for constraints.

use std::collections::BTreeSet;

use super::words::Words;
use crate::model::{Artefact, Cascade, Class, CodeSelection, Codelist, MemberValue, Structures, Urn};

/// The values of an enumeration.
#[derive(Clone, Debug, Default)]
pub(super) struct Codes {
    pub(super) words: Words,
    /// The number of what each belongs under, by number less one; 0 for nothing.
    parents: Vec<u32>,
    /// How long a prefix each has from an extension, in bytes.
    prefixes: Vec<usize>,
}

impl Codes {
    /// The values that a reference lists; what is missing among the structures if they are not there.
    pub(super) fn of(structures: &Structures, urn: &Urn, seed: u64) -> Result<Self, String> {
        let mut codes = Self {
            words: Words::new(seed),
            ..Self::default()
        };
        let concepts = urn.without_item(Class::ConceptScheme);
        match structures.resolve(urn).or_else(|| structures.resolve(&concepts)) {
            Some(Artefact::Codelist(list)) => {
                for (id, parent, prefix) in gather(structures, list, &mut BTreeSet::new())? {
                    codes.add(&id, parent.as_deref(), prefix);
                }
            }
            Some(Artefact::ValueList(list)) => {
                list.values.iter().for_each(|item| codes.add(&item.id, None, 0))
            }
            Some(Artefact::ConceptScheme(scheme)) => {
                for concept in &scheme.concepts {
                    codes.add(&concept.item.id, None, 0);
                }
            }
            _ => return Err(urn.short()),
        }
        Ok(codes)
    }

    fn add(&mut self, id: &str, parent: Option<&str>, prefix: usize) {
        let parent = parent.map_or(0, |parent| self.number(parent));
        let number = self.number(id) as usize - 1;
        (self.parents[number], self.prefixes[number]) = (parent, prefix);
    }

    /// The number of a code; a parent may be met before it stands in the list.
    fn number(&mut self, id: &str) -> u32 {
        let number = self.words.add(id);
        if number as usize > self.parents.len() {
            self.parents.push(0);
            self.prefixes.push(0);
        }
        number
    }

    /// Whether each code is one that a constraint's values mean, by number; 0 is none.
    pub(super) fn meant(&self, values: &[MemberValue], remove_prefix: bool) -> Vec<bool> {
        let mut meant = vec![false; self.words.len() + 1];
        for value in values {
            let mut roots = vec![false; self.words.len() + 1];
            if !remove_prefix && !value.value.contains('%') {
                roots[self.words.find(&value.value).unwrap_or_default() as usize] = true;
            } else {
                for (number, text) in self.words.iter() {
                    let prefix = self.prefixes[number as usize - 1] * usize::from(remove_prefix);
                    roots[number as usize] = is_like(text.get(prefix..).unwrap_or(text), &value.value);
                }
            }
            roots[0] = false;
            if value.cascade == Cascade::No {
                meant
                    .iter_mut()
                    .zip(roots)
                    .for_each(|(meant, root)| *meant |= root);
                continue;
            }
            for number in 1..roots.len() as u32 {
                let itself = roots[number as usize] && value.cascade == Cascade::Yes;
                meant[number as usize] |= itself || self.is_under(number, &roots);
            }
        }
        meant
    }

    fn is_under(&self, number: u32, roots: &[bool]) -> bool {
        let (mut at, mut left) = (self.parents[number as usize - 1], self.parents.len());
        while at != 0 && left > 0 {
            if roots[at as usize] {
                return true;
            }
            (at, left) = (self.parents[at as usize - 1], left - 1);
        }
        false
    }
}

/// Codes of a list and of those that extend it: identifiers, parents, lengths of prefixes.
type Gathered = Vec<(String, Option<String>, usize)>;

fn gather(structures: &Structures, list: &Codelist, seen: &mut BTreeSet<Urn>) -> Result<Gathered, String> {
    let own = list.artefact.urn(Class::Codelist);
    if !seen.insert(own.clone()) {
        return Err(format!("{} without itself among its extensions", own.short()));
    }
    let mut codes: Gathered = Vec::new();
    for extension in &list.extensions {
        let Some(urn) = &extension.codelist else { continue };
        let Some(Artefact::Codelist(other)) = structures.resolve(urn) else {
            return Err(urn.short());
        };
        let inner = gather(structures, other, seen)?;
        let prefix = extension.prefix.as_deref().unwrap_or_default();
        for (id, parent, length) in &inner {
            if is_selected(extension.selection.as_ref(), id, parent.as_deref(), &inner) {
                let parent = parent.as_ref().map(|parent| format!("{prefix}{parent}"));
                codes.push((format!("{prefix}{id}"), parent, prefix.len() + length));
            }
        }
    }
    let kept: BTreeSet<&str> = codes.iter().map(|(id, ..)| id.as_str()).collect();
    let own: Gathered = list
        .codes
        .iter()
        .map(|code| (code.item.id.clone(), code.parent.clone(), 0))
        .collect();
    let replaced: BTreeSet<String> = own
        .iter()
        .filter(|(id, ..)| kept.contains(id.as_str()))
        .map(|(id, ..)| id.clone())
        .collect();
    codes.retain(|(id, ..)| !replaced.contains(id));
    codes.extend(own);
    // A parent that was not selected is no code of this list.
    let all: BTreeSet<String> = codes.iter().map(|(id, ..)| id.clone()).collect();
    for (_, parent, _) in &mut codes {
        *parent = parent.take().filter(|parent| all.contains(parent));
    }
    seen.remove(&list.artefact.urn(Class::Codelist));
    Ok(codes)
}

fn is_selected(selection: Option<&CodeSelection>, id: &str, parent: Option<&str>, all: &Gathered) -> bool {
    let (members, is_inclusive) = match selection {
        None => return true,
        Some(CodeSelection::Inclusive(members)) => (members, true),
        Some(CodeSelection::Exclusive(members)) => (members, false),
    };
    let parent_of = |id: &str| {
        all.iter()
            .find(|(other, ..)| other == id)
            .and_then(|(_, parent, _)| parent.as_deref())
    };
    let is_meant = members.iter().any(|member| {
        let itself = is_like(id, &member.value) && member.cascade != Cascade::ExcludeRoot;
        let (mut above, mut left, mut is_under) = (parent, all.len(), false);
        while let (Some(id), false, 1..) = (above, is_under || member.cascade == Cascade::No, left) {
            is_under = is_like(id, &member.value);
            (above, left) = (parent_of(id), left - 1);
        }
        itself || is_under
    });
    is_meant == is_inclusive
}

/// Whether a text is like a value in which `%` stands for any characters.
pub(super) fn is_like(text: &str, value: &str) -> bool {
    let Some((first, rest)) = value.split_once('%') else {
        return text == value;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('%').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(last)
}
