//! What a class has that messages can be made of: constants, fields, a constructor, how it is written.

use askama::Template;
use lonelypsp_schema::{Layout, Message, Protocol, Shape};

use super::comment::padded;
use super::constants::some_pairs;
use super::fields::{FieldView, Fields};
use super::flags;
use super::lines::Lines;
use super::literal;
use super::message::mode;
use super::sequence_write::write_sequence;
use super::signing::{Around, SignedView, view_signed};
use super::write::{Writing, write_block};
use crate::discriminator::discriminators;

/// What a class has that messages can be made of.
#[derive(Template)]
#[template(path = "ruby/shape.rb", whitespace = "preserve")]
pub(super) struct ShapeView {
    /// What stands before every line.
    pad: String,
    variant: String,
    kinds: String,
    fixed: String,
    fixed_flags: String,
    secrets: String,
    formats: String,
    fields: Vec<FieldView>,
    constants: Vec<ConstantView>,
    signed: Vec<SignedView>,
    parameters: String,
    initial: String,
    filled: String,
    /// The name of the parameter with the message, if it is used.
    pub(super) message: &'static str,
    pub(super) write: String,
    /// Whether it is a variant's, which has nothing else to define on the class itself.
    is_variant: bool,
    mode: &'static str,
    pub(super) signatures: String,
}

/// A method that always gives the same: the value of a header or a flag that is a field in other variants.
struct ConstantView {
    doc: String,
    name: String,
    ty: &'static str,
    value: String,
}

pub(super) fn view_shape(
    around: Around<'_>,
    protocol: &Protocol,
    message: &Message,
    index: usize,
    column: usize,
) -> ShapeView {
    let layout = &message.layout;
    let shape = &layout.shapes[index];
    let fields = Fields::of_shape(protocol, message, shape, column);
    let variant = shape.variant.as_ref().map_or("nil".to_owned(), |variant| format!(":{variant}"));
    let Writing { lines: write, formats } = if layout.is_block() {
        write_block(protocol, message, index, column)
    } else {
        write_sequence(protocol, message, index, column)
    };
    let constants = view_constants(protocol, layout, shape, column);
    let names = fields.list.iter().map(|field| &*field.name);
    let taken: Vec<&str> = names.chain(constants.iter().map(|constant| &*constant.name)).collect();
    let signed = view_signed(around, message, shape, &taken, column);
    let fixed_flags = flags::constants(shape);
    let fixed_flags: Vec<_> =
        fixed_flags.map(|(flag, is_set)| (flags::name(protocol, flag), is_set.to_string())).collect();
    ShapeView {
        pad: " ".repeat(column),
        variant,
        is_variant: shape.variant.is_some(),
        mode: mode(protocol),
        kinds: fields.kinds(),
        fixed: some_pairs(
            column,
            "FIXED_VALUES",
            constants.iter().map(|found| (&*found.name, &*found.value)),
        ),
        fixed_flags: some_pairs(column, "FIXED_FLAGS", fixed_flags.iter().map(|(name, set)| (*name, &**set))),
        secrets: fields.secrets(),
        formats,
        constants,
        parameters: fields.parameters(),
        initial: fields.initial(),
        filled: fields.filled(),
        signatures: signatures(&fields, &fixed_flags, &signed, column),
        signed,
        message: if fields.list.is_empty() { "_message" } else { "message" },
        fields: fields.list,
        write,
    }
}

/// Headers first, then flags. What has a name first keeps it.
fn view_constants(protocol: &Protocol, layout: &Layout, shape: &Shape, column: usize) -> Vec<ConstantView> {
    let mut constants: Vec<ConstantView> = discriminators(layout, shape)
        .map(|found| {
            let slot = &layout.slots[found.header];
            let doc = shape.slot(found.header).map_or(&slot.doc, |header| &header.doc);
            let (name, value) = (found.name.snake().to_owned(), literal::integer(found.value));
            ConstantView { doc: padded(doc, column), name, ty: "Integer", value }
        })
        .collect();
    for (flag, is_set) in flags::constants(shape) {
        let name = flags::name(protocol, flag);
        let is_field = shape.field_names().any(|field| field.snake() == name);
        if !is_field && !constants.iter().any(|constant| constant.name == name) {
            let doc = padded(&protocol.flags[flag].doc, column);
            let value = is_set.to_string();
            constants.push(ConstantView { doc, name: name.to_owned(), ty: "Boolean", value });
        }
    }
    constants
}

/// What a class promises of its fields, and of flags that are none.
fn signatures(
    fields: &Fields,
    fixed_flags: &[(&str, String)],
    signed: &[SignedView],
    column: usize,
) -> String {
    let mut lines = Lines::at(column);
    lines.line("VARIANT_NAME: ::Symbol?");
    lines.line(fields.kinds_signature());
    if !fixed_flags.is_empty() {
        lines.line("FIXED_VALUES: ::Hash[::Symbol, ::Integer | bool]");
        lines.line("FIXED_FLAGS: ::Hash[::Symbol, bool]");
    }
    lines.line("");
    fields.promise(&mut lines);
    for SignedView { name, parameters, result, .. } in signed {
        lines.list(&format!("def {name}: ("), parameters, &format!(") -> {result}"));
    }
    lines.text()
}
