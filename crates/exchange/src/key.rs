//! Keys: every signature is two, one by Ed25519 and one by ML-DSA-44, and holds where both hold.
//!
//! So the day one algorithm falls, nothing that was signed falls with it. Signatures are the
//! deterministic ones of RFC 8032 and FIPS 204: the same secret and message give the same bytes.
//! Lines of signatures are those of C2SP `signed-note` and `tlog-cosignature`.
//!
//! It draws no random numbers: seeds are arguments. Which key may sign what, and from when to
//! when, is the business of [`crate::keyset`].

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::Signer as _;
use ml_dsa::MlDsa44;
use ml_dsa::signature::{Keypair as _, Verifier as _};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::note::{Note, Signature};
use crate::refusal::{Reason, Refusal};

/// Bytes of a public key of ML-DSA-44 (FIPS 204, table 2).
const MLDSA44_KEY: usize = 1312;

/// The kinds of signature lines that C2SP `signed-note` numbers.
mod kind {
    pub(super) const ED25519: u8 = 0x01;
    pub(super) const ED25519_COSIGNATURE: u8 = 0x04;
    pub(super) const MLDSA44: u8 = 0x06;
}

/// As whom a checkpoint is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// As the log itself.
    Log,
    /// As a mirror that keeps all of it.
    Mirror,
}

/// A public key of both algorithms.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// Of Ed25519, 32 bytes.
    #[serde(with = "bytes")]
    pub ed25519: Vec<u8>,
    /// Of ML-DSA-44, 1,312 bytes.
    #[serde(with = "bytes")]
    pub mldsa44: Vec<u8>,
}

/// A signature by both algorithms over one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// By Ed25519, 64 bytes.
    #[serde(with = "bytes")]
    pub ed25519: Vec<u8>,
    /// By ML-DSA-44, 2,420 bytes.
    #[serde(with = "bytes")]
    pub mldsa44: Vec<u8>,
}

/// A secret key of both algorithms. It is wiped when it is dropped, and never shown.
pub struct SecretKey {
    seeds: Zeroizing<[u8; 64]>,
    ed25519: ed25519_dalek::SigningKey,
    mldsa44: Box<ml_dsa::SigningKey<MlDsa44>>,
}

/// Bytes as base64 in JSON.
mod bytes {
    use base64::Engine as _;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use super::BASE64;

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        BASE64.decode(text).map_err(D::Error::custom)
    }
}

impl SecretKey {
    /// The key of a seed: 32 bytes for Ed25519, then 32 for ML-DSA-44. They must come from a good
    /// source of randomness, and serve one key alone.
    pub fn of_seeds(seeds: [u8; 64]) -> Self {
        let seeds = Zeroizing::new(seeds);
        let (mut first, mut second) = (Zeroizing::new([0; 32]), ml_dsa::Seed::default());
        first.copy_from_slice(&seeds[..32]);
        second.copy_from_slice(&seeds[32..]);
        Self {
            ed25519: ed25519_dalek::SigningKey::from_bytes(&first),
            mldsa44: Box::new(ml_dsa::SigningKey::from_seed(&second)),
            seeds,
        }
    }

    /// The seeds it was made of.
    pub fn seeds(&self) -> &[u8; 64] {
        &self.seeds
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey {
            ed25519: self.ed25519.verifying_key().to_bytes().to_vec(),
            mldsa44: self.mldsa44.verifying_key().encode().to_vec(),
        }
    }

    /// Signs a message by both algorithms.
    pub fn sign(&self, message: &[u8]) -> Signed {
        let mldsa44: ml_dsa::Signature<MlDsa44> = self.mldsa44.sign(message);
        Signed {
            ed25519: self.ed25519.sign(message).to_bytes().to_vec(),
            mldsa44: mldsa44.encode().to_vec(),
        }
    }

    /// The two lines by which a checkpoint is signed under a name, at a time in POSIX seconds.
    pub fn sign_checkpoint(
        &self,
        role: Role,
        name: &str,
        checkpoint: &Checkpoint,
        time: u64,
    ) -> [Signature; 2] {
        let public = self.public();
        let lines = Lines::of(role, name, checkpoint, time);
        let first = self.ed25519.sign(&lines.ed25519).to_bytes();
        let second: ml_dsa::Signature<MlDsa44> = self.mldsa44.sign(&lines.mldsa44);
        let timed = |signature: &[u8]| [&time.to_be_bytes()[..], signature].concat();
        let bytes = match role {
            Role::Log => first.to_vec(),
            Role::Mirror => timed(&first),
        };
        let line = |kind, bytes| Signature {
            name: name.to_owned(),
            key_id: public.id(name, kind),
            bytes,
        };
        [
            line(ed25519_kind(role), bytes),
            line(kind::MLDSA44, timed(&second.encode())),
        ]
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "secret key of {}", self.public().fingerprint())
    }
}

fn ed25519_kind(role: Role) -> u8 {
    match role {
        Role::Log => kind::ED25519,
        Role::Mirror => kind::ED25519_COSIGNATURE,
    }
}

/// The messages behind the two lines of a signed checkpoint.
struct Lines {
    ed25519: Vec<u8>,
    mldsa44: Vec<u8>,
}

impl Lines {
    fn of(role: Role, name: &str, checkpoint: &Checkpoint, time: u64) -> Self {
        let text = checkpoint.text();
        let ed25519 = match role {
            Role::Log => text.into_bytes(),
            Role::Mirror => format!("cosignature/v1\ntime {time}\n{text}").into_bytes(),
        };
        // Names and origins come from keys and notes that are shorter than 256 bytes.
        let short = |text: &str| [&[text.len() as u8][..], text.as_bytes()].concat();
        let mldsa44 = [
            &b"subtree/v1\n\0"[..],
            &short(name),
            &time.to_be_bytes(),
            &short(&checkpoint.origin),
            &0_u64.to_be_bytes(),
            &checkpoint.size.to_be_bytes(),
            &checkpoint.root.0,
        ];
        Self {
            ed25519,
            mldsa44: mldsa44.concat(),
        }
    }
}

impl PublicKey {
    /// The hash by which people compare it.
    pub fn fingerprint(&self) -> Digest {
        Digest::of_all([&b"entente key v1\n"[..], &self.ed25519, &self.mldsa44])
    }

    /// The verifier keys of C2SP `signed-note` for a name, by which other software checks a log.
    pub fn verifier_keys(&self, role: Role, name: &str) -> [String; 2] {
        [ed25519_kind(role), kind::MLDSA44].map(|kind| {
            let id = u32::from_be_bytes(self.id(name, kind));
            let material = BASE64.encode([&[kind][..], self.material(kind)].concat());
            format!("{name}+{id:08x}+{material}")
        })
    }

    fn material(&self, kind: u8) -> &[u8] {
        if kind == kind::MLDSA44 {
            &self.mldsa44
        } else {
            &self.ed25519
        }
    }

    fn id(&self, name: &str, kind: u8) -> [u8; 4] {
        let hash = Digest::of_all([name.as_bytes(), &[b'\n', kind], self.material(kind)]);
        [hash.0[0], hash.0[1], hash.0[2], hash.0[3]]
    }

    /// Whether both signatures of a message hold.
    pub fn verifies(&self, message: &[u8], signed: &Signed) -> bool {
        self.verifies_ed25519(message, &signed.ed25519) && self.verifies_mldsa44(message, &signed.mldsa44)
    }

    fn verifies_ed25519(&self, message: &[u8], signature: &[u8]) -> bool {
        let verifies = || {
            let key =
                ed25519_dalek::VerifyingKey::from_bytes(self.ed25519.as_slice().try_into().ok()?).ok()?;
            let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
            key.verify_strict(message, &signature).ok()
        };
        verifies().is_some()
    }

    fn verifies_mldsa44(&self, message: &[u8], signature: &[u8]) -> bool {
        let verifies = || {
            let key: [u8; MLDSA44_KEY] = self.mldsa44.as_slice().try_into().ok()?;
            let key = ml_dsa::VerifyingKey::<MlDsa44>::decode(&key.into());
            let signature = ml_dsa::Signature::<MlDsa44>::try_from(signature).ok()?;
            key.verify(message, &signature).ok()
        };
        verifies().is_some()
    }

    /// Whether its halves have the sizes of their algorithms.
    pub fn is_whole(&self) -> bool {
        self.ed25519.len() == 32 && self.mldsa44.len() == MLDSA44_KEY
    }

    /// When a checkpoint was signed by this key under a name, POSIX seconds, if both of its lines
    /// are in the note and hold.
    ///
    /// # Errors
    /// [`Reason::SignatureBad`] naming the line that is missing, doubled or does not hold.
    pub fn signed_at(
        &self,
        role: Role,
        name: &str,
        note: &Note,
        checkpoint: &Checkpoint,
    ) -> Result<u64, Refusal> {
        let second = self.line(name, kind::MLDSA44, note)?;
        let (time, mldsa44) = timed(&second.bytes).ok_or_else(|| bad(name, "is cut short"))?;
        let lines = Lines::of(role, name, checkpoint, time);
        let first = self.line(name, ed25519_kind(role), note)?;
        let ed25519 = match role {
            Role::Log => &first.bytes,
            Role::Mirror => match timed(&first.bytes) {
                Some((at, signature)) if at == time => signature,
                _ => return Err(bad(name, "has two times")),
            },
        };
        if !self.verifies_ed25519(&lines.ed25519, ed25519) {
            return Err(bad(name, "does not hold by Ed25519"));
        }
        if !self.verifies_mldsa44(&lines.mldsa44, mldsa44) {
            return Err(bad(name, "does not hold by ML-DSA-44"));
        }
        Ok(time)
    }

    /// The two lines of a checkpoint that this key signed, of those in a note.
    pub fn lines(&self, role: Role, name: &str, note: &Note) -> Vec<Signature> {
        let kinds = [ed25519_kind(role), kind::MLDSA44];
        let own = kinds.map(|kind| self.line(name, kind, note).ok().cloned());
        own.into_iter().flatten().collect()
    }

    fn line<'n>(&self, name: &str, kind: u8, note: &'n Note) -> Result<&'n Signature, Refusal> {
        let id = self.id(name, kind);
        let mut own = note
            .signatures
            .iter()
            .filter(|one| one.name == name && one.key_id == id);
        match (own.next(), own.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(bad(name, "is missing")),
            (Some(_), Some(_)) => Err(bad(name, "is there twice")),
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "key {}", self.fingerprint())
    }
}

fn bad(name: &str, what: &str) -> Refusal {
    Refusal::new(Reason::SignatureBad, format!("the signature of {name} {what}"))
}

/// A time, and the signature behind it.
fn timed(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = bytes.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    (time <= i64::MAX as u64).then_some((time, signature))
}
