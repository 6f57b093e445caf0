//! What the dissector shows of a message, beside what is right.

use std::collections::BTreeMap;

use lonelypsp_schema::{Direction, Group, Kind, Message, Protocol, Schema, Shape, Slot};
use serde_json::Value as Json;

use crate::forms;

use super::cases::Case;
use super::tshark::Field;

/// A packet with what was found in it.
pub(super) struct Seen<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) fields: &'a [Field],
    /// What filters begin with.
    pub(super) filter: &'a str,
}

impl<'a> Seen<'a> {
    /// What is said of the message as a whole.
    fn said(&self, name: &str) -> Option<&'a str> {
        let name = format!("{}.{name}", self.filter);
        self.fields.iter().find(|field| field.name == name).map(|field| field.show.as_str())
    }

    /// The values that are called so, in their order.
    fn values<'s>(
        &self,
        protocol: &'s str,
        called: &'s str,
    ) -> impl Iterator<Item = &'a Field> + use<'a, 's> {
        let prefix = format!("{}.{protocol}.", self.filter);
        // A long value is cut: `url [truncated]: …`.
        let is_called = |rest: &str| rest.is_empty() || rest.trim_start().starts_with([':', '[']);
        self.fields.iter().filter(move |field| {
            let rest = field.showname.strip_prefix(called);
            rest.is_some_and(is_called) && field.name.starts_with(&prefix)
        })
    }

    fn raw(&self, field: &Field) -> &'a [u8] {
        self.bytes.get(field.pos..field.pos + field.size).unwrap_or_default()
    }
}

/// Everything in which it is wrong.
pub(super) fn differences(schema: &Schema, case: &Case, seen: &Seen<'_>) -> Option<String> {
    match case.expect.get("ok") {
        Some(ok) => difference_of_good(schema, case, ok, seen),
        None => difference_of_bad(&case.expect["error"], seen),
    }
}

fn difference_of_bad(error: &Json, seen: &Seen<'_>) -> Option<String> {
    let wanted = (error["kind"].as_str(), error["at"].as_str(), error["offset"].as_u64());
    let offset = seen.said("error.offset").and_then(|offset| offset.parse().ok());
    let found = (seen.said("error.kind"), seen.said("error.at"), offset);
    if found != wanted {
        return Some(format!("{found:?}, not {wanted:?}"));
    }
    let expert = format!("{}.expert.{}", seen.filter, found.0.unwrap_or_default());
    let is_marked = seen.fields.iter().any(|field| field.name == expert);
    (!is_marked).then(|| "no expert says so".to_owned())
}

fn difference_of_good(schema: &Schema, case: &Case, ok: &Json, seen: &Seen<'_>) -> Option<String> {
    if let Some(kind) = seen.said("error.kind") {
        return Some(format!("{kind}, where nothing is wrong"));
    }
    let name = ok["message"].as_str();
    if seen.said("message") != name || seen.said("variant") != ok["variant"].as_str() {
        return Some(format!("it is {:?}, {:?}", seen.said("message"), seen.said("variant")));
    }
    let protocol = schema.protocol(&case.protocol)?;
    let direction = if case.direction == "s2b" { Direction::S2b } else { Direction::B2s };
    let message = protocol.by_name(direction, name?)?;
    let variant = ok["variant"].as_str();
    let mut shapes = message.layout.shapes.iter();
    let shape = shapes.find(|shape| shape.variant.as_ref().map(lonelypsp_schema::Name::snake) == variant)?;
    let fields = ok["fields"].as_object()?;
    if let Some(set) = ok["flags"].as_array() {
        for flag in protocol.flags.iter().filter(|flag| !flag.selects_minimal) {
            let is_set = set.iter().any(|name| name == flag.name.snake());
            let name = format!("{}.{}.{}", seen.filter, protocol.name, flag.name);
            let shown = seen.fields.iter().find(|field| field.name == name).map(|field| field.show.as_str());
            if shown != Some(if is_set { "1" } else { "0" }) {
                return Some(format!("the flag {} is {shown:?}", flag.name));
            }
        }
    }
    if fields.len() != shape.field_names().count() - shape.flag_fields().count() {
        return Some(format!("{} fields are no shape of {}", fields.len(), message.name));
    }
    fields.iter().find_map(|(name, wanted)| {
        let wrong = difference_of_field(protocol, message, shape, name, wanted, seen)?;
        Some(format!("{name}: {wrong}, not {wanted}"))
    })
}

fn difference_of_field(
    protocol: &Protocol,
    message: &Message,
    shape: &Shape,
    name: &str,
    wanted: &Json,
    seen: &Seen<'_>,
) -> Option<String> {
    let last = |called: &str| seen.values(protocol.name.snake(), called).last();
    let slots = &message.layout.slots;
    let mut of_shape = shape.slots.iter();
    let held = of_shape.find(|slot| slot.field().is_some_and(|field| field.snake() == name));
    let Some(slot) = held.and_then(|held| slots.get(held.slot)) else {
        let is_body = shape.body.as_ref().is_some_and(|body| body.name.snake() == name);
        return match last(name) {
            Some(field) if is_body => difference_of_value(Kind::BYTES, wanted, field, seen),
            // Flags without a name are shown if there are any.
            Some(field) => {
                let shown = field.show.strip_prefix("0x").and_then(|hex| u64::from_str_radix(hex, 16).ok());
                let is_right = shown.map(|number| number.to_string()).as_deref() == wanted.as_str();
                (!is_right).then(|| format!("shown as {:?}", field.showname))
            }
            None => (wanted != "0").then(|| "nothing".to_owned()),
        };
    };
    if let Some(group) = message.layout.group(slot) {
        let mut rows = Rows { protocol, message, seen, next: BTreeMap::new() };
        return rows.difference(group, wanted);
    }
    // A body may be called as a header is; it stands behind all of them.
    let is_body_too = shape.body.as_ref().is_some_and(|body| body.name.snake() == slot.at);
    let mut values: Vec<_> = seen.values(protocol.name.snake(), &slot.at).collect();
    values.truncate(values.len() - usize::from(is_body_too && !values.is_empty()));
    match (values.pop(), slot.default) {
        (Some(field), _) => difference_of_value(slot.kind, wanted, field, seen),
        (None, Some(default)) if wanted.as_str() == Some(default.to_string().as_str()) => None,
        (None, _) => Some("nothing".to_owned()),
    }
}

fn difference_of_value(kind: Kind, wanted: &Json, field: &Field, seen: &Seen<'_>) -> Option<String> {
    let is_right = forms::of(kind).is_shown(wanted, seen.raw(field), &field.show);
    (!is_right).then(|| format!("shown as {:?}", field.showname))
}

/// Entries of groups: their values stand in the tree one after the other.
struct Rows<'a> {
    protocol: &'a Protocol,
    message: &'a Message,
    seen: &'a Seen<'a>,
    /// How many values of a group were looked at, by its name and that of the value.
    next: BTreeMap<String, usize>,
}

impl Rows<'_> {
    fn difference(&mut self, group: &Group, wanted: &Json) -> Option<String> {
        let entries = wanted.as_array()?;
        entries.iter().find_map(|entry| group.slots.iter().find_map(|slot| self.of_slot(group, slot, entry)))
    }

    fn of_slot(&mut self, group: &Group, slot: &Slot, entry: &Json) -> Option<String> {
        let wanted = &entry[&slot.at];
        if let Some(inner) = self.message.layout.group(slot) {
            return self.difference(inner, wanted);
        }
        let key = format!("{}.{}", group.name, slot.at);
        let next = self.next.entry(key.clone()).or_default();
        let mut values = self.seen.values(self.protocol.name.snake(), &slot.at);
        let field = values.by_ref().filter(|field| field.name.ends_with(&format!(".{key}"))).nth(*next);
        *next += 1;
        match field {
            Some(field) => difference_of_value(slot.kind, wanted, field, self.seen),
            None => Some(format!("no {key}")),
        }
    }
}
