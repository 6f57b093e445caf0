//! Values that the schema calls secret, in the JSON of a message that was read.

use lonelypsp_interpret::{Decoded, Target, Value};
use lonelypsp_schema::{Kind as WireKind, Slot};
use serde_json::{Value as Json, json};

use crate::words::count;

/// The one key of the object that stands where a secret value was.
pub(crate) const HIDDEN: &str = "hidden";

/// Takes the secret values out of the JSON of a message, and says how long they were. One that is absent stays so.
pub(crate) fn hide(decoded: &Decoded<'_, '_>, message: &mut Json) {
    let target = &decoded.target;
    for shape_slot in &target.shape().slots {
        let Some(name) = shape_slot.field() else { continue };
        let slot = &target.message.layout.slots[shape_slot.slot];
        let value = decoded.fields.iter().find(|(field, _)| field.name == name.snake() && !field.is_flag());
        if let (Some((_, value)), Some(json)) = (value, message["fields"].get_mut(name.snake())) {
            hide_value(target, slot, value, json);
        }
    }
}

fn hide_value(target: &Target<'_>, slot: &Slot, value: &Value<'_>, json: &mut Json) {
    if slot.secret {
        if let Some(length) = length(value) {
            *json = json!({ HIDDEN: length });
        }
        return;
    }
    if let (Some(slots), Value::Group(entries)) = (slots(target, slot.kind), value) {
        for (values, json) in entries.iter().zip(json.as_array_mut().into_iter().flatten()) {
            for (slot, value) in slots.iter().zip(values) {
                if let Some(json) = json.get_mut(&slot.at) {
                    hide_value(target, slot, value, json);
                }
            }
        }
    }
}

fn slots<'s>(target: &Target<'s>, kind: WireKind) -> Option<&'s [Slot]> {
    target.group(kind).map(|group| &group.slots[..])
}

/// What may be said of a value; nothing of one that is not there.
fn length(value: &Value<'_>) -> Option<String> {
    Some(match value {
        Value::Bytes(bytes) => count(bytes.len(), "byte"),
        Value::Text(text) | Value::OptionalText(Some(text)) => count(text.len(), "byte"),
        Value::OptionalText(None) | Value::Wrong(_) => return None,
        Value::Uint(_) | Value::Int(_) | Value::Float(_) => "a number".to_owned(),
        Value::Group(entries) if entries.len() == 1 => "1 entry".to_owned(),
        Value::Group(entries) => format!("{} entries", entries.len()),
        other => other.form()?.as_str().to_owned(),
    })
}
