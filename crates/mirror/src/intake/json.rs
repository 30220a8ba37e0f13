//! Records of a JSON reply, one at a time.
//!
//! The reply is an object with an array `data`, or such an array alone. Numbers are
//! taken as they are written, so that no float comes between the source's digits and
//! ours. Other members are passed over, except those in which a server says why there
//! is no data.

use super::Layout;
use super::encoding::Decoded;
use super::error::Problem;
use super::interpreter::Interpreter;
use super::metered::{Meter, Metered};
use super::options::Limits;
use super::outlet::Outlet;
use super::reject::{Fault, Reason, clip};
use super::row::{Column, Header, Row, plain_name};
use super::summary::Warning;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::io::{BufReader, Read};

/// The header that records of a layout have: its columns, as JSON names them no others.
pub(super) fn header(columns: &[Column]) -> Header {
    Header {
        names: columns.iter().map(|column| column.name.to_owned()).collect(),
        decimal_comma: false,
    }
}

/// The layout of a text that begins so: a message of SDMX has its data in an object and a head
/// before or after it, a reply of UN Comtrade has them in an array.
pub(super) fn layout(head: &[u8]) -> Layout {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut found = None;
    // The head may be cut anywhere: an error behind what was found does not count.
    let _ = serde_json::Deserializer::from_slice(head).deserialize_any(Marks(&mut found));
    found.unwrap_or(Layout::ComtradeJson)
}

/// Looks for a member that tells the layout.
struct Marks<'a>(&'a mut Option<Layout>);

impl<'de> Visitor<'de> for Marks<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a message or a reply")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<(), M::Error> {
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "data" => {
                    *self.0 = Some(Layout::ComtradeJson);
                    return members.next_value_seed(Begins(&mut *self.0));
                }
                "meta" | "dataSets" | "header" | "structure" => {
                    *self.0 = Some(Layout::SdmxJson);
                    return Ok(());
                }
                // A message of errors has nothing else; a reply would have data behind it.
                "errors" => {
                    *self.0 = Some(Layout::SdmxJson);
                    members.next_value::<IgnoredAny>()?;
                }
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, _: S) -> Result<(), S::Error> {
        *self.0 = Some(Layout::ComtradeJson);
        Ok(())
    }
}

/// Looks at whether data are an object.
struct Begins<'a>(&'a mut Option<Layout>);

impl<'de> DeserializeSeed<'de> for Begins<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Begins<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("data")
    }

    fn visit_map<M: MapAccess<'de>>(self, _: M) -> Result<(), M::Error> {
        *self.0 = Some(Layout::SdmxJson);
        Ok(())
    }
}

/// Reads all records of a reply.
pub(super) fn drive(
    source: &mut dyn Read,
    limits: Limits,
    columns: &[Column],
    interpreter: &mut dyn Interpreter,
    out: &mut Outlet<'_>,
) -> Result<(), Problem> {
    let meter = Meter::default();
    let decoded = Decoded::new(Metered::new(source, meter.clone()));
    // The decoder and the buffer read ahead, each a chunk or two.
    let bound = limits.line_bytes as u64 + 512 * 1024;
    meter.allow(bound);
    let mut reader = serde_json::Deserializer::from_reader(BufReader::new(decoded));
    let mut reply = Reply {
        names: columns.iter().map(|column| plain_name(column.name)).collect(),
        interpreter,
        out,
        row: Row::default(),
        fields: vec![String::new(); columns.len()],
        told: vec![false; columns.len()],
        limits,
        bound,
        meter,
        problem: None,
        refusal: None,
        count: None,
        found: false,
    };
    let outcome = reader
        .deserialize_any(Members(&mut reply))
        .and_then(|()| reader.end());
    finish(reply, outcome)
}

fn finish(reply: Reply<'_, '_>, outcome: Result<(), serde_json::Error>) -> Result<(), Problem> {
    if let Some(problem) = reply.problem {
        return Err(problem);
    }
    outcome.map_err(|error| Problem::Structure {
        line: error.line() as u64,
        found: clip(&error.to_string()),
        expected: "a JSON reply with an array \"data\"".to_owned(),
    })?;
    if reply.row.line > 0 || (reply.found && reply.refusal.is_none()) {
        if reply.count.is_some_and(|count| count != reply.row.line) {
            reply.out.warn(Warning::Count);
        }
        return Ok(());
    }
    Err(Problem::Structure {
        line: 0,
        found: reply
            .refusal
            .map_or_else(|| "no data".to_owned(), |text| format!("{text:?} and no data")),
        expected: "a JSON reply with an array \"data\"".to_owned(),
    })
}

/// A reply being read.
struct Reply<'a, 'b> {
    names: Vec<String>,
    interpreter: &'a mut dyn Interpreter,
    out: &'a mut Outlet<'b>,
    row: Row,
    fields: Vec<String>,
    /// Which of them the record has told.
    told: Vec<bool>,
    limits: Limits,
    bound: u64,
    meter: Meter,
    problem: Option<Problem>,
    refusal: Option<String>,
    count: Option<u64>,
    found: bool,
}

impl Reply<'_, '_> {
    /// A record is complete.
    fn take(&mut self, fault: Option<Fault>) -> Result<(), Problem> {
        let line = self.row.line + 1;
        self.row.clear(line);
        for field in &mut self.fields {
            self.row.push(field);
            field.clear();
        }
        self.told.fill(false);
        self.meter.allow(self.bound);
        self.out.progress(self.meter.read());
        self.out.summary.rows += 1;
        match fault {
            Some(fault) => {
                self.out.reject(line, fault);
                Ok(())
            }
            None => self.interpreter.row(&self.row, self.out),
        }
    }

    /// Takes the text of a member of a record, if a column is named so. Which of two of one name
    /// counts, nobody can say.
    fn set(&mut self, name: &str, raw: &RawValue) -> Option<Fault> {
        let plain = plain_name(name);
        let at = self.names.iter().position(|column| *column == plain)?;
        if std::mem::replace(&mut self.told[at], true) {
            let expected = format!("{:?} once in a record", self.names[at]);
            return Some(Fault::new(Reason::Structure, name, raw.get(), expected));
        }
        match text(raw.get()) {
            Some(text) if text.len() <= self.limits.field_bytes => {
                self.fields[at] = text;
                None
            }
            _ => Some(Fault::new(
                Reason::Structure,
                name,
                raw.get(),
                "a number or a short text",
            )),
        }
    }
}

/// The text of a scalar; none of an array or object.
fn text(raw: &str) -> Option<String> {
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw).ok(),
        Some(b'[' | b'{') | None => None,
        _ if raw == "null" => Some(String::new()),
        _ => Some(raw.to_owned()),
    }
}

/// The members of a reply, or an array in its place.
struct Members<'r, 'a, 'b>(&'r mut Reply<'a, 'b>);

impl<'de> Visitor<'de> for Members<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a reply with an array \"data\"")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<(), M::Error> {
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "data" => members.next_value_seed(Data(&mut *self.0))?,
                "count" => self.0.count = members.next_value::<Box<RawValue>>()?.get().parse().ok(),
                "error" | "message" | "errorMessage" => {
                    let said = text(members.next_value::<Box<RawValue>>()?.get()).unwrap_or_default();
                    self.0.refusal = Some(clip(&said)).filter(|said| !said.is_empty());
                }
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, items: S) -> Result<(), S::Error> {
        Data(self.0).visit_seq(items)
    }
}

/// The array of records.
struct Data<'r, 'a, 'b>(&'r mut Reply<'a, 'b>);

impl<'de> DeserializeSeed<'de> for Data<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Data<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of records")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut records: S) -> Result<(), S::Error> {
        self.0.found = true;
        while records.next_element_seed(Record(&mut *self.0))?.is_some() {}
        Ok(())
    }

    /// `"data": null`, as a server writes that refuses.
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// One record.
struct Record<'r, 'a, 'b>(&'r mut Reply<'a, 'b>);

impl<'de> DeserializeSeed<'de> for Record<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Record<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a record of named values")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<(), M::Error> {
        let mut fault = None;
        while let Some(name) = members.next_key::<String>()? {
            let raw = members.next_value::<Box<RawValue>>()?;
            fault = self.0.set(&name, &raw).or(fault);
        }
        match self.0.take(fault) {
            Ok(()) => Ok(()),
            Err(problem) => {
                self.0.problem = Some(problem);
                Err(M::Error::custom("stopped"))
            }
        }
    }
}
