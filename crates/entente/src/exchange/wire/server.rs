//! The outbox over HTTPS: the partner reads its files, by their names and by ranges, and reaches
//! nothing else. Nobody else gets as far as a question, or keeps the partner from asking one.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use entente_exchange::disk::{Disk, Folder};
use entente_exchange::name::Name;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::server::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::lobby::Lobby;

/// Bytes of a file in one answer: the longest bundle of entries fits, and more has to be asked in ranges.
const MOST: u64 = 1 << 25;

/// How long a handshake may take: there and back twice over the slowest satellite, with lost packets.
const HANDSHAKE: Duration = Duration::from_secs(5);

/// How long the head of a question may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long nobody is let in where the system lets nobody in.
const PAUSE: Duration = Duration::from_millis(200);

type Guests = Arc<Mutex<Lobby<AbortHandle>>>;

async fn serve(listener: TcpListener, config: Arc<ServerConfig>, outbox: Folder) {
    let acceptor = TlsAcceptor::from(config);
    let guests = Guests::default();
    loop {
        let Ok((tcp, from)) = listener.accept().await else {
            // No file is free: that is not better at once.
            sleep(PAUSE).await;
            continue;
        };
        let place = Place::new(&guests);
        let number = place.number;
        let task = tokio::spawn(attend(tcp, acceptor.clone(), outbox.clone(), place));
        // Nothing of the task was done yet: there is one thread, and it is here.
        let goes = locked(&guests).enter(number, from.ip(), task.abort_handle());
        if let Some(goes) = goes {
            goes.abort();
        }
    }
}

/// One connection, from its handshake to its end.
async fn attend(tcp: TcpStream, acceptor: TlsAcceptor, outbox: Folder, place: Place) {
    let Ok(Ok(tls)) = timeout(HANDSHAKE, acceptor.accept(tcp)).await else {
        return;
    };
    locked(&place.guests).know(place.number);
    let service = service_fn(move |request| {
        let answer = answer(&outbox, &request);
        async move { Ok::<_, Infallible>(answer) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    // A partner that goes away needs no answer.
    drop(http.serve_connection(TokioIo::new(tls), service).await);
}

/// A connection's place, which it leaves however it ends.
struct Place {
    guests: Guests,
    number: u64,
}

impl Place {
    fn new(guests: &Guests) -> Self {
        let number = locked(guests).number();
        let guests = Arc::clone(guests);
        Self { guests, number }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        locked(&self.guests).leave(self.number);
    }
}

/// No panic leaves a lobby half done.
fn locked(guests: &Guests) -> MutexGuard<'_, Lobby<AbortHandle>> {
    guests.lock().unwrap_or_else(PoisonError::into_inner)
}

type Answer = Response<Full<Bytes>>;

fn answer(outbox: &Folder, request: &Request<Incoming>) -> Answer {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut refused = plain(StatusCode::METHOD_NOT_ALLOWED);
        refused
            .headers_mut()
            .insert(ALLOW, hyper::header::HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    let name = request.uri().path().strip_prefix('/').and_then(Name::parse);
    let Some(name) = name.filter(|_| request.uri().query().is_none()) else {
        return plain(StatusCode::NOT_FOUND);
    };
    let range = match request.headers().get(RANGE) {
        None => None,
        Some(range) => match range.to_str().ok().and_then(parse_range) {
            None => return plain(StatusCode::RANGE_NOT_SATISFIABLE),
            range => range,
        },
    };
    file(outbox, name, range).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The first byte and how many of a range of one part.
fn parse_range(text: &str) -> Option<(u64, u64)> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let first: u64 = first.parse().ok()?;
    let last = if last.is_empty() {
        u64::MAX
    } else {
        last.parse().ok()?
    };
    (first <= last).then(|| (first, (last - first).saturating_add(1)))
}

fn file(outbox: &Folder, name: Name, range: Option<(u64, u64)>) -> io::Result<Answer> {
    let path = name.to_string();
    let Some(size) = outbox.size(&path)? else {
        return Ok(plain(StatusCode::NOT_FOUND));
    };
    let (from, length) = range.unwrap_or((0, size));
    if range.is_some() && from >= size || range.is_none() && size > MOST {
        return Ok(plain(StatusCode::RANGE_NOT_SATISFIABLE));
    }
    let length = length.min(MOST).min(size - from);
    let Some(bytes) = outbox.read(&path, from, length)? else {
        return Ok(plain(StatusCode::NOT_FOUND));
    };
    let end = (from + bytes.len() as u64).saturating_sub(1);
    let age = if name.is_immutable() {
        "max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let kind = if name.is_immutable() {
        "application/octet-stream"
    } else {
        "text/plain; charset=utf-8"
    };
    let mut head = Response::builder()
        .header(CONTENT_TYPE, kind)
        .header(CACHE_CONTROL, age)
        .header(ACCEPT_RANGES, "bytes");
    if range.is_some() {
        head = head
            .status(StatusCode::PARTIAL_CONTENT)
            .header(CONTENT_RANGE, format!("bytes {from}-{end}/{size}"));
    }
    head.body(Full::new(Bytes::from(bytes))).map_err(io::Error::other)
}

fn plain(status: StatusCode) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::new()));
    *answer.status_mut() = status;
    answer
}

/// Serves an outbox from a thread of its own for as long as the program runs; where it listens.
///
/// # Errors
/// That of the system.
pub(crate) fn spawn(
    address: SocketAddr,
    config: Arc<ServerConfig>,
    outbox: Folder,
) -> io::Result<SocketAddr> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let listener = runtime.block_on(TcpListener::bind(address))?;
    let at = listener.local_addr()?;
    std::thread::Builder::new()
        .name("outbox".to_owned())
        .spawn(move || runtime.block_on(serve(listener, config, outbox)))?;
    Ok(at)
}
