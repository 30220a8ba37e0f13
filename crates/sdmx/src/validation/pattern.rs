//! Patterns of XML Schema, as far as they are simple: characters, classes, groups, choices and
//! counts. A pattern with anything else is not read.
//!
//! All ways through a pattern are followed at once: time grows with text and pattern, never with
//! the number of ways.

use std::iter::Peekable;
use std::str::Chars;

/// More steps than this, and a pattern is not simple.
const MOST: usize = 2000;

/// A pattern that a whole text must be like.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    /// Takes a character of a class.
    Take(Class),
    /// Goes on at either.
    Split(usize, usize),
    Jump(usize),
}

#[derive(Clone, Debug, Default)]
struct Class {
    is_negated: bool,
    ranges: Vec<(char, char)>,
}

#[derive(Clone, Debug)]
enum Node {
    Take(Class),
    All(Vec<Node>),
    Any(Vec<Node>),
    Times(Box<Node>, usize, Option<usize>),
}

impl Pattern {
    /// Reads a pattern; none if it is not simple.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rest = text.chars().peekable();
        let node = choice(&mut rest, 0)?;
        let mut pattern = Self { steps: Vec::new() };
        (rest.next().is_none() && pattern.add(&node).is_some()).then_some(pattern)
    }

    /// Whether a whole text is like the pattern.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let mut now = vec![false; self.steps.len() + 1];
        self.reach(0, &mut now);
        for character in text.chars() {
            let mut next = vec![false; self.steps.len() + 1];
            for (at, step) in self.steps.iter().enumerate() {
                match step {
                    Step::Take(class) if now[at] && class.has(character) => self.reach(at + 1, &mut next),
                    _ => {}
                }
            }
            now = next;
        }
        now[self.steps.len()]
    }

    fn reach(&self, from: usize, reached: &mut [bool]) {
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut reached[at], true) {
                continue;
            }
            match self.steps.get(at) {
                Some(Step::Split(one, other)) => open.extend([*one, *other]),
                Some(Step::Jump(to)) => open.push(*to),
                _ => {}
            }
        }
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() <= MOST).then(|| self.steps.len() - 1)
    }

    fn add(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Take(class) => self.push(Step::Take(class.clone())).map(|_| ()),
            Node::All(nodes) => nodes.iter().try_for_each(|node| self.add(node)),
            Node::Any(nodes) => self.any(nodes),
            Node::Times(node, least, most) => {
                for _ in 0..*least {
                    let before = self.steps.len();
                    self.add(node)?;
                    if self.steps.len() == before {
                        return Some(());
                    }
                }
                match most {
                    None => {
                        let split = self.push(Step::Jump(0))?;
                        self.add(node)?;
                        self.push(Step::Jump(split))?;
                        self.steps[split] = Step::Split(split + 1, self.steps.len());
                    }
                    Some(most) => {
                        for _ in *least..*most {
                            let split = self.push(Step::Jump(0))?;
                            self.add(node)?;
                            self.steps[split] = Step::Split(split + 1, self.steps.len());
                        }
                    }
                }
                Some(())
            }
        }
    }

    fn any(&mut self, nodes: &[Node]) -> Option<()> {
        let mut ends = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if at + 1 == nodes.len() {
                self.add(node)?;
                continue;
            }
            let split = self.push(Step::Jump(0))?;
            self.add(node)?;
            ends.push(self.push(Step::Jump(0))?);
            self.steps[split] = Step::Split(split + 1, self.steps.len());
        }
        for end in ends {
            self.steps[end] = Step::Jump(self.steps.len());
        }
        Some(())
    }
}

impl Class {
    fn has(&self, character: char) -> bool {
        let among = |&(from, to): &(char, char)| (from..=to).contains(&character);
        self.ranges.iter().any(among) != self.is_negated
    }

    /// The class of a letter after `\`.
    fn escaped(letter: char) -> Option<Self> {
        let (ranges, is_negated) = match letter {
            'd' | 'D' => (vec![('0', '9')], letter == 'D'),
            's' | 'S' => (vec![(' ', ' '), ('\t', '\n'), ('\r', '\r')], letter == 'S'),
            'n' => (vec![('\n', '\n')], false),
            'r' => (vec![('\r', '\r')], false),
            't' => (vec![('\t', '\t')], false),
            letter if letter.is_ascii_punctuation() => (vec![(letter, letter)], false),
            _ => return None,
        };
        Some(Self { is_negated, ranges })
    }
}

fn choice(rest: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Node> {
    let mut choices = vec![sequence(rest, depth)?];
    while rest.next_if_eq(&'|').is_some() {
        choices.push(sequence(rest, depth)?);
    }
    Some(Node::Any(choices))
}

fn sequence(rest: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Node> {
    let mut nodes = Vec::new();
    while let Some(character) = rest.next_if(|next| !matches!(next, '|' | ')')) {
        let node = match character {
            '(' if depth < 16 => {
                let inner = choice(rest, depth + 1)?;
                rest.next_if_eq(&')')?;
                inner
            }
            '[' => Node::Take(class(rest)?),
            '.' => Node::Take(Class {
                is_negated: true,
                ranges: vec![('\n', '\n'), ('\r', '\r')],
            }),
            '\\' => Node::Take(Class::escaped(rest.next()?)?),
            '(' | '*' | '+' | '?' | '{' | '}' | ']' => return None,
            plain => Node::Take(Class {
                is_negated: false,
                ranges: vec![(plain, plain)],
            }),
        };
        nodes.push(counted(node, rest)?);
    }
    Some(Node::All(nodes))
}

fn counted(node: Node, rest: &mut Peekable<Chars<'_>>) -> Option<Node> {
    let (least, most) = match rest.peek() {
        Some('?') => (0, Some(1)),
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('{') => {
            rest.next();
            let mut words = String::new();
            loop {
                match rest.next()? {
                    '}' => break,
                    other => words.push(other),
                }
            }
            let (least, most) = match words.split_once(',') {
                None => (words.parse().ok()?, Some(words.parse().ok()?)),
                Some((least, "")) => (least.parse().ok()?, None),
                Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
            };
            let right = least <= MOST && most.is_none_or(|most| least <= most && most <= MOST);
            return right.then(|| Node::Times(Box::new(node), least, most));
        }
        _ => return Some(node),
    };
    rest.next();
    Some(Node::Times(Box::new(node), least, most))
}

/// What follows `[`, up to `]`.
fn class(rest: &mut Peekable<Chars<'_>>) -> Option<Class> {
    let mut class = Class {
        is_negated: rest.next_if_eq(&'^').is_some(),
        ranges: Vec::new(),
    };
    loop {
        let from = match rest.next()? {
            ']' if !class.ranges.is_empty() => return Some(class),
            ']' | '[' => return None,
            '\\' => {
                let escaped = Class::escaped(rest.next()?).filter(|class| !class.is_negated)?;
                match escaped.ranges.as_slice() {
                    [(one, other)] if one == other => *one,
                    _ => {
                        class.ranges.extend(escaped.ranges);
                        continue;
                    }
                }
            }
            plain => plain,
        };
        if rest.next_if_eq(&'-').is_none() {
            class.ranges.push((from, from));
            continue;
        }
        match rest.peek()? {
            ']' => class.ranges.extend([(from, from), ('-', '-')]),
            '[' | '\\' => return None,
            _ => {
                let to = rest.next().filter(|to| from <= *to)?;
                class.ranges.push((from, to));
            }
        }
    }
}
