//! The class of a shape, and the function that makes an instance quickly.

use lonelypsp_schema::{Layout, Kind, Message, Shape};

use super::context::Context;
use super::names::{self, BODY};
use super::text::{call, docstring};
use crate::discriminator::discriminators;
use crate::spelling::local;

/// A class and its maker.
pub(super) struct ClassView {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) fields: Vec<FieldView>,
    /// The twin that can be filled, as it is made.
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
    layout: &Layout,
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
    let is_field = |name: &str| fields.iter().any(|field| field.name == name);
    let scope =
        Scope { types: ["bytes", "str", "int", "bool"].into_iter().any(is_field), field: is_field("field") };
    views.extend(fields.iter().map(|field| view_field(field, scope)));
    let twin = format!("_OPEN_{}", names::shape_function(message, shape).to_uppercase());
    let maker = maker(message, shape, &name, &twin, &fields);
    let open = call(0, &format!("{twin}: Final = open_class"), std::slice::from_ref(&name), "").join("\n");
    ClassView { name, doc: docstring(4, doc).join("\n"), fields: views, open, maker: maker.join("\n") }
}

/// What the names of a class's fields hide inside it.
#[derive(Clone, Copy)]
struct Scope {
    types: bool,
    field: bool,
}

fn view_field(field: &Field, hidden: Scope) -> FieldView {
    let prefix = if hidden.types && !field.ty.starts_with("Literal") { "_builtins." } else { "" };
    let hidden = match (field.secret, hidden.field) {
        (false, _) => "",
        (true, false) => " = field(repr=False)",
        (true, true) => " = _field(repr=False)",
    };
    let declaration = format!("    {}: {prefix}{}{hidden}", field.name, field.ty);
    FieldView { declaration, doc: docstring(4, &field.doc).join("\n") }
}

fn fields(context: &Context<'_>, message: &Message, layout: &Layout, shape: &Shape) -> Vec<Field> {
    let constants: Vec<_> = discriminators(layout, shape).collect();
    let of_header = |shape_header: &lonelypsp_schema::ShapeSlot| {
        let header = &layout.slots[shape_header.header];
        if let Some(name) = shape_header.field() {
            let (ty, local) = (annotation(header.kind), Some(local(header)));
            let doc = shape_header.doc.clone();
            return Some(Field { name: name.snake().to_owned(), ty, local, secret: header.secret, doc });
        }
        let constant = constants.iter().find(|constant| constant.header == shape_header.header)?;
        let doc = format!("None: in this variant `{}` is always {}.", header.at, constant.value);
        let name = constant.name.snake().to_owned();
        Some(Field { name, ty: "Literal[None]", local: None, secret: false, doc })
    };
    let mut fields: Vec<_> = shape.slots.iter().filter_map(of_header).collect();
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

fn maker(message: &Message, shape: &Shape, class: &str, twin: &str, fields: &[Field]) -> Vec<String> {
    let function = names::shape_function(message, shape);
    let parameter = |field: &Field| field.local.as_ref().map(|local| format!("{local}: {}", field.ty));
    let parameters: Vec<_> = fields.iter().filter_map(parameter).collect();
    let mut lines = call(0, &format!("def new_{function}"), &parameters, &format!(" -> {class}:"));
    lines.extend(docstring(4, "Make an instance without the usual price."));
    lines.extend(call(4, "new = MAKE", &[twin.to_owned()], ""));
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
    layout: &Layout,
    shape: &Shape,
) -> Vec<String> {
    fields(context, message, layout, shape).into_iter().filter_map(|field| field.local).collect()
}

/// The name of the field that a header has in other shapes and not in this one.
pub(super) fn constant_field<'s>(
    layout: &'s Layout,
    shape: &'s Shape,
    header: usize,
) -> Option<&'s str> {
    discriminators(layout, shape)
        .find(|constant| constant.header == header)
        .map(|constant| constant.name.snake())
}
