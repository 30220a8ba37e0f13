//! The outbox over HTTPS: the partner reads its files, by their names and by ranges, and reaches
//! nothing else. Nobody else gets as far as a question.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
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
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

/// Bytes of a file in one answer: the longest bundle of entries fits, and more has to be asked in ranges.
const MOST: u64 = 1 << 25;

/// How long a handshake or the head of a question may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long nobody is let in where the system lets nobody in.
const PAUSE: Duration = Duration::from_millis(200);

/// Connections at a time.
const CONNECTIONS: usize = 32;

async fn serve(listener: TcpListener, config: Arc<ServerConfig>, outbox: Folder) {
    let acceptor = TlsAcceptor::from(config);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = listener.accept().await;
        let (Ok((tcp, _)), Ok(place)) = (accepted, Arc::clone(&places).acquire_owned().await) else {
            // No file is free: that is not better at once.
            sleep(PAUSE).await;
            continue;
        };
        let (acceptor, outbox) = (acceptor.clone(), outbox.clone());
        tokio::spawn(async move {
            if let Ok(Ok(tls)) = timeout(PATIENCE, acceptor.accept(tcp)).await {
                let service = service_fn(move |request| {
                    let answer = answer(&outbox, &request);
                    async move { Ok::<_, Infallible>(answer) }
                });
                let mut http = http1::Builder::new();
                http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
                // A partner that goes away needs no answer.
                drop(http.serve_connection(TokioIo::new(tls), service).await);
            }
            drop(place);
        });
    }
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
