//! One row of the data, and its fields in UN Comtrade's columns.
//!
//! How fields are encoded is the table's matter (`table_csv`, `table_parquet`).

use crate::code::Code;
use crate::damage::Damage;

/// Which flow a row reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Flow {
    Import,
    Export,
    ReExport,
}

/// One row. Values and weights in thousandths.
#[derive(Clone)]
pub(crate) struct Record {
    pub(crate) year: i32,
    pub(crate) month: i32,
    pub(crate) reporter: u16,
    pub(crate) flow: Flow,
    pub(crate) partner: u16,
    /// 0 when there is none.
    pub(crate) second: u16,
    /// Coded in H5 instead of H4.
    pub(crate) newer: bool,
    pub(crate) code: Code,
    pub(crate) weight: i64,
    pub(crate) cif: Option<i64>,
    pub(crate) fob: Option<i64>,
    pub(crate) value: i64,
    pub(crate) damage: Option<Damage>,
}

/// What a field holds.
pub(crate) enum Field {
    Missing,
    Whole(i32),
    Text(Text),
    Decimal(i64),
}

/// Text of a field.
pub(crate) enum Text {
    Fixed(&'static str),
    Code(Code),
    Long(String),
}

impl Text {
    /// The characters.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Fixed(text) => text,
            Self::Code(code) => code.as_str(),
            Self::Long(text) => text,
        }
    }
}

/// How a column is typed.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Whole,
    Text,
    Decimal,
}

/// A column: its name, type and field.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) field: fn(&Record) -> Field,
}

const fn fixed(text: &'static str) -> Field {
    Field::Text(Text::Fixed(text))
}

fn optional(thousandths: Option<i64>) -> Field {
    thousandths.map_or(Field::Missing, Field::Decimal)
}

macro_rules! columns {
    ($($name:literal $kind:ident $field:expr;)*) => {
        [$(Column { name: $name, kind: Kind::$kind, field: $field }),*]
    };
}

/// The columns of UN Comtrade's current interface.
pub(crate) static COMTRADE: [Column; 20] = columns! {
    "typeCode" Text |_| fixed("C");
    "freqCode" Text |_| fixed("M");
    "refPeriodId" Whole |row| Field::Whole(row.year * 10_000 + row.month * 100 + 1);
    "refYear" Whole |row| Field::Whole(row.year);
    "refMonth" Whole |row| Field::Whole(row.month);
    "period" Whole |row| Field::Whole(row.year * 100 + row.month);
    "reporterCode" Whole |row| Field::Whole(row.reporter.into());
    "flowCode" Text |row| flow(row.flow);
    "partnerCode" Whole |row| Field::Whole(row.partner.into());
    "partner2Code" Whole |row| Field::Whole(row.second.into());
    "classificationCode" Text |row| fixed(if row.newer { "H5" } else { "H4" });
    "cmdCode" Text code;
    "customsCode" Text |_| fixed("C00");
    "motCode" Whole |_| Field::Whole(0);
    "qtyUnitCode" Whole |_| Field::Whole(8);
    "qty" Decimal |row| Field::Decimal(row.weight);
    "netWgt" Decimal |row| Field::Decimal(row.weight);
    "cifvalue" Decimal |row| optional(row.cif);
    "fobvalue" Decimal |row| optional(row.fob);
    "primaryValue" Decimal |row| Field::Decimal(row.value);
};

/// The fewer columns of the benchmark's job.
pub(crate) static JOB: [Column; 15] = columns! {
    "refYear" Whole COMTRADE[3].field;
    "refMonth" Whole COMTRADE[4].field;
    "period" Whole COMTRADE[5].field;
    "reporterCode" Whole COMTRADE[6].field;
    "flowCode" Text COMTRADE[7].field;
    "partnerCode" Whole COMTRADE[8].field;
    "cmdCode" Text code;
    "motCode" Whole COMTRADE[13].field;
    "customsCode" Text COMTRADE[12].field;
    "qtyUnitCode" Whole COMTRADE[14].field;
    "qty" Decimal COMTRADE[15].field;
    "netWgt" Decimal COMTRADE[16].field;
    "cifvalue" Decimal COMTRADE[17].field;
    "fobvalue" Decimal COMTRADE[18].field;
    "primaryValue" Decimal COMTRADE[19].field;
};

fn flow(flow: Flow) -> Field {
    fixed(match flow {
        Flow::Import => "M",
        Flow::Export => "X",
        Flow::ReExport => "RX",
    })
}

fn code(row: &Record) -> Field {
    Field::Text(match row.damage {
        Some(damage) => damage.code(row.code),
        None => Text::Code(row.code),
    })
}
