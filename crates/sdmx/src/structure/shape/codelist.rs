//! Code lists and value lists.

use super::artefact::{item, maintainable};
use super::notes::annotations;
use crate::model::{
    Cascade, Class, Code, CodeSelection, Codelist, CodelistExtension, MemberCode, ValueItem, ValueList,
    is_id, is_ncname,
};
use crate::structure::form::{Form, Name, Shape};
use crate::structure::node::Scalar;
use crate::structure::word::Word;
use std::collections::BTreeSet;

impl Shape for Codelist {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::Codelist, is_ncname);
        form.flag("isPartial", &mut self.is_partial, false);
        form.parts(("Code", "codes"), &mut self.codes);
        let has_extensions = form.is_three();
        if form.has(has_extensions, !self.extensions.is_empty(), "CodelistExtension") {
            form.parts(("CodelistExtension", "codelistExtensions"), &mut self.extensions);
        }
    }
}

impl Shape for Code {
    fn shape(&mut self, form: &mut Form<'_>) {
        item(form, &mut self.item, is_id);
        form.local("Parent", &mut self.parent);
    }
}

impl Shape for CodelistExtension {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.attribute("prefix", &mut self.prefix);
        form.must_reference("Codelist", &mut self.codelist, &[Class::Codelist]);
        let (included, excluded) = match self.selection.take() {
            Some(CodeSelection::Inclusive(codes)) => (Some(codes), None),
            Some(CodeSelection::Exclusive(codes)) => (None, Some(codes)),
            None => (None, None),
        };
        let included = selection(form, "InclusiveCodeSelection", included);
        let excluded = selection(form, "ExclusiveCodeSelection", excluded);
        let is_one = included.is_none() || excluded.is_none();
        form.require(is_one, "CodelistExtension", "two selections", "one at most");
        let excluded = excluded.map(CodeSelection::Exclusive);
        self.selection = included.map(CodeSelection::Inclusive).or(excluded);
    }
}

/// The codes of a selection. SDMX-JSON keeps those with a wildcard apart; they come first.
fn selection(
    form: &mut Form<'_>,
    name: &'static str,
    codes: Option<Vec<MemberCode>>,
) -> Option<Vec<MemberCode>> {
    let is_there = codes.is_some();
    let mut codes = codes.unwrap_or_default();
    let was_there = form.inside(name, is_there, |form| match form.is_json() {
        true => json_selection(form, &mut codes),
        false => form.parts("MemberValue", &mut codes),
    });
    was_there.then_some(codes)
}

fn json_selection(form: &mut Form<'_>, codes: &mut Vec<MemberCode>) {
    let is_wild = |code: &MemberCode| code.value.contains('%') && code.cascade == Cascade::No;
    let (wild, mut plain): (Vec<_>, Vec<_>) = codes.drain(..).partition(is_wild);
    let mut wild: Vec<String> = wild.into_iter().map(|code| code.value).collect();
    let wildcards: Name = ("WildcardedMemberValue", "wildcardedMemberValues").into();
    form.words(wildcards, &mut wild);
    form.parts(("MemberValue", "memberValues"), &mut plain);
    codes.extend(wild.into_iter().map(|value| MemberCode {
        value,
        cascade: Cascade::No,
    }));
    codes.append(&mut plain);
    let mut seen = BTreeSet::new();
    codes.retain(|code| seen.insert((code.value.clone(), code.cascade)));
}

impl Shape for MemberCode {
    fn shape(&mut self, form: &mut Form<'_>) {
        cascade(form, &mut self.cascade);
        form.content("value", &mut self.value);
        form.collapse("value");
    }
}

/// Whether what belongs under a value is meant too; before SDMX 3 never without the value itself.
pub(super) fn cascade(form: &mut Form<'_>, this: &mut Cascade) {
    let is_known = form.is_three() || *this != Cascade::ExcludeRoot;
    form.has(is_known, true, "cascadeValues");
    let mut word = (form.is_writing && *this != Cascade::No).then_some(*this);
    form.attribute("cascadeValues", &mut word);
    if !form.is_writing {
        *this = word.unwrap_or_default();
    }
}

impl Word for Cascade {
    const EXPECTED: &'static str = "true, false or excluderoot";

    fn read(text: &str) -> Option<Self> {
        match text {
            "excluderoot" => Some(Self::ExcludeRoot),
            _ => bool::read(text).map(|cascades| if cascades { Self::Yes } else { Self::No }),
        }
    }

    fn print(&self) -> String {
        match self {
            Self::No => "false".to_owned(),
            Self::Yes => "true".to_owned(),
            Self::ExcludeRoot => "excluderoot".to_owned(),
        }
    }

    fn scalar(&self) -> Scalar {
        match self {
            Self::No => Scalar::Flag(false),
            Self::Yes => Scalar::Flag(true),
            Self::ExcludeRoot => Scalar::Text(self.print()),
        }
    }

    fn fits(scalar: &Scalar) -> bool {
        matches!(scalar, Scalar::Flag(_) | Scalar::Text(_))
    }
}

impl Shape for ValueList {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::ValueList, is_ncname);
        form.parts(("ValueItem", "valueItems"), &mut self.values);
    }
}

impl Shape for ValueItem {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.must("id", &mut self.id);
        annotations(form, &mut self.notes.annotations);
        let has_more = !self.notes.links.is_empty() || self.notes.uri.is_some();
        form.has(false, has_more, "links");
        form.texts("com:Name", "names", &mut self.names);
        form.texts("com:Description", "descriptions", &mut self.descriptions);
    }
}
