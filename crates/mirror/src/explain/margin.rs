//! The margin between the CIF and the FOB value of the same goods.
//!
//! Sources, best first: the importer's record, the margin its own table states,
//! the pair's own unit values, the gravity equation of CEPII, and 6 %. A margin
//! is a level for many cells, never a diagnosis of one (the gravity equation
//! explains about one percent of the variance). So few cells say nothing, lest a
//! cell explain itself, and a source whose answer is no plausible margin hands
//! over to the next. What is assumed is known least and has the widest interval.

use std::cell::OnceCell;
use std::sync::Arc;

use entente_trade::{Area, Areas, Cause, Commodity, Geography, Grade, money};

use super::cell::{Cell, PairCells, Report};

/// A margin τ ≥ 0 in parts per million: CIF = FOB × (1 + τ).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(i128);

const MILLION: i128 = 1_000_000;

impl Rate {
    /// The rule of thumb of the International Monetary Fund since 2017: 6 %.
    pub const STANDARD: Self = Self(60_000);

    /// Within which margins of whole flows are believed: the Growth Lab of Harvard clips those it
    /// estimates to 0 to 20 %, and the averages of the OECD (5 %, weighted by trade 6 %) lie inside.
    pub const REFERENCE: [Self; 2] = [Self(0), Self(200_000)];

    /// From parts per million; a negative one counts as zero.
    pub const fn from_ppm(ppm: i128) -> Self {
        Self(if ppm < 0 { 0 } else { ppm })
    }

    /// e^`log` − 1, kept within [0, [`MOST`]].
    fn from_log(log: f64) -> Self {
        Self::from_fraction(libm::exp(log) - 1.0, MOST)
    }

    /// From a fraction such as 0.06, rounded to parts per million and kept within [0, `most`].
    pub fn from_fraction(fraction: f64, most: f64) -> Self {
        let bounded = if fraction.is_finite() {
            fraction.clamp(0.0, most)
        } else {
            0.0
        };
        Self(libm::round(bounded * 1e6) as i128)
    }

    /// Parts per million.
    pub const fn ppm(self) -> i128 {
        self.0
    }

    /// A float for estimates.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// value ÷ (1 + τ), rounded half away from zero. Never value × (1 − τ).
    pub fn taken_off(self, value: i128) -> i128 {
        money::share(value, MILLION, MILLION + self.0)
    }

    /// value × (1 + τ), rounded half away from zero.
    pub fn put_on(self, value: i128) -> i128 {
        money::share(value, MILLION + self.0, MILLION)
    }
}

/// Where a margin comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Basis {
    /// The margin.
    pub rate: Rate,
    /// The least and the most it may be, as far as what it is estimated from tells.
    pub range: [Rate; 2],
    /// How good it is.
    pub grade: Grade,
    /// Name of the method.
    pub method: &'static str,
    /// What it rests on.
    pub evidence: Arc<str>,
}

impl Basis {
    fn new(rate: Rate, grade: Grade, method: &'static str, evidence: impl Into<Arc<str>>) -> Self {
        Self {
            rate,
            range: [rate; 2],
            grade,
            method,
            evidence: evidence.into(),
        }
    }

    /// The margin, or an end of its interval.
    pub(super) fn at(&self, estimate: Estimate) -> Rate {
        match estimate {
            Estimate::Point => self.rate,
            Estimate::Least => self.range[0],
            Estimate::Most => self.range[1],
        }
    }

    /// Whether it may be another.
    pub(super) fn is_open(&self) -> bool {
        self.range != [self.rate; 2]
    }
}

/// At which of the margins that it may be something is worked out: what depends on a margin is
/// worked out three times, and its interval spans the answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Estimate {
    /// The margin itself.
    #[default]
    Point,
    /// The lower end of its interval.
    Least,
    /// The upper end.
    Most,
}

impl Estimate {
    pub(crate) const ALL: [Self; 3] = [Self::Point, Self::Least, Self::Most];
    pub(crate) const ENDS: [Self; 2] = [Self::Least, Self::Most];
}

/// How margins are chosen when no record states them.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MarginRule {
    /// The importer's table, the pair's unit values, gravity, 6 %.
    #[default]
    Best,
    /// One margin for everything, stated by whoever asks.
    Fixed(Rate),
}

/// Margins of the sides whose values include one.
pub(crate) struct Learned([Option<Margins>; 2]);

impl Learned {
    pub(crate) fn of(pair: &PairCells, rule: &MarginRule) -> Self {
        let learn = |side: usize| Margins::estimate(pair, rule, side);
        Self([0, 1].map(|side: usize| pair.habits[side].cif.then(|| learn(side))))
    }

    pub(crate) fn side(&self, side: usize) -> Option<&Margins> {
        self.0[side].as_ref()
    }

    /// Whether some margin may be another.
    pub(crate) fn is_open(&self) -> bool {
        self.0.iter().flatten().any(Margins::is_open)
    }
}

/// Margins of a pair: by chapter where its unit values allow, else one for all.
pub(crate) struct Margins {
    bases: Vec<Basis>,
    /// The place of a chapter's own margin among them; 0, which is that of all, where it has none.
    by_chapter: [u8; 100],
    gravity: Option<Gravity>,
}

/// Which margin of a pair it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// One that many cells share, by its place.
    Shared(usize),
    /// One of the gravity equation, for goods of one unit value.
    Gravity(Rate),
}

/// Matched cells, of different commodities or periods, that a pair needs before its own unit
/// values are believed.
const CELLS_OF_PAIR: usize = 8;
/// The same for a chapter, whose median is drawn towards the pair's.
const CELLS_OF_CHAPTER: usize = 5;
/// No margin is taken to be larger.
const MOST: f64 = 0.30;
/// Unit values this far below the exporter's still mean a margin of nothing, not none at all.
const NOISE: f64 = 0.01;
/// Weights must agree this well for a unit value to say something of freight.
const LEAST_AGREEMENT: f64 = 0.80;

impl Margins {
    pub(crate) fn estimate(pair: &PairCells, rule: &MarginRule, cif_side: usize) -> Self {
        let mut margins = Self {
            bases: Vec::new(),
            by_chapter: [0; 100],
            gravity: None,
        };
        if let MarginRule::Fixed(rate) = rule {
            margins.bases.push(fixed(*rate));
            return margins;
        }
        if let Some(rate) = pair.habits[cif_side].stated_margin {
            margins.bases.push(stated(rate));
            return margins;
        }
        margins.learn(pair, cif_side);
        margins.gravity = Gravity::between(pair, cif_side, margins.bases.len());
        if margins.gravity.is_some() {
            let otherwise = standard("the gravity equation gives no plausible margin");
            margins.bases.push(otherwise);
        }
        margins
    }

    /// The margin for a commodity, with the unit value of its goods where known (currency per
    /// kilogram), which is asked for only where it matters.
    pub(crate) fn which(&self, commodity: Commodity, unit_value: impl FnOnce() -> Option<f64>) -> Which {
        let chapter = commodity.chapter().map_or(0, usize::from);
        let at = usize::from(self.by_chapter[chapter]);
        if self.bases[at].grade != Grade::E5 {
            return Which::Shared(at);
        }
        match &self.gravity {
            Some(gravity) => unit_value().map_or(Which::Shared(at), |unit_value| gravity.at(unit_value)),
            None => Which::Shared(at),
        }
    }

    /// The rate of a margin, or an end of its interval.
    pub(crate) fn rate(&self, which: Which, estimate: Estimate) -> Rate {
        match which {
            Which::Shared(at) => self.bases[at].at(estimate),
            Which::Gravity(rate) if estimate == Estimate::Point => rate,
            Which::Gravity(_) => self.basis(which).at(estimate),
        }
    }

    fn is_open(&self) -> bool {
        self.gravity.is_some() || self.bases.iter().any(Basis::is_open)
    }

    /// What a margin rests on.
    pub(crate) fn basis(&self, which: Which) -> Basis {
        match (which, &self.gravity) {
            (Which::Gravity(rate), Some(gravity)) => gravity.basis(rate),
            (Which::Shared(at), _) => self.bases[at].clone(),
            (Which::Gravity(_), None) => self.bases[0].clone(),
        }
    }

    /// The basis for a commodity at a unit value.
    #[cfg(test)]
    fn of(&self, commodity: Commodity, unit_value: Option<f64>) -> Basis {
        self.basis(self.which(commodity, || unit_value))
    }

    /// One margin for the pair, and one for each chapter whose cells say more than the pair's.
    fn learn(&mut self, pair: &PairCells, cif_side: usize) {
        let mut told: Vec<(u8, (f64, f64))> = Vec::with_capacity(pair.cells.len());
        for cell in pair.cells.iter().filter(|cell| pair.in_scope(cell.commodity)) {
            if let Some(ratio) = unit_value_ratio(cell, cif_side) {
                told.push((cell.commodity.chapter().unwrap_or(0), ratio));
            }
        }
        told.sort_by_key(|one| one.0);
        let mut ratios: Vec<(f64, f64)> = told.iter().map(|one| one.1).collect();
        let enough = ratios.len() >= CELLS_OF_PAIR;
        let pair = Median::of(&mut ratios.clone()).filter(|median| enough && median.is_plausible());
        self.bases.push(match &pair {
            Some(median) => median.basis("of the pair"),
            None if enough => standard("unit values that give no plausible margin"),
            None => standard("too few unit values"),
        });
        let centre = pair.unwrap_or_else(Median::standard);
        let mut by_chapter: Vec<(u8, &mut [(f64, f64)])> = Vec::new();
        let mut rest = ratios.as_mut_slice();
        for chapter in told.chunk_by(|a, b| a.0 == b.0) {
            let (own, after) = rest.split_at_mut(chapter.len());
            by_chapter.push((chapter[0].0, own));
            rest = after;
        }
        let spread = Spread::of(&mut by_chapter, centre.log);
        for (chapter, ratios) in by_chapter.iter_mut().filter(|one| one.0 > 0) {
            let trust = spread.trust(ratios.len());
            if ratios.len() < CELLS_OF_CHAPTER || trust < 0.5 {
                continue;
            }
            let pooled = Median::of(ratios).map(|median| median.pooled(&centre, trust));
            if let Some(median) = pooled.filter(Median::is_plausible) {
                self.by_chapter[usize::from(*chapter)] = self.bases.len() as u8;
                self.bases.push(median.basis(&format!("of chapter {chapter:02}")));
            }
        }
    }
}

/// The weighted median of logarithms of unit-value ratios, and its interval of 95 %.
struct Median {
    log: f64,
    low: f64,
    high: f64,
    cells: usize,
}

impl Median {
    /// The interval is that of the ranks: half the cells, give or take 0.98·√n of them.
    fn of(ratios: &mut [(f64, f64)]) -> Option<Self> {
        let apart = 0.98 / libm::sqrt(ratios.len() as f64);
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let weight = total_weight(ratios);
        (!ratios.is_empty()).then(|| Self {
            log: quantile(ratios, weight * 0.5),
            low: quantile(ratios, weight * (0.5 - apart)),
            high: quantile(ratios, weight * (0.5 + apart)),
            cells: ratios.len(),
        })
    }

    /// What chapters are drawn towards when the pair's own unit values say nothing.
    fn standard() -> Self {
        let log = |rate: Rate| libm::log(1.0 + rate.to_f64());
        let [low, high] = Rate::REFERENCE.map(log);
        Self {
            log: log(Rate::STANDARD),
            low,
            high,
            cells: 0,
        }
    }

    fn pooled(&self, centre: &Self, trust: f64) -> Self {
        let between = |own: f64, other: f64| trust * own + (1.0 - trust) * other;
        Self {
            log: between(self.log, centre.log),
            low: between(self.low, centre.low),
            high: between(self.high, centre.high),
            cells: self.cells,
        }
    }

    fn is_plausible(&self) -> bool {
        (-NOISE..=MOST).contains(&(libm::exp(self.log) - 1.0))
    }

    fn basis(&self, of: &str) -> Basis {
        let rate = Rate::from_log(self.log);
        let evidence = format!(
            "{} %: median unit-value ratio of {} matched cells {of}",
            percent(rate),
            self.cells
        );
        Basis {
            range: [self.low, self.high].map(Rate::from_log),
            ..Basis::new(rate, Grade::E4, "unit_values", evidence)
        }
    }
}

/// How much the unit-value ratios of a pair vary within chapters and between them.
struct Spread {
    within: f64,
    between: f64,
}

impl Spread {
    /// Median absolute deviations, scaled to standard deviations. Where fewer than three
    /// chapters or cells tell, cells are taken to vary as much as chapters do.
    fn of(by_chapter: &mut [(u8, &mut [(f64, f64)])], centre: f64) -> Self {
        let (mut inside, mut centres) = (Vec::new(), Vec::new());
        for (_, ratios) in by_chapter.iter_mut().filter(|one| one.1.len() >= 2) {
            let median = weighted_median(ratios);
            inside.extend(ratios.iter().map(|&(ratio, _)| ((ratio - median).abs(), 1.0)));
            centres.push(((median - centre).abs(), 1.0));
        }
        let deviation = |apart: &mut [(f64, f64)]| match apart.len() {
            0..3 => 0.05,
            _ => 1.4826 * weighted_median(apart),
        };
        Self {
            within: deviation(&mut inside).max(0.002),
            between: deviation(&mut centres).max(0.002),
        }
    }

    /// The weight of a chapter's own median against the pair's, 0 to 1.
    fn trust(&self, cells: usize) -> f64 {
        let noise = (self.within / self.between) * (self.within / self.between);
        cells as f64 / (cells as f64 + noise)
    }
}

fn fixed(rate: Rate) -> Basis {
    let evidence = format!("a margin of {} % was asked for", percent(rate));
    Basis::new(rate, Grade::E5, "fixed_margin", evidence)
}

fn stated(rate: Rate) -> Basis {
    let evidence = format!("the importer's own table states {} %", percent(rate));
    Basis::new(rate, Grade::E2, "stated_margin", evidence)
}

fn standard(why: &str) -> Basis {
    let evidence = format!("no freight field, {why}: 6 % as the International Monetary Fund uses");
    Basis {
        range: Rate::REFERENCE,
        ..Basis::new(Rate::STANDARD, Grade::E5, "margin_6_percent", evidence)
    }
}

/// A rate in percent with at most two decimals.
pub(crate) fn percent(rate: Rate) -> String {
    let hundredths = money::share(rate.ppm(), 1, 100);
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// ln of the ratio of unit values, CIF side over the other, and how well the weights agree.
fn unit_value_ratio(cell: &Cell, cif_side: usize) -> Option<(f64, f64)> {
    let [cif, fob] = [cif_side, 1 - cif_side].map(|side| cell.reports[side].as_ref());
    let ([va, wa], [vb, wb]) = (own_goods(cif?)?, own_goods(fob?)?);
    let agreement = wa.min(wb) / wa.max(wb);
    if agreement < LEAST_AGREEMENT {
        return None;
    }
    let ratio = libm::log((va / wa) / (vb / wb));
    (ratio.abs() < 0.7).then_some((ratio, agreement))
}

/// Value and weight of the goods whose margin is looked for, both above nothing: at the reference
/// rate of exchange, without those out of scope and re-exports.
pub(super) fn own_goods(report: &Report) -> Option<[f64; 2]> {
    let value = report.value.to_f64();
    let mut kilograms = weight(report)?;
    for taken in report.deductions.iter().filter(|one| is_taken(one.cause)) {
        let stated = taken.net_weight_kg.map(|weight| weight.to_f64());
        let in_proportion = || kilograms * (taken.amount.to_f64() / value);
        kilograms -= stated.unwrap_or_else(in_proportion);
    }
    let goods = [report.own_goods().to_f64(), kilograms];
    goods.iter().all(|&amount| amount > 0.0).then_some(goods)
}

/// Whether the stages before the margin's take what is singled out for a cause, whatever the order.
pub(super) fn is_taken(cause: Cause) -> bool {
    matches!(cause, Cause::Scope | Cause::ReExport)
}

pub(crate) fn weight(report: &Report) -> Option<f64> {
    report
        .net_weight_kg
        .map(|weight| weight.to_f64())
        .filter(|&weight| weight > 0.0)
}

fn weighted_median(ratios: &mut [(f64, f64)]) -> f64 {
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    quantile(ratios, total_weight(ratios) * 0.5)
}

fn total_weight(ratios: &[(f64, f64)]) -> f64 {
    ratios.iter().map(|&(_, weight)| weight).sum()
}

/// The value below which so much of the weight lies, the least and the most at the ends.
fn quantile(ascending: &[(f64, f64)], reached: f64) -> f64 {
    let mut passed = 0.0;
    for &(ratio, weight) in ascending {
        passed += weight;
        if passed >= reached {
            return ratio;
        }
    }
    ascending.last().map_or(0.0, |&(ratio, _)| ratio)
}

/// The gravity equation for ln(CIF/FOB), CEPII working paper 2010-23, table 1,
/// column II (unit values, weighted). Three printed decimals make it a level only.
struct Gravity {
    level: f64,
    /// Half a unit of the last decimal printed of every coefficient, all to one side.
    open: f64,
    /// Importer and exporter, and how far apart they are.
    between: [Area; 2],
    distance_km: f64,
    /// Made when a cell needs them.
    words: OnceCell<Arc<str>>,
    /// The place of the margin where it gives none.
    otherwise: usize,
}

impl Gravity {
    fn between(pair: &PairCells, cif_side: usize, otherwise: usize) -> Option<Self> {
        let (importer, exporter) = if cif_side == 1 {
            (pair.importer, pair.exporter)
        } else {
            (pair.exporter, pair.importer)
        };
        let dyad = Geography::standard().between(importer, exporter)?;
        let distance = libm::log(dyad.distance_km.max(1.0));
        let flags = [
            (dyad.contiguous, -0.044),
            (dyad.landlocked_a, 0.049),
            (dyad.landlocked_b, -0.009),
        ];
        let set = flags.iter().filter(|(set, _)| *set);
        let level = 0.32 - 0.11 * distance + 0.010 * distance * distance;
        let level = set
            .clone()
            .fold(level, |level, (_, coefficient)| level + coefficient);
        // Intercept and distance are printed with two decimals, the others with three.
        let open = 0.005 + 0.005 * distance + 0.0005 * (distance * distance + set.count() as f64);
        Some(Self {
            level,
            open,
            between: [importer, exporter],
            distance_km: dyad.distance_km,
            words: OnceCell::new(),
            otherwise,
        })
    }

    fn words(&self) -> &Arc<str> {
        self.words.get_or_init(|| {
            let areas = Areas::standard();
            let [importer, exporter] = self.between.map(|area| areas.label(area));
            let words = format!(
                "gravity equation, {:.0} km from {exporter} to {importer}",
                self.distance_km
            );
            words.into()
        })
    }

    /// What a margin of it rests on. How far its coefficients leave it open depends on the unit
    /// value, which the margin tells.
    fn basis(&self, rate: Rate) -> Basis {
        let log = libm::log(1.0 + rate.to_f64());
        let unit_value_log = (self.level - log) / 0.032;
        let open = self.open + 0.0005 * unit_value_log.abs();
        Basis {
            range: [log - open, log + open].map(Rate::from_log),
            ..Basis::new(rate, Grade::E4, "gravity", self.words().clone())
        }
    }

    /// Its margin at a unit value; 6 % where it gives none, since its printed decimals alone
    /// leave it open by several percent.
    fn at(&self, unit_value: f64) -> Which {
        let fraction = libm::exp(self.level - 0.032 * libm::log(unit_value)) - 1.0;
        if fraction > 0.0 && fraction <= MOST {
            Which::Gravity(Rate::from_fraction(fraction, MOST))
        } else {
            Which::Shared(self.otherwise)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_trade::{Money, Period, Quantity};

    #[test]
    fn a_margin_is_divided_out_and_put_back() {
        assert_eq!(Rate::STANDARD.taken_off(141_989_248_000), 133_952_120_755);
        assert_eq!(Rate::STANDARD.put_on(133_952_120_755), 141_989_248_000);
        assert_eq!(Rate::STANDARD.taken_off(-106), -100);
        assert_eq!(percent(Rate::STANDARD), "6");
        assert_eq!(percent(Rate::from_ppm(52_340)), "5.23");
    }

    #[test]
    fn the_median_is_that_of_the_weights() {
        assert_eq!(weighted_median(&mut [(3.0, 1.0), (1.0, 1.0), (2.0, 10.0)]), 2.0);
        assert_eq!(weighted_median(&mut []), 0.0);
    }

    /// Cells of one chapter with equal weights, at 1 000 and so many dollars.
    fn margins(imports: &[i128], kilograms: i128) -> Margins {
        let report = |value: i128| {
            let mut report = Report::of(Money::from_units(value));
            report.net_weight_kg = Some(Quantity::from_thousandths(kilograms * 1_000));
            Some(report)
        };
        let cells = imports.iter().enumerate().map(|(at, &import)| Cell {
            commodity: Commodity::hs6(270_900 + at as u32).unwrap(),
            period: Period::year(2020).unwrap(),
            reports: [report(1_000), report(import)],
        });
        let pair = PairCells::new(Area::from_code(398), Area::from_code(688), cells.collect());
        Margins::estimate(&pair, &MarginRule::Best, 1)
    }

    fn told(margins: &Margins, unit_value: Option<f64>) -> (String, &'static str) {
        let basis = margins.of(Commodity::hs6(270_900).unwrap(), unit_value);
        (percent(basis.rate), basis.method)
    }

    #[test]
    fn a_few_cells_are_no_margin_of_their_own() {
        for imports in [&[1_300][..], &[1_100, 1_100, 1_100, 1_100]] {
            let few = margins(imports, 10);
            assert_eq!(told(&few, None), ("6".to_owned(), "margin_6_percent"));
            assert_eq!(told(&few, Some(0.5)).1, "gravity");
        }
        let several = margins(&[1_100; 8], 1_000);
        assert_eq!(told(&several, Some(1.0)), ("10".to_owned(), "unit_values"));
    }

    #[test]
    fn the_interval_of_a_learned_margin_is_that_of_its_median() {
        let several = margins(
            &[1_060, 1_070, 1_080, 1_090, 1_100, 1_110, 1_120, 1_130, 1_140],
            1_000,
        );
        let basis = several.of(Commodity::hs6(270_900).unwrap(), None);
        assert!(
            basis.range[0] < basis.rate && basis.rate < basis.range[1],
            "{basis:?}"
        );
        assert!(!margins(&[1_100; 9], 1_000).of(Commodity::TOTAL, None).is_open());
    }

    #[test]
    fn a_margin_that_is_assumed_has_the_interval_of_its_source() {
        let ranges = |basis: Basis| basis.range.map(percent);
        let assumed = margins(&[1_300], 10);
        let code = Commodity::hs6(270_900).unwrap();
        assert_eq!(ranges(assumed.of(code, None)), ["0", "20"]);
        let gravity = assumed.of(code, Some(0.5));
        assert_eq!(
            (percent(gravity.rate), gravity.method),
            ("17.76".to_owned(), "gravity")
        );
        assert_eq!(ranges(gravity), ["8.32", "28.03"]);
        // Asked for, or stated by the importer's own table: nothing is estimated.
        assert!(!fixed(Rate::STANDARD).is_open());
        assert!(!stated(Rate::STANDARD).is_open());
    }

    #[test]
    fn a_margin_that_is_none_hands_over_to_the_next_source() {
        // Gravity gives less than nothing for goods of 100 dollars a kilogram.
        assert_eq!(
            told(&margins(&[1_300], 10), Some(100.0)),
            ("6".to_owned(), "margin_6_percent")
        );
        // Unit values a third below the exporter's, and a half above, are no freight.
        for import in [700, 1_500] {
            let odd = margins(&[import; 12], 1_000);
            assert_eq!(told(&odd, None), ("6".to_owned(), "margin_6_percent"));
            let evidence = odd.of(Commodity::TOTAL, None).evidence;
            assert!(evidence.contains("no plausible margin"), "{evidence}");
        }
        // Equal values are a margin of nothing.
        assert_eq!(
            told(&margins(&[1_000; 12], 1_000), None),
            ("0".to_owned(), "unit_values")
        );
    }
}
