//! Generic data of SDMX-ML under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entente_libfuzzer::ml_generic(bytes));
