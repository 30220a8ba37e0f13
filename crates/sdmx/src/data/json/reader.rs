//! Reads SDMX-JSON: the second pass, over the data.
//!
//! Memory is that of the structures and of one series, whose attributes may stand after its
//! observations. A row with a fault is left out.

use std::collections::VecDeque;
use std::io::{BufRead, Seek};

use super::super::event::Event;
use super::super::head::DatasetHead;
use super::super::header::Header;
use super::super::input::Input;
use super::super::layout::Layout;
use super::super::limits::Limits;
use super::super::notice::Notice;
use super::super::outgoing::Outgoing;
use super::super::reader::Options;
use super::super::row::{Level, Row};
use super::super::shape::Shape;
use super::first::First;
use super::node::Node;
use super::structure::{Place, Structure};
use super::tokens::{Token, Tokens};
use crate::{Action, Fault, Position, Standard};

/// Inside of what the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Message,
    DataSets,
    DataSet,
    Groups,
    AllSeries,
    Series,
    Observations,
}

/// Reads SDMX-JSON.
#[derive(Debug)]
pub(crate) struct JsonReader<R> {
    tokens: Tokens<R>,
    limits: Limits,
    standard: Standard,
    structures: Vec<Structure>,
    heads: VecDeque<(DatasetHead, usize)>,
    structure: Structure,
    inside: Vec<Inside>,
    outgoing: Outgoing,
    /// What all rows of the dataset tell.
    base: Row,
    series: Row,
    has_observations: bool,
    has_attributes: bool,
    is_series_wrong: bool,
    /// The observations of a series whose attributes may follow.
    held: VecDeque<Row>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) header: Header,
    pub(crate) head: DatasetHead,
    pub(crate) shape: Shape,
    pub(crate) row: Row,
}

impl<R: BufRead + Seek> JsonReader<R> {
    /// Reads a message that can be read twice; its first byte is at a position.
    pub(crate) fn twice(mut input: R, options: &Options, begins: Position) -> Result<Self, Vec<Fault>> {
        let one = |fault| vec![fault];
        let mut tokens = Tokens::new(Input::from(&mut input, begins), options.limits).map_err(one)?;
        let first = First::read(
            &mut tokens,
            &options.shapes,
            options.standard,
            options.limits.held,
        )
        .map_err(one)?;
        drop(tokens);
        if let Err(error) = input.rewind() {
            return Err(one(Input::new(input).failed(&error)));
        }
        let mut tokens = Tokens::new(Input::from(input, begins), options.limits).map_err(one)?;
        tokens.next().map_err(one)?;
        Ok(Self::second(tokens, first, options.limits))
    }
}

impl<R: BufRead> JsonReader<R> {
    fn second(tokens: Tokens<R>, first: First, limits: Limits) -> Self {
        Self {
            tokens,
            limits,
            standard: first.standard,
            structures: first.structures,
            heads: first.heads.into(),
            structure: Structure::default(),
            inside: vec![Inside::Message],
            outgoing: Outgoing::of(first.faults),
            base: Row::new(),
            series: Row::new(),
            has_observations: false,
            has_attributes: false,
            is_series_wrong: false,
            held: VecDeque::new(),
            notices: first.notices,
            header: first.header,
            head: DatasetHead::default(),
            shape: Shape::default(),
            row: Row::new(),
        }
    }

    pub(crate) fn standard(&self) -> Standard {
        self.standard
    }

    pub(crate) fn next(&mut self) -> Option<Result<Event, Fault>> {
        loop {
            if let Some(given) = self.outgoing.next() {
                if given == Ok(Event::Row) && self.shape != self.structure.shape {
                    self.shape.clone_from(&self.structure.shape);
                }
                return Some(given);
            }
            // The rows of the series that has ended are given before anything is read.
            let is_inside = matches!(self.inside.last(), Some(Inside::Observations | Inside::Series));
            if let Some(row) = self.held.pop_front_if(|_| !is_inside) {
                self.row = row;
                return Some(Ok(Event::Row));
            }
            if self.outgoing.is_over() {
                return None;
            }
            if let Err(fault) = self.step() {
                self.held.clear();
                self.outgoing.fail(fault);
            }
        }
    }

    fn step(&mut self) -> Result<(), Fault> {
        let inside = self.inside.last().copied().unwrap_or(Inside::Message);
        match self.tokens.next()? {
            Token::Key => self.key(inside),
            Token::ObjectStart if inside == Inside::DataSets => self.begin_dataset(),
            Token::ObjectEnd | Token::ArrayEnd => {
                self.end(inside);
                Ok(())
            }
            Token::Over => {
                self.outgoing.end();
                Ok(())
            }
            token => self.tokens.skip_from(token),
        }
    }

    fn key(&mut self, inside: Inside) -> Result<(), Fault> {
        let name = std::mem::take(&mut self.tokens.text);
        let result = match (inside, name.as_str()) {
            (Inside::Message, "data") => self.enter(Token::ObjectStart, Inside::Message),
            (Inside::Message, "dataSets") => self.enter(Token::ArrayStart, Inside::DataSets),
            (Inside::DataSet, "attributes") => self.dataset_attributes(),
            (Inside::DataSet, "dimensionGroupAttributes") => self.enter(Token::ObjectStart, Inside::Groups),
            (Inside::DataSet, "series") => self.enter(Token::ObjectStart, Inside::AllSeries),
            (Inside::DataSet, "observations") => {
                self.series.copy(&self.base);
                (self.has_attributes, self.is_series_wrong) = (true, false);
                self.enter(Token::ObjectStart, Inside::Observations)
            }
            (Inside::Groups, key) => self.group(key),
            (Inside::AllSeries, key) => self.begin_series(key),
            (Inside::Series, "attributes") => self.series_attributes(),
            (Inside::Series, "observations") => self.enter(Token::ObjectStart, Inside::Observations),
            (Inside::Observations, key) => self.observation(key),
            _ => self.tokens.skip(),
        };
        self.tokens.text = name;
        result
    }

    /// Goes into a value, if it is what it should be.
    fn enter(&mut self, expected: Token, inside: Inside) -> Result<(), Fault> {
        match self.tokens.next()? {
            token if token == expected => {
                self.inside.push(inside);
                Ok(())
            }
            Token::Null => Ok(()),
            token => {
                let fault = self.tokens.fault("another value", "an object or array");
                self.outgoing.fault(fault);
                self.tokens.skip_from(token)
            }
        }
    }

    fn begin_dataset(&mut self) -> Result<(), Fault> {
        let (head, number) = self.heads.pop_front().unwrap_or_default();
        let Some(structure) = self.structures.get(number) else {
            let expected = format!("a number below {}", self.structures.len());
            self.wrong("structure", number.to_string(), &expected);
            return self.tokens.skip_from(Token::ObjectStart);
        };
        self.structure = structure.clone();
        self.shape.clone_from(&self.structure.shape);
        self.head = head;
        self.base.clear();
        for place in &self.structure.dataset_key {
            if let Ok(value) = place.value("0") {
                self.base.set(place.at, value);
            }
        }
        self.inside.push(Inside::DataSet);
        self.outgoing.event(Event::Dataset);
        Ok(())
    }

    fn end(&mut self, inside: Inside) {
        self.inside.pop();
        match inside {
            Inside::DataSet => self.outgoing.event(Event::End),
            Inside::Series => self.end_series(),
            _ => {}
        }
    }

    fn wrong(&mut self, component: &str, found: impl Into<String>, expected: &str) {
        let position = self.tokens.position;
        self.outgoing
            .fault(Fault::new(position, component, found, expected));
    }

    /// Reads an array of values.
    fn array(&mut self) -> Result<Node, Fault> {
        let mut left = self.limits.record;
        Node::read(&mut self.tokens, &mut left)
    }

    /// Puts an array's values into a row; true if all are right.
    fn fill(&mut self, places: &[Place], array: &Node, row: &mut Row) -> bool {
        let mut is_right = true;
        for (place, told) in places.iter().zip(array.items()) {
            if let Err(expected) = self.structure.put(place, told, row) {
                let id = self.structure.shape.components[place.at].id.clone();
                self.wrong(&id, spelt(told), &expected);
                is_right = false;
            }
        }
        is_right
    }

    /// Puts a key's values into a row; true if all are right.
    fn fill_key(&mut self, places: &[Place], key: &str, row: &mut Row) -> bool {
        let indices: Vec<&str> = key.split(':').collect();
        let is_alone = places.is_empty() && indices.len() == 1;
        if indices.len() != places.len() && !is_alone {
            let expected = format!("a key of {} indices", places.len());
            self.wrong("", format!("the key {key}"), &expected);
            return false;
        }
        let mut is_right = true;
        for (place, index) in places.iter().zip(indices) {
            match (index, place.value(index)) {
                ("", _) => {}
                ("~", _) => row.set(place.at, "~"),
                (_, Ok(value)) => row.set(place.at, value),
                (_, Err(expected)) => {
                    let id = self.structure.shape.components[place.at].id.clone();
                    self.wrong(&id, format!("the key {key}"), &expected);
                    is_right = false;
                }
            }
        }
        is_right
    }

    fn dataset_attributes(&mut self) -> Result<(), Fault> {
        let (array, position) = (self.array()?, self.tokens.position);
        let (places, mut row) = (self.structure.dataset.clone(), Row::new());
        row.set_position(position);
        row.set_level(Level::Dataset);
        let is_told = array.items().iter().any(|told| *told != Node::Null);
        if self.fill(&places, &array, &mut row) && (is_told || self.head.action == Some(Action::Delete)) {
            self.give(row);
        }
        Ok(())
    }

    fn give(&mut self, row: Row) {
        self.row = row;
        self.outgoing.event(Event::Row);
    }

    fn group(&mut self, key: &str) -> Result<(), Fault> {
        let (position, array) = (self.tokens.position, self.array()?);
        let (keys, places) = (self.structure.key.clone(), self.structure.group.clone());
        let mut row = Row::new();
        row.set_position(position);
        let is_key_right = self.fill_key(&keys, key, &mut row);
        if self.fill(&places, &array, &mut row) && is_key_right {
            self.level(&mut row);
            self.give(row);
        }
        Ok(())
    }

    /// Says what a row's key identifies.
    fn level(&self, row: &mut Row) {
        let at = Layout::at(&self.structure.shape, &self.head);
        let level = Layout::level(&self.structure.shape, at, row);
        row.set_level(level);
        if level == Level::Group {
            row.set_group(Layout::group(&self.structure.shape, row));
        }
    }

    fn begin_series(&mut self, key: &str) -> Result<(), Fault> {
        let (position, places) = (self.tokens.position, self.structure.series_key.clone());
        let mut series = std::mem::take(&mut self.series);
        series.copy(&self.base);
        series.set_position(position);
        self.is_series_wrong = !self.fill_key(&places, key, &mut series);
        self.series = series;
        (self.has_observations, self.has_attributes) = (false, false);
        self.enter(Token::ObjectStart, Inside::Series)
    }

    fn series_attributes(&mut self) -> Result<(), Fault> {
        let (array, places) = (self.array()?, self.structure.series.clone());
        let mut series = std::mem::take(&mut self.series);
        self.is_series_wrong |= !self.fill(&places, &array, &mut series);
        self.series = series;
        self.has_attributes = true;
        for mut row in std::mem::take(&mut self.held) {
            for place in &places {
                row.set_value(place.at, self.series.value(place.at));
            }
            self.held.push_back(row);
        }
        Ok(())
    }

    fn end_series(&mut self) {
        if self.is_series_wrong {
            self.held.clear();
        } else if !self.has_observations {
            let mut row = self.series.clone();
            self.level(&mut row);
            self.give(row);
        }
    }

    fn key_of_observations(&mut self, is_flat: bool) -> &mut Vec<Place> {
        match is_flat {
            true => &mut self.structure.flat_key,
            false => &mut self.structure.observation_key,
        }
    }

    fn observation(&mut self, key: &str) -> Result<(), Fault> {
        let (position, array) = (self.tokens.position, self.array()?);
        let is_flat = self.inside.get(self.inside.len().saturating_sub(2)) == Some(&Inside::DataSet);
        let keys = std::mem::take(self.key_of_observations(is_flat));
        let places = std::mem::take(&mut self.structure.observation);
        let mut row = std::mem::take(&mut self.row);
        row.copy(&self.series);
        row.set_position(position);
        let is_key_right = self.fill_key(&keys, key, &mut row);
        let is_right = self.fill(&places, &array, &mut row) && is_key_right && !self.is_series_wrong;
        self.structure.observation = places;
        *self.key_of_observations(is_flat) = keys;
        self.level(&mut row);
        self.has_observations = true;
        match (is_right, self.has_attributes) {
            (true, true) => self.give(row),
            (true, false) => self.held.push_back(row),
            (false, _) => {}
        }
        Ok(())
    }
}

fn spelt(told: &Node) -> String {
    match told {
        Node::Text(text) => text.clone(),
        Node::Null => "null".to_owned(),
        Node::List(_) => "an array".to_owned(),
        Node::Map(_) => "an object".to_owned(),
    }
}

/// Takes a message into memory, up to the limit.
pub(crate) fn hold<R: BufRead>(mut input: Input<R>, limits: Limits) -> Result<Vec<u8>, Fault> {
    let mut held = Vec::new();
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) => return Err(input.failed(&error)),
        };
        if buffer.is_empty() {
            return Ok(held);
        }
        held.extend_from_slice(buffer);
        let taken = buffer.len();
        input.consume(taken);
        if held.len() > limits.held {
            let expected = format!("at most {} bytes of a message that is held", limits.held);
            return Err(Fault::new(Position::default(), "", "a longer message", expected));
        }
    }
}
