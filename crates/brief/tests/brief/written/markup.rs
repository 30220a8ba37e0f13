//! XML as a tree, strict: pages, pictures and parts of archives are read back by it.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Text and elements in order; a text is a node without a name.
    pub(crate) children: Vec<Node>,
    words: String,
}

impl Node {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// All its words.
    pub(crate) fn text(&self) -> String {
        self.words.clone() + &self.children.iter().map(Node::text).collect::<String>()
    }

    /// It and every element below, in order.
    pub(crate) fn all(&self) -> Vec<&Node> {
        let mut found = vec![self];
        found.extend(
            self.children
                .iter()
                .filter(|node| !node.name.is_empty())
                .flat_map(Node::all),
        );
        found
    }

    pub(crate) fn named(&self, name: &str) -> Vec<&Node> {
        self.all().into_iter().filter(|node| node.name == name).collect()
    }
}

/// The root of a well-formed text, which may begin with a declaration and a doctype.
pub(crate) fn parse(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Node::default()];
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {xml}"));
        match event {
            Event::Start(element) => open.push(node(&element)),
            Event::Empty(element) => open.last_mut().unwrap().children.push(node(&element)),
            Event::End(_) => {
                let node = open.pop().unwrap();
                open.last_mut().unwrap().children.push(node);
            }
            Event::Text(text) => words(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let sign = reference.resolve_char_ref().unwrap().map(String::from);
                let name = reference.xml10_content();
                words(
                    &mut open,
                    &sign.unwrap_or_else(|| resolve_predefined_entity(&name).unwrap().to_owned()),
                );
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "{xml}");
    let roots: Vec<Node> = open
        .remove(0)
        .children
        .into_iter()
        .filter(|node| !node.name.is_empty())
        .collect();
    let [root] = &roots[..] else {
        panic!("{} roots: {xml}", roots.len())
    };
    root.clone()
}

/// Adds words, and holds them to what XML 1.0 allows.
fn words(open: &mut [Node], text: &str) {
    let odd = |sign: char| matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    assert!(!text.contains(odd), "{text:?} cannot stand in XML");
    let words = text.to_owned();
    open.last_mut().unwrap().children.push(Node {
        words,
        ..Node::default()
    });
}

fn node(element: &BytesStart<'_>) -> Node {
    let attributes = element.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value)
            .unwrap()
            .into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    Node {
        name: element.name().as_ref().to_owned(),
        attributes: attributes.collect(),
        ..Node::default()
    }
}
