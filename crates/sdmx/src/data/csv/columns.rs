//! What the header record of an SDMX-CSV message says of its columns.
//!
//! It reads headers of all versions and labels; it does not know which component a column is
//! before a structure is known.

use super::super::row::Span;
use super::scanner::Record;
use super::subfields::Form;
use crate::{Fault, Standard};

/// A column of a component, or of the sender's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Where it stands in a record.
    pub(super) at: usize,
    /// The id, without brackets.
    pub(super) id: String,
    /// Whether the header has a name after the id, so that values may have one too.
    pub(super) labelled: bool,
    /// How values are written.
    pub(super) form: Form,
}

/// The columns of a message.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) standard: Standard,
    /// How many fields a record has.
    pub(super) width: usize,
    /// Divides several values.
    pub(super) separator: char,
    /// The column of the kind of structure; none in version 1.0.
    pub(super) kind: Option<usize>,
    /// The column of the structure's id.
    pub(super) structure: usize,
    /// The column of the action.
    pub(super) action: Option<usize>,
    /// All columns that are none of the above, nor names or keys.
    pub(super) columns: Vec<Column>,
    /// Whether each column is followed by one of names.
    pub(super) named: bool,
}

impl Columns {
    /// The delimiter: what follows the term that every header begins with.
    pub(super) fn delimiter(line: &str) -> u8 {
        let line = line.trim_start_matches('"');
        let rest = line
            .strip_prefix("STRUCTURE")
            .or_else(|| line.strip_prefix("DATAFLOW"))
            .unwrap_or(line);
        let rest = match rest.strip_prefix('[') {
            Some(bracket) => bracket.get(2..).unwrap_or_default(),
            None => rest,
        };
        let next = rest.trim_start_matches('"').bytes().next();
        next.filter(|byte| b";\t|^~!#$&*".contains(byte)).unwrap_or(b',')
    }

    /// Reads a header. All faults are given: the first ends the message.
    pub(super) fn read(record: &Record, told: Option<Standard>) -> Result<Self, Vec<Fault>> {
        let mut texts = Vec::new();
        for at in 0..record.fields.len() {
            match std::str::from_utf8(record.field(at)) {
                Ok(text) => texts.push(text),
                Err(_) => return Err(vec![fault(record, "", "bytes that are no UTF-8", "UTF-8")]),
            }
        }
        let mut faults = Vec::new();
        let columns = match texts.first().copied().unwrap_or_default() {
            "DATAFLOW" => Self::one(&texts),
            first if first == "STRUCTURE" || bracket(first).is_some() => {
                Self::two(&texts, told, record, &mut faults)
            }
            first => {
                return Err(vec![fault(
                    record,
                    "",
                    &format!("{first:?}"),
                    "STRUCTURE or DATAFLOW as the first column",
                )]);
            }
        };
        if !columns.named {
            twice(&columns.columns, record, &mut faults);
        }
        match faults.is_empty() {
            true => Ok(columns),
            false => Err(faults),
        }
    }

    fn one(texts: &[&str]) -> Self {
        Self {
            standard: Standard::Csv1_0,
            width: texts.len(),
            separator: ';',
            kind: None,
            structure: 0,
            action: None,
            columns: (1..texts.len()).map(|at| plain(at, texts[at])).collect(),
            named: false,
        }
    }

    fn two(texts: &[&str], told: Option<Standard>, record: &Record, faults: &mut Vec<Fault>) -> Self {
        let mut at = 1;
        let mut next = |term: &str| {
            let found = texts.get(at).copied() == Some(term);
            at += usize::from(found);
            found.then_some(at - 1)
        };
        let structure = next("STRUCTURE_ID");
        if structure.is_none() {
            let found = format!("{:?}", texts.get(1).copied().unwrap_or_default());
            faults.push(fault(record, "", &found, "STRUCTURE_ID as the second column"));
        }
        let named = next("STRUCTURE_NAME").is_some();
        let action = next("ACTION");
        next("SERIES_KEY");
        next("OBS_KEY");
        let mut columns = Self {
            // What is told tells 2.0 from 2.1; it makes nothing of this another format.
            standard: match told {
                Some(Standard::Csv2_0) => Standard::Csv2_0,
                _ => Standard::Csv2_1,
            },
            width: texts.len(),
            separator: bracket(texts[0]).unwrap_or(';'),
            kind: Some(0),
            structure: structure.unwrap_or(1),
            action,
            columns: Vec::new(),
            named,
        };
        for (at, text) in texts.iter().enumerate().skip(at) {
            match column(at, text, columns.separator) {
                Ok(column) => columns.columns.push(column),
                Err(expected) => faults.push(fault(record, text, text, expected)),
            }
        }
        columns
    }

    /// The bytes of the columns that say which dataset a record belongs to.
    pub(super) fn identity<'a>(&self, record: &'a Record) -> [&'a [u8]; 3] {
        let field = |at: Option<usize>| at.map_or(&[][..], |at| record.field(at));
        [field(self.kind), record.field(self.structure), field(self.action)]
    }
}

/// The separator of `STRUCTURE[;]`.
fn bracket(first: &str) -> Option<char> {
    let inner = first.strip_prefix("STRUCTURE[")?.strip_suffix(']')?;
    let mut chars = inner.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn plain(at: usize, text: &str) -> Column {
    let (id, labelled) = match text.split_once(": ") {
        Some((id, _)) => (id, true),
        None => (text, false),
    };
    Column {
        at,
        id: id.to_owned(),
        labelled,
        form: Form::default(),
    }
}

/// Reads `ID`, `ID: Name`, `ID[]`, `ID[en;fr]`, `ID[][en;fr]` and `A[].B[]`.
fn column(at: usize, text: &str, separator: char) -> Result<Column, &'static str> {
    let mut column = plain(at, text);
    let header = std::mem::take(&mut column.id);
    let (mut rest, mut lists) = (header.as_str(), 0);
    while let Some(open) = rest.find('[') {
        column.id.push_str(&rest[..open]);
        let close = rest[open..].find(']').ok_or("a closing bracket")? + open;
        match &rest[open + 1..close] {
            "" => lists += 1,
            languages => column
                .form
                .languages
                .extend(languages.split(separator).map(str::to_owned)),
        }
        rest = &rest[close + 1..];
    }
    column.id.push_str(rest);
    column.form.many = lists > 0;
    column.form.nested = lists > 1;
    Ok(column)
}

fn twice(columns: &[Column], record: &Record, faults: &mut Vec<Fault>) {
    let mut ids: Vec<&str> = columns.iter().map(|column| column.id.as_str()).collect();
    ids.sort_unstable();
    for pair in ids.windows(2) {
        if pair[0] == pair[1] && !pair[0].is_empty() {
            faults.push(fault(record, pair[0], "two columns of that name", "one"));
        }
    }
}

fn fault(record: &Record, component: &str, found: &str, expected: &str) -> Fault {
    Fault::new(record.position, component, found, expected)
}

/// What of a value stands before its name, if a name follows: `A: Name`.
pub(super) fn without_name(text: &str, span: Span, coded: Option<bool>) -> Span {
    let value = span.of(text);
    // What has no code before its name is no code with a name.
    let Some(at) = value.find(": ").filter(|at| *at > 0) else {
        return span;
    };
    let is_code = value[..at]
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_@$-*/.+".contains(&byte));
    match coded.unwrap_or(is_code) {
        true => Span {
            from: span.from,
            to: span.from + at as u32,
        },
        false => span,
    }
}
