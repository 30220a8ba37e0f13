//! Structure messages.

mod made;
mod properties;
