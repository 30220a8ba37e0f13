//! Who gets in over a wire, and for how long: keys of the present sets, asked at every connection.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use entente_exchange::keyring;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{AlwaysResolvesClientRawPublicKeys, ClientConfig};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{ClientConnection, DigitallySignedStruct, Error, HandshakeKind, SignatureScheme, Stream};

use crate::exchange::{Node, Served, agreed};

/// What stands before 32 bytes of an Ed25519 key in DER (RFC 8410): public, then secret.
const PUBLIC: &[u8] = &[
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];
const SECRET: &[u8] = &[
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// A thief does not mind whom they steal from.
#[derive(Debug)]
struct Anybody;

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

/// A client with a node's key of a version, that keeps its sessions.
fn client(node: &Node, version: u64) -> Arc<ClientConfig> {
    let path = Path::new(&node.home).join(format!("keys/KAZ/tls-{version}.key"));
    let key = keyring::read(&path, "tls").unwrap();
    let secret = [SECRET, &key.seeds()[..32]].concat();
    let signing = ring::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(secret)).unwrap();
    let public = CertificateDer::from([PUBLIC, &key.public().ed25519].concat());
    let own = Arc::new(CertifiedKey::new(vec![public], signing));
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody))
        .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(own)));
    Arc::new(config)
}

/// Asks for the checkpoint; how the answer begins, and whether a session went on.
fn asked(address: &str, config: &Arc<ClientConfig>) -> std::io::Result<(String, Option<HandshakeKind>)> {
    let name = ServerName::try_from("entente.invalid").unwrap();
    let mut tls = ClientConnection::new(Arc::clone(config), name).unwrap();
    let mut tcp = TcpStream::connect(address.trim_start_matches("https://"))?;
    let mut stream = Stream::new(&mut tls, &mut tcp);
    stream.write_all(b"GET /checkpoint HTTP/1.1\r\nhost: entente.invalid\r\n\r\n")?;
    let mut begins = [0; 15];
    stream.read_exact(&mut begins)?;
    Ok((
        String::from_utf8_lossy(&begins).into_owned(),
        tls.handshake_kind(),
    ))
}

#[test]
fn a_key_that_was_replaced_opens_nothing_more_not_even_what_it_opened_before() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let served = Served::of(&kaz);
    let stolen = client(&srb, 1);
    let full = ("HTTP/1.1 200 OK".to_owned(), Some(HandshakeKind::Full));
    assert_eq!(asked(&served.1, &stolen).unwrap(), full);
    // Each time it is asked who comes, also of those who came before.
    assert_eq!(asked(&served.1, &stolen).unwrap(), full);
    let root = |at: u8| format!("{}/keys/KAZ/roots/root-{at}.key", srb.home);
    srb.typed(&["keys", "rotate", "--root", &root(1), "--root", &root(2)]);
    kaz.typed(&["pull"]);
    asked(&served.1, &stolen).unwrap_err();
    assert_eq!(asked(&served.1, &client(&srb, 2)).unwrap(), full);
}

#[test]
fn a_node_whose_keys_were_rotated_is_found_again_by_a_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let root = |at: u8| format!("{}/keys/SRB/roots/root-{at}.key", kaz.home);
    let told = kaz.typed(&["keys", "rotate", "--root", &root(2), "--root", &root(3)]);
    assert_eq!(
        told,
        "KAZ now signs with the keys of version 2\nOver a wire SRB finds this node by the new keys alone: let it pull \
         once before `entente serve --outbox` is started anew, or bring it `entente bundle export`.\n"
    );
    let served = Served::of(&kaz);
    let refused = srb.refused(&["pull", &served.1]);
    assert!(
        refused.starts_with("error: cannot fetch checkpoint: "),
        "{refused}"
    );
    let stick = folder.path().join("stick.tar");
    kaz.typed(&["bundle", "export", stick.to_str().unwrap()]);
    srb.typed(&["bundle", "import", stick.to_str().unwrap()]);
    srb.typed(&["pull", &served.1]);
}
