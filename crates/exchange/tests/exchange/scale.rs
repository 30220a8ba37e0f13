//! How many runs: those of the gate, or more where the environment asks.
//!
//! `ENTENTE_TIMES` multiplies them, `ENTENTE_SEED` gives other ones.

use std::ops::Range;

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The seeds of so many runs of the gate.
pub(crate) fn runs(gate: u64) -> Range<u64> {
    let from = asked("ENTENTE_SEED").unwrap_or(0) << 32;
    from..from + gate * asked("ENTENTE_TIMES").unwrap_or(1)
}

/// As many cases of a property.
pub(crate) fn cases(gate: u32) -> u32 {
    let range = runs(gate.into());
    u32::try_from(range.end - range.start).unwrap_or(u32::MAX)
}
