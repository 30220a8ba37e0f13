//! The outbox on the wire, walked as a partner who wants more, a stranger, and a node that tells two
//! stories would.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use oorandom::Rand32;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection};

use crate::exchange::{KAZ, Node, Served, agreed};
use crate::exchange_wire::client;

/// What a node says to one request: the status, and the body.
fn ask(address: &str, config: &Arc<ClientConfig>, request: &str) -> std::io::Result<(u16, Vec<u8>)> {
    let name = ServerName::try_from("entente.invalid").unwrap();
    let mut tls = ClientConnection::new(Arc::clone(config), name).map_err(std::io::Error::other)?;
    let mut tcp = TcpStream::connect(address.trim_start_matches("https://"))?;
    let mut stream = rustls::Stream::new(&mut tls, &mut tcp);
    stream.write_all(format!("{request} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => return Err(error),
        _ => {}
    }
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap_or(0);
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::other("no answer"))?;
    Ok((status, answer[(end + 4).min(answer.len())..].to_vec()))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn the_partner_reaches_each_file_of_its_outbox_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    kaz.typed(&["pull"]);
    // The outbox for somebody else, and a secret beside the partner's own.
    let home = Path::new(&kaz.home);
    fs::create_dir_all(home.join("outbox/DEU")).unwrap();
    fs::copy(
        home.join("outbox/SRB/checkpoint"),
        home.join("outbox/DEU/checkpoint"),
    )
    .unwrap();
    fs::write(home.join("outbox/SRB/notes.txt"), "not for the partner").unwrap();
    let served = Served::of(&kaz);
    let srb = client(&kaz, &srb, 1);
    let get = |path: &str| ask(&served.1, &srb, &format!("GET {path}")).unwrap();

    let outbox = home.join("outbox/SRB");
    let mut reached = 0;
    for file in files_below(&outbox) {
        let name = file.strip_prefix(&outbox).unwrap().display().to_string();
        let expected = if name == "notes.txt" {
            (404, Vec::new())
        } else {
            reached += 1;
            (200, fs::read(&file).unwrap())
        };
        assert_eq!(get(&format!("/{name}")), expected, "{name}");
    }
    assert!(reached >= 7, "{reached}");

    let own = |file: &PathBuf| !file.starts_with(&outbox);
    for file in files_below(home).into_iter().filter(own) {
        let name = file.strip_prefix(home).unwrap().display().to_string();
        let dotted = name.replace('/', "%2f");
        for path in [
            format!("/{name}"),
            format!("/../../{name}"),
            format!("/%2e%2e/%2e%2e/{name}"),
            format!("/obj/sha256/../../../../{name}"),
            format!("/..%2f..%2f{dotted}"),
            format!("//{}", file.display()),
        ] {
            // Both logs hold the annex: the same object by the same name is this outbox's own.
            if !outbox.join(path.trim_start_matches('/')).is_file() || path.contains("..") {
                assert_eq!(get(&path), (404, Vec::new()), "{path}");
            }
        }
    }
    for path in [
        "/",
        "/sdmx/v2/structure/dataflow",
        "/outbox/SRB/checkpoint",
        "/DEU/checkpoint",
        "/../DEU/checkpoint",
        "/checkpoint/",
        "/checkpoint?x=1",
        "/CHECKPOINT",
        "/checkpoint%00",
        "/tile/0/000",
        "/tile/entries",
        "/obj/sha256",
    ] {
        assert_eq!(get(path), (404, Vec::new()), "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        let (status, _) = ask(&served.1, &srb, &format!("{method} /checkpoint")).unwrap();
        assert_eq!(status, 405, "{method}");
    }
}

#[test]
fn addresses_that_were_made_up_find_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let served = Served::of(&kaz);
    let srb = client(&kaz, &srb, 1);
    let parts = [
        "tile",
        "entries",
        "obj",
        "sha256",
        "checkpoint",
        "receipt",
        "..",
        ".",
        "0",
        "000",
        "x001",
        "000.p",
        "1",
        "%2e%2e",
        "ab",
        "keys",
        "",
        "é",
        "%",
        "a b",
    ];
    let mut random = Rand32::new(7);
    let mut found = BTreeSet::new();
    for _ in 0..400 {
        let mut path = String::new();
        for _ in 0..random.rand_range(1..6) {
            path.push('/');
            path += parts[random.rand_range(0..parts.len() as u32) as usize];
        }
        match ask(&served.1, &srb, &format!("GET {path}")) {
            Ok((200, _)) => drop(found.insert(path)),
            Ok((status, body)) => assert!(matches!(status, 400 | 404) && body.is_empty(), "{path}: {status}"),
            Err(error) => panic!("{path}: {error}"),
        }
    }
    let real = ["/checkpoint", "/receipt"].map(str::to_owned);
    assert!(found.iter().all(|path| real.contains(path)), "{found:?}");
}

#[test]
fn a_server_with_another_key_than_the_partners_is_not_spoken_to() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    // Somebody with keys of their own, who knows Serbia's log as Kazakhstan does.
    let false_kaz = Node::new(folder.path(), "false", "KAZ", "SRB", KAZ);
    let outbox = format!("{}/outbox/KAZ", srb.home);
    false_kaz.typed(&["peer", "add", &outbox, "--fingerprint", &srb.fingerprint()]);
    false_kaz.typed(&["agree", folder.path().join("annex.toml").to_str().unwrap()]);
    false_kaz.typed(&["pull"]);
    let served = Served::of(&false_kaz);
    let told = srb.refused(&["pull", &served.1]);
    assert!(told.starts_with("error: cannot fetch checkpoint: "), "{told}");
    let served = Served::of(&kaz);
    srb.typed(&["pull", &served.1]);
}

fn copied(from: &Path, to: &Path) {
    for file in files_below(from) {
        let place = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(&file, &place).unwrap();
    }
}

#[test]
fn a_node_that_tells_two_stories_or_an_older_one_on_the_wire_is_refused_and_proved() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    // The same node once more, with the same keys, as it was before it said anything.
    let other = folder.path().join("other");
    copied(Path::new(&kaz.home), &other);
    let other = Node {
        folder: folder.path().to_owned(),
        home: other.display().to_string(),
    };
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    let before = srb.typed(&["log", "--partner", "--output", "json"]);

    let older = Served::of(&other);
    let told = srb.refused(&["pull", &older.1]);
    assert!(told.starts_with("error: ROLLBACK: "), "{told}");
    drop(older);

    other.typed(&["release", "IMTS_ENTENTE", "--period", "2017"]);
    other.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    let second = Served::of(&other);
    let told = srb.refused(&["pull", &second.1]);
    assert!(told.starts_with("error: FORK: "), "{told}");
    assert_eq!(srb.typed(&["log", "--partner", "--output", "json"]), before);
    let evidence = files_below(&Path::new(&srb.home).join("evidence/KAZ"));
    assert_eq!(evidence.len(), 1, "{evidence:?}");
}

#[test]
fn two_nodes_share_no_file_and_neither_holds_a_secret_of_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    kaz.typed(&["pull"]);
    let real = |node: &Node| -> BTreeSet<(u64, u64)> {
        use std::os::unix::fs::MetadataExt;
        let files = files_below(Path::new(&node.home)).into_iter();
        files
            .map(|file| {
                let told = fs::symlink_metadata(file).unwrap();
                assert!(told.is_file(), "a link is a file of somebody else");
                (told.dev(), told.ino())
            })
            .collect()
    };
    let both: Vec<_> = real(&kaz).intersection(&real(&srb)).copied().collect();
    assert_eq!(both, []);
    // The line of a key's file that nobody else may know.
    let seeds = |node: &Node, partner: &str| -> Vec<String> {
        let usages = ["log", "mirror", "tls"].into_iter();
        let line = |usage: &str| {
            let path = format!("{}/keys/{partner}/{usage}-1.key", node.home);
            let text = fs::read_to_string(path).unwrap();
            let seeds = text.lines().find_map(|line| line.strip_prefix("seeds: "));
            seeds.unwrap().to_owned()
        };
        usages.map(line).collect()
    };
    for (node, partner, other) in [(&kaz, "SRB", &srb), (&srb, "KAZ", &kaz)] {
        let secrets = seeds(node, partner);
        let own = Path::new(&node.home).join("keys");
        let open = files_below(Path::new(&node.home))
            .into_iter()
            .filter(|path| !path.starts_with(&own));
        for file in open.chain(files_below(Path::new(&other.home))) {
            let bytes = fs::read(&file).unwrap();
            for secret in &secrets {
                let found = bytes
                    .windows(secret.len())
                    .any(|window| window == secret.as_bytes());
                assert!(!found, "{}: a secret of {partner}'s partner", file.display());
            }
        }
    }
}
