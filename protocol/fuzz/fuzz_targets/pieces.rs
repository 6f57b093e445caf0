//! Any bytes as any message, in any pieces.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| lonelypsp_fuzz::pieces::check(input));
