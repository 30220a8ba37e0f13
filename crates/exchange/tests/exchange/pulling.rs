//! What one node says, the other has: pulled, verified, kept and signed for.

use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::{Body, CHUNK, Object};
use entente_exchange::error::ExchangeError;
use entente_exchange::history::{History, Key, Revision};
use entente_exchange::key::Role;
use entente_exchange::name::Name;
use entente_exchange::refusal::Reason;
use entente_exchange::source::{FolderSource, Source};

use crate::scale;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{ANNEX, Node};

pub(crate) fn reason<T>(result: Result<T, ExchangeError>) -> Reason {
    match result {
        Err(ExchangeError::Refused(refusal)) => refusal.reason,
        Err(other) => panic!("found {other}, expected a refusal"),
        Ok(_) => panic!("found it taken, expected a refusal"),
    }
}

/// Why each release of a period cannot stand.
pub(crate) fn faults(history: &History, key: &Key) -> Vec<Option<Reason>> {
    let fault = |one: &Revision| one.fault.as_ref().map(|fault| fault.reason);
    history.revisions(key).iter().map(fault).collect()
}

#[test]
fn a_release_arrives_with_its_bytes_and_a_receipt_comes_back() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    kaz.release(&mut outbox, "2018", b"the data").unwrap();
    let mut mirror = srb.mirror().unwrap();
    let pulled = srb.pull(&mut mirror, &kaz).unwrap();
    assert_eq!((pulled.known, pulled.size, pulled.bytes), (2, 3, 8));
    assert_eq!(mirror.history().leaves(), outbox.history().leaves());
    assert_eq!(
        mirror.shelf().object(&Object::of("x", b"the data")).unwrap(),
        b"the data"
    );
    let (note, checkpoint) = mirror.kept().unwrap();
    let name = srb.parties.mirror_name();
    assert_eq!(
        srb.keys
            .mirror
            .public()
            .signed_at(Role::Mirror, &name, note, checkpoint),
        Ok(crate::two::NOON + 60)
    );
    let mut source = FolderSource::new(srb.disk, &srb.parties.outbox());
    let shown = source.read(Name::Receipt, 0, 1 << 16).unwrap().unwrap();
    assert_eq!(String::from_utf8(shown).unwrap(), note.to_string());
}

#[test]
fn pulling_again_changes_nothing_and_the_receipt_is_the_same_to_the_byte() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let before = srb.mirror().unwrap().kept().unwrap().0.to_string();
    let operations = second.operations();
    let mut mirror = srb.mirror().unwrap();
    assert_eq!(srb.pull(&mut mirror, &kaz).unwrap().size, 2);
    assert_eq!(second.operations(), operations);
    second
        .remove(&format!("{}/receipt", srb.parties.outbox()))
        .unwrap();
    srb.mirror().unwrap();
    let path = format!("{}/receipt", srb.parties.outbox());
    let again = second.read(&path, 0, 1 << 16).unwrap().unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), before);
}

#[test]
fn nothing_is_exchanged_before_both_logs_hold_the_same_annex() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = Node::both(&first, &second);
    let mut outbox = kaz.begin().unwrap();
    srb.begin().unwrap();
    kaz.release(&mut outbox, "2018", b"early").unwrap();
    let mut mirror = srb.mirror().unwrap();
    assert_eq!(reason(srb.pull(&mut mirror, &kaz)), Reason::NotAgreed);
    assert_eq!(
        second
            .size(&format!(
                "{}/{}",
                srb.parties.mirror(),
                Name::Object(Digest::of(b"early"))
            ))
            .unwrap(),
        None
    );
    kaz.agree(&mut outbox).unwrap();
    assert_eq!(srb.pull(&mut mirror, &kaz).unwrap().size, 3);
    assert_eq!(mirror.history().annex(), Some(Digest::of(ANNEX)));
}

#[test]
fn a_revision_follows_the_release_before_and_one_that_does_not_cannot_stand() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    kaz.release(&mut outbox, "2018", b"first").unwrap();
    kaz.release(&mut outbox, "2018", b"second").unwrap();
    let mut wrong = crate::two::release(&outbox, "2018", Object::of("data.csv", b"third"));
    wrong.revision = 1;
    outbox.shelf().keep(b"third").unwrap();
    kaz.say(&mut outbox, Body::Release(Box::new(wrong))).unwrap();
    let mut mirror = srb.mirror().unwrap();
    srb.pull(&mut mirror, &kaz).unwrap();
    let key = ("IMTS".to_owned(), "2018".to_owned());
    let history = mirror.history();
    assert_eq!(faults(history, &key), [None, None, Some(Reason::RevisionChain)]);
    assert_eq!(
        history.standing()[&key].release.objects[0].sha256,
        Digest::of(b"second")
    );
    let then = history.as_of(3).unwrap();
    assert_eq!(
        then.standing()[&key].release.objects[0].sha256,
        Digest::of(b"first")
    );
}

#[test]
fn what_is_withdrawn_stands_no_more_and_what_it_superseded_does_not_come_back() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, _] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    kaz.release(&mut outbox, "2018", b"first").unwrap();
    kaz.release(&mut outbox, "2018", b"second").unwrap();
    let of = outbox.history().place(3).unwrap();
    kaz.say(
        &mut outbox,
        Body::Withdraw {
            of,
            reason: "ERROR".to_owned(),
        },
    )
    .unwrap();
    assert!(outbox.history().standing().is_empty());
    kaz.release(&mut outbox, "2018", b"third").unwrap();
    let key = ("IMTS".to_owned(), "2018".to_owned());
    assert_eq!(outbox.history().standing()[&key].release.revision, 2);
    assert_eq!(
        outbox.shelf().object(&Object::of("x", b"second")).unwrap(),
        b"second"
    );
}

/// A way that is cut after so many bytes of objects.
struct Cut<'d> {
    inner: FolderSource<'d>,
    left: u64,
    fetched: u64,
}

impl Source for Cut<'_> {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> std::io::Result<Option<Vec<u8>>> {
        let read = self.inner.read(name, from, at_most)?;
        let (Name::Object(_), Some(bytes)) = (name, &read) else {
            return Ok(read);
        };
        self.fetched += (bytes.len() as u64).min(self.left);
        if bytes.len() as u64 > self.left {
            self.left = 0;
            return Err(std::io::ErrorKind::ConnectionReset.into());
        }
        self.left -= bytes.len() as u64;
        Ok(read)
    }
}

#[test]
fn a_transfer_cut_anywhere_goes_on_from_the_last_whole_piece() {
    let data: Vec<u8> = (0..CHUNK + 4096).map(|at| (at * 31 / 7) as u8).collect();
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    kaz.release(&mut kaz.outbox().unwrap(), "2018", &data).unwrap();
    let folder = kaz.parties.outbox();
    let cuts = u64::from(scale::cases(4_096)).min(data.len() as u64);
    for at in 0..cuts {
        let disk = second.after_kill();
        let [_, srb] = Node::both(&first, &disk);
        let step = data.len() as u64 / cuts;
        let left = at * step + at % 7 % step;
        let mut cut = Cut {
            inner: FolderSource::new(&first, &folder),
            left,
            fetched: 0,
        };
        let mut mirror = srb.mirror().unwrap();
        let error = srb.pull_from(&mut mirror, &mut cut).unwrap_err();
        assert!(matches!(error, ExchangeError::Way { .. }), "{error}");
        let mut rest = Cut {
            inner: FolderSource::new(&first, &folder),
            left: u64::MAX,
            fetched: 0,
        };
        let pulled = srb.pull_from(&mut srb.mirror().unwrap(), &mut rest).unwrap();
        assert_eq!(
            pulled.bytes,
            data.len() as u64 - left / CHUNK * CHUNK,
            "cut after {left}"
        );
    }
    assert_eq!(srb.mirror().unwrap().history().size(), 2);
}

#[test]
fn more_than_was_agreed_is_refused_before_a_byte_of_it_is_fetched() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    let mut object = Object::of("data.csv", b"small");
    object.chunks = vec![Digest::of(b"small"); 600];
    object.size = 600 * CHUNK;
    let release = crate::two::release(&outbox, "2018", object);
    kaz.say(&mut outbox, Body::Release(Box::new(release)))
        .unwrap_or_else(|error| panic!("{error}"));
    let mut cut = Cut {
        inner: FolderSource::new(&first, &kaz.parties.outbox()),
        left: u64::MAX,
        fetched: 0,
    };
    let mut mirror = srb.mirror().unwrap();
    assert_eq!(
        reason(srb.pull_from(&mut mirror, &mut cut)),
        Reason::QuotaExceeded
    );
    assert_eq!(cut.fetched, 0);
}
