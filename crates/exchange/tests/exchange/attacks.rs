//! What a malicious partner, or somebody between, may try; each refused under its name.

use entente_exchange::checkpoint::Checkpoint;
use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::{Body, Object};
use entente_exchange::error::ExchangeError;
use entente_exchange::fork::Fork;
use entente_exchange::key::{Role, SecretKey};
use entente_exchange::keyset::{self, Keyset};
use entente_exchange::name::Name;
use entente_exchange::note::Note;
use entente_exchange::refusal::Reason;
use entente_exchange::source::{FolderSource, Source};
use entente_exchange::tile::Tile;
use oorandom::Rand32;

use crate::pulling::reason;
use crate::scale;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{NEXT, NOON, Node, key};

/// A way on which some files are others.
pub(crate) struct Forged<'d> {
    pub(crate) inner: FolderSource<'d>,
    pub(crate) files: Vec<(Name, Vec<u8>)>,
}

impl Source for Forged<'_> {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> std::io::Result<Option<Vec<u8>>> {
        let Some((_, bytes)) = self.files.iter().find(|(forged, _)| *forged == name) else {
            return self.inner.read(name, from, at_most);
        };
        let bytes = bytes.iter().skip(from as usize).take(at_most as usize);
        Ok(Some(bytes.copied().collect()))
    }
}

fn forged<'d>(disk: &'d SimDisk, files: Vec<(Name, Vec<u8>)>) -> Forged<'d> {
    Forged {
        inner: FolderSource::new(disk, "outbox/SRB"),
        files,
    }
}

fn file(disk: &SimDisk, name: Name) -> Vec<u8> {
    disk.read(&format!("outbox/SRB/{name}"), 0, u64::MAX >> 1)
        .unwrap()
        .unwrap()
}

/// A checkpoint of any size and root, signed as the log signs.
pub(crate) fn signed(secret: &SecretKey, origin: &str, size: u64, root: Digest) -> Vec<u8> {
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size,
        root,
    };
    let lines = secret.sign_checkpoint(Role::Log, origin, &checkpoint, NOON);
    Note {
        text: checkpoint.text(),
        signatures: lines.to_vec(),
    }
    .to_string()
    .into_bytes()
}

/// Both nodes, a release of Kazakhstan's pulled by Serbia and one more that is not.
fn scene<'d>(first: &'d SimDisk, second: &'d SimDisk) -> [Node<'d>; 2] {
    let [kaz, srb] = agreed(first, second);
    kaz.release(&mut kaz.outbox().unwrap(), "2017", b"year before")
        .unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    kaz.release(&mut kaz.outbox().unwrap(), "2018", b"the data")
        .unwrap();
    [kaz, srb]
}

/// Serbia pulls over a forged way, is refused, and its disk is as it was.
fn refused(srb: &Node<'_>, disk: &SimDisk, way: &mut Forged<'_>) -> Reason {
    let size = srb.mirror().unwrap().history().size();
    let operations = disk.operations();
    let found = reason(srb.pull_from(&mut srb.mirror().unwrap(), way));
    assert_eq!(srb.mirror().unwrap().history().size(), size);
    if !matches!(found, Reason::Fork | Reason::ObjectHash | Reason::ObjectSize) {
        assert_eq!(disk.operations(), operations, "{found:?} wrote");
    }
    found
}

#[test]
fn rollback_is_refused() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let old = file(&first, Name::Checkpoint);
    kaz.release(&mut kaz.outbox().unwrap(), "2018", b"the data")
        .unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    assert_eq!(
        refused(&srb, &second, &mut forged(&first, vec![(Name::Checkpoint, old)])),
        Reason::Rollback
    );
}

#[test]
fn fast_forward_is_refused() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = scene(&first, &second);
    let note = signed(
        &kaz.keys.log,
        &kaz.parties.origin(),
        1_000,
        Digest::of(b"nothing"),
    );
    let found = refused(&srb, &second, &mut forged(&first, vec![(Name::Checkpoint, note)]));
    assert_eq!(found, Reason::ObjectMissing);
    let note = signed(
        &kaz.keys.log,
        &kaz.parties.origin(),
        1 << 50,
        Digest::of(b"nothing"),
    );
    let found = refused(&srb, &second, &mut forged(&first, vec![(Name::Checkpoint, note)]));
    assert_eq!(found, Reason::QuotaExceeded);
}

#[test]
fn equivocation_is_refused_and_leaves_a_proof() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    // Kazakhstan's disk is copied, and the two copies go on in two ways.
    let other = first.after_kill();
    let [double, _] = Node::both(&other, &second);
    kaz.release(&mut kaz.outbox().unwrap(), "2018", b"the data")
        .unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    for further in ["2018", "2017", "2016"] {
        double
            .release(&mut double.outbox().unwrap(), further, b"other data")
            .unwrap();
        assert_eq!(refused(&srb, &second, &mut forged(&other, vec![])), Reason::Fork);
    }
    let proofs: Vec<String> = second
        .paths()
        .into_iter()
        .filter(|path| path.starts_with("evidence/"))
        .collect();
    assert_eq!(proofs.len(), 3);
    for path in proofs {
        let bytes = second.read(&path, 0, 1 << 20).unwrap().unwrap();
        let roots = kaz.keys.fingerprint();
        let broken = Fork::verify(&bytes, roots).unwrap();
        assert_eq!(
            (broken.origin.as_str(), broken.kept),
            ("entente/KAZ/SRB/1", (3, NOON))
        );
        let mut fork: Fork = entente_exchange::canonical::read(&bytes).unwrap();
        fork.found.clone_from(&fork.kept);
        Fork::verify(&fork.bytes().unwrap(), roots).unwrap_err();
    }
}

/// The keys of a side change.
fn rotate(node: &Node<'_>, revoked_from: Option<u64>) {
    let mut outbox = node.outbox().unwrap();
    let set = Keyset {
        roots: node.keys.keyset(1).roots,
        revoked_from,
        ..NEXT.keyset(2)
    };
    let mut entry = outbox.history().next(Body::Keyset(set), NOON);
    keyset::sign(&mut entry, &[&node.keys.roots[0], &node.keys.roots[1]]).unwrap();
    outbox.add(&entry, NOON, &NEXT.log).unwrap();
}

/// Says something by the keys that follow.
fn ask(node: &Node<'_>, text: &str) {
    let (cell, text) = ("KAZ/SRB/TOTAL/2018".to_owned(), text.to_owned());
    let said = vec![Body::Question { cell, text }];
    node.outbox().unwrap().say(said, NOON, &NEXT.log).unwrap();
}

fn evidence(disk: &SimDisk) -> Vec<Vec<u8>> {
    let paths = disk
        .paths()
        .into_iter()
        .filter(|path| path.starts_with("evidence/"));
    paths
        .map(|path| disk.read(&path, 0, 1 << 20).unwrap().unwrap())
        .collect()
}

#[test]
fn equivocation_across_a_change_of_keys_is_refused_and_leaves_a_proof() {
    // Which of the two histories changed its keys, and which has more entries than was kept.
    for (kept_rotates, found_rotates, more) in [
        (false, true, 0),
        (false, true, 2),
        (true, false, 0),
        (true, true, 1),
        (true, false, 1),
    ] {
        let (first, second) = (SimDisk::default(), SimDisk::default());
        let [kaz, srb] = agreed(&first, &second);
        let other = first.after_kill();
        let [double, _] = Node::both(&other, &second);
        kaz.release(&mut kaz.outbox().unwrap(), "2018", b"the data")
            .unwrap();
        if kept_rotates {
            rotate(&kaz, None);
        }
        srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
        if found_rotates {
            rotate(&double, None);
            (0..more).for_each(|at| ask(&double, &at.to_string()));
        } else {
            double
                .release(&mut double.outbox().unwrap(), "2017", b"other data")
                .unwrap();
            (0..more).for_each(|_| {
                double
                    .release(&mut double.outbox().unwrap(), "2016", b"other data")
                    .unwrap();
            });
        }
        let found = refused(&srb, &second, &mut forged(&other, vec![]));
        assert_eq!(found, Reason::Fork, "{kept_rotates} {found_rotates} {more}");
        let [proof] = evidence(&second).try_into().unwrap();
        let broken = Fork::verify(&proof, kaz.keys.fingerprint()).unwrap();
        let sizes = (3 + u64::from(kept_rotates), 3 + more);
        assert_eq!((broken.kept.0, broken.found.0), sizes);
    }
}

#[test]
fn what_a_stolen_key_told_is_refused_and_no_proof_against_its_owner() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let other = first.after_kill();
    let [thief, _] = Node::both(&other, &second);
    thief
        .release(&mut thief.outbox().unwrap(), "2018", b"other data")
        .unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &thief).unwrap();
    rotate(&kaz, Some(2));
    ask(&kaz, "?");
    assert_ne!(refused(&srb, &second, &mut forged(&first, vec![])), Reason::Fork);
    assert_eq!(evidence(&second), Vec::<Vec<u8>>::new());
}

#[test]
fn mix_and_match_is_refused() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [_, srb] = scene(&first, &second);
    let asked = Name::Object(Digest::of(b"the data"));
    let found = refused(
        &srb,
        &second,
        &mut forged(&first, vec![(asked, b"other da".to_vec())]),
    );
    assert_eq!(found, Reason::ObjectHash);
    let found = refused(&srb, &second, &mut forged(&first, vec![(asked, b"the".to_vec())]));
    assert_eq!(found, Reason::ObjectSize);
}

#[test]
fn endless_data_are_refused() {
    /// A way on which every file goes on for ever.
    struct Endless<'d>(FolderSource<'d>, Name);
    impl Source for Endless<'_> {
        fn read(&mut self, name: Name, from: u64, at_most: u64) -> std::io::Result<Option<Vec<u8>>> {
            if name == self.1 {
                Ok(Some(vec![b'x'; at_most as usize]))
            } else {
                self.0.read(name, from, at_most)
            }
        }
    }
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = scene(&first, &second);
    let bundle = Tile::bundles(3..4).next().unwrap();
    for name in [Name::Checkpoint, Name::Tile(bundle)] {
        let mut way = Endless(FolderSource::new(&first, &kaz.parties.outbox()), name);
        assert_eq!(
            reason(srb.pull_from(&mut srb.mirror().unwrap(), &mut way)),
            Reason::QuotaExceeded
        );
    }
    let mut way = Endless(
        FolderSource::new(&first, &kaz.parties.outbox()),
        Name::Object(Digest::of(b"the data")),
    );
    assert_eq!(
        reason(srb.pull_from(&mut srb.mirror().unwrap(), &mut way)),
        Reason::ObjectHash
    );
}

/// An entry after those of the scene, spoiled before it is signed for.
fn spoiled(
    kaz: &Node<'_>,
    first: &SimDisk,
    spoil: impl FnOnce(&mut entente_exchange::entry::Entry),
) -> Vec<(Name, Vec<u8>)> {
    let outbox = kaz.outbox().unwrap();
    let history = outbox.history();
    let mut entry = history.next(Body::Heartbeat {}, NOON);
    spoil(&mut entry);
    raw(kaz, first, entry.bytes().unwrap())
}

/// Bytes as the next entry, with everything around them right and signed.
fn raw(kaz: &Node<'_>, first: &SimDisk, bytes: Vec<u8>) -> Vec<(Name, Vec<u8>)> {
    let outbox = kaz.outbox().unwrap();
    let size = outbox.history().size();
    let last = Tile::bundles(size - 1..size).next().unwrap();
    let mut entries = file(first, Name::Tile(last));
    entries.extend(entente_exchange::tile::bundle([bytes.as_slice()]).unwrap());
    let leaves = [outbox.history().leaves(), &[entente_exchange::tree::leaf(&bytes)]].concat();
    let note = signed(
        &kaz.keys.log,
        &kaz.parties.origin(),
        size + 1,
        entente_exchange::tree::root(&leaves),
    );
    let bundle = Tile::bundles(size..size + 1).next().unwrap();
    vec![(Name::Checkpoint, note), (Name::Tile(bundle), entries)]
}

#[test]
fn a_wrong_recipient_origin_sequence_or_predecessor_is_refused() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = scene(&first, &second);
    let judge = |spoil: fn(&mut entente_exchange::entry::Entry)| {
        refused(&srb, &second, &mut forged(&first, spoiled(&kaz, &first, spoil)))
    };
    assert_eq!(
        judge(|entry| entry.recipient = "UZB".to_owned()),
        Reason::RecipientWrong
    );
    assert_eq!(
        judge(|entry| entry.origin = "entente/KAZ/UZB/1".to_owned()),
        Reason::OriginWrong
    );
    assert_eq!(judge(|entry| entry.seq -= 1), Reason::SequenceBroken);
    assert_eq!(
        judge(|entry| entry.prev = Some(Digest::of(b"other"))),
        Reason::PrevWrong
    );
    assert_eq!(judge(|entry| entry.prev = None), Reason::PrevWrong);
    assert_eq!(judge(|entry| entry.v = 2), Reason::VersionUnknown);
}

#[test]
fn an_unknown_entry_type_is_refused() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = scene(&first, &second);
    let entry = kaz
        .outbox()
        .unwrap()
        .history()
        .next(Body::Heartbeat {}, NOON)
        .bytes()
        .unwrap();
    let text = String::from_utf8(entry).unwrap().replace("heartbeat", "order");
    let files = raw(&kaz, &first, text.into_bytes());
    assert_eq!(
        refused(&srb, &second, &mut forged(&first, files)),
        Reason::EntryTypeUnknown
    );
}

#[test]
fn another_log_in_the_partners_place_is_refused() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = scene(&first, &second);
    let note = signed(&kaz.keys.log, "entente/KAZ/UZB/1", 5, Digest::of(b"x"));
    assert_eq!(
        refused(&srb, &second, &mut forged(&first, vec![(Name::Checkpoint, note)])),
        Reason::OriginWrong
    );
}

#[test]
fn a_forged_signature_is_refused() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = scene(&first, &second);
    let outbox = kaz.outbox().unwrap();
    let (size, origin) = (outbox.history().size(), kaz.parties.origin());
    let note = signed(&key(200), &origin, size, outbox.history().root(size).unwrap());
    assert_eq!(
        refused(&srb, &second, &mut forged(&first, vec![(Name::Checkpoint, note)])),
        Reason::SignatureBad
    );
}

#[test]
fn a_frozen_log_brings_nothing_and_is_no_error() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [_, srb] = scene(&first, &second);
    let frozen = second.read("mirror/KAZ/checkpoint", 0, 1 << 16).unwrap().unwrap();
    let mut mirror = srb.mirror().unwrap();
    let pulled = srb
        .pull_from(&mut mirror, &mut forged(&first, vec![(Name::Checkpoint, frozen)]))
        .unwrap();
    assert_eq!((pulled.known, pulled.size), (3, 3));
}

#[test]
fn every_changed_bit_and_every_truncation_of_a_control_file_is_seen() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [_, srb] = scene(&first, &second);
    let bundle = Name::Tile(Tile::bundles(3..4).next().unwrap());
    let mut mirror = srb.mirror().unwrap();
    for name in [Name::Checkpoint, bundle] {
        let bytes = file(&first, name);
        let mut seen = |other: Vec<u8>, what: &str| {
            let pulled = srb.pull_from(&mut mirror, &mut forged(&first, vec![(name, other)]));
            assert!(
                matches!(pulled, Err(ExchangeError::Refused(_))),
                "{what} of {name}: {pulled:?}"
            );
        };
        for bit in 0..bytes.len() * 8 {
            let mut other = bytes.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            seen(other, &format!("bit {bit}"));
        }
        (0..bytes.len()).for_each(|length| seen(bytes[..length].to_vec(), &format!("{length} bytes")));
    }
}

#[test]
fn removed_history_is_seen_at_home() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [_, srb] = scene(&first, &second);
    srb.pull(&mut srb.mirror().unwrap(), &Node::both(&first, &second)[0])
        .unwrap();
    let needed: Vec<String> = second
        .paths()
        .into_iter()
        .filter(|path| path.contains("mirror/KAZ/tile/entries/000.p/4"))
        .collect();
    assert_eq!(needed.len(), 1);
    for path in needed {
        let disk = second.after_kill();
        disk.remove(&path).unwrap();
        let [_, srb] = Node::both(&first, &disk);
        let error = srb.mirror().err().unwrap();
        assert_eq!(error.to_string(), format!("{path} is damaged: it is missing"));
    }
}

#[test]
fn a_thousand_random_meddlings_with_the_way_land_nothing_that_was_not_said() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, _] = scene(&first, &second);
    let truth = kaz.outbox().unwrap().history().leaves().to_vec();
    let paths: Vec<String> = first
        .paths()
        .into_iter()
        .filter(|path| path.starts_with("outbox/SRB/"))
        .collect();
    let names: Vec<Name> = paths
        .iter()
        .filter_map(|path| Name::parse(&path["outbox/SRB/".len()..]))
        .collect();
    let rounds = scale::runs(1_000);
    let mut random = Rand32::new(rounds.start ^ 20_241_119);
    for round in rounds {
        let disk = second.after_kill();
        let [_, srb] = Node::both(&first, &disk);
        let mut files = Vec::new();
        for _ in 0..random.rand_range(1..4) {
            let name = names[random.rand_range(0..names.len() as u32) as usize];
            let mut bytes = file(&first, names[random.rand_range(0..names.len() as u32) as usize]);
            if random.rand_range(0..2) == 0 {
                bytes = file(&first, name);
                let at = random.rand_range(0..bytes.len() as u32) as usize;
                bytes[at] ^= random.rand_range(1..256) as u8;
            }
            files.push((name, bytes));
        }
        let mut mirror = srb.mirror().unwrap();
        let _ = srb.pull_from(&mut mirror, &mut forged(&first, files));
        let history = mirror.history().leaves().to_vec();
        assert_eq!(history, truth[..history.len()], "round {round}");
        if history.len() == truth.len() {
            assert_eq!(
                mirror.shelf().object(&Object::of("x", b"the data")).unwrap(),
                b"the data"
            );
        }
    }
}
