//! One message of each shape: a case of the conformance corpus if there is one, else made of values that say what they are.

use lonelypsp_interpret::{Float, HeaderMode, Target, Trace, Value, trace_as};
use lonelypsp_schema::{Form, Group, Kind, Length, Message, Name, Protocol, Shape};
use sha2::{Digest as _, Sha512};

use crate::meaning::meaning;
use crate::phrases::hex;
use crate::vectors::Vectors;

/// A message, byte for byte.
pub(crate) struct Example {
    /// The variant, if the message has several.
    pub(crate) variant: Option<String>,
    /// The case of the corpus that it is.
    pub(crate) case: Option<String>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: Vec<Row>,
}

/// Some bytes of it and what they mean.
pub(crate) struct Row {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Hex digits, two for each byte, with spaces between.
    pub(crate) hex: String,
    /// How its bytes are coloured in the picture.
    pub(crate) class: &'static str,
    /// What it belongs to.
    pub(crate) part: String,
    pub(crate) meaning: String,
}

/// The examples of a message, one for each shape of which one can be made.
pub(crate) fn examples(protocol: &Protocol, message: &Message, vectors: &Vectors) -> Vec<Example> {
    let shapes = message.layout.shapes.iter();
    shapes.filter_map(|shape| example(protocol, message, shape, vectors)).collect()
}

fn example(protocol: &Protocol, message: &Message, shape: &Shape, vectors: &Vectors) -> Option<Example> {
    let variant = shape.variant.as_ref().map(Name::snake);
    let vector = vectors.of(protocol.name.snake(), message.direction, message.name.snake(), variant);
    let from_corpus = vector.and_then(|vector| {
        let rows = rows(protocol, message, variant, &vector.bytes)?;
        Some((Some(vector.name.clone()), vector.bytes.clone(), rows))
    });
    let (case, bytes, rows) = from_corpus.or_else(|| {
        let bytes = encode(protocol, message, variant)?;
        let rows = rows(protocol, message, variant, &bytes)?;
        Some((None, bytes, rows))
    })?;
    Some(Example { variant: variant.map(str::to_owned), case, bytes, rows })
}

/// What the bytes are, if they are a message of that shape.
fn rows(protocol: &Protocol, message: &Message, variant: Option<&str>, bytes: &[u8]) -> Option<Vec<Row>> {
    let trace = trace_as(protocol, message, bytes);
    let found = trace.outcome.as_ref().ok()?;
    (found.target.variant() == variant).then(|| all_rows(protocol, &trace, bytes))
}

fn all_rows(protocol: &Protocol, trace: &Trace<'_, '_>, bytes: &[u8]) -> Vec<Row> {
    let row = trace.segments.iter().map(|segment| {
        let part = bytes.get(segment.range.clone()).unwrap_or_default();
        let (class, name, meaning) = meaning(protocol, trace, segment, part);
        let (start, end) = (segment.range.start, segment.range.end);
        Row { start, end, hex: spaced(part), class, part: name, meaning }
    });
    row.collect()
}

fn spaced(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| hex(&[*byte])).collect();
    pairs.join(" ")
}

/// A message in the block without names.
pub(crate) fn encode(protocol: &Protocol, message: &Message, variant: Option<&str>) -> Option<Vec<u8>> {
    let target = Target::find(protocol, message.direction, message.name.snake(), variant)?;
    let texts: Vec<Vec<u8>> = target.fields().map(|field| text(field.name, field.kind)).collect();
    let body = message.layout.body.as_ref().map(|body| body.at.as_str());
    let is_body = |at: &str| Some(at) == body;
    let content = target.fields().zip(&texts).find(|(field, _)| is_body(field.at)).map(|(_, text)| &text[..]);
    let digest = Sha512::digest(content.unwrap_or_default());
    let layout = &message.layout;
    let is_digest = |at: &str| {
        layout.slots.iter().position(|slot| slot.at == at).is_some_and(|slot| layout.plan.is_digest(slot))
    };
    // A number by which another shape is told is none for this one.
    [7, 1, 2, 3, 0].into_iter().find_map(|number| {
        let values: Vec<Value<'_>> = target
            .fields()
            .zip(&texts)
            .map(|(field, text)| match () {
                () if field.is_flag() => Value::Bool(false),
                () if is_digest(field.at) => Value::Bytes(&digest),
                () => value(message, field.kind, text, number),
            })
            .collect();
        let bytes = target.encode(HeaderMode::Minimal, &values).ok()?;
        trace_as(protocol, message, &bytes).outcome.is_ok().then_some(bytes)
    })
}

/// Bytes for a field of that name, as long as they may be.
fn text(name: &str, kind: Kind) -> Vec<u8> {
    let text = format!("some {}", name.replace('_', " ")).into_bytes();
    match kind.length {
        Length::Any => text,
        Length::AtMost(most) => text.into_iter().take(most.into()).collect(),
        Length::Exactly(length) => vec![0; length.into()],
    }
}

fn value<'t>(message: &Message, kind: Kind, bytes: &'t [u8], number: u8) -> Value<'t> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    match kind.form {
        Form::Bytes => Value::Bytes(bytes),
        Form::Text if kind.empty_is_absent => Value::OptionalText(Some(text)),
        Form::Text => Value::Text(text),
        Form::Bool => Value::Bool(true),
        Form::Uint(_) => Value::Uint(number.into()),
        Form::Int => Value::Int(number.into()),
        Form::Float => Value::Float(Float::from(f64::from(number) + 0.5)),
        Form::Group(group) => {
            let entry = message.layout.groups.get(group).map(|group| entry(message, group));
            Value::Group(entry.into_iter().collect())
        }
    }
}

/// An entry, whose texts are those that any message can have.
fn entry(message: &Message, group: &Group) -> Vec<Value<'static>> {
    let zeros: &'static [u8] = &[0; 64];
    let values = group.slots.iter().map(|slot| {
        let bytes: &[u8] = match slot.kind.length {
            Length::Any => b"entry",
            Length::AtMost(most) => b"entry".get(..most.min(5).into()).unwrap_or_default(),
            Length::Exactly(length) => zeros.get(..length.into()).unwrap_or_default(),
        };
        value(message, slot.kind, bytes, 1)
    });
    values.collect()
}
