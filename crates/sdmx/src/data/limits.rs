//! How much of a message a reader takes before it refuses.

/// Bounds on what a message may ask of memory. A message that exceeds one is refused with a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record of CSV, one tag or text of XML, one string of JSON.
    pub record: usize,
    /// Elements of XML or brackets of JSON within each other.
    pub depth: usize,
    /// Columns of CSV, attributes of an XML element, components of a structure.
    pub components: usize,
    /// Bytes of an SDMX-JSON message that cannot be read twice and is held in memory.
    pub held: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record: 1 << 22,
            depth: 64,
            components: 4096,
            held: 1 << 28,
        }
    }
}
