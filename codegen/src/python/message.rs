//! What the page of a module needs of one message: its classes, its functions, and the tables behind them.

use lonelypsp_schema::{Layout, Message, Reading};

use super::body;
use super::class::{ClassView, shape_parameters, view_class, view_entry};
use super::code::{Code, from};
use super::context::Context;
use super::exact::view_exact;
use super::fast::view_fast;
use super::names;
use super::scan;
use super::sequence::view_sequence;
use super::shape::{view_entry_table, view_shape};
use super::text::{argument, assign, call, choose, docstring, hex, spread, string, tuple, union};
use super::write::view_write;
use crate::direction::capitals;
use crate::doc::told;

/// What the page needs of a message.
pub(super) struct MessageView {
    pub(super) direction: &'static str,
    pub(super) class: String,
    pub(super) function: String,
    pub(super) upper: String,
    pub(super) parser: String,
    pub(super) alias: Option<&'static str>,
    pub(super) type_class: String,
    pub(super) type_constant: String,
    pub(super) member: String,
    /// The names of the headers, if it has a block of them.
    pub(super) headers: Option<String>,
    pub(super) classes: Vec<ClassView>,
    /// The union of the classes, if there are several.
    pub(super) union: String,
    pub(super) union_doc: String,
    pub(super) readers: Vec<Code>,
    pub(super) writers: Vec<Code>,
    /// The functions that write it from its values.
    pub(super) spells: Vec<String>,
    /// How entries are written.
    pub(super) entries: Vec<Code>,
    pub(super) shapes: Vec<Code>,
    pub(super) scan: Code,
    pub(super) incremental_head: String,
    pub(super) incremental_body: String,
    pub(super) parse_head: String,
    pub(super) parse_body: Code,
    pub(super) serialize_head: String,
    pub(super) serialize_doc: String,
    pub(super) serialize_body: String,
    pub(super) decode_head: String,
    pub(super) decode_body: String,
    pub(super) encode_head: String,
    pub(super) encode_body: String,
}

pub(super) fn view_message(context: &Context<'_>, message: &Message, layout: &Layout) -> MessageView {
    let protocol = context.protocol;
    let class = names::message_class(message);
    let function = names::message_function(message);
    let shapes = || layout.shapes.iter().zip(&layout.plan.write);
    let upper = function.to_uppercase();
    let is_block = layout.is_block();
    let groups = || layout.groups.iter().rev();
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
        union: union_of(message, layout).join("\n"),
        union_doc: docstring(0, &told(&message.doc, &message.availability)).join("\n"),
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
        incremental_head: incremental_head(&function, &class).join("\n"),
        incremental_body: incremental_body(&function, message).join("\n"),
        parse_head: parse_head(context, message).join("\n"),
        parse_body: parse_body(context, message, is_block),
        serialize_head: serialize_head(&function, &class, is_block).join("\n"),
        serialize_doc: docstring(4, serialize_doc(is_block)).join("\n"),
        serialize_body: serialize_body(&upper).join("\n"),
        decode_head: decode_head(&function, &class).join("\n"),
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

/// The union of the classes, if there are several.
fn union_of(message: &Message, layout: &Layout) -> Vec<String> {
    if layout.shapes.iter().all(|shape| shape.variant.is_none()) {
        return Vec::new();
    }
    let classes: Vec<_> = layout.shapes.iter().map(|shape| names::shape_class(message, shape)).collect();
    union(&format!("{}: TypeAlias =", names::message_class(message)), &classes)
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

fn incremental_head(function: &str, class: &str) -> Vec<String> {
    let parameters = ["*".to_owned(), "limit: int | None = None".to_owned()];
    call(0, &format!("def incremental_{function}"), &parameters, &format!(" -> Incremental[{class}]:"))
}

fn incremental_body(function: &str, message: &Message) -> Vec<String> {
    let start = format!("Start(0, {{0: {}}})", scan::scan_constant(message));
    call(4, "return Incremental", &[format!("read_{function}"), start, "limit".to_owned()], "")
}

fn decode_head(function: &str, class: &str) -> Vec<String> {
    let parameters = ["data: bytes | bytearray | memoryview".to_owned()];
    call(0, &format!("def decode_{function}"), &parameters, &format!(" -> {class}:"))
}

fn serialize_body(upper: &str) -> Vec<String> {
    let arguments = [format!("SHAPES_{upper}"), "msg".to_owned(), "minimal_headers".to_owned()];
    call(4, "return bytearray", &[argument(&call(8, "encode_with", &arguments, ","))], "")
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
