//! One message of each shape: a case of the conformance corpus if there is one, else made of values that say what they are.

use lonelypsp_interpret::{FieldSpec, HeaderMode, Target, Trace, Value, parse_value, trace_as};
use lonelypsp_schema::{Kind, Message, Name, Protocol, Shape};
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
    let made = |field: FieldSpec<'_>, number| {
        let words = format!("some {}", field.name.replace('_', " "));
        Made::new(message, field.kind, &words, number)
    };
    let body = message.layout.body.as_ref().map(|body| body.at.as_str());
    let content = target.fields().find(|field| Some(field.at) == body).map(|field| made(field, 0).bytes);
    let digest = Sha512::digest(content.unwrap_or_default());
    let layout = &message.layout;
    let is_digest = |at: &str| {
        layout.slots.iter().position(|slot| slot.at == at).is_some_and(|slot| layout.plan.is_digest(slot))
    };
    // A number by which another shape is told is none for this one.
    [7, 1, 2, 3, 0].into_iter().find_map(|number| {
        let made: Vec<Made> = target.fields().map(|field| made(field, number)).collect();
        let values: Vec<Value<'_>> = target
            .fields()
            .zip(&made)
            .map(|(field, made)| match () {
                () if field.is_flag() => Value::Bool(false),
                () if is_digest(field.at) => Value::Bytes(&digest),
                () => made.value(),
            })
            .collect();
        let bytes = target.encode(HeaderMode::Minimal, &values).ok()?;
        trace_as(protocol, message, &bytes).outcome.is_ok().then_some(bytes)
    })
}

/// A value that is made up: its bytes, or of a group one entry.
struct Made {
    kind: Kind,
    bytes: Vec<u8>,
    entry: Vec<Self>,
}

impl Made {
    fn new(message: &Message, kind: Kind, words: &str, number: u8) -> Self {
        let group = kind.as_group().and_then(|group| message.layout.groups.get(group));
        let slots = group.into_iter().flat_map(|group| &group.slots);
        let entry = slots.map(|slot| Self::new(message, slot.kind, "entry", 1)).collect();
        Self { kind, bytes: kind.example(words, number), entry }
    }

    fn value(&self) -> Value<'_> {
        match self.kind.as_group() {
            Some(_) => Value::Group(vec![self.entry.iter().map(Self::value).collect()]),
            None => parse_value(self.kind, &self.bytes).unwrap_or(Value::Bytes(&self.bytes)),
        }
    }
}
