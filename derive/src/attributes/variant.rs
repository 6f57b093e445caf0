//! What stands on a variant of an enum.

use proc_macro2::Span;
use syn::Attribute;

use super::item::{Item, Keys, Text};
use crate::problems::Problems;

/// The attributes of a variant.
#[derive(Default)]
pub(crate) struct VariantAttributes {
    /// The name that the schema has for it.
    pub(crate) variant: Option<Text>,
    /// Whether it takes what no other variant does.
    pub(crate) other: Option<Span>,
}

pub(super) const KEYS: &[&str] = &["variant", "other"];

impl VariantAttributes {
    pub(crate) fn parse(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut variant = Self::default();
        let items = Item::all(attributes, problems);
        let mut keys = Keys { owner: "a variant", known: KEYS, problems };
        let given = keys.sort(&items, |key, item, problems| match key {
            "variant" => variant.variant = problems.note(item.name()),
            _ => variant.other = problems.note(item.word()),
        });
        if let (Some(_), Some((_, span))) = (variant.other, given.among(&["variant"]).next()) {
            problems.push(span, "`other` and `variant` exclude each other: leave out one of the two");
        }
        variant
    }
}
