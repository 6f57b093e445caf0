//! The types of a message: of its shapes, and of the entries of its groups.

use lonelypsp_schema::{Availability, Group, Shape};

use super::comment::{comment, comment_of};
use super::layout::union;
use super::names::{entry_type, message_type, quoted};
use super::scope::Scope;
use crate::spelling::{camel, camel_text};

pub(super) struct InterfaceView {
    pub(super) doc: String,
    pub(super) name: String,
    /// Members that only say what it is.
    pub(super) tags: Vec<TagView>,
    pub(super) fields: Vec<FieldView>,
}

pub(super) struct TagView {
    pub(super) name: &'static str,
    pub(super) value: String,
}

pub(super) struct FieldView {
    pub(super) doc: String,
    pub(super) name: String,
    pub(super) ty: String,
}

impl FieldView {
    fn new(name: String, doc: &str, availability: &Availability, ty: impl Into<String>) -> Self {
        Self { doc: comment_of(2, doc, availability), name, ty: ty.into() }
    }
}

pub(super) struct UnionView {
    pub(super) doc: String,
    pub(super) text: String,
}

/// What the field says that holds them.
const OTHER_FLAGS: &str = "The bits of the prefix that no flag names, as a number of 16 bits.";

/// All types of a message but the union of its shapes: those of entries first, outer ones before inner ones.
pub(super) fn view_types(scope: &Scope<'_>) -> Vec<InterfaceView> {
    let entries = scope.layout.groups.iter().map(|group| view_entry(scope, group));
    entries.chain(scope.layout.shapes.iter().map(|shape| view_shape(scope, shape))).collect()
}

fn view_shape(scope: &Scope<'_>, shape: &Shape) -> InterfaceView {
    let message = scope.message;
    let mut tags = vec![TagView { name: "type", value: quoted(&message.name) }];
    tags.extend(shape.variant.as_ref().map(|variant| TagView { name: "variant", value: quoted(variant) }));
    let flags = shape.flag_fields().map(|(flag, name)| {
        let flag = &scope.protocol.flags[flag];
        FieldView::new(camel(name), &flag.doc, &flag.availability, "boolean")
    });
    let always = Availability::default();
    let unknown = shape.unknown_flags.iter();
    let unknown = unknown.map(|name| FieldView::new(camel(name), OTHER_FLAGS, &always, "number"));
    let values = shape.slots.iter().filter_map(|slot| {
        let held = scope.slot(slot.slot);
        let ty = scope.field_type(held);
        Some(FieldView::new(camel(slot.field()?), &slot.doc, &held.availability, ty))
    });
    let body = shape.body.iter();
    let of_body = scope.layout.body.as_ref().map_or(&always, |body| &body.availability);
    let body = body.map(|body| FieldView::new(camel(&body.name), &body.doc, of_body, "Uint8Array"));
    let doc = if shape.variant.is_some() { &shape.doc } else { &message.doc };
    let doc = comment_of(0, doc, &shape.availability);
    let fields = flags.chain(unknown).chain(values).chain(body).collect();
    InterfaceView { doc, name: scope.shape_type(shape), tags, fields }
}

fn view_entry(scope: &Scope<'_>, group: &Group) -> InterfaceView {
    let fields = group.slots.iter();
    let fields = fields.map(|slot| {
        FieldView::new(camel_text(&slot.at), &slot.doc, &slot.availability, scope.field_type(slot))
    });
    InterfaceView {
        doc: comment(0, &group.doc),
        name: entry_type(scope.message, group),
        tags: Vec::new(),
        fields: fields.collect(),
    }
}

pub(super) fn view_union(scope: &Scope<'_>) -> UnionView {
    let members: Vec<String> = scope.layout.shapes.iter().map(|shape| scope.shape_type(shape)).collect();
    let left = format!("export type {}", message_type(scope.message));
    UnionView {
        doc: comment_of(0, &scope.message.doc, &scope.message.availability),
        text: union(&left, &members),
    }
}
