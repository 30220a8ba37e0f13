//! The way to a partner's outbox over HTTPS: what is asked for is a file of the outbox from an offset
//! on, and a connection that is cut is made again with the next question.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use entente_exchange::name::Name;
use entente_exchange::source::Source;
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{HOST, RANGE};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::client::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::tls::SERVER_NAME;

/// How long a connection or an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A partner's outbox behind an address.
pub(crate) struct HttpsSource {
    runtime: Runtime,
    address: String,
    config: Arc<ClientConfig>,
    connection: Option<SendRequest<Empty<Bytes>>>,
}

impl HttpsSource {
    /// The outbox at `host:port`. Nothing is asked yet.
    pub(crate) fn new(address: &str, config: Arc<ClientConfig>) -> io::Result<Self> {
        Ok(Self {
            runtime: Builder::new_current_thread().enable_all().build()?,
            address: address.to_owned(),
            config,
            connection: None,
        })
    }
}

async fn connect(address: &str, config: Arc<ClientConfig>) -> io::Result<SendRequest<Empty<Bytes>>> {
    let tcp = TcpStream::connect(address).await?;
    let name = ServerName::try_from(SERVER_NAME).map_err(io::Error::other)?;
    let tls = TlsConnector::from(config).connect(name, tcp).await?;
    let (sender, connection) = http1::handshake(TokioIo::new(tls))
        .await
        .map_err(io::Error::other)?;
    // It ends with the connection; what went wrong is told to whoever asks.
    tokio::spawn(async move { drop(connection.await) });
    Ok(sender)
}

/// The answer to one question; `None` for a file that is not there.
async fn ask(
    sender: &mut SendRequest<Empty<Bytes>>,
    name: Name,
    (from, at_most): (u64, u64),
) -> io::Result<Option<Vec<u8>>> {
    let last = from.saturating_add(at_most).saturating_sub(1);
    let request = Request::get(format!("/{name}"))
        .header(HOST, SERVER_NAME)
        .header(RANGE, format!("bytes={from}-{last}"))
        .body(Empty::new())
        .map_err(io::Error::other)?;
    sender.ready().await.map_err(io::Error::other)?;
    let answer = sender.send_request(request).await.map_err(io::Error::other)?;
    match answer.status() {
        StatusCode::NOT_FOUND => return Ok(None),
        StatusCode::RANGE_NOT_SATISFIABLE => return Ok(Some(Vec::new())),
        StatusCode::PARTIAL_CONTENT => {}
        other => return Err(io::Error::other(format!("the partner's node answers {other}"))),
    }
    let most = usize::try_from(at_most).unwrap_or(usize::MAX);
    let body = Limited::new(answer.into_body(), most).collect().await;
    Ok(Some(body.map_err(io::Error::other)?.to_bytes().to_vec()))
}

impl Source for HttpsSource {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        let late = |_| io::Error::from(io::ErrorKind::TimedOut);
        self.runtime.block_on(async {
            let mut sender = match self.connection.take().filter(|sender| !sender.is_closed()) {
                Some(sender) => sender,
                None => timeout(PATIENCE, connect(&self.address, Arc::clone(&self.config)))
                    .await
                    .map_err(late)??,
            };
            let answer = timeout(PATIENCE, ask(&mut sender, name, (from, at_most)))
                .await
                .map_err(late)??;
            self.connection = Some(sender);
            Ok(answer)
        })
    }
}
