//! Two states sign; Entente keeps the count.

fn main() {}
