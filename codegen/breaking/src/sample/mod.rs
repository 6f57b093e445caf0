//! Messages that show what a schema accepts and writes: a usual one of each shape, and one for each edge of each value.

mod damage;
mod edges;
mod maker;
mod owned;
mod shape;

pub(crate) use damage::{damages, random_damage};
pub(crate) use owned::Owned;
pub(crate) use shape::{Sample, Writer, samples};
