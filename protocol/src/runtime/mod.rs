//! What generated code calls. Ordinary code, linted and tested where it stands; only what depends on the schema is
//! generated.
//!
//! Not for people: everything here may change between two releases. What is meant to be used is exported from the
//! crate's root.

mod ahead;
mod ascii;
mod check;
mod codec;
mod codes;
mod decoder;
#[cfg_attr(feature = "aws-lc-rs", path = "digest_aws_lc.rs")]
mod digest;
mod document;
mod entry;
mod entry_decoder;
mod entry_probe;
mod entry_walk;
mod error;
mod error_kind;
mod fast;
mod forms;
mod found;
mod group;
mod group_entry;
mod head;
mod incremental;
mod key;
mod known;
mod message;
mod mode;
mod number;
mod other;
mod outline;
mod own_entry;
mod place;
mod prefix;
mod reader;
mod request;
mod row;
mod scan;
mod sequence;
#[cfg(feature = "serde")]
mod serialize;
mod shape_probe;
mod shared;
mod show;
mod sink;
mod unverified;
mod writer;

pub mod field;
pub mod reflect;

extern crate alloc;

#[cfg(feature = "serde")]
pub use ::serde;
pub use alloc::vec::Vec;
pub use ascii::utf8;
pub use bytes::BufMut;
pub use check::{body_digest, bytes, bytes_at_most, bytes_exactly, same};
pub use codec::{
    BodyHash, Build, Encode, Parse, Rejection, decode, decode_block, decode_unverified, encode, encode_into,
    encoded_len, hash_of,
};
pub use codes::{Codes, Variants};
pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};
pub use decoder::Decoder;
pub use digest::{Hasher, sha512};
pub use document::Document;
pub use entry::{Entry, Written};
pub use entry_decoder::EntryDecoder;
pub use entry_probe::{EntryProbe, NoEntry};
pub use error::{DecodeError, EncodeError, ErrorKind};
pub use fast::Fast;
pub use forms::read::*;
pub use forms::types::{self, *};
pub use group_entry::GroupEntry;
pub use head::{Head, Received, decode_head};
pub use incremental::{Incremental, IncrementalError, Program, Start, read_message};
pub use key::Key;
pub use known::{Known, Partial, Whole};
pub use message::{Direction, Family, LonelyMessage};
pub use mode::HeaderMode;
pub use other::{Keep, Other};
pub use outline::{Outline, Said, deeper, is_shallow};
pub use own_entry::{OwnEntry, OwnGroup, OwnProbe, ascend_by};
pub use place::{BODY, Place};
pub use prefix::{
    leading_code, only_flags, open, other_flags, split_prefix, unexpected_type, unknown_code, unknown_type,
};
pub use reader::Reader;
pub use request::HttpRequest;
pub use row::{Row, UNKNOWN_FLAGS, ascends, fits_long, is_this_variant, unnamed_flags};
pub use scan::{Scan, group_starts};
pub use sequence::Entries;
#[cfg(feature = "serde")]
pub use serialize::{serialize, serialize_entry};
pub use shape_probe::{NoShape, ShapeProbe};
pub use shared::Shared;
pub use show::{show, show_entry};
pub use sink::{Sink, allocate, append};
pub use unverified::Unverified;
pub use writer::{Writer, fits, in_range, is_not, uint_len};
