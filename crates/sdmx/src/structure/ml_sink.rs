//! Trees as XML: indented, with the prefixes `mes`, `str` and `com`, the same bytes every time.
//!
//! What the trees hold is not judged, except that XML must be able to hold it.

use super::ml_source::is_xml;
use super::node::{Node, Scalar};
use crate::fault::{Fault, Position};
use crate::standard::Standard;
use std::io::{self, Write};

/// The names of the namespaces of a standard.
pub(super) fn namespaces(standard: Standard) -> [(&'static str, String); 3] {
    let folder = match standard {
        Standard::Ml3_0 => "v3_0",
        Standard::Ml3_1 => "v3_1",
        _ => "v2_1",
    };
    [("mes", "message"), ("str", "structure"), ("com", "common")].map(|(prefix, name)| {
        (
            prefix,
            format!("http://www.sdmx.org/resources/sdmxml/schemas/{folder}/{name}"),
        )
    })
}

/// Writes a tree.
pub(super) fn write_node(node: &Node, depth: usize, to: &mut impl Write) -> io::Result<()> {
    open(node, depth, to)?;
    let elements = || node.children.iter().filter(|child| !child.is_attribute);
    let text = text(&node.value);
    if elements().next().is_none() && text.is_empty() {
        return to.write_all(b"/>\n");
    }
    to.write_all(b">")?;
    write_escaped(text, false, to)?;
    if elements().next().is_some() {
        to.write_all(b"\n")?;
        for child in elements() {
            write_node(child, depth + 1, to)?;
        }
        indent(depth, to)?;
    }
    writeln!(to, "</{}>", Spelled(&node.name))
}

/// Writes a tree, and more after the last child of a name.
pub(super) fn write_long<W: Write, E: From<io::Error>>(
    node: &Node,
    name: &str,
    depth: usize,
    to: &mut W,
    more: &mut dyn FnMut(&mut W) -> Result<(), E>,
) -> Result<(), E> {
    let Some(last) = node.children.iter().rposition(|child| child.name == name) else {
        return Ok(write_node(node, depth, to)?);
    };
    open(node, depth, to)?;
    to.write_all(b">\n")?;
    for (place, child) in node.children.iter().enumerate() {
        if !child.is_attribute {
            write_node(child, depth + 1, to)?;
        }
        if place == last {
            more(to)?;
        }
    }
    indent(depth, to)?;
    Ok(writeln!(to, "</{}>", Spelled(&node.name))?)
}

fn open(node: &Node, depth: usize, to: &mut impl Write) -> io::Result<()> {
    indent(depth, to)?;
    write!(to, "<{}", Spelled(&node.name))?;
    for attribute in node.children.iter().filter(|child| child.is_attribute) {
        write!(to, " {}=\"", attribute.name)?;
        write_escaped(text(&attribute.value), true, to)?;
        to.write_all(b"\"")?;
    }
    Ok(())
}

/// Begins a line at a depth.
pub(super) fn indent(depth: usize, to: &mut impl Write) -> io::Result<()> {
    (0..depth).try_for_each(|_| to.write_all(b"  "))
}

/// The name of an element as it is written.
struct Spelled<'n>(&'n str);

impl std::fmt::Display for Spelled<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.split_once(':') {
            None => write!(to, "str:{}", self.0),
            Some(("", local)) => to.write_str(local),
            Some(_) => to.write_str(self.0),
        }
    }
}

fn text(value: &Scalar) -> &str {
    match value {
        Scalar::Text(text) | Scalar::Number(text) => text,
        Scalar::Flag(true) => "true",
        Scalar::Flag(false) => "false",
        Scalar::None => "",
    }
}

fn write_escaped(text: &str, is_attribute: bool, to: &mut impl Write) -> io::Result<()> {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' if is_attribute => b"&quot;",
            b'\t' if is_attribute => b"&#9;",
            b'\n' if is_attribute => b"&#10;",
            b'\r' => b"&#13;",
            _ => continue,
        };
        to.write_all(&text.as_bytes()[plain..at])?;
        to.write_all(escape)?;
        plain = at + 1;
    }
    to.write_all(&text.as_bytes()[plain..])
}

/// Faults for characters that XML cannot hold.
pub(super) fn check(node: &Node, faults: &mut Vec<Fault>) {
    if let Some(wrong) = text(&node.value).chars().find(|character| !is_xml(*character)) {
        let found = format!("character U+{:04X}", u32::from(wrong));
        let fault = Fault::new(
            Position::default(),
            node.name.as_ref(),
            found,
            "characters of XML",
        );
        faults.push(fault);
    }
    for child in &node.children {
        check(child, faults);
    }
}
