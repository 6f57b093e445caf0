//! Messages without a prefix, put together value by value: bodies of HTTP, signed documents, the hashed document.
//!
//! What they consist of is written down here once more, from the description of the wire format, and compared with the
//! schema by name only. So neither the plan nor the schema decides what is right.

mod draft;
mod layout;
mod sample;
mod signing;
mod stateless;

pub(crate) use draft::{Draft, Item, Piece};
pub(crate) use layout::{Field, Kind, Layout, Part, Role, all, all_before};
pub(crate) use sample::{describe_body, empty, full, limits, typical};
