//! `#[lonely(…)]` on types, fields and variants.

mod container;
mod field;
mod given;
mod item;
mod keys;
mod variant;

pub(crate) use container::Container;
pub(crate) use field::{FieldAttributes, ITEM, KindAttribute, Layout};
pub(crate) use item::{Number, Text};
pub(crate) use variant::VariantAttributes;
