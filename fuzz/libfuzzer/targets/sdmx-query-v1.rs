//! Requests of REST 1.5 under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entente_libfuzzer::query_v1(bytes));
