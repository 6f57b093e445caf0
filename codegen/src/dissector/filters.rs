//! What values are called in Wireshark's filters: `lonelypsp.stateful.topic`, in every message that has a topic.
//!
//! Wireshark takes one name for several fields only if they are of one type. Where another message has the name for a value of
//! another form, the name of the message stands before it.

use std::collections::BTreeMap;

use lonelypsp_schema::{Message, Protocol, Slot};

use crate::spelling::snake_of;

/// What the dissector says of messages of all protocols (`codegen/runtime/lua/fields.lua`); a protocol of such a name is called
/// otherwise.
const TAKEN: [&str; 24] = [
    "message",
    "variant",
    "sender",
    "flags",
    "type",
    "headers",
    "name",
    "name_length",
    "value_length",
    "count",
    "literal",
    "code",
    "body",
    "ignored",
    "wrong",
    "trailing",
    "frame_length",
    "error",
    "expert",
    "framed",
    "http",
    "said",
    "parts",
    "prefs",
];

/// The name of a protocol in filters.
pub(super) fn of_protocol(protocol: &Protocol) -> String {
    let name = protocol.name.snake();
    if TAKEN.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// The names that a protocol has given, each with the form of its values.
#[derive(Default)]
pub(super) struct Filters {
    given: BTreeMap<String, &'static str>,
}

impl Filters {
    /// A name for values of that form: this one if it can be had, else one behind that of the message.
    pub(super) fn give(&mut self, wanted: &str, message: &str, form: &'static str) -> String {
        let mut candidates = [wanted.to_owned(), format!("{message}.{wanted}")]
            .into_iter()
            .chain((2_usize..).map(|number| format!("{message}.{wanted}_{number}")));
        let given = &mut self.given;
        let free = candidates.find(|name| given.get(name).is_none_or(|other| *other == form));
        let name = free.unwrap_or_else(|| wanted.to_owned());
        given.insert(name.clone(), form);
        name
    }
}

/// What a value is called if nothing else is: as its field, if all shapes agree on that.
pub(super) fn of_slot(message: &Message, index: usize, slot: &Slot) -> String {
    let shapes = message.layout.shapes.iter();
    let mut fields = shapes.filter_map(|shape| shape.slot(index)?.field()).map(lonelypsp_schema::Name::snake);
    let field = fields.next().filter(|first| fields.all(|other| other == *first));
    field.map_or_else(|| of_header(&slot.at), str::to_owned)
}

fn of_header(at: &str) -> String {
    let name = snake_of(at.strip_prefix("x-").unwrap_or(at));
    if name.is_empty() { "value".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_one_form_share_a_name() {
        let mut filters = Filters::default();
        assert_eq!(filters.give("part_id", "notify", "uint"), "part_id");
        assert_eq!(filters.give("part_id", "receive", "uint"), "part_id");
        assert_eq!(filters.give("part_id", "other", "text"), "other.part_id");
        assert_eq!(filters.give("part_id", "other", "bytes"), "other.part_id_2");
    }

    #[test]
    fn headers_lose_what_no_filter_can_have() {
        assert_eq!([of_header("x-part-id"), of_header("authorization")], ["part_id", "authorization"]);
        assert_eq!(of_header("!"), "value");
    }
}
