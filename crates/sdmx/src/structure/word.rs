//! Values that are written as one word or number: how they are read and printed.
//!
//! Whether a value fits its place is not decided here.

use super::node::Scalar;
use crate::model::{DataType, Decimal, Occurs, Role, TimePeriod, Urn, Version};

/// A value that is written as one word or number.
pub(super) trait Word: Sized {
    /// What is expected where it is not found.
    const EXPECTED: &'static str;
    /// Whether blanks around it mean nothing in XML.
    const TRIMMED: bool = true;

    /// Reads it.
    fn read(text: &str) -> Option<Self>;

    /// Prints it as XML has it.
    fn print(&self) -> String;

    /// As JSON has it.
    fn scalar(&self) -> Scalar {
        Scalar::Text(self.print())
    }

    /// Whether JSON has it in this way.
    fn fits(scalar: &Scalar) -> bool {
        matches!(scalar, Scalar::Text(_))
    }
}

impl Word for String {
    const EXPECTED: &'static str = "a text";
    const TRIMMED: bool = false;

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn print(&self) -> String {
        self.clone()
    }
}

impl Word for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(text: &str) -> Option<Self> {
        match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    fn print(&self) -> String {
        self.to_string()
    }

    fn scalar(&self) -> Scalar {
        Scalar::Flag(*self)
    }

    fn fits(scalar: &Scalar) -> bool {
        matches!(scalar, Scalar::Flag(_))
    }
}

macro_rules! numbers {
    ($($kind:ty, $expected:literal, $read:expr;)+) => { $(
        impl Word for $kind {
            const EXPECTED: &'static str = $expected;

            fn read(text: &str) -> Option<Self> {
                $read(text)
            }

            fn print(&self) -> String {
                self.to_string()
            }

            fn scalar(&self) -> Scalar {
                Scalar::Number(self.print())
            }

            fn fits(scalar: &Scalar) -> bool {
                matches!(scalar, Scalar::Number(_))
            }
        }
    )+ };
}

numbers! {
    u64, "a whole number, not negative", |text: &str| text.strip_prefix('+').unwrap_or(text).parse().ok();
    i32, "a whole number", |text: &str| text.parse().ok();
    i64, "a whole number", |text: &str| text.parse().ok();
    Decimal, "a number", Decimal::parse;
}

macro_rules! texts {
    ($($kind:ty, $expected:literal;)+) => { $(
        impl Word for $kind {
            const EXPECTED: &'static str = $expected;

            fn read(text: &str) -> Option<Self> {
                Self::parse(text)
            }

            fn print(&self) -> String {
                self.to_string()
            }
        }
    )+ };
}

texts! {
    Version, "a version such as 1.0.0";
    Urn, "a URN of SDMX";
    TimePeriod, "a time period";
    DataType, "a data type";
    Role, "Allowed or Actual";
}

impl Word for Occurs {
    const EXPECTED: &'static str = "a whole number or unbounded";

    fn read(text: &str) -> Option<Self> {
        match text {
            "unbounded" => Some(Self::Unbounded),
            _ => u64::read(text).map(Self::Times),
        }
    }

    fn print(&self) -> String {
        match self {
            Self::Times(times) => times.to_string(),
            Self::Unbounded => "unbounded".to_owned(),
        }
    }

    fn scalar(&self) -> Scalar {
        match self {
            Self::Times(times) => times.scalar(),
            Self::Unbounded => Scalar::Text(self.print()),
        }
    }

    fn fits(scalar: &Scalar) -> bool {
        matches!(scalar, Scalar::Number(_) | Scalar::Text(_))
    }
}
