//! Headers that are a field in one shape and fixed in another: what tells the two apart in code.

use lonelypsp_schema::{Layout, Name, Shape, Source};

/// A header whose value is fixed in a shape, under the name that its field has in the message's other shapes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Discriminator<'s> {
    /// Index of the header.
    pub(crate) header: usize,
    /// The name of the field elsewhere.
    pub(crate) name: &'s Name,
    /// The value that it has on the wire.
    pub(crate) value: u64,
}

/// The discriminators of a shape, in wire order. What has a name first keeps it: a field, or an earlier header.
pub(crate) fn discriminators<'s>(
    layout: &'s Layout,
    shape: &'s Shape,
) -> impl Iterator<Item = Discriminator<'s>> {
    let mut taken: Vec<&str> = shape.field_names().map(Name::snake).collect();
    let found = shape.slots.iter().filter_map(move |shape_header| {
        let Source::Constant(value) = shape_header.source else { return None };
        let header = shape_header.slot;
        let elsewhere = layout.shapes.iter().find_map(|other| other.slot(header)?.field())?;
        Some(Discriminator { header, name: elsewhere, value })
    });
    found.filter(move |found| {
        let is_free = !taken.contains(&found.name.snake());
        taken.push(found.name.snake());
        is_free
    })
}
