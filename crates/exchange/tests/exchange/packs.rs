//! Proof packs of made histories, whole and spoiled, for both verifiers.

use entente_exchange::digest::Digest;
use entente_exchange::entry::Body;
use entente_exchange::keyset;
use entente_exchange::pair::Pair;
use entente_exchange::proof::Pack;
use entente_exchange::source::FolderSource;
use oorandom::Rand32;

use crate::sim_disk::SimDisk;
use crate::two::{NEXT, NOON};

/// A pack, what it is to be held against, and whether it holds.
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) roots: Digest,
    pub(crate) partner: Digest,
    pub(crate) holds: bool,
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
    let mut made = make(&first, &second, seed / 2);
    if seed.is_multiple_of(2) {
        return made;
    }
    let mut random = Rand32::new(seed);
    made.holds = false;
    match random.rand_range(0..6) {
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
        _ => {
            let mut pack: Pack = entente_exchange::canonical::read(&made.bytes).unwrap();
            let last = pack.log.entries.len() - 1;
            pack.log.entries[last].path.push(Digest::of(b"more"));
            made.bytes = pack.bytes().unwrap();
        }
    }
    made
}
