//! A place to trip an import, so that tests can show what an interruption leaves.

use std::fmt;
use std::io;
use std::path::Path;

use super::error::StoreError;

type Trip = Box<dyn FnMut(&'static str) -> io::Result<()> + Send>;

/// Asked before every step of an import that touches the disk. Outside tests it is nobody.
#[derive(Default)]
pub struct FaultPoint(Option<Trip>);

impl FaultPoint {
    /// Asks `trip` with the name of each step; an error stops the import there.
    pub fn new(trip: impl FnMut(&'static str) -> io::Result<()> + Send + 'static) -> Self {
        Self(Some(Box::new(trip)))
    }

    pub(super) fn before(&mut self, step: &'static str, path: &Path) -> Result<(), StoreError> {
        match &mut self.0 {
            None => Ok(()),
            Some(trip) => trip(step).map_err(StoreError::io(step, path)),
        }
    }
}

impl fmt::Debug for FaultPoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.0.is_some() {
            "FaultPoint(set)"
        } else {
            "FaultPoint"
        })
    }
}
