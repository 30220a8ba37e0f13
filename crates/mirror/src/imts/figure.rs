//! One figure of a message: a measure of a record, with what is told of it.
//!
//! The other way of `rows`: which records figures make. It is small and orders as its cells do, so
//! that figures of any order can be brought together; which message it stood in, and whether its
//! codes were right, is the intake's business.

use entente_trade::{
    Area, Attribution, Commodity, Currency, Dataset, Date, Edition, Flow, Money, Observation, Period,
    Quantity, Valuation, Vintage,
};

use super::rows::Measure;
use crate::book::codes;

/// What the figures of one record have in common; orders by release, then by key, then by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    /// The release; `None` where the message does not say.
    pub(crate) release: Option<Vintage>,
    pub(crate) dataset: Dataset,
    pub(crate) reporter: Area,
    pub(crate) flow: Flow,
    pub(crate) edition: Edition,
    pub(crate) commodity: Commodity,
    /// Partner and second partner, the world for all.
    pub(crate) partners: [Area; 2],
    pub(crate) transport: u16,
    pub(crate) procedure: u8,
    pub(crate) period: Period,
    /// 0 for a whole, else the number of a part.
    pub(crate) breakdown: u32,
}

/// A figure. Figures of a record follow each other, its value first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Figure {
    pub(crate) cell: Cell,
    pub(crate) measure: Measure,
    /// Where it stood: line, and offset in bytes.
    pub(crate) place: (u64, u64),
    /// Thousandths.
    pub(crate) amount: i64,
    /// UN Comtrade's number of the unit, of quantities.
    pub(crate) unit: i8,
    /// The currency, of amounts of money.
    pub(crate) currency: Option<Currency>,
    pub(crate) valuation: Valuation,
    pub(crate) attribution: Attribution,
}

/// What a figure tells otherwise than the value it stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    Currency,
    Valuation,
    Attribution,
}

impl Cell {
    /// How records tell partners in the two places: goods of any origin, consigned from the
    /// partner, have the world first. A source that tells both has two keys.
    pub(crate) fn partners_of(observation: &Observation) -> [Area; 2] {
        match (observation.attribution, observation.second_partner) {
            (Attribution::Consignment, None) => [Area::WORLD, observation.partner],
            (_, second) => [observation.partner, second.unwrap_or(Area::WORLD)],
        }
    }

    /// Partner and second partner of a record with these two places; the world where they name
    /// none by which partners are chosen so.
    fn sides(&self, attribution: Attribution) -> (Area, Option<Area>) {
        match (self.partners, attribution) {
            ([Area::WORLD, second], Attribution::Consignment) => (second, None),
            ([first, Area::WORLD], _) => (first, None),
            ([first, second], _) => (first, Some(second)),
        }
    }

    /// The partner of a record of this cell whose partner was chosen so.
    pub(crate) fn partner(&self, attribution: Attribution) -> Area {
        self.sides(attribution).0
    }
}

impl Figure {
    /// The record that a value begins, without its other figures. `None` of any other figure.
    pub(crate) fn record(&self) -> Option<Observation> {
        let cell = &self.cell;
        let (partner, second_partner) = cell.sides(self.attribution);
        (self.measure == Measure::Value).then_some(Observation {
            dataset: cell.dataset,
            flow: cell.flow,
            reporter: cell.reporter,
            partner,
            second_partner,
            period: cell.period,
            commodity: cell.commodity,
            edition: cell.edition,
            procedure: cell.procedure,
            transport: cell.transport,
            currency: self.currency?,
            value: self.money(),
            valuation: self.valuation,
            attribution: self.attribution,
            fob: None,
            cif: None,
            net_weight_kg: None,
            quantity: None,
            unit: -1,
            national: None,
        })
    }

    /// Puts the figure into the record of its cell.
    ///
    /// # Errors
    /// What of it the record tells otherwise; the record is as before.
    pub(crate) fn complete(&self, record: &mut Observation) -> Result<(), Mismatch> {
        if self.attribution != record.attribution {
            return Err(Mismatch::Attribution);
        }
        match self.measure {
            Measure::Value => {}
            Measure::FobValue => record.fob = Some(self.valued(record, Valuation::Fob)?),
            Measure::CifValue => record.cif = Some(self.valued(record, Valuation::Cif)?),
            Measure::NationalValue if self.valuation != record.valuation => return Err(Mismatch::Valuation),
            Measure::NationalValue => {
                record.national = self.currency.map(|currency| (currency, self.money()));
            }
            Measure::NetWeight => record.net_weight_kg = self.quantity(),
            Measure::Quantity => (record.quantity, record.unit) = (self.quantity(), self.unit),
        }
        Ok(())
    }

    /// The amount of goods valued otherwise, in the record's currency.
    fn valued(&self, record: &Observation, valuation: Valuation) -> Result<Money, Mismatch> {
        if self.currency != Some(record.currency) {
            return Err(Mismatch::Currency);
        }
        if ![valuation, Valuation::Unstated].contains(&self.valuation) {
            return Err(Mismatch::Valuation);
        }
        Ok(self.money())
    }

    fn money(&self) -> Money {
        Money::from_thousandths(i128::from(self.amount))
    }

    fn quantity(&self) -> Option<Quantity> {
        (self.amount > 0).then(|| Quantity::from_thousandths(i128::from(self.amount)))
    }
}

/// Bytes of a figure that is put aside.
pub(crate) const WIDTH: usize = 64;

impl Figure {
    /// The figure as bytes, to be put aside.
    pub(crate) fn to_bytes(self) -> [u8; WIDTH] {
        let cell = &self.cell;
        let day = cell.release.map_or(0, |release| number(release.day()));
        let stated = cell.release.is_some_and(Vintage::is_stated);
        let letters = self.currency.map_or(0, codes::of_currency);
        let words = [
            i64::from(day) << 1 | i64::from(stated),
            i64::from(cell.period.number()) << 32 | i64::from(cell.commodity.packed()),
            i64::from(cell.reporter.code()) << 48
                | i64::from(cell.partners[0].code()) << 32
                | i64::from(cell.partners[1].code()) << 16
                | i64::from(cell.transport),
            i64::from(cell.breakdown) << 32 | i64::from(letters),
            self.place.0 as i64,
            self.place.1 as i64,
            self.amount,
        ];
        let small = [
            cell.dataset.index(),
            cell.flow.index(),
            cell.edition.index(),
            cell.procedure,
            self.measure as u8,
            self.unit as u8,
            codes::of_valuation(self.valuation) as u8,
            codes::of_attribution(self.attribution) as u8,
        ];
        let mut bytes = [0; WIDTH];
        for (place, word) in bytes.chunks_exact_mut(8).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        bytes[WIDTH - 8..].copy_from_slice(&small);
        bytes
    }

    /// The figure of bytes; `None` of bytes that were never one.
    pub(crate) fn from_bytes(bytes: &[u8; WIDTH]) -> Option<Self> {
        let word = |at: usize| {
            let taken = bytes.get(at * 8..at * 8 + 8)?;
            Some(i64::from_le_bytes(taken.try_into().ok()?))
        };
        let small: [u8; 8] = bytes[WIDTH - 8..].try_into().ok()?;
        let (release, areas, letters) = (word(0)?, word(2)?, word(3)?);
        let area = |shift: u32| Area::from_code((areas >> shift) as u16);
        let cell = Cell {
            release: release_of(release)?,
            dataset: Dataset::from_index(small[0])?,
            reporter: area(48),
            flow: Flow::from_index(small[1])?,
            edition: Edition::from_index(small[2])?,
            commodity: Commodity::from_packed(word(1)? as u32)?,
            partners: [area(32), area(16)],
            transport: areas as u16,
            procedure: small[3],
            period: Period::from_number((word(1)? >> 32) as u32)?,
            breakdown: (letters >> 32) as u32,
        };
        Some(Self {
            cell,
            measure: Measure::NAMES.get(usize::from(small[4]))?.0,
            place: (word(4)? as u64, word(5)? as u64),
            amount: word(6)?,
            unit: small[5] as i8,
            currency: match letters as u32 as i32 {
                0 => None,
                letters => Some(codes::currency(letters)?),
            },
            valuation: codes::valuation(i32::from(small[6]))?,
            attribution: codes::attribution(i32::from(small[7]))?,
        })
    }
}

/// A day as a number, `yyyymmdd`.
fn number(day: Date) -> u32 {
    u32::from(day.year()) * 10_000 + u32::from(day.month()) * 100 + u32::from(day.day())
}

fn release_of(word: i64) -> Option<Option<Vintage>> {
    let day = word >> 1;
    if day == 0 {
        return Some(None);
    }
    let day = Date::new((day / 10_000) as u16, (day / 100 % 100) as u8, (day % 100) as u8)?;
    Some(Some(match word & 1 {
        1 => Vintage::stated(day),
        _ => Vintage::of_import(day),
    }))
}
