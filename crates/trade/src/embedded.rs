//! Reads the small comma-separated tables compiled into this crate.
//!
//! It exists so that every embedded table is read by the same few lines, which never panic and never
//! drop a line in silence: a line that cannot be read becomes a *fault*, and a test asserts that there
//! are none. It is not a general CSV reader: no escaped quotes, no line breaks inside a field.

/// One line of an embedded table, with its position for messages.
pub(crate) struct Row {
    table: &'static str,
    line: usize,
    fields: Vec<&'static str>,
}

impl Row {
    /// The field at `index`, or the empty string when the line is shorter.
    pub(crate) fn text(&self, index: usize) -> &'static str {
        self.fields.get(index).copied().unwrap_or("")
    }

    /// The field at `index`, `None` when empty.
    pub(crate) fn optional(&self, index: usize) -> Option<&'static str> {
        Some(self.text(index)).filter(|text| !text.is_empty())
    }

    /// The field at `index` parsed, or the fault to record.
    pub(crate) fn parse<T: std::str::FromStr>(&self, index: usize) -> Result<T, String> {
        self.text(index).parse().map_err(|_| self.fault(index))
    }

    /// The `YYYY-MM` field at `index`; empty is `None`.
    pub(crate) fn month(&self, index: usize) -> Result<Option<(u16, u8)>, String> {
        let Some(text) = self.optional(index) else {
            return Ok(None);
        };
        let parts = text
            .split_once('-')
            .and_then(|(y, m)| Some((y.parse().ok()?, m.parse().ok()?)));
        let month = parts.filter(|&(_, m)| (1..=12).contains(&m));
        month.map(Some).ok_or_else(|| self.fault(index))
    }

    /// A message naming the table, the line and what stands in the field at `index`.
    pub(crate) fn fault(&self, index: usize) -> String {
        format!(
            "{} line {}: unreadable field {} {:?}",
            self.table,
            self.line,
            index + 1,
            self.text(index)
        )
    }
}

/// Reads `text`, whose first line must be `header`; unreadable lines go to `faults`.
pub(crate) fn rows(
    table: &'static str,
    text: &'static str,
    header: &str,
    faults: &mut Vec<String>,
) -> Vec<Row> {
    let width = header.split(',').count();
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, found)| found) != Some(header) {
        faults.push(format!("{table}: the first line is not {header:?}"));
    }
    let mut rows = Vec::new();
    for (index, line) in lines {
        let fields = split(line);
        match fields {
            Some(fields) if fields.len() == width => rows.push(Row {
                table,
                line: index + 1,
                fields,
            }),
            _ => faults.push(format!(
                "{table} line {}: expected {width} fields in {line:?}",
                index + 1
            )),
        }
    }
    rows
}

/// Splits one line at its commas, honouring fields in double quotes; `None` when a quote is not closed.
fn split(line: &'static str) -> Option<Vec<&'static str>> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
        };
        fields.push(field);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(fields),
        }
    }
}
