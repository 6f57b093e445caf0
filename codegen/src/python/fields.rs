//! The fields that the class of a shape has, or that of an entry, with their types.

use std::collections::BTreeMap;

use lonelypsp_schema::{Body, FlagSource, Group, Kind, Layout, Message, Shape, Slot};

use super::context::Context;
use super::flags;
use super::forms;
use super::names::{self, BODY};
use crate::discriminator::discriminators;
use crate::doc::told;
use crate::spelling::local;

/// A field before it has its place.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: Annotation,
    /// The parameter of the maker, if a value has to be given.
    pub(super) local: Option<String>,
    pub(super) secret: bool,
    pub(super) doc: String,
}

/// The type of a field, as an annotation says it.
#[derive(Clone)]
pub(super) enum Annotation {
    /// That of a form of value, or of a flag.
    Plain(&'static str),
    /// Entries of that class.
    Entries(String),
    /// None, whatever the message.
    Nothing,
}

impl Annotation {
    /// The same where that module holds the class of entries.
    pub(super) fn of_module(self, module: &str) -> Self {
        match self {
            Self::Entries(class) => Self::Entries(format!("{module}.{class}")),
            Self::Plain(_) | Self::Nothing => self,
        }
    }
}

impl std::fmt::Display for Annotation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Plain(ty) => f.write_str(ty),
            Self::Entries(class) => write!(f, "tuple[{class}, ...]"),
            Self::Nothing => f.write_str("Literal[None]"),
        }
    }
}

/// The fields of a shape, in their order.
pub(super) fn fields(context: &Context<'_>, message: &Message, layout: &Layout, shape: &Shape) -> Vec<Field> {
    let constants: Vec<_> = discriminators(layout, shape).collect();
    let of_slot = |shape_slot: &lonelypsp_schema::ShapeSlot| {
        let slot = &layout.slots[shape_slot.slot];
        if let Some(name) = shape_slot.field() {
            return Some(Field {
                name: name.snake().to_owned(),
                doc: told(&shape_slot.doc, &slot.availability),
                ..slot_field(message, layout, slot)
            });
        }
        let constant = constants.iter().find(|constant| constant.header == shape_slot.slot)?;
        let doc = format!("None: in this variant `{}` is always {}.", slot.at, constant.value);
        let name = constant.name.snake().to_owned();
        Some(Field { name, ty: Annotation::Nothing, local: None, secret: false, doc })
    };
    let mut fields = flag_fields(context, shape);
    fields.extend(shape.slots.iter().filter_map(of_slot));
    fields.extend(shape.body.as_ref().map(|body| Field {
        name: body.name.snake().to_owned(),
        ty: Annotation::Plain("bytes"),
        local: Some(BODY.to_owned()),
        secret: false,
        doc: match &layout.body {
            Some(Body { availability, .. }) => told(&body.doc, availability),
            None => body.doc.clone(),
        },
    }));
    let order = context.dropin.field_order(message, shape);
    fields.sort_by_key(|field| order.iter().position(|name| *name == field.name).unwrap_or(order.len()));
    fields
}

/// What the prefix says, if the protocol has messages carry it.
fn flag_fields(context: &Context<'_>, shape: &Shape) -> Vec<Field> {
    let of_flag = |flag: &lonelypsp_schema::ShapeFlag| {
        let FlagSource::Field(name) = &flag.source else { return None };
        Some(Field {
            name: name.snake().to_owned(),
            ty: Annotation::Plain("bool"),
            local: Some(flags::local(context.protocol, flag.flag)),
            secret: false,
            doc: {
                let said = &context.protocol.flags[flag.flag];
                told(&said.doc, &said.availability)
            },
        })
    };
    let mut fields: Vec<_> = shape.flags.iter().filter_map(of_flag).collect();
    fields.extend(shape.unknown_flags.as_ref().map(|name| Field {
        name: name.snake().to_owned(),
        ty: Annotation::Plain("int"),
        local: Some(flags::UNKNOWN.to_owned()),
        secret: false,
        doc: "The bits of the prefix's flags that have no name.".to_owned(),
    }));
    fields
}

pub(super) fn entry_fields(message: &Message, layout: &Layout, group: &Group) -> Vec<Field> {
    group.slots.iter().map(|slot| slot_field(message, layout, slot)).collect()
}

/// The field of a value, under the value's own name.
fn slot_field(message: &Message, layout: &Layout, slot: &Slot) -> Field {
    Field {
        name: slot.at.clone(),
        ty: annotation(message, layout, slot.kind),
        local: Some(local(slot)),
        secret: slot.secret,
        doc: told(&slot.doc, &slot.availability),
    }
}

/// The type of a slot's values.
pub(super) fn annotation(message: &Message, layout: &Layout, kind: Kind) -> Annotation {
    match kind.as_group() {
        Some(group) => Annotation::Entries(names::entry_class(message, &layout.groups[group])),
        None => Annotation::Plain(forms::values(kind).map_or("", |values| values.ty)),
    }
}

/// The names of the fields that values have in other shapes and not in this one, by the index of the value.
pub(super) fn constant_fields<'s>(layout: &'s Layout, shape: &'s Shape) -> BTreeMap<usize, &'s str> {
    discriminators(layout, shape).map(|constant| (constant.header, constant.name.snake())).collect()
}
