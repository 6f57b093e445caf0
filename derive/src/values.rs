//! What a shape wants a struct to hold.

use lonelypsp_codegen_rust::Wire;
use lonelypsp_schema::{Form, Group, Kind, Length, Schema, Shape, Source, Span, Spelling};

use crate::schemas::locate;
use crate::ty::Types;

/// A value that a field has to hold.
pub(crate) struct Wanted<'s> {
    /// The field's name in the schema.
    pub(crate) name: &'s str,
    /// What carries it.
    pub(crate) part: Part<'s>,
    pub(crate) kind: Kind,
    span: Span,
    schema: &'s Schema,
}

/// What carries a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'s> {
    /// A header, by its name on the wire.
    Header(&'s str),
    /// An item of a sequence, or of an entry.
    Item(&'s str),
    /// What follows them.
    Body,
    /// A flag of the prefix.
    Flag(&'s str),
    /// The bits of the prefix that no flag names.
    UnknownFlags,
}

impl<'s> Wanted<'s> {
    /// The values of a shape, in the order of fields: flags, values in wire order, the body.
    pub(crate) fn all(schema: &'s Schema, wire: Wire<'s>, shape: &'s Shape) -> Vec<Self> {
        let flags = shape.flag_fields().map(|(flag, name)| {
            let flag = &wire.protocol.flags[flag];
            let part = Part::Flag(flag.name.snake());
            Self { name: name.snake(), part, kind: Kind::BOOL, span: flag.name.span, schema }
        });
        let unknown = shape.unknown_flags.iter().map(|name| {
            let kind = Kind::uint(2, Spelling::Fixed);
            let part = Part::UnknownFlags;
            Self { name: name.snake(), part, kind, span: wire.protocol.name.span, schema }
        });
        let slots = shape.slots.iter().filter_map(|of| {
            let slot = &wire.layout.slots[of.slot];
            let part = if wire.layout.is_block() { Part::Header(&slot.at) } else { Part::Item(&slot.at) };
            Some(Self { name: of.field()?.snake(), part, kind: slot.kind, span: slot.span, schema })
        });
        let body = shape.body.iter().map(|body| Self {
            name: body.name.snake(),
            part: Part::Body,
            kind: Kind::BYTES,
            span: body.name.span,
            schema,
        });
        flags.chain(unknown).chain(slots).chain(body).collect()
    }

    /// The values of an entry of a group, in wire order.
    pub(crate) fn of_entry(schema: &'s Schema, group: &'s Group) -> Vec<Self> {
        let slots = group.slots.iter().map(|slot| Self {
            name: &slot.at,
            part: Part::Item(&slot.at),
            kind: slot.kind,
            span: slot.span,
            schema,
        });
        slots.collect()
    }

    /// The name of the header that carries it, if one does.
    pub(crate) fn header(&self) -> Option<&'s str> {
        match self.part {
            Part::Header(header) => Some(header),
            _ => None,
        }
    }

    /// What carries it: "the header `x-topic`" or "the body".
    pub(crate) fn carrier(&self) -> String {
        match self.part {
            Part::Header(header) => format!("the header `{header}`"),
            Part::Item(item) => format!("the item `{item}`"),
            Part::Body => "the body".to_owned(),
            Part::Flag(flag) => format!("the flag `{flag}`"),
            Part::UnknownFlags => "the flags without a name".to_owned(),
        }
    }

    /// What it is: "at most 64 bytes".
    pub(crate) fn is(&self) -> String {
        match (self.part, self.kind.form) {
            (Part::Body, _) => "bytes".to_owned(),
            (Part::Flag(_), _) => "whether it is set".to_owned(),
            (Part::UnknownFlags, _) => "16 bits".to_owned(),
            (_, Form::Bytes) if self.kind.length == Length::Any => "bytes".to_owned(),
            (_, Form::Group(_)) => "entries".to_owned(),
            _ if self.kind.empty_is_absent => format!("{} that may be absent", self.kind.expectation()),
            _ => self.kind.expectation(),
        }
    }

    /// Where the schema says so, in parentheses and with a blank before it.
    pub(crate) fn place(&self) -> String {
        locate(self.schema, self.span).map(|place| format!(" ({place})")).unwrap_or_default()
    }

    /// What it is, where that is said, and which types hold it.
    pub(crate) fn describe(&self) -> String {
        let types = match self.part {
            Part::UnknownFlags => "`u16`".to_owned(),
            _ => Types(self.kind).to_string(),
        };
        format!("{}: {}{}; use {types}", self.carrier(), self.is(), self.place())
    }
}

/// The header that a name of the schema stands for, be it the header's own or that of its field in any variant.
pub(crate) fn header_called(wire: Wire<'_>, wanted: &str) -> Option<usize> {
    let headers = &wire.layout.slots;
    let is_wanted =
        |name: &str| name == wanted || name.strip_prefix("x-").unwrap_or(name).replace('-', "_") == wanted;
    headers.iter().position(|header| is_wanted(&header.at)).or_else(|| {
        let all = wire.layout.shapes.iter().flat_map(|shape| &shape.slots);
        let mut fields = all.filter(|header| header.field().is_some_and(|field| field.snake() == wanted));
        fields.next().map(|header| header.slot)
    })
}

/// Which header a name of the schema stands for, and why that has no field of this name: the value is not free.
pub(crate) fn why_not_a_field(
    schema: &Schema,
    wire: Wire<'_>,
    shape: &Shape,
    wanted: &str,
) -> Option<String> {
    let header = header_called(wire, wanted)?;
    let described = &wire.layout.slots[header];
    let place = locate(schema, described.span).map(|place| format!(" ({place})")).unwrap_or_default();
    let why = match shape.slot(header).map(|header| &header.source) {
        None => "this variant does not have".to_owned(),
        Some(Source::Constant(value)) => format!("is always {value} in this variant"),
        Some(Source::BodyLength) => "is derived from the length of the body".to_owned(),
        Some(Source::Slot(other)) => format!("is derived from `{}`", wire.layout.slots[*other].at),
        Some(Source::Field(field)) => format!("`{field}` holds"),
    };
    let what = if wire.layout.is_block() { "header" } else { "item" };
    Some(format!("the {what} `{}`, which {why}{place}", described.at))
}
