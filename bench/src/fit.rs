//! Finds the number of flows that leaves about the wanted number of records.
//!
//! What a flow leaves is estimated, then measured on a sample of months, and the
//! number of flows corrected; the same plan is always fitted the same way. Single
//! flows are never cut, so a world of few flows may miss by one flow's records.

use crate::block::Block;
use crate::failure::Outcome;
use crate::mixture::Mixture;
use crate::world::{Plan, World, records_per_flow};

/// Records looked at in a sample, about.
const SAMPLE: f64 = 300_000.0;
const ROUNDS: u32 = 4;
const CLOSE: f64 = 0.005;

/// The world with about so many records; the plan's number of flows is overwritten.
///
/// # Errors
/// When the plan asks for areas or commodities that are not there.
pub(crate) fn world(records: u64, mut plan: Plan, mixture: &Mixture) -> Outcome<World<'_>> {
    let wanted = records as f64;
    plan.flows = wanted / records_per_flow(mixture, plan.months);
    let mut world = World::new(&plan, mixture)?;
    for _ in 0..ROUNDS {
        let ratio = measured(&world, wanted) / wanted;
        if (ratio - 1.0).abs() < CLOSE {
            break;
        }
        plan.flows /= ratio.max(0.1);
        world = World::new(&plan, mixture)?;
    }
    Ok(world)
}

/// The number of records, scaled up from the first months.
fn measured(world: &World, wanted: f64) -> f64 {
    let all = f64::from(world.months);
    let months = (all * SAMPLE / wanted).ceil().clamp(1.0, all) as i32;
    let blocks = (0..months).flat_map(|month| world.places().map(move |place| (month, place)));
    let count = |(month, place)| Block::gather(world, place, month, &mut |_| {}).records().count();
    let counted: usize = blocks.map(count).sum();
    counted as f64 * all / f64::from(months)
}
