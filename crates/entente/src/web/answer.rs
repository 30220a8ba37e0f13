//! An answer on its way: made by a thread that may wait, sent as it is made.
//!
//! What is made goes through a channel of a few pieces, so a slow reader holds the maker back and
//! memory does not grow. The status is not known before the first piece: without one there is
//! nothing to tell.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::trouble::Trouble;

/// Bytes of a piece.
const PIECE: usize = 1 << 16;
/// Pieces that wait to be sent.
const WAITING: usize = 4;

type Piece = Result<Bytes, Trouble>;

/// Where the maker of an answer writes. Writing fails when nobody reads any more.
#[derive(Debug)]
pub(super) struct Pieces {
    sender: Sender<Piece>,
    piece: Vec<u8>,
}

impl Pieces {
    fn send(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        let sent = self.sender.blocking_send(Ok(piece.into()));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    /// Pieces are sent when they are full, and in the end: see [`made`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Has an answer made by a thread that may wait; `None` if it is empty.
///
/// # Errors
/// What kept it from being begun. What happens later breaks the answer off.
pub(super) async fn made(
    make: impl FnOnce(&mut Pieces) -> Result<(), Trouble> + Send + 'static,
) -> Result<Option<Body>, Trouble> {
    let (sender, mut receiver) = channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut pieces = Pieces {
            sender: sender.clone(),
            piece: Vec::new(),
        };
        let made = make(&mut pieces).and_then(|()| Ok(pieces.send()?));
        if let Err(trouble) = made {
            // Nobody may be there to hear of it.
            let _ = sender.blocking_send(Err(trouble));
        }
    });
    match receiver.recv().await {
        None => Ok(None),
        Some(Err(trouble)) => Err(trouble),
        Some(Ok(first)) => Ok(Some(Body::new(Sent {
            first: Some(first),
            receiver,
        }))),
    }
}

/// The body of an answer.
struct Sent {
    first: Option<Bytes>,
    receiver: Receiver<Piece>,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        self.receiver.poll_recv(context).map(|piece| {
            piece.map(|piece| {
                let bytes = piece.map_err(|trouble| io::Error::other(trouble.told().texts.join("; ")))?;
                Ok(Frame::data(bytes))
            })
        })
    }
}
