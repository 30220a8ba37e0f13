//! `entente keys`: roots, node keys, and how one set follows another.

use std::fs;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk as _;
use entente_exchange::entry::{Body, Entry};
use entente_exchange::follow::Advance;
use entente_exchange::history::History;
use entente_exchange::key::SecretKey;
use entente_exchange::keyring::{self, KeyError};
use entente_exchange::keyset::{self, Keyset};
use entente_exchange::name::Name;
use entente_exchange::outbox::Outbox;
use entente_exchange::shelf::Shelf;
use entente_exchange::tile::{self, Tile};
use serde::Serialize;

use super::show::grouped;
use crate::args::{Brief, KeysArgs, KeysCommand, KeysInitArgs, KeysShowArgs, Output};
use crate::exchange::{Desk, KeyUse};
use crate::failure::{Done, Failure};
use crate::print;

/// How long node keys are meant to be used: a year, in seconds.
const YEAR: u64 = 365 * 86_400;

pub(super) fn run(home: Option<&Path>, args: &KeysArgs) -> Result<Done, Failure> {
    match &args.command {
        KeysCommand::Init(args) => init(home, args),
        KeysCommand::Rotate(args) => follow(home, &args.roots, None),
        KeysCommand::Revoke(args) => follow(home, &args.roots, Some(args.from_entry)),
        KeysCommand::Show(args) => show(home, args),
    }
}

/// A key made of the system's randomness.
fn fresh() -> Result<SecretKey, Failure> {
    let mut seeds = [0; 64];
    getrandom::fill(&mut seeds)
        .map_err(|error| Failure::of(format!("the system gives no randomness: {error}")))?;
    Ok(SecretKey::of_seeds(seeds))
}

fn init(home: Option<&Path>, args: &KeysInitArgs) -> Result<Done, Failure> {
    if args.threshold > args.roots {
        let message = format!("found a threshold of {} of {} roots", args.threshold, args.roots);
        return Err(Failure::usage(message).hint("take a threshold of at most as many as there are roots"));
    }
    let desk = Desk::open(home)?;
    let (folder, partner) = (desk.keys_folder(), &desk.parties.partner);
    let roots_folder = args.roots_out.clone().unwrap_or_else(|| folder.join("roots"));
    if desk.own_fingerprint().is_ok() {
        let message = format!("found keys for {partner} in {}", folder.display());
        return Err(Failure::of(message).hint("replace node keys with `entente keys rotate`"));
    }
    if args.dry_run {
        print::text(&format!(
            "would make {} root keys in {} and 3 node keys in {}, and begin the log {}\n",
            args.roots,
            roots_folder.display(),
            folder.display(),
            desk.parties.origin()
        ))?;
        return Ok(Done::Wholly);
    }
    if let Some(fingerprint) = begun(&desk)? {
        return go_on(&desk, fingerprint);
    }
    for folder in [&folder, &roots_folder] {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let roots = roots(&roots_folder, args.roots)?;
    let nodes = nodes(&desk, 1)?;
    let set = set(
        &roots.iter().map(SecretKey::public).collect::<Vec<_>>(),
        u64::from(args.threshold),
        &nodes,
        1,
    );
    let fingerprint = set.fingerprint()?;
    begin(&desk, set, &roots, &nodes[0], fingerprint)?;
    print::text(&format!(
        "The fingerprint of {}'s roots, for the treaty annex:\n\n  {}\n\n\
         {} root keys are in {}: give one to each officer, offline, and remove them here.\n\
         Next: `entente peer add ADDRESS --fingerprint F`, with the partner's from the annex.\n",
        desk.parties.side,
        grouped(fingerprint),
        args.roots,
        roots_folder.display()
    ))?;
    Ok(Done::Wholly)
}

/// New roots, each in a file of its own.
fn roots(folder: &Path, count: u8) -> Result<Vec<SecretKey>, Failure> {
    let paths: Vec<PathBuf> = (1..=count)
        .map(|at| folder.join(format!("root-{at}.key")))
        .collect();
    if let Some(there) = paths.iter().find(|path| path.exists()) {
        let hint = "if an interrupted `entente keys init` left it, remove it: no log begins with it; else name \
                    another folder with --roots-out";
        return Err(Failure::of(format!("found {} already", there.display())).hint(hint));
    }
    let made = |path: &PathBuf| {
        let root = fresh()?;
        keyring::write(path, "root", &root)?;
        Ok(root)
    };
    paths.iter().map(made).collect()
}

/// The fingerprint of a log that an interrupted attempt began: its roots signed, and the attempt did
/// not come to say so.
fn begun(desk: &Desk) -> Result<Option<Digest>, Failure> {
    let (parties, outbox) = (&desk.parties, desk.parties.outbox());
    let shelf = Shelf::new(&desk.folder, &outbox, &parties.staging("outbox"));
    let Some((_, checkpoint)) = shelf.note(&parties.signed())? else {
        return Ok(None);
    };
    let Some(first) = Tile::bundles(0..checkpoint.size).next() else {
        return Ok(None);
    };
    let read = desk
        .folder
        .read(&shelf.path(Name::Tile(first)), 0, Advance::longest(&first))?;
    let bytes = read.unwrap_or_default();
    let entries = tile::unbundle(&bytes, first.width)?;
    match Entry::read(entries.first().copied().unwrap_or_default())?.body {
        Body::Keyset(set) => Ok(Some(set.fingerprint()?)),
        _ => Ok(None),
    }
}

fn go_on(desk: &Desk, fingerprint: Digest) -> Result<Done, Failure> {
    Outbox::open(&desk.folder, &desk.parties, fingerprint)?;
    desk.keep_fingerprint(fingerprint)?;
    print::text(&format!(
        "The log began in an attempt that was interrupted. The fingerprint of {}'s roots, for the treaty annex:\n\n  \
         {}\n\nIts root keys are where that attempt put them.\n",
        desk.parties.side,
        grouped(fingerprint)
    ))?;
    Ok(Done::Wholly)
}

/// A new key in a file of its own.
fn made(path: &Path, usage: KeyUse) -> Result<SecretKey, Failure> {
    let key = fresh()?;
    keyring::write(path, usage.name(), &key)?;
    Ok(key)
}

/// The node's keys of a version: those that an interrupted attempt made whole, or new ones.
fn nodes(desk: &Desk, version: u64) -> Result<Vec<SecretKey>, Failure> {
    let mut nodes = Vec::new();
    for usage in KeyUse::ALL {
        let path = desk.key_file(usage, version);
        let key = match keyring::read(&path, usage.name()) {
            Ok(key) => key,
            // Nobody uses a key of a set that is not in the log; half a file of one is no key.
            Err(KeyError::Malformed { .. }) => {
                fs::remove_file(&path)?;
                made(&path, usage)?
            }
            Err(_) if !path.exists() => made(&path, usage)?,
            Err(other) => return Err(other.into()),
        };
        nodes.push(key);
    }
    Ok(nodes)
}

fn set(
    roots: &[entente_exchange::key::PublicKey],
    threshold: u64,
    nodes: &[SecretKey],
    version: u64,
) -> Keyset {
    Keyset {
        version,
        threshold,
        roots: roots.to_vec(),
        log: nodes[0].public(),
        mirror: nodes[1].public(),
        tls: nodes[2].public(),
        until: Desk::now() + YEAR,
        revoked_from: None,
        signatures: Vec::new(),
    }
}

/// The log begins before the fingerprint is written: without it there are no keys.
fn begin(
    desk: &Desk,
    set: Keyset,
    roots: &[SecretKey],
    log: &SecretKey,
    fingerprint: Digest,
) -> Result<(), Failure> {
    let mut outbox = Outbox::open(&desk.folder, &desk.parties, fingerprint)?;
    let now = Desk::now();
    let mut entry = outbox.history().next(Body::Keyset(set), now);
    keyset::sign(&mut entry, &roots.iter().collect::<Vec<_>>())?;
    outbox.add(&entry, now, log)?;
    desk.keep_fingerprint(fingerprint)
}

/// The next set: new node keys, signed by roots.
fn follow(home: Option<&Path>, roots: &[PathBuf], revoked_from: Option<u64>) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let mut outbox = Outbox::open(&desk.folder, &desk.parties, desk.own_fingerprint()?)?;
    let roots: Vec<SecretKey> = roots
        .iter()
        .map(|path| keyring::read(path, "root"))
        .collect::<Result<_, _>>()?;
    let last = outbox.history().keys().current().cloned();
    let last = last
        .ok_or_else(|| Failure::of("found a log without keys").hint("begin it with `entente keys init`"))?;
    let nodes = nodes(&desk, last.version + 1)?;
    let mut next = set(&last.roots, last.threshold, &nodes, last.version + 1);
    next.revoked_from = revoked_from;
    let now = Desk::now();
    let mut entry = outbox.history().next(Body::Keyset(next), now);
    keyset::sign(&mut entry, &roots.iter().collect::<Vec<_>>())?;
    outbox.add(&entry, now, &nodes[0])?;
    print::text(&format!(
        "{side} now signs with the keys of version {}\n\
         Over a wire {partner} finds this node by the new keys alone: let it pull once before `entente serve --outbox` \
         is started anew, or bring it `entente bundle export`.\n",
        last.version + 1,
        side = desk.parties.side,
        partner = desk.parties.partner
    ))?;
    Ok(Done::Wholly)
}

#[derive(Debug, Default, Serialize)]
struct Side {
    side: String,
    fingerprint: String,
    version: u64,
    threshold: u64,
    roots: usize,
    log_key: String,
    mirror_key: String,
    tls_key: String,
    verifier_keys: Vec<String>,
}

fn side(name: &str, fingerprint: Digest, history: &History) -> Side {
    let Some(set) = history.keys().current() else {
        return Side {
            side: name.to_owned(),
            fingerprint: fingerprint.to_string(),
            ..Side::default()
        };
    };
    Side {
        side: name.to_owned(),
        fingerprint: fingerprint.to_string(),
        version: set.version,
        threshold: set.threshold,
        roots: set.roots.len(),
        log_key: set.log.fingerprint().to_string(),
        mirror_key: set.mirror.fingerprint().to_string(),
        tls_key: set.tls.fingerprint().to_string(),
        verifier_keys: set
            .log
            .verifier_keys(entente_exchange::key::Role::Log, &history.origin)
            .to_vec(),
    }
}

fn show(home: Option<&Path>, args: &KeysShowArgs) -> Result<Done, Failure> {
    let desk = Desk::open(home)?;
    let own = desk.own_fingerprint()?;
    let outbox = Outbox::open(&desk.folder, &desk.parties, own)?;
    let mut sides = vec![side(&desk.parties.side, own, outbox.history())];
    if let Ok(peer) = desk.peer() {
        let pair = desk.pair()?;
        sides.push(side(
            &desk.parties.partner,
            peer.fingerprint,
            pair.mirror.history(),
        ));
    }
    if args.output == Brief::Json {
        print::rows(&sides, Output::Json)?;
        return Ok(Done::Wholly);
    }
    for side in &sides {
        print::text(&told(side))?;
    }
    Ok(Done::Wholly)
}

fn told(side: &Side) -> String {
    let group = |digits: &str| Digest::parse(digits).map_or_else(|| "none yet".to_owned(), grouped);
    format!(
        "{}: keys of version {}, {} of {} roots\n  roots   {}\n  log     {}\n  mirror  {}\n  tls     {}\n",
        side.side,
        side.version,
        side.threshold,
        side.roots,
        group(&side.fingerprint),
        group(&side.log_key),
        group(&side.mirror_key),
        group(&side.tls_key),
    )
}
