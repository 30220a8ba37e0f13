//! Reading files of every layout, compared in full with what is written in `specimens`.

mod bounds;
mod layouts;
mod properties;
mod recognition;
mod support;
mod texts;
mod workbooks;
