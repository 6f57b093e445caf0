//! One message of the sample's shape, with values that say what they are.

use lonelypsp_interpret::{Float, HeaderMode, Target, Value};
use lonelypsp_schema::{Form, Kind, Length, Name, Sample};

use crate::exit::Failure;

pub(super) fn encode(sample: Sample<'_>) -> Result<Vec<u8>, Failure> {
    let Sample { protocol, message, shape, .. } = sample;
    let variant = shape.variant.as_ref().map(Name::snake);
    let target = Target::find(protocol, message.direction, message.name.snake(), variant);
    let impossible = |problem: String| {
        Failure::new(format!("no example of {}.{} can be made: {problem}", protocol.name, message.name))
    };
    let target = target.ok_or_else(|| impossible("it has no such shape".to_owned()))?;
    let texts: Vec<Vec<u8>> = target.fields().map(|field| text(field.name, field.kind)).collect();
    let values: Vec<Value<'_>> = target
        .fields()
        .zip(&texts)
        .map(|(field, text)| if field.is_flag() { Value::Bool(false) } else { value(field.kind, text) })
        .collect();
    target.encode(HeaderMode::Minimal, &values).map_err(|error| impossible(error.to_string()))
}

/// Bytes for a field of that name, as long as they may be.
fn text(name: &str, kind: Kind) -> Vec<u8> {
    let text = format!("some {}", name.replace('_', " ")).into_bytes();
    match kind.length {
        Length::Any => text,
        Length::AtMost(most) => text[..text.len().min(most.into())].to_vec(),
        Length::Exactly(length) => vec![0; length.into()],
    }
}

fn value(kind: Kind, bytes: &[u8]) -> Value<'_> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    match kind.form {
        Form::Bytes => Value::Bytes(bytes),
        Form::Text if kind.empty_is_absent => Value::OptionalText(None),
        Form::Text => Value::Text(text),
        Form::Bool => Value::Bool(true),
        Form::Uint(_) => Value::Uint(7),
        Form::Int => Value::Int(7),
        Form::Float => Value::Float(Float::from(7.5)),
        Form::Group(_) => Value::Group(Vec::new()),
    }
}
