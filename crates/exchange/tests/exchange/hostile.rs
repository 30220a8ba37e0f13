//! Bytes that somebody damaged on purpose: a million of them through every reader, none of which
//! panics, and whatever is taken is written down again to the same bytes.

use entente_exchange::annex::Annex;
use entente_exchange::bundle::BundleSource;
use entente_exchange::canonical;
use entente_exchange::checkpoint::Checkpoint;
use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::Entry;
use entente_exchange::error::ExchangeError;
use entente_exchange::name::Name;
use entente_exchange::note::Note;
use entente_exchange::proof::Pack;
use entente_exchange::refusal::Reason;
use entente_exchange::source::FolderSource;
use entente_exchange::tile::{self, Tile};
use oorandom::Rand32;

use crate::attacks::Forged;
use crate::packs;
use crate::scale;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::ANNEX;

/// Specimens of everything that is read.
fn specimens() -> Vec<Vec<u8>> {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let pack = packs::make(&first, &second, 2).bytes;
    let read = |path: &str| first.read(path, 0, 1 << 24).unwrap().unwrap();
    let mut all = vec![pack, ANNEX.to_vec(), b"tile/entries/x001/234.p/7".to_vec()];
    all.push(read("outbox/SRB/checkpoint"));
    all.push(read("mirror/SRB/checkpoint"));
    let bundle = first
        .paths()
        .into_iter()
        .rfind(|path| path.starts_with("outbox/SRB/tile/entries/"))
        .unwrap();
    let bytes = read(&bundle);
    let width: u16 = bundle.rsplit('/').next().unwrap().parse().unwrap();
    all.extend(
        tile::unbundle(&bytes, width)
            .unwrap()
            .into_iter()
            .map(<[u8]>::to_vec),
    );
    all.push(bytes);
    all
}

fn damaged(specimen: &[u8], random: &mut Rand32) -> Vec<u8> {
    let mut bytes = specimen.to_vec();
    for _ in 0..random.rand_range(1..4) {
        let at = random.rand_range(0..bytes.len().max(1) as u32) as usize;
        match random.rand_range(0..5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at.min(bytes.len()), random.rand_u32() as u8),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 if at < bytes.len() => bytes[at] = b"\"{}[],:\n\\0129.-+"[random.rand_range(0..16) as usize],
            _ if at < bytes.len() => bytes[at] ^= 1 << random.rand_range(0..8),
            _ => {}
        }
    }
    bytes
}

/// Gives bytes to one reader after the other.
fn read_all(bytes: &[u8], width: u16) {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        if let Ok(checkpoint) = Checkpoint::of(&note) {
            assert_eq!(checkpoint.text(), note.text);
        }
    }
    if let Ok(entries) = tile::unbundle(bytes, width) {
        assert_eq!(tile::bundle(entries).unwrap(), bytes);
    }
    if let Ok(entry) = Entry::read(bytes) {
        assert_eq!(entry.bytes().unwrap(), bytes);
    }
    if let Ok(pack) = canonical::read::<Pack>(bytes) {
        assert_eq!(pack.bytes().unwrap(), bytes);
    }
    if let Some(name) = std::str::from_utf8(bytes).ok().and_then(Name::parse) {
        assert_eq!(name.to_string().as_bytes(), bytes);
    }
    let _ = Annex::read(bytes, "KAZ", "SRB");
}

#[test]
fn a_million_damaged_inputs_are_read_or_refused() {
    let all = specimens();
    let inputs = scale::runs(1_000_000);
    let mut random = Rand32::new(inputs.start ^ 20_241_119);
    for at in 0..(inputs.end - inputs.start) as usize {
        // Long specimens are as likely as their readers are slow.
        let specimen = &all[if at % 40 == 0 {
            at / 40 % all.len()
        } else {
            at % all.len()
        }];
        if specimen.len() > 2_000 && at % 16 != 0 {
            let from = random.rand_range(0..specimen.len() as u32 - 500) as usize;
            read_all(&damaged(&specimen[from..from + 400], &mut random), 3);
        } else {
            read_all(&damaged(specimen, &mut random), 5);
        }
    }
}

#[test]
fn every_byte_of_a_payload_that_is_another_is_seen() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let data: Vec<u8> = (0..scale::cases(65_536)).map(|at| (at * 31 / 7) as u8).collect();
    kaz.release(&mut kaz.outbox().unwrap(), "2018", &data).unwrap();
    let name = Name::Object(Digest::of(&data));
    let mut mirror = srb.mirror().unwrap();
    for at in 0..data.len() {
        let mut other = data.clone();
        other[at] ^= 1 << (at % 8);
        let mut way = Forged {
            inner: FolderSource::new(&first, "outbox/SRB"),
            files: vec![(name, other)],
        };
        let pulled = srb.pull_from(&mut mirror, &mut way);
        assert!(
            matches!(pulled, Err(ExchangeError::Refused(_))),
            "byte {at}: {pulled:?}"
        );
    }
    let bundles: Vec<Tile> = Tile::bundles(0..3).collect();
    assert_eq!((mirror.history().size(), bundles.len()), (2, 1));
}

#[test]
fn a_header_of_a_bundle_that_speaks_of_the_next_file_is_foreign_and_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stick.tar");
    for (kind, said) in [
        (tar::EntryType::GNULongName, &b"checkpoint\0"[..]),
        (tar::EntryType::XHeader, &b"19 path=checkpoint\n"[..]),
    ] {
        let mut archive = tar::Builder::new(std::fs::File::create(&path).unwrap());
        for (kind, name, bytes) in [
            (kind, "checkpoint", said),
            (tar::EntryType::Regular, "checkpoint", &b"x"[..]),
        ] {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_entry_type(kind);
            archive.append_data(&mut header, name, bytes).unwrap();
        }
        archive.into_inner().unwrap();
        let refused = BundleSource::open(&path).map(|_| ());
        assert_eq!(crate::pulling::reason(refused), Reason::BundleForeign);
    }
}
