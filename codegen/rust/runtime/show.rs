//! How messages look in logs: fields by name, bytes as byte strings, secrets not at all.

use core::fmt;

use super::forms::Shown;
use super::group::{Entry, Group};
use super::reflect::{ByteString, Field, Reflect, Value};

/// What stands in the place of a secret that is there.
struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Writes a message as `Debug` does.
///
/// # Errors
/// Those of the formatter.
pub fn show(name: &str, message: &dyn Reflect, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(name);
    message.visit(&mut |field, value| {
        show_field(&mut out, field, value);
    });
    out.finish()
}

/// Writes an entry of a group as `Debug` does.
///
/// # Errors
/// Those of the formatter.
pub fn show_entry<E: Entry>(entry: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(E::NAME);
    entry.visit(&mut |field, value| show_field(&mut out, field, value));
    out.finish()
}

/// The entries of a group as a list.
impl fmt::Debug for Group<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries((0..self.len()).map(|index| ShownEntry(*self, index))).finish()
    }
}

/// One entry of a group.
struct ShownEntry<'a>(Group<'a>, usize);

impl fmt::Debug for ShownEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(group, index) = *self;
        let mut out = f.debug_struct(group.name());
        group.visit(index, &mut |field, value| show_field(&mut out, field, value));
        out.finish()
    }
}

fn show_field(out: &mut fmt::DebugStruct<'_, '_>, field: &'static Field, value: Value<'_>) {
    match value.shown() {
        Shown::OptionalText(None) => out.field(field.name, &None::<&str>),
        _ if field.secret => out.field(field.name, &Redacted),
        Shown::Bytes(bytes) => out.field(field.name, &ByteString(bytes)),
        Shown::Text(text) => out.field(field.name, &text),
        Shown::OptionalText(text) => out.field(field.name, &text),
        Shown::Bool(value) => out.field(field.name, &value),
        Shown::Word(word) => out.field(field.name, word),
        Shown::Group(group) => out.field(field.name, &group),
    };
}
