//! Records as CSV: a header, LF, no quotes, absent fields empty.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::damage::Damage;
use crate::decimal;
use crate::failure::{Failure, Outcome};
use crate::record::{Column, Field, Record};
use crate::table::Table;

/// A CSV file being written.
pub(crate) struct CsvTable {
    out: BufWriter<File>,
    columns: &'static [Column],
    line: Vec<u8>,
}

impl CsvTable {
    /// Starts the file with its header.
    pub(crate) fn create(path: &Path, columns: &'static [Column]) -> Outcome<Self> {
        let file = File::create(path).map_err(|why| Failure::at(path, why))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        writeln!(out, "{}", names.join(","))?;
        Ok(Self {
            out,
            columns,
            line: Vec::new(),
        })
    }
}

impl Table for CsvTable {
    fn push(&mut self, record: &Record) -> Outcome<()> {
        self.line.clear();
        for column in self.columns {
            push_field(&mut self.line, &(column.field)(record));
            if record.damage == Some(Damage::TruncatedLine) && column.name == "cmdCode" {
                break;
            }
            self.line.push(b',');
        }
        self.line.pop();
        self.line.push(b'\n');
        Ok(self.out.write_all(&self.line)?)
    }

    fn close(mut self: Box<Self>) -> Outcome<()> {
        Ok(self.out.flush()?)
    }

    fn first_line(&self) -> u64 {
        2
    }
}

fn push_field(line: &mut Vec<u8>, field: &Field) {
    match field {
        Field::Missing => {}
        Field::Whole(number) => decimal::push_whole(line, (*number).into()),
        Field::Text(text) => line.extend_from_slice(text.as_str().as_bytes()),
        Field::Decimal(thousandths) => decimal::push(line, *thousandths),
    }
}
