//! Whatever a message holds, it is read back as it was written, in both header modes.

use lonelypsp::reflect::{Field, Kind, Reflect, Shape, Value};
use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{HeaderMode, sha512};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// A value of a field that owns its bytes.
#[derive(Clone, Debug)]
enum Owned {
    Bytes(Vec<u8>),
    Text(String),
    OptionalText(Option<String>),
    Bool(bool),
    Uint(u64),
    Int(i64),
}

impl Owned {
    fn borrow(&self) -> Value<'_> {
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

fn integers() -> BoxedStrategy<u64> {
    prop_oneof![Just(0), 0..300_u64, (0..64_u32).prop_map(|bits| 1 << bits), any::<u64>()].boxed()
}

fn values_of(field: &'static Field) -> BoxedStrategy<Owned> {
    match (field.kind, field.length) {
        (Kind::Bytes, Some(length)) => {
            prop::collection::vec(any::<u8>(), length).prop_map(Owned::Bytes).boxed()
        }
        (Kind::Bytes, None) => prop::collection::vec(any::<u8>(), 0..70).prop_map(Owned::Bytes).boxed(),
        (Kind::Text, _) => any::<String>().prop_map(Owned::Text).boxed(),
        // An empty text is what absence looks like on the wire.
        (Kind::OptionalText, _) => {
            let some =
                any::<String>().prop_map(|text| Owned::OptionalText(Some(text).filter(|t| !t.is_empty())));
            prop_oneof![Just(Owned::OptionalText(None)), some].boxed()
        }
        (Kind::Bool, _) => any::<bool>().prop_map(Owned::Bool).boxed(),
        (Kind::Uint, _) => integers().prop_map(Owned::Uint).boxed(),
        (Kind::Int, _) => any::<i16>().prop_map(|number| Owned::Int(number.into())).boxed(),
        (Kind::Float, _) => unreachable!("no message of this protocol has a number with a fraction"),
        (Kind::Group(_), _) => unreachable!("no message of this protocol has a group"),
    }
}

fn messages(shapes: &'static [&'static Shape]) -> impl Strategy<Value = (&'static Shape, Vec<Owned>)> {
    prop::sample::select(shapes)
        .prop_flat_map(|shape| (Just(shape), shape.fields.iter().map(values_of).collect::<Vec<_>>()))
        .prop_map(|(shape, mut values)| {
            declare_digest(shape, &mut values);
            (shape, values)
        })
}

/// A NOTIFY is only read if its digest is that of its body.
fn declare_digest(shape: &Shape, values: &mut [Owned]) {
    if shape.message != "notify" {
        return;
    }
    let body = shape.fields.iter().position(|field| field.at == "body").unwrap();
    let digest = shape.fields.iter().position(|field| field.at == "x-compressed-sha512").unwrap();
    let Owned::Bytes(bytes) = &values[body] else { unreachable!() };
    values[digest] = Owned::Bytes(sha512(bytes).to_vec());
}

macro_rules! round_trip {
    ($test:ident, $direction:ident) => {
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(4000))]
            #[test]
            fn $test((shape, values) in messages($direction::Message::shapes())) {
                let mut next = values.iter();
                let built = $direction::Message::build(shape, &mut |_| next.next().unwrap().borrow());
                // What does not fit a field, or would be read as another variant, is refused; all else comes back.
                let Ok(message) = built else { return Ok(()) };
                for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
                    let Ok(wire) = message.encode(mode) else { continue };
                    prop_assert_eq!(wire.len(), message.encoded_len(mode));
                    prop_assert_eq!(&$direction::Message::decode(&wire).unwrap(), &message);
                    prop_assert_eq!($direction::Message::decode(&wire).unwrap().shape(), shape);
                    let mut buffer = vec![7];
                    message.encode_into(mode, &mut buffer).unwrap();
                    prop_assert_eq!(&buffer[1..], &wire[..]);
                    let mut too_small = &mut vec![0; wire.len() - 1][..];
                    prop_assert!(message.encode_into(mode, &mut too_small).is_err());
                }
            }
        }
    };
}

round_trip!(messages_from_the_subscriber_come_back, s2b);
round_trip!(messages_from_the_broadcaster_come_back, b2s);

#[test]
fn most_random_values_make_a_message() {
    // The round trips would mean nothing if nearly everything were refused.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = messages(s2b::Message::shapes());
    let made = (0..500)
        .filter(|_| {
            let (shape, values) = strategy.new_tree(&mut runner).unwrap().current();
            let mut next = values.iter();
            let built = s2b::Message::build(shape, &mut |_| next.next().unwrap().borrow());
            built.is_ok_and(|message| message.encode(HeaderMode::Minimal).is_ok())
        })
        .count();
    assert!(made > 250, "only {made} of 500 were accepted");
}
