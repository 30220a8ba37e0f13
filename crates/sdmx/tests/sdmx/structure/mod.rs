//! Structure messages.

mod made;
mod properties;
mod specimens;
