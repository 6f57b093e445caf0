//! A module of messages: classes, parsers, serializers, and the lines and tables behind them.

use askama::Template;
use lonelypsp_schema::{Direction, Layout, Message};

use super::class::{ClassView, view_class};
use super::context::Context;
use super::exact::view_exact;
use super::fast::view_fast;
use super::names;
use super::shape::{ShapeView, view_shape};
use super::text::{call, docstring, import, spread, string, union};
use super::write::view_write;
use crate::direction::capitals;

#[derive(Template)]
#[template(path = "python/messages/module.py", whitespace = "preserve")]
struct ModuleView {
    stamp: String,
    doc: String,
    imports: String,
    exported: String,
    messages: Vec<MessageView>,
    unions: Vec<String>,
}

struct MessageView {
    direction: &'static str,
    class: String,
    function: String,
    upper: String,
    parser: String,
    alias: Option<&'static str>,
    type_class: String,
    type_constant: String,
    member: String,
    headers: String,
    classes: Vec<ClassView>,
    /// The union of the classes, if there are several.
    union: String,
    union_doc: String,
    minimal: String,
    expanded: String,
    exact: String,
    writers: Vec<String>,
    shapes: Vec<ShapeView>,
    parse_head: String,
    parse_body: String,
    serialize_head: String,
    serialize_body: String,
}

/// The text of a module that holds these messages.
pub(super) fn emit_module(context: &Context<'_>, messages: &[&Message]) -> String {
    let views: Vec<_> = messages
        .iter()
        .filter_map(|message| Some(view_message(context, message, &message.layout)))
        .collect();
    let titles: Vec<_> =
        messages.iter().map(|message| format!("`{}`", names::type_member(message))).collect();
    let unions = view_unions(context, messages);
    let mut exported: Vec<String> = views.iter().flat_map(exports).collect();
    exported.extend(unions.iter().map(|(name, _)| name.clone()));
    let view = ModuleView {
        stamp: context.stamp.clone(),
        doc: docstring(
            0,
            &format!("Messages of the protocol `{}`: {}.", context.protocol.name, titles.join(", ")),
        )
        .join("\n"),
        imports: imports(context, messages, &views, &unions).join("\n"),
        exported: all(exported).join("\n"),
        messages: views,
        unions: unions.into_iter().map(|(_, lines)| lines.join("\n")).collect(),
    };
    view.to_string()
}

/// The assignment of `__all__`.
pub(super) fn all(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_cached_key(|name| super::text::export_order(name));
    names.dedup();
    let names: Vec<_> = names.iter().map(|name| string(name)).collect();
    super::text::list(0, "__all__ = ", &names)
}

fn exports(message: &MessageView) -> Vec<String> {
    let mut names =
        vec![message.class.clone(), message.parser.clone(), format!("serialize_{}", message.function)];
    names.extend(message.classes.iter().map(|class| class.name.clone()));
    names.extend(message.alias.map(str::to_owned));
    names
}

/// Unions of the messages that share this module, by name, unless a message is called so.
fn view_unions(context: &Context<'_>, messages: &[&Message]) -> Vec<(String, Vec<String>)> {
    let mut unions = Vec::new();
    for direction in Direction::BOTH {
        let grouped: Vec<_> = messages
            .iter()
            .filter(|message| message.direction == direction && context.dropin.union(message).is_some())
            .collect();
        let Some(name) = grouped.first().and_then(|message| context.dropin.union(message)) else { continue };
        let classes: Vec<_> = grouped.iter().map(|message| names::message_class(message)).collect();
        if messages.iter().any(|message| names::message_class(message) == name) {
            continue;
        }
        unions.push((name.to_owned(), union(&format!("{name}: TypeAlias ="), &classes)));
    }
    unions
}

fn view_message(context: &Context<'_>, message: &Message, layout: &Layout) -> MessageView {
    let protocol = context.protocol;
    let class = names::message_class(message);
    let function = names::message_function(message);
    let shapes = || layout.shapes.iter().zip(&layout.plan.write);
    let class_names: Vec<_> = layout.shapes.iter().map(|shape| names::shape_class(message, shape)).collect();
    let is_union = layout.shapes.iter().any(|shape| shape.variant.is_some());
    let headers: Vec<_> = layout.slots.iter().map(|header| string(&header.at)).collect();
    let upper = function.to_uppercase();
    let written = format!("encode_with(SHAPES_{upper}, msg, minimal_headers)");
    MessageView {
        direction: capitals(message.direction),
        type_class: context.type_class(message.direction),
        type_constant: type_constant(context, message).join("\n"),
        member: names::type_member(message),
        headers: super::text::tuple(0, &format!("_HEADERS_{upper}: Final[tuple[str, ...]] = "), &headers)
            .join("\n"),
        classes: layout.shapes.iter().map(|shape| view_class(context, message, layout, shape)).collect(),
        union: if is_union {
            union(&format!("{class}: TypeAlias ="), &class_names).join("\n")
        } else {
            String::new()
        },
        union_doc: docstring(0, &message.doc).join("\n"),
        minimal: view_fast(context, message, layout, false).join("\n"),
        expanded: view_fast(context, message, layout, true).join("\n"),
        exact: view_exact(context, message, layout).join("\n"),
        writers: shapes()
            .map(|(shape, steps)| view_write(protocol, message, layout, shape, steps).join("\n"))
            .collect(),
        shapes: shapes().map(|(shape, steps)| view_shape(protocol, message, layout, shape, steps)).collect(),
        parse_head: parse_head(context, message).join("\n"),
        parse_body: parse_body(context, message).join("\n"),
        serialize_head: call(
            0,
            &format!("def serialize_{function}"),
            &[format!("msg: {class}"), "/".to_owned(), "*".to_owned(), "minimal_headers: bool".to_owned()],
            " -> bytes | bytearray:",
        )
        .join("\n"),
        serialize_body: call(4, "return bytearray", &[written], "").join("\n"),
        parser: context.parser_class(message),
        alias: context.dropin.parser_alias(message),
        class,
        function,
        upper,
    }
}

fn type_constant(context: &Context<'_>, message: &Message) -> Vec<String> {
    let head = format!("_TYPE_{}: Final =", names::message_function(message).to_uppercase());
    let value = format!("{}.{}", context.type_class(message.direction), names::type_member(message));
    super::text::assign(0, &head, &value)
}

fn parse_head(context: &Context<'_>, message: &Message) -> Vec<String> {
    let parameters = [
        "cls".to_owned(),
        format!("flags: {}", context.flags_class()),
        format!("type: {}", context.type_class(message.direction)),
        "payload: SyncReadableBytesIO".to_owned(),
    ];
    spread(4, "def parse", &parameters, &format!(" -> {}:", names::message_class(message)))
}

fn parse_body(context: &Context<'_>, message: &Message) -> Vec<String> {
    let function = names::message_function(message);
    let mut lines = vec![
        format!("        assert type == _TYPE_{}", function.to_uppercase()),
        format!("        minimal = int(flags) & {} != 0", context.protocol.minimal_flag()),
    ];
    let ways = ["minimal", "expanded", "exactly"];
    let mut arguments = vec!["payload".to_owned(), "minimal".to_owned()];
    arguments.extend(ways.map(|way| format!("read_{way}_{function}")));
    lines.extend(call(8, "return read_stream", &arguments, ""));
    lines
}

/// What code may use of other modules: where it is, its name, and how a use of it looks.
const USES: &[(&str, &str, &str)] = &[
    ("typing", "Literal", "Literal["),
    ("typing", "TypeAlias", ": TypeAlias ="),
    ("...runtime.quick", "LENGTH", "LENGTH["),
    ("...runtime.quick", "TEXT", "TEXT("),
    ("...runtime.quick", "UINT", "UINT["),
    ("...runtime.quick", "UINT_OF", "UINT_OF("),
    ("...runtime.quick", "Unusual", "raise Unusual"),
    ("...runtime.quick", "sha512", " sha512("),
    ("...runtime.shapes", "Body", "        Body("),
    ("...runtime.shapes", "BodyLength", "        BodyLength("),
    ("...runtime.shapes", "Boolean", "        Boolean("),
    ("...runtime.shapes", "Constant", "        Constant("),
    ("...runtime.shapes", "Copy", "        Copy("),
    ("...runtime.shapes", "Octets", "        Octets("),
    ("...runtime.shapes", "OptionalText", "        OptionalText("),
    ("...runtime.shapes", "Sint", "        Sint("),
    ("...runtime.shapes", "Text", "        Text("),
    ("...runtime.shapes", "Uint", "        Uint("),
    ("dataclasses", "field", "= field("),
];

fn imports(
    context: &Context<'_>,
    messages: &[&Message],
    views: &[MessageView],
    unions: &[(String, Vec<String>)],
) -> Vec<String> {
    let unions = unions.iter().flat_map(|(_, lines)| lines).map(String::as_str);
    let code: Vec<&str> = views.iter().flat_map(code_of).chain(unions).collect();
    let of = |module: &str, always: &[&str]| {
        let used = USES
            .iter()
            .filter(|(from, _, needle)| *from == module && code.iter().any(|l| l.contains(needle)));
        let mut names: Vec<_> = used.map(|(_, name, _)| (*name).to_owned()).collect();
        names.extend(always.iter().map(|name| (*name).to_owned()));
        import(module, &names)
    };
    let mut constants = vec![context.flags_class()];
    constants.extend(messages.iter().map(|message| context.type_class(message.direction)));
    let mut lines = Vec::new();
    if code.iter().any(|line| line.contains(": _builtins.")) {
        lines.push("import builtins as _builtins".to_owned());
    }
    lines.extend(of("dataclasses", &["dataclass"]));
    if code.iter().any(|line| line.contains("= _field(")) {
        lines.push("from dataclasses import field as _field".to_owned());
    }
    lines.extend(of("typing", &["Final"]));
    lines.push(String::new());
    lines.extend(of("...runtime.quick", &["MAKE", "open_class"]));
    lines.extend(of("...runtime.reader", &["Reader", "read_stream"]));
    lines.extend(of("...runtime.shapes", &["Shape", "Shapes", "encode_with"]));
    lines.extend(of("...runtime.streams", &["SyncReadableBytesIO"]));
    lines.extend(import("..constants", &constants));
    lines
}

/// Everything of a message that is code and not documentation.
fn code_of(message: &MessageView) -> impl Iterator<Item = &str> {
    let fields = message.classes.iter().flat_map(|class| class.fields.iter().map(|field| &field.declaration));
    let functions = [&message.minimal, &message.expanded, &message.exact, &message.union];
    let steps = message.shapes.iter().flat_map(|shape| &shape.steps);
    fields.chain(functions).chain(&message.writers).chain(steps).map(String::as_str)
}
