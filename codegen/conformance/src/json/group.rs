//! The entries of a group ↔ a list of objects.

use lonelypsp_interpret::{Form, Target, Value};
use lonelypsp_schema::{Group, Kind as WireKind};
use serde_json::{Map, Value as Json};

use super::field::{Given, Refusal, from_json, to_json};

/// A value of a message of that target as JSON.
pub fn value_to_json(target: &Target<'_>, kind: WireKind, value: &Value<'_>) -> Json {
    match (target.group(kind), value) {
        (Some(group), Value::Group(entries)) => {
            entries.iter().map(|entry| entry_to_json(target, group, entry)).collect()
        }
        _ => to_json(value),
    }
}

fn entry_to_json(target: &Target<'_>, group: &Group, values: &[Value<'_>]) -> Json {
    let slots = group.slots.iter().zip(values);
    Json::Object(
        slots.map(|(slot, value)| (slot.at.clone(), value_to_json(target, slot.kind, value))).collect(),
    )
}

/// The value that JSON gives for a field of that kind; what is none says so where it is written.
pub fn value_from_json<'j>(target: &Target<'_>, kind: WireKind, json: &'j Json) -> Given<'j> {
    let given = match target.group(kind) {
        Some(group) => entries(target, group, json),
        None => from_json(Form::of(kind), json),
    };
    given.unwrap_or_else(|refusal| Given::Value(Value::Wrong(refusal.into_fault())))
}

fn entries<'j>(target: &Target<'_>, group: &Group, json: &'j Json) -> Result<Given<'j>, Refusal> {
    let refusal = || Refusal::bad_value(Form::Group, json);
    let list = json.as_array().ok_or_else(refusal)?;
    let entry = |json: &'j Json| {
        let object = json.as_object().filter(|object| has_fields(object, group))?;
        let value = |slot: &lonelypsp_schema::Slot| {
            let json = object.get(&slot.at).unwrap_or(&Json::Null);
            value_from_json(target, slot.kind, json)
        };
        Some(group.slots.iter().map(value).collect())
    };
    list.iter().map(entry).collect::<Option<Vec<_>>>().map(Given::Group).ok_or_else(refusal)
}

fn has_fields(object: &Map<String, Json>, group: &Group) -> bool {
    object.len() == group.slots.len() && group.slots.iter().all(|slot| object.contains_key(&slot.at))
}
