//! Data of SDMX-CSV 1.0 under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entente_libfuzzer::csv_1_0(bytes));
