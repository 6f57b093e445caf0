//! Any text as an authorization.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| lonelypsp_fuzz::header::check(text));
