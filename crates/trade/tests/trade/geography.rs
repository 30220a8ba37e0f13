//! Distances against CEPII's `dist`, borders and coasts.

use entente_trade::Area;
use entente_trade::{Dyad, Geography};

fn between(a: u16, b: u16) -> Option<Dyad> {
    Geography::standard().between(Area::from_code(a), Area::from_code(b))
}

#[test]
fn the_embedded_tables_are_read_whole() {
    assert_eq!(Geography::standard().faults(), &[] as &[String]);
}

#[test]
fn distances_agree_with_cepii_within_three_thousandths_of_a_percent() {
    let published = [
        (398, 688, 4427.001),
        (178, 180, 10.47888),
        (570, 776, 604.2923),
        (398, 842, 10240.88),
        (276, 398, 5148.398),
        (156, 398, 3277.169),
        (344, 446, 60.77057),
        (724, 554, 19586.18),
        (398, 643, 3104.607),
        (32, 156, 19297.47),
    ];
    for (a, b, dist) in published {
        let error = between(a, b).unwrap().distance_km / dist - 1.0;
        assert!(error.abs() < 2.6e-5, "{a} {b} {error}");
    }
}

#[test]
fn the_distance_is_the_same_both_ways_to_the_last_bit() {
    let there = between(398, 688).unwrap();
    let back = between(688, 398).unwrap();
    assert_eq!(there.distance_km.to_bits(), back.distance_km.to_bits());
    assert!(there.landlocked_a && there.landlocked_b && !there.contiguous);
}

#[test]
fn borders_and_coasts_are_known() {
    assert!(between(398, 643).unwrap().contiguous);
    assert!(between(688, 348).unwrap().contiguous && !between(891, 398).unwrap().contiguous);
    assert!(!between(891, 398).unwrap().landlocked_a);
    assert!(between(736, 404).unwrap().contiguous && !between(729, 404).unwrap().contiguous);
}

#[test]
fn areas_that_are_not_placed_have_no_distance() {
    assert_eq!(between(499, 398), None);
    assert_eq!(between(398, 398), None);
}
