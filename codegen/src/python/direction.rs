//! The module of a direction: the direct form, from bytes to messages and back.

use askama::Template;
use lonelypsp_schema::{Direction, Message};

use super::context::Context;
use super::module::all;
use super::names;
use super::scan::scan_constant;
use super::text::{bytes, docstring, hex, import};
use crate::direction::capitals;

#[derive(Template)]
#[template(path = "python/direction.py", whitespace = "preserve")]
struct DirectionView {
    stamp: String,
    doc: String,
    imports: String,
    exported: String,
    upper: &'static str,
    sender: &'static str,
    /// The flag of the minimal block, as its functions take it.
    minimal_flag: String,
    /// Whether messages look at more of their flags.
    has_flags: bool,
    blocks: Vec<EntryView>,
    sequences: Vec<EntryView>,
    messages: Vec<EntryView>,
    /// The names of all tables of shapes.
    tables: Vec<String>,
}

/// A message in the tables.
struct EntryView {
    code: u16,
    function: String,
    /// What it begins with: the whole prefix, or its code alone where the flags say more.
    minimal: String,
    expanded: String,
    /// The table of how far it goes before its body.
    scan: String,
}

pub(super) fn emit_direction(context: &Context<'_>, direction: Direction) -> String {
    let messages = context.protocol.messages_of(direction);
    let (has_flags, minimal_flag) = (context.has_flags(), context.protocol.minimal_flag());
    let (sender, receiver) = (direction.sender(), direction.receiver());
    let doc =
        format!("What a {sender} sends to a {receiver}: `decode` and `encode`, and every class of messages.");
    let prefix = |flags: u16, code: u16| {
        let flags = if has_flags { Vec::new() } else { flags.to_be_bytes().to_vec() };
        bytes(&[&flags[..], &code.to_be_bytes()].concat())
    };
    let entry = |message: &&Message| EntryView {
        code: message.code,
        function: names::message_function(message),
        minimal: prefix(minimal_flag, message.code),
        expanded: prefix(0, message.code),
        scan: scan_constant(message),
    };
    let mut exported = classes(&messages);
    let functions = ["decode", "encode", "from_json_object", "incremental", "to_json_object"];
    exported.extend(functions.map(str::to_owned));
    exported.push(format!("{}_Message", capitals(direction)));
    let view = DirectionView {
        stamp: context.stamp.clone(),
        doc: docstring(0, &doc).join("\n"),
        imports: imports(context, direction, &messages).join("\n"),
        exported: all(exported).join("\n"),
        upper: capitals(direction),
        sender,
        minimal_flag: if has_flags { hex(minimal_flag.into()) } else { minimal_flag.to_string() },
        has_flags,
        blocks: messages.iter().filter(|message| message.layout.is_block()).map(entry).collect(),
        sequences: messages.iter().filter(|message| !message.layout.is_block()).map(entry).collect(),
        messages: messages.iter().map(entry).collect(),
        tables: messages.iter().map(|message| table(message)).collect(),
    };
    view.to_string()
}

/// The table of a message's shapes.
pub(super) fn table(message: &Message) -> String {
    format!("SHAPES_{}", names::message_function(message).to_uppercase())
}

/// The classes and unions of messages, and the classes of entries.
pub(super) fn classes(messages: &[&Message]) -> Vec<String> {
    let shapes = |message: &&Message| {
        let shapes = message.layout.shapes.iter();
        let mut names: Vec<_> = shapes.map(|shape| names::shape_class(message, shape)).collect();
        names.extend(message.layout.groups.iter().map(|group| names::entry_class(message, group)));
        names.push(names::message_class(message));
        names
    };
    messages.iter().flat_map(shapes).collect()
}

fn imports(context: &Context<'_>, direction: Direction, messages: &[&Message]) -> Vec<String> {
    let mut lines = import(".message", &[format!("{}_Message", capitals(direction))]);
    for (module, inside) in context.modules(messages.iter().copied()) {
        let mut names = classes(&inside);
        for message in inside {
            let function = names::message_function(message);
            if message.layout.is_block() {
                let paths = ["minimal", "expanded", "exactly"];
                names.extend(paths.map(|path| format!("read_{path}_{function}")));
            } else {
                names.push(format!("read_{function}"));
            }
            names.extend([table(message), scan_constant(message)]);
        }
        lines.extend(import(&format!(".messages.{module}"), &names));
    }
    lines
}
