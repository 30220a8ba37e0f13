//! Two nodes as the tests have them: Kazakhstan and Serbia, with keys made of fixed seeds.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::{Action, Body, Object, Release};
use entente_exchange::error::ExchangeError;
use entente_exchange::follow::Bounds;
use entente_exchange::key::SecretKey;
use entente_exchange::keyset::{self, Keyset};
use entente_exchange::mirror::{Mirror, Pull, Pulled};
use entente_exchange::outbox::Outbox;
use entente_exchange::parties::Parties;
use entente_exchange::source::{FolderSource, Source};

/// 28 November 2024, noon, in POSIX seconds.
pub(crate) const NOON: u64 = 1_732_795_200;

/// The annex of the tests.
pub(crate) const ANNEX: &[u8] = b"[[dataflow]]\nid = \"IMTS\"\nstructures = [\"ENTENTE:IMTS(1.0.0)\"]\n";

/// The keys of one side.
pub(crate) struct KeyRing {
    pub(crate) roots: Vec<SecretKey>,
    pub(crate) log: SecretKey,
    pub(crate) mirror: SecretKey,
    pub(crate) tls: SecretKey,
}

/// The keys of Kazakhstan, of Serbia, and those that follow Kazakhstan's.
static KAZ: LazyLock<KeyRing> = LazyLock::new(|| KeyRing::of(1));
static SRB: LazyLock<KeyRing> = LazyLock::new(|| KeyRing::of(101));
pub(crate) static NEXT: LazyLock<KeyRing> = LazyLock::new(|| KeyRing::of(31));

/// How the vectors tell of [`key`] and [`KeyRing::of`].
pub(crate) const SEEDS: &str = "a key of number n has the seeds 32 times n for Ed25519 and 32 times n xor 0x55 for \
                                ML-DSA-44; Kazakhstan's roots are of the numbers 1, 2 and 3, its log, mirror and \
                                tls keys of 4, 5 and 6; Serbia's mirror key is of 105";

/// A key made of one number.
pub(crate) fn key(number: u8) -> SecretKey {
    let mut seeds = [number; 64];
    seeds[32..].fill(number ^ 0x55);
    SecretKey::of_seeds(seeds)
}

impl KeyRing {
    pub(crate) fn of(first: u8) -> Self {
        Self {
            roots: (0..3).map(|at| key(first + at)).collect(),
            log: key(first + 3),
            mirror: key(first + 4),
            tls: key(first + 5),
        }
    }

    pub(crate) fn keyset(&self, version: u64) -> Keyset {
        Keyset {
            version,
            threshold: 2,
            roots: self.roots.iter().map(SecretKey::public).collect(),
            log: self.log.public(),
            mirror: self.mirror.public(),
            tls: self.tls.public(),
            until: NOON + 365 * 86_400,
            revoked_from: None,
            signatures: Vec::new(),
        }
    }

    pub(crate) fn fingerprint(&self) -> Digest {
        self.keyset(1).fingerprint().unwrap()
    }
}

/// One node.
pub(crate) struct Node<'d> {
    pub(crate) parties: Parties,
    pub(crate) keys: &'static KeyRing,
    pub(crate) disk: &'d dyn Disk,
    pub(crate) partner: Digest,
}

impl<'d> Node<'d> {
    /// Kazakhstan on one disk and Serbia on another.
    pub(crate) fn both(first: &'d dyn Disk, second: &'d dyn Disk) -> [Self; 2] {
        let parties = Parties::new("KAZ", "SRB").unwrap();
        let (kaz, srb): (&'static KeyRing, &'static KeyRing) = (&KAZ, &SRB);
        let (one, other) = (kaz.fingerprint(), srb.fingerprint());
        [
            Self {
                parties: parties.clone(),
                keys: kaz,
                disk: first,
                partner: other,
            },
            Self {
                parties: parties.turned(),
                keys: srb,
                disk: second,
                partner: one,
            },
        ]
    }

    pub(crate) fn outbox(&self) -> Result<Outbox<'d>, ExchangeError> {
        Outbox::open(self.disk, &self.parties, self.keys.fingerprint())
    }

    pub(crate) fn mirror(&self) -> Result<Mirror<'d>, ExchangeError> {
        Mirror::open(self.disk, &self.parties, self.partner)
    }

    /// Opens the log with the first keys.
    pub(crate) fn begin(&self) -> Result<Outbox<'d>, ExchangeError> {
        let mut outbox = self.outbox()?;
        let mut entry = outbox.history().next(Body::Keyset(self.keys.keyset(1)), NOON);
        keyset::sign(&mut entry, &[&self.keys.roots[0], &self.keys.roots[1]])?;
        outbox.add(&entry, NOON, &self.keys.log)?;
        Ok(outbox)
    }

    /// Says something.
    pub(crate) fn say(&self, outbox: &mut Outbox<'_>, body: Body) -> Result<(), ExchangeError> {
        outbox.say(vec![body], NOON, &self.keys.log)
    }

    /// Agrees to the annex of the tests.
    pub(crate) fn agree(&self, outbox: &mut Outbox<'_>) -> Result<(), ExchangeError> {
        outbox.shelf().keep(ANNEX)?;
        self.say(
            outbox,
            Body::Agreement {
                annex: Object::of("annex.toml", ANNEX),
            },
        )
    }

    /// Releases some bytes as the next revision of a period.
    pub(crate) fn release(
        &self,
        outbox: &mut Outbox<'_>,
        period: &str,
        data: &[u8],
    ) -> Result<(), ExchangeError> {
        outbox.shelf().keep(data)?;
        let release = release(outbox, period, Object::of("data.csv", data));
        self.say(outbox, Body::Release(Box::new(release)))
    }

    /// Pulls what the other node published on its disk.
    pub(crate) fn pull(&self, mirror: &mut Mirror<'_>, other: &Node<'_>) -> Result<Pulled, ExchangeError> {
        self.pull_from(
            mirror,
            &mut FolderSource::new(other.disk, &other.parties.outbox()),
        )
    }

    /// What a pull is made with.
    pub(crate) fn with(&self) -> Pull<'static> {
        Pull {
            bounds: Bounds::default(),
            annex: Some(Digest::of(ANNEX)),
            now: NOON + 60,
            key: &self.keys.mirror,
        }
    }

    pub(crate) fn pull_from(
        &self,
        mirror: &mut Mirror<'_>,
        source: &mut dyn Source,
    ) -> Result<Pulled, ExchangeError> {
        mirror.pull(source, self.with())
    }
}

/// The next revision of a period.
pub(crate) fn release(outbox: &Outbox<'_>, period: &str, object: Object) -> Release {
    let key = ("IMTS".to_owned(), period.to_owned());
    let last = outbox
        .history()
        .revisions(&key)
        .iter()
        .rfind(|one| one.fault.is_none());
    Release {
        dataflow: key.0.clone(),
        period: period.to_owned(),
        revision: last.map_or(0, |one| one.release.revision + 1),
        supersedes: last.map(|one| one.place.leaf),
        action: Action::Replace,
        objects: vec![object],
        rows: 2,
        totals: BTreeMap::from([("OBS_VALUE".to_owned(), "73970000".to_owned())]),
        structure: "ENTENTE:IMTS(1.0.0)".to_owned(),
        structure_sha256: Digest::of(b"structure"),
        state_sha256: None,
        disclosure: None,
        embargo: None,
    }
}
