//! Any bytes as a message from a broadcaster.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| lonelypsp_fuzz::check!(input, B2s, b2s));
