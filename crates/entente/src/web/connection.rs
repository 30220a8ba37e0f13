//! Connections that end when the other side falls silent or takes nothing.
//!
//! There are so many answers at once and so many connections, and a client that only holds one would
//! keep it from the others for ever. How fast a client reads that does read is no matter here.

use std::future::Future;
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep};

/// How long a client may keep a connection without taking what is sent.
const TAKING: Duration = Duration::from_secs(60);
/// How long a connection may be open with no byte in either direction. It is longer than any
/// answer takes until its first bytes.
const SILENCE: Duration = Duration::from_secs(600);

/// Takes connections that end as said above.
pub(super) struct Patient(pub(super) TcpListener);

impl Listener for Patient {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        (Connection::new(stream, TAKING, SILENCE), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection with a limit to waiting.
pub(super) struct Connection {
    stream: TcpStream,
    reading: Wait,
    writing: Wait,
}

impl Connection {
    fn new(stream: TcpStream, taking: Duration, silence: Duration) -> Self {
        Self {
            stream,
            reading: Wait::new(silence),
            writing: Wait::new(taking),
        }
    }

    fn poll_writing<T>(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        let written = write(Pin::new(&mut self.stream), context);
        if written.is_ready() {
            self.reading.since = None;
        }
        self.writing.limit(context, written)
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.reading.limit(context, read)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_writing(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_writing(context, |stream, context| {
            stream.poll_write_vectored(context, pieces)
        })
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// How long something was waited for.
struct Wait {
    most: Duration,
    since: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

impl Wait {
    fn new(most: Duration) -> Self {
        Self {
            most,
            since: None,
            timer: Box::pin(sleep(most)),
        }
    }

    /// What came of an attempt, or that it was waited for long enough.
    fn limit<T>(&mut self, context: &mut Context<'_>, tried: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if tried.is_ready() {
            self.since = None;
            return tried;
        }
        if self.since.is_none() {
            let now = Instant::now();
            self.since = Some(now);
            self.timer.as_mut().reset(now + self.most);
        }
        ready!(self.timer.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;

    const SHORT: Duration = Duration::from_millis(200);
    const LONG: Duration = Duration::from_secs(600);

    /// Runs something with both ends of a connection.
    fn between<F: Future<Output = ()>>(
        taking: Duration,
        silence: Duration,
        test: impl Fn(Connection, TcpStream) -> F,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
            let (stream, _) = listener.accept().await.unwrap();
            test(Connection::new(stream, taking, silence), client).await;
        });
    }

    /// Writes a mebibyte.
    async fn write(connection: &mut Connection) -> io::Result<()> {
        for _ in 0..16 {
            let piece = vec![0; 1 << 16];
            let mut written = 0;
            while written < piece.len() {
                written +=
                    poll_fn(|context| Pin::new(&mut *connection).poll_write(context, &piece[written..]))
                        .await?;
            }
        }
        Ok(())
    }

    async fn read(connection: &mut Connection) -> io::Result<usize> {
        let mut bytes = [0; 16];
        let mut buffer = ReadBuf::new(&mut bytes);
        poll_fn(|context| Pin::new(&mut *connection).poll_read(context, &mut buffer)).await?;
        Ok(buffer.filled().len())
    }

    #[test]
    fn who_takes_nothing_is_let_go() {
        between(SHORT, LONG, |mut connection, client| async move {
            let written = async {
                loop {
                    write(&mut connection).await?;
                }
            };
            let written: io::Result<()> = written.await;
            assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
            drop(client);
        });
    }

    #[test]
    fn who_takes_slowly_is_not() {
        between(SHORT, SHORT, |mut connection, client| async move {
            let taking = async {
                let (mut taken, mut buffer) = (0, vec![0; 1 << 20]);
                while taken < 16 << 20 {
                    sleep(SHORT / 4).await;
                    client.readable().await.unwrap();
                    taken += client.try_read(&mut buffer).unwrap_or_default();
                }
            };
            let writing = async {
                for _ in 0..16 {
                    write(&mut connection).await.unwrap();
                    // Nothing comes from a client that reads, and what goes to it breaks the silence.
                    let _ = tokio::time::timeout(SHORT / 4, read(&mut connection))
                        .await
                        .map(Result::unwrap);
                }
            };
            tokio::join!(taking, writing);
        });
    }

    #[test]
    fn who_says_nothing_is_let_go() {
        between(LONG, SHORT, |mut connection, client| async move {
            client.try_write(b"GET / HT").unwrap();
            assert_eq!(read(&mut connection).await.unwrap(), 8);
            let silent = read(&mut connection).await;
            assert_eq!(silent.unwrap_err().kind(), io::ErrorKind::TimedOut);
        });
    }
}
