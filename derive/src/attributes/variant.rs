//! What stands on a variant of an enum.

use proc_macro2::Span;
use syn::Attribute;

use super::given::Given;
use super::item::{Item, Text};
use super::keys::Owner;
use crate::problems::Problems;

/// The attributes of a variant.
#[derive(Default)]
pub(crate) struct VariantAttributes {
    /// The name that the schema has for it.
    pub(crate) variant: Option<Text>,
    /// Whether it takes what no other variant does.
    pub(crate) other: Option<Span>,
}

impl VariantAttributes {
    pub(crate) fn parse(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut variant = Self::default();
        let items = Item::all(attributes, problems);
        let given = Given::sort(&items, Owner::Variant, problems, |key, item, problems| match key {
            "variant" => variant.variant = problems.note(item.name()),
            _ => variant.other = problems.note(item.word()),
        });
        if let (Some(_), Some((_, span))) = (variant.other, given.among(&["variant"]).next()) {
            problems.push(span, "`other` and `variant` exclude each other: leave out one of the two");
        }
        variant
    }
}
