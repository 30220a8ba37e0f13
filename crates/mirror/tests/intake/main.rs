//! Reading files of every layout, compared in full with what is written in `specimens`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod bounds;
mod layouts;
mod properties;
mod recognition;
mod support;
mod texts;
mod workbooks;
