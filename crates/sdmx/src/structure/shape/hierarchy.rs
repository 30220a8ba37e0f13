//! Hierarchies of SDMX 3 and hierarchical code lists of 2.1.

use super::artefact::{item, maintainable, own_urn, validity};
use super::facets::{self, Facets};
use super::notes::notes;
use crate::model::{
    Class, HierarchicalCode, HierarchicalCodelist, Hierarchy, HierarchyAssociation, HierarchyTree,
    IncludedCodelist, Level, NamedHierarchy, TextFormat, is_id,
};
use crate::structure::form::{Form, Shape};
use crate::structure::node::Scalar;

impl Shape for Hierarchy {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::Hierarchy, is_id);
        let mut has_levels = form.is_writing.then_some(self.tree.has_formal_levels);
        form.attribute("hasFormalLevels", &mut has_levels);
        self.tree.has_formal_levels = has_levels.unwrap_or_default();
        form.part("Level", &mut self.tree.level);
        codes(form, &mut self.tree);
    }
}

fn codes(form: &mut Form<'_>, tree: &mut HierarchyTree) {
    form.parts(("HierarchicalCode", "hierarchicalCodes"), &mut tree.codes);
    let is_right = !tree.codes.is_empty() || form.is_json();
    form.require(is_right, "HierarchicalCode", "nothing", "a code");
}

impl Shape for HierarchicalCodelist {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::HierarchicalCodelist, is_id);
        match form.is_json() {
            true => json_included(form, &mut self.included),
            false => form.parts("IncludedCodelist", &mut self.included),
        }
        form.parts(("Hierarchy", "hierarchies"), &mut self.hierarchies);
    }
}

/// SDMX-JSON has the code lists as members whose names are the short names.
fn json_included(form: &mut Form<'_>, slot: &mut Vec<IncludedCodelist>) {
    let is_there = !slot.is_empty();
    form.inside("includedCodelists", is_there, |form| {
        if !form.is_writing {
            for mut node in std::mem::take(&mut form.node.children) {
                let alias = Some(node.name.to_string());
                node.name = "includedCodelists".into();
                form.node.children.push(node);
                let mut codelist = None;
                form.reference("includedCodelists", &mut codelist, &[Class::Codelist]);
                slot.push(IncludedCodelist { codelist, alias });
            }
            return;
        }
        for included in slot.iter() {
            let is_whole = included.alias.is_some() && included.codelist.is_some();
            form.require(is_whole, "includedCodelists", "no short name", "a short name");
            let urn = included
                .codelist
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            let node = form.put("includedCodelists", false);
            node.name = included.alias.clone().unwrap_or_default().into();
            node.value = Scalar::Text(urn);
        }
    });
}

impl Shape for IncludedCodelist {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.attribute("alias", &mut self.alias);
        if form.is_writing {
            let fields = self.codelist.as_ref().map(crate::structure::reference::fields);
            form.require(fields.is_some(), "IncludedCodelist", "nothing", "a code list");
            form.node.children.extend(fields);
            return;
        }
        self.codelist = form.read_fields(&[Class::Codelist]);
        form.require(
            self.codelist.is_some(),
            "IncludedCodelist",
            "nothing",
            "a code list",
        );
    }
}

impl Shape for NamedHierarchy {
    fn shape(&mut self, form: &mut Form<'_>) {
        item(form, &mut self.item, is_id);
        form.flag("leveled", &mut self.tree.has_formal_levels, false);
        codes(form, &mut self.tree);
        form.part("Level", &mut self.tree.level);
    }
}

impl Shape for Level {
    fn shape(&mut self, form: &mut Form<'_>) {
        item(form, &mut self.item, is_id);
        form.part::<TextFormat>("CodingFormat", &mut self.format);
        if let Some(format) = &self.format {
            facets::check(form, format, Facets::Coding);
        }
        let mut below = self.below.take().map(|level| *level);
        form.part("Level", &mut below);
        self.below = below.map(Box::new);
    }
}

impl Shape for HierarchicalCode {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.id("id", &mut self.id, is_id);
        own_urn(form, None);
        validity(form, &mut self.valid_from, &mut self.valid_to);
        notes(form, &mut self.notes);
        if !form.is_three() && !form.is_writing {
            form.attribute("version", &mut None::<String>);
        }
        form.reference("Code", &mut self.code, &[Class::Code]);
        let has_alias = !form.is_three();
        if form.has(has_alias, self.alias.is_some(), "CodelistAliasRef") {
            alias(form, &mut self.alias);
        }
        let is_one = self.code.is_some() != self.alias.is_some();
        form.require(is_one, "Code", "none or two", "one code");
        form.parts(("HierarchicalCode", "hierarchicalCodes"), &mut self.codes);
        form.local("Level", &mut self.level);
    }
}

fn alias(form: &mut Form<'_>, slot: &mut Option<(String, String)>) {
    let (mut list, mut code) = slot.take().unzip();
    form.element("CodelistAliasRef", &mut list);
    form.local(("CodeID", "codeID"), &mut code);
    *slot = list.zip(code);
}

impl Shape for HierarchyAssociation {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::HierarchyAssociation, is_id);
        form.must_reference("LinkedHierarchy", &mut self.hierarchy, &[Class::Hierarchy]);
        form.must_reference("LinkedObject", &mut self.object, &[]);
        form.reference("ContextObject", &mut self.context, &[]);
    }
}
