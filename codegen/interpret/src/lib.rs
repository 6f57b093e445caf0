//! Decodes and encodes the messages of any schema at run time, by walking the schema's wire plan.
//!
//! The generated codecs are printed from the same plan. This crate shares no code with them, which makes it a second
//! opinion about every byte; and it works on a schema that was read a moment ago, without compiling anything.
//!
//! ```
//! use lonelypsp_interpret::{HeaderMode, decode};
//! use lonelypsp_schema::Direction;
//!
//! let schema = lonelypsp_schema::builtin().unwrap();
//! let stateful = schema.protocol("stateful").unwrap();
//! let bytes = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar";
//!
//! let message = decode(stateful, Direction::S2b, bytes).unwrap();
//! assert_eq!(message.target.name(), "subscribe_exact");
//! assert_eq!(message.encode(HeaderMode::Minimal).unwrap(), bytes);
//!
//! let cut = decode(stateful, Direction::S2b, &bytes[..16]).unwrap_err();
//! assert_eq!((cut.kind.as_str(), cut.at.as_deref(), cut.offset), ("truncated", Some("x-topic"), 10));
//! ```
//!
//! # The rules
//!
//! They hold in every implementation of the protocol; this is where they are written down.
//!
//! **Reading.** Every problem has a kind, the name of the value that it is about (*at*: a header's on the wire, or a
//! field's; in the entries of groups as in `exact[2].topic`), and an offset: the index
//! in the input of the first byte of the value that *at* names, unless said otherwise.
//!
//! | where | what goes wrong | kind | at | offset |
//! | --- | --- | --- | --- | --- |
//! | prefix | flags or type are cut | `truncated` | - | where that read began: 0 or 2 |
//! | prefix | no message has this type code | `unknown_type` | - | 2 |
//! | no prefix | the code that messages begin with is cut, or no message has it | `truncated`, `unknown_type` | - | 0 |
//! | minimal block | a length or a value is cut | `truncated` | the header | where that read began |
//! | expanded block | count, a length, a name or a value is cut | `truncated` | - | where that read began |
//! | expanded block | a name has a byte from `80` on | `header_name` | - | where the name begins |
//! | checks | an expanded block lacks a header without default | `missing_header` | the header | the end of the block |
//! | checks | a value is longer than its limit | `too_long` | the header | its value |
//! | checks | a value is not exactly as long as it must be | `wrong_length` | the header | its value |
//! | checks | text is not UTF-8 | `not_utf8` | the header | its value |
//! | checks | a declared length is not the body's, or not the other header's | `length_mismatch` | the header that says so | its value |
//! | checks | a declared digest is not the body's | `digest_mismatch` | the header that says so | its value |
//! | checks | a flag has no name, and the protocol refuses such | `bad_value` | - | 0 |
//! | sequence | a length, a value, a count, an entry or the rest is cut | `truncated` | the field, group or rest | where that read began |
//! | sequence | a literal is cut | `truncated` | - | where it begins |
//! | sequence | other bytes stand where a literal belongs | `bad_value` | - | where it begins |
//! | sequence | another code stands where the message's own belongs | `unexpected_type` | - | where it begins |
//! | sequence | an entry is not greater than the one before | `unsorted` | the field that entries are sorted by | its value |
//!
//! - The first problem in the order of the plan is reported. The whole header block is read before any value is
//!   checked, with one exception: the integer that decides whether more headers follow in a minimal block is checked
//!   as soon as it is needed.
//! - An expanded block may have its headers in any order, under names in any case (`A`-`Z` only), with unknown ones in
//!   between. Of several with one name the last counts, and offsets are those of the last. A name is read whole, then
//!   looked at; only then its value is read.
//! - A header that has a default cannot be missing, and its default cannot be wrong.
//! - What follows a message without body is ignored, and what follows a body that says its length. Flags without a name
//!   are ignored, refused or kept, as the protocol says; all bits are in [`Decoded::flags`].
//! - A sequence is read step by step, and the first step that fails is the problem: each value is checked as soon as it is
//!   there, a sorted one is compared with that of the entry before at once. A count that the bytes cannot hold costs
//!   nothing: the first entry that is cut off is `truncated`. A group without a count ends where the literal behind it
//!   stands in the place of an entry.
//!
//! **Writing.** Problems have a kind and an *at*: the wire name of a header, or `body`. The first in the order of the
//! shape's headers is reported, the body's last.
//!
//! - `too_long`: longer than the type's maximum, or than the length before it can say; more entries than a count can say.
//! - `wrong_length`: not exactly as long as it must be.
//! - `out_of_range`: an integer does not fit its number of bytes, or has a value, alone or with others, by which a reader
//!   would take the message for another shape.
//! - `unsorted`: an entry is not greater than the one before.
//! - `bad_value`: a value of another kind than the field's.
//! - Nothing is written that no reader would take.
//! - Integers are written as the type says; a number that is fixed by the shape has at least one byte, so that its zero
//!   is `00`.

mod block;
mod check;
mod decode;
mod encode;
mod entries;
mod error;
mod forms;
mod head;
pub mod hex;
mod json;
mod observer;
mod parse;
mod pieces;
mod place;
mod reader;
mod scan;
mod sequence;
mod target;
mod trace;

pub use decode::{Decoded, decode, decode_as};
pub use error::{DecodeError, EncodeError, Fault, Kind};
pub use forms::types::*;
pub use forms::{Form, Value};
pub use json::{Given, Json, Refused};
pub use observer::Part;
pub use parse::parse_value;
pub use pieces::Pieces;
pub use target::{FieldSpec, HeaderMode, Target};
pub use trace::{Ignored, Segment, Trace, trace, trace_as};
