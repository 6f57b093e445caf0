//! Messages that are read: typical ones, values at their edges, what follows a message.

use crate::corpus::case::Topic;
use crate::forms::MOST;
use crate::wire::body::{
    Draft, Field, Item, Kind, Layout, Part, Piece, describe_body, empty, full, limits, typical,
};

use super::accept;

pub(super) fn add(topic: &mut Topic, layout: &Layout) {
    for (name, draft) in [("typical", typical(layout)), ("empty", empty(layout)), ("full", full(layout))] {
        accept(topic, &draft, &format!("read/{name}"));
    }
    for field in layout.fields() {
        for value in limits(&field) {
            let mut draft = typical(layout);
            draft.set(field.name, &value.bytes);
            // A digest has to be that of the rest.
            describe_body(&mut draft);
            accept(topic, &draft, &format!("read/{}/{}", field.name, value.label));
        }
        for byte in [2_u8, 0x10, 0xff].into_iter().filter(|_| field.kind == Kind::Bool) {
            let mut draft = typical(layout);
            draft.set(field.name, &[byte]);
            accept(topic, &draft, &format!("read/{}/{byte:02x}-is-false", field.name));
        }
    }
    entries(topic, layout);
    behind(topic, layout);
}

/// Values of entries at their edges, and numbers of entries.
fn entries(topic: &mut Topic, layout: &Layout) {
    for (index, part) in layout.parts.iter().enumerate() {
        let Part::Group { name, fields, .. } = part else { continue };
        for field in *fields {
            for value in limits(field) {
                let mut draft = typical(layout);
                draft.items[index] = Item::Entries(vec![one(fields, field, &value.bytes)], None);
                accept(topic, &draft, &format!("read/{name}/{}/{}", field.name, value.label));
            }
        }
        for count in [1, 2, 255, 256, 300] {
            let mut draft = typical(layout);
            draft.items[index] = Item::Entries(many(fields, count), None);
            accept(topic, &draft, &format!("read/{name}/{count}-entries"));
        }
    }
}

/// An entry in which one field has this value.
pub(super) fn one(fields: &[Field], field: &Field, value: &[u8]) -> Vec<Piece> {
    let piece =
        |each: &Field| Piece::new(if each.name == field.name { value.to_vec() } else { each.blank() });
    fields.iter().map(piece).collect()
}

/// So many entries.
pub(super) fn many(fields: &[Field], count: usize) -> Vec<Vec<Piece>> {
    let entry = |number: usize| one(fields, &fields[0], format!("{number:05}").as_bytes());
    (0..count).map(entry).collect()
}

/// What follows a message is ignored, unless the message says where it ends.
fn behind(topic: &mut Topic, layout: &Layout) {
    let lengths: &[usize] = if layout.rest().is_some() { &[] } else { &[1, 2, 3, 70] };
    for length in lengths {
        let mut draft = typical(layout);
        draft.behind = (0..=u8::MAX).cycle().take(*length).collect();
        accept(topic, &draft, &format!("read/{length}-bytes-behind"));
    }
    if layout.rest().is_none() {
        let mut draft = typical(layout);
        draft.behind = draft.build().bytes;
        accept(topic, &draft, "read/itself-behind");
        return;
    }
    for length in [0, 1, 255, 256, 257] {
        let mut draft = typical(layout);
        let rest: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
        draft.set_rest(&rest);
        describe_body(&mut draft);
        accept(topic, &draft, &format!("read/rest-of-{length}-bytes"));
    }
}

/// The longest values behind two bytes of length, once for each kind, and the longest rest.
pub(super) fn longest<'l>(topic: &mut Topic, layouts: impl Iterator<Item = &'l Layout>) {
    let layouts: Vec<_> = layouts.collect();
    for kind in [Kind::Bytes, Kind::Text, Kind::OptionalText] {
        let found = layouts.iter().find_map(|layout| {
            let field = layout.fields().into_iter().find(|field| field.kind == kind && field.prefix == 2)?;
            Some((typical(layout), field))
        });
        if let Some((mut draft, field)) = found {
            draft.set(field.name, &vec![b'a'; MOST]);
            accept(topic, &draft, &format!("read/{}/{MOST}-bytes", field.name));
            super::write::accept(topic, &draft, &format!("{}/{MOST}-bytes", field.name));
        }
    }
    if let Some(layout) = layouts.iter().find(|layout| layout.rest().is_some()) {
        let mut draft: Draft<'_> = typical(layout);
        draft.set_rest(&vec![b'a'; MOST + 1]);
        describe_body(&mut draft);
        accept(topic, &draft, &format!("read/rest-of-{}-bytes", MOST + 1));
    }
}
