//! Which of several sources speaks for a side in a period.
//!
//! Both sides from one dataset come before one side from a better one: a
//! difference between two data banks is not a difference between two states.
//! Before that comes what makes a figure an answer at all: a year is asked of
//! sources for the whole year, a level of those that tell it, and a total of
//! those that tell totals. After it figures as reported come before sums, years
//! before sums of months, and the order of [`Dataset::NAMES`] decides.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Dataset, Frequency, Level, Money, Period, Side};

use super::basis::{self, SideBasis};
use super::months::Months;
use super::statement::{Said, Source, Statement, Statements};
use super::unusable::{self, Unusable, UnusableCell};
use super::{Request, coarser, levels};
use crate::explain::Report;

/// The statements of a source that fall into one period of the request.
#[derive(Clone)]
pub(super) struct Candidate<'a> {
    pub(super) source: Source,
    /// Ascending, those of months that are left out among them.
    said: &'a [Said],
    /// What its source tells of the same period that cannot be used, ascending.
    unusable: &'a [UnusableCell],
    /// The months of a year it tells nothing of, while another source does and cannot be used.
    pub(super) only_beside: Months,
    /// The months it tells; a figure for the year is all of them.
    pub(super) months: Months,
    pub(super) has_total: bool,
    pub(super) finest: Option<Level>,
    /// Its details are not the whole: totals told elsewhere are far above them.
    pub(super) piecemeal: bool,
    /// The months a report of its source is there for: one without figures has no trade.
    covered: Months,
    /// Months it tells and the other side does not, which are left out.
    pub(super) left_out: u32,
}

/// The months of a year in which a dataset tells a side of many other partners.
pub(crate) type Elsewhere<'a> = &'a dyn Fn(Side, Dataset, Period) -> Months;

/// The sources chosen for a period.
pub(crate) struct Choice<'a> {
    asked: Asked,
    sides: [Option<Candidate<'a>>; 2],
    /// Of a side no source speaks for: the one that cannot be set beside the other side's.
    unfit: [Option<Candidate<'a>>; 2],
}

/// What a period's figures are wanted for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) period: Period,
    pub(super) level: Level,
}

impl Asked {
    fn is_year(self) -> bool {
        self.period.calendar_month().is_none()
    }
}

/// Hands over a choice for every period that any source speaks of, ascending.
pub(crate) fn choose<'a>(
    (statements, unusable): (
        impl IntoIterator<Item = (&'a Source, &'a Vec<Said>)>,
        &'a Unusable,
    ),
    request: &Request,
    elsewhere: Elsewhere<'_>,
    mut give: impl FnMut(Period, Choice<'a>),
) {
    // Room for the months of some years; a pair that tells more of them gets more.
    let mut candidates: Vec<(Period, Candidate<'a>)> = Vec::with_capacity(64);
    for (&source, told) in statements {
        if source.frequency == Frequency::Annual && request.frequency == Frequency::Monthly {
            continue;
        }
        let place_of = |period: Period| match request.frequency {
            Frequency::Annual => period.whole_year(),
            Frequency::Monthly => period,
        };
        let place = |said: &Said| place_of(said.0.0);
        let mut periods = told.chunk_by(|a, b| place(a) == place(b)).peekable();
        let mut before = None;
        while let Some(said) = periods.next() {
            let period = place(&said[0]);
            // A year without any figure ends a series, and begins it anew.
            let begins_before = before.is_some_and(|before: Period| before.plus(1) == Some(period));
            let goes_on = periods
                .peek()
                .is_some_and(|said| period.plus(1) == Some(place(&said[0])));
            before = Some(period);
            // What a request admits of a year is the whole year.
            if request.admits(said[0].0.0) {
                let mut candidate = Candidate::new(source, said);
                candidate.unusable = unusable.of_source(source, period, place_of);
                if source.frequency != request.frequency {
                    let beside = unusable.months_beside(source, period);
                    candidate.only_beside = beside.without(candidate.months);
                }
                candidate.cover([begins_before, goes_on], period, elsewhere);
                candidates.push((period, candidate));
            }
        }
    }
    candidates.sort_by_key(|(period, _)| *period);
    for told in candidates.chunk_by(|a, b| a.0 == b.0) {
        let asked = Asked {
            period: told[0].0,
            level: request.level,
        };
        give(asked.period, of_period(asked, told));
    }
}

/// The months that would be left out of their year, were months added up to years.
pub(super) fn late(
    (statements, unusable): (&Statements, &Unusable),
    request: &Request,
    elsewhere: Elsewhere<'_>,
) -> Vec<Period> {
    let of_years = Request {
        frequency: Frequency::Annual,
        ..request.clone()
    };
    let monthly = |(source, _): &(&Source, _)| source.frequency == Frequency::Monthly;
    let monthly = statements.iter().filter(monthly);
    let mut late = Vec::new();
    choose((monthly, unusable), &of_years, elsewhere, |_, choice| {
        late.extend(choice.left_out());
    });
    late.sort();
    late.dedup();
    late
}

fn of_period<'a>(asked: Asked, told: &[(Period, Candidate<'a>)]) -> Choice<'a> {
    let side = |side: Side| {
        let told = told.iter().map(|(_, candidate)| candidate);
        told.filter(move |one| one.source.side == side)
    };
    let mut sides = [side(Side::Export), side(Side::Import)];
    let first = sides.each_mut().map(Iterator::next);
    let only = sides.into_iter().flatten().next().is_none();
    // One source a side and no total to measure it by: there is nothing to choose or judge.
    if only && !first.iter().flatten().any(|one| one.has_total) && comparable(asked, &first) {
        return Choice {
            asked,
            sides: cut(asked, first.map(|side| side.cloned())),
            unfit: [None, None],
        };
    }
    let all = [Side::Export, Side::Import].map(|wanted| side(wanted).cloned().collect());
    best(asked, judged(all))
}

/// Finds the candidates whose details are not the whole, as a total told elsewhere shows.
///
/// Details that reach nine tenths of what another source tells of the same months are taken for
/// the whole. Where nothing is told of a side to measure by, its dataset is judged by the other
/// side: an extract is one of both.
fn judged(mut sides: [Vec<Candidate<'_>>; 2]) -> [Vec<Candidate<'_>>; 2] {
    let verdicts = sides.each_ref().map(|side| verdicts(side));
    let extracts = [0, 1].map(|side: usize| -> BTreeSet<Dataset> {
        let found = sides[side].iter().zip(&verdicts[side]);
        let piecemeal = found.filter(|(_, verdict)| **verdict == Some(false));
        piecemeal.map(|(one, _)| one.source.dataset).collect()
    });
    for (side, candidates) in sides.iter_mut().enumerate() {
        for (one, verdict) in candidates.iter_mut().zip(&verdicts[side]) {
            let extract = || !one.has_total && extracts[1 - side].contains(&one.source.dataset);
            one.piecemeal = verdict.map_or_else(extract, |whole| !whole);
        }
    }
    sides
}

/// Of every candidate whether its figures are the whole; `None` where nothing shows it.
fn verdicts(side: &[Candidate<'_>]) -> Vec<Option<bool>> {
    if side.iter().all(|one| one.has_total) {
        return vec![Some(true); side.len()];
    }
    let totals: Vec<(Months, Money)> = side
        .iter()
        .filter(|one| one.has_total)
        .map(|one| (one.months, one.sum()))
        .collect();
    let verdict = |one: &Candidate<'_>| {
        let mut known = totals
            .iter()
            .filter(|(told, _)| told.contains(one.months))
            .peekable();
        known.peek()?;
        let sum = one.sum().thousandths();
        Some(known.all(|(told, total)| *told == one.months && sum * 10 >= total.thousandths() * 9))
    };
    let judge = |one: &Candidate<'_>| if one.has_total { Some(true) } else { verdict(one) };
    side.iter().map(judge).collect()
}

fn best<'a>(asked: Asked, sides: [Vec<Candidate<'a>>; 2]) -> Choice<'a> {
    let options = |side: usize| sides[side].iter().map(Some).chain([None]);
    let mut all: Vec<Pair<'_, 'a>> = Vec::new();
    for export in options(0) {
        all.extend(options(1).map(|import| [export, import]));
    }
    let chosen = all
        .into_iter()
        .filter(|pair| comparable(asked, pair))
        .min_by_key(|pair| Rank::of(asked, pair))
        .unwrap_or([None, None]);
    let unfit = [0, 1].map(|side: usize| match chosen[side] {
        None => sides[side].iter().max_by_key(|one| one.months.count()).cloned(),
        Some(_) => None,
    });
    Choice {
        asked,
        sides: cut(asked, chosen.map(|side| side.cloned())),
        unfit,
    }
}

type Pair<'s, 'a> = [Option<&'s Candidate<'a>>; 2];

/// Some months do not answer a figure for the year, nor some goods a total.
fn comparable(asked: Asked, pair: &Pair<'_, '_>) -> bool {
    let [Some(a), Some(b)] = pair else {
        return true;
    };
    let years = |one: &Candidate<'_>| one.source.frequency == Frequency::Annual;
    let part = |one: &Candidate<'_>| one.months != Months::WHOLE_YEAR;
    let year_and_part = asked.is_year() && (years(a) && part(b) || years(b) && part(a));
    let totals = asked.level.min(level_of(pair)) == Level::Total;
    !year_and_part && !(totals && (a.piecemeal || b.piecemeal))
}

/// The finest level a pair can be set side by side at.
fn level_of(pair: &Pair<'_, '_>) -> Level {
    let finest = pair.map(|side| side.and_then(|one| one.finest));
    coarser(finest[0], finest[1])
}

/// Two sides told by months, cut to the months that can be compared: besides those that both
/// their months show, all that a report of both is there for; but none of which one side tells
/// nothing but what cannot be used.
fn cut(asked: Asked, mut sides: [Option<Candidate<'_>>; 2]) -> [Option<Candidate<'_>>; 2] {
    if let [Some(a), Some(b)] = &mut sides
        && asked.is_year()
    {
        let months = Months::compared([a.months, b.months], [a.covered, b.covered]);
        let months = months.without(a.unusable_months()).without(b.unusable_months());
        a.keep(months);
        b.keep(months);
    }
    sides
}

/// How good a choice is: smaller is better, the first difference decides.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Sides without any source.
    absent: usize,
    /// Sides whose sum lacks goods, where all goods together are compared.
    lacking: usize,
    /// A year is asked for, and a side tells only some of its months.
    partial: bool,
    /// Levels between the one asked for and the one told.
    too_coarse: u8,
    /// Sides that tell some goods only, where another source tells all.
    piecemeal: usize,
    /// Sides whose figure is made of the other's, which is no report.
    imputed: usize,
    /// The sides tell different months of it.
    uneven: bool,
    other_dataset: bool,
    /// Sides whose total is a sum of details.
    derived: usize,
    other_frequency: bool,
    monthly: usize,
    preference: [u8; 2],
}

impl Rank {
    fn of(asked: Asked, pair: &Pair<'_, '_>) -> Self {
        let told = || pair.iter().flatten();
        let count = |wanted: fn(&Candidate<'_>) -> bool| told().filter(|one| wanted(one)).count();
        let differ = |same: fn(&Candidate<'_>, &Candidate<'_>) -> bool| match pair {
            [Some(a), Some(b)] => !same(a, b),
            _ => false,
        };
        Self {
            absent: pair.len() - told().count(),
            lacking: match level_of(pair) {
                Level::Total => count(|one| unusable::lacks_of_total(one.unusable, one.said)),
                _ => 0,
            },
            partial: asked.is_year() && told().any(|one| one.months != Months::WHOLE_YEAR),
            too_coarse: (asked.level as u8).saturating_sub(level_of(pair) as u8),
            piecemeal: count(|one| one.piecemeal),
            imputed: count(|one| one.is_imputed()),
            uneven: differ(|a, b| a.months == b.months),
            other_dataset: differ(|a, b| a.source.dataset == b.source.dataset),
            derived: count(|one| !one.has_total),
            other_frequency: differ(|a, b| a.source.frequency == b.source.frequency),
            monthly: count(|one| one.source.frequency == Frequency::Monthly),
            preference: pair.map(|side| side.map_or(u8::MAX, |one| one.source.dataset.index())),
        }
    }
}

impl<'a> Candidate<'a> {
    fn new(source: Source, said: &'a [Said]) -> Self {
        let (mut has_total, mut finest) = (false, None);
        for ((_, commodity), _) in said {
            has_total |= *commodity == Commodity::TOTAL;
            finest = finest.max(Some(commodity.level()));
        }
        Self {
            source,
            said,
            unusable: &[],
            only_beside: Months::default(),
            months: months(said),
            has_total,
            finest,
            piecemeal: false,
            covered: Months::default(),
            left_out: 0,
        }
    }

    /// Notes what its source is a report of, of a year that is told by months.
    fn cover(&mut self, [begins_before, goes_on]: [bool; 2], period: Period, elsewhere: Elsewhere<'_>) {
        if period.calendar_month().is_some() || self.months == Months::WHOLE_YEAR {
            self.covered = self.months;
            return;
        }
        let told = elsewhere(self.source.side, self.source.dataset, period);
        self.covered = self.months.reaching(begins_before, goes_on).and(told);
    }

    /// Its statements of each period.
    fn all_periods(&self) -> impl Iterator<Item = &'a [Said]> + use<'a> {
        self.said.chunk_by(|a, b| a.0.0 == b.0.0)
    }

    /// Its statements of each period, those left out apart.
    fn periods(&self) -> impl Iterator<Item = &'a [Said]> + use<'a> {
        let kept = self.months;
        self.all_periods()
            .filter(move |said| kept.contains(Months::of(said[0].0.0)))
    }

    /// The months it tells that are left out.
    fn left_out(&self) -> impl Iterator<Item = Period> + use<'a> {
        let kept = self.months;
        let periods = self.all_periods().map(|said| said[0].0.0);
        periods.filter(move |&period| !kept.contains(Months::of(period)))
    }

    pub(super) fn told(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.periods().flatten().map(|(_, statement)| statement)
    }

    pub(super) fn is_imputed(&self) -> bool {
        self.told().any(|statement| statement.report.imputed)
    }

    /// What it tells of all commodities together.
    fn sum(&self) -> Money {
        let totals = self
            .periods()
            .flat_map(|said| levels::at_level(said, Level::Total));
        totals.map(|(_, report)| report.value).sum()
    }

    /// The months of which something is told, and nothing that can be used.
    fn unusable_months(&self) -> Months {
        let told = months(self.said);
        let all = self.unusable.iter().map(|one| Months::of(one.period));
        let all = all.fold(Months::default(), Months::and);
        all.without(told).and(self.only_beside)
    }

    fn keep(&mut self, kept: Months) {
        let before = self.months.count();
        self.months = kept.both(self.months);
        self.left_out = before - self.months.count();
    }
}

fn months(said: &[Said]) -> Months {
    let periods = said.iter().map(|((period, _), _)| Months::of(*period));
    periods.fold(Months::default(), Months::and)
}

impl<'a> Choice<'a> {
    /// The finest level both reports can be set side by side at.
    pub(crate) fn common_level(&self) -> Level {
        level_of(&self.sides.each_ref().map(Option::as_ref))
    }

    pub(crate) fn basis(&self) -> [Option<SideBasis>; 2] {
        [0, 1].map(|side: usize| match (&self.sides[side], &self.unfit[side]) {
            (Some(chosen), _) => basis::of(self.asked, chosen),
            (None, Some(unfit)) => basis::unfit(self.asked, unfit),
            (None, None) => None,
        })
    }

    /// The source that speaks for a side.
    pub(super) fn source(&self, side: Side) -> Option<Source> {
        self.sides[side as usize].as_ref().map(|chosen| chosen.source)
    }

    /// What the chosen source of a side tells and cannot be used, and what it tells besides.
    pub(super) fn unusable(&self, side: Side) -> (&'a [UnusableCell], &'a [Said]) {
        let chosen = self.sides[side as usize].as_ref();
        chosen.map_or((&[], &[]), |chosen| (chosen.unusable, chosen.said))
    }

    /// Whether the chosen source of a side tells some goods in figures that cannot be used.
    pub(super) fn lacks_goods(&self, side: Side) -> bool {
        let (unusable, said) = self.unusable(side);
        unusable::lacks_of_total(unusable, said)
    }

    /// The period it is for.
    pub(super) fn period(&self) -> Period {
        self.asked.period
    }

    /// Whether months stay months, since both sides tell them.
    pub(super) fn months_stay(&self) -> bool {
        let mut chosen = self.sides.iter().flatten();
        chosen.all(|one| one.source.frequency == Frequency::Monthly)
    }

    /// Whether a source of a side cannot be set beside the other side's.
    pub(super) fn is_unfit(&self, side: Side) -> bool {
        self.unfit[side as usize].is_some()
    }

    /// Whether every import of the chosen source says that it is valued FOB; `None` without one.
    pub(crate) fn imports_are_fob(&self) -> Option<bool> {
        let imports = self.sides[Side::Import as usize].as_ref()?;
        Some(imports.said.iter().all(|(_, statement)| statement.fob))
    }

    /// The months either side tells that are left out of the year.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = Period> + use<'_, 'a> {
        self.sides.iter().flatten().flat_map(Candidate::left_out)
    }

    /// Hands over the reports of a side at a level, those of months that are left out among them;
    /// months stay months when both sides tell them.
    pub(crate) fn reports(
        &self,
        side: Side,
        level: Level,
        mut give: impl FnMut((Commodity, Period), Cow<'a, Report>),
    ) {
        let Some(candidate) = &self.sides[side as usize] else {
            return;
        };
        let months_stay = self.months_stay();
        let mut sums: BTreeMap<Commodity, Report> = BTreeMap::new();
        for said in candidate.all_periods() {
            let period = said[0].0.0;
            // A code that hides what it holds is compared with other spellings of it.
            let plain = said
                .iter()
                .all(|((_, commodity), _)| commodity.level() == level && commodity.at(level) == *commodity);
            if plain && months_stay {
                said.iter()
                    .for_each(|((_, commodity), one)| give((*commodity, period), Cow::Borrowed(&one.report)));
            } else if months_stay {
                let cells = levels::at_level(said, level);
                cells
                    .into_iter()
                    .for_each(|(commodity, report)| give((commodity, period), Cow::Owned(report)));
            } else {
                for (commodity, report) in levels::at_level(said, level) {
                    levels::add(sums.entry(commodity), &report);
                }
            }
        }
        sums.into_iter()
            .for_each(|(commodity, report)| give((commodity, self.asked.period), Cow::Owned(report)));
    }
}
