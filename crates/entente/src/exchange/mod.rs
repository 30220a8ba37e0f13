//! The exchange of a home: which files hold what, what of the books goes out, and how what comes in
//! lands. The protocol itself is the crate's below.

mod address;
mod desk;
mod landing;
mod payload;
pub(crate) mod waiting;
mod wire;

pub(crate) use desk::{Desk, KeyUse, Peer};
pub(crate) use landing::{Due, Landed, due, land_all};
pub(crate) use payload::{Payload, Portion, dataset, structure};
