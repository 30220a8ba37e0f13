//! Proof packs of made histories, whole and spoiled, for both verifiers.

use entente_exchange::canonical;
use entente_exchange::checkpoint::Checkpoint;
use entente_exchange::digest::Digest;
use entente_exchange::entry::Body;
use entente_exchange::fork::Fork;
use entente_exchange::history::History;
use entente_exchange::key::{Role, SecretKey};
use entente_exchange::keyset::{self, Keyset};
use entente_exchange::note::Note;
use entente_exchange::pair::Pair;
use entente_exchange::proof::Pack;
use entente_exchange::refusal::Refusal;
use entente_exchange::source::FolderSource;
use entente_exchange::tree;
use oorandom::Rand32;
use serde_json::{Value, json};

use crate::sim_disk::SimDisk;
use crate::two::{KeyRing, NEXT, NOON};

/// A pack, what it is to be held against, and whether it holds.
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) roots: Digest,
    pub(crate) partner: Digest,
    pub(crate) holds: bool,
}

impl Made {
    /// What the verifier of this crate says.
    pub(crate) fn judged(&self) -> Result<(), Refusal> {
        if Fork::is_one(&self.bytes) {
            return Fork::verify(&self.bytes, self.roots).map(drop);
        }
        Pack::verify(&self.bytes, self.roots, Some(self.partner)).map(drop)
    }
}

/// A pack of a history that is another for each seed: other releases, rotated keys, revoked ones,
/// with a receipt and without.
pub(crate) fn make(first: &SimDisk, second: &SimDisk, seed: u64) -> Made {
    let [kaz, srb] = crate::scene::agreed(first, second);
    let mut outbox = kaz.outbox().unwrap();
    for at in 0..1 + seed % 5 {
        kaz.release(&mut outbox, &format!("{}", 2010 + at), &[at as u8; 9])
            .unwrap();
    }
    let proved = outbox.history().size() - 1;
    let revoked = seed % 4 == 3;
    if seed % 4 >= 2 {
        let mut set = NEXT.keyset(2);
        set.roots = kaz.keys.keyset(1).roots;
        set.revoked_from = revoked.then_some(proved);
        let mut entry = outbox.history().next(Body::Keyset(set), NOON);
        keyset::sign(&mut entry, &[&kaz.keys.roots[0], &kaz.keys.roots[2]]).unwrap();
        outbox.add(&entry, NOON, &NEXT.log).unwrap();
    }
    if seed % 3 != 2 {
        srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    }
    let mut pair = Pair::open(kaz.disk, &kaz.parties, kaz.keys.fingerprint(), kaz.partner).unwrap();
    pair.exchange(&mut FolderSource::new(second, &srb.parties.outbox()), kaz.with())
        .unwrap();
    Made {
        bytes: Pack::of(&pair, proved).unwrap().bytes().unwrap(),
        roots: kaz.keys.fingerprint(),
        partner: srb.keys.fingerprint(),
        holds: !revoked,
    }
}

/// A pack, spoiled in one of many ways if the seed is odd.
pub(crate) fn spoiled(seed: u64) -> Made {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let mut made = match seed / 2 % 4 {
        3 => broken((seed / 8 % u64::from(BREAKS)) as u32),
        _ => make(&first, &second, seed / 2),
    };
    if seed.is_multiple_of(2) {
        return made;
    }
    let mut random = Rand32::new(seed);
    made.holds = false;
    match random.rand_range(0..9) {
        0 => drop(made.bytes.pop()),
        1 => made.bytes.push(b'\n'),
        2 => std::mem::swap(&mut made.roots, &mut made.partner),
        3 => {
            let at = random.rand_range(0..made.bytes.len() as u32) as usize;
            made.bytes[at] ^= random.rand_range(1..256) as u8;
        }
        4 => {
            // A digit or letter for another, so that it stays JSON.
            let letters: Vec<usize> = (0..made.bytes.len())
                .filter(|at| made.bytes[*at].is_ascii_digit())
                .collect();
            let at = letters[random.rand_range(0..letters.len() as u32) as usize];
            made.bytes[at] = if made.bytes[at] == b'7' { b'3' } else { b'7' };
        }
        5 => {
            let mut proof: Value = canonical::read(&made.bytes).unwrap();
            let more = json!(Digest::of(b"more"));
            match proof.get_mut("leaves") {
                Some(leaves) => leaves.as_array_mut().unwrap().push(more),
                None => {
                    let last = proof["log"]["entries"]
                        .as_array_mut()
                        .unwrap()
                        .last_mut()
                        .unwrap();
                    last["path"].as_array_mut().unwrap().push(more);
                }
            }
            made.bytes = canonical::write(&proof).unwrap();
        }
        _ => return lied(random.rand_range(0..LIES)),
    }
    made
}

/// How many lies there are; the first is none.
pub(crate) const LIES: u32 = 15;

/// The neutral point of Ed25519: its signatures hold for any message where nobody looks at the key.
fn neutral() -> Vec<u8> {
    [&[1][..], &[0; 31]].concat()
}

/// A pack of a side that signs what may not be said: what is wrong is under its own signature, or
/// beside all signatures.
pub(crate) fn lied(lie: u32) -> Made {
    let (kaz, srb) = (KeyRing::of(1), KeyRing::of(101));
    let long = "x".repeat(255);
    let origin = match lie {
        1 => "entente/KAZ/SRB/01",
        2 => "entente/KAZ/KAZ/1",
        3 => long.as_str(),
        _ => "entente/KAZ/SRB/1",
    };
    let mut set = kaz.keyset(1);
    if lie == 4 {
        set.log.ed25519 = neutral();
    }
    let first = begun(origin, &kaz, set);
    let second = canonical::write(&told(lie, origin, &first)).unwrap();
    let entries = [first, second];
    let mut signed = signed(origin, &entries, &kaz.log);
    if lie == 4 {
        (signed.signatures[0].key_id, signed.signatures[0].bytes) = neutral_line(origin, &kaz.log);
    }
    let (name, elsewhere) = (
        "entente/SRB/UZB/1/mirror",
        begun("entente/SRB/UZB/1", &srb, srb.keyset(1)),
    );
    if lie == 14 {
        let checkpoint = Checkpoint::of(&signed).unwrap();
        let lines = srb.mirror.sign_checkpoint(Role::Mirror, name, &checkpoint, NOON);
        signed.signatures.extend(lines);
    }
    let mut pack = json!({"v": 1, "log": extract(&signed, &entries)});
    match lie {
        12 => {
            let text = signed
                .to_string()
                .replacen("\n2\n", &format!("\n{}\n", "2".repeat(5_000)), 1);
            pack["log"]["checkpoint"] = json!(text);
        }
        13 => pack["v"] = json!(true),
        14 => {
            let entries = [elsewhere];
            let signed = self::signed("entente/SRB/UZB/1", &entries, &srb.log);
            pack["partner"] = extract(&signed, &entries);
        }
        _ => {}
    }
    Made {
        bytes: canonical::write(&pack).unwrap(),
        roots: kaz.fingerprint(),
        partner: srb.fingerprint(),
        holds: lie == 0,
    }
}

/// How many proofs of a broken word there are, some of them none.
pub(crate) const BREAKS: u32 = 12;

/// A log that was told in two ways, or is said to be: under one key and two, with a key that was stolen.
pub(crate) fn broken(kind: u32) -> Made {
    let (ring, srb, origin) = (KeyRing::of(1), KeyRing::of(101), "entente/KAZ/SRB/1");
    let asked = |history: &mut History, text: &str| {
        let (cell, text) = ("KAZ/SRB/TOTAL/2018".to_owned(), text.to_owned());
        let entry = history.next(Body::Question { cell, text }, NOON);
        history.admit(&entry.bytes().unwrap()).unwrap();
    };
    let rotated = |history: &mut History, from: Option<u64>| {
        let set = Keyset {
            roots: ring.keyset(1).roots,
            revoked_from: from,
            ..NEXT.keyset(2)
        };
        let mut entry = history.next(Body::Keyset(set), NOON);
        keyset::sign(&mut entry, &[&ring.roots[0], &ring.roots[2]]).unwrap();
        history.admit(&entry.bytes().unwrap()).unwrap();
    };
    let mut kept = History::new(origin, "SRB", ring.fingerprint());
    kept.admit(&begun(origin, &ring, ring.keyset(1))).unwrap();
    let mut found = kept.clone();
    asked(&mut kept, "?");
    if kind == 3 {
        // It only grew.
        found = kept.clone();
    } else {
        asked(&mut found, "??");
    }
    match kind {
        0 | 9 | 11 => {}
        4 => rotated(&mut found, Some(1)),
        5 => rotated(&mut found, Some(2)),
        6 => rotated(&mut kept, None),
        _ => rotated(&mut found, None),
    }
    if kind == 7 {
        rotated(&mut kept, None);
        asked(&mut kept, "more");
    }
    let long = if kept.size() > found.size() { &kept } else { &found };
    let mut leaves = if kept.size() == found.size() {
        Vec::new()
    } else {
        long.leaves().to_vec()
    };
    let mut proof = json!({"v": 1, "kept": told_by(&kept, &ring), "found": told_by(&found, &ring)});
    match kind {
        8 => drop(leaves.pop()),
        9 => leaves.push(kept.leaves()[0]),
        10 => {
            let entries: Vec<Vec<u8>> = found
                .entries()
                .iter()
                .map(|entry| entry.bytes().unwrap())
                .collect();
            proof["found"] = extract(&signed(origin, &entries, &NEXT.log), &entries);
        }
        11 => proof["found"] = told_by(&found, &srb),
        _ => {}
    }
    proof["leaves"] = json!(leaves);
    Made {
        bytes: canonical::write(&proof).unwrap(),
        roots: ring.fingerprint(),
        partner: srb.fingerprint(),
        holds: matches!(kind, 0..=2 | 5..=7),
    }
}

/// A log's checkpoint by its last key, and its sets of keys.
fn told_by(history: &History, ring: &KeyRing) -> Value {
    let key = if history.keys().sets().len() > 1 {
        &NEXT.log
    } else {
        &ring.log
    };
    let all: Vec<Vec<u8>> = history
        .entries()
        .iter()
        .map(|entry| entry.bytes().unwrap())
        .collect();
    let sets: Vec<u64> = history.keys().sets().iter().map(|(seq, _)| *seq).collect();
    let mut told = extract(&signed(&history.origin, &all, key), &all);
    let entries = told["entries"].as_array().unwrap();
    told["entries"] = sets.iter().map(|seq| entries[*seq as usize].clone()).collect();
    told
}

/// The first entry of a log.
fn begun(origin: &str, ring: &KeyRing, set: Keyset) -> Vec<u8> {
    let mut first = History::new(origin, "SRB", ring.fingerprint()).next(Body::Keyset(set), NOON);
    first.recipient = if origin.ends_with("UZB/1") { "UZB" } else { "SRB" }.to_owned();
    keyset::sign(&mut first, &[&ring.roots[0], &ring.roots[1]]).unwrap();
    first.bytes().unwrap()
}

/// The second entry of a log, with what is wrong in it.
fn told(lie: u32, origin: &str, first: &[u8]) -> Value {
    let mut said = json!({
        "origin": origin, "prev": tree::leaf(first), "recipient": "SRB", "seq": 1, "time": NOON, "v": 1,
        "type": "question", "cell": "KAZ/SRB/TOTAL/2018", "text": "?",
    });
    match lie {
        5 => said["recipient"] = json!("UZB"),
        6 => said["more"] = json!(1),
        7 => drop(said.as_object_mut().unwrap().remove("text")),
        8 => said["text"] = json!(1),
        9 => said["v"] = json!(true),
        10 => {
            said = json!({
                "origin": origin, "prev": tree::leaf(first), "recipient": "SRB", "seq": 1, "time": NOON, "v": 1,
                "type": "verdict", "of": {"leaf": tree::leaf(first), "seq": 0}, "stage": "valid",
                "outcome": "rejected", "reasons": ["DISLIKED"],
            });
        }
        11 => said["text"] = (0..100).fold(json!("?"), |inner, _| json!([inner])),
        _ => {}
    }
    said
}

/// The checkpoint of some entries, signed as the log signs.
fn signed(origin: &str, entries: &[Vec<u8>], key: &SecretKey) -> Note {
    let leaves: Vec<Digest> = entries.iter().map(|entry| tree::leaf(entry)).collect();
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size: leaves.len() as u64,
        root: tree::root(&leaves),
    };
    Note {
        text: checkpoint.text(),
        signatures: key.sign_checkpoint(Role::Log, origin, &checkpoint, NOON).to_vec(),
    }
}

/// The line that a key with the neutral point in its place makes of anything.
fn neutral_line(origin: &str, key: &SecretKey) -> ([u8; 4], Vec<u8>) {
    let mut public = key.public();
    public.ed25519 = neutral();
    let verifier = public.verifier_keys(Role::Log, origin)[0].clone();
    let id = u32::from_str_radix(verifier.split('+').nth(1).unwrap(), 16).unwrap();
    (id.to_be_bytes(), [neutral(), vec![0; 32]].concat())
}

fn extract(signed: &Note, entries: &[Vec<u8>]) -> Value {
    let leaves: Vec<Digest> = entries.iter().map(|entry| tree::leaf(entry)).collect();
    let proved = entries.iter().enumerate().map(|(at, entry)| {
        let entry = String::from_utf8(entry.clone()).unwrap();
        json!({"entry": entry, "path": tree::inclusion(&leaves, at).unwrap()})
    });
    json!({"checkpoint": signed.to_string(), "entries": proved.collect::<Vec<_>>()})
}
