//! References to artefacts and to parts of the same one, in the spellings of each standard.
//!
//! SDMX-ML 2.1 takes a reference apart into fields (`Ref`) or writes the URN; all others write the
//! URN. Whether the target exists is not asked.

use super::form::{Form, Name};
use super::node::{Node, Scalar};
use crate::fault::Position;
use crate::model::{Class, Urn, Version, VersionReference, is_nested_id};
use crate::standard::Standard;

impl Form<'_> {
    /// Whether references are taken apart.
    fn has_fields(&self) -> bool {
        matches!(self.standard, Standard::Ml2_1 | Standard::Ml2_1Generic)
    }

    /// A reference to one of some classes, or with none of them of any; `None` if left out.
    pub(super) fn reference(&mut self, name: impl Into<Name>, slot: &mut Option<Urn>, classes: &[Class]) {
        let name = name.into();
        if !self.is_writing {
            *slot = self.take(name).and_then(|node| self.read_urn(node, classes));
        } else if let Some(urn) = slot {
            self.write_urn(name, false, urn, classes);
        }
    }

    /// A reference that must be there.
    pub(super) fn must_reference(
        &mut self,
        name: impl Into<Name>,
        slot: &mut Option<Urn>,
        classes: &[Class],
    ) {
        let name = name.into();
        let before = self.notices.faults.len();
        self.reference(name, slot, classes);
        let is_said = self.notices.faults.len() > before;
        let spelled = self.spelled(name);
        self.require(slot.is_some() || is_said, &spelled, "nothing", "a reference");
    }

    /// References, in order.
    pub(super) fn references(&mut self, name: impl Into<Name>, slot: &mut Vec<Urn>, classes: &[Class]) {
        let name = name.into();
        if !self.is_writing {
            let nodes = self.take_all(name);
            slot.extend(nodes.into_iter().filter_map(|node| self.read_urn(node, classes)));
            return;
        }
        for urn in slot.iter() {
            self.write_urn(name, true, urn, classes);
        }
    }

    /// The URN in a node; a fault if it is none, or of another class.
    fn read_urn(&mut self, node: Node, classes: &[Class]) -> Option<Urn> {
        let (at, name) = (node.at, node.name.to_string());
        let before = self.notices.faults.len();
        let mut form = self.child(node);
        let urn = match form.has_fields() {
            true => form.read_fields(classes),
            false => form.own_urn(),
        };
        form.close();
        let is_right = urn.as_ref().is_some_and(|urn| is_of(urn, classes));
        if !is_right && self.notices.faults.len() == before {
            let found = urn
                .as_ref()
                .map_or_else(|| "no URN".to_owned(), ToString::to_string);
            let words: Vec<_> = classes.iter().map(|class| class.word()).collect();
            let mut fault = crate::fault::Fault::new(at, name, found, "a reference");
            if !words.is_empty() {
                fault.expected = format!("a reference to a {}", words.join(" or "));
            }
            self.notices.faults.push(fault);
        }
        urn.filter(|_| is_right)
    }

    fn own_urn(&mut self) -> Option<Urn> {
        let mut node = Node::new(self.node.name.clone(), self.node.at);
        node.value = std::mem::take(&mut self.node.value);
        self.word(node)
    }

    /// A reference of SDMX-ML 2.1.
    pub(super) fn read_fields(&mut self, classes: &[Class]) -> Option<Urn> {
        if let Some(node) = self.take(":URN") {
            self.take(":Ref").map(|node| self.child(node).fields(classes));
            return self.word(node);
        }
        let node = self.take(":Ref")?;
        self.child(node).fields(classes)
    }

    /// The fields of `Ref`.
    fn fields(mut self, classes: &[Class]) -> Option<Urn> {
        let (mut class, mut package, mut local) = (None::<String>, None::<String>, None::<bool>);
        let (mut agency, mut id) = (String::new(), String::new());
        let (mut version, mut parent) = (None::<String>, None::<String>);
        let (mut parent_version, mut container) = (None::<String>, None::<String>);
        self.attribute("class", &mut class);
        self.attribute("package", &mut package);
        self.attribute("local", &mut local);
        self.must("agencyID", &mut agency);
        self.must("id", &mut id);
        self.attribute("version", &mut version);
        self.attribute("maintainableParentID", &mut parent);
        self.attribute("maintainableParentVersion", &mut parent_version);
        self.attribute("containerID", &mut container);
        let class = match &class {
            Some(word) => Class::parse(word),
            None => classes.first().copied(),
        };
        self.close();
        let class = class?;
        let version = if class.is_maintainable() {
            version
        } else {
            parent_version
        };
        let version = match version {
            Some(text) => VersionReference::parse(&text)?,
            None => Version::one().into(),
        };
        if class.is_maintainable() {
            return Urn::parse(&Urn::new(class, agency, id, version).to_string());
        }
        let item = container.map_or(id.clone(), |container| format!("{container}.{id}"));
        let urn = Urn::new(class, agency, parent?, version);
        Urn::parse(&urn.with_item(class, item).to_string())
    }

    fn write_urn(&mut self, name: Name, is_one_of_many: bool, urn: &Urn, classes: &[Class]) {
        let spelled = self.spelled(name);
        let is_right = is_of(urn, classes) && Urn::parse(&urn.to_string()).as_ref() == Some(urn);
        self.require(
            is_right,
            &spelled,
            &urn.to_string(),
            "a reference of the right class",
        );
        if !self.has_fields() {
            self.put(name, is_one_of_many).value = Scalar::Text(urn.to_string());
            return;
        }
        let node = self.put(name, is_one_of_many);
        node.children.push(fields(urn));
    }

    /// The identifier of another part of the same artefact.
    pub(super) fn local(&mut self, name: impl Into<Name>, slot: &mut Option<String>) {
        let name = name.into();
        if !self.is_writing {
            *slot = self.take(name).and_then(|node| self.read_local(node));
        } else if let Some(id) = slot {
            self.write_local(name, false, id);
        }
    }

    /// Identifiers of other parts of the same artefact.
    pub(super) fn locals(&mut self, name: impl Into<Name>, slot: &mut Vec<String>) {
        let name = name.into();
        if !self.is_writing {
            let nodes = self.take_all(name);
            *slot = nodes
                .into_iter()
                .filter_map(|node| self.read_local(node))
                .collect();
            return;
        }
        for id in slot.iter() {
            self.write_local(name, true, id);
        }
    }

    /// The identifier in a node.
    pub(super) fn read_local(&mut self, node: Node) -> Option<String> {
        let (at, name) = (node.at, node.name.to_string());
        let mut form = self.child(node);
        let id = match form.has_fields() {
            true => form.take(":Ref").map(|node| form.child(node).local_fields()),
            false => {
                let mut text = String::new();
                form.content("", &mut text);
                Some(text.trim().to_owned())
            }
        };
        form.close();
        let id = id.filter(|id| is_nested_id(id));
        if id.is_none() {
            let fault = crate::fault::Fault::new(at, name, "none", "an identifier");
            self.notices.faults.push(fault);
        }
        id
    }

    fn local_fields(mut self) -> String {
        let (mut id, mut text, mut local) = (String::new(), None::<String>, None::<bool>);
        self.must("id", &mut id);
        self.attribute("local", &mut local);
        for name in ["class", "package", "containerID"] {
            self.attribute(name, &mut text);
        }
        self.close();
        id
    }

    fn write_local(&mut self, name: Name, is_one_of_many: bool, id: &str) {
        let spelled = self.spelled(name);
        self.require(is_nested_id(id), &spelled, &format!("{id:?}"), "an identifier");
        let value = Scalar::Text(id.to_owned());
        let has_fields = self.has_fields();
        let node = self.put(name, is_one_of_many);
        match has_fields {
            true => node.children.push(local_field(value)),
            false => node.value = value,
        }
    }
}

/// Whether a reference is complete and of one of some classes; if there are none, all will do.
fn is_of(urn: &Urn, classes: &[Class]) -> bool {
    classes.is_empty() || (classes.contains(&urn.class) && urn.is_complete())
}

fn attribute(name: &'static str, value: Scalar) -> Node {
    let mut node = Node::new(name, Position::default());
    (node.is_attribute, node.value) = (true, value);
    node
}

fn local_field(value: Scalar) -> Node {
    let mut node = Node::new(":Ref", Position::default());
    node.children.push(attribute("id", value));
    node
}

/// A reference as the fields of SDMX-ML 2.1.
pub(super) fn fields(urn: &Urn) -> Node {
    let text = |text: &str| Scalar::Text(text.to_owned());
    let version = text(&urn.version.to_string());
    let mut node = Node::new(":Ref", Position::default());
    let (container, id) = match &urn.item {
        Some(item) if urn.class != Class::Category => match item.rsplit_once('.') {
            Some((container, id)) => (Some(container), id),
            None => (None, item.as_str()),
        },
        Some(item) => (None, item.as_str()),
        None => (None, urn.id.as_str()),
    };
    node.children.push(attribute("agencyID", text(&urn.agency)));
    if urn.item.is_some() {
        node.children
            .push(attribute("maintainableParentID", text(&urn.id)));
        node.children
            .push(attribute("maintainableParentVersion", version));
        node.children
            .extend(container.map(|container| attribute("containerID", text(container))));
        node.children.push(attribute("id", text(id)));
    } else {
        node.children.push(attribute("id", text(id)));
        node.children.push(attribute("version", version));
    }
    node.children.push(attribute("class", text(urn.class.word())));
    node.children
        .push(attribute("package", text(urn.class.package())));
    node
}
