//! The class of a shape, or of the entries of a group, and the function that makes an instance quickly.

use lonelypsp_schema::{Group, Layout, Message, Shape};

use super::code::{Code, Uses, from};
use super::context::Context;
use super::fields::{Annotation, Field, entry_fields, fields};
use super::names;
use super::text::{WIDTH, argument, call, docstring, string, subscript};
use crate::doc::{deprecation, told};

/// A class and its maker.
pub(super) struct ClassView {
    pub(super) name: String,
    pub(super) doc: String,
    /// What whoever makes an instance is told, if it is deprecated.
    pub(super) deprecated: Option<String>,
    pub(super) fields: Vec<FieldView>,
    /// The twin that can be filled, as it is made.
    pub(super) open: String,
    pub(super) maker: String,
    pub(super) uses: Uses,
}

/// A value that a class is made of, as functions take it.
pub(super) struct Parameter {
    pub(super) field: String,
    pub(super) local: String,
    /// Name and type.
    pub(super) declaration: String,
}

/// A field of a class.
pub(super) struct FieldView {
    pub(super) declaration: String,
    pub(super) doc: String,
}

/// What a class is called, and the functions that belong to it.
struct Owner {
    class: String,
    /// The end of the names of its functions.
    function: String,
    doc: String,
    deprecated: Option<String>,
    /// The constant that its field `type` holds.
    type_constant: Option<String>,
}

/// The class of a message, or of one of its variants.
pub(super) fn view_class(
    context: &Context<'_>,
    message: &Message,
    layout: &Layout,
    shape: &Shape,
) -> ClassView {
    let doc = if shape.variant.is_some() { &shape.doc } else { &message.doc };
    let owner = Owner {
        class: names::shape_class(message, shape),
        function: names::shape_function(message, shape),
        doc: told(doc, &shape.availability),
        deprecated: deprecation(&shape.availability),
        type_constant: context.has_prefix().then(|| names::type_constant(message)),
    };
    let mut uses = Uses::default();
    let fields = fields(context, message, layout, shape);
    if !context.has_prefix() {
        return view(&owner, Vec::new(), &fields, uses);
    }
    uses.add(from::TYPING, "Literal");
    let type_value = format!("{}.{}", context.type_class(message.direction), names::type_member(message));
    let of_type = FieldView {
        declaration: subscript(4, "type: Literal", &type_value).join("\n"),
        doc: docstring(4, "Tells the message's type.").join("\n"),
    };
    view(&owner, vec![of_type], &fields, uses)
}

/// The class of the entries of a group.
pub(super) fn view_entry(message: &Message, layout: &Layout, group: &Group) -> ClassView {
    let owner = Owner {
        class: names::entry_class(message, group),
        function: names::entry_function(message, group),
        doc: group.doc.clone(),
        deprecated: None,
        type_constant: None,
    };
    view(&owner, Vec::new(), &entry_fields(message, layout, group), Uses::default())
}

fn view(owner: &Owner, mut views: Vec<FieldView>, fields: &[Field], mut uses: Uses) -> ClassView {
    let hidden = Hidden::by(fields);
    views.extend(fields.iter().map(|field| view_field(field, hidden, &mut uses)));
    let twin = format!("_OPEN_{}", owner.function.to_uppercase());
    let maker = maker(owner, &twin, fields);
    let open =
        call(0, &format!("{twin}: Final = open_class"), std::slice::from_ref(&owner.class), "").join("\n");
    if fields.iter().any(|field| matches!(field.ty, Annotation::Nothing)) {
        uses.add(from::TYPING, "Literal");
    }
    uses.add(from::DATACLASSES, "dataclass");
    uses.add(from::TYPING, "Final");
    uses.add(from::FAST, "MAKE");
    uses.add(from::FAST, "open_class");
    let doc = docstring(4, &owner.doc).join("\n");
    let deprecated = owner.deprecated.as_ref().map(|note| {
        uses.add(from::DEPRECATION, "deprecated");
        call(0, "@deprecated", &[quoted(note)], "").join("\n")
    });
    ClassView {
        name: owner.class.clone(),
        doc,
        deprecated,
        fields: views,
        open,
        maker: maker.join("\n"),
        uses,
    }
}

/// A text as a formatter quotes it: so that fewer quotes in it are escaped.
fn quoted(text: &str) -> String {
    let double = string(text);
    let count = |quote: char| text.matches(quote).count();
    match double.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if count('"') > count('\'') => {
            format!("'{}'", inner.replace("\\\"", "\"").replace('\'', "\\'"))
        }
        _ => double,
    }
}

/// What the names of a class's fields hide inside it.
#[derive(Clone, Copy)]
struct Hidden {
    types: bool,
    field: bool,
}

impl Hidden {
    fn by(fields: &[Field]) -> Self {
        let is_field = |name: &str| fields.iter().any(|field| field.name == name);
        let has_groups = fields.iter().any(|field| matches!(field.ty, Annotation::Entries(_)));
        let types = ["bytes", "str", "int", "bool", "float"].into_iter().any(is_field);
        Self { types: types || (has_groups && is_field("tuple")), field: is_field("field") }
    }
}

fn view_field(field: &Field, hidden: Hidden, uses: &mut Uses) -> FieldView {
    let prefix = if hidden.types && !matches!(field.ty, Annotation::Nothing) {
        uses.add(from::BUILTINS, "_builtins");
        "_builtins."
    } else {
        ""
    };
    let how = match (field.secret, hidden.field) {
        (false, _) => "",
        (true, false) => {
            uses.add(from::DATACLASSES, "field");
            " = field(repr=False)"
        }
        (true, true) => {
            uses.add_as(from::DATACLASSES, "field", "_field");
            " = _field(repr=False)"
        }
    };
    let declaration = annotated(4, &format!("{}: {prefix}", field.name), &field.ty, how);
    FieldView { declaration, doc: docstring(4, &field.doc).join("\n") }
}

/// `name: type`, the type on lines of its own if it is one of entries and the line would be too long.
fn annotated(depth: usize, head: &str, ty: &Annotation, tail: &str) -> String {
    let indent = " ".repeat(depth);
    let line = format!("{indent}{head}{ty}{tail}");
    match ty {
        Annotation::Entries(class) if line.len() > WIDTH => {
            let inner = format!("{indent}    {class}, ...");
            let inner =
                if inner.len() <= WIDTH { inner } else { format!("{indent}    {class},\n{indent}    ...,") };
            format!("{indent}{head}tuple[\n{inner}\n{indent}]{tail}")
        }
        _ => line,
    }
}

/// The values that a shape is made of, in the order of its fields.
pub(super) fn shape_parameters(
    context: &Context<'_>,
    message: &Message,
    layout: &Layout,
    shape: &Shape,
) -> Vec<Parameter> {
    parameters(&fields(context, message, layout, shape))
}

fn parameters(fields: &[Field]) -> Vec<Parameter> {
    let parameter = |field: &Field| {
        let local = field.local.clone()?;
        let declaration = argument(&[annotated(4, &format!("{local}: "), &field.ty, ",")]);
        Some(Parameter { field: field.name.clone(), local, declaration })
    };
    fields.iter().filter_map(parameter).collect()
}

fn maker(owner: &Owner, twin: &str, fields: &[Field]) -> Vec<String> {
    let Owner { class, function, .. } = owner;
    let parameters: Vec<_> = parameters(fields).into_iter().map(|parameter| parameter.declaration).collect();
    let mut lines = call(0, &format!("def new_{function}"), &parameters, &format!(" -> {class}:"));
    lines.extend(docstring(4, "Make an instance without a call of its constructor."));
    lines.extend(call(4, "new = MAKE", &[twin.to_owned()], ""));
    lines.extend(owner.type_constant.as_ref().map(|constant| format!("    new.type = {constant}")));
    for field in fields {
        let value = field.local.as_deref().unwrap_or("None");
        lines.push(format!("    new.{} = {value}", field.name));
    }
    lines.push(format!("    new.__class__ = {class}"));
    lines.push(format!("    message: {class} = new"));
    lines.push("    return message".to_owned());
    lines
}

/// The end of a way that leads to a shape: it is made of its values.
pub(super) fn put_shape(
    context: &Context<'_>,
    message: &Message,
    layout: &Layout,
    shape: &Shape,
    code: &mut Code,
    depth: usize,
) {
    let fields = fields(context, message, layout, shape);
    put_new(&names::shape_function(message, shape), fields, code, depth);
}

/// The end of reading an entry.
pub(super) fn put_entry(message: &Message, layout: &Layout, group: &Group, code: &mut Code) {
    put_new(&names::entry_function(message, group), entry_fields(message, layout, group), code, 4);
}

fn put_new(function: &str, fields: Vec<Field>, code: &mut Code, depth: usize) {
    let arguments: Vec<_> = fields.into_iter().filter_map(|field| field.local).collect();
    code.lines.extend(call(depth, &format!("return new_{function}"), &arguments, ""));
}
