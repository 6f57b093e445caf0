//! The value format of the conformance protocol: the one place where values meet JSON.

mod expected;
mod field;
mod group;
mod message;
mod names;
mod parse;
mod problem;
mod unique;

pub use expected::{Expectation, expect, find_message};
pub use field::{HEX_DIGITS, Refusal, from_json, to_json};
pub use group::{value_from_json, value_to_json};
pub use lonelypsp_interpret::{Given, hex};
pub use message::{Wanted, decoded_to_json, encode_wanted, message_to_json};
pub use parse::parse;
pub use problem::Problem;
