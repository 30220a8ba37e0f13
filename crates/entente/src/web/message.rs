//! A data message on its way: it is begun with its first row, so that without rows there is none.

use std::io::Write;

use sdmx::data::{CsvStyle, DatasetHead, Header, Row, Shape, Writer};
use sdmx::{Fault, Standard};

/// How a message is written.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) standard: Standard,
    pub(super) style: CsvStyle,
    pub(super) header: Header,
    pub(super) shape: Shape,
}

/// A message, or what it will begin with.
pub(super) struct Message<W> {
    form: Form,
    out: Option<W>,
    writer: Option<Writer<W>>,
    /// The head of the dataset to come, until it has a row.
    head: Option<DatasetHead>,
}

impl<W: Write> Message<W> {
    pub(super) fn new(form: Form, out: W) -> Self {
        Self {
            form,
            out: Some(out),
            writer: None,
            head: None,
        }
    }

    /// Begins a dataset, if a row of it follows.
    pub(super) fn dataset(&mut self, head: DatasetHead) {
        self.head = Some(head);
    }

    /// # Errors
    /// As of [`Writer::row`].
    pub(super) fn row(&mut self, row: &Row) -> Result<(), Fault> {
        if let Some(out) = self.out.take() {
            let mut header = self.form.header.clone();
            header.action = self.head.as_ref().and_then(|head| head.action);
            let form = &self.form;
            let writer = Writer::styled(out, form.standard, &form.shape, &header, form.style)?;
            self.writer = Some(writer);
        }
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        if let Some(head) = self.head.take() {
            writer.dataset(&head)?;
        }
        writer.row(row)
    }

    /// Ends the message, if it was begun.
    ///
    /// # Errors
    /// As of [`Writer::finish`].
    pub(super) fn finish(self) -> Result<(), Fault> {
        match self.writer {
            Some(writer) => writer.finish().map(drop),
            None => Ok(()),
        }
    }
}
