//! The entries of a group ↔ a list of objects.

use lonelypsp_interpret::{Form, Given, Target, Value};
use lonelypsp_schema::{Group, Kind as WireKind, nearest};
use serde_json::{Map, Value as Json};

use super::field::{Refusal, from_json, short, to_json};
use super::names::clip;

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
    let names = || group.slots.iter().map(|slot| slot.at.as_str());
    let refusal = |actual: String| Refusal::no_entries(names(), actual);
    let list = json.as_array().ok_or_else(|| refusal(short(json)))?;
    let entry = |(index, json): (usize, &'j Json)| {
        let object = json.as_object().ok_or_else(|| refusal(format!("{} at [{index}]", short(json))))?;
        if let Some(wrong) = wrong_field(object, names()) {
            return Err(refusal(format!("{wrong} at [{index}]")));
        }
        let value = |slot: &lonelypsp_schema::Slot| {
            let json = object.get(&slot.at).unwrap_or(&Json::Null);
            value_from_json(target, slot.kind, json)
        };
        Ok(group.slots.iter().map(value).collect())
    };
    list.iter().enumerate().map(entry).collect::<Result<_, _>>().map(Given::Group)
}

/// What is wrong with the names in an object that has to have these and no others: rather one that is there than one that
/// is not, since it may stand for that.
fn wrong_field<'n>(
    object: &Map<String, Json>,
    mut names: impl Iterator<Item = &'n str> + Clone,
) -> Option<String> {
    match object.keys().find(|given| names.clone().all(|name| name != *given)) {
        Some(unknown) => {
            let near =
                nearest(unknown, names).map(|near| format!(" instead of `{near}`")).unwrap_or_default();
            Some(format!("`{}`{near}", clip(unknown)))
        }
        None => names.find(|name| !object.contains_key(*name)).map(|missing| format!("no `{missing}`")),
    }
}
