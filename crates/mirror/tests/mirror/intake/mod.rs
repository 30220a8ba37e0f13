//! Reading files of every layout, compared in full with what is written in `specimens`.

mod bounds;
mod fast;
mod layouts;
mod messages;
#[path = "../../../../../fuzz/src/mutation.rs"]
mod mutation;
mod properties;
mod recognition;
mod support;
mod texts;
mod workbooks;
