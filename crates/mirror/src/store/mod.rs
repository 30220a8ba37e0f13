mod hash;
pub(crate) use hash::hexadecimal;
