//! A clock that is not believed when it jumps: the wall's time, held against a steady one.
//!
//! Nothing may appear before its time, so of two clocks that differ the earlier one is right, and one
//! that jumps far ahead wants an operator. It reads no clock: both readings are arguments.

/// Seconds that the wall may be ahead of the steady clock.
pub const AHEAD: u64 = 300;

/// Readings of both clocks at the same moment, seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// POSIX seconds, as the machine has them; may be set, forward and back.
    pub wall: u64,
    /// Seconds since some moment; never goes back.
    pub steady: u64,
}

/// A watch, started at a moment that was trusted.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    start: Reading,
}

/// The wall's clock jumped ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// What it shows.
    pub wall: u64,
    /// What it should show by the steady clock.
    pub expected: u64,
}

impl Watch {
    /// Starts with a reading that is trusted.
    pub fn new(start: Reading) -> Self {
        Self { start }
    }

    /// The time that has come for certain: the earlier of what both clocks say.
    ///
    /// # Errors
    /// [`Jump`] where the wall is more than [`AHEAD`] ahead.
    pub fn time(&self, now: Reading) -> Result<u64, Jump> {
        let passed = now.steady.saturating_sub(self.start.steady);
        let expected = self.start.wall.saturating_add(passed);
        if now.wall > expected.saturating_add(AHEAD) {
            return Err(Jump {
                wall: now.wall,
                expected,
            });
        }
        Ok(now.wall.min(expected))
    }
}
