//! The test vectors of the protocol, made from fixed seeds and held to the file that is published.
//!
//! `BLESS=1` writes the file anew; a change of it is a change of the protocol.

use std::fs;
use std::path::Path;

use entente_exchange::checkpoint::Checkpoint;
use entente_exchange::digest::Digest;
use entente_exchange::entry::{Body, Object};
use entente_exchange::history::History;
use entente_exchange::key::Role;
use entente_exchange::keyset;
use entente_exchange::note::Note;
use entente_exchange::tile::Tile;
use entente_exchange::tree;
use serde_json::{Value, json};

use crate::two::{KeyRing, NOON, SEEDS, key};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn keys() -> Value {
    let secret = key(7);
    let public = secret.public();
    let name = "entente/KAZ/SRB/1";
    let signed = secret.sign(b"message");
    json!({
        "seeds": hex(secret.seeds()),
        "ed25519": hex(&public.ed25519),
        "mldsa44_sha256": Digest::of(&public.mldsa44).to_string(),
        "fingerprint": public.fingerprint().to_string(),
        "message": "message",
        "signed_ed25519": hex(&signed.ed25519),
        "signed_mldsa44_sha256": Digest::of(&signed.mldsa44).to_string(),
        "verifier_key_ed25519": public.verifier_keys(Role::Log, name)[0],
        "verifier_key_mldsa44_sha256": Digest::of(public.verifier_keys(Role::Log, name)[1].as_bytes()).to_string(),
    })
}

/// A log of three entries: keys, an agreement, a heartbeat.
fn log() -> Value {
    let ring = KeyRing::of(1);
    let mut history = History::new("entente/KAZ/SRB/1", "SRB", ring.fingerprint());
    let mut first = history.next(Body::Keyset(ring.keyset(1)), NOON);
    keyset::sign(&mut first, &[&ring.roots[0], &ring.roots[1]]).unwrap();
    history.admit(&first.bytes().unwrap()).unwrap();
    let annex = Object::of("annex.toml", b"parties = [\"KAZ\", \"SRB\"]\n");
    for body in [Body::Agreement { annex }, Body::Heartbeat {}] {
        let entry = history.next(body, NOON);
        history.admit(&entry.bytes().unwrap()).unwrap();
    }
    let checkpoint = Checkpoint {
        origin: history.origin.clone(),
        size: 3,
        root: history.root(3).unwrap(),
    };
    let mut note = Note {
        text: checkpoint.text(),
        signatures: ring
            .log
            .sign_checkpoint(Role::Log, &history.origin, &checkpoint, NOON)
            .to_vec(),
    };
    let own = note.to_string();
    let mirror = KeyRing::of(101).mirror;
    note.signatures.extend(mirror.sign_checkpoint(
        Role::Mirror,
        "entente/SRB/KAZ/1/mirror",
        &checkpoint,
        NOON + 60,
    ));
    let entries: Vec<String> = history
        .entries()
        .iter()
        .map(|entry| text(entry.bytes().unwrap()))
        .collect();
    json!({
        "seeds": SEEDS,
        "roots_fingerprint": ring.fingerprint().to_string(),
        "entries": entries,
        "leaves": history.leaves().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "root": checkpoint.root.to_string(),
        "checkpoint": own,
        "receipt": note.to_string(),
        "bundle": "tile/entries/000.p/3",
    })
}

fn trees() -> Vec<Value> {
    let leaves: Vec<Digest> = (0_u64..300).map(|at| tree::leaf(&at.to_be_bytes())).collect();
    let sizes = [1_u64, 2, 3, 5, 255, 256, 257, 300];
    let vector = |size: u64| {
        let (own, at) = (&leaves[..size as usize], size / 3);
        let path = tree::inclusion(own, at as usize).unwrap();
        json!({
            "size": size,
            "root": tree::root(own).to_string(),
            "of": at,
            "path": path.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "hash_tiles": Tile::hashes(0..size).map(|tile| tile.to_string()).collect::<Vec<_>>(),
        })
    };
    sizes.into_iter().map(vector).collect()
}

#[test]
fn the_published_vectors_are_those_of_this_implementation() {
    let vectors = json!({
        "protocol": 1,
        "key": keys(),
        "log": log(),
        "trees_of_entries_that_are_their_index_in_eight_bytes_big_endian": trees(),
    });
    let made = serde_json::to_string_pretty(&vectors).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/vectors.json");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == made,
        "tests/data/vectors.json is not what the protocol gives"
    );
}
