//! What a reader of data messages comes upon.

/// An event of a data message. What it is about is asked of the reader: its head, shape and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A dataset begins.
    Dataset,
    /// A row was read.
    Row,
    /// The dataset ends.
    End,
}
