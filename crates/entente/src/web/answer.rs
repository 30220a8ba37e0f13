//! An answer on its way: made by a thread that may wait, sent as it is made.
//!
//! What is made goes through a channel of a few pieces, so a slow reader holds the maker back and
//! memory does not grow. The status is not known before the first piece: without one there is
//! nothing to tell. The end is said too: a maker that is gone without a word has failed.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::trouble::Trouble;

/// Bytes of a piece.
pub(super) const PIECE: usize = 1 << 16;
/// Pieces that wait to be sent.
const WAITING: usize = 4;

/// A part of an answer, nothing for its end, or why it breaks off.
type Piece = Result<Option<Bytes>, Trouble>;

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
        let sent = self.sender.blocking_send(Ok(Some(piece.into())));
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
        // Nobody may be there to hear of it.
        let _ = sender.blocking_send(made.map(|()| None));
    });
    let first = next(receiver.recv().await)?;
    let body = first.map(|first| {
        Body::new(Sent {
            first: Some(first),
            receiver,
            over: false,
        })
    });
    Ok(body)
}

/// What a maker sent; one that sends nothing more and did not say that this is the end is gone.
fn next(sent: Option<Piece>) -> Piece {
    let gone = || io::Error::other("an answer was broken off by a defect of the program");
    sent.unwrap_or_else(|| Err(gone().into()))
}

/// The body of an answer.
struct Sent {
    first: Option<Bytes>,
    receiver: Receiver<Piece>,
    /// Whether its end was told; who compresses it may ask again.
    over: bool,
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
        if self.over {
            return Poll::Ready(None);
        }
        self.receiver.poll_recv(context).map(|sent| {
            self.over = matches!(sent, Some(Ok(None)));
            let piece = next(sent).map_err(|trouble| io::Error::other(trouble.told().texts.join("; ")));
            piece.map(|bytes| bytes.map(Frame::data)).transpose()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of an answer: nothing, its bytes, or neither.
    fn sent(
        make: impl FnOnce(&mut Pieces) -> Result<(), Trouble> + Send + 'static,
    ) -> Result<Option<usize>, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let body = made(make).await.map_err(|trouble| trouble.texts.join("; "))?;
            let Some(body) = body else { return Ok(None) };
            let bytes = axum::body::to_bytes(body, usize::MAX).await;
            bytes
                .map(|bytes| Some(bytes.len()))
                .map_err(|error| error.to_string())
        })
    }

    #[test]
    fn an_answer_ends_whole_or_breaks_off() {
        let piece = vec![0; PIECE];
        assert_eq!(sent(|_| Ok(())), Ok(None));
        let (one, two, three) = (piece.clone(), piece.clone(), piece);
        assert_eq!(sent(move |pieces| Ok(pieces.write_all(&one)?)), Ok(Some(PIECE)));
        let failed = sent(move |pieces| {
            pieces.write_all(&two)?;
            Err(io::Error::other("damaged").into())
        });
        assert_eq!(
            failed,
            Err("the server failed; who runs it is told why".to_owned())
        );
        // A maker that panics says nothing any more.
        let gone = sent(move |pieces| {
            pieces.write_all(&three)?;
            panic!("on purpose");
        });
        assert_eq!(gone, failed);
        let early = sent(|_| panic!("on purpose"));
        assert_eq!(
            early,
            Err("an answer was broken off by a defect of the program".to_owned())
        );
    }
}
