//! The areas of a world: real codes at real places, with made sizes and habits.
//!
//! Kazakhstan and Serbia come first, then the hubs, then the others in an order
//! drawn from the seed, so that a small world still has a pair and its hubs.

use crate::draw::{Dice, Of};
use crate::failure::{Failure, Outcome};
use crate::mixture::Mixture;

const LIST: &str = include_str!("../data/areas.csv");
const PAIR: [u16; 2] = [398, 688];
/// Hong Kong, Singapore, the Netherlands, Belgium, the Emirates, Switzerland, Türkiye,
/// Russia, Lithuania, Germany, Malaysia, Panama.
const HUBS: [u16; 12] = [344, 702, 528, 56, 784, 757, 792, 643, 440, 276, 458, 591];

/// One area and how it reports.
pub(crate) struct Area {
    pub(crate) code: u16,
    latitude: f64,
    longitude: f64,
    /// Logarithm of its size.
    pub(crate) mass: f64,
    /// Imports below the threshold are not recorded.
    pub(crate) threshold: bool,
    /// Some goods are left out of both flows.
    pub(crate) excluding: bool,
    /// Imports are coded in H5.
    pub(crate) newer: bool,
    /// Imports carry the FOB value beside the CIF value.
    pub(crate) both_values: bool,
    /// Hidden imports go to 9999AA instead of the chapter's residual.
    pub(crate) hides_in_one: bool,
}

/// The first `count` areas.
pub(crate) fn choose(count: usize, dice: Dice, mixture: &Mixture) -> Outcome<Vec<Area>> {
    let mut areas: Vec<Area> = LIST.lines().skip(1).filter_map(read).collect();
    if !(2..=areas.len()).contains(&count) {
        return Err(Failure::new(format!(
            "{count} areas; expected 2 to {}",
            areas.len()
        )));
    }
    areas.sort_by_key(|area| {
        (
            precedence(area.code),
            dice.at(area.code.into()).bits(Of::AreaOrder),
        )
    });
    areas.truncate(count);
    for area in &mut areas {
        area.mass = mixture.trade.area_spread * dice.at(area.code.into()).bell(Of::AreaSize);
    }
    give_habits(&mut areas, dice, mixture);
    Ok(areas)
}

/// Where the hubs stand among the chosen areas.
pub(crate) fn hubs(areas: &[Area]) -> Vec<u16> {
    (0_u16..)
        .zip(areas)
        .filter(|(_, area)| HUBS.contains(&area.code))
        .map(|(at, _)| at)
        .collect()
}

/// Kilometres between two areas, along the globe.
pub(crate) fn distance(one: &Area, other: &Area) -> f64 {
    let radians = std::f64::consts::PI / 180.0;
    let (a, b) = (one.latitude * radians, other.latitude * radians);
    let turn = (one.longitude - other.longitude) * radians;
    let cosine = libm::sin(a) * libm::sin(b) + libm::cos(a) * libm::cos(b) * libm::cos(turn);
    6371.0 * libm::acos(cosine.clamp(-1.0, 1.0))
}

fn read(line: &str) -> Option<Area> {
    let mut fields = line.split(',');
    let code = fields.next()?.parse().ok()?;
    let latitude = fields.nth(1)?.parse().ok()?;
    let longitude = fields.next()?.parse().ok()?;
    let (mass, threshold, excluding, newer) = (0.0, false, false, false);
    let (both_values, hides_in_one) = (false, false);
    Some(Area {
        code,
        latitude,
        longitude,
        mass,
        threshold,
        excluding,
        newer,
        both_values,
        hides_in_one,
    })
}

fn precedence(code: u16) -> usize {
    let place = PAIR.iter().chain(&HUBS).position(|&first| first == code);
    place.unwrap_or(usize::MAX)
}

fn give_habits(areas: &mut [Area], dice: Dice, mixture: &Mixture) {
    let who = &mixture.reporters;
    quota(areas, dice, Of::Threshold, who.with_threshold, |area| {
        &mut area.threshold
    });
    quota(areas, dice, Of::Excluding, who.excluding, |area| {
        &mut area.excluding
    });
    quota(areas, dice, Of::Edition, who.newer_edition, |area| {
        &mut area.newer
    });
    quota(areas, dice, Of::BothValues, who.both_values, |area| {
        &mut area.both_values
    });
    quota(areas, dice, Of::HiddenStyle, 0.5, |area| &mut area.hides_in_one);
}

/// Gives a habit to exactly the share of the areas, rounded to the nearest number.
fn quota(areas: &mut [Area], dice: Dice, of: Of, share: f64, habit: fn(&mut Area) -> &mut bool) {
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by_key(|&at| dice.at(areas[at].code.into()).bits(of));
    let count = (share * areas.len() as f64 + 0.5).floor() as usize;
    for &at in order.iter().take(count) {
        *habit(&mut areas[at]) = true;
    }
}
