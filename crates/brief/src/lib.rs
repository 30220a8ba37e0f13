//! What is told: findings and register entries in, pages and files out.
//!
//! The comparison and the register know figures and facts, and no words; this room
//! has the words, in five languages, and the forms: one [`Document`] is written as a
//! page, a workbook, a text document or lines of a table, and holds the same figures
//! in each. It reads no file, asks no clock and no network, and does not know where
//! the data came from: the same input gives the same bytes.
//!
//! Start at [`document`], which says what a document is made of; [`content`] makes one
//! of figures and records, with the words of [`wording`], and [`mod@write`] gives it a form.

pub mod chart;
pub mod content;
pub mod document;
mod language;
pub mod table;
pub mod wording;
pub mod write;

pub use document::Document;
pub use language::Language;
pub use table::Table;
pub use wording::Wording;
