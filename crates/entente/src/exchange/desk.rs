//! What a command of the exchange works at: a home's keys, its pinned partner, its annex and logs.
//!
//! | below the home | what |
//! |---|---|
//! | `keys/SRB/` | secret keys of the node for a partner, and `fingerprint`, of the roots |
//! | `peers/SRB.toml` | the partner's fingerprint, and where its outbox is |
//! | `outbox/SRB/`, `mirror/SRB/`, `signed/SRB/`, `staging/SRB/`, `rotten/SRB/`, `evidence/SRB/` | as `docs/protocol.md` has them |

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use entente_exchange::annex::Annex;
use entente_exchange::digest::Digest;
use entente_exchange::disk::Folder;
use entente_exchange::error::ExchangeError;
use entente_exchange::history::History;
use entente_exchange::key::SecretKey;
use entente_exchange::keyring;
use entente_exchange::name::Name;
use entente_exchange::outbox::Outbox;
use entente_exchange::pair::Pair;
use entente_exchange::parties::Parties;
use entente_exchange::shelf::Shelf;
use entente_exchange::source::Source;
use entente_mirror::store::{FileLock, Home};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::address;
use super::wire::{self, HttpsSource, tls};
use crate::desk;
use crate::failure::Failure;

/// How long a command waits for another one at the same home.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a key of a node is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyUse {
    Log,
    Mirror,
    Tls,
}

impl KeyUse {
    pub(crate) const ALL: [Self; 3] = [Self::Log, Self::Mirror, Self::Tls];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Mirror => "mirror",
            Self::Tls => "tls",
        }
    }
}

/// The partner as it is pinned.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Peer {
    pub(crate) fingerprint: Digest,
    pub(crate) address: String,
}

/// A home with its exchange. One process at a time works at it.
pub(crate) struct Desk {
    pub(crate) home: Home,
    pub(crate) parties: Parties,
    pub(crate) folder: Folder,
    /// Held while the desk is open.
    _lock: FileLock,
}

impl Desk {
    pub(crate) fn open(named: Option<&Path>) -> Result<Self, Failure> {
        Self::of(desk::home(named)?)
    }

    pub(crate) fn of(home: Home) -> Result<Self, Failure> {
        let settings = home.settings();
        let parties = Parties::new(&settings.side.alpha3, &settings.partner.alpha3)?;
        let lock = locked(&home.root().join("exchange.lock"))?;
        Ok(Self {
            folder: Folder::new(home.root()),
            parties,
            _lock: lock,
            home,
        })
    }

    /// The moment, POSIX seconds.
    pub(crate) fn now() -> u64 {
        u64::try_from(Timestamp::now().as_second()).unwrap_or(0)
    }

    fn path(&self, folder: &str, end: &str) -> PathBuf {
        self.home
            .root()
            .join(folder)
            .join(format!("{}{end}", self.parties.partner))
    }

    pub(crate) fn keys_folder(&self) -> PathBuf {
        self.path("keys", "")
    }

    /// Where the key of a version of the set lies.
    pub(crate) fn key_file(&self, usage: KeyUse, version: u64) -> PathBuf {
        self.keys_folder().join(format!("{}-{version}.key", usage.name()))
    }

    /// The key that the last set of this side's log names.
    pub(crate) fn key(&self, usage: KeyUse, own: &History) -> Result<SecretKey, Failure> {
        let version = own.keys().current().map_or(1, |set| set.version);
        Ok(keyring::read(&self.key_file(usage, version), usage.name())?)
    }

    /// The fingerprint of this side's first roots.
    pub(crate) fn own_fingerprint(&self) -> Result<Digest, Failure> {
        let path = self.keys_folder().join("fingerprint");
        let read = fs::read_to_string(&path).ok();
        read.and_then(|text| Digest::parse(text.trim())).ok_or_else(|| {
            Failure::of(format!("found no keys for {} in this home", self.parties.partner))
                .hint("make them with `entente keys init`")
        })
    }

    /// Keeps the fingerprint of this side's first roots: from then on there are keys.
    pub(crate) fn keep_fingerprint(&self, fingerprint: Digest) -> Result<(), Failure> {
        let path = self.keys_folder().join("fingerprint");
        self.write(&path, format!("{fingerprint}\n").as_bytes())
    }

    pub(crate) fn peer(&self) -> Result<Peer, Failure> {
        let path = self.path("peers", ".toml");
        let text = fs::read_to_string(&path).map_err(|_| {
            Failure::of(format!("the partner {} is not pinned", self.parties.partner))
                .hint("pin it with `entente peer add ADDRESS --fingerprint F`, F from the treaty annex")
        })?;
        Ok(toml::from_str(&text)?)
    }

    pub(crate) fn pin(&self, peer: &Peer) -> Result<(), Failure> {
        self.write(&self.path("peers", ".toml"), toml::to_string(peer)?.as_bytes())
    }

    /// The annex this side agreed to last, as its log says and its outbox keeps it: a copy beside them
    /// could be another one.
    pub(crate) fn annex(&self, pair: &Pair<'_>) -> Result<Option<Annex>, Failure> {
        let Some(object) = pair.outbox.history().agreement() else {
            return Ok(None);
        };
        let bytes = pair.outbox.shelf().object(object)?;
        let annex = Annex::read(&bytes, &self.parties.side, &self.parties.partner)?;
        Ok(Some(annex))
    }

    /// Writes a small file of the home as a whole.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let name = path
            .strip_prefix(self.home.root())
            .unwrap_or(path)
            .to_string_lossy();
        let staging = self.parties.staging("desk");
        entente_exchange::disk::put(&self.folder, &format!("{staging}/file"), &name, bytes)?;
        Ok(())
    }

    /// Both logs, once there are keys and a pinned partner.
    pub(crate) fn pair(&self) -> Result<Pair<'_>, Failure> {
        let (own, partner) = (self.own_fingerprint()?, self.peer()?.fingerprint);
        Ok(Pair::open(&self.folder, &self.parties, own, partner)?)
    }

    /// Both logs, once both hold the same annex.
    pub(crate) fn agreed(&self) -> Result<(Pair<'_>, Annex), Failure> {
        let pair = self.pair()?;
        match (pair.agreed(), self.annex(&pair)?) {
            (Some(_), Some(annex)) => Ok((pair, annex)),
            _ => Err(self.not_agreed(&pair)),
        }
    }

    fn not_agreed(&self, pair: &Pair<'_>) -> Failure {
        let partner = &self.parties.partner;
        let (message, hint) = match (pair.outbox.history().annex(), pair.mirror.history().annex()) {
            (None, _) => (
                "this side agreed to no annex",
                "agree with `entente agree ANNEX`".to_owned(),
            ),
            (_, None) => (
                "the partner agreed to no annex, as far as is known here",
                format!("pull with `entente pull` once {partner} has"),
            ),
            _ => (
                "the two sides agreed to different annexes",
                "compare the files with `sha256sum`, and agree to the same one".to_owned(),
            ),
        };
        Failure::of(format!("nothing is exchanged yet: {message}")).hint(hint)
    }

    /// The way to the partner: the one that is named, else the one that is pinned.
    pub(crate) fn way(&self, named: Option<&str>) -> Result<Box<dyn Source>, Failure> {
        let pinned = || self.peer().map(|peer| peer.address);
        let address = named.map_or_else(pinned, |named| Ok(named.to_owned()))?;
        let Some(at) = address::on_a_wire(&address) else {
            return address::open(Path::new(&address));
        };
        let partner = self.partner_tls()?.ok_or_else(|| {
            Failure::of(format!("the key that {} speaks TLS with is not known yet", self.parties.partner))
                .hint("bring its first entries once by a file: `entente bundle export` there, `entente pull FILE` here")
        })?;
        Ok(Box::new(HttpsSource::new(
            at,
            tls::client(&self.tls_key()?, partner)?,
        )?))
    }

    fn tls_key(&self) -> Result<SecretKey, Failure> {
        let outbox = Outbox::open(&self.folder, &self.parties, self.own_fingerprint()?)?;
        self.key(KeyUse::Tls, outbox.history())
    }

    /// The Ed25519 key that the partner speaks TLS with, as its last set in the mirror says.
    fn partner_tls(&self) -> Result<Option<Vec<u8>>, Failure> {
        Ok(partner_tls(
            &self.folder,
            &self.parties,
            self.peer()?.fingerprint,
        )?)
    }

    /// Serves the outbox to the partner alone, from a thread of its own; where it listens.
    pub(crate) fn serve(&self, address: SocketAddr) -> Result<SocketAddr, Failure> {
        let (folder, parties, pinned) = (
            self.folder.clone(),
            self.parties.clone(),
            self.peer()?.fingerprint,
        );
        let partner = move || partner_tls(&folder, &parties, pinned).ok().flatten();
        let outbox = Folder::new(self.home.root().join(self.parties.outbox()));
        wire::spawn(address, tls::server(&self.tls_key()?, partner)?, outbox).map_err(|error| {
            Failure::of(format!("cannot listen at {address}: {error}"))
                .hint("name another address with --outbox")
        })
    }
}

/// The lock of a home, once it is free: the service and other commands hold it for moments.
fn locked(path: &Path) -> Result<FileLock, Failure> {
    FileLock::take(path, PATIENCE)?.ok_or_else(|| {
        Failure::of("another command of the exchange works at this home")
            .hint("wait until it is done, and try again")
    })
}

fn partner_tls(disk: &Folder, parties: &Parties, pinned: Digest) -> Result<Option<Vec<u8>>, ExchangeError> {
    let shelf = Shelf::new(disk, &parties.mirror(), &parties.staging("mirror"));
    let Some((_, checkpoint)) = shelf.note(&shelf.path(Name::Checkpoint))? else {
        return Ok(None);
    };
    let turned = parties.turned();
    let history = shelf.read(
        History::new(&turned.origin(), &turned.partner, pinned),
        &checkpoint,
    )?;
    Ok(history.keys().current().map(|set| set.tls.ed25519.clone()))
}
