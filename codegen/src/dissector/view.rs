//! What a dissector has of a schema.

use askama::Template;
use lonelypsp_schema::{Direction, Flag, Message, Prefix, Protocol, Reading, Schema, Shape};

use super::filters::{Filters, of_protocol};
use super::literal::string;
use super::program::{Part, view_minimal, view_program};
use super::runtime::{MODULES, Module};
use super::values::{GroupView, view_groups, view_slots};
use crate::doc::summary;
use crate::spelling::snake_of;
use crate::stamp::{in_one_line, origin};

/// `lonely.lua`.
#[derive(Template)]
#[template(path = "dissector/lonely.lua", whitespace = "preserve")]
pub(super) struct DissectorView {
    /// The schema by name and version.
    origin: String,
    /// Its name, for the list of packets.
    title: String,
    /// What its filters begin with.
    filter: String,
    description: String,
    modules: &'static [Module],
    protocols: Vec<ProtocolView>,
}

struct ProtocolView {
    name: String,
    filter: String,
    has_prefix: bool,
    minimal: u16,
    /// The width of the codes that messages begin with, by direction.
    leading: Vec<String>,
    flags: Vec<String>,
    messages: Vec<MessageView>,
}

struct MessageView {
    /// What is said of it as a whole, each a member of its table.
    head: Vec<String>,
    slots: Vec<String>,
    groups: Vec<GroupView>,
    shapes: Vec<String>,
    programs: Vec<Part>,
}

impl DissectorView {
    pub(super) fn of(schema: &Schema) -> Self {
        // Wireshark wants two characters, and a letter looks more like a name.
        let filter = match snake_of(&schema.name) {
            name if name.len() >= 2 && name.starts_with(|c: char| c.is_ascii_lowercase()) => name,
            name => format!("lonely_{name}"),
        };
        let name = in_one_line(&schema.name);
        let description = format!("{name} {}", in_one_line(&schema.version));
        Self {
            origin: origin(schema),
            title: string(if name.is_empty() { &filter } else { &name }),
            filter,
            description: string(&description),
            modules: MODULES,
            protocols: schema.protocols.iter().map(view_protocol).collect(),
        }
    }
}

fn view_protocol(protocol: &Protocol) -> ProtocolView {
    let mut filters = Filters::default();
    let flags = protocol.flags.iter().map(|flag| view_flag(flag, &mut filters)).collect();
    filters.give("unknown_flags", "", "uint");
    let leading = Direction::BOTH.into_iter().filter_map(|direction| {
        let width = protocol.leading_code(direction)?;
        Some(format!("{} = {}", direction.as_str(), width.bytes()))
    });
    ProtocolView {
        name: string(protocol.name.snake()),
        filter: string(&of_protocol(protocol)),
        has_prefix: protocol.prefix == Prefix::FlagsAndCode,
        minimal: protocol.minimal_flag(),
        leading: leading.collect(),
        flags,
        messages: protocol
            .messages
            .iter()
            .map(|message| view_message(protocol, message, &mut filters))
            .collect(),
    }
}

fn view_flag(flag: &Flag, filters: &mut Filters) -> String {
    let filter = filters.give(flag.name.snake(), "", "bool");
    let (name, doc) = (string(flag.name.snake()), string(&first_sentence(&flag.doc)));
    format!("{{ name = {name}, filter = {}, mask = {}, doc = {doc} }}", string(&filter), flag.mask())
}

fn view_message(protocol: &Protocol, message: &Message, filters: &mut Filters) -> MessageView {
    let mut head = vec![
        format!("name = {}", string(message.name.snake())),
        format!("direction = \"{}\"", message.direction.as_str()),
        format!("code = {}", message.code),
        format!("leads = {}", message.leading_code().is_some()),
        format!("doc = {}", string(&first_sentence(&message.doc))),
    ];
    if let Some(body) = &message.layout.body {
        head.push(format!("body = {{ at = {} }}", string(&body.at)));
    }
    if let Some(http) = &message.http {
        let (method, path) = (string(&http.method), string(&http.path));
        head.push(format!("http = {{ method = {method}, path = {path} }}"));
        head.push(format!("is_answered = {}", !message.answered_by.is_empty()));
    }
    if let Reading::Block(block) = &message.layout.plan.read {
        head.push(format!("minimal = {}", view_minimal(protocol, &block.minimal)));
    }
    let slots = view_slots(message, filters);
    let groups = view_groups(message, filters);
    let shapes = message.layout.shapes.iter().map(|shape| view_shape(message, shape, filters)).collect();
    MessageView {
        head,
        slots,
        groups,
        shapes,
        programs: view_program(protocol, message.layout.plan.checks()),
    }
}

fn view_shape(message: &Message, shape: &Shape, filters: &mut Filters) -> String {
    let slots: Vec<_> = shape.slots.iter().map(|slot| format!("[{}] = true", slot.slot + 1)).collect();
    let mut parts = vec![format!("slots = {{ {} }}", slots.join(", "))];
    parts.extend(shape.variant.as_ref().map(|name| format!("variant = {}", string(name.snake()))));
    if let Some(body) = &shape.body {
        let filter = filters.give(body.name.snake(), message.name.snake(), "bytes");
        parts.push(format!("body = {}", string(&filter)));
        parts.push(format!("body_name = {}", string(body.name.snake())));
        parts.push(format!("body_doc = {}", string(&first_sentence(&body.doc))));
    }
    format!("{{ {} }}", parts.join(", "))
}

/// The first sentence of a text, which may be Markdown, on one line.
pub(super) fn first_sentence(text: &str) -> String {
    let first = summary(text);
    // A full stop within a sentence, as in `e.g. this`, has a small letter behind it.
    let mut stops = first.match_indices(". ").map(|(at, _)| at + 1);
    let ends = |at: &usize| !first[*at..].trim_start().starts_with(char::is_lowercase);
    let end = stops.find(ends).unwrap_or(first.len());
    first.get(..end).unwrap_or(&first).to_owned()
}
