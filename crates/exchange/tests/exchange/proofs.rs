//! A third party verifies what was said and kept, with the fingerprints of the annex alone.

use entente_exchange::entry::{Body, Object};
use entente_exchange::fork::{Broken, Fork};
use entente_exchange::pair::Pair;
use entente_exchange::proof::{Pack, Proven};
use entente_exchange::refusal::Reason;
use entente_exchange::source::FolderSource;

use crate::packs;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{NOON, Node};

fn pair<'d>(node: &Node<'d>) -> Pair<'d> {
    Pair::open(node.disk, &node.parties, node.keys.fingerprint(), node.partner).unwrap()
}

#[test]
fn a_release_is_proved_with_the_partners_receipt_once_it_came_back() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    kaz.release(&mut kaz.outbox().unwrap(), "2018", b"the data")
        .unwrap();
    let (roots, partner) = (kaz.keys.fingerprint(), srb.keys.fingerprint());
    let proven = |pack: &Pack| Pack::verify(&pack.bytes().unwrap(), roots, Some(partner)).unwrap();
    let before: Proven = proven(&Pack::of(&pair(&kaz), 2).unwrap());
    assert_eq!(
        (before.entry.seq, before.signed_at, before.kept_at),
        (2, NOON, None)
    );
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    let mut both = pair(&kaz);
    let mut source = FolderSource::new(&second, &srb.parties.outbox());
    let exchanged = both.exchange(&mut source, kaz.with()).unwrap();
    assert_eq!((exchanged.stored, exchanged.receipt_refused), (Some(3), None));
    let pack = Pack::of(&both, 2).unwrap();
    assert_eq!(proven(&pack).kept_at, Some(NOON + 60));
    let Body::Release(release) = &proven(&pack).entry.body else {
        panic!("found another entry than the release");
    };
    assert_eq!(release.objects, [Object::of("data.csv", b"the data")]);
}

#[test]
fn a_pack_holds_by_the_right_fingerprints_alone() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let made = packs::make(&first, &second, 1);
    let reason = |roots, partner| Pack::verify(&made.bytes, roots, partner).map_err(|refusal| refusal.reason);
    assert!(reason(made.roots, Some(made.partner)).is_ok());
    assert_eq!(
        reason(made.partner, Some(made.roots)),
        Err(Reason::FingerprintWrong)
    );
    assert_eq!(
        reason(made.roots, Some(made.roots)),
        Err(Reason::FingerprintWrong)
    );
    assert_eq!(reason(made.roots, None), Err(Reason::FingerprintWrong));
}

#[test]
fn what_a_revoked_key_said_is_not_proved() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let made = packs::make(&first, &second, 3);
    let refusal = Pack::verify(&made.bytes, made.roots, Some(made.partner)).unwrap_err();
    assert_eq!(refusal.reason, Reason::KeyRevoked);
}

#[test]
fn no_byte_of_a_pack_can_be_another() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let made = packs::make(&first, &second, 1);
    let held = |bytes: &[u8]| Pack::verify(bytes, made.roots, Some(made.partner)).is_ok();
    let step = 7;
    for at in (0..made.bytes.len()).step_by(step) {
        let mut other = made.bytes.clone();
        other[at] ^= 1 << (at % 7);
        assert!(!held(&other), "byte {at}");
        assert!(!held(&made.bytes[..at]), "{at} bytes");
    }
}

#[test]
fn spoiled_packs_are_refused_and_whole_ones_hold() {
    for seed in 0..96 {
        let made = packs::spoiled(seed);
        let found = made.judged();
        assert_eq!(found.is_ok(), made.holds, "seed {seed}: {found:?}");
    }
}

#[test]
fn what_a_side_signed_and_may_not_say_is_refused() {
    for lie in 0..packs::LIES {
        let made = packs::lied(lie);
        let found = Pack::verify(&made.bytes, made.roots, Some(made.partner));
        assert_eq!(found.is_ok(), made.holds, "lie {lie}: {found:?}");
    }
}

#[test]
fn a_log_told_in_two_ways_is_proved_under_one_key_and_two_and_a_stolen_key_proves_nothing() {
    let said = |kind: u32| packs::broken(kind).judged().map_err(|refusal| refusal.reason);
    let found: Vec<_> = (0..packs::BREAKS).map(said).collect();
    let refused = |reason| Err(reason);
    assert_eq!(
        found,
        [
            Ok(()),
            Ok(()),
            Ok(()),
            refused(Reason::RootWrong),
            refused(Reason::KeyRevoked),
            Ok(()),
            Ok(()),
            Ok(()),
            refused(Reason::RootWrong),
            refused(Reason::RootWrong),
            refused(Reason::EntryMalformed),
            refused(Reason::SignatureBad),
        ]
    );
    let made = packs::broken(2);
    let broken = Fork::verify(&made.bytes, made.roots).unwrap();
    let (origin, kept, found) = ("entente/KAZ/SRB/1".to_owned(), (2, NOON), (3, NOON));
    assert_eq!(broken, Broken { origin, kept, found });
    let refusal = Fork::verify(&made.bytes, made.partner).unwrap_err();
    assert_eq!(refusal.reason, Reason::FingerprintWrong);
}
