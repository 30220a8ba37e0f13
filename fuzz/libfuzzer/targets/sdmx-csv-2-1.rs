//! Data of SDMX-CSV 2.1 under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entente_libfuzzer::csv_2_1(bytes));
