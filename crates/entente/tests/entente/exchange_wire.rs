//! Who gets in over a wire, and for how long: keys of the present sets, asked at every connection.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use entente_exchange::key::SecretKey;
use entente_exchange::keyring;
use rustls::client::ClientConfig;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, HandshakeKind, Stream};

use crate::exchange::{Node, Served, agreed};

#[path = "../../src/exchange/wire/tls.rs"]
#[allow(dead_code, reason = "only the client's half is needed here")]
mod tls;

/// A key by which a node speaks to its partner, of a version of its set.
fn key(node: &Node, partner: &str, version: u64) -> SecretKey {
    let path = Path::new(&node.home).join(format!("keys/{partner}/tls-{version}.key"));
    keyring::read(&path, "tls").unwrap()
}

/// A client that speaks to Kazakhstan's first key with one of Serbia's, and keeps its sessions.
pub(crate) fn client(kaz: &Node, srb: &Node, version: u64) -> Arc<ClientConfig> {
    let server = key(kaz, "SRB", 1).public().ed25519;
    tls::client(&key(srb, "KAZ", version), server).unwrap()
}

/// Asks for the checkpoint; how the answer begins, and whether a session went on.
fn asked(address: &str, config: &Arc<ClientConfig>) -> std::io::Result<(String, Option<HandshakeKind>)> {
    asked_for("/checkpoint", address, config)
}

/// The same of any path.
fn asked_for(
    path: &str,
    address: &str,
    config: &Arc<ClientConfig>,
) -> std::io::Result<(String, Option<HandshakeKind>)> {
    let name = ServerName::try_from(tls::SERVER_NAME).unwrap();
    let mut tls = ClientConnection::new(Arc::clone(config), name).unwrap();
    let mut tcp = TcpStream::connect(address.trim_start_matches("https://"))?;
    let mut stream = Stream::new(&mut tls, &mut tcp);
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: entente.invalid\r\n\r\n").as_bytes())?;
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
    let stolen = client(&kaz, &srb, 1);
    let full = ("HTTP/1.1 200 OK".to_owned(), Some(HandshakeKind::Full));
    assert_eq!(asked(&served.1, &stolen).unwrap(), full);
    // Each time it is asked who comes, also of those who came before.
    assert_eq!(asked(&served.1, &stolen).unwrap(), full);
    let root = |at: u8| format!("{}/keys/KAZ/roots/root-{at}.key", srb.home);
    srb.typed(&["keys", "rotate", "--root", &root(1), "--root", &root(2)]);
    kaz.typed(&["pull"]);
    asked(&served.1, &stolen).unwrap_err();
    assert_eq!(asked(&served.1, &client(&kaz, &srb, 2)).unwrap(), full);
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

#[test]
fn the_partner_finds_no_page_and_no_books_beside_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let served = Served::of(&kaz);
    let client = client(&kaz, &srb, 1);
    for path in ["/", "/en/", "/en/trade", "/ru/register", "/page.css", "/sdmx/v2"] {
        let (status, _) = asked_for(path, &served.1, &client).unwrap();
        assert_eq!(status, "HTTP/1.1 404 No", "{path}");
    }
}

#[test]
fn hundreds_of_connections_that_shake_hands_slowly_do_not_keep_the_partner_out() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    let served = Served::of(&kaz);
    let address = served.1.trim_start_matches("https://");
    let connect = || TcpStream::connect(address).unwrap();
    let began = Instant::now();
    // Some say nothing, some begin a handshake and go on by a byte now and then.
    let mut silent: Vec<TcpStream> = (0..150).map(|_| connect()).collect();
    let mut slow: Vec<TcpStream> = (0..150).map(|_| connect()).collect();
    let hello = [22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3];
    for (at, byte) in hello.iter().enumerate() {
        for one in &mut slow {
            // Most were let go meanwhile.
            let _ = one.write_all(&[*byte]);
        }
        let told = srb.typed(&["pull", &served.1]);
        let expected = if at == 0 {
            "revision 0: valid, in the books"
        } else {
            "nothing new of KAZ"
        };
        assert!(told.contains(expected), "{told}");
    }
    assert!(began.elapsed() < Duration::from_secs(60));
    // Whoever stays silent does not stay.
    let mut last = connect();
    let began = Instant::now();
    last.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert_eq!(last.read(&mut [0; 16]).unwrap(), 0);
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    for one in &mut silent {
        one.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        assert!(!matches!(one.read(&mut [0; 16]), Ok(1..)));
    }
}
