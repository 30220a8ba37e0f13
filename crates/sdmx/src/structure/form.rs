//! A form that is filled in from a piece of a message, or a piece of a message from it.
//!
//! Each artefact is described once ([`Shape`]), and the description reads and writes all
//! standards: on reading, a field is taken out of the tree, on writing it is put in. What is left
//! of the tree afterwards was not expected. That is a fault in XML and SDMX-JSON 2.1, but for
//! members that begin with `x-`; the schemas before that allow any other member, and such are
//! passed over.

use super::node::{Node, Scalar};
use super::word::Word;
use crate::fault::{Fault, Position};
use crate::model::{Texts, is_language};
use crate::standard::{Family, Standard};

/// Something that reads and writes itself.
pub(super) trait Shape: Default {
    /// Fills itself from the form, or the form from itself.
    fn shape(&mut self, form: &mut Form<'_>);
}

/// What was noticed.
#[derive(Debug, Default)]
pub(super) struct Notices {
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
    /// What was passed over.
    pub(super) passed_over: Vec<String>,
}

/// The names of a field.
#[derive(Clone, Copy)]
pub(super) struct Name {
    ml: &'static str,
    json: Option<&'static str>,
}

impl From<&'static str> for Name {
    fn from(ml: &'static str) -> Self {
        Self { ml, json: None }
    }
}

impl From<(&'static str, &'static str)> for Name {
    fn from((ml, json): (&'static str, &'static str)) -> Self {
        Self { ml, json: Some(json) }
    }
}

/// A piece of a message being read or written.
pub(super) struct Form<'m> {
    /// Its standard.
    pub(super) standard: Standard,
    /// Whether it is written.
    pub(super) is_writing: bool,
    /// What stands before names of elements that say nothing else.
    pub(super) space: &'static str,
    pub(super) node: Node,
    pub(super) notices: &'m mut Notices,
}

impl<'m> Form<'m> {
    /// A form to read from a tree.
    pub(super) fn reading(standard: Standard, node: Node, notices: &'m mut Notices) -> Self {
        Self {
            standard,
            is_writing: false,
            space: "",
            node,
            notices,
        }
    }

    /// A form to write a tree.
    pub(super) fn writing(standard: Standard, name: String, notices: &'m mut Notices) -> Self {
        let node = Node::new(name, Position::default());
        Self {
            standard,
            is_writing: true,
            space: "",
            node,
            notices,
        }
    }

    /// Whether it is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.standard.family() == Family::Json
    }

    /// Whether it is XML.
    pub(super) fn is_ml(&self) -> bool {
        !self.is_json()
    }

    /// Whether it belongs to SDMX 3.
    pub(super) fn is_three(&self) -> bool {
        self.standard.is_three()
    }

    /// Whether it belongs to SDMX 3.1.
    pub(super) fn is_three_one(&self) -> bool {
        matches!(self.standard, Standard::Json2_1 | Standard::Ml3_1)
    }

    /// A form for a part.
    pub(super) fn child(&mut self, node: Node) -> Form<'_> {
        let Self {
            standard,
            is_writing,
            space,
            ..
        } = *self;
        Form {
            standard,
            is_writing,
            space,
            node,
            notices: self.notices,
        }
    }

    /// Notes a fault at the form's place.
    pub(super) fn fault(&mut self, component: &str, found: impl Into<String>, expected: impl Into<String>) {
        let fault = Fault::new(self.node.at, component, found, expected);
        self.notices.faults.push(fault);
    }

    /// Whether the standard has a field; a fault if it has not and there is something to write.
    pub(super) fn has(&mut self, allowed: bool, is_present: bool, name: &str) -> bool {
        if !allowed && is_present && self.is_writing {
            let expected = format!("none in {}", self.standard);
            self.fault(name, "a value", expected);
        }
        allowed
    }

    /// A fault unless something is as it must be.
    pub(super) fn require(&mut self, is_right: bool, name: &str, found: &str, expected: &str) {
        if !is_right {
            self.fault(name, found, expected);
        }
    }

    /// Whether a child is the field of a name.
    fn is(&self, node: &Node, name: Name) -> bool {
        if self.is_json() {
            return match name.json {
                Some(json) => node.name == json,
                None => is_lowered(&node.name, local(name.ml)),
            };
        }
        let is_attribute = is_of_attribute(name.ml);
        match (is_attribute, name.ml.contains(':')) {
            _ if is_attribute != node.is_attribute => false,
            (true, _) | (false, true) => node.name == name.ml,
            (false, false) => node.name.strip_prefix(self.space) == Some(name.ml),
        }
    }

    /// The name to be written.
    pub(super) fn spelled(&self, name: Name) -> String {
        if self.is_json() {
            return match name.json {
                Some(json) => json.to_owned(),
                None => lowered(local(name.ml)),
            };
        }
        match name.ml.contains(':') || is_of_attribute(name.ml) {
            true => name.ml.to_owned(),
            false => format!("{}{}", self.space, name.ml),
        }
    }

    /// Takes the one child of a name.
    pub(super) fn take(&mut self, name: impl Into<Name>) -> Option<Node> {
        let name = name.into();
        let place = self.node.children.iter().position(|child| self.is(child, name))?;
        let node = self.node.children.remove(place);
        if node.is_one_of_many {
            let fault = Fault::new(node.at, node.name.as_ref(), "an array", "one value");
            self.notices.faults.push(fault);
        }
        Some(node)
    }

    /// Takes all children of a name.
    pub(super) fn take_all(&mut self, name: impl Into<Name>) -> Vec<Node> {
        let name = name.into();
        let children = std::mem::take(&mut self.node.children);
        let (taken, left): (Vec<_>, Vec<_>) = children.into_iter().partition(|child| self.is(child, name));
        self.node.children = left;
        let is_json = self.is_json();
        for node in taken.iter().filter(|node| is_json && !node.is_one_of_many) {
            let fault = Fault::new(node.at, node.name.as_ref(), "one value", "an array");
            self.notices.faults.push(fault);
        }
        taken
    }

    /// Takes all children of two names, in their order, each with 0 or 1 for its name.
    pub(super) fn take_any(&mut self, names: [Name; 2]) -> Vec<(usize, Node)> {
        let children = std::mem::take(&mut self.node.children);
        let mut taken = Vec::new();
        for child in children {
            match names.iter().position(|name| self.is(&child, *name)) {
                Some(kind) => taken.push((kind, child)),
                None => self.node.children.push(child),
            }
        }
        taken
    }

    /// Puts a child in.
    pub(super) fn put(&mut self, name: impl Into<Name>, is_one_of_many: bool) -> &mut Node {
        let mut node = Node::new(self.spelled(name.into()), Position::default());
        node.is_one_of_many = is_one_of_many && self.is_json();
        let place = self.node.children.len();
        self.node.children.push(node);
        &mut self.node.children[place]
    }

    /// Passes over all children of a name.
    pub(super) fn pass_over(&mut self, name: impl Into<Name>) {
        for node in self.take_all(name) {
            self.notices.passed_over.push(node.name.into_owned());
        }
    }

    /// The word in a node.
    pub(super) fn word<T: Word>(&mut self, mut node: Node) -> Option<T> {
        let at = node.at;
        let scalar = std::mem::take(&mut node.value);
        let fits = self.is_ml() || T::fits(&scalar);
        let text = match scalar {
            Scalar::None => String::new(),
            Scalar::Text(text) | Scalar::Number(text) => text,
            Scalar::Flag(flag) => flag.to_string(),
        };
        let name = node.name.clone();
        let is_trimmed = self.is_ml() && T::TRIMMED;
        self.child(node).close();
        let word = T::read(if is_trimmed { text.trim() } else { &text }).filter(|_| fits);
        if word.is_none() {
            let fault = Fault::new(at, name.as_ref(), format!("{text:?}"), T::EXPECTED);
            self.notices.faults.push(fault);
        }
        word
    }

    fn print<T: Word>(&self, word: &T) -> Scalar {
        if self.is_json() {
            word.scalar()
        } else {
            Scalar::Text(word.print())
        }
    }

    /// An attribute of XML that may be left out.
    pub(super) fn attribute<T: Word>(&mut self, name: impl Into<Name>, slot: &mut Option<T>) {
        let name = name.into();
        if !self.is_writing {
            *slot = self.take(name).and_then(|node| self.word(node));
        } else if let Some(word) = slot {
            let scalar = self.print(word);
            let is_attribute = self.is_ml();
            let node = self.put(name, false);
            (node.value, node.is_attribute) = (scalar, is_attribute);
        }
    }

    /// An attribute that must be there.
    pub(super) fn must<T: Word + Default>(&mut self, name: impl Into<Name>, slot: &mut T) {
        let name = name.into();
        let mut word = self.is_writing.then(|| std::mem::take(slot));
        let is_there = self.is_writing || self.node.children.iter().any(|child| self.is(child, name));
        self.attribute(name, &mut word);
        self.require(is_there, name.ml, "nothing", T::EXPECTED);
        *slot = word.unwrap_or_default();
    }

    /// An identifier that must be there and look right.
    pub(super) fn id(&mut self, name: &'static str, slot: &mut String, is_right: fn(&str) -> bool) {
        self.must(name, slot);
        let found = format!("{slot:?}");
        self.require(
            slot.is_empty() && !self.is_writing || is_right(slot),
            name,
            &found,
            "an identifier",
        );
    }

    /// A truth value that is left out where it is what goes without saying.
    pub(super) fn flag(&mut self, name: impl Into<Name>, slot: &mut bool, default: bool) {
        let mut word = (self.is_writing && *slot != default).then_some(*slot);
        self.attribute(name, &mut word);
        if !self.is_writing {
            *slot = word.unwrap_or(default);
        }
    }

    /// A flag that is written even if it says what is meant without it: real readers ask for it.
    pub(super) fn said_flag(&mut self, name: impl Into<Name>, slot: &mut bool, default: bool) {
        let mut word = self.is_writing.then_some(*slot);
        self.attribute(name, &mut word);
        *slot = word.unwrap_or(default);
    }

    /// An element with a text that may be left out.
    pub(super) fn element<T: Word>(&mut self, name: impl Into<Name>, slot: &mut Option<T>) {
        let name = name.into();
        if !self.is_writing {
            *slot = self.take(name).and_then(|node| self.word(node));
        } else if let Some(word) = slot {
            let scalar = self.print(word);
            self.put(name, false).value = scalar;
        }
    }

    /// An element with a text that must be there.
    pub(super) fn must_element<T: Word + Default>(&mut self, name: impl Into<Name>, slot: &mut T) {
        let name = name.into();
        let mut word = self.is_writing.then(|| std::mem::take(slot));
        let is_there = self.is_writing || self.node.children.iter().any(|child| self.is(child, name));
        self.element(name, &mut word);
        self.require(is_there, name.ml, "nothing", T::EXPECTED);
        *slot = word.unwrap_or_default();
    }

    /// Elements with a text each.
    pub(super) fn words<T: Word>(&mut self, name: impl Into<Name>, slot: &mut Vec<T>) {
        let name = name.into();
        if !self.is_writing {
            let nodes = self.take_all(name);
            *slot = nodes.into_iter().filter_map(|node| self.word(node)).collect();
            return;
        }
        for word in slot.iter() {
            let scalar = self.print(word);
            self.put(name, true).value = scalar;
        }
    }

    /// A part that may be left out.
    pub(super) fn part<T: Shape>(&mut self, name: impl Into<Name>, slot: &mut Option<T>) {
        let name = name.into();
        if !self.is_writing {
            *slot = self.take(name).map(|node| self.read(node));
        } else if let Some(part) = slot {
            self.write(name, false, part);
        }
    }

    /// A part that must be there.
    pub(super) fn must_part<T: Shape>(&mut self, name: impl Into<Name>, slot: &mut T) {
        let name = name.into();
        let mut part = self.is_writing.then(|| std::mem::take(slot));
        self.part(name, &mut part);
        self.require(part.is_some(), name.ml, "nothing", "an element");
        *slot = part.unwrap_or_default();
    }

    /// Parts, in order.
    pub(super) fn parts<T: Shape>(&mut self, name: impl Into<Name>, slot: &mut Vec<T>) {
        let name = name.into();
        if !self.is_writing {
            let nodes = self.take_all(name);
            *slot = nodes.into_iter().map(|node| self.read(node)).collect();
            return;
        }
        for part in slot {
            self.write(name, true, part);
        }
    }

    fn read<T: Shape>(&mut self, node: Node) -> T {
        let mut part = T::default();
        self.read_into(node, &mut part);
        part
    }

    /// Fills a part from a node.
    pub(super) fn read_into<T: Shape>(&mut self, node: Node, part: &mut T) {
        let mut form = self.child(node);
        part.shape(&mut form);
        form.close();
    }

    /// Puts a part in.
    pub(super) fn write<T: Shape>(&mut self, name: Name, is_one_of_many: bool, part: &mut T) {
        self.within(name, is_one_of_many, |form| part.shape(form));
    }

    fn within(&mut self, name: Name, is_one_of_many: bool, fill: impl FnOnce(&mut Form<'_>)) {
        let node = Node::new(self.spelled(name), Position::default());
        let mut form = self.child(node);
        fill(&mut form);
        let mut node = form.node;
        node.is_one_of_many = is_one_of_many && self.is_json();
        self.node.children.push(node);
    }

    /// An element around some fields. It is written if they are there, and they are read if it is.
    pub(super) fn inside(
        &mut self,
        name: impl Into<Name>,
        is_present: bool,
        fill: impl FnOnce(&mut Form<'_>),
    ) -> bool {
        let name = name.into();
        if self.is_writing {
            if is_present {
                self.within(name, false, fill);
            }
            return is_present;
        }
        let Some(node) = self.take(name) else {
            return false;
        };
        let mut form = self.child(node);
        fill(&mut form);
        form.close();
        true
    }

    /// The element's own text; in JSON a member, or the value itself where there is no other member.
    pub(super) fn content<T: Word + Default>(&mut self, member: &'static str, slot: &mut T) {
        if self.is_json() && self.node.value == Scalar::None {
            return self.must((member, member), slot);
        }
        if self.is_writing {
            self.node.value = self.print(slot);
            return;
        }
        let mut node = Node::new(self.node.name.clone(), self.node.at);
        node.value = std::mem::take(&mut self.node.value);
        *slot = self.word(node).unwrap_or_default();
    }

    /// Makes an object with a single member that value itself; JSON.
    pub(super) fn collapse(&mut self, member: &str) {
        let is_single = matches!(self.node.children.as_slice(), [only] if only.name == member);
        if self.is_writing && self.is_json() && is_single {
            self.node.value = self
                .node
                .children
                .pop()
                .map(|only| only.value)
                .unwrap_or_default();
        }
    }

    /// A text in each language.
    pub(super) fn texts(&mut self, name: impl Into<Name>, plural: &'static str, slot: &mut Texts) {
        let name = name.into();
        match (self.is_writing, self.is_json()) {
            (true, true) => self.write_json_texts(name, plural, slot),
            (true, false) => self.write_ml_texts(name, slot),
            (false, true) => self.read_json_texts(name, plural, slot),
            (false, false) => self.read_ml_texts(name, slot),
        }
        let wrong = slot.0.keys().find(|language| !is_language(language)).cloned();
        if let Some(language) = wrong {
            self.fault(name.ml, format!("{language:?}"), "a language");
        }
    }

    fn write_ml_texts(&mut self, name: Name, texts: &Texts) {
        for (language, text) in &texts.0 {
            let node = self.put(name, true);
            let mut mark = Node::new("xml:lang", Position::default());
            (mark.is_attribute, mark.value) = (true, Scalar::Text(language.clone()));
            node.children.push(mark);
            node.value = Scalar::Text(text.clone());
        }
    }

    fn read_ml_texts(&mut self, name: Name, slot: &mut Texts) {
        for node in self.take_all(name) {
            let mut form = self.child(node);
            let (mut language, mut text) = (None::<String>, String::new());
            form.attribute("xml:lang", &mut language);
            form.content("", &mut text);
            let language = language.unwrap_or_else(|| crate::model::DEFAULT_LANGUAGE.to_owned());
            let is_new = !slot.0.contains_key(&language);
            form.require(
                is_new,
                name.ml,
                "a second text in one language",
                "one text a language",
            );
            form.close();
            slot.0.insert(language, text);
        }
    }

    fn write_json_texts(&mut self, name: Name, plural: &'static str, texts: &Texts) {
        let Some(best) = texts.best(crate::model::DEFAULT_LANGUAGE) else {
            return;
        };
        self.put(name, false).value = Scalar::Text(best.to_owned());
        let node = self.put((plural, plural), false);
        for (language, text) in &texts.0 {
            let mut one = Node::new(language.clone(), Position::default());
            one.value = Scalar::Text(text.clone());
            node.children.push(one);
        }
    }

    fn read_json_texts(&mut self, name: Name, plural: &'static str, slot: &mut Texts) {
        let best: Option<String> = self.take(name).and_then(|node| self.word(node));
        for node in self
            .take((plural, plural))
            .map(|node| node.children)
            .unwrap_or_default()
        {
            let language = node.name.to_string();
            if let Some(text) = self.word(node) {
                slot.0.insert(language, text);
            }
        }
        if let Some(best) = best.filter(|_| slot.is_empty()) {
            *slot = Texts::english(best);
        }
    }

    /// Says what was not expected; the end of reading.
    pub(super) fn close(mut self) {
        if self.is_writing {
            return;
        }
        for node in std::mem::take(&mut self.node.children) {
            self.unexpected(&node);
        }
        let is_text = match &self.node.value {
            Scalar::None => false,
            Scalar::Text(text) => self.is_json() || !text.trim().is_empty(),
            Scalar::Number(_) | Scalar::Flag(_) => true,
        };
        let name = self.node.name.to_string();
        self.require(!is_text, &name, "a value", "none here");
    }

    fn unexpected(&mut self, node: &Node) {
        let is_extension = self.is_json() && node.name.starts_with("x-");
        if is_extension || matches!(self.standard, Standard::Json1_0 | Standard::Json2_0) {
            if !is_extension {
                let name = format!("{}: {}", self.node.name, node.name);
                self.notices.passed_over.push(name);
            }
            return;
        }
        let what = match (node.is_attribute, self.is_json()) {
            (true, _) => "attribute",
            (false, true) => "member",
            (false, false) => "element",
        };
        let found = format!("{what} {}", node.called());
        self.notices
            .faults
            .push(Fault::new(node.at, self.node.name.as_ref(), found, "none here"));
    }
}

/// Whether it is the name of an attribute of XML: those begin with a small letter.
fn is_of_attribute(name: &str) -> bool {
    local(name).starts_with(|first: char| first.is_ascii_lowercase())
}

/// A name without what stands before it.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A name that begins with a small letter.
pub(super) fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

fn is_lowered(lowered: &str, name: &str) -> bool {
    let (mut mine, mut theirs) = (lowered.bytes(), name.bytes());
    mine.next() == theirs.next().map(|first| first.to_ascii_lowercase()) && mine.eq(theirs)
}
