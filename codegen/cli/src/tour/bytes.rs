//! One message of the sample's shape, with values that say what they are.

use lonelypsp_interpret::{FieldSpec, HeaderMode, Target, Value, parse_value};
use lonelypsp_schema::{Name, Sample};

use crate::exit::Failure;

pub(super) fn encode(sample: Sample<'_>) -> Result<Vec<u8>, Failure> {
    let Sample { protocol, message, shape, .. } = sample;
    let variant = shape.variant.as_ref().map(Name::snake);
    let target = Target::find(protocol, message.direction, message.name.snake(), variant);
    let impossible = |problem: String| {
        Failure::new(format!("no example of {}.{} can be made: {problem}", protocol.name, message.name))
    };
    let target = target.ok_or_else(|| impossible("it has no such shape".to_owned()))?;
    let texts: Vec<Vec<u8>> = target.fields().map(bytes).collect();
    let values: Vec<Value<'_>> =
        target.fields().zip(&texts).map(|(field, text)| value(field, text)).collect();
    target.encode(HeaderMode::Minimal, &values).map_err(|error| impossible(error.to_string()))
}

/// The bytes of a value of a field, none of text that can be absent.
fn bytes(field: FieldSpec<'_>) -> Vec<u8> {
    let words = format!("some {}", field.name.replace('_', " "));
    if field.kind.empty_is_absent { Vec::new() } else { field.kind.example(&words, 7) }
}

/// The value whose bytes these are; a group without entries.
fn value<'b>(field: FieldSpec<'_>, bytes: &'b [u8]) -> Value<'b> {
    match field.kind.as_group() {
        Some(_) => Value::Group(Vec::new()),
        None if field.is_flag() => Value::Bool(false),
        None => parse_value(field.kind, bytes).unwrap_or(Value::Bytes(bytes)),
    }
}
