//! The value format of the conformance protocol: the one place where values meet JSON.

mod field;
pub(crate) mod hex;
mod message;
mod parse;
mod problem;

pub(crate) use field::{Given, from_json, to_json};
pub(crate) use message::{Wanted, decoded_to_json, encode_wanted, message_to_json};
pub(crate) use parse::parse;
pub(crate) use problem::Problem;
