//! What the decomposition is given: the two reports of every cell of a pair,
//! and what is known about how each side reports.

use std::borrow::Cow;

use super::margin::{self, Estimate};
use entente_trade::{Area, Cause, Commodity, Edition, Grade, Level, Money, Period, Quantity, Side, money};

/// An amount inside a report that its own records, or the partner's, single out for a cause:
/// re-exports, goods consigned from a third country, freight, goods dated to another period.
#[derive(Clone, Debug, PartialEq)]
pub struct Deduction {
    /// The cause it belongs to, and so the stage at which it is taken out.
    pub cause: Cause,
    /// The third country, for goods that came through one.
    pub via: Option<Area>,
    /// How much of the report's value it is.
    pub amount: Money,
    /// The FOB value of the goods it is of, where their own records state it: of those that came
    /// through a country, and of those whose freight it is. Freight without it is that of the
    /// whole report.
    pub fob: Option<Money>,
    /// The net weight of the goods, where their own records state it.
    pub net_weight_kg: Option<Quantity>,
    /// How good the evidence is, normally [`Grade::E2`].
    pub grade: Grade,
    /// Name of the field or method it was read from.
    pub method: &'static str,
}

impl Deduction {
    /// So many thousandths of it; a share that only a proportion vouches for is an estimate.
    pub(crate) fn share(&self, thousandths: i128) -> Self {
        let amount = Money::from_thousandths(thousandths);
        let whole = amount == self.amount;
        let grade = if whole {
            self.grade
        } else {
            self.grade.max(Grade::E4)
        };
        Self {
            grade,
            ..self.of(amount)
        }
    }

    /// The same, and of freight of all goods in a report which they are, by the value of these goods.
    pub(crate) fn of_goods(&self, value: Money) -> Cow<'_, Self> {
        if self.cause != Cause::CifFob || self.fob.is_some() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self {
            fob: Some(value - self.amount),
            ..self.clone()
        })
    }

    /// What its parts are told by: the amount, or the FOB value of goods whose freight is nothing.
    pub(crate) fn extent(&self) -> Money {
        self.fob.filter(|_| self.amount.is_zero()).unwrap_or(self.amount)
    }

    /// The same of another extent, with the FOB value in proportion.
    pub(crate) fn of(&self, extent: Money) -> Self {
        let all = self.amount.thousandths();
        if all == 0 && self.fob.is_some() {
            return Self {
                fob: Some(extent),
                ..self.clone()
            };
        }
        let in_proportion = |amount: i128| money::share(amount, extent.thousandths(), all);
        let fob = self.fob.map(|fob| in_proportion(fob.thousandths()));
        // A share of a record's goods has no weight of its own.
        let whole = extent == self.amount;
        Self {
            amount: extent,
            fob: fob.map(Money::from_thousandths),
            net_weight_kg: self.net_weight_kg.filter(|_| whole),
            ..self.clone()
        }
    }
}

/// The freight that records state of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Freight {
    /// How much it is, thousandths; it may be nothing.
    pub(crate) amount: i128,
    /// The value, with it, of the goods it is of, thousandths; `None` of all there are.
    pub(crate) goods: Option<i128>,
}

impl Freight {
    /// Of no goods yet.
    pub(crate) const NONE: Self = Self {
        amount: 0,
        goods: Some(0),
    };

    /// Adds what a record states, if it states freight.
    pub(crate) fn add(known: &mut Option<Self>, deduction: &Deduction) {
        if deduction.cause == Cause::CifFob {
            let before = known.unwrap_or(Self::NONE);
            let amount = deduction.amount.thousandths();
            let goods = deduction.fob.map(|fob| fob.thousandths() + amount);
            *known = Some(Self {
                amount: before.amount + amount,
                goods: before.goods.zip(goods).map(|(some, more)| some + more),
            });
        }
    }

    /// With so much more, of more goods.
    pub(crate) fn and(self, amount: i128, goods: i128) -> Self {
        Self {
            amount: self.amount + amount,
            goods: self.goods.map(|known| known + goods),
        }
    }

    /// Whether it is that of all goods there are.
    pub(crate) fn is_whole(&self) -> bool {
        self.goods.is_none()
    }
}

/// What one side says of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The value as published, in the currency of the comparison.
    pub value: Money,
    /// The same at the reference rate of exchange, when the national value was exchanged too.
    pub reference_value: Option<Money>,
    /// Edition of the commodity code.
    pub edition: Edition,
    /// Net weight.
    pub net_weight_kg: Option<Quantity>,
    /// Amounts singled out for a cause.
    pub deductions: Vec<Deduction>,
    /// Whether the source made it of the partner's report, or that of it: it is compared, and
    /// bears witness to nothing.
    pub imputed: bool,
}

impl Report {
    /// A value and nothing else.
    pub fn of(value: Money) -> Self {
        Self {
            value,
            reference_value: None,
            edition: Edition::Unknown,
            net_weight_kg: None,
            deductions: Vec::new(),
            imputed: false,
        }
    }

    /// The value at the reference rate of exchange, where that is known.
    pub(crate) fn revalued(&self) -> Money {
        self.reference_value.unwrap_or(self.value)
    }

    /// The value at the reference rate of exchange of what is left of it where margins and delays
    /// begin: without goods out of scope and re-exports.
    pub(crate) fn own_goods(&self) -> Money {
        let taken = self.deductions.iter().filter(|one| margin::is_taken(one.cause));
        let taken: Money = taken.map(|one| self.revalue(one).amount).sum();
        self.revalued() - taken
    }

    /// What is singled out of the value, as the revalued report has it; the goods are the same.
    pub(crate) fn revalue<'a>(&self, deduction: &'a Deduction) -> Cow<'a, Deduction> {
        let value = self.value.thousandths();
        let Some(reference) = self.reference_value.filter(|_| value != 0) else {
            return Cow::Borrowed(deduction);
        };
        let revalued = |amount: Money| {
            let amount = money::share(amount.thousandths(), reference.thousandths(), value);
            Money::from_thousandths(amount)
        };
        Cow::Owned(Deduction {
            amount: revalued(deduction.amount),
            fob: deduction.fob.map(revalued),
            ..deduction.clone()
        })
    }

    /// What freight of all its goods is of: goods that came through a hub nobody names leave it first.
    pub(crate) fn direct(&self) -> Money {
        let unnamed = |one: &&Deduction| one.cause == Cause::Indirect && one.via.is_none();
        let unnamed = self.deductions.iter().filter(unnamed);
        self.value - unnamed.map(|one| one.amount).sum()
    }

    /// The freight its records state.
    pub(crate) fn freight(&self) -> Option<Freight> {
        let mut known = None;
        self.deductions
            .iter()
            .for_each(|one| Freight::add(&mut known, one));
        known
    }
}

/// Both reports of one commodity in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Commodity at the finest level both are known.
    pub commodity: Commodity,
    /// Year or month.
    pub period: Period,
    /// The exporter's report, then the importer's; an absent one is `None`, never zero.
    pub reports: [Option<Report>; 2],
}

impl Cell {
    /// The report of a side.
    pub fn report(&self, side: Side) -> Option<&Report> {
        self.reports[side as usize].as_ref()
    }

    /// Importer's minus exporter's value, an absent one counted as nothing.
    pub fn asymmetry(&self) -> Money {
        let value = |side: usize| {
            self.reports[side]
                .as_ref()
                .map_or(Money::ZERO, |report| report.value)
        };
        value(1) - value(0)
    }
}

/// What a move of goods from one code to another costs, in parts per million: the cheaper, the likelier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recoding {
    /// For leaving the heading.
    pub heading: i128,
    /// For each unit of |ln(unit value ÷ unit value)|.
    pub unit_value: i128,
    /// For gaps that never fall into the same periods.
    pub time: i128,
}

impl Default for Recoding {
    fn default() -> Self {
        Self {
            heading: 30_000,
            unit_value: 500_000,
            time: 30_000,
        }
    }
}

/// How a side reports, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    /// Its values include freight and insurance.
    pub cif: bool,
    /// It sees the goods first: its records may precede the other side's by some months.
    pub leads: bool,
    /// Its codes are the ones moved when the same goods stand under two codes.
    pub recodes: bool,
    /// Cells below this are not recorded, in currency units per cell and period.
    pub threshold: Option<Money>,
    /// Commodities it leaves out by its methodology (any level).
    pub excludes: Vec<Commodity>,
    /// What counts for how much when the same goods are looked for under two of its codes.
    pub recoding: Recoding,
    /// The margin for freight and insurance its own table states.
    pub stated_margin: Option<crate::explain::margin::Rate>,
}

impl Habits {
    /// An exporter that values FOB.
    pub fn exporter() -> Self {
        Self {
            leads: true,
            ..Self::default()
        }
    }

    /// An importer that values CIF.
    pub fn importer() -> Self {
        Self {
            cif: true,
            recodes: true,
            ..Self::default()
        }
    }

    /// Whether the methodology leaves this commodity out.
    pub fn excludes(&self, commodity: Commodity) -> bool {
        self.excludes
            .iter()
            .any(|&left_out| commodity.at(left_out.level()) == left_out.at(Level::Hs6))
    }
}

/// An amount the exporter attributes to a third country, moved to where it arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    /// The commodity.
    pub commodity: Commodity,
    /// The period of the exporter's record.
    pub period: Period,
    /// The other country of the transfer: the hub, or seen from the hub, the destination.
    pub via: Area,
    /// Added to the report (taken out when negative), FOB.
    pub amount: Money,
    /// The same, were the margins by which it was found at the lower and the upper ends of their
    /// intervals.
    pub ends: [Money; 2],
    /// How good the evidence is.
    pub grade: Grade,
    /// Name of the method.
    pub method: &'static str,
    /// Whether it may as well be nothing: a possibility the totals leave open, no match of goods.
    pub open: bool,
    /// What it rests on.
    pub evidence: String,
}

impl Transfer {
    /// The amount, or that at an end.
    pub(crate) fn at(&self, estimate: Estimate) -> Money {
        match estimate {
            Estimate::Point => self.amount,
            Estimate::Least => self.ends[0],
            Estimate::Most => self.ends[1],
        }
    }

    /// Whether the margins by which it was found leave it open.
    pub(crate) fn is_open(&self) -> bool {
        self.ends != [self.amount; 2]
    }
}

/// A cell one side tells a figure of that cannot be used: the other side's figure has nothing to be
/// set beside, and it is no silence.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The cell, with the other side's report alone.
    pub cell: Cell,
    /// The side whose figure is left out.
    pub without: Side,
    /// Why it is; `None` where no source of the side is used in the period, which its basis says.
    pub why: Option<String>,
}

/// Everything the decomposition of one direction A→B looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct PairCells {
    /// The state the goods leave.
    pub exporter: Area,
    /// The state the goods enter.
    pub importer: Area,
    /// One cell a commodity and period, in that order, each once.
    pub cells: Vec<Cell>,
    /// Cells that take no part in anything, in the same order; none of them is among the others.
    pub apart: Vec<Apart>,
    /// Months that a side is taken not to report, in years that the others are compared in: what is
    /// learned is learned from them too, and they stand in no row.
    pub left_out: Vec<Period>,
    /// Where months are compared, those that would be left out of their year: rows have them, and the
    /// search for hubs passes over them in months as in years.
    pub late: Vec<Period>,
    /// Periods of which a side tells some goods in figures that cannot be used: what it tells of them is
    /// not all.
    pub lacking: Vec<(Period, Side)>,
    /// How the exporter and the importer report.
    pub habits: [Habits; 2],
    /// Years in which a side tells what cannot be compared: what it has nothing of is not known.
    pub unfit: Vec<(Period, Side)>,
    /// Inferred attributions, applied to the exporter's report.
    pub transfers: Vec<Transfer>,
    /// Which report the transfers change: 0 is the exporter's.
    pub transferred: usize,
}

impl PairCells {
    /// Cells of a pair whose sides report as sides normally do.
    pub fn new(exporter: Area, importer: Area, mut cells: Vec<Cell>) -> Self {
        cells.sort_by_key(|cell| (cell.commodity, cell.period));
        Self {
            exporter,
            importer,
            cells,
            apart: Vec::new(),
            left_out: Vec::new(),
            late: Vec::new(),
            lacking: Vec::new(),
            habits: [Habits::exporter(), Habits::importer()],
            unfit: Vec::new(),
            transfers: Vec::new(),
            transferred: 0,
        }
    }

    /// Whether both sides tell goods of a commodity by their methodology.
    pub(crate) fn in_scope(&self, commodity: Commodity) -> bool {
        !self.habits.iter().any(|habits| habits.excludes(commodity))
    }

    /// Whether what a side tells of the year a period lies in is left out, or some of it.
    pub fn leaves_out(&self, side: Side, period: Period) -> bool {
        self.unfit.contains(&(period.whole_year(), side))
    }

    /// Whether the search for hubs passes over a period: a side is taken not to report it.
    pub(crate) fn passes_over(&self, period: Period) -> bool {
        self.left_out.contains(&period) || self.late.contains(&period)
    }

    /// The cells that stand apart, those of months that are left out of their year excepted.
    pub fn apart_in_rows(&self) -> impl Iterator<Item = &Apart> {
        let in_rows = |one: &&Apart| !self.left_out.contains(&one.cell.period);
        self.apart.iter().filter(in_rows)
    }

    /// The same seen from the other end: every part of the decomposition changes its sign.
    pub fn swapped(&self) -> Self {
        let mut swapped = self.clone();
        (swapped.exporter, swapped.importer) = (self.importer, self.exporter);
        swapped.habits.swap(0, 1);
        swapped.transferred = 1 - self.transferred;
        let others = swapped.unfit.iter_mut().chain(&mut swapped.lacking);
        others.for_each(|(_, side)| *side = side.other());
        swapped.cells.iter_mut().for_each(|cell| cell.reports.swap(0, 1));
        for one in &mut swapped.apart {
            one.cell.reports.swap(0, 1);
            one.without = one.without.other();
        }
        swapped
    }
}
