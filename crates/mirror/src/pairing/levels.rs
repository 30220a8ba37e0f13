//! One side's statements brought to one level of detail, nothing lost.
//!
//! Details add up to what is coarser; where a coarser figure is told and its
//! details do not reach it, the difference is what they do not specify. So the
//! cells of a level always add up to the coarsest figure told, and so do the
//! amounts singled out in them. What only finer figures single out below a told
//! one is left to them: a told figure is taken as it stands. Codes that hide what
//! they hold are told at levels too, and become one cell only when all are settled.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use entente_trade::{Area, Cause, Commodity, Grade, Level, Money, money};

use super::statement::Said;
use crate::explain::{Deduction, Report};

/// All levels, coarse to fine.
pub(super) const LEVELS: [Level; 4] = [Level::Total, Level::Hs2, Level::Hs4, Level::Hs6];

/// The reports of one period's statements at `level`.
pub(crate) fn at_level(statements: &[Said], level: Level) -> BTreeMap<Commodity, Report> {
    let told = by_code(statements);
    let mut cells = summed(&told, level);
    for coarser in LEVELS.into_iter().rev().filter(|&coarser| coarser < level) {
        for (&commodity, report) in told.iter().filter(|(commodity, _)| commodity.level() == coarser) {
            add_unspecified(&mut cells, commodity, report);
        }
    }
    as_compared(cells, level)
}

/// What is told of each code, spellings of one unknown together.
fn by_code(statements: &[Said]) -> BTreeMap<Commodity, Cow<'_, Report>> {
    let mut told: BTreeMap<Commodity, Cow<'_, Report>> = BTreeMap::new();
    for ((_, commodity), one) in statements {
        match told.entry(commodity.within(Level::Hs6)) {
            Entry::Vacant(place) => {
                place.insert(Cow::Borrowed(&one.report));
            }
            Entry::Occupied(mut known) => join(known.get_mut().to_mut(), &one.report),
        }
    }
    told
}

/// Cells under the codes two sides are compared by.
fn as_compared(cells: BTreeMap<Commodity, Report>, level: Level) -> BTreeMap<Commodity, Report> {
    if cells.keys().all(|code| code.at(level) == *code) {
        return cells;
    }
    let mut compared = BTreeMap::new();
    for (code, report) in &cells {
        add(compared.entry(code.at(level)), report);
    }
    compared
}

/// Figures told at the level, else the sums of the next finer ones told below it.
fn summed(told: &BTreeMap<Commodity, Cow<'_, Report>>, level: Level) -> BTreeMap<Commodity, Report> {
    let mut cells: BTreeMap<Commodity, Report> = BTreeMap::new();
    let mut settled: Vec<Commodity> = Vec::new();
    for finer in LEVELS.into_iter().filter(|&finer| finer >= level) {
        let mut reached = Vec::new();
        for (&commodity, report) in told.iter().filter(|(commodity, _)| commodity.level() == finer) {
            if LEVELS
                .iter()
                .all(|&above| above >= finer || !settled.contains(&commodity.within(above)))
            {
                add(cells.entry(commodity.within(level)), report);
                reached.push(commodity);
            }
        }
        // Finer codes below a settled one are its details, not additions.
        if finer < Level::Hs6 {
            settled.extend(reached);
        }
    }
    cells
}

pub(crate) fn add<K: Ord>(entry: Entry<'_, K, Report>, report: &Report) {
    let sum = entry.and_modify(|sum| join(sum, report));
    sum.or_insert_with(|| report.clone());
}

/// The sum of two reports; what only one of them knows is unknown of both.
fn join(sum: &mut Report, more: &Report) {
    // Freight of all goods of one of them is that of all only if the other states its own so.
    let is_whole = |report: &Report| report.freight().is_some_and(|freight| freight.is_whole());
    let apart = !(is_whole(sum) && is_whole(more));
    if apart {
        let goods = sum.direct();
        let named = sum.deductions.iter().map(|one| one.of_goods(goods).into_owned());
        sum.deductions = named.collect();
    }
    sum.value += more.value;
    sum.imputed |= more.imputed;
    sum.edition = sum.edition.min(more.edition);
    sum.reference_value = sum.reference_value.zip(more.reference_value).map(|(a, b)| a + b);
    sum.net_weight_kg = sum.net_weight_kg.zip(more.net_weight_kg).map(|(a, b)| a + b);
    let goods = more.direct();
    for deduction in &more.deductions {
        let deduction = if apart {
            deduction.of_goods(goods).into_owned()
        } else {
            deduction.clone()
        };
        let kind = |one: &Deduction| (one.cause, one.via, one.method, one.fob.is_some());
        let same = |known: &&mut Deduction| kind(known) == kind(&deduction);
        match sum.deductions.iter_mut().find(same) {
            Some(known) => {
                known.amount += deduction.amount;
                known.fob = known.fob.zip(deduction.fob).map(|(a, b)| a + b);
                let weights = known.net_weight_kg.zip(deduction.net_weight_kg);
                known.net_weight_kg = weights.map(|(a, b)| a + b);
            }
            None => sum.deductions.push(deduction),
        }
    }
}

/// What a coarser figure has beyond its details: value goes where nothing is specified, amounts
/// singled out go there and to the details that may hold them.
fn add_unspecified(cells: &mut BTreeMap<Commodity, Report>, commodity: Commodity, report: &Report) {
    let below = |cell: &Commodity| cell.within(commodity.level()) == commodity;
    let details = cells.iter_mut().filter(|(cell, _)| below(cell));
    let details: Vec<&mut Report> = details.map(|(_, report)| report).collect();
    let rest = report.value - details.iter().map(|detail| detail.value).sum();
    let left = beyond_details(&report.deductions, &details);
    let mut unspecified = Report {
        imputed: report.imputed,
        ..Report::of(rest)
    };
    let mut places: Vec<&mut Report> = std::iter::once(&mut unspecified).chain(details).collect();
    // Before any is given a place: two third countries of one cause are told together.
    let silent: Vec<Vec<bool>> = left.iter().map(|one| silent_on(one.cause, &places)).collect();
    for (deduction, silent) in left.iter().zip(&silent) {
        place(&mut places, deduction, silent);
    }
    if rest.is_zero() && unspecified.deductions.is_empty() {
        return;
    }
    add(cells.entry(nowhere(commodity)), &unspecified);
}

/// The code of what a code does not specify, below it in the tree where it is in no chapter.
pub(super) fn nowhere(commodity: Commodity) -> Commodity {
    match (commodity.chapter(), commodity.level()) {
        (Some(chapter), _) => Commodity::unspecified_in(chapter),
        (None, Level::Hs4) => commodity.hidden_below(),
        (None, _) => Commodity::UNSPECIFIED,
    }
}

/// Amounts a coarser figure singles out that its details do not.
///
/// Details answer for the same cause and third country first; where only one of the two names
/// the country, for the same cause. Freight may be nothing and still be stated.
fn beyond_details(told: &[Deduction], details: &[&mut Report]) -> Vec<Deduction> {
    let mut carried: BTreeMap<(Cause, Option<Area>), Money> = BTreeMap::new();
    for one in details.iter().flat_map(|detail| &detail.deductions) {
        *carried.entry((one.cause, one.via)).or_default() += one.amount;
    }
    let mut left = told.to_vec();
    let named_by_one = |one: &Deduction, via: Option<Area>| one.via.is_some() != via.is_some();
    for same_country in [true, false] {
        for one in &mut left {
            for ((cause, via), known) in &mut carried {
                let answers = if same_country {
                    one.via == *via
                } else {
                    named_by_one(one, *via)
                };
                if *cause == one.cause && answers && !one.amount.is_zero() {
                    let met = one.amount.min(*known);
                    *one = one.of(one.amount - met);
                    *known -= met;
                }
            }
        }
    }
    let surplus = |cause: Cause| {
        carried
            .iter()
            .any(|(key, known)| key.0 == cause && !known.is_zero())
    };
    left.retain(|one| one.amount > Money::ZERO || (one.cause == Cause::CifFob && !surplus(one.cause)));
    left
}

/// Which places single out nothing for a cause.
fn silent_on(cause: Cause, places: &[&mut Report]) -> Vec<bool> {
    let tells = |place: &&mut Report| place.deductions.iter().any(|one| one.cause == cause);
    places.iter().map(|place| !tells(place)).collect()
}

/// Gives an amount to the places that may hold it; the first place is what is not specified.
///
/// Where some detail tells the cause, silence means nothing: what is left belongs to what is not
/// specified as far as it fits. Else it is an estimate: by value over the silent places, and
/// over all if they cannot hold it. What no place has room for stays with what is not specified:
/// figures that contradict each other are shown, not cut.
fn place(places: &mut [&mut Report], deduction: &Deduction, silent: &[bool]) {
    let freight = deduction.cause == Cause::CifFob;
    let mut left = deduction.extent();
    if silent.contains(&false) && !freight {
        left -= pour(&mut places[..1], deduction, left);
    }
    let choice = places.iter().filter(|place| !place.value.is_zero()).count() > 1;
    let grade = if choice {
        deduction.grade.max(Grade::E4)
    } else {
        deduction.grade
    };
    let estimated = Deduction {
        grade,
        ..deduction.clone()
    };
    if left > Money::ZERO || freight {
        let quiet = places.iter_mut().zip(silent).filter(|&(_, &silent)| silent);
        let mut quiet: Vec<&mut Report> = quiet.map(|(place, _)| &mut **place).collect();
        left -= pour(&mut quiet, &estimated, left);
    }
    // A freight of nothing leaves nothing to find room for.
    if deduction.amount.is_zero() {
        return;
    }
    if left > Money::ZERO {
        left -= pour(places, &estimated, left);
    }
    if left > Money::ZERO {
        give(places[0], deduction, left);
    }
}

/// Spreads up to `amount` over the places by what each has room for; returns how much found room.
fn pour(places: &mut [&mut Report], deduction: &Deduction, amount: Money) -> Money {
    let rooms: Vec<i128> = places.iter().map(|place| room(place, deduction)).collect();
    let poured = amount.thousandths().min(rooms.iter().sum());
    for (place, part) in places.iter_mut().zip(money::apportion(poured, &rooms)) {
        // A freight of nothing says that there is no margin to estimate.
        let says = part != 0 || (deduction.cause == Cause::CifFob && !place.value.is_zero());
        if says {
            give(place, deduction, Money::from_thousandths(part));
        }
    }
    Money::from_thousandths(poured)
}

/// The value that nothing is singled out of yet, thousandths, but for what may be of the same goods:
/// those whose hub is named stay in the report with their freight.
fn room(report: &Report, deduction: &Deduction) -> i128 {
    let hub = |one: &Deduction| one.cause == Cause::Indirect && one.via.is_some();
    let freight = |one: &Deduction| one.cause == Cause::CifFob;
    let apart = |one: &&Deduction| !(hub(one) && freight(deduction) || freight(one) && hub(deduction));
    let singled_out: Money = report.deductions.iter().filter(apart).map(|one| one.amount).sum();
    (report.value - singled_out).thousandths().max(0)
}

fn give(place: &mut Report, deduction: &Deduction, extent: Money) {
    place.deductions.push(deduction.of(extent));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pairing::statement::Statement;
    use entente_trade::{Date, Period};

    fn statements(told: &[(&str, i128)]) -> Vec<Said> {
        let year = Period::parse("2016").unwrap();
        let vintage = Date::new(2020, 1, 1).unwrap();
        let statement = |value: i128| Statement {
            report: Report::of(Money::from_units(value)),
            vintage: vintage.into(),
            fob: false,
            repeated: 0,
            added_up: false,
            by_consignment: false,
            made_up: false,
            lacking: Vec::new(),
        };
        told.iter()
            .map(|&(code, value)| ((year, Commodity::parse(code).unwrap()), statement(value)))
            .collect()
    }

    fn cells(told: &[(&str, i128)], level: Level) -> Vec<String> {
        let cells = at_level(&statements(told), level);
        cells
            .iter()
            .map(|(commodity, report)| format!("{commodity} {}", report.value))
            .collect()
    }

    #[test]
    fn what_details_do_not_reach_is_unspecified() {
        let told = [
            ("TOTAL", 100),
            ("03", 40),
            ("030389", 10),
            ("030390", 20),
            ("270900", 30),
        ];
        assert_eq!(
            cells(&told, Level::Hs6),
            ["030389 10", "030390 20", "03XXXX 10", "270900 30", "9999AA 30"]
        );
        assert_eq!(cells(&told, Level::Hs2), ["03 40", "27 30", "9999AA 30"]);
        assert_eq!(cells(&told, Level::Total), ["TOTAL 100"]);
    }

    #[test]
    fn details_alone_add_up_to_what_is_coarser() {
        let told = [("030389", 10), ("030390", 20), ("270900", 30)];
        assert_eq!(cells(&told, Level::Total), ["TOTAL 60"]);
        assert_eq!(cells(&told, Level::Hs4), ["0303 30", "2709 30"]);
    }

    #[test]
    fn what_is_in_no_chapter_counts_once_at_whatever_levels_it_is_told() {
        let told = [
            ("03", 100),
            ("0303", 100),
            ("030389", 100),
            ("99", 60),
            ("9900", 20),
            ("9999", 40),
            ("990000", 20),
            ("9999AA", 30),
        ];
        assert_eq!(cells(&told, Level::Hs6), ["030389 100", "9999AA 60"]);
        assert_eq!(cells(&told, Level::Hs4), ["0303 100", "9999AA 60"]);
        assert_eq!(cells(&told, Level::Hs2), ["03 100", "9999AA 60"]);
        assert_eq!(cells(&told, Level::Total), ["TOTAL 160"]);
        let headings = [("9900", 20), ("9999", 40), ("990000", 15), ("XXXXXX", 5)];
        assert_eq!(cells(&headings, Level::Hs6), ["9999AA 60"]);
    }

    #[test]
    fn codes_that_hide_a_part_of_a_chapter_count_once_at_whatever_levels_they_are_told() {
        let told = [
            ("27", 100),
            ("2709", 50),
            ("27XX", 50),
            ("270900", 30),
            ("2709XX", 20),
            ("27XXXX", 50),
        ];
        assert_eq!(cells(&told, Level::Total), ["TOTAL 100"]);
        assert_eq!(cells(&told, Level::Hs4), ["2709 50", "27XXXX 50"]);
        assert_eq!(cells(&told, Level::Hs6), ["270900 30", "27XXXX 70"]);
        assert_eq!(cells(&told[1..], Level::Total), ["TOTAL 100"]);
    }

    #[test]
    fn two_codes_for_the_unknown_add_up() {
        let told = [
            ("XX", 10),
            ("99", 60),
            ("999999", 40),
            ("9999AA", 20),
            ("XXXXXXXXXX", 10),
        ];
        assert_eq!(cells(&told, Level::Hs6), ["9999AA 70"]);
        assert_eq!(cells(&told, Level::Total), ["TOTAL 70"]);
    }
}
