//! A value of JSON in memory: of structures, heads and single values, never of a whole dataset.

use std::io::BufRead;

use super::tokens::{Token, Tokens};
use crate::Fault;

/// A value. Numbers and truths are text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Null,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// Reads the next value; at most so many bytes of text.
    pub(super) fn read<R: BufRead>(tokens: &mut Tokens<R>, left: &mut usize) -> Result<Self, Fault> {
        let token = tokens.next()?;
        Self::from(tokens, token, left)
    }

    /// Reads the value whose first token is given.
    pub(super) fn from<R: BufRead>(
        tokens: &mut Tokens<R>,
        token: Token,
        left: &mut usize,
    ) -> Result<Self, Fault> {
        match token {
            Token::Null => Ok(Self::Null),
            Token::True => Ok(Self::Text("true".to_owned())),
            Token::False => Ok(Self::Text("false".to_owned())),
            Token::String | Token::Number => {
                Self::spend(tokens, left)?;
                Ok(Self::Text(tokens.text.clone()))
            }
            Token::ArrayStart => {
                let mut list = Vec::new();
                loop {
                    match tokens.next()? {
                        Token::ArrayEnd => return Ok(Self::List(list)),
                        token => list.push(Self::from(tokens, token, left)?),
                    }
                }
            }
            Token::ObjectStart => {
                let mut map = Vec::new();
                while tokens.next()? == Token::Key {
                    Self::spend(tokens, left)?;
                    let name = tokens.text.clone();
                    map.push((name, Self::read(tokens, left)?));
                }
                Ok(Self::Map(map))
            }
            _ => Err(tokens.fault("no value", "a value")),
        }
    }

    fn spend<R: BufRead>(tokens: &Tokens<R>, left: &mut usize) -> Result<(), Fault> {
        match left.checked_sub(tokens.text.len() + size_of::<Self>()) {
            Some(rest) => {
                *left = rest;
                Ok(())
            }
            None => Err(tokens.fault("a longer structure", "one within the limit")),
        }
    }

    /// A member of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(members) => members
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value)
                .filter(|value| **value != Self::Null),
            _ => None,
        }
    }

    /// A member's text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of a list; none of anything else.
    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The elements of a member.
    pub(super) fn list(&self, name: &str) -> &[Self] {
        self.get(name).map_or(&[], Self::items)
    }

    /// The members of an object.
    pub(super) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Map(members) => members,
            _ => &[],
        }
    }
}
