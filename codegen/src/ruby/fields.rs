//! The fields of a class, of a message's or of an entry's: how they are documented, given, kept and promised.

use lonelypsp_schema::{Availability, Group, Layout, Message, Protocol, Shape, Slot};

use super::comment::{comment, padded_of};
use super::constants::{list, pairs, symbols};
use super::flags;
use super::lines::Lines;
use super::names::entry_path;
use super::types::Type;
use crate::doc::summary;

/// One field.
pub(super) struct FieldView {
    pub(super) doc: String,
    pub(super) parameter: String,
    pub(super) name: String,
    pub(super) ty: Type,
    secret: bool,
}

/// All fields of a class, in the order of the bytes.
pub(super) struct Fields {
    pub(super) list: Vec<FieldView>,
    column: usize,
}

impl Fields {
    /// Those of a shape: flags, values, the body.
    pub(super) fn of_shape(protocol: &Protocol, message: &Message, shape: &Shape, column: usize) -> Self {
        let layout = &message.layout;
        let (mut fields, always) = (Self { list: Vec::new(), column }, Availability::default());
        for (flag, name) in shape.flag_fields() {
            let flag = &protocol.flags[flag];
            fields.add(name.snake(), (&flag.doc, &flag.availability), Type::flag(), false);
        }
        if let Some(name) = &shape.unknown_flags {
            fields.add(name.snake(), (flags::UNKNOWN, &always), Type::unknown_flags(), false);
        }
        for shape_slot in &shape.slots {
            let slot = &layout.slots[shape_slot.slot];
            if let Some(name) = shape_slot.field() {
                let ty = type_of(message, layout, slot);
                fields.add(name.snake(), (&shape_slot.doc, &slot.availability), ty, slot.secret);
            }
        }
        if let Some(body) = &shape.body {
            let of_body = layout.body.as_ref().map_or(&always, |body| &body.availability);
            fields.add(body.name.snake(), (&body.doc, of_body), Type::bytes(), false);
        }
        fields
    }

    /// Those of a group's entry.
    pub(super) fn of_entry(message: &Message, group: &Group, column: usize) -> Self {
        let mut fields = Self { list: Vec::new(), column };
        for slot in &group.slots {
            let ty = type_of(message, &message.layout, slot);
            fields.add(&slot.at, (&slot.doc, &slot.availability), ty, slot.secret);
        }
        fields
    }

    fn add(&mut self, name: &str, (doc, availability): (&str, &Availability), ty: Type, secret: bool) {
        let parameter = parameter(name, doc, &ty, self.column);
        self.list.push(FieldView {
            doc: padded_of(doc, self.column, availability),
            parameter,
            name: name.to_owned(),
            ty,
            secret,
        });
    }

    /// The table of their kinds.
    pub(super) fn kinds(&self) -> String {
        pairs(self.column, "FIELD_KINDS", self.list.iter().map(|field| (&*field.name, &*field.ty.kind)))
    }

    /// The list of those that are secret.
    pub(super) fn secrets(&self) -> String {
        let secret = self.list.iter().filter(|field| field.secret);
        symbols(self.column, secret.map(|field| &*field.name))
    }

    /// The head of the constructor. Those that have a default come last, as callers expect.
    pub(super) fn parameters(&self) -> String {
        let required = self.list.iter().filter(|field| field.ty.default.is_none());
        let required = required.map(|field| format!("{}:", field.name));
        let optional = self.list.iter();
        let optional = optional.filter_map(|field| Some(format!("{}: {}", field.name, field.ty.default?)));
        list(self.column, "def initialize(", &required.chain(optional).collect::<Vec<_>>(), ")")
    }

    /// What the constructor does with what it was given.
    pub(super) fn initial(&self) -> String {
        let kept: Vec<String> = self.list.iter().map(|field| field.ty.kept(&field.name)).collect();
        list(self.column + 2, "fill!(", &kept, ")")
    }

    /// The head of the method that fills an instance.
    pub(super) fn filled(&self) -> String {
        let names: Vec<String> = self.list.iter().map(|field| field.name.clone()).collect();
        list(self.column, "def fill!(", &names, ")")
    }

    /// The type of the table of kinds.
    pub(super) fn kinds_signature(&self) -> &'static str {
        if self.list.iter().any(|field| field.ty.is_group) {
            "FIELD_KINDS: ::Hash[::Symbol, ::Symbol | ::Class]"
        } else {
            "FIELD_KINDS: ::Hash[::Symbol, ::Symbol]"
        }
    }

    /// What a class promises of its fields.
    pub(super) fn promise(&self, lines: &mut Lines) {
        let typed = |field: &FieldView| format!("{}: {}", field.name, field.ty.signature);
        let maybe = |field: &FieldView| format!("?{}: {}", field.name, field.ty.signature);
        for field in &self.list {
            lines.line(format!("attr_reader {}", typed(field)));
        }
        let required = self.list.iter().filter(|field| field.ty.default.is_none());
        let optional = self.list.iter().filter(|field| field.ty.default.is_some());
        let given: Vec<String> = required.map(typed).chain(optional.map(maybe)).collect();
        lines.list("def initialize: (", &given, ") -> void");
        let changed: Vec<String> = self.list.iter().map(maybe).collect();
        lines.list("def with: (", &changed, ") -> instance");
        if !self.list.is_empty() {
            let all: Vec<String> = self.list.iter().map(typed).collect();
            lines.list("def to_h: () -> { ", &all, " }");
        }
    }
}

fn type_of(message: &Message, layout: &Layout, slot: &Slot) -> Type {
    Type::of(slot.kind, |group| {
        Type::entries(&entry_path(message.direction, &message.name, &layout.groups[group]))
    })
}

/// What a constructor's documentation says of a field.
fn parameter(name: &str, doc: &str, ty: &Type, column: usize) -> String {
    let text = format!("{name} [{}] {}", ty.documented, summary(doc));
    let lines = comment(&text, column + 2);
    let pad = " ".repeat(column);
    let lines = lines.iter().enumerate().map(|(index, line)| match index {
        0 => line.replacen("# ", &format!("{pad}# @param "), 1),
        _ => line.replacen("# ", &format!("{pad}#   "), 1),
    });
    lines.collect::<Vec<_>>().join("\n")
}
