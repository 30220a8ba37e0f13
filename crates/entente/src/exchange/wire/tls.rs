//! TLS between two nodes: version 1.3 alone, and each side known by the key its log names.
//!
//! There are no certificates and no authorities: raw public keys (RFC 7250), the Ed25519 half of the
//! `tls` key of each set. It keeps strangers out and the data from being read on the way; that what
//! is carried is the partner's, its signatures say.

use std::fmt;
use std::io;
use std::sync::Arc;

use entente_exchange::key::SecretKey;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{AlwaysResolvesClientRawPublicKeys, ClientConfig, Resumption};
use rustls::crypto::{CryptoProvider, ring, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{AlwaysResolvesServerRawPublicKeys, NoServerSessionStorage, ServerConfig};
use rustls::sign::CertifiedKey;
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme};

/// What stands before 32 bytes of an Ed25519 key in DER (RFC 8410): public, then secret.
const PUBLIC: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];
const SECRET: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// The name a client asks for. Names say nothing here: the key does.
pub(crate) const SERVER_NAME: &str = "entente.invalid";

fn spki(ed25519: &[u8]) -> Vec<u8> {
    [&PUBLIC[..], ed25519].concat()
}

fn own(key: &SecretKey) -> Result<Arc<CertifiedKey>, Error> {
    let secret = [&SECRET[..], &key.seeds()[..32]].concat();
    let signing = ring::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(secret))?;
    let public = CertificateDer::from(spki(&key.public().ed25519));
    Ok(Arc::new(CertifiedKey::new(vec![public], signing)))
}

/// Whoever has one of the keys that are pinned now.
struct Pinned {
    /// Asked at every handshake, for keys are rotated while a server runs.
    keys: Box<dyn Fn() -> Option<Vec<u8>> + Send + Sync>,
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    fn check(&self, shown: &CertificateDer<'_>) -> Result<(), Error> {
        let known = (self.keys)().map(|key| spki(&key));
        if known.is_some_and(|known| known == shown.as_ref()) {
            return Ok(());
        }
        Err(Error::InvalidCertificate(
            CertificateError::ApplicationVerificationFailure,
        ))
    }

    fn signed(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let key = SubjectPublicKeyInfoDer::from(shown.as_ref());
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature_with_raw_key(message, &key, signature, known)
    }
}

impl fmt::Debug for Pinned {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("pinned key")
    }
}

/// TLS 1.2 is not spoken.
fn never() -> Result<HandshakeSignatureValid, Error> {
    Err(Error::General("TLS 1.2 is not spoken here".to_owned()))
}

/// What both sides of a handshake judge alike, in the words of either trait.
macro_rules! signatures {
    () => {
        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            never()
        }

        fn verify_tls13_signature(
            &self,
            message: &[u8],
            shown: &CertificateDer<'_>,
            signature: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            self.signed(message, shown, signature)
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            vec![SignatureScheme::ED25519]
        }

        fn requires_raw_public_keys(&self) -> bool {
            true
        }
    };
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.check(shown).map(|()| ServerCertVerified::assertion())
    }

    signatures!();
}

impl ClientCertVerifier for Pinned {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.check(shown).map(|()| ClientCertVerified::assertion())
    }

    signatures!();
}

fn pinned(keys: impl Fn() -> Option<Vec<u8>> + Send + Sync + 'static) -> Arc<Pinned> {
    Arc::new(Pinned {
        keys: Box::new(keys),
        provider: Arc::new(ring::default_provider()),
    })
}

/// How a client speaks: with its own key, to whoever has the partner's.
pub(crate) fn client(key: &SecretKey, partner: Vec<u8>) -> io::Result<Arc<ClientConfig>> {
    let provider = Arc::new(ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(pinned(move || Some(partner.clone())))
        .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(
            own(key).map_err(io::Error::other)?,
        )));
    config.resumption = Resumption::disabled();
    Ok(Arc::new(config))
}

/// How a server speaks: with its own key, to whoever has the partner's, which is asked anew each time.
pub(crate) fn server(
    key: &SecretKey,
    partner: impl Fn() -> Option<Vec<u8>> + Send + Sync + 'static,
) -> io::Result<Arc<ServerConfig>> {
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(io::Error::other)?
        .with_client_cert_verifier(pinned(partner))
        .with_cert_resolver(Arc::new(AlwaysResolvesServerRawPublicKeys::new(
            own(key).map_err(io::Error::other)?,
        )));
    // A session that goes on shows no key: one that was replaced would open it for ever.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(Arc::new(config))
}
