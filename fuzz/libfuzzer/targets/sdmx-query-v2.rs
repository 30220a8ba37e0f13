//! Requests of REST 2.2 under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entente_libfuzzer::query_v2(bytes));
