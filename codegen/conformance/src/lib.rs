//! The conformance protocol: answers its requests, one line of JSON each, with any implementation.
//!
//! [`Testee`] is what an implementation can be asked. [`Interpreted`] is one, for the messages of any schema; generated and
//! derived Rust types are another, in a crate of their own that sees them. [`answer`] turns a line into an answer, [`serve`]
//! lines into lines, and [`json`] is the format of the values in them.

pub mod authorization;
pub mod json;
pub mod lines;

mod interpreted;
mod request;
mod serve;
mod testee;

pub use interpreted::Interpreted;
pub use request::{LONGEST, answer};
pub use serve::{ServeError, serve};
pub use testee::{Document, Expected, Input, Presented, Testee};
