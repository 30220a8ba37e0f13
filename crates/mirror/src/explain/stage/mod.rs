//! The stages of the decomposition, one file each, in their order.

pub(crate) mod confidential;
pub(crate) mod edition;
pub(crate) mod fingerprint;
pub(crate) mod indirect;
pub(crate) mod margin;
pub(crate) mod matched;
pub(crate) mod misclassification;
pub(crate) mod one_sided;
pub(crate) mod scope;
pub(crate) mod timing;
mod unit;
