//! Stage 5: goods on their way when a period ends.
//!
//! Dated records first; then the delay of whole chapters where their months
//! show one; then single shipments that the other side books up to three
//! months later. Over a long horizon the parts cancel but for what is under way
//! at its ends.

use entente_trade::{Cause, Frequency, Grade, money};

use super::fingerprint::Gap;
use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::Habits;
use crate::explain::lag::LagPlan;

/// The longest delay of a single shipment, in months.
const LONGEST: i32 = 3;

/// Applies the three kinds of evidence to the side that sees the goods first.
pub(crate) fn shift(run: &mut Run<'_>, habits: &[Habits; 2]) {
    run.deduct(Cause::Timing);
    let Some(lead) = (0..2).find(|&side| habits[side].leads) else {
        return;
    };
    for plan in &run.grid.lags {
        delay_chapter(run, lead, plan);
    }
    match_shipments(run, lead);
}

fn delay_chapter(run: &mut Run<'_>, lead: usize, plan: &LagPlan) {
    let label = run.labels.of(Label {
        cause: Cause::Timing,
        grade: Some(Grade::E4),
        method: "lag_weights",
        via: None,
        evidence: plan.words().into(),
        reach: Reach::Orders,
    });
    let (start, weights) = (run.state.value[lead].clone(), run.state.weight[lead].clone());
    let grid = run.grid;
    let first = grid.keys.iter().map(|key| key.1).min();
    for cell in run.cells().filter(|&cell| plan.covers(grid.keys[cell])) {
        let (commodity, period) = grid.keys[cell];
        let shares = money::apportion(start[cell], &plan.shares_ppm);
        for (lag, &amount) in shares
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, amount)| **amount != 0)
        {
            let weight = weights[cell] * (amount as f64 / start[cell] as f64);
            run.change(cell, lead, -amount, label);
            let arrival = period
                .plus(lag as i32)
                .and_then(|later| grid.find(commodity, later));
            if let Some(arrival) = arrival {
                run.change(arrival, lead, amount, label);
                run.link(label, cell, arrival);
                run.move_weight(lead, cell, arrival, weight);
            } else {
                run.state.weight[lead][cell] -= weight;
            }
            // What was under way before the first month is taken to be what the
            // first months sent: their own share stands in for it, unless nothing arrived then.
            let before = period.plus(-(lag as i32));
            let early = before.zip(first).is_some_and(|(before, first)| before < first);
            if early && run.state.present[1 - lead][cell] {
                run.change(cell, lead, amount, label);
                run.state.weight[lead][cell] += weight;
            }
        }
    }
}

fn match_shipments(run: &mut Run<'_>, lead: usize) {
    let name = (Cause::Timing, 0, None, None, "late_shipment");
    let label = run.labels.named(name, || Label {
        cause: Cause::Timing,
        grade: Some(Grade::E4),
        method: "late_shipment",
        via: None,
        evidence: "the same weight and value arrive up to three months later".into(),
        reach: Reach::Orders,
    });
    for cell in run.cells() {
        if run.key(cell).1.frequency() == Frequency::Monthly {
            match_one(run, lead, cell, label);
        }
    }
}

/// A shipment the leading side has and the other books in one of the following months.
fn match_one(run: &mut Run<'_>, lead: usize, cell: usize, label: u32) {
    let missing = if lead == 0 { -1 } else { 1 };
    let gap = Gap::to_match(run, cell).filter(|(_, sign)| *sign == missing);
    let Some((gap, _)) = gap else {
        return;
    };
    let (commodity, period) = run.key(cell);
    let mut best: Option<(i64, usize, i128)> = None;
    // Months of one commodity are neighbours in the grid.
    for later in cell + 1..run.grid.keys.len() {
        let (other, arrival) = run.key(later);
        if other != commodity || arrival.months() - period.months() > LONGEST {
            break;
        }
        let candidate = arrivals(run, lead, later)
            .filter_map(|arrived| Some((gap.likeness(&arrived)?, later, arrived.moved(&gap))));
        best = candidate.chain(best).min();
    }
    if let Some((_, later, amount)) = best {
        let amount = run.in_valuation_of(lead, cell, amount);
        run.carry(lead, cell, later, amount, label);
    }
}

/// What the other side may have booked late in a month: what it has too much, or, when
/// the month's own shipment is late in turn, all it has.
fn arrivals(run: &Run<'_>, lead: usize, month: usize) -> impl Iterator<Item = Gap> {
    let too_much = if lead == 0 { 1 } else { -1 };
    let gap = Gap::of(run, month);
    let surplus = gap.filter(|&(_, sign)| sign == too_much).map(|(gap, _)| gap);
    let short = gap.is_some_and(|(_, sign)| sign == -too_much);
    let whole = if short {
        Gap::whole(run, 1 - lead, month)
    } else {
        None
    };
    surplus.into_iter().chain(whole)
}
