//! The corpus of messages without a prefix: bodies of HTTP, signed documents and the hashed one.

mod broken;
mod order;
mod read;
mod refused;
mod requests;
mod write;

use serde_json::{Map, Value, json};

use crate::forms::read as read_value;
use crate::hex::hex;
use crate::wire::Expected;
use crate::wire::body::{Draft, Field, Item, Kind, Layout, Part, Piece, Role};

use super::case::{Judgement, Topic};

/// A topic for each of these protocols.
pub(crate) fn topics(layouts: &[Layout]) -> Vec<Topic> {
    ["stateless", "signing", "hashing", "tracing"]
        .into_iter()
        .map(|protocol| {
            let (mut topic, mut kinds) = (Topic::new(protocol), Vec::new());
            for layout in layouts.iter().filter(|layout| layout.protocol == protocol) {
                read::add(&mut topic, layout);
                broken::add(&mut topic, layout);
                order::add(&mut topic, layout);
                write::add(&mut topic, layout);
                refused::add(&mut topic, layout, &mut kinds);
                requests::add(&mut topic, layout);
            }
            read::longest(&mut topic, layouts.iter().filter(|layout| layout.protocol == protocol));
            requests::by_code(&mut topic, protocol);
            topic
        })
        .collect()
}

/// A request to write something that is refused.
pub(crate) struct Refusable {
    pub(crate) label: String,
    pub(crate) fields: Map<String, Value>,
    pub(crate) judgement: Judgement,
}

pub(crate) use refused::{bad_values, in_checks, refusable};
pub(crate) use write::written;

/// The kind as the schema has it.
pub(crate) fn schema_kind(kind: Kind) -> lonelypsp_schema::Kind {
    use lonelypsp_schema::{Kind as Schema, Length, Spelling};
    match kind {
        Kind::Bytes => Schema::BYTES,
        Kind::Text => Schema::text(Length::Any),
        Kind::OptionalText => Schema::optional_text(Length::Any),
        Kind::Exact(length) => Schema::bytes(Length::Exactly(u16::try_from(length).unwrap_or(u16::MAX))),
        Kind::Uint(width) => Schema::uint(u8::try_from(width).unwrap_or(u8::MAX), Spelling::Fixed),
        Kind::Bool => Schema::BOOL,
        Kind::Float => Schema::FLOAT,
    }
}

/// The values of a message's fields.
pub(crate) fn fields(draft: &Draft<'_>) -> Map<String, Value> {
    let mut fields = Map::new();
    for (part, item) in draft.layout.parts.iter().zip(&draft.items) {
        let (name, value) = match (part, item) {
            (Part::Value(field), Item::Value(piece)) if field.role != Role::RestLength => {
                (field.name, value(field, piece))
            }
            (Part::Group { name, fields, .. }, Item::Entries(entries, _)) => {
                (*name, entries.iter().map(|entry| object(fields, entry)).collect())
            }
            (Part::Rest(name), Item::Rest(bytes)) => (*name, json!(hex(bytes))),
            _ => continue,
        };
        fields.insert(name.to_owned(), value);
    }
    fields
}

fn object(fields: &[Field], entry: &[Piece]) -> Value {
    let members = fields.iter().zip(entry);
    Value::Object(members.map(|(field, piece)| (field.name.to_owned(), value(field, piece))).collect())
}

fn value(field: &Field, piece: &Piece) -> Value {
    read_value(schema_kind(field.kind), &piece.bytes)
}

/// The request to read bytes as this message.
fn decode(layout: &Layout, bytes: &[u8]) -> Value {
    json!({
        "op": "decode", "protocol": layout.protocol, "direction": layout.direction.as_str(),
        "message": layout.name, "hex": hex(bytes),
    })
}

/// The request to write this message with these fields.
fn encode(layout: &Layout, fields: &Map<String, Value>) -> Value {
    json!({
        "op": "encode", "protocol": layout.protocol, "direction": layout.direction.as_str(),
        "message": layout.name, "fields": fields,
    })
}

/// What reading a message gives.
fn decoded(draft: &Draft<'_>) -> Value {
    json!({ "message": draft.layout.name, "variant": null, "fields": fields(draft) })
}

/// The bytes are this message.
fn accept(topic: &mut Topic, draft: &Draft<'_>, what: &str) {
    let name = named(draft.layout, what);
    topic.push(&name, decode(draft.layout, &draft.build().bytes), Judgement::Alone(decoded(draft)));
}

/// The bytes are refused so.
fn refuse(topic: &mut Topic, layout: &Layout, bytes: &[u8], what: &str, expected: Expected) {
    topic.push(&named(layout, what), decode(layout, bytes), Judgement::RefusedAlone(expected));
}

/// What the reference has code to write: documents, but no bodies.
fn is_written_by_reference(layout: &Layout) -> bool {
    matches!(layout.protocol, "signing" | "hashing")
}

fn named(layout: &Layout, what: &str) -> String {
    format!("{}/{what}", layout.name)
}
