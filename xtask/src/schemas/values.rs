//! Random messages as requests of the conformance protocol, and what becomes of their bytes.

use fastrand::Rng;
use lonelypsp_schema::{FlagSource, Group, Kind, Layout, Protocol, Schema, Shape, Slot, Source};
use serde_json::{Map, Value, json};

use crate::forms::{self, choose};
use crate::hex::hex;
use crate::wire::sha512;

/// How often the bytes of each are damaged.
const DAMAGES: usize = 2;

/// Asks for so many messages of every shape.
pub(super) fn encode_requests(schema: &Schema, rounds: usize, rng: &mut Rng) -> Vec<Value> {
    let mut requests = Vec::new();
    for protocol in &schema.protocols {
        for message in &protocol.messages {
            let shapes = message.layout.shapes.iter().flat_map(|shape| std::iter::repeat_n(shape, rounds));
            for shape in shapes {
                let variant = shape.variant.as_ref().map(lonelypsp_schema::Name::snake);
                let mut request = json!({
                    "id": requests.len(), "op": "encode", "protocol": protocol.name.snake(),
                    "direction": message.direction.as_str(), "message": message.name.snake(), "variant": variant,
                    "fields": fields(protocol, &message.layout, shape, rng),
                });
                if message.layout.is_block() {
                    request["minimal_headers"] = rng.bool().into();
                }
                if !shape.flags.is_empty() {
                    request["flags"] = flags(protocol, shape, rng);
                }
                requests.push(request);
            }
        }
    }
    requests
}

/// The names of flags that are set: those that have to be, and some that can be.
fn flags(protocol: &Protocol, shape: &Shape, rng: &mut Rng) -> Value {
    let set = shape.flags.iter().filter(|flag| match flag.source {
        FlagSource::Constant(is_set) => is_set,
        FlagSource::Field(_) => rng.bool(),
    });
    set.map(|flag| protocol.flags[flag.flag].name.snake()).collect()
}

/// Asks what the bytes of a message are, and what they are with damage.
pub(super) fn decode_requests(encode: &Value, bytes: &[u8], rng: &mut Rng, requests: &mut Vec<Value>) {
    for round in 0..=DAMAGES {
        let mut bytes = bytes.to_vec();
        if round > 0 {
            damage(rng, &mut bytes);
        }
        decode_request(encode, &bytes, requests);
    }
}

/// Asks what these bytes are, where a message was written.
pub(super) fn decode_request(encode: &Value, bytes: &[u8], requests: &mut Vec<Value>) {
    requests.push(json!({
        "id": requests.len(), "op": "decode", "protocol": encode["protocol"], "direction": encode["direction"],
        "hex": hex(bytes), "reencode": true,
    }));
}

/// A prefix alone, with every known and an unknown type.
pub(super) fn prefixes(protocol: &Protocol, requests: &mut Vec<Value>) {
    for direction in lonelypsp_schema::Direction::BOTH {
        let codes: Vec<u16> = protocol.messages_of(direction).iter().map(|message| message.code).collect();
        // Packages have nothing for a direction without messages.
        let unknown = codes.first().map(|first| first ^ 0x1234);
        for code in codes.into_iter().chain(unknown) {
            let bytes = [protocol.minimal_flag().to_be_bytes(), code.to_be_bytes()].concat();
            requests.push(json!({
                "id": requests.len(), "op": "decode", "protocol": protocol.name.snake(),
                "direction": direction.as_str(), "hex": hex(&bytes), "reencode": true,
            }));
        }
    }
}

fn fields(protocol: &Protocol, layout: &Layout, shape: &Shape, rng: &mut Rng) -> Value {
    let body = bytes(rng, 300);
    let mut fields = Map::new();
    if let Some(name) = &shape.unknown_flags {
        let bits = rng.u16(..) & if rng.u8(..20) == 0 { u16::MAX } else { !protocol.known_flags() };
        fields.insert(name.snake().to_owned(), bits.to_string().into());
    }
    for slot in &shape.slots {
        let Source::Field(name) = &slot.source else { continue };
        let value = if layout.plan.is_digest(slot.slot) {
            hex(&sha512(&body)).into()
        } else {
            value(layout, &layout.slots[slot.slot], rng)
        };
        fields.insert(name.snake().to_owned(), value);
    }
    if let Some(field) = &shape.body {
        fields.insert(field.name.snake().to_owned(), hex(&body).into());
    }
    fields.into()
}

fn value(layout: &Layout, slot: &Slot, rng: &mut Rng) -> Value {
    match layout.group(slot) {
        Some(group) => entries(layout, group, rng),
        None => forms::of(slot.kind).random_json(rng, slot.kind),
    }
}

/// Entries, in their order for the most part.
fn entries(layout: &Layout, group: &Group, rng: &mut Rng) -> Value {
    let count = choose(rng, &[0, 0, 1, 2, 3]);
    let entry = |rng: &mut Rng| -> Map<String, Value> {
        group.slots.iter().map(|slot| (slot.at.clone(), value(layout, slot, rng))).collect()
    };
    let mut entries: Vec<_> = (0..count).map(|_| entry(rng)).collect();
    if let Some(sorted) = group.sorted.filter(|_| rng.u8(..8) > 0) {
        let slot = &group.slots[sorted];
        entries.sort_by_cached_key(|entry| order(slot.kind, &entry[&slot.at]));
        entries.dedup_by_key(|entry| entry[&slot.at].clone());
    }
    entries.into()
}

/// What a value is sorted by. Hex digits are in the order of bytes; text, of which there may be none, in that of UTF-8.
fn order(kind: Kind, value: &Value) -> (i128, String) {
    let text = value.as_str().unwrap_or_default();
    if kind.form.is_integer() {
        (text.parse().unwrap_or_default(), String::new())
    } else {
        (0, text.to_owned())
    }
}

fn bytes(rng: &mut Rng, most: usize) -> Vec<u8> {
    let length = choose(rng, &[0, 1, 2, 3, 9, 64, 255, 256, 300]).min(most);
    (0..length).map(|_| rng.u8(..)).collect()
}

fn damage(rng: &mut Rng, bytes: &mut Vec<u8>) {
    let at = rng.usize(..bytes.len().clamp(1, 60));
    match rng.u8(..5) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at.min(bytes.len()), rng.u8(..)),
        2 => drop((at < bytes.len()).then(|| bytes.remove(at))),
        _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << rng.u8(..8)),
    }
}
