//! Answers requests of the conformance protocol with the codecs of a schema, which is named as argument.
#![deny(warnings)]

use std::io::{BufRead, Write, stdin, stdout};

use lonelypsp::reflect::{Entries, Field, Group, Kind, Shape, Value};
use lonelypsp::{DecodeError, EncodeError, HeaderMode};
use serde_json::{Map, Value as Json, json};

/// The messages of one direction.
trait Codec {
    fn decode(&self, input: &[u8]) -> Result<Json, DecodeError>;
    fn encode(&self, request: &Json, mode: HeaderMode) -> Result<Vec<u8>, EncodeError>;
}

macro_rules! codec {
    ($direction:path) => {{
        use $direction as direction;

        struct Here;

        impl Codec for Here {
            fn decode(&self, input: &[u8]) -> Result<Json, DecodeError> {
                let message = direction::Message::decode(input)?;
                let prefix = direction::Prefix::decode(input)?;
                assert_eq!(prefix.message_type, message.message_type());
                let shape = lonelypsp::reflect::Reflect::shape(&message);
                let mut fields = Map::new();
                let mut flags: Vec<&str> =
                    shape.flags.iter().filter(|flag| flag.always == Some(true)).map(|flag| flag.name).collect();
                lonelypsp::reflect::Reflect::visit(&message, &mut |field: &Field, value| {
                    if !is_flag(shape, field) {
                        fields.insert(field.name.to_owned(), to_json(value));
                    } else if value == Value::Bool(true) {
                        flags.push(field.name);
                    }
                });
                let hex = |mode| message.encode(mode).ok().map(|bytes| to_hex(&bytes));
                if let Ok(bytes) = message.encode(HeaderMode::Minimal) {
                    assert_eq!(message.encoded_len(HeaderMode::Minimal), bytes.len());
                    assert_eq!(message.to_shared().map(|shared| shared.get() == message), Ok(true));
                }
                let mut answer = json!({
                    "message": shape.message, "variant": shape.variant, "fields": fields,
                    "minimal": hex(HeaderMode::Minimal), "expanded": hex(HeaderMode::Expanded),
                });
                if !shape.is_sequence {
                    answer["minimal_headers"] = prefix.flags.is_minimal().into();
                }
                if !shape.flags.is_empty() {
                    let set = shape.flags.iter().map(|flag| flag.name).filter(|name| flags.contains(name));
                    answer["flags"] = set.collect();
                }
                Ok(answer)
            }

            fn encode(&self, request: &Json, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
                let shapes = direction::Message::shapes();
                let named = |shape: &&&lonelypsp::reflect::Shape| {
                    request["message"] == shape.message && request["variant"].as_str() == shape.variant
                };
                let shape = shapes.iter().find(named).expect("the shape is known");
                let set = &request["flags"];
                let is_set = |name: &str| set.as_array().is_some_and(|set| set.iter().any(|one| one == name));
                let given: Vec<Given> = shape
                    .fields
                    .iter()
                    .map(|field| match is_flag(shape, field) {
                        true => Given::Other(Value::Bool(is_set(field.name))),
                        false => Given::of(field.kind, &request["fields"][field.name]),
                    })
                    .collect();
                let mut next = given.iter();
                direction::Message::build(shape, &mut |_| next.next().expect("as many").value())?.encode(mode)
            }
        }

        &Here as &dyn Codec
    }};
}

/// Schema, protocol, direction.
const TABLE: &[(&str, &str, &str, &dyn Codec)] = include!("table.rs");

/// A value that holds what JSON has as digits.
enum Given<'j> {
    Bytes(Vec<u8>),
    Entries(Rows<'j>),
    Other(Value<'j>),
}

impl<'j> Given<'j> {
    fn of(kind: Kind, json: &'j Json) -> Self {
        let text = || json.as_str().expect("a string");
        Self::Other(match kind {
            Kind::Bytes => return Self::Bytes(from_hex(text())),
            Kind::Text => Value::Text(text()),
            Kind::OptionalText => Value::OptionalText(json.as_str()),
            Kind::Bool => Value::Bool(json == true),
            Kind::Uint => Value::Uint(text().parse().expect("a number")),
            Kind::Int => Value::Int(text().parse().expect("a number")),
            Kind::Float => Value::Float(text().parse::<f64>().expect("a number").into()),
            Kind::Group(fields) => {
                let entry = |entry: &'j Json| fields.iter().map(|field| Given::of(field.kind, &entry[field.name])).collect();
                let rows = json.as_array().expect("a list").iter().map(entry).collect();
                return Self::Entries(Rows { fields, rows });
            }
        })
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Entries(rows) => Value::Group(Group::new(rows)),
            Self::Other(value) => *value,
        }
    }
}

/// Entries as JSON has them.
struct Rows<'j> {
    fields: &'static [Field],
    rows: Vec<Vec<Given<'j>>>,
}

impl Entries for Rows<'_> {
    fn name(&self) -> &'static str {
        "Row"
    }

    fn count(&self) -> usize {
        self.rows.len()
    }

    fn visit<'s>(&'s self, index: usize, visit: &mut dyn FnMut(&'static Field, Value<'s>)) {
        for (field, value) in self.fields.iter().zip(&self.rows[index]) {
            visit(field, value.value());
        }
    }
}

fn is_flag(shape: &Shape, field: &Field) -> bool {
    shape.flags.iter().any(|flag| flag.name == field.name)
}

fn to_json(value: Value<'_>) -> Json {
    match value {
        Value::Bytes(bytes) => to_hex(bytes).into(),
        Value::Text(text) => text.into(),
        Value::OptionalText(text) => text.into(),
        Value::Bool(yes) => yes.into(),
        Value::Uint(number) => number.to_string().into(),
        Value::Int(number) => number.to_string().into(),
        Value::Float(number) => number.to_string().into(),
        Value::Group(group) => (0..group.len())
            .map(|index| {
                let mut entry = Map::new();
                group.visit(index, &mut |field, value| drop(entry.insert(field.name.to_owned(), to_json(value))));
                entry
            })
            .collect(),
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hex")).collect()
}

fn answer(schema: &str, request: &Json) -> Json {
    let id = &request["id"];
    let find = |entry: &&(&str, &str, &str, &dyn Codec)| {
        entry.0 == schema && request["protocol"] == entry.1 && request["direction"] == entry.2
    };
    let (.., codec) = TABLE.iter().find(find).expect("the direction has messages");
    if request["op"] == "encode" {
        let minimal = request["minimal_headers"] == true;
        let mode = if minimal { HeaderMode::Minimal } else { HeaderMode::Expanded };
        return match codec.encode(request, mode) {
            Ok(bytes) => json!({ "id": id, "ok": { "hex": to_hex(&bytes) } }),
            Err(error) => json!({ "id": id, "error": { "kind": error.kind().as_str(), "at": error.place().map(|place| place.to_string()) } }),
        };
    }
    match codec.decode(&from_hex(request["hex"].as_str().expect("hex"))) {
        Ok(ok) => json!({ "id": id, "ok": ok }),
        Err(error) => {
            let at = error.place().map(|place| place.to_string());
            let (kind, offset) = (error.kind().as_str(), error.offset());
            json!({ "id": id, "error": { "kind": kind, "at": at, "offset": offset } })
        }
    }
}

fn main() {
    let schema = std::env::args().nth(1).expect("the name of a schema");
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let request = serde_json::from_str(&line.expect("text")).expect("JSON");
        writeln!(out, "{}", answer(&schema, &request)).expect("somebody reads");
    }
}
