//! The module of one direction: all its messages, and how they are told apart.

use askama::Template;
use lonelypsp_schema::{Direction, Message, Protocol, Schema};

use super::bodies::is_coded;
use super::comment::{comment, comment_of_module, stamp_over};
use super::layout::{import, union};
use super::message::INCREMENTAL_TYPES;
use super::names::{file_name, message_type, quoted};
use super::scan::steps_name;
use crate::doc::summary;
use crate::spelling::camel;
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/direction.ts", whitespace = "preserve")]
struct DirectionView {
    stamp: String,
    doc: String,
    imports: Vec<String>,
    messages: Vec<MessageView>,
    direction: &'static str,
    sender: &'static str,
    union: String,
    has_digest: bool,
    has_blocks: bool,
    /// The flag that selects minimal headers, or that there are none.
    minimal: &'static str,
}

/// A message among those of its direction.
pub(super) struct MessageView {
    /// The comment at its type code.
    pub(super) doc: String,
    pub(super) file: String,
    pub(super) camel: String,
    pub(super) ty: String,
    pub(super) quoted: String,
    pub(super) snake: String,
    pub(super) code: u16,
    pub(super) has_digest: bool,
    /// Whether it has a block of headers, in one of two modes.
    is_block: bool,
    /// Whether it begins with its number itself.
    pub(super) is_coded: bool,
}

/// Whether a message of a direction is deprecated, which the file of the direction names.
pub(super) fn names_deprecated(protocol: &Protocol, direction: Direction) -> bool {
    let messages = protocol.messages_of(direction);
    messages.into_iter().any(|message| message.availability.deprecated.is_some())
}

pub(super) fn emit_direction(schema: &Schema, protocol: &Protocol, direction: Direction) -> String {
    let messages = view_messages(protocol, direction);
    let types: Vec<String> = messages.iter().map(|message| message.ty.clone()).collect();
    let has_blocks = messages.iter().any(|message| message.is_block);
    let view = DirectionView {
        stamp: stamp_over(stamp(schema), names_deprecated(protocol, direction)),
        doc: module_doc(protocol, direction),
        imports: imports(&messages, direction, has_blocks),
        direction: direction.as_str(),
        sender: direction.sender(),
        union: union("export type Message", &types),
        has_digest: messages.iter().any(|message| message.has_digest),
        has_blocks,
        minimal: if has_blocks { "minimal" } else { "0" },
        messages,
    };
    super::render(&view)
}

pub(super) fn view_messages(protocol: &Protocol, direction: Direction) -> Vec<MessageView> {
    protocol.messages_of(direction).into_iter().map(view_message).collect()
}

pub(super) fn module_doc(protocol: &Protocol, direction: Direction) -> String {
    let (sender, receiver) = (direction.sender(), direction.receiver());
    let text = format!("What a {sender} sends to a {receiver} in the protocol `{}`.", protocol.name);
    comment_of_module(&text)
}

fn view_message(message: &Message) -> MessageView {
    MessageView {
        doc: comment(2, &summary(&message.doc)),
        file: file_name(&message.name),
        camel: camel(&message.name),
        ty: message_type(message),
        quoted: quoted(&message.name),
        snake: message.name.snake().to_owned(),
        code: message.code,
        has_digest: message.layout.plan.has_digest(),
        is_block: message.layout.is_block(),
        is_coded: is_coded(message),
    }
}

const TYPES: &[&str] =
    &["Bytes", "DecodeAsyncOptions", "DecodeOptions", "Decoded as $Decoded", "HeaderMode", "Unverified"];
const FUNCTIONS: &[&str] = &[
    "checkMessage",
    "codeOf",
    "decodeAsync as $decodeAsync",
    "decodeUnverified as $decodeUnverified",
    "unknownType",
    "wrongPrefix",
];

fn imports(messages: &[MessageView], direction: Direction, has_blocks: bool) -> Vec<String> {
    let runtime = "../runtime/index.ts";
    let mut imports = vec![import("import type", TYPES, runtime), import("import", FUNCTIONS, runtime)];
    imports.extend(incremental_imports(&["prefixedDecoder"]));
    let constants = [has_blocks.then_some("minimal"), Some(direction.as_str())];
    let constants: Vec<&str> = constants.into_iter().flatten().collect();
    imports.push(import("import", &constants, "./prefix.ts"));
    imports.extend(message_imports(messages, direction));
    imports
}

/// What decodes in pieces.
pub(super) fn incremental_imports(functions: &[&str]) -> [String; 2] {
    let path = "../runtime/incremental.ts";
    [import("import type", INCREMENTAL_TYPES, path), import("import", functions, path)]
}

/// The types of the messages, and what decodes and encodes them.
pub(super) fn message_imports(messages: &[MessageView], direction: Direction) -> Vec<String> {
    let mut imports = Vec::new();
    for MessageView { ty, file, .. } in messages {
        let path = format!("./{}/{file}.ts", direction.as_str());
        let (decode, encode) = (format!("decode{ty}"), format!("encode{ty}"));
        imports.push(import("import type", &[ty], &path));
        imports.push(import("import", &[&steps_name(ty), &decode, &encode], &path));
    }
    imports
}
