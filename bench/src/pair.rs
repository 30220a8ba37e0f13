//! Pairs of areas: how much they trade, how far apart, through which hub.
//!
//! A pair's intensity follows gravity; the number of its commodities follows its
//! intensity so that the whole world has about the wanted number of flows. Which
//! commodities these are, the exporter's order decides (see the world).

use crate::area::{self, Area};
use crate::draw::{Dice, Of};
use crate::mixture::Mixture;

/// One exporter and one importer.
pub(crate) struct Pair {
    pub(crate) dice: Dice,
    /// Number of commodities.
    pub(crate) goods: u32,
    /// Steps between them in the exporter's order.
    pub(crate) stride: u32,
    /// Logarithm of the intensity, around 0 for the mean pair.
    pub(crate) mass: f64,
    /// Distance as a share of half the globe.
    pub(crate) remote: f64,
    /// The hub its goods may pass.
    pub(crate) hub: Option<u16>,
}

/// All pairs, exporter by exporter; those of an area with itself trade nothing.
pub(crate) fn all(areas: &[Area], flows: f64, goods: u32, dice: Dice, mixture: &Mixture) -> Vec<Pair> {
    let hubs = area::hubs(areas);
    let spots = (0..areas.len()).flat_map(|from| (0..areas.len()).map(move |to| (from, to)));
    let mut pairs: Vec<Pair> = spots
        .map(|(from, to)| pair(areas, from, to, &hubs, dice, mixture))
        .collect();
    centre(&mut pairs);
    let scale = scale(&pairs, flows, goods);
    for pair in pairs.iter_mut().filter(|pair| pair.mass.is_finite()) {
        let wanted = (scale * breadth(pair)).min(goods.into());
        pair.goods = ((wanted + pair.dice.share(Of::Goods)).floor() as u32).min(goods);
        pair.stride = (goods / pair.goods.max(1)).clamp(1, 4);
    }
    pairs
}

fn pair(areas: &[Area], from: usize, to: usize, hubs: &[u16], dice: Dice, mixture: &Mixture) -> Pair {
    let (one, other) = (&areas[from], &areas[to]);
    let dice = dice.at(one.code.into()).at(other.code.into());
    let distance = area::distance(one, other);
    let spread = mixture.trade.pair_spread * dice.bell(Of::PairMass);
    let mass = one.mass + 0.9 * other.mass - 1.1 * libm::log(distance + 200.0) + spread;
    let free: Vec<u16> = hubs
        .iter()
        .copied()
        .filter(|&hub| usize::from(hub) != from && usize::from(hub) != to)
        .collect();
    Pair {
        dice,
        goods: 0,
        stride: 1,
        mass: if from == to { f64::NEG_INFINITY } else { mass },
        remote: distance / 20_016.0,
        hub: free.get(dice.below(Of::Hub, free.len() as u64) as usize).copied(),
    }
}

/// Shifts the intensities so that their mean is 0.
fn centre(pairs: &mut [Pair]) {
    let real = pairs.iter().filter(|pair| pair.mass.is_finite());
    let (sum, count) = real.fold((0.0, 0.0), |(sum, count), pair| (sum + pair.mass, count + 1.0));
    let mean = sum / count;
    for pair in pairs {
        pair.mass -= mean;
    }
}

/// How many commodities a pair trades, up to the scale.
fn breadth(pair: &Pair) -> f64 {
    libm::exp(0.75 * pair.mass)
}

/// The scale that gives the wanted number of flows, by halving.
fn scale(pairs: &[Pair], flows: f64, goods: u32) -> f64 {
    let breadths: Vec<f64> = pairs.iter().map(breadth).collect();
    let total = |scale: f64| {
        breadths
            .iter()
            .map(|each| (scale * each).min(goods.into()))
            .sum::<f64>()
    };
    let (mut low, mut high) = (0.0, 1e9);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        match total(middle) < flows {
            true => low = middle,
            false => high = middle,
        }
    }
    (low + high) / 2.0
}
