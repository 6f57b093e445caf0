//! The module of one direction of a protocol without a prefix: what bytes are has to be said, unless they begin with their
//! own number.

use askama::Template;
use lonelypsp_schema::{Direction, Message, Protocol, Schema, Width};

use super::comment::stamp_over;
use super::direction::{self, MessageView};
use super::layout::{Call, import, signature, statement, union};
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/bodies.ts", whitespace = "preserve")]
struct BodiesView {
    stamp: String,
    doc: String,
    imports: Vec<String>,
    messages: Vec<MessageView>,
    direction: &'static str,
    sender: &'static str,
    union: String,
    has_digest: bool,
    coded: Option<CodedView>,
}

/// How the messages are told apart that begin with their number.
struct CodedView {
    union: String,
    signature: String,
    width: u8,
    has_digest: bool,
    /// What is thrown if the number is none of theirs.
    wrong: String,
}

pub(super) fn emit_bodies(schema: &Schema, protocol: &Protocol, direction: Direction) -> String {
    let messages = direction::view_messages(protocol, direction);
    let types: Vec<String> = messages.iter().map(|message| message.ty.clone()).collect();
    let coded = protocol.leading_code(direction).map(|width| view_coded(&messages, direction, width));
    let view = BodiesView {
        stamp: stamp_over(stamp(schema), direction::names_deprecated(protocol, direction)),
        doc: direction::module_doc(protocol, direction),
        imports: imports(&messages, direction, coded.is_some()),
        direction: direction.as_str(),
        sender: direction.sender(),
        union: union("export type Message", &types),
        has_digest: messages.iter().any(|message| message.has_digest),
        coded,
        messages,
    };
    super::render(&view)
}

/// Whether a message can be told from others by its first bytes.
pub(super) fn is_coded(message: &Message) -> bool {
    message.leading_code().is_some()
}

fn view_coded(messages: &[MessageView], direction: Direction, width: Width) -> CodedView {
    let coded = || messages.iter().filter(|message| message.is_coded);
    let types: Vec<String> = coded().map(|message| message.ty.clone()).collect();
    let numbers: Vec<String> = coded().map(|message| message.code.to_string()).collect();
    let has_digest = coded().any(|message| message.has_digest);
    let options = if has_digest { "options?: DecodeOptions" } else { "_options?: DecodeOptions" };
    let arguments = [
        "bytes".to_owned(),
        width.bytes().to_string(),
        format!("\"{}\"", direction.sender()),
        format!("[{}]", numbers.join(", ")),
    ];
    let wrong = statement(6, None, &Call::new("throw wrongLeadingCode", arguments));
    CodedView {
        union: union("export type CodedMessage", &types),
        signature: signature(
            "export function decodeByCode",
            &["bytes: Uint8Array", options],
            "$Decoded<CodedMessage>",
        ),
        width: width.bytes(),
        has_digest,
        wrong,
    }
}

const TYPES: &[&str] = &["Bytes", "DecodeAsyncOptions", "DecodeOptions", "Decoded as $Decoded", "Unverified"];
const FUNCTIONS: &[&str] =
    &["checkMessage", "decodeAsync as $decodeAsync", "decodeUnverified as $decodeUnverified", "unknownType"];

fn imports(messages: &[MessageView], direction: Direction, is_coded: bool) -> Vec<String> {
    let runtime = "../runtime/index.ts";
    let mut imports = vec![import("import type", TYPES, runtime)];
    if is_coded {
        imports.push(import("import", &["leadingCode", "wrongLeadingCode"], "../runtime/bodies.ts"));
    }
    let functions: &[&str] = if is_coded { &["bareDecoder", "codedDecoder"] } else { &["bareDecoder"] };
    imports.extend(direction::incremental_imports(functions));
    imports.push(import("import", FUNCTIONS, runtime));
    imports.extend(direction::message_imports(messages, direction));
    imports
}
