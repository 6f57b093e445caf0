//! What a shape wants a struct to hold.

use lonelypsp_codegen_rust::Wire;
use lonelypsp_schema::{Kind, Limit, Schema, Shape, Source, Span};

use crate::schemas::locate;
use crate::ty::Types;

/// A value that a field has to hold.
pub(crate) struct Wanted<'s> {
    /// The field's name in the schema.
    pub(crate) name: &'s str,
    /// The header, by its name on the wire; nothing for the body.
    pub(crate) header: Option<&'s str>,
    pub(crate) kind: Kind,
    span: Span,
    schema: &'s Schema,
}

impl<'s> Wanted<'s> {
    /// The values of a shape, in wire order, the body last.
    pub(crate) fn all(schema: &'s Schema, wire: Wire<'s>, shape: &'s Shape) -> Vec<Self> {
        let headers = shape.slots.iter().filter_map(|shape_header| {
            let header = &wire.layout.slots[shape_header.slot];
            let name = shape_header.field()?;
            Some(Self {
                name: name.snake(),
                header: Some(&header.at),
                kind: header.kind,
                span: header.span,
                schema,
            })
        });
        let body = shape.body.iter().map(|body| Self {
            name: body.name.snake(),
            header: None,
            kind: Kind::Bytes(Limit::None),
            span: body.name.span,
            schema,
        });
        headers.chain(body).collect()
    }

    /// What carries it: "the header `x-topic`" or "the body".
    pub(crate) fn carrier(&self) -> String {
        self.header.map_or_else(|| "the body".to_owned(), |header| format!("the header `{header}`"))
    }

    /// What it is: "at most 64 bytes".
    pub(crate) fn is(&self) -> String {
        match (self.header, self.kind) {
            (None, _) | (_, Kind::Bytes(Limit::None)) => "bytes".to_owned(),
            (_, Kind::OptionalText { .. }) => format!("{} that may be absent", self.kind.expectation()),
            _ => self.kind.expectation(),
        }
    }

    /// Where the schema says so, in parentheses and with a blank before it.
    pub(crate) fn place(&self) -> String {
        locate(self.schema, self.span).map(|place| format!(" ({place})")).unwrap_or_default()
    }

    /// What it is, where that is said, and which types hold it.
    pub(crate) fn describe(&self) -> String {
        format!("{}: {}{}; use {}", self.carrier(), self.is(), self.place(), Types(self.kind))
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
    Some(format!("the header `{}`, which {why}{place}", described.at))
}
