//! The forms of values, described a second time, from what the wire format says of them: one file for each, with whatever the
//! checks have to know of it. Nothing here is shared with the codecs that are tested.

mod bool;
mod bytes;
mod float;
mod integer;
mod randomness;
mod text;

use fastrand::Rng;
use lonelypsp_schema::Kind;
use serde_json::{Value as Json, json};

pub(crate) use float::float_text;
pub(crate) use integer::spell;
pub(crate) use randomness::{bytes as random_bytes, choose, length as random_length, noise};

/// The most bytes that a value can have whose length has two bytes.
pub(crate) const MOST: usize = 65_535;

/// A value with a name for it.
#[derive(Clone, Debug)]
pub(crate) struct Labelled {
    pub(crate) label: String,
    pub(crate) bytes: Vec<u8>,
}

impl Labelled {
    fn new(label: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { label: label.into(), bytes: bytes.into() }
    }
}

/// A value in JSON that cannot be encoded.
pub(crate) struct Bad {
    pub(crate) label: String,
    pub(crate) value: Json,
    /// The kind of error that it is.
    pub(crate) kind: &'static str,
    /// Whether the reference writes it all the same.
    pub(crate) is_written: bool,
}

impl Bad {
    pub(crate) fn new(kind: &'static str, label: impl Into<String>, value: Json) -> Self {
        Self { label: label.into(), value, kind, is_written: false }
    }

    /// What the reference writes although no reader takes it.
    fn written(self) -> Self {
        Self { is_written: true, ..self }
    }
}

/// A type of a random schema.
pub(crate) struct Declared {
    /// As YAML has it.
    pub(crate) ty: Json,
    /// The largest number that it has, if it is an unsigned integer.
    pub(crate) most: Option<u64>,
    /// Whether a value of a sequence needs no length before it.
    pub(crate) is_fixed: bool,
    /// Whether entries can be sorted by it.
    pub(crate) has_order: bool,
}

/// All that the checks know of a form of value. A kind that is given is of that form.
pub(crate) trait Form {
    /// Values at the edges of what a reader takes.
    fn valid(&self, kind: Kind) -> Vec<Labelled>;

    /// Values that a reader refuses, and the kind of error that this is.
    fn broken(&self, kind: Kind) -> (Vec<Labelled>, &'static str);

    /// A short value, another for each index in a message.
    fn typical(&self, kind: Kind, index: u8) -> Vec<u8>;

    /// A value at its limits, or of many different bytes.
    fn full(&self, kind: Kind) -> Vec<u8>;

    /// What these bytes stand for, in the JSON of the conformance protocol.
    fn json(&self, kind: Kind, bytes: &[u8]) -> Json;

    /// JSON that is of another type, or not in the one spelling that there is.
    fn malformed(&self, kind: Kind) -> Vec<Json>;

    /// JSON of values beyond the limits of the kind.
    fn beyond(&self, _: Kind) -> Vec<Bad> {
        Vec::new()
    }

    /// Any bytes of that kind, often at an edge.
    fn random(&self, rng: &mut Rng, kind: Kind) -> Vec<u8>;

    /// Any value in JSON. Its text has to be the same in every language.
    fn random_json(&self, rng: &mut Rng, kind: Kind) -> Json;

    /// Whether a dissector shows the bytes as it should show that value.
    fn is_shown(&self, wanted: &Json, raw: &[u8], shown: &str) -> bool;

    /// A type of it, for a random schema.
    fn declare(&self, rng: &mut Rng) -> Declared;
}

/// What is known of the values of a kind, which is no group: its entries have values of their own.
pub(crate) fn of(kind: Kind) -> &'static dyn Form {
    use lonelypsp_schema::Form as Of;
    match kind.form {
        Of::Bytes => &bytes::Bytes,
        Of::Text => &text::Text,
        Of::Bool => &bool::Bool,
        Of::Uint(_) | Of::Int => &integer::Integer,
        Of::Float => &float::Float,
        Of::Group(_) => unreachable!("a group is no value"),
    }
}

/// A type of any form, of some more often than of others.
pub(crate) fn declare(rng: &mut Rng) -> Declared {
    const FORMS: [&dyn Form; 10] = [
        &bytes::Bytes,
        &bytes::Bytes,
        &bytes::Bytes,
        &text::Text,
        &text::Text,
        &bool::Bool,
        &float::Float,
        &integer::Integer,
        &integer::Integer,
        &integer::Integer,
    ];
    choose(rng, &FORMS).declare(rng)
}

/// A type that can be the digest of a body.
pub(crate) fn declare_digest() -> Declared {
    bytes::digest()
}

/// A type of unsigned integers.
pub(crate) fn declare_uint(rng: &mut Rng) -> Declared {
    integer::uint(rng)
}

/// Any bytes of that kind, often at an edge.
pub(crate) fn random(rng: &mut Rng, kind: Kind) -> Vec<u8> {
    of(kind).random(rng, kind)
}

/// Values that a reader takes.
pub(crate) fn valid(kind: Kind) -> Vec<Labelled> {
    of(kind).valid(kind)
}

/// Values that a reader refuses, and the kind of error that each is.
pub(crate) fn broken(kind: Kind) -> Vec<(Labelled, &'static str)> {
    let (values, error) = of(kind).broken(kind);
    values.into_iter().map(|value| (value, error)).collect()
}

/// The value in JSON that these bytes stand for.
pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Json {
    of(kind).json(kind, bytes)
}

/// Values that are not of the kind, or beyond its limits.
pub(crate) fn bad(kind: Kind) -> Vec<Bad> {
    let mut all = malformed(kind);
    all.extend(of(kind).beyond(kind));
    all
}

/// Values of another type, or not in the one spelling that there is.
pub(crate) fn malformed(kind: Kind) -> Vec<Bad> {
    let label = |value: &Json| match value.as_str() {
        Some(text) => format!("malformed-text-{}", text.escape_debug()),
        None => format!("malformed-{value}"),
    };
    let values = of(kind).malformed(kind).into_iter();
    values.map(|value| Bad::new("bad_value", label(&value), value)).collect()
}

/// A value that no length of two bytes can hold.
pub(crate) fn too_long(kind: Kind) -> Bad {
    let value = match kind.form {
        lonelypsp_schema::Form::Bytes => json!("61".repeat(MOST + 1)),
        // In characters, it would fit.
        _ => json!("é".repeat(MOST.div_ceil(2))),
    };
    Bad::new("too_long", format!("{}-bytes", MOST + 1), value)
}

/// Zero, where it would be read as another shape.
pub(crate) fn zero() -> Bad {
    Bad::new("out_of_range", "0", json!("0")).written()
}

/// Values of these lengths, of bytes that differ.
fn of_lengths(lengths: &[u16]) -> Vec<Labelled> {
    let value = |length: &u16| {
        let bytes: Vec<u8> = (1..=u8::MAX).cycle().take(usize::from(*length)).collect();
        Labelled::new(format!("{length}-bytes"), bytes)
    };
    lengths.iter().map(value).collect()
}

/// A limit on length, for a random schema.
fn limit(rng: &mut Rng) -> u16 {
    choose(rng, &[1, 2, 3, 64, 127, 128, 255, 256, 65534, 65535])
}
