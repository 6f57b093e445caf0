//! However a message is cut, decoding it in pieces comes to what decoding the whole does.

use std::fs;
use std::path::Path;

use lonelypsp_interpret::{DecodeError, Decoded, Pieces, Value, decode, decode_as};
use lonelypsp_schema::{Direction, Message, Prefix, Protocol, builtin};
use serde_json::Value as Json;

/// What is compared of a message.
type Read<'i> = (String, Option<String>, Vec<(String, Value<'i>)>);

fn read<'i>(decoded: Decoded<'_, 'i>) -> Read<'i> {
    let (name, variant) = (decoded.target.name().to_owned(), decoded.target.variant().map(str::to_owned));
    let fields = decoded.fields.into_iter().map(|(field, value)| (field.name.to_owned(), value));
    (name, variant, fields.collect())
}

fn check(protocol: &Protocol, direction: Direction, message: Option<&Message>, input: &[u8], size: usize) {
    let whole = match message {
        Some(message) => decode_as(protocol, message, input),
        None => decode(protocol, direction, input),
    };
    let mut pieces = match message {
        Some(message) => Pieces::of(protocol, message),
        None => Pieces::new(protocol, direction),
    };
    let mut body = Vec::new();
    for piece in input.chunks(size) {
        body.extend_from_slice(pieces.push(piece));
    }
    let in_pieces: Result<_, DecodeError> = pieces.finish().map(|decoded| read(decoded.with_body(&body)));
    assert_eq!(in_pieces, whole.map(read), "in pieces of {size}: {input:02x?}");
}

/// All inputs of the corpus: valid, with every single rule broken, cut off at every byte.
#[test]
fn the_corpus_in_pieces_of_any_size_is_the_corpus() {
    let schema = builtin().expect("it compiles");
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol/vectors");
    let mut count = 0;
    for file in fs::read_dir(vectors).expect("it is there") {
        let text = fs::read_to_string(file.expect("it is listed").path()).expect("it is text");
        for line in text.lines() {
            let case: Json = serde_json::from_str(line).expect("it is JSON");
            let request = &case["request"];
            let (Some("decode"), Some(hex)) = (request["op"].as_str(), request["hex"].as_str()) else {
                continue;
            };
            let Some(input) = unhex(hex).filter(|input| input.len() < 5000) else { continue };
            let Some(protocol) = request["protocol"].as_str().and_then(|name| schema.protocol(name)) else {
                continue;
            };
            let said = Direction::BOTH.into_iter().find(|side| request["direction"] == side.as_str());
            let name = request["message"].as_str().filter(|_| protocol.prefix == Prefix::None);
            for direction in Direction::BOTH.into_iter().filter(|side| said.is_none_or(|said| said == *side))
            {
                let message = name.and_then(|name| protocol.by_name(direction, name));
                if name.is_some() != message.is_some() {
                    continue;
                }
                for size in [1, 3, 7, 64, 5000] {
                    check(protocol, direction, message, &input, size);
                }
                count += 1;
            }
        }
    }
    assert!(count > 1000, "only {count} inputs");
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
