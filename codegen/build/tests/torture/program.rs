//! Compares generated code with the interpreter and with bytes that were written by hand.

mod random;

use lonelypsp::reflect::{Field, Kind, Reflect, Shape, Value};
use lonelypsp::{HeaderMode, sha512};
use lonelypsp_interpret as interpret;
use lonelypsp_schema::{Direction, Protocol, compile};
use random::Random;
use torture::generated::{core, torture as tortured};

const MODES: [(HeaderMode, interpret::HeaderMode); 2] = [
    (HeaderMode::Minimal, interpret::HeaderMode::Minimal),
    (HeaderMode::Expanded, interpret::HeaderMode::Expanded),
];

/// A value of a field that owns its bytes.
#[derive(Clone, Debug)]
enum Owned {
    Bytes(Vec<u8>),
    Text(String),
    Maybe(Option<String>),
    Bool(bool),
    Uint(u64),
    Int(i64),
}

impl Owned {
    fn random(field: &Field, random: &mut Random) -> Self {
        match (field.kind, field.length) {
            (Kind::Bytes, Some(length)) => Self::Bytes(random.bytes(length)),
            (Kind::Bytes, None) => {
                let length = random.one_of(&[0, 1, 2, 3, 4, 9, 300]);
                Self::Bytes(random.bytes(length))
            }
            (Kind::Text, _) => Self::Text(random.text()),
            (Kind::OptionalText, _) => Self::Maybe(Some(random.text()).filter(|text| !text.is_empty())),
            (Kind::Bool, _) => Self::Bool(random.below(2) == 0),
            (Kind::Uint, _) => Self::Uint(random.number()),
            (Kind::Int, _) => {
                let number = random.number() as i64;
                Self::Int(if random.below(2) == 0 { number } else { number.wrapping_neg() })
            }
        }
    }

    fn generated(&self) -> Value<'_> {
        match self {
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Text(text) => Value::Text(text),
            Self::Maybe(text) => Value::OptionalText(text.as_deref()),
            Self::Bool(value) => Value::Bool(*value),
            Self::Uint(number) => Value::Uint(*number),
            Self::Int(number) => Value::Int(*number),
        }
    }
}

fn interpreted(value: Value<'_>) -> interpret::Value<'_> {
    match value {
        Value::Bytes(bytes) => interpret::Value::Bytes(bytes),
        Value::Text(text) => interpret::Value::Text(text),
        Value::OptionalText(text) => interpret::Value::OptionalText(text),
        Value::Bool(value) => interpret::Value::Bool(value),
        Value::Uint(number) => interpret::Value::Uint(number),
        Value::Int(number) => interpret::Value::Int(number),
    }
}

/// A digest is that of the body nearly always.
fn declare_digests(shape: &Shape, values: &mut [Owned], random: &mut Random) {
    let Some(Owned::Bytes(body)) = values.last() else { return };
    let digest = sha512(body).to_vec();
    for (field, value) in shape.fields.iter().zip(values) {
        if field.length == Some(64) && random.below(8) != 0 {
            *value = Owned::Bytes(digest.clone());
        }
    }
}

macro_rules! agrees {
    ($name:ident, $direction:path, $from:expr) => {
        fn $name(protocol: &Protocol, random: &mut Random, rounds: usize) {
            use $direction as direction;
            let mut seen = [0; 4];
            for shape in direction::Message::shapes() {
                for round in 0..rounds {
                    let mut values: Vec<_> = shape.fields.iter().map(|f| Owned::random(f, random)).collect();
                    declare_digests(shape, &mut values, random);
                    if round % 4 != 0 {
                        shrink(shape, &mut values, protocol);
                    }
                    let target =
                        interpret::Target::find(protocol, $from, shape.message, shape.variant).unwrap();
                    let plain: Vec<_> = values.iter().map(|value| interpreted(value.generated())).collect();
                    for (mode, other_mode) in MODES {
                        let expected = target.encode(other_mode, &plain);
                        let mut next = values.iter();
                        let built =
                            direction::Message::build(shape, &mut |_| next.next().unwrap().generated());
                        let encoded =
                            built.as_ref().map_err(|error| *error).and_then(|message| message.encode(mode));
                        match (&encoded, &expected) {
                            (Ok(encoded), Ok(expected)) => {
                                assert_eq!(encoded, expected, "{shape:?} {values:?}")
                            }
                            // Values that no field can hold are found before those that are too long.
                            (Err(error), Err(expected)) => {
                                if built.is_ok() {
                                    assert_eq!(
                                        error.kind().as_str(),
                                        expected.kind.as_str(),
                                        "{shape:?} {values:?}"
                                    );
                                    assert_eq!(error.at(), expected.at.as_deref());
                                }
                            }
                            _ => panic!("{encoded:?} but {expected:?} for {shape:?} of {values:?}"),
                        }
                        seen[usize::from(encoded.is_ok())] += 1;
                        let mut wire = expected.unwrap_or_else(|_| random.bytes(20));
                        if let (Ok(message), Ok(encoded)) = (&built, &encoded) {
                            assert_eq!(message.encoded_len(mode), encoded.len());
                            let mut buffer = Vec::new();
                            message.encode_into(mode, &mut buffer).unwrap();
                            assert_eq!(&buffer, encoded);
                            let again = direction::Message::decode_unverified(encoded).unwrap();
                            assert_eq!(again.peek(), message);
                            assert_eq!(&message.to_shared().unwrap().get(), message);
                        }
                        for _ in 0..4 {
                            let decoded = direction::Message::decode(&wire);
                            let expected = interpret::decode(protocol, $from, &wire);
                            seen[2 + usize::from(decoded.is_ok())] += 1;
                            match (&decoded, &expected) {
                                (Ok(decoded), Ok(expected)) => {
                                    let shape = decoded.shape();
                                    assert_eq!(shape.message, expected.target.name());
                                    assert_eq!(shape.variant, expected.target.variant());
                                    let mut fields = expected.fields.iter();
                                    decoded.visit(&mut |field, value| {
                                        let (spec, expected) = fields.next().unwrap();
                                        assert_eq!((field.name, field.at), (spec.name, spec.at));
                                        assert_eq!(interpreted(value), *expected, "{field:?} of {wire:x?}");
                                    });
                                    assert_eq!(fields.next(), None);
                                    let prefix = direction::Prefix::decode(&wire).unwrap();
                                    assert_eq!(prefix.flags.0, expected.flags);
                                    assert_eq!(prefix.message_type, decoded.message_type());
                                }
                                (Err(error), Err(expected)) => {
                                    let found = (error.kind().as_str(), error.at(), error.offset() as usize);
                                    let expected =
                                        (expected.kind.as_str(), expected.at.as_deref(), expected.offset);
                                    assert_eq!(found, expected, "{wire:x?}");
                                }
                                _ => panic!("{decoded:?} but {expected:?} for {wire:x?}"),
                            }
                            random.damage(&mut wire);
                        }
                    }
                }
            }
            println!("{}: refused, written, refused, read: {seen:?}", stringify!($name));
            // Any text of any length that is tried here can be written.
            assert!(seen[1..].iter().all(|count| *count >= rounds), "{seen:?}");
        }
    };
}

agrees!(from_subscribers, tortured::s2b, Direction::S2b);
agrees!(from_broadcasters, tortured::b2s, Direction::B2s);
agrees!(of_the_other_protocol, core::b2s, Direction::B2s);

/// Makes numbers and bytes fit their headers, since most of 20 random numbers do not.
fn shrink(shape: &Shape, values: &mut [Owned], protocol: &Protocol) {
    let message = protocol.messages.iter().find(|m| m.name.snake() == shape.message).unwrap();
    let headers = &message.layout.headers;
    for (field, value) in shape.fields.iter().zip(values) {
        let Some(header) = headers.iter().find(|header| header.at == field.at) else { continue };
        match (header.kind, value) {
            (kind @ lonelypsp_schema::Kind::Uint { .. }, Owned::Uint(number)) => {
                *number &= kind.uint_max().unwrap();
                if field.at == "x-number" {
                    *number &= 0xff;
                }
            }
            (lonelypsp_schema::Kind::Int { max_bytes }, Owned::Int(number)) => {
                let shift = 64 - 8 * u32::from(max_bytes);
                *number = *number << shift >> shift;
            }
            (lonelypsp_schema::Kind::Bytes(lonelypsp_schema::Limit::Max(max)), Owned::Bytes(bytes)) => {
                bytes.truncate(max.into());
            }
            (lonelypsp_schema::Kind::Text { max: Some(max) }, Owned::Text(text))
                if text.len() > max.into() =>
            {
                text.clear();
            }
            (lonelypsp_schema::Kind::OptionalText { max: Some(max) }, Owned::Maybe(Some(text)))
                if text.len() > max.into() =>
            {
                "é".clone_into(text);
            }
            _ => {}
        }
    }
}

fn bytes_are_as_written_by_hand() {
    use HeaderMode::{Expanded, Minimal};
    use tortured::{b2s, s2b};

    let nothing = s2b::Nothing::decode(b"\xff\xff\0\0ignored").unwrap();
    assert_eq!(nothing.encode(Minimal).unwrap(), b"\x02\0\0\0");
    assert_eq!(nothing.encode(Expanded).unwrap(), b"\0\0\0\0\0\0");

    let body = s2b::OnlyBody { body: b"xyz" };
    assert_eq!(body.encode(Minimal).unwrap(), b"\x02\0\xff\xffxyz");
    assert_eq!(body.encode(Expanded).unwrap(), b"\0\0\xff\xff\0\0xyz");

    let values = s2b::Values {
        any: b"",
        few: b"abc",
        one: b"1",
        text: "",
        text3: "\u{8a9e}",
        maybe: None,
        maybe3: Some("m"),
        body: b"",
    };
    let wire = b"\x02\0\0\x02\0\0\0\x03abc\0\x011\0\0\0\x03\xe8\xaa\x9e\0\0\0\x01m";
    assert_eq!(values.encode(Minimal).unwrap(), wire);
    assert!(format!("{values:?}").contains("maybe: None"));

    // Constants keep the width of their header; a minimal one has as many bytes as it needs, but one for zero.
    let four = b2s::ShapesFour { three: 65536, copied: 0, plain: b"p", body: b"b" };
    let wire = b"\x02\0\0\0\0\x04\0\0\x10\0\0\x03\x01\0\0\0\0\0\x02\x10\0\0\x01pb";
    assert_eq!(four.encode(Minimal).unwrap(), wire);
    let three = b2s::ShapesThree { fixed: 2, other: b"", body: b"" };
    let wire = b"\x02\0\0\0\0\x04\0\0\0\x02\0\x03\xff\xff\xff\0\x01\x02\0\x01\x02\0\0";
    assert_eq!(three.encode(Minimal).unwrap(), wire);
    let zero = b2s::ZerosMinimal { fixed: 1, body: b"" };
    assert_eq!(zero.encode(Minimal).unwrap(), b"\x02\0\0\x01\0\x01\0\0\x04\0\0\0\x01\0\0");
    let wire = b"\0\0\0\x01\0\x03\0\x09x-minimal\0\x01\0\0\x07x-fixed\0\x04\0\0\0\x01\0\x04x-eq\0\0";
    assert_eq!(zero.encode(Expanded).unwrap(), wire);

    // A block without the header that decides: its default does.
    let wire = b"\0\0\xff\xff\0\x01\0\x06x-head\0\x01h";
    let error = b2s::Tailed::decode(wire).unwrap_err();
    assert_eq!((error.kind().as_str(), error.at(), error.offset()), ("missing_header", Some("x-copy"), 17));
    // A header that is derived in one variant and absent has its default, which is wrong at the end of the block.
    let wire = b"\0\0\0\0\0\x04\0\x07x-fixed\0\x01\x02\0\x07x-three\0\x03\xff\xff\xff\0\x04x-eq\0\x01\x02\0\x07x-plain\0\0body";
    let error = b2s::Shapes::decode(wire).unwrap_err();
    let end = u32::try_from(wire.len() - 4).unwrap();
    assert_eq!((error.kind().as_str(), error.at(), error.offset()), ("length_mismatch", Some("x-copy"), end));
    // Two headers whose names differ by `x-` alone.
    let names = s2b::Names { kind: b"k", type_of: b"t", ..s2b::Names::default() };
    for (mode, _) in MODES {
        assert_eq!(s2b::Names::decode(&names.encode(mode).unwrap()).unwrap(), names);
    }
    let from: s2b::Message<'_> = names.into();
    assert_eq!(from.message_type().to_string(), "names");
    assert_eq!(b2s::Message::from(zero).message_type(), b2s::Type::Zeros);
}

fn main() {
    bytes_are_as_written_by_hand();
    let read = |path: &str| std::fs::read_to_string(path);
    let schema = compile("schema/lonelypsp.yaml", read).unwrap();
    let random = &mut Random::new();
    from_subscribers(schema.protocol("torture").unwrap(), random, 1500);
    from_broadcasters(schema.protocol("torture").unwrap(), random, 4000);
    of_the_other_protocol(schema.protocol("core").unwrap(), random, 300);
    println!("all agree");
}
