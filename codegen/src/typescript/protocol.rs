//! The modules of a protocol as a whole, and that of the package.

use askama::Template;
use lonelypsp_schema::{Message, Prefix, Protocol, Schema};

use super::comment::{comment_of, comment_of_module};
use super::directions;
use super::flags::hex;
use super::names::file_name;
use super::runtime::has_http;
use crate::spelling::camel;
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/prefix.ts", whitespace = "preserve")]
struct PrefixView {
    stamp: String,
    flags: Vec<FlagView>,
    /// The flag that selects the minimal block of headers, unless there are none but sequences.
    minimal: Option<String>,
    directions: Vec<DirectionView>,
}

struct FlagView {
    doc: String,
    name: String,
    mask: String,
}

struct DirectionView {
    name: &'static str,
    sender: &'static str,
    codes: String,
}

#[derive(Template)]
#[template(path = "typescript/protocol.ts", whitespace = "preserve")]
struct ProtocolView {
    stamp: String,
    doc: String,
    directions: Vec<&'static str>,
    has_prefix: bool,
}

#[derive(Template)]
#[template(path = "typescript/index.ts", whitespace = "preserve")]
struct IndexView {
    stamp: String,
    doc: String,
    protocols: Vec<ProtocolNames>,
    has_http: bool,
}

struct ProtocolNames {
    name: String,
    file: String,
}

/// What all messages of a protocol have in front.
pub(super) fn emit_prefix(schema: &Schema, protocol: &Protocol) -> String {
    let flags = protocol.flags.iter().map(|flag| FlagView {
        doc: comment_of(2, &flag.doc, &flag.availability),
        name: camel(&flag.name),
        mask: hex(flag.mask()),
    });
    let directions = directions(protocol).map(|direction| {
        let messages = protocol.messages_of(direction);
        let codes: Vec<String> = messages.iter().map(|message| message.code.to_string()).collect();
        DirectionView { name: direction.as_str(), sender: direction.sender(), codes: numbers(&codes) }
    });
    let is_block = |message: &Message| message.layout.is_block();
    let has_blocks = protocol.messages.is_empty() || protocol.messages.iter().any(is_block);
    let view = PrefixView {
        stamp: stamp(schema),
        flags: flags.collect(),
        minimal: has_blocks.then(|| hex(protocol.minimal_flag())),
        directions: directions.collect(),
    };
    super::render(&view)
}

/// An array of numbers as a member of an object. Prettier fills its lines.
fn numbers(items: &[String]) -> String {
    let flat = format!("[{}]", items.join(", "));
    if flat.len() + "  codes: ,".len() <= super::layout::WIDTH {
        return flat;
    }
    let mut lines = vec![String::from("   ")];
    for item in items {
        let is_full = lines.last().is_some_and(|line| line.len() + item.len() + 2 > super::layout::WIDTH);
        if is_full {
            lines.push(String::from("   "));
        }
        if let Some(line) = lines.last_mut() {
            line.extend([" ", item, ","]);
        }
    }
    format!("[\n{}\n  ]", lines.join("\n"))
}

/// A protocol's own module.
pub(super) fn emit_protocol(schema: &Schema, protocol: &Protocol) -> String {
    let directions = directions(protocol).map(lonelypsp_schema::Direction::as_str).collect();
    let has_prefix = protocol.prefix == Prefix::FlagsAndCode;
    let view =
        ProtocolView { stamp: stamp(schema), doc: comment_of_module(&protocol.doc), directions, has_prefix };
    super::render(&view)
}

/// The package's own module.
pub(super) fn emit_index(schema: &Schema) -> String {
    let protocols = schema
        .protocols
        .iter()
        .map(|protocol| ProtocolNames { name: camel(&protocol.name), file: file_name(&protocol.name) });
    let view = IndexView {
        stamp: stamp(schema),
        doc: comment_of_module(&schema.doc),
        protocols: protocols.collect(),
        has_http: has_http(schema),
    };
    super::render(&view)
}
