//! A module of messages: classes, parsers, serializers, and the functions and tables behind them.

use askama::Template;
use lonelypsp_schema::{Direction, Layout, Message, Reading};

use super::body;
use super::class::{ClassView, shape_parameters, view_class, view_entry};
use super::code::{Code, Uses, from};
use super::context::Context;
use super::exact::view_exact;
use super::fast::view_fast;
use super::names;
use super::scan;
use super::sequence::view_sequence;
use super::shape::{view_entry_table, view_shape};
use super::text::{argument, assign, call, choose, docstring, hex, list, spread, string, tuple, union};
use super::write::view_write;
use crate::direction::capitals;

#[derive(Template)]
#[template(path = "python/messages/module.py", whitespace = "preserve")]
struct ModuleView {
    stamp: String,
    doc: String,
    imports: String,
    exported: String,
    /// Whether messages have a prefix, and parsers that are told what it says.
    has_prefix: bool,
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
    /// The names of the headers, if it has a block of them.
    headers: Option<String>,
    classes: Vec<ClassView>,
    /// The union of the classes, if there are several.
    union: String,
    union_doc: String,
    readers: Vec<Code>,
    writers: Vec<Code>,
    /// The functions that write it from its values.
    spells: Vec<String>,
    /// How entries are written.
    entries: Vec<Code>,
    shapes: Vec<Code>,
    scan: Code,
    incremental_head: String,
    incremental_body: String,
    parse_head: String,
    parse_body: Code,
    serialize_head: String,
    serialize_doc: String,
    serialize_body: String,
    decode_head: String,
    decode_body: String,
    encode_head: String,
    encode_body: String,
}

/// The text of a module that holds these messages.
pub(super) fn emit_module(context: &Context<'_>, messages: &[&Message]) -> String {
    let views: Vec<_> =
        messages.iter().map(|message| view_message(context, message, &message.layout)).collect();
    let titles: Vec<_> =
        messages.iter().map(|message| format!("`{}`", names::type_member(message))).collect();
    let unions = view_unions(context, messages);
    let mut exported: Vec<String> = views.iter().flat_map(|view| exports(context, view)).collect();
    exported.extend(unions.iter().map(|(name, _)| name.clone()));
    let view = ModuleView {
        stamp: context.stamp.clone(),
        doc: docstring(
            0,
            &format!("Messages of the protocol `{}`: {}.", context.protocol.name, titles.join(", ")),
        )
        .join("\n"),
        imports: imports(context, messages, &views, !unions.is_empty()).join("\n"),
        exported: all(exported).join("\n"),
        has_prefix: context.has_prefix(),
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
    list(0, "__all__ = ", &names)
}

fn exports(context: &Context<'_>, message: &MessageView) -> Vec<String> {
    let functions = if context.has_prefix() {
        vec![message.parser.clone(), format!("serialize_{}", message.function)]
    } else {
        let functions = ["decode", "encode", "incremental", "read"];
        functions.map(|what| format!("{what}_{}", message.function)).to_vec()
    };
    let mut names = [vec![message.class.clone()], functions].concat();
    names.extend(message.classes.iter().map(|class| class.name.clone()));
    names.extend(message.spells.iter().cloned());
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
    let upper = function.to_uppercase();
    let is_block = layout.is_block();
    let groups = || layout.groups.iter().rev();
    let arguments = [format!("SHAPES_{upper}"), "msg".to_owned(), "minimal_headers".to_owned()];
    let written = argument(&call(8, "encode_with", &arguments, ","));
    MessageView {
        direction: capitals(message.direction),
        type_class: context.type_class(message.direction),
        type_constant: type_constant(context, message).join("\n"),
        member: names::type_member(message),
        headers: is_block.then(|| header_names(layout, &upper).join("\n")),
        classes: groups()
            .map(|group| view_entry(message, layout, group))
            .chain(layout.shapes.iter().map(|shape| view_class(context, message, layout, shape)))
            .collect(),
        union: if is_union {
            union(&format!("{class}: TypeAlias ="), &class_names).join("\n")
        } else {
            String::new()
        },
        union_doc: docstring(0, &message.doc).join("\n"),
        readers: view_readers(context, message, layout),
        writers: shapes()
            .enumerate()
            .flat_map(|(index, _)| view_writers(context, message, layout, index))
            .collect(),
        spells: shapes()
            .filter(|(_, steps)| !context.has_prefix() && body::is_fast(layout, steps))
            .map(|(shape, _)| format!("spell_{}", names::shape_function(message, shape)))
            .collect(),
        entries: groups().map(|group| view_entry_table(protocol, message, layout, group)).collect(),
        shapes: shapes().map(|(shape, steps)| view_shape(protocol, message, layout, shape, steps)).collect(),
        scan: scan::view_scan(protocol, message),
        incremental_head: call(
            0,
            &format!("def incremental_{function}"),
            &["*".to_owned(), "limit: int | None = None".to_owned()],
            &format!(" -> Incremental[{class}]:"),
        )
        .join("\n"),
        incremental_body: call(
            4,
            "return Incremental",
            &[
                format!("read_{function}"),
                format!("Start(0, {{0: {}}})", scan::scan_constant(message)),
                "limit".to_owned(),
            ],
            "",
        )
        .join("\n"),
        parse_head: parse_head(context, message).join("\n"),
        parse_body: parse_body(context, message, is_block),
        serialize_head: serialize_head(&function, &class, is_block).join("\n"),
        serialize_doc: docstring(4, serialize_doc(is_block)).join("\n"),
        serialize_body: call(4, "return bytearray", &[written], "").join("\n"),
        decode_head: call(
            0,
            &format!("def decode_{function}"),
            &["data: bytes | bytearray | memoryview".to_owned()],
            &format!(" -> {class}:"),
        )
        .join("\n"),
        decode_body: call(4, "return decode_body", &["data".to_owned(), format!("read_{function}")], "")
            .join("\n"),
        encode_head: call(0, &format!("def encode_{function}"), &[format!("message: {class}")], " -> bytes:")
            .join("\n"),
        encode_body: call(4, "return encode_body", &[format!("SHAPES_{upper}"), "message".to_owned()], "")
            .join("\n"),
        parser: context.parser_class(message),
        alias: context.dropin.parser_alias(message),
        class,
        function,
        upper,
    }
}

/// The functions that write a shape on the fast path, if it has one.
fn view_writers(context: &Context<'_>, message: &Message, layout: &Layout, shape: usize) -> Vec<Code> {
    if layout.is_block() {
        return vec![view_write(context.protocol, message, layout, shape)];
    }
    if context.has_prefix() || !body::is_fast(layout, &layout.plan.write[shape]) {
        return Vec::new();
    }
    let parameters = shape_parameters(context, message, layout, &layout.shapes[shape]);
    body::view_writers(context.protocol, message, shape, &parameters).to_vec()
}

/// The functions that read a message.
fn view_readers(context: &Context<'_>, message: &Message, layout: &Layout) -> Vec<Code> {
    match &layout.plan.read {
        Reading::Block(block) => vec![
            view_fast(context, message, layout, &block.fast, false),
            view_fast(context, message, layout, &block.fast, true),
            view_exact(context, message, layout, block),
        ],
        Reading::Sequence(program) => view_sequence(context, message, layout, program),
    }
}

fn header_names(layout: &Layout, upper: &str) -> Vec<String> {
    let names: Vec<_> = layout.slots.iter().map(|header| string(&header.at)).collect();
    tuple(0, &format!("_HEADERS_{upper}: Final[tuple[str, ...]] = "), &names)
}

fn type_constant(context: &Context<'_>, message: &Message) -> Vec<String> {
    let value = format!("{}.{}", context.type_class(message.direction), names::type_member(message));
    assign(0, &format!("{}: Final =", names::type_constant(message)), &value)
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

fn parse_body(context: &Context<'_>, message: &Message, is_block: bool) -> Code {
    let function = names::message_function(message);
    let mut code = Code::default();
    code.put(8, &format!("assert type == {}", names::type_constant(message)));
    let path = |path: &str| format!("read_{path}_{function}");
    let minimal_flag = context.protocol.minimal_flag();
    let (head, arguments) = match (is_block, context.has_flags()) {
        (false, has_flags) => {
            let mut arguments = vec!["payload".to_owned()];
            arguments.extend(has_flags.then(|| "int(flags)".to_owned()));
            (format!("return read_{function}"), arguments)
        }
        (true, false) => {
            code.put(8, &format!("minimal = int(flags) & {minimal_flag} != 0"));
            code.uses(from::READER, "read_stream");
            let mut arguments = vec!["payload".to_owned(), "minimal".to_owned()];
            arguments.extend(["minimal", "expanded", "exactly"].map(path));
            ("return read_stream".to_owned(), arguments)
        }
        (true, true) => {
            code.put(8, "bits = int(flags)");
            let is_minimal = format!("bits & {}", hex(minimal_flag.into()));
            let paths = [path("minimal"), is_minimal, path("expanded")];
            code.lines.extend(choose(8, "fast =", paths.each_ref().map(String::as_str)));
            code.uses(from::FLAGS, "read_flagged_stream");
            let arguments = ["payload".to_owned(), "bits".to_owned(), "fast".to_owned(), path("exactly")];
            ("return read_flagged_stream".to_owned(), arguments.to_vec())
        }
    };
    code.lines.extend(call(8, &head, &arguments, ""));
    code
}

fn serialize_head(function: &str, class: &str, is_block: bool) -> Vec<String> {
    let minimal = if is_block { "minimal_headers: bool" } else { "minimal_headers: bool = True" };
    let parameters = [format!("msg: {class}"), "/".to_owned(), "*".to_owned(), minimal.to_owned()];
    call(0, &format!("def serialize_{function}"), &parameters, " -> bytes | bytearray:")
}

const fn serialize_doc(is_block: bool) -> &'static str {
    if is_block {
        "Write a message; the result can be changed."
    } else {
        "Write a message; the result can be changed. It has no headers: how they are written changes nothing."
    }
}

/// The imports of a module, in the order of a sorter.
fn imports(
    context: &Context<'_>,
    messages: &[&Message],
    views: &[MessageView],
    has_unions: bool,
) -> Vec<String> {
    let mut uses = Uses::default();
    for view in views {
        view.classes.iter().for_each(|class| uses.extend(&class.uses));
        let code = view.readers.iter().chain(&view.writers).chain(&view.entries).chain(&view.shapes);
        let parsing = context.has_prefix().then_some(&view.parse_body);
        code.chain(parsing).chain([&view.scan]).for_each(|code| uses.extend(&code.uses));
    }
    if has_unions || views.iter().any(|view| !view.union.is_empty()) {
        uses.add(from::TYPING, "TypeAlias");
    }
    uses.add(from::SHAPES, "Shapes");
    uses.add(from::STREAMS, "SyncReadableBytesIO");
    if context.has_prefix() {
        uses.add(from::SHAPES, "encode_with");
        uses.add(from::CONSTANTS, context.flags_class());
        for message in messages {
            uses.add(from::CONSTANTS, context.type_class(message.direction));
        }
    } else {
        uses.add(from::BODIES, "decode_body");
        uses.add(from::BODIES, "encode_body");
        uses.add(from::INCREMENTAL, "Incremental");
        uses.add(from::INCREMENTAL, "Start");
    }
    let mut lines = Vec::new();
    if uses.has(from::BUILTINS) {
        lines.push("import builtins as _builtins".to_owned());
    }
    lines.extend([from::DATACLASSES, from::TYPING].iter().flat_map(|module| uses.imports(module)));
    lines.push(String::new());
    lines.extend(from::OWN.iter().flat_map(|module| uses.imports(module)));
    lines
}
