//! One side's statements brought to one level of detail, nothing lost.
//!
//! Details add up to what is coarser; where a coarser figure is told and its
//! details do not reach it, the difference is what they do not specify. So the
//! cells of a level always add up to the coarsest figure told.

use std::collections::BTreeMap;

use entente_trade::{Cause, Commodity, Grade, Level, Money, Period};

use super::statement::Statement;
use crate::explain::{Deduction, Report};

/// All levels, coarse to fine.
const LEVELS: [Level; 4] = [Level::Total, Level::Hs2, Level::Hs4, Level::Hs6];

/// The finest level any statement has.
pub(crate) fn finest(statements: &BTreeMap<(Period, Commodity), &Statement>) -> Option<Level> {
    statements.keys().map(|(_, commodity)| commodity.level()).max()
}

/// The reports of a period at `level`.
pub(crate) fn at_level(
    statements: &BTreeMap<(Period, Commodity), &Statement>,
    period: Period,
    level: Level,
) -> BTreeMap<Commodity, Report> {
    let all = ((period, Commodity::TOTAL), (period, Commodity::UNSPECIFIED));
    let told: BTreeMap<Commodity, &Report> = statements
        .range(all.0..=all.1)
        .map(|((_, commodity), told)| (*commodity, &told.report))
        .collect();
    let mut cells = summed(&told, level);
    for coarser in LEVELS.into_iter().rev().filter(|&coarser| coarser < level) {
        for (&commodity, report) in told.iter().filter(|(commodity, _)| commodity.level() == coarser) {
            add_unspecified(&mut cells, commodity, report);
        }
    }
    cells
}

/// Figures told at the level, else the sums of the next finer ones told below it.
fn summed(told: &BTreeMap<Commodity, &Report>, level: Level) -> BTreeMap<Commodity, Report> {
    let mut cells: BTreeMap<Commodity, Report> = BTreeMap::new();
    let mut settled: Vec<Commodity> = Vec::new();
    for finer in LEVELS.into_iter().filter(|&finer| finer >= level) {
        let mut reached = Vec::new();
        for (&commodity, report) in told.iter().filter(|(commodity, _)| commodity.level() == finer) {
            if LEVELS
                .iter()
                .all(|&above| above >= finer || !settled.contains(&commodity.at(above)))
            {
                add(cells.entry(commodity.at(level)), report);
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

pub(crate) fn add<K: Ord>(entry: std::collections::btree_map::Entry<'_, K, Report>, report: &Report) {
    let sum = entry.and_modify(|sum| join(sum, report));
    sum.or_insert_with(|| report.clone());
}

/// The sum of two reports; what only one of them knows is unknown of both.
fn join(sum: &mut Report, more: &Report) {
    sum.value += more.value;
    sum.edition = sum.edition.min(more.edition);
    sum.reference_value = sum.reference_value.zip(more.reference_value).map(|(a, b)| a + b);
    sum.net_weight_kg = sum.net_weight_kg.zip(more.net_weight_kg).map(|(a, b)| a + b);
    // Freight that only one of them states says nothing of the other's.
    let states_freight = |report: &Report| report.deductions.iter().any(|one| one.cause == Cause::CifFob);
    if states_freight(sum) != states_freight(more) {
        sum.deductions.retain(|one| one.cause != Cause::CifFob);
    }
    let both = states_freight(sum);
    for deduction in more
        .deductions
        .iter()
        .filter(|one| both || one.cause != Cause::CifFob)
    {
        let same = |known: &&mut Deduction| {
            (known.cause, known.via, known.method) == (deduction.cause, deduction.via, deduction.method)
        };
        match sum.deductions.iter_mut().find(same) {
            Some(known) => known.amount += deduction.amount,
            None => sum.deductions.push(deduction.clone()),
        }
    }
}

/// What a coarser figure has beyond its details goes where nothing is specified.
fn add_unspecified(cells: &mut BTreeMap<Commodity, Report>, commodity: Commodity, report: &Report) {
    let below = |cell: &Commodity| *cell != commodity && cell.at(commodity.level()) == commodity;
    let details: Money = cells
        .iter()
        .filter(|(cell, _)| below(cell))
        .map(|(_, report)| report.value)
        .sum();
    let rest = report.value - details;
    if rest.is_zero() {
        return;
    }
    let place = commodity
        .chapter()
        .map_or(Commodity::UNSPECIFIED, Commodity::unspecified_in);
    let mut unspecified = Report::of(rest);
    unspecified.deductions = deductions_left(cells, commodity, report);
    add(cells.entry(place), &unspecified);
}

/// Deductions of the coarser figure that its details do not carry.
fn deductions_left(
    cells: &BTreeMap<Commodity, Report>,
    commodity: Commodity,
    report: &Report,
) -> Vec<Deduction> {
    let carried = |cause: Cause| -> Money {
        let below = cells
            .iter()
            .filter(|(cell, _)| cell.at(commodity.level()) == commodity);
        let all = below.flat_map(|(_, report)| &report.deductions);
        all.filter(|deduction| deduction.cause == cause)
            .map(|deduction| deduction.amount)
            .sum()
    };
    let left = report.deductions.iter().filter_map(|deduction| {
        let amount = deduction.amount - carried(deduction.cause);
        (amount > Money::ZERO).then(|| Deduction {
            amount,
            grade: Grade::E2,
            ..deduction.clone()
        })
    });
    left.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_trade::Date;

    fn statements(told: &[(&str, i128)]) -> BTreeMap<(Period, Commodity), Statement> {
        let year = Period::parse("2016").unwrap();
        let vintage = Date::new(2020, 1, 1).unwrap();
        let statement = |value: i128| Statement {
            report: Report::of(Money::from_units(value)),
            vintage,
            fob: false,
        };
        told.iter()
            .map(|&(code, value)| ((year, Commodity::parse(code).unwrap()), statement(value)))
            .collect()
    }

    fn cells(told: &[(&str, i128)], level: Level) -> Vec<String> {
        let statements = statements(told);
        let borrowed = statements
            .iter()
            .map(|(key, statement)| (*key, statement))
            .collect();
        let cells = at_level(&borrowed, Period::parse("2016").unwrap(), level);
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
}
