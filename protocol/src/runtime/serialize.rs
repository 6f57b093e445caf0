//! Messages as data for logs, with the feature `serde`.

use core::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::forms::Shown;
use super::group::{Entry, Group};
use super::reflect::{Field, Reflect, Value};

/// Writes a message as `{"message": …, "variant": …, "fields": {…}}`: bytes as lower-case hex, integers as decimal
/// text (a 64-bit integer is more than a JSON number holds in many languages), numbers with a fraction as their text, the entries of a group as a list, absent
/// text and the variant of a message with one shape as none, secrets as `[redacted]`.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(message: &impl Reflect, serializer: S) -> Result<S::Ok, S::Error> {
    let shape = message.shape();
    let mut out = serializer.serialize_struct("Message", 3)?;
    out.serialize_field("message", shape.message)?;
    out.serialize_field("variant", &shape.variant)?;
    out.serialize_field("fields", &Fields(message))?;
    out.end()
}

struct Fields<'a, M>(&'a M);

impl<M: Reflect> Serialize for Fields<'_, M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.0.shape().fields.len()))?;
        let mut result = Ok(());
        self.0.visit(&mut |field, value| {
            if result.is_ok() {
                result = out.serialize_entry(field.name, &FieldValue { field, value });
            }
        });
        result?;
        out.end()
    }
}

/// Writes an entry of a group as `{…}`, by the names of its fields.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_entry<E: Entry, S: Serializer>(entry: &E, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_map(serializer, |visit| entry.visit(visit))
}

struct GroupEntry<'a> {
    group: Group<'a>,
    index: usize,
}

impl Serialize for GroupEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_map(serializer, |visit| self.group.visit(self.index, visit))
    }
}

/// Writes whatever is visited.
fn serialize_map<'v, S: Serializer>(
    serializer: S,
    visit_all: impl FnOnce(&mut dyn FnMut(&'static Field, Value<'v>)),
) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_map(None)?;
    let mut result = Ok(());
    visit_all(&mut |field, value| {
        if result.is_ok() {
            result = out.serialize_entry(field.name, &FieldValue { field, value });
        }
    });
    result?;
    out.end()
}

struct FieldValue<'a> {
    field: &'static Field,
    value: Value<'a>,
}

impl Serialize for FieldValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.shown() {
            Shown::OptionalText(None) => serializer.serialize_none(),
            _ if self.field.secret => serializer.serialize_str("[redacted]"),
            Shown::Bytes(bytes) => serializer.collect_str(&Hex(bytes)),
            Shown::Text(text) | Shown::OptionalText(Some(text)) => serializer.serialize_str(text),
            Shown::Bool(value) => serializer.serialize_bool(value),
            Shown::Word(word) => serializer.collect_str(&format_args!("{word:?}")),
            Shown::Group(group) => {
                serializer.collect_seq((0..group.len()).map(|index| GroupEntry { group, index }))
            }
        }
    }
}

struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
