//! YAML tree → syntax tree: which keys there are and what shape their values have.

mod availability;
mod fields;
mod message;
mod unit;
mod value;

pub(crate) use unit::{parse_root, parse_unit};
