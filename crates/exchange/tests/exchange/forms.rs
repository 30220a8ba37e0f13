//! How things are written down: notes, checkpoints, tiles, trees and entries, held against other
//! implementations and against their own rules.

use std::collections::HashMap;

use entente_exchange::canonical;
use entente_exchange::checkpoint::Checkpoint;
use entente_exchange::digest::Digest;
use entente_exchange::entry::{Body, Entry, TYPES};
use entente_exchange::history::History;
use entente_exchange::key::{Role, SecretKey};
use entente_exchange::name::Name;
use entente_exchange::note::Note;
use entente_exchange::refusal::Reason;
use entente_exchange::tile::{self, Row, Tile};
use entente_exchange::tree;
use proptest::prelude::*;
use signed_note::Verifier as _;

use crate::two::{KeyRing, NOON, key};

fn leaves(count: u64) -> Vec<Digest> {
    (0..count).map(|at| tree::leaf(&at.to_be_bytes())).collect()
}

/// The hashes as the other library stores them.
struct Stored(Vec<tlog_tiles::tlog::Hash>);

impl tlog_tiles::tlog::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::tlog::Hash>, tlog_tiles::tlog::Error> {
        Ok(indexes.iter().map(|at| self.0[*at as usize]).collect())
    }
}

fn stored(count: u64) -> Stored {
    let mut stored = Stored(Vec::new());
    for at in 0..count {
        let new = tlog_tiles::tlog::stored_hashes(at, &at.to_be_bytes(), &stored).unwrap();
        stored.0.extend(new);
    }
    stored
}

#[test]
fn trees_and_audit_paths_are_those_of_another_library_at_every_size() {
    let stored = stored(300);
    let all = leaves(300);
    for size in 1..=300 {
        let own = &all[..size as usize];
        let theirs = tlog_tiles::tlog::tree_hash(size, &stored).unwrap();
        assert_eq!(tree::root(own).0, theirs.0, "size {size}");
        for at in [0, size / 3, size - 1] {
            let path = tree::inclusion(own, at as usize).unwrap();
            let proof = tlog_tiles::tlog::prove_record(size, at, &stored).unwrap();
            let theirs: Vec<[u8; 32]> = proof.iter().map(|hash| hash.0).collect();
            assert_eq!(
                path.iter().map(|hash| hash.0).collect::<Vec<_>>(),
                theirs,
                "{at} of {size}"
            );
            assert_eq!(
                tree::root_by_inclusion(own[at as usize], at, size, &path),
                Some(tree::root(own))
            );
        }
    }
}

#[test]
fn a_path_that_is_too_short_too_long_or_of_another_place_leads_elsewhere() {
    let all = leaves(100);
    let root = tree::root(&all);
    let path = tree::inclusion(&all, 37).unwrap();
    let leads = |at, path: &[Digest]| tree::root_by_inclusion(all[37], at, 100, path) == Some(root);
    assert!(leads(37, &path));
    let others: Vec<u64> = (0..110).filter(|at| *at != 37 && leads(*at, &path)).collect();
    assert_eq!(others, Vec::<u64>::new());
    assert!(!leads(37, &path[1..]));
    assert!(!leads(37, &path[..path.len() - 1]));
    assert!(!leads(37, &[&path[..], &[root]].concat()));
}

#[test]
fn the_tiles_of_a_growing_log_are_those_of_another_library() {
    for sizes in [
        0..1,
        0..256,
        1..257,
        255..256,
        250..70_000,
        65_535..65_537,
        300..300,
    ] {
        let ours: Vec<String> = Tile::hashes(sizes.clone()).map(|tile| tile.to_string()).collect();
        let theirs = tlog_tiles::tile::Tile::new_tiles(8, sizes.start, sizes.end);
        let mut theirs: Vec<String> = theirs
            .iter()
            .map(|tile| tile.path().replacen("tile/8/", "tile/", 1))
            .collect();
        let (mut sorted, _) = (ours.clone(), theirs.sort());
        sorted.sort();
        assert_eq!(sorted, theirs, "{sizes:?}");
    }
}

#[test]
fn hash_tiles_lead_another_library_to_every_leaf() {
    struct Tiles(HashMap<String, Vec<u8>>);
    impl tlog_tiles::tile::TileReader for Tiles {
        fn height(&self) -> u8 {
            8
        }
        fn read_tiles(
            &self,
            tiles: &[tlog_tiles::tile::Tile],
        ) -> Result<Vec<Vec<u8>>, tlog_tiles::tlog::Error> {
            let path = |tile: &tlog_tiles::tile::Tile| tile.path().replacen("tile/8/", "tile/", 1);
            Ok(tiles.iter().map(|tile| self.0[&path(tile)].clone()).collect())
        }
        fn save_tiles(&self, _: &[tlog_tiles::tile::Tile], _: &[Vec<u8>]) {}
    }
    let all = leaves(66_000);
    let bytes = |tile: Tile| match tile.row {
        Row::Hashes(level) => (tile.to_string(), tile.of_leaves(level, &all)),
        Row::Entries => panic!("found entries among hashes"),
    };
    let tiles = Tiles(Tile::hashes(0..66_000).map(bytes).collect());
    let root = tlog_tiles::tlog::Hash(tree::root(&all).0);
    let reader = tlog_tiles::tile::TileHashReader::new(66_000, root, &tiles);
    for at in [0, 255, 256, 65_535, 65_536, 65_999] {
        let proof = tlog_tiles::tlog::prove_record(66_000, at, &reader).unwrap();
        let leaf = tlog_tiles::tlog::Hash(all[at as usize].0);
        tlog_tiles::tlog::check_record(&proof, 66_000, root, at, leaf).unwrap();
    }
}

#[test]
fn names_are_read_as_they_are_written_and_nothing_else_is_a_name() {
    let digest = Digest::of(b"abc");
    let tile = |row, number, width| Name::Tile(Tile { row, number, width });
    let names = [
        (Name::Checkpoint, "checkpoint".to_owned()),
        (Name::Receipt, "receipt".to_owned()),
        (tile(Row::Entries, 0, 256), "tile/entries/000".to_owned()),
        (
            tile(Row::Entries, 1_234_067, 7),
            "tile/entries/x001/x234/067.p/7".to_owned(),
        ),
        (tile(Row::Hashes(2), 5, 255), "tile/2/005.p/255".to_owned()),
        (
            Name::Object(digest),
            "obj/sha256/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned(),
        ),
    ];
    for (name, text) in names {
        assert_eq!((name.to_string(), Name::parse(&text)), (text.clone(), Some(name)));
    }
    let none = [
        "",
        "/",
        "..",
        "../checkpoint",
        "checkpoint/",
        "Checkpoint",
        "tile/entries/0",
        "tile/entries/0000",
        "tile/entries/x000/000",
        "tile/entries/000.p/0",
        "tile/entries/000.p/256",
        "tile/entries/000.p/07",
        "tile/64/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/0/000/",
        "tile/0/x001",
        "tile/0/../checkpoint",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "obj/sha256/ab/..",
        "obj/sha256/ba/7816",
        "obj/sha256/BA/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "obj/sha256/ba7/816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "entente.toml",
    ];
    let read: Vec<&str> = none
        .into_iter()
        .filter(|text| Name::parse(text).is_some())
        .collect();
    assert_eq!(read, Vec::<&str>::new());
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "entente/KAZ/SRB/1".to_owned(),
        size: 3,
        root: tree::root(&leaves(3)),
    }
}

fn note(secret: &SecretKey, role: Role, name: &str) -> Note {
    let checkpoint = checkpoint();
    Note {
        text: checkpoint.text(),
        signatures: secret.sign_checkpoint(role, name, &checkpoint, NOON).to_vec(),
    }
}

#[test]
fn another_library_verifies_our_signed_checkpoint() {
    let secret = key(7);
    let name = checkpoint().origin;
    let bytes = note(&secret, Role::Log, &name).to_string().into_bytes();
    let note = signed_note::Note::from_bytes(&bytes).unwrap();
    let [vkey, _] = secret.public().verifier_keys(Role::Log, &name);
    let verifier = signed_note::StandardVerifier::new(&vkey).unwrap();
    assert_eq!(verifier.name(), name);
    let list = signed_note::VerifierList::new(vec![Box::new(verifier)]);
    let (verified, unverified) = note.verify(&list).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 1));
    let read = tlog_tiles::checkpoint::Checkpoint::from_bytes(note.text()).unwrap();
    assert_eq!(
        (read.origin(), read.size(), read.hash().0),
        (name.as_str(), 3, checkpoint().root.0)
    );
}

#[test]
fn a_checkpoint_is_signed_for_its_role_name_and_text_alone() {
    let secret = key(7);
    let (public, point) = (secret.public(), checkpoint());
    for (role, other) in [(Role::Log, Role::Mirror), (Role::Mirror, Role::Log)] {
        let note = note(&secret, role, "a/name");
        assert_eq!(public.signed_at(role, "a/name", &note, &point), Ok(NOON));
        let reason =
            |found: Result<u64, entente_exchange::refusal::Refusal>| found.map_err(|refusal| refusal.reason);
        let bad = Err(Reason::SignatureBad);
        assert_eq!(reason(public.signed_at(other, "a/name", &note, &point)), bad);
        assert_eq!(reason(public.signed_at(role, "b/name", &note, &point)), bad);
        assert_eq!(
            reason(key(8).public().signed_at(role, "a/name", &note, &point)),
            bad
        );
        let longer = Checkpoint {
            size: 4,
            ..point.clone()
        };
        assert_eq!(reason(public.signed_at(role, "a/name", &note, &longer)), bad);
        for line in 0..2 {
            let mut less = note.clone();
            less.signatures.remove(line);
            assert_eq!(reason(public.signed_at(role, "a/name", &less, &point)), bad);
        }
    }
}

#[test]
fn both_algorithms_agree_with_second_libraries_on_keys_and_signatures() {
    use aws_lc_rs::signature::{self, KeyPair as _, UnparsedPublicKey};
    for number in 0..20 {
        let secret = key(number);
        let (public, seeds) = (secret.public(), secret.seeds());
        let message = [number; 100];
        let signed = secret.sign(&message);
        let other = signature::Ed25519KeyPair::from_seed_unchecked(&seeds[..32]).unwrap();
        assert_eq!(other.public_key().as_ref(), public.ed25519);
        assert_eq!(other.sign(&message).as_ref(), signed.ed25519);
        let other = signature::PqdsaKeyPair::from_seed(&signature::ML_DSA_44_SIGNING, &seeds[32..]).unwrap();
        assert_eq!(other.public_key().as_ref(), public.mldsa44);
        UnparsedPublicKey::new(&signature::ML_DSA_44, &public.mldsa44)
            .verify(&message, &signed.mldsa44)
            .unwrap();
        let mut theirs = signed.clone();
        let length = other.sign(&message, &mut theirs.mldsa44).unwrap();
        assert_eq!(length, theirs.mldsa44.len());
        assert!(public.verifies(&message, &theirs));
        assert!(!public.verifies(&message[1..], &theirs));
    }
}

#[test]
fn an_entry_is_one_line_of_sorted_json() {
    let history = History::new("entente/KAZ/SRB/1", "SRB", Digest::of(b"roots"));
    let entry = history.next(Body::Heartbeat {}, NOON);
    let expected = r#"{"origin":"entente/KAZ/SRB/1","recipient":"SRB","seq":0,"time":1732795200,"type":"heartbeat","v":1}"#;
    assert_eq!(String::from_utf8(entry.bytes().unwrap()).unwrap(), expected);
    assert_eq!(Entry::read(expected.as_bytes()).unwrap(), entry);
}

#[test]
fn an_entry_in_any_other_spelling_is_refused() {
    let right = r#"{"origin":"o","recipient":"SRB","seq":0,"time":1,"type":"question","cell":"KAZ","text":"é","v":1}"#;
    let sorted = r#"{"cell":"KAZ","origin":"o","recipient":"SRB","seq":0,"text":"é","time":1,"type":"question","v":1}"#;
    assert!(Entry::read(sorted.as_bytes()).is_ok());
    let reason = |text: &str| {
        Entry::read(text.as_bytes())
            .map_err(|refusal| refusal.reason)
            .unwrap_err()
    };
    assert_eq!(reason(right), Reason::EntryNotCanonical);
    let cases = [
        (sorted.replace("\"seq\":0", "\"seq\":0.0"), Reason::EntryMalformed),
        (sorted.replace("\"seq\":0", "\"seq\":-0"), Reason::EntryMalformed),
        (
            sorted.replace("\"seq\":0", "\"seq\": 0"),
            Reason::EntryNotCanonical,
        ),
        (
            sorted.replace("\"seq\":0", "\"seq\":9007199254740992"),
            Reason::EntryMalformed,
        ),
        (sorted.replace('é', "\\u00e9"), Reason::EntryNotCanonical),
        (
            sorted.replace("\"v\":1", "\"v\":1,\"w\":1"),
            Reason::EntryNotCanonical,
        ),
        (
            sorted.replace("\"v\":1", "\"prev\":null,\"v\":1"),
            Reason::EntryNotCanonical,
        ),
        (
            sorted.replace("\"v\":1", "\"v\":1,\"v\":1"),
            Reason::EntryMalformed,
        ),
        (sorted.replace("\"v\":1", "\"v\":2"), Reason::VersionUnknown),
        (sorted.replace("question", "order"), Reason::EntryTypeUnknown),
        (format!("{sorted}\n"), Reason::EntryNotCanonical),
        (sorted[..sorted.len() - 1].to_owned(), Reason::EntryMalformed),
        ("[]".to_owned(), Reason::EntryMalformed),
    ];
    for (text, expected) in cases {
        assert_eq!(reason(&text), expected, "{text}");
    }
}

#[test]
fn the_list_of_types_is_that_of_the_bodies() {
    let keyset = Body::Keyset(KeyRing::of(1).keyset(1));
    let json = canonical::write(&keyset).unwrap();
    let text = String::from_utf8(json).unwrap();
    assert!(text.contains(r#""type":"keyset""#), "{text}");
    let known = |kind: &&str| {
        let text = format!(r#"{{"origin":"o","recipient":"r","seq":0,"time":0,"type":"{kind}","v":1}}"#);
        let refusal = Entry::read(text.as_bytes()).err();
        refusal.is_none_or(|refusal| !refusal.found.contains("unknown variant"))
    };
    assert_eq!(TYPES.iter().filter(|kind| !known(kind)).count(), 0);
}

#[test]
fn a_key_does_not_show_its_secret() {
    let secret = key(9);
    let shown = format!("{secret:?}");
    assert_eq!(shown, format!("secret key of {}", secret.public().fingerprint()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn any_bytes_are_a_note_a_bundle_and_a_name_or_a_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..300), width in 1_u16..=256) {
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes.clone());
        }
        if let Ok(entries) = tile::unbundle(&bytes, width) {
            prop_assert_eq!(tile::bundle(entries).unwrap(), bytes.clone());
        }
        if let Some(name) = std::str::from_utf8(&bytes).ok().and_then(Name::parse) {
            prop_assert_eq!(name.to_string().into_bytes(), bytes.clone());
        }
        if let Ok(entry) = Entry::read(&bytes) {
            prop_assert_eq!(entry.bytes().unwrap(), bytes);
        }
    }
}
