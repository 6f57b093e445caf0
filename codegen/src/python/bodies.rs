//! The module of a direction whose messages have no prefix: what bytes are is said by name, or by the code that they begin
//! with.

use askama::Template;
use lonelypsp_schema::{Direction, Message, Width};

use super::context::Context;
use super::direction::{classes, table};
use super::module::all;
use super::names;
use super::scan::scan_constant;
use super::text::{call, docstring, import};
use crate::direction::capitals;

#[derive(Template)]
#[template(path = "python/bodies.py", whitespace = "preserve")]
struct BodiesView {
    stamp: String,
    doc: String,
    typing: &'static str,
    runtime: String,
    imports: String,
    exported: String,
    upper: &'static str,
    sender: &'static str,
    messages: Vec<EntryView>,
    /// Those that begin with their code.
    coded: Vec<EntryView>,
    /// How many bytes the code has, if any message begins with one.
    width: Option<u8>,
    /// What `decode` gives for which name; one message needs no choice.
    overloads: Vec<String>,
    decode_head: String,
    incremental_overloads: Vec<String>,
    incremental_head: String,
}

/// A message in the tables.
struct EntryView {
    name: String,
    code: u16,
    class: String,
    function: String,
    table: String,
    /// The table of how far it goes before its body.
    scan: String,
}

pub(super) fn emit_bodies(context: &Context<'_>, direction: Direction) -> String {
    let messages = context.protocol.messages_of(direction);
    let (sender, receiver, upper) = (direction.sender(), direction.receiver(), capitals(direction));
    let doc =
        format!("What a {sender} sends to a {receiver}: `decode` and `encode`, and every class of messages.");
    let entry = |message: &&Message| EntryView {
        name: message.name.snake().to_owned(),
        code: message.code,
        class: names::message_class(message),
        function: names::message_function(message),
        table: table(message),
        scan: scan_constant(message),
    };
    let all_messages: Vec<_> = messages.iter().map(entry).collect();
    let width = context.protocol.leading_code(direction).map(Width::bytes);
    let by_code = width.map(|_| ["decode_by_code", "incremental_by_code"]);
    let of_messages = ["decode", "encode", "incremental"].map(|what| functions(what, &messages));
    let mut exported = [classes(&messages), of_messages.concat()].concat();
    exported.extend(
        ["decode", "encode", "from_json_object", "incremental", "to_json_object"]
            .into_iter()
            .chain(by_code.into_iter().flatten())
            .map(str::to_owned),
    );
    exported.push(format!("{upper}_Message"));
    let is_choice = messages.len() > 1;
    let view = BodiesView {
        stamp: context.stamp.clone(),
        doc: docstring(0, &doc).join("\n"),
        typing: if is_choice { "Any, Final, Literal, overload" } else { "Any, Final" },
        runtime: runtime(width.is_some()).join("\n"),
        imports: imports(context, direction, &messages).join("\n"),
        exported: all(exported).join("\n"),
        upper,
        sender,
        coded: messages.iter().filter(|message| message.leading_code().is_some()).map(entry).collect(),
        overloads: all_messages.iter().filter(|_| is_choice).map(overload).collect(),
        incremental_overloads: all_messages.iter().filter(|_| is_choice).map(incremental_overload).collect(),
        incremental_head: incremental_head("message: str", &format!("{upper}_Message"), ":").join("\n"),
        messages: all_messages,
        width,
        decode_head: decode_head(upper).join("\n"),
    };
    view.to_string()
}

/// The functions of the messages themselves.
fn functions(what: &str, messages: &[&Message]) -> Vec<String> {
    messages.iter().map(|message| format!("{what}_{}", names::message_function(message))).collect()
}

/// The type of what `decode` gives for a name.
fn overload(message: &EntryView) -> String {
    let name = format!("message: Literal[\"{}\"]", message.name);
    let parameters = [name, "data: bytes | bytearray | memoryview".to_owned()];
    call(0, "def decode", &parameters, &format!(" -> {}: ...", message.class)).join("\n")
}

/// The type of what `incremental` gives for a name.
fn incremental_overload(message: &EntryView) -> String {
    let name = format!("message: Literal[\"{}\"]", message.name);
    incremental_head(&name, &message.class, ": ...").join("\n")
}

fn incremental_head(message: &str, class: &str, tail: &str) -> Vec<String> {
    let parameters = [message, "*", "limit: int | None = None"].map(str::to_owned);
    call(0, "def incremental", &parameters, &format!(" -> Incremental[{class}]{tail}"))
}

fn decode_head(upper: &str) -> Vec<String> {
    let parameters = ["message: str".to_owned(), "data: bytes | bytearray | memoryview".to_owned()];
    call(0, "def decode", &parameters, &format!(" -> {upper}_Message:"))
}

fn runtime(has_codes: bool) -> Vec<String> {
    let by_code = has_codes.then_some(["decode_body_by_code", "read_body_by_code"]);
    let bodies = ["decode_body_of", "encode_body", "incremental_of"].into_iter();
    let bodies: Vec<_> = bodies.chain(by_code.into_iter().flatten()).map(str::to_owned).collect();
    let mut lines = import("..runtime.bodies", &bodies);
    if has_codes {
        lines.extend(import("..runtime.head", &["HeadStream".to_owned()]));
    }
    let start = has_codes.then(|| "Start".to_owned());
    let incremental: Vec<_> = ["Incremental".to_owned()].into_iter().chain(start).collect();
    lines.extend(import("..runtime.incremental", &incremental));
    let json = ["json_object_of", "message_of_json"].map(str::to_owned);
    lines.extend(import("..runtime.json_objects", &json));
    lines.extend(import("..runtime.shapes", &["Shapes".to_owned()]));
    lines.extend(import("..runtime.streams", &["SyncReadableBytesIO".to_owned()]));
    lines
}

fn imports(context: &Context<'_>, direction: Direction, messages: &[&Message]) -> Vec<String> {
    let mut lines = import(".message", &[format!("{}_Message", capitals(direction))]);
    for (module, inside) in context.modules(messages.iter().copied()) {
        let mut names = classes(&inside);
        for what in ["decode", "encode", "incremental", "read"] {
            names.extend(functions(what, &inside));
        }
        names.extend(inside.iter().map(|message| table(message)));
        let coded = inside.iter().filter(|message| message.leading_code().is_some());
        names.extend(coded.map(|message| scan_constant(message)));
        lines.extend(import(&format!(".messages.{module}"), &names));
    }
    lines
}
