//! Transfers found at the margins, and at both ends of their intervals.
//!
//! How much came through a hub is reckoned without freight, so it is open as far
//! as the margin is. Each search is made at the margins as they are estimated, at
//! their least and at their most; a transfer has the amount of the first and those
//! of the others as its ends, and what only an end finds is an amount of nothing that
//! may be something. It searches nothing.

use std::collections::BTreeMap;

use entente_trade::{Area, Commodity, Money, Period};

use super::cell::Transfer;

/// What tells transfers apart that are found in one search: partner, place, the other country,
/// method, whether goods are added, and how many alike came before.
type Key = (Area, (Commodity, Period), Area, &'static str, bool, usize);

/// The transfers of three searches as one list, in the order of the first.
pub(super) fn joined([found, least, most]: [Vec<(Area, Transfer)>; 3]) -> Vec<(Area, Transfer)> {
    let mut places: BTreeMap<Key, usize> = keys(&found).zip(0..).collect();
    let mut all = found;
    all.iter_mut().for_each(|(_, one)| one.ends = [Money::ZERO; 2]);
    for (end, found) in [least, most].into_iter().enumerate() {
        let keys: Vec<Key> = keys(&found).collect();
        for (key, (partner, mut one)) in keys.into_iter().zip(found) {
            let place = *places.entry(key).or_insert(all.len());
            if let Some((_, known)) = all.get_mut(place) {
                known.ends[end] = one.amount;
                continue;
            }
            one.ends = [Money::ZERO; 2];
            one.ends[end] = std::mem::replace(&mut one.amount, Money::ZERO);
            all.push((partner, one));
        }
    }
    all
}

fn keys(found: &[(Area, Transfer)]) -> impl Iterator<Item = Key> {
    let mut alike: BTreeMap<Key, usize> = BTreeMap::new();
    found.iter().map(move |(partner, one)| {
        let place = (one.commodity, one.period);
        let adds = one.amount > Money::ZERO;
        let key = (*partner, place, one.via, one.method, adds, 0);
        let before = alike.entry(key).or_insert(0);
        *before += 1;
        Key::from((key.0, key.1, key.2, key.3, key.4, *before))
    })
}
