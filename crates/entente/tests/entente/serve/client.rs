//! A program that serves, and a client that asks it: one connection a question.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use super::super::support::{run, text};

/// A home that is served until it is dropped.
pub(crate) struct Served {
    child: Child,
    address: String,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// By name; values of a name that comes again are joined by commas.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        text(&self.body)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

impl Served {
    pub(crate) fn new(home: &str, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
            .args(["serve", "--home", home, "--listen", "127.0.0.1:0"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .strip_prefix("listening on http://")
            .and_then(|rest| rest.strip_suffix("/ and, for SDMX, /sdmx/v2 and /sdmx/v1\n"));
        let address = address.unwrap_or_else(|| panic!("{line:?}")).to_owned();
        assert!(!address.ends_with(":0"), "{address}");
        Self { child, address }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// A table of the rows that a path of REST 2.2 finds.
    pub(crate) fn csv(&self, path: &str) -> String {
        let accept = "application/vnd.sdmx.data+csv;version=2.0.0";
        let answer = self.ask("GET", &format!("/sdmx/v2/data/{path}"), &[("Accept", accept)]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut bytes = Vec::new();
        self.sent(method, path, headers).read_to_end(&mut bytes).unwrap();
        answer(&bytes)
    }

    /// How many bytes an answer has, and how many lines, none of which are kept.
    pub(crate) fn counted(&self, path: &str, accept: &str) -> (usize, usize) {
        let mut stream = self.sent("GET", path, &[("Accept", accept)]);
        let (mut bytes, mut lines, mut piece) = (0, 0, vec![0; 1 << 16]);
        loop {
            let length = stream.read(&mut piece).unwrap();
            if length == 0 {
                return (bytes, lines);
            }
            bytes += length;
            lines += piece[..length].iter().filter(|&&byte| byte == b'\n').count();
        }
    }

    /// The most memory that the program has had, in KiB, where the system tells it.
    #[cfg(target_os = "linux")]
    pub(crate) fn peak(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.unwrap().trim().trim_end_matches(" kB");
        number.parse().unwrap()
    }

    fn sent(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// Asks the program to end, and gives its exit code and what it wrote on standard error.
    pub(crate) fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        let mut errors = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut errors).unwrap();
        (self.child.wait().unwrap().code(), errors)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = text(&bytes[..end]);
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        let known = headers.entry(name.to_ascii_lowercase()).or_default();
        let comma = if known.is_empty() { "" } else { ", " };
        known.push_str(&format!("{comma}{value}"));
    }
    let body = &bytes[end + 4..];
    let chunked = headers
        .get("transfer-encoding")
        .is_some_and(|value| value == "chunked");
    Answer {
        status: status.parse().unwrap(),
        body: if chunked { joined(body) } else { body.to_vec() },
        headers,
    }
}

/// The chunks of a body; it must have its last one.
fn joined(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = usize::from_str_radix(&text(&body[..end]), 16).unwrap();
        let chunk = &body[end + 2..];
        if length == 0 {
            return whole;
        }
        whole.extend_from_slice(&chunk[..length]);
        body = &chunk[length + 2..];
    }
}

/// The columns of the rows that are brought in.
pub(crate) const HEADER: &str = "reporter,partner,flow,period,commodity,value,currency,edition,attribution,\
                                 net_weight_kg,quantity,quantity_unit\n";

/// A home with files of Entente's own columns, each with the day of its release.
pub(crate) fn home_of(folder: &std::path::Path, files: &[(&str, &str)]) -> String {
    let home = super::super::support::empty_home(folder);
    for (vintage, rows) in files {
        bring(folder, &home, vintage, rows);
    }
    home
}

/// Imports one more file.
pub(crate) fn bring(folder: &std::path::Path, home: &str, vintage: &str, rows: &str) {
    let path = folder.join(format!("{vintage}.csv"));
    std::fs::write(&path, format!("{HEADER}{rows}")).unwrap();
    let path = path.display().to_string();
    let import = run(&["import", &path, "--vintage", vintage, "--home", home]);
    assert!(import.status.success(), "{}", text(&import.stderr));
}
