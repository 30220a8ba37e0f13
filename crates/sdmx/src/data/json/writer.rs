//! stub
use super::super::*;
use crate::*;
use std::io::Write;
#[derive(Debug)]
pub(crate) struct JsonWriter<W> { w: W }
impl<W: Write> JsonWriter<W> {
    pub(crate) fn new(w: W, _s: Standard, _h: &Shape, _e: &Header) -> Result<Self, Fault> { Ok(Self { w }) }
    pub(crate) fn dataset(&mut self, _h: &DatasetHead) -> Result<(), Fault> { Ok(()) }
    pub(crate) fn row(&mut self, _h: &Row) -> Result<(), Fault> { Ok(()) }
    pub(crate) fn finish(self) -> Result<W, Fault> { Ok(self.w) }
}
