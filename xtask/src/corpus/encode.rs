//! Messages to be written.

use serde_json::{Map, Value, json};

use crate::forms::{MOST, read};
use crate::model::{Slot, Target};
use crate::wire::{Draft, Fill, Mode, fill};

use super::boundary::{unlimited, values, with};
use super::case::{Judgement, Topic};

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("encode");
    for target in targets {
        for mode in Mode::BOTH {
            for (name, how) in [("typical", Fill::Typical), ("empty", Fill::Empty), ("full", Fill::Full)] {
                accept(&mut topic, &fill(*target, mode, how), name);
            }
        }
        boundaries(&mut topic, *target);
    }
    longest(&mut topic, targets);
    topic
}

/// The values of fields, in turns in a minimal and an expanded block.
fn boundaries(topic: &mut Topic, target: Target<'_>) {
    let mut modes = Mode::BOTH.into_iter().cycle();
    let mut typical = || fill(target, modes.next().unwrap_or(Mode::Minimal), Fill::Typical);
    for slot in target.slots().into_iter().filter(|slot| slot.field.is_some()) {
        for value in values(slot, &typical()) {
            let draft = with(&typical(), slot.index, &value.bytes);
            accept(topic, &draft, &format!("{}/{}", slot.header.at, value.label));
        }
    }
    for length in [0, 1, 255, 256].into_iter().filter(|_| target.layout.body.is_some()) {
        let mut draft = typical();
        draft.body = (0..=u8::MAX).cycle().take(length).collect();
        accept(topic, &draft, &format!("body/{length}-bytes"));
    }
}

/// Long values once for bytes and once for text; and an empty text, which is written like none.
fn longest(topic: &mut Topic, targets: &[Target<'_>]) {
    let unlimited = unlimited(targets);
    for (target, slot) in unlimited.iter().filter(|(_, slot)| !is_optional(slot)) {
        let mut draft = fill(*target, Mode::Expanded, Fill::Typical);
        draft.set(slot.index, &vec![b'a'; MOST]);
        accept(topic, &draft, &format!("{}/{MOST}-bytes", slot.header.at));
    }
    for (target, slot) in unlimited.iter().filter(|(_, slot)| is_optional(slot)) {
        let draft = fill(*target, Mode::Minimal, Fill::Typical);
        let mut fields = fields(&draft);
        fields.insert(slot.field.unwrap_or_default().to_owned(), json!(""));
        let name = format!("{}/minimal/{}/empty-text", target.label(), slot.header.at);
        topic.push(&name, request(&draft, &fields), Judgement::Accepted(target.label()));
    }
}

fn is_optional(slot: &Slot<'_>) -> bool {
    slot.header.kind.empty_is_absent
}

fn accept(topic: &mut Topic, draft: &Draft<'_>, what: &str) {
    let name = format!("{}/{}/{what}", draft.target.label(), draft.mode.as_str());
    topic.push(&name, request(draft, &fields(draft)), Judgement::Accepted(draft.target.label()));
}

/// The fields that a message would be read into.
pub(crate) fn fields(draft: &Draft<'_>) -> Map<String, Value> {
    let mut fields = Map::new();
    for slot in draft.target.slots() {
        if let Some(field) = slot.field {
            let value = draft.value(slot.index).unwrap_or_default();
            fields.insert(field.to_owned(), read(slot.header.kind, value));
        }
    }
    if let Some(body) = draft.target.body_field() {
        fields.insert(body.to_owned(), json!(crate::hex::hex(&draft.body)));
    }
    fields
}

/// The request to write it with these fields.
pub(crate) fn request(draft: &Draft<'_>, fields: &Map<String, Value>) -> Value {
    let target = &draft.target;
    json!({
        "op": "encode",
        "protocol": target.protocol.name.snake(),
        "direction": target.direction().as_str(),
        "message": target.message.name.snake(),
        "variant": target.variant(),
        "minimal_headers": draft.mode.is_minimal(),
        "fields": fields,
    })
}
