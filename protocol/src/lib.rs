//! The lonely pub-sub protocol in Rust.
#![no_std]

#[cfg(feature = "std")]
extern crate std;

pub mod runtime;

pub use runtime::{DecodeError, EncodeError, ErrorKind, HeaderMode, Shared, Unverified, reflect, sha512};

include!(concat!(env!("OUT_DIR"), "/lonelypsp.rs"));
