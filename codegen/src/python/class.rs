//! The class of a shape, and the function that makes an instance quickly.

use lonelypsp_schema::{Header, HeaderLayout, Kind, Message, Shape};

use super::context::Context;
use super::names::{self, BODY};
use super::text::{call, docstring};
use crate::discriminator::discriminators;

/// A class and its maker.
pub(super) struct ClassView {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) fields: Vec<FieldView>,
    /// The twin that can be filled.
    pub(super) open: String,
    pub(super) maker: String,
}

/// A field of a class.
pub(super) struct FieldView {
    pub(super) declaration: String,
    pub(super) doc: String,
}

/// A field before it has its place.
struct Field {
    name: String,
    ty: &'static str,
    /// The parameter of the maker, if a value has to be given.
    local: Option<String>,
    secret: bool,
    doc: String,
}

pub(super) fn view_class(
    context: &Context<'_>,
    message: &Message,
    layout: &HeaderLayout,
    shape: &Shape,
) -> ClassView {
    let name = names::shape_class(message, shape);
    let doc = if shape.variant.is_some() { &shape.doc } else { &message.doc };
    let fields = fields(context, message, layout, shape);
    let type_value = format!("{}.{}", context.type_class(message.direction), names::type_member(message));
    let mut views = vec![FieldView {
        declaration: call(4, "type: Literal", &[type_value], "").join("\n"),
        doc: docstring(4, "Tells the message's type.").join("\n"),
    }];
    let shadowed = fields.iter().any(|field| ["bytes", "str", "int", "bool"].contains(&field.name.as_str()));
    views.extend(fields.iter().map(|field| view_field(field, shadowed)));
    let open = format!("_OPEN_{}", names::shape_function(message, shape).to_uppercase());
    let maker = maker(message, shape, &name, &open, &fields);
    ClassView { name, doc: docstring(4, doc).join("\n"), fields: views, open, maker: maker.join("\n") }
}

fn view_field(field: &Field, shadowed: bool) -> FieldView {
    let prefix = if shadowed && !field.ty.starts_with("Literal") { "builtins." } else { "" };
    let hidden = if field.secret { " = field(repr=False)" } else { "" };
    let declaration = format!("    {}: {prefix}{}{hidden}", field.name, field.ty);
    FieldView { declaration, doc: docstring(4, &field.doc).join("\n") }
}

fn fields(context: &Context<'_>, message: &Message, layout: &HeaderLayout, shape: &Shape) -> Vec<Field> {
    let constants: Vec<_> = discriminators(layout, shape).collect();
    let of_header = |shape_header: &lonelypsp_schema::ShapeHeader| {
        let header = &layout.headers[shape_header.header];
        if let Some(name) = shape_header.field() {
            let (ty, local) = (annotation(header.kind), Some(names::local(header)));
            let doc = shape_header.doc.clone();
            return Some(Field { name: name.snake().to_owned(), ty, local, secret: header.secret, doc });
        }
        let constant = constants.iter().find(|constant| constant.header == shape_header.header)?;
        let doc = format!("None: in this variant `{}` is always {}.", header.wire, constant.value);
        let name = constant.name.snake().to_owned();
        Some(Field { name, ty: "Literal[None]", local: None, secret: false, doc })
    };
    let mut fields: Vec<_> = shape.headers.iter().filter_map(of_header).collect();
    fields.extend(shape.body.as_ref().map(|body| Field {
        name: body.name.snake().to_owned(),
        ty: "bytes",
        local: Some(BODY.to_owned()),
        secret: false,
        doc: body.doc.clone(),
    }));
    let order = context.dropin.field_order(message, shape);
    fields.sort_by_key(|field| order.iter().position(|name| *name == field.name).unwrap_or(order.len()));
    fields
}

/// The type of a header's values.
pub(super) fn annotation(kind: Kind) -> &'static str {
    match kind {
        Kind::Bytes(_) => "bytes",
        Kind::Text { .. } => "str",
        Kind::OptionalText { .. } => "str | None",
        Kind::Bool => "bool",
        Kind::Uint { .. } | Kind::Int { .. } => "int",
    }
}

fn maker(message: &Message, shape: &Shape, class: &str, open: &str, fields: &[Field]) -> Vec<String> {
    let function = names::shape_function(message, shape);
    let parameter = |field: &Field| field.local.as_ref().map(|local| format!("{local}: {}", field.ty));
    let parameters: Vec<_> = fields.iter().filter_map(parameter).collect();
    let mut lines = call(0, &format!("def new_{function}"), &parameters, &format!(" -> {class}:"));
    lines.extend(docstring(4, "Make an instance without the usual price."));
    lines.push(format!("    new = MAKE({open})"));
    lines.push(format!("    new.type = _TYPE_{}", names::message_function(message).to_uppercase()));
    for field in fields {
        let value = field.local.as_deref().unwrap_or("None");
        lines.push(format!("    new.{} = {value}", field.name));
    }
    lines.push(format!("    new.__class__ = {class}"));
    lines.push(format!("    message: {class} = new"));
    lines.push("    return message".to_owned());
    lines
}

/// The arguments of a shape's maker, in its order.
pub(super) fn maker_arguments(
    context: &Context<'_>,
    message: &Message,
    layout: &HeaderLayout,
    shape: &Shape,
) -> Vec<String> {
    fields(context, message, layout, shape).into_iter().filter_map(|field| field.local).collect()
}

/// The name of the field that a header has in other shapes and not in this one.
pub(super) fn constant_field<'s>(
    layout: &'s HeaderLayout,
    shape: &'s Shape,
    header: usize,
) -> Option<&'s str> {
    discriminators(layout, shape)
        .find(|constant| constant.header == header)
        .map(|constant| constant.name.snake())
}

/// A header's name, two bytes of length before it.
pub(super) fn counted_name(header: &Header) -> Vec<u8> {
    let length = u16::try_from(header.wire.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&length[..], header.wire.as_bytes()].concat()
}
