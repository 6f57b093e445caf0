//! What a new message looks like.

use lonelypsp_schema::{Direction, Message, Protocol, Schema, Slot, Stamp};

/// The entry, from the first column: headers where the protocol has a flag for them, else a sequence.
pub(super) fn entry(
    schema: &Schema,
    protocol: &Protocol,
    direction: Direction,
    name: &str,
    code: u16,
) -> String {
    let sender = direction.sender();
    let since = since(schema).map(|version| format!("  since: {version}\n")).unwrap_or_default();
    let head = format!(
        "{name}:\n  from: {sender}\n  code: {code}\n{since}  doc: \"TODO: say what it is for, and what answers it.\"\n"
    );
    if protocol.minimal_flag() != 0 {
        return head
            + "  headers: {}\n  body: { field: content, doc: \"TODO: say what it holds, or remove it.\" }\n";
    }
    let code = protocol.leading_code(direction);
    let code = code.map(|width| format!("    - code: {}\n", width.as_str())).unwrap_or_default();
    let shared = protocol.stamp.as_ref().map(|stamp| stamped(protocol, stamp)).unwrap_or_default();
    format!("{head}  sequence:\n{code}{shared}    - {{ rest: content, doc: \"TODO: say what it holds.\" }}\n")
}

/// The first version that has the message, if that is not the first of all: versions that are there already stay as they are.
fn since(schema: &Schema) -> Option<String> {
    let is_first = schema.versions.first().is_none_or(|first| *first == schema.version);
    let version = &schema.version;
    // What looks like a number is no text.
    let spelled = if version.parse::<f64>().is_ok() { format!("\"{version}\"") } else { version.clone() };
    (!is_first).then_some(spelled)
}

/// The items that every document begins with, those of the stamp among them.
fn stamped(protocol: &Protocol, stamp: &Stamp) -> String {
    let is_stamp = |slot: &Slot| [&stamp.time, &stamp.nonce].iter().any(|name| **name == slot.at);
    let Some((one, others)) = protocol.messages.split_first() else {
        let (time, nonce) = (&stamp.time, &stamp.nonce);
        return format!(
            "    - {{ field: {time}, type: TODO }}    # an unsigned integer of 8 bytes, `write: fixed`\n    \
             - {{ field: {nonce}, type: TODO, prefix: u8 }}    # a text\n"
        );
    };
    let same = |slot: &Slot, other: &Slot| {
        (&slot.at, &slot.type_name, slot.prefix) == (&other.at, &other.type_name, other.prefix)
    };
    let is_shared = |at: usize, slot: &Slot| {
        let of = |other: &Message| other.layout.slots.get(at).is_some_and(|other| same(slot, other));
        others.iter().all(of)
    };
    let slots = &one.layout.slots;
    let shared: Vec<&Slot> = slots
        .iter()
        .enumerate()
        .take_while(|(at, slot)| !slot.type_name.is_empty() && is_shared(*at, slot))
        .map(|(_, slot)| slot)
        .collect();
    // One document alone says nothing of what all have.
    let has_all = !others.is_empty() && shared.iter().filter(|slot| is_stamp(slot)).count() == 2;
    let items = if has_all { shared } else { slots.iter().filter(|slot| is_stamp(slot)).collect() };
    items.into_iter().map(item).collect()
}

fn item(slot: &Slot) -> String {
    let prefix = slot.prefix.map(|width| format!(", prefix: {}", width.as_str())).unwrap_or_default();
    format!("    - {{ field: {}, type: {}{prefix} }}\n", slot.at, slot.type_name)
}

/// What the message does not say yet, and its like do.
pub(super) fn remarks(schema: &Schema, protocol: &Protocol, direction: Direction, name: &str) -> String {
    let others = protocol.messages_of(direction);
    let mut remarks = Vec::new();
    if let Some(version) = since(schema) {
        remarks.push(format!(
            "it is there from version {version} on; say another `since`, or none, if that is not right"
        ));
    }
    if protocol.stamp.is_some() {
        let document = format!("{}.{name}", protocol.name);
        remarks.push(format!("say which message it signs, there: `signed: {{ document: {document} }}`"));
    }
    if others.iter().any(|message| !message.signatures.is_empty()) {
        remarks.push("say what signs it, as others do: `signed: { document: PROTOCOL.MESSAGE }`".to_owned());
    }
    if others.iter().any(|message| message.http.is_some()) {
        remarks.push(
            "say which HTTP request carries it, as others do: `http: { method: POST, path: /PATH }`"
                .to_owned(),
        );
    }
    remarks.into_iter().map(|remark| format!("  {remark}\n")).collect::<Vec<_>>().concat()
}
