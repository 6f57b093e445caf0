//! Any bytes as any message that is a sequence, which the first byte chooses.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| lonelypsp_fuzz::layouts::check_whole(input));
