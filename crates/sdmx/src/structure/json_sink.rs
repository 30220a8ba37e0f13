//! Trees as JSON: indented, members in the order they were put in, the same bytes every time.
//!
//! What the trees hold is not judged.

use super::node::{Node, Scalar};
use std::io::{self, Write};

/// Writes the value of a tree, at a depth.
pub(super) fn write_value(node: &Node, depth: usize, to: &mut impl Write) -> io::Result<()> {
    match &node.value {
        Scalar::Text(text) => return write_text(text, to),
        Scalar::Number(number) => return to.write_all(number.as_bytes()),
        Scalar::Flag(flag) => return write!(to, "{flag}"),
        Scalar::None if node.children.is_empty() => return to.write_all(b"{}"),
        Scalar::None => {}
    }
    write_long(node, "", depth, to, &mut |_| Ok(()))
}

/// Writes a tree that has members, and more after the last element of the array of a name.
pub(super) fn write_long<W: Write, E: From<io::Error>>(
    node: &Node,
    name: &str,
    depth: usize,
    to: &mut W,
    more: &mut dyn FnMut(&mut W) -> Result<(), E>,
) -> Result<(), E> {
    to.write_all(b"{")?;
    for (place, group) in groups(&node.children).enumerate() {
        if place > 0 {
            to.write_all(b",")?;
        }
        line(depth + 1, to)?;
        write_text(&group[0].name, to)?;
        to.write_all(b": ")?;
        if !group[0].is_one_of_many {
            write_value(&group[0], depth + 1, to)?;
            continue;
        }
        write_elements(group, depth + 1, to)?;
        if group[0].name == name {
            more(to)?;
        }
        line(depth + 1, to)?;
        to.write_all(b"]")?;
    }
    line(depth, to)?;
    Ok(to.write_all(b"}")?)
}

/// Writes an element of an array that is not the first.
pub(super) fn write_next(node: &Node, depth: usize, to: &mut impl Write) -> io::Result<()> {
    to.write_all(b",")?;
    line(depth, to)?;
    write_value(node, depth, to)
}

/// Children of one name that stand together.
fn groups(children: &[Node]) -> impl Iterator<Item = &[Node]> {
    children.chunk_by(|left, right| left.is_one_of_many && left.name == right.name)
}

/// Writes an array without its end.
fn write_elements(nodes: &[Node], depth: usize, to: &mut impl Write) -> io::Result<()> {
    to.write_all(b"[")?;
    for (place, node) in nodes.iter().enumerate() {
        if place > 0 {
            to.write_all(b",")?;
        }
        line(depth + 1, to)?;
        write_value(node, depth + 1, to)?;
    }
    Ok(())
}

/// Begins a line at a depth.
pub(super) fn line(depth: usize, to: &mut impl Write) -> io::Result<()> {
    to.write_all(b"\n")?;
    (0..depth).try_for_each(|_| to.write_all(b"  "))
}

/// Writes a text in quotes.
pub(super) fn write_text(text: &str, to: &mut impl Write) -> io::Result<()> {
    to.write_all(b"\"")?;
    for character in text.chars() {
        match character {
            '"' => to.write_all(b"\\\"")?,
            '\\' => to.write_all(b"\\\\")?,
            '\n' => to.write_all(b"\\n")?,
            '\r' => to.write_all(b"\\r")?,
            '\t' => to.write_all(b"\\t")?,
            '\0'..' ' => write!(to, "\\u{:04x}", u32::from(character))?,
            _ => write!(to, "{character}")?,
        }
    }
    to.write_all(b"\"")
}
