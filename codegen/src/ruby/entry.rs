//! The entries of a group: a class of their own.

use askama::Template;
use lonelypsp_schema::{Message, Protocol};

use super::comment::padded;
use super::fields::{FieldView, Fields};
use super::lines::Lines;
use super::names::entry_class;
use super::sequence::entry_lines;
use super::sequence_write::write_entry;
use super::write::Writing;

/// The class of a group's entries.
#[derive(Template)]
#[template(path = "ruby/entry.rb", whitespace = "preserve")]
pub(super) struct EntryView {
    doc: String,
    pub(super) class: String,
    kinds: String,
    secrets: String,
    formats: String,
    fields: Vec<FieldView>,
    parameters: String,
    initial: String,
    filled: String,
    /// The names of the parameters, if they are used.
    entry: &'static str,
    previous: &'static str,
    read: String,
    write: String,
    pub(super) signatures: String,
}

/// The column of the class.
const COLUMN: usize = 6;

/// The entry of the group with that index.
pub(super) fn view_entry(protocol: &Protocol, message: &Message, index: usize) -> EntryView {
    let group = &message.layout.groups[index];
    let column = COLUMN + 2;
    let fields = Fields::of_entry(message, group, column);
    let Writing { lines: write, formats } = write_entry(protocol, message, index, column);
    let mut signatures = Lines::at(column);
    signatures.line(fields.kinds_signature());
    signatures.line("");
    fields.promise(&mut signatures);
    EntryView {
        doc: padded(&group.doc, COLUMN),
        class: entry_class(&message.name, group),
        kinds: fields.kinds(),
        secrets: fields.secrets(),
        formats,
        parameters: fields.parameters(),
        initial: fields.initial(),
        filled: fields.filled(),
        entry: if fields.list.is_empty() { "_entry" } else { "entry" },
        previous: if group.sorted.is_some() { "previous" } else { "_previous" },
        fields: fields.list,
        read: entry_lines(message, group, column + 4),
        write,
        signatures: signatures.text(),
    }
}
