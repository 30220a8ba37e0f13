//! What a partner's receipt may bring with it, and under which of the partner's keys it counts.

use entente_exchange::disk::Disk;
use entente_exchange::entry::Body;
use entente_exchange::fsck;
use entente_exchange::keyset;
use entente_exchange::name::Name;
use entente_exchange::note::{Note, Signature};
use entente_exchange::pair::Pair;
use entente_exchange::refusal::Reason;
use entente_exchange::source::FolderSource;

use crate::attacks::Forged;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{KeyRing, NOON, Node};

fn pair<'d>(node: &Node<'d>) -> Pair<'d> {
    let own = node.keys.fingerprint();
    Pair::open(node.disk, &node.parties, own, node.partner).unwrap()
}

/// What Kazakhstan finds on the way to Serbia's outbox, with another receipt in it.
fn with_receipt<'d>(srb: &Node<'d>, receipt: &Note) -> Forged<'d> {
    Forged {
        inner: FolderSource::new(srb.disk, &srb.parties.outbox()),
        files: vec![(Name::Receipt, receipt.to_string().into_bytes())],
    }
}

fn receipt(srb: &Node<'_>) -> Note {
    srb.mirror().unwrap().kept().unwrap().0.clone()
}

#[test]
fn lines_of_strangers_in_a_receipt_are_not_kept_and_the_node_opens_again() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut meddled = receipt(&srb);
    while meddled.signatures.len() < 16 {
        meddled.signatures.push(Signature {
            name: "nobody".to_owned(),
            key_id: [meddled.signatures.len() as u8; 4],
            bytes: vec![1; 2_000],
        });
    }
    let exchanged = pair(&kaz)
        .exchange(&mut with_receipt(&srb, &meddled), kaz.with())
        .unwrap();
    assert_eq!((exchanged.stored, exchanged.receipt_refused), (Some(2), None));
    let mut again = pair(&kaz);
    let (shown, checkpoint) = again.outbox.shelf().note(&kaz.parties.signed()).unwrap().unwrap();
    let names: Vec<&str> = shown.signatures.iter().map(|one| one.name.as_str()).collect();
    let (log, mirror) = (kaz.parties.origin(), srb.parties.mirror_name());
    assert_eq!(names, [&log, &log, &mirror, &mirror]);
    let own = again.outbox.history().keys().current().unwrap().log.clone();
    assert!(
        own.signed_at(entente_exchange::key::Role::Log, &log, &shown, &checkpoint)
            .is_ok()
    );
    kaz.say(&mut again.outbox, Body::Heartbeat {}).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
}

#[test]
fn a_receipt_without_the_logs_own_signature_or_with_two_is_not_taken() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let whole = receipt(&srb);
    let mut stripped = whole.clone();
    stripped.signatures.remove(0);
    let mut doubled = whole.clone();
    doubled.signatures.push(Signature {
        bytes: vec![7; 64],
        ..whole.signatures[0].clone()
    });
    for meddled in [stripped, doubled] {
        let exchanged = pair(&kaz)
            .exchange(&mut with_receipt(&srb, &meddled), kaz.with())
            .unwrap();
        let refused = exchanged.receipt_refused.map(|refusal| refusal.reason);
        assert_eq!((exchanged.stored, refused), (None, Some(Reason::SignatureBad)));
    }
    let exchanged = pair(&kaz)
        .exchange(&mut with_receipt(&srb, &whole), kaz.with())
        .unwrap();
    assert_eq!(exchanged.stored, Some(2));
}

#[test]
fn a_receipt_by_a_mirror_key_that_was_replaced_since_is_taken() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut outbox = srb.outbox().unwrap();
    let next = KeyRing::of(141);
    let mut set = next.keyset(2);
    set.roots = srb.keys.keyset(1).roots;
    let mut change = outbox.history().next(Body::Keyset(set), NOON);
    keyset::sign(&mut change, &[&srb.keys.roots[0], &srb.keys.roots[1]]).unwrap();
    outbox.add(&change, NOON, &next.log).unwrap();
    let mut source = FolderSource::new(srb.disk, &srb.parties.outbox());
    let exchanged = pair(&kaz).exchange(&mut source, kaz.with()).unwrap();
    assert_eq!((exchanged.stored, exchanged.receipt_refused), (Some(2), None));
    // A key that no set of Serbia's names signs for nothing.
    let mut forged = receipt(&srb);
    let (_, checkpoint) = srb.mirror().unwrap().kept().unwrap().clone();
    let name = srb.parties.mirror_name();
    let role = entente_exchange::key::Role::Mirror;
    forged.signatures = crate::two::key(200)
        .sign_checkpoint(role, &name, &checkpoint, NOON)
        .to_vec();
    let exchanged = pair(&kaz)
        .exchange(&mut with_receipt(&srb, &forged), kaz.with())
        .unwrap();
    assert_eq!(exchanged.receipt_refused.unwrap().reason, Reason::SignatureBad);
}

#[test]
fn fsck_names_a_checkpoint_or_receipt_that_is_damaged_or_gone() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut source = FolderSource::new(srb.disk, &srb.parties.outbox());
    pair(&kaz).exchange(&mut source, kaz.with()).unwrap();
    let rotten = |disk: &SimDisk| {
        let checked = fsck::check(disk, &kaz.parties, kaz.keys.fingerprint(), Some(kaz.partner)).unwrap();
        let told = checked
            .rotten
            .into_iter()
            .map(|rot| format!("{}: {}", rot.path, rot.found));
        told.collect::<Vec<_>>()
    };
    assert_eq!(rotten(&first), [""; 0]);
    let spoiled = |path: &str, spoil: &dyn Fn(&SimDisk, Vec<u8>)| {
        let disk = first.after_kill();
        spoil(&disk, disk.read(path, 0, 1 << 16).unwrap().unwrap());
        rotten(&disk)
    };
    let flipped = |path: &str| {
        // A digit of the last signature's base64.
        spoiled(path, &|disk, mut bytes| {
            let at = bytes.len() - 300;
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            disk.write(path, &bytes).unwrap();
        })
    };
    let gone = |path: &str| spoiled(path, &|disk, _| disk.remove(path).unwrap());
    let (shown, receipt) = ("outbox/SRB/checkpoint", "outbox/SRB/receipt");
    let (signed, kept, told) = (
        "signed/SRB/checkpoint",
        "mirror/SRB/checkpoint",
        "signed/SRB/receipt",
    );
    assert_eq!(
        flipped(shown),
        [format!("{shown}: it is another one than {signed}")]
    );
    assert_eq!(
        flipped(receipt),
        [format!("{receipt}: it is another one than {kept}")]
    );
    assert_eq!(
        flipped(told),
        [format!("{told}: it is no receipt of the partner for this log")]
    );
    assert_eq!(
        flipped(kept),
        [
            format!("{receipt}: it is another one than {kept}"),
            format!("{kept}: this side's signature that it keeps it does not hold"),
        ]
    );
    for path in [shown, receipt, signed, kept] {
        assert_eq!(gone(path), [format!("{path}: it is missing")]);
    }
}
