//! Any bytes as a message from a subscriber.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| lonelypsp_fuzz::check!(input, S2b, s2b));
