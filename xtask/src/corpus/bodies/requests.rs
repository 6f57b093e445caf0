//! Requests about messages that there are not, or that do not say what they should; and messages that say themselves what
//! they are.

use lonelypsp_schema::Direction;
use serde_json::{Value, json};

use crate::corpus::case::{Judgement, Topic};
use crate::hex::hex;
use crate::wire::Expected;
use crate::wire::body::{Layout, typical};

use super::{decode, decoded, encode, fields, is_written_by_reference, named};

pub(super) fn add(topic: &mut Topic, layout: &Layout) {
    let draft = typical(layout);
    let bytes = draft.build().bytes;
    let reading = decode(layout, &bytes);
    let writing = encode(layout, &fields(&draft));
    let is_code = layout.has_code();
    for (op, request) in [("read", &reading), ("write", &writing)] {
        let mut reject = |member: &str, value: Value| {
            let mut request = request.clone();
            let what = format!("request/{op}/{member}-{value}");
            request[member] = value;
            bad(topic, layout, &what, request);
        };
        for value in [json!("nope"), json!(""), json!(layout.name.to_uppercase()), json!(1)] {
            reject("message", value);
        }
        let other = if layout.direction == Direction::S2b { "b2s" } else { "s2b" };
        for value in [json!(other), json!("nope"), json!(""), json!(1)] {
            reject("direction", value);
        }
        if op == "write" {
            for value in [json!("nope"), json!("")] {
                reject("variant", value);
            }
            for value in [json!([]), json!(""), Value::Null, json!(1)] {
                reject("fields", value);
            }
        } else {
            for value in [json!("0"), json!("AA"), json!("zz"), json!(" 00"), json!(7), Value::Null] {
                reject("hex", value);
            }
        }
    }
    for (op, request, members) in [
        ("read", &reading, &["hex", "protocol"][..]),
        ("write", &writing, &["fields", "protocol", "message"]),
    ] {
        for member in members {
            bad(topic, layout, &format!("request/{op}/without-{member}"), without(request, &[member]));
        }
    }
    // Only one side has a message of that name.
    let right = Judgement::Alone(decoded(&draft));
    topic.push(&named(layout, "request/read/without-direction"), without(&reading, &["direction"]), right);
    let written = json!({ "hex": hex(&bytes) });
    let is_known = is_written_by_reference(layout);
    let right = if is_known { Judgement::Exactly(written) } else { Judgement::Alone(written) };
    topic.push(&named(layout, "request/write/without-direction"), without(&writing, &["direction"]), right);
    let bare = without(&reading, &["direction", "message"]);
    bad(topic, layout, "request/read/without-direction-and-message", bare);
    if is_code {
        let right = Judgement::Alone(decoded(&draft));
        topic.push(&named(layout, "request/read/without-message"), without(&reading, &["message"]), right);
    }
}

/// Bytes that say what they are, or do not.
pub(super) fn by_code(topic: &mut Topic, protocol: &'static str) {
    let request = |direction: Direction, bytes: &[u8]| json!({ "op": "decode", "protocol": protocol, "direction": direction.as_str(), "hex": hex(bytes) });
    let (width, known): (usize, [&[u16]; 2]) = match protocol {
        "stateless" => (2, [&[8, 9, 10], &[3, 4, 5]]),
        "signing" => (1, [&[1, 2, 3, 4, 5, 6, 7, 8, 9], &[10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]]),
        // Nothing in it says what it is.
        _ => {
            for direction in Direction::BOTH {
                let judgement = Judgement::RefusedAlone(Expected::encoding("bad_value", None));
                let name = format!("request/read/{}-without-message", direction.as_str());
                topic.push(&name, request(direction, b"URL\0\0\nEXACT\nGLOB\n"), judgement);
            }
            return;
        }
    };
    for (direction, known) in Direction::BOTH.into_iter().zip(known) {
        let mut refuse = |bytes: &[u8], kind: &'static str| {
            let expected = Expected { kind, at: None, offset: Some(0) };
            let name = format!("by-code/{}/{}", direction.as_str(), hex(bytes));
            topic.push(&name, request(direction, bytes), Judgement::RefusedAlone(expected));
        };
        let far: &[u16] =
            if width == 2 { &[255, 256, 0x0800, 0x0a00, 0x8000, 0xffff] } else { &[0x80, 0xff] };
        for code in (0..32).chain(far.iter().copied()).filter(|code| !known.contains(code)) {
            let code = &code.to_be_bytes()[2 - width..];
            refuse(code, "unknown_type");
            refuse(&[code, b"and something behind it"].concat(), "unknown_type");
        }
        refuse(b"", "truncated");
        for byte in [0, 1, 0xff].into_iter().filter(|_| width == 2) {
            refuse(&[byte], "truncated");
        }
    }
}

fn without(request: &Value, members: &[&str]) -> Value {
    let mut request = request.clone();
    if let Some(object) = request.as_object_mut() {
        for member in members {
            object.shift_remove(*member);
        }
    }
    request
}

fn bad(topic: &mut Topic, layout: &Layout, what: &str, request: Value) {
    let expected = Expected::encoding("bad_value", None);
    let is_known = request["op"] == "encode" && is_written_by_reference(layout);
    let judgement = if is_known { Judgement::Refused(expected) } else { Judgement::RefusedAlone(expected) };
    topic.push(&named(layout, what), request, judgement);
}
