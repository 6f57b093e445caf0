//! The module of a direction: the direct form, from bytes to messages and back.

use askama::Template;
use lonelypsp_schema::{Direction, Message};

use super::context::Context;
use super::module::all;
use super::names;
use super::text::{bytes, docstring, import};
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
    minimal_flag: u16,
    messages: Vec<EntryView>,
}

/// A message in the tables.
struct EntryView {
    code: u16,
    function: String,
    upper: String,
    minimal: String,
    expanded: String,
}

pub(super) fn emit_direction(context: &Context<'_>, direction: Direction) -> String {
    let messages = context.protocol.messages_of(direction);
    let minimal_flag = context.protocol.minimal_flag();
    let (sender, receiver) = (direction.sender(), direction.receiver());
    let doc =
        format!("What a {sender} sends to a {receiver}: `decode` and `encode`, and every class of messages.");
    let prefix = |flags: u16, code: u16| bytes(&[flags.to_be_bytes(), code.to_be_bytes()].concat());
    let entry = |message: &&Message| EntryView {
        code: message.code,
        function: names::message_function(message),
        upper: names::message_function(message).to_uppercase(),
        minimal: prefix(minimal_flag, message.code),
        expanded: prefix(0, message.code),
    };
    let mut exported = classes(&messages);
    exported.extend(["SHAPES", "decode", "encode"].map(str::to_owned));
    exported.push(format!("{}_Message", capitals(direction)));
    let view = DirectionView {
        stamp: context.stamp.clone(),
        doc: docstring(0, &doc).join("\n"),
        imports: imports(context, direction, &messages).join("\n"),
        exported: all(exported).join("\n"),
        upper: capitals(direction),
        sender,
        minimal_flag,
        messages: messages.iter().map(entry).collect(),
    };
    view.to_string()
}

/// The classes and unions of messages.
fn classes(messages: &[&Message]) -> Vec<String> {
    let shapes = |message: &&Message| {
        let shapes = message.layout.shapes.iter();
        let mut names: Vec<_> = shapes.map(|shape| names::shape_class(message, shape)).collect();
        names.push(names::message_class(message));
        names
    };
    messages.iter().flat_map(shapes).collect()
}

fn imports(context: &Context<'_>, direction: Direction, messages: &[&Message]) -> Vec<String> {
    let mut lines = import(".message", &[format!("{}_Message", capitals(direction))]);
    for (module, inside) in context.modules(messages.iter().copied()) {
        let mut names = classes(&inside);
        for function in inside.iter().map(|message| names::message_function(message)) {
            let ways = ["minimal", "expanded", "exactly"];
            names.extend(ways.map(|way| format!("read_{way}_{function}")));
            names.push(format!("SHAPES_{}", function.to_uppercase()));
        }
        lines.extend(import(&format!(".messages.{module}"), &names));
    }
    lines
}
