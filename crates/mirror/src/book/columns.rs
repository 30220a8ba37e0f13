//! Observations as columns in memory: what is sorted, written and scanned.
//!
//! One vector a column, whole numbers only, absence as a number no report can
//! hold. The columns here and in a segment are the same, in the same order.

use entente_trade::{
    Area, Commodity, Currency, Dataset, Edition, Flow, Money, Observation, Period, Quantity, Side,
};
use std::fmt;
use std::ops::Range;

use super::codes;

/// Absence in a column of [`Int`].
pub const ABSENT_INT: i32 = -1;

/// Absence in a column of [`Long`].
pub const ABSENT_LONG: i64 = i64::MIN;

/// Magnitudes stay below this, in thousandths: 18 digits, as segments declare.
const LIMIT: i128 = 1_000_000_000_000_000_000;

/// A column of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Int {
    /// UN Comtrade code of the state the goods left.
    Exporter,
    /// UN Comtrade code of the state the goods entered.
    Importer,
    /// [`Commodity::packed`].
    Commodity,
    /// [`Period::number`], `yyyymm`.
    Period,
    /// 0 the exporter's report, 1 the importer's.
    Side,
    /// [`Flow::index`].
    Flow,
    /// UN Comtrade code; absent for the total.
    SecondPartner,
    /// Customs procedure; 0 is the total.
    Procedure,
    /// Mode of transport; 0 is the total.
    Transport,
    /// [`Edition::index`].
    Edition,
    /// [`Dataset::index`].
    Dataset,
    /// Three letters as base-256 digits.
    Currency,
    /// 0 FOB, 1 CIF, 2 not stated.
    Valuation,
    /// 0 origin, 1 consignment, 2 last known destination, 3 not stated, 4 imputed.
    Attribution,
    /// UN Comtrade quantity unit; −1 is none.
    Unit,
    /// Currency of [`Long::NationalValue`]; absent with it.
    NationalCurrency,
}

impl Int {
    /// Every column with its name in files, in the order of files.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::Exporter, "exporter"),
        (Self::Importer, "importer"),
        (Self::Commodity, "commodity"),
        (Self::Period, "period"),
        (Self::Side, "side"),
        (Self::Flow, "flow"),
        (Self::SecondPartner, "second_partner"),
        (Self::Procedure, "procedure"),
        (Self::Transport, "transport"),
        (Self::Edition, "edition"),
        (Self::Dataset, "dataset"),
        (Self::Currency, "currency"),
        (Self::Valuation, "valuation"),
        (Self::Attribution, "attribution"),
        (Self::Unit, "unit"),
        (Self::NationalCurrency, "national_currency"),
    ];

    /// Whether [`ABSENT_INT`] is written as a null.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::SecondPartner | Self::NationalCurrency)
    }

    /// The name in files.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A column of amounts, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Long {
    /// The value that counts, in thousandths of [`Int::Currency`].
    Value,
    /// The value FOB.
    Fob,
    /// The value CIF.
    Cif,
    /// Net weight in grams.
    NetWeight,
    /// Quantity in thousandths of [`Int::Unit`].
    Quantity,
    /// The value in thousandths of [`Int::NationalCurrency`].
    NationalValue,
}

impl Long {
    /// Every column with its name in files, in the order of files, after the codes.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Value, "value"),
        (Self::Fob, "fob"),
        (Self::Cif, "cif"),
        (Self::NetWeight, "net_weight"),
        (Self::Quantity, "quantity"),
        (Self::NationalValue, "national_value"),
    ];

    /// Whether [`ABSENT_LONG`] is written as a null.
    pub const fn is_optional(self) -> bool {
        !matches!(self, Self::Value)
    }

    /// The name in files.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// An amount of more digits than a segment holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// Which amount.
    pub field: &'static str,
    /// The amount in whole units.
    pub found: String,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} is {}, expected {}",
            self.field,
            self.found,
            Self::EXPECTED
        )
    }
}

impl std::error::Error for OutOfRange {}

impl OutOfRange {
    /// What a segment can hold.
    pub const EXPECTED: &'static str = "a magnitude below 10^15";
}

/// A number in a column that stands for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCode {
    /// Which column.
    pub column: &'static str,
    /// The number.
    pub found: i64,
}

impl fmt::Display for BadCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} in column {}", self.found, self.column)
    }
}

/// Observations, one vector a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    ints: [Vec<i32>; 16],
    longs: [Vec<i64>; 6],
}

impl Columns {
    /// How many observations.
    pub fn len(&self) -> usize {
        self.ints[0].len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One column of codes.
    pub fn ints(&self, column: Int) -> &[i32] {
        &self.ints[column as usize]
    }

    /// One column of amounts.
    pub fn longs(&self, column: Long) -> &[i64] {
        &self.longs[column as usize]
    }

    /// Adds one observation.
    ///
    /// # Errors
    /// [`OutOfRange`] when an amount has more than 18 digits; nothing is added then.
    pub fn push(&mut self, observation: &Observation) -> Result<(), OutOfRange> {
        let longs = amounts_of(observation)?;
        let ints = codes_of(observation);
        self.ints
            .iter_mut()
            .zip(ints)
            .for_each(|(column, code)| column.push(code));
        self.longs
            .iter_mut()
            .zip(longs)
            .for_each(|(column, amount)| column.push(amount));
        Ok(())
    }

    /// Moves all rows of `more` behind these.
    pub fn append(&mut self, more: &mut Self) {
        self.ints
            .iter_mut()
            .zip(&mut more.ints)
            .for_each(|(column, rows)| column.append(rows));
        self.longs
            .iter_mut()
            .zip(&mut more.longs)
            .for_each(|(column, rows)| column.append(rows));
    }

    /// Adds some rows of others.
    pub(crate) fn extend(&mut self, more: &Self, rows: Range<usize>) {
        for (column, more) in self.ints.iter_mut().zip(&more.ints) {
            column.extend_from_slice(&more[rows.clone()]);
        }
        for (column, more) in self.longs.iter_mut().zip(&more.longs) {
            column.extend_from_slice(&more[rows.clone()]);
        }
    }

    /// Forgets all rows and keeps the room for as many.
    pub fn clear(&mut self) {
        self.ints.iter_mut().for_each(Vec::clear);
        self.longs.iter_mut().for_each(Vec::clear);
    }

    pub(super) fn ints_mut(&mut self, column: Int) -> &mut Vec<i32> {
        &mut self.ints[column as usize]
    }

    pub(super) fn longs_mut(&mut self, column: Long) -> &mut Vec<i64> {
        &mut self.longs[column as usize]
    }

    /// The observation of one row, as it was pushed.
    ///
    /// # Errors
    /// [`BadCode`] when a number stands for nothing, which only damage can cause.
    #[inline]
    pub fn observation(&self, row: usize) -> Result<Observation, BadCode> {
        let row = Row { columns: self, row };
        let flow = row.decode(Int::Flow, |code| Flow::from_index(u8::try_from(code).ok()?))?;
        let (exporter, importer) = (row.area(Int::Exporter)?, row.area(Int::Importer)?);
        let (reporter, partner) = match flow.side() {
            Side::Export => (exporter, importer),
            Side::Import => (importer, exporter),
        };
        Ok(Observation {
            dataset: row.decode(Int::Dataset, |code| Dataset::from_index(u8::try_from(code).ok()?))?,
            flow,
            reporter,
            partner,
            second_partner: row.optional(Int::SecondPartner, area)?,
            period: row.decode(Int::Period, |code| Period::from_number(u32::try_from(code).ok()?))?,
            commodity: row.decode(Int::Commodity, |code| Commodity::from_packed(code as u32))?,
            edition: row.decode(Int::Edition, |code| Edition::from_index(u8::try_from(code).ok()?))?,
            procedure: row.decode(Int::Procedure, |code| u8::try_from(code).ok())?,
            transport: row.decode(Int::Transport, |code| u16::try_from(code).ok())?,
            currency: row.decode(Int::Currency, codes::currency)?,
            value: Money::from_thousandths(i128::from(row.amount(Long::Value))),
            valuation: row.decode(Int::Valuation, codes::valuation)?,
            attribution: row.decode(Int::Attribution, codes::attribution)?,
            fob: row.money(Long::Fob),
            cif: row.money(Long::Cif),
            net_weight_kg: row.quantity(Long::NetWeight),
            quantity: row.quantity(Long::Quantity),
            unit: row.decode(Int::Unit, |code| i8::try_from(code).ok())?,
            national: row.national()?,
        })
    }
}

/// One row of columns.
struct Row<'a> {
    columns: &'a Columns,
    row: usize,
}

impl Row<'_> {
    fn code(&self, column: Int) -> i32 {
        self.columns
            .ints(column)
            .get(self.row)
            .copied()
            .unwrap_or(ABSENT_INT)
    }

    fn amount(&self, column: Long) -> i64 {
        self.columns
            .longs(column)
            .get(self.row)
            .copied()
            .unwrap_or(ABSENT_LONG)
    }

    #[inline]
    fn decode<T>(&self, column: Int, read: impl Fn(i32) -> Option<T>) -> Result<T, BadCode> {
        let code = self.code(column);
        read(code).ok_or(BadCode {
            column: column.name(),
            found: i64::from(code),
        })
    }

    #[inline]
    fn optional<T>(&self, column: Int, read: impl Fn(i32) -> Option<T>) -> Result<Option<T>, BadCode> {
        match self.code(column) {
            ABSENT_INT => Ok(None),
            _ => self.decode(column, read).map(Some),
        }
    }

    fn area(&self, column: Int) -> Result<Area, BadCode> {
        self.decode(column, area)
    }

    fn thousandths(&self, column: Long) -> Option<i128> {
        let amount = self.amount(column);
        (amount != ABSENT_LONG).then_some(i128::from(amount))
    }

    fn money(&self, column: Long) -> Option<Money> {
        self.thousandths(column).map(Money::from_thousandths)
    }

    fn quantity(&self, column: Long) -> Option<Quantity> {
        self.thousandths(column).map(Quantity::from_thousandths)
    }

    #[inline]
    fn national(&self) -> Result<Option<(Currency, Money)>, BadCode> {
        let currency = self.optional(Int::NationalCurrency, codes::currency)?;
        Ok(currency.zip(self.money(Long::NationalValue)))
    }
}

fn area(code: i32) -> Option<Area> {
    u16::try_from(code).ok().map(Area::from_code)
}

fn codes_of(observation: &Observation) -> [i32; 16] {
    [
        i32::from(observation.exporter().code()),
        i32::from(observation.importer().code()),
        observation.commodity.packed() as i32,
        observation.period.number() as i32,
        codes::of_side(observation.flow.side()),
        i32::from(observation.flow.index()),
        observation
            .second_partner
            .map_or(ABSENT_INT, |area| i32::from(area.code())),
        i32::from(observation.procedure),
        i32::from(observation.transport),
        i32::from(observation.edition.index()),
        i32::from(observation.dataset.index()),
        codes::of_currency(observation.currency),
        codes::of_valuation(observation.valuation),
        codes::of_attribution(observation.attribution),
        i32::from(observation.unit),
        observation
            .national
            .map_or(ABSENT_INT, |(currency, _)| codes::of_currency(currency)),
    ]
}

fn amounts_of(observation: &Observation) -> Result<[i64; 6], OutOfRange> {
    let money = |column: Long, amount: Option<Money>| narrow(column, amount.map(Money::thousandths));
    let quantity = |column: Long, amount: Option<Quantity>| narrow(column, amount.map(Quantity::thousandths));
    Ok([
        money(Long::Value, Some(observation.value))?,
        money(Long::Fob, observation.fob)?,
        money(Long::Cif, observation.cif)?,
        quantity(Long::NetWeight, observation.net_weight_kg)?,
        quantity(Long::Quantity, observation.quantity)?,
        money(Long::NationalValue, observation.national.map(|(_, value)| value))?,
    ])
}

fn narrow(column: Long, thousandths: Option<i128>) -> Result<i64, OutOfRange> {
    match thousandths {
        None => Ok(ABSENT_LONG),
        Some(amount) if amount > -LIMIT && amount < LIMIT => Ok(amount as i64),
        Some(amount) => Err(OutOfRange {
            field: column.name(),
            found: Money::from_thousandths(amount).to_string(),
        }),
    }
}
