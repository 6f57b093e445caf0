//! What generated code calls. Ordinary code, linted and tested where it stands; only what depends on the schema is
//! generated.
//!
//! Not for people: everything here may change between two releases. What is meant to be used is exported from the
//! crate's root.

mod ascii;
mod check;
#[cfg_attr(feature = "aws-lc-rs", path = "digest_aws_lc.rs")]
mod digest;
mod error;
mod fault;
mod mode;
mod prefix;
mod reader;
#[cfg(feature = "serde")]
mod serialize;
mod shared;
mod show;
mod unverified;
mod value;
mod writer;

pub mod reflect;

extern crate alloc;

pub use alloc::vec::Vec;
pub use bytes::BufMut;

pub use check::{
    body_digest, body_length, boolean, bytes, bytes_at_most, bytes_exactly, int, optional_text, same, text,
    text_at_most, uint, uint_or,
};
pub use digest::sha512;
pub use error::{BODY, DecodeError, EncodeError, ErrorKind, Header};
pub use fault::{Fault, Unusual};
pub use mode::HeaderMode;
pub use prefix::{open, split_prefix, unknown_type};
pub use reader::Reader;
#[cfg(feature = "serde")]
pub use serialize::serialize;
pub use shared::{Decode, Encode, Family, Shared};
pub use show::show;
pub use unverified::Unverified;
pub use value::{Value, missing};
pub use writer::{Writer, fits, in_range, is_not, room, uint_len};
#[cfg(feature = "serde")]
pub use ::serde;
