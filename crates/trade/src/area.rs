//! Areas of the world by their UN Comtrade code.

/// An area by its UN Comtrade code (M49 with Comtrade's own exceptions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(u16);

impl Area {
    /// From the numeric code.
    pub const fn from_code(code: u16) -> Self {
        Self(code)
    }

    /// The numeric code.
    pub const fn code(self) -> u16 {
        self.0
    }
}
