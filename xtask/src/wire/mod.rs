//! Messages put together byte by byte, with a note of where everything stands.
//!
//! Nothing here is shared with the codecs that are tested.

pub(crate) mod body;
mod draft;
mod flaw;
mod layout;
mod sample;
pub(crate) mod signature;

pub(crate) use draft::{Draft, Entry, Mode};
pub(crate) use flaw::{Expected, Flaw, Relation, verdict};
pub(crate) use sample::{Fill, describe_body, fill, sha512};
