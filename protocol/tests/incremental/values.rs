//! Random messages, and what may happen to them.

use lonelypsp::reflect::{Field, Kind, Shape, Value};
use lonelypsp::sha512;
use proptest::prelude::*;

/// A value of a field that owns its bytes.
#[derive(Clone, Debug)]
pub(crate) enum Owned {
    Bytes(Vec<u8>),
    Text(String),
    OptionalText(Option<String>),
    Bool(bool),
    Uint(u64),
    Int(i64),
}

impl Owned {
    pub(crate) fn borrow(&self) -> Value<'_> {
        match self {
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Text(text) => Value::Text(text),
            Self::OptionalText(text) => Value::OptionalText(text.as_deref()),
            Self::Bool(value) => Value::Bool(*value),
            Self::Uint(number) => Value::Uint(*number),
            Self::Int(number) => Value::Int(*number),
        }
    }
}

fn values_of(field: &'static Field) -> BoxedStrategy<Owned> {
    let bytes = |length: prop::collection::SizeRange| {
        prop::collection::vec(any::<u8>(), length).prop_map(Owned::Bytes)
    };
    let text = || "[a-z/é]{0,12}";
    match (field.kind, field.length) {
        (Kind::Bytes, Some(length)) => bytes(length.into()).boxed(),
        (Kind::Bytes, None) => bytes((0..60).into()).boxed(),
        (Kind::Text, _) => text().prop_map(Owned::Text).boxed(),
        (Kind::OptionalText, _) => {
            text().prop_map(|text| Owned::OptionalText(Some(text).filter(|text| !text.is_empty()))).boxed()
        }
        (Kind::Bool, _) => any::<bool>().prop_map(Owned::Bool).boxed(),
        (Kind::Uint, _) => prop_oneof![0..2_u64, 0..300_u64].prop_map(Owned::Uint).boxed(),
        (Kind::Int, _) => any::<i16>().prop_map(|number| Owned::Int(number.into())).boxed(),
        // No message of the protocol has one; messages with groups are made elsewhere.
        (Kind::Float, _) => unreachable!("there is none"),
        (Kind::Group(_), _) => unreachable!("they were left out"),
    }
}

/// Messages without groups. Their digests are right.
pub(crate) fn messages(
    shapes: &'static [&'static Shape],
) -> impl Strategy<Value = (&'static Shape, Vec<Owned>)> {
    let is_plain = |field: &Field| !matches!(field.kind, Kind::Group(_));
    let plain = shapes.iter().copied().filter(|shape| shape.fields.iter().all(is_plain)).collect::<Vec<_>>();
    prop::sample::select(plain)
        .prop_flat_map(|shape| (Just(shape), shape.fields.iter().map(values_of).collect::<Vec<_>>()))
        .prop_map(|(shape, mut values)| {
            declare_digest(shape, &mut values);
            (shape, values)
        })
}

/// A NOTIFY is only read if its digest is that of its body, which is its last field.
fn declare_digest(shape: &Shape, values: &mut [Owned]) {
    let Some(digest) = shape.fields.iter().position(|field| field.length == Some(64)) else { return };
    let Some(Owned::Bytes(body)) = values.last() else { return };
    if shape.message == "notify" {
        values[digest] = Owned::Bytes(sha512(body).to_vec());
    }
}

/// What happens to a message on its way.
#[derive(Clone, Debug)]
pub(crate) enum Damage {
    None,
    CutOff(usize),
    Byte(usize, u8),
    Lost(usize),
    Inserted(usize, u8),
    Longer(Vec<u8>),
}

impl Damage {
    pub(crate) fn apply(&self, mut wire: Vec<u8>) -> Vec<u8> {
        let at = |at: usize| at % (wire.len().max(1));
        match *self {
            Self::None => {}
            Self::CutOff(end) => wire.truncate(at(end)),
            Self::Byte(place, byte) => {
                let place = at(place);
                if let Some(found) = wire.get_mut(place) {
                    *found = byte;
                }
            }
            Self::Lost(place) => {
                let place = at(place);
                if !wire.is_empty() {
                    wire.remove(place);
                }
            }
            Self::Inserted(place, byte) => {
                let place = at(place);
                wire.insert(place, byte);
            }
            Self::Longer(ref more) => wire.extend_from_slice(more),
        }
        wire
    }
}

pub(crate) fn damaged() -> impl Strategy<Value = Damage> {
    let place = any::<usize>;
    let byte = || prop_oneof![0..4_u8, any::<u8>()];
    prop_oneof![
        2 => Just(Damage::None),
        2 => place().prop_map(Damage::CutOff),
        3 => (place(), byte()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        1 => place().prop_map(Damage::Lost),
        1 => (place(), byte()).prop_map(|(at, byte)| Damage::Inserted(at, byte)),
        1 => prop::collection::vec(any::<u8>(), 1..9).prop_map(Damage::Longer),
    ]
}
