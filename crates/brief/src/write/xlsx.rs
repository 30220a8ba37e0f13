//! A document as a workbook: a cover, then a sheet with one marked table each.
//!
//! As the UK Government Analysis Function asks of spreadsheets: title in A1, notes
//! below it, no merged cells, no empty rows or cells. Figures are numbers with a look;
//! what was not told is `[x]`, which the cover explains. Texts are texts: nothing is a
//! formula or a link. The time of making is the vintage's, so equal documents give
//! equal bytes.

use entente_trade::money::SCALE;
use entente_trade::{Date, Money};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table as Marked, TableColumn, TableStyle, Workbook,
    Worksheet, XlsxError,
};

use super::exact::{self, Cell, Field, Kind};
use super::{Tongue, Word, WriteError, facts, harmless};
use crate::Language;
use crate::document::{Block, Document};
use crate::table::{Table, Value};

/// What stands for what was not told.
const NOT_TOLD: &str = "[x]";

/// The longest text of a cell, in characters.
const LONGEST: usize = 32_000;

/// The most rows of a sheet's table.
const MOST_ROWS: usize = 1_000_000;

/// Writes the document.
///
/// # Errors
/// [`WriteError`] if the library refuses something, as a table of more than a million rows.
pub fn file(document: &Document, tongue: &dyn Tongue) -> Result<Vec<u8>, WriteError> {
    workbook(document, tongue).map_err(|error| WriteError::of("xlsx", &error))
}

fn workbook(document: &Document, tongue: &dyn Tongue) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = document.provenance.vintage;
    let made = day.map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), moment)?;
    let properties = DocProperties::new()
        .set_title(shown(&document.title))
        .set_author("Entente")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let names: Vec<String> = (1..)
        .zip(document.tables())
        .map(|(number, table)| sheet_name(number, table))
        .collect();
    cover(workbook.add_worksheet(), document, &names, tongue)?;
    for (number, (table, name)) in (1..).zip(document.tables().zip(&names)) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        figures(sheet, number, table)?;
    }
    workbook.save_to_buffer()
}

fn moment(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year().max(1_900), day.month(), day.day())
}

/// Its number and name; at most 31 characters, none of those a sheet may not have.
fn sheet_name(number: usize, table: &Table) -> String {
    let kept = table
        .name
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || *sign == '_');
    format!("{number} {}", kept.take(24).collect::<String>())
}

fn cover(
    sheet: &mut Worksheet,
    document: &Document,
    names: &[String],
    tongue: &dyn Tongue,
) -> Result<(), XlsxError> {
    sheet.set_name(sheet_title(&tongue.say(Word::Cover)))?;
    sheet.set_column_width(0, 34)?.set_column_width(1, 90)?;
    let mut rows = vec![(document.title.clone(), None)];
    rows.extend(document.finding.clone().map(|finding| (finding, None)));
    rows.extend(
        document
            .blocks
            .iter()
            .flat_map(|block| told(block, document.language))
            .map(|text| (text, None)),
    );
    rows.extend(
        facts::origin(&document.provenance, tongue)
            .into_iter()
            .map(|(label, fact)| (label, Some(fact))),
    );
    rows.push((NOT_TOLD.to_owned(), Some(tongue.say(Word::NoData))));
    for (table, name) in document.tables().zip(names) {
        let (_, told) = facts::of_table_told(table, tongue);
        rows.push((name.clone(), Some(format!("{}. {told}", table.caption))));
    }
    let title = Format::new().set_bold().set_font_size(14);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (number, (label, fact)) in (0..).zip(rows) {
        let look = if number == 0 { &title } else { &Format::new() };
        sheet.write_string_with_format(number, 0, shown(&label), look)?;
        if let Some(fact) = fact {
            sheet.write_string_with_format(number, 1, shown(&fact), &wrapped)?;
        }
    }
    Ok(())
}

/// The words of a block.
fn told(block: &Block, language: Language) -> Vec<String> {
    match block {
        Block::Heading(text) => vec![text.clone()],
        Block::Paragraph(prose) => vec![super::plain(prose, language)],
        Block::List(items) => items
            .iter()
            .map(|item| format!("• {}", super::plain(item, language)))
            .collect(),
        Block::Figure(figure) => vec![figure.title.clone()],
        Block::Table(_) => Vec::new(),
    }
}

fn sheet_title(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|sign| !"[]:*?/\\'".contains(*sign) && !sign.is_control());
    let kept: String = kept.take(31).collect();
    if kept.trim().is_empty() {
        "0".to_owned()
    } else {
        kept
    }
}

fn figures(sheet: &mut Worksheet, number: usize, table: &Table) -> Result<(), XlsxError> {
    if table.rows.len() > MOST_ROWS {
        return Err(XlsxError::RowColumnLimitError);
    }
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, shown(&table.caption), &bold)?;
    let mut row = 1;
    for note in &table.notes {
        sheet.write_string(row, 0, shown(note))?;
        row += 1;
    }
    let fields = exact::fields(table);
    if fields.is_empty() {
        return Ok(());
    }
    let last = row + table.rows.len().max(1) as u32;
    sheet.add_table(
        row,
        0,
        last,
        fields.len() as u16 - 1,
        &marked(number, table, &fields),
    )?;
    for (column, field) in (0..).zip(&fields) {
        let wide = if matches!(field.kind, Kind::Text | Kind::Series) {
            30
        } else {
            16
        };
        sheet.set_column_width(column, wide)?;
        for (number, values) in (row + 1..).zip(&table.rows) {
            cell(sheet, (number, column), values, field)?;
        }
        if table.rows.is_empty() {
            sheet.write_string(row + 1, column, NOT_TOLD)?;
        }
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    Ok(())
}

/// The mark of the table with its heads, no two alike.
fn marked(number: usize, table: &Table, fields: &[Field<'_>]) -> Marked {
    let mut heads: Vec<String> = Vec::new();
    for field in fields {
        let label = shown(field.label);
        let taken = |head: &str| {
            heads
                .iter()
                .any(|other| other.to_lowercase() == head.to_lowercase())
        };
        let named = if label.trim().is_empty() {
            field.name.clone().into_owned()
        } else {
            label
        };
        let head = if taken(&named) {
            format!("{named} ({})", field.name)
        } else {
            named
        };
        heads.push(if taken(&head) {
            format!("{head} {}", field.at)
        } else {
            head
        });
    }
    let columns: Vec<TableColumn> = heads
        .into_iter()
        .map(|head| TableColumn::new().set_header(head))
        .collect();
    let name = table
        .name
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || *sign == '_');
    Marked::new()
        .set_name(format!("t{number}_{}", name.collect::<String>()))
        .set_columns(&columns)
        .set_style(TableStyle::Light1)
        .set_autofilter(false)
        .set_alt_text(shown(&table.caption))
}

fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    values: &[Value],
    field: &Field<'_>,
) -> Result<(), XlsxError> {
    let value = values.get(field.at).map(exact::bare);
    if let Some((number, look)) = number(value) {
        sheet.write_number_with_format(row, column, number, &Format::new().set_num_format(look))?;
        return Ok(());
    }
    if let Some(Value::Day(day)) = value {
        let look = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(row, column, moment(*day)?, &look)?;
        return Ok(());
    }
    let text = match exact::cell(values, field) {
        Cell::Absent => NOT_TOLD.to_owned(),
        Cell::Text(text) => match value {
            Some(Value::Word(_, word)) => shown(word),
            _ => shown(text),
        },
        Cell::Decimal(text) | Cell::Moment(text) => text,
        Cell::Series(amounts) => exact::series(amounts),
    };
    sheet.write_string(row, column, text)?;
    Ok(())
}

/// A figure with its look. A workbook keeps 15 digits; an amount of more is a text.
fn number(value: Option<&Value>) -> Option<(f64, &'static str)> {
    const DIGITS: u128 = 10_u128.pow(15);
    match value? {
        Value::Money(amount) if amount.thousandths().unsigned_abs() < DIGITS => {
            Some((amount.to_f64(), amount_look(*amount)))
        }
        Value::Share(share) if share.is_finite() => Some((*share, "0.0%")),
        Value::Number(number) if number.is_finite() => Some((*number, "General")),
        Value::Count(count) if u128::from(*count) < DIGITS => Some((*count as f64, "#,##0")),
        Value::Period(period) if period.calendar_month().is_none() => {
            Some((f64::from(period.calendar_year()), "0"))
        }
        _ => None,
    }
}

/// Whole amounts without decimals.
fn amount_look(amount: Money) -> &'static str {
    if amount.thousandths() % SCALE == 0 {
        "#,##0"
    } else {
        "#,##0.000"
    }
}

fn shown(text: &str) -> String {
    harmless::line(text).chars().take(LONGEST).collect()
}
