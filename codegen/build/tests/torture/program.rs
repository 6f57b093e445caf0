//! Compares generated code with the interpreter and with bytes that were written by hand.

mod by_hand;
mod random;
mod values;

use lonelypsp::reflect::{Reflect, Shape};
use lonelypsp::{HeaderMode, sha512};
use lonelypsp_interpret as interpret;
use lonelypsp_schema::{Direction, Protocol, compile};
use random::Random;
use torture::generated::{core, flagged, rows, strict, torture as tortured};
use values::{Owned, interpreted, shrink};

const MODES: [(HeaderMode, interpret::HeaderMode); 2] = [
    (HeaderMode::Minimal, interpret::HeaderMode::Minimal),
    (HeaderMode::Expanded, interpret::HeaderMode::Expanded),
];

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
            // Both read the same out of these bytes, or refuse them alike.
            let compare = |wire: &[u8]| {
                let decoded = direction::Message::decode(wire);
                let expected = interpret::decode(protocol, $from, wire);
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
                        let prefix = direction::Prefix::decode(wire).unwrap();
                        assert_eq!(prefix.flags.0, expected.flags);
                        assert_eq!(prefix.message_type, decoded.message_type());
                    }
                    (Err(error), Err(expected)) => {
                        let at = place(error.place());
                        let found = (error.kind().as_str(), at, error.offset() as usize);
                        let expected = (expected.kind.as_str(), expected.at.clone(), expected.offset);
                        assert_eq!(found, expected, "{wire:x?}");
                    }
                    _ => panic!("{decoded:?} but {expected:?} for {wire:x?}"),
                }
                decoded.is_ok()
            };
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
                                    assert_eq!(place(error.place()), expected.at);
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
                        // Cut off at every byte, once for each shape and mode.
                        if round < 4 && encoded.is_ok() && wire.len() < 600 {
                            for end in 0..wire.len() {
                                compare(&wire[..end]);
                            }
                        }
                        for _ in 0..4 {
                            seen[2 + usize::from(compare(&wire))] += 1;
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

/// Where an error is, as a text.
fn place(place: Option<impl std::fmt::Display>) -> Option<String> {
    place.map(|place| place.to_string())
}

agrees!(from_subscribers, tortured::s2b, Direction::S2b);
agrees!(from_broadcasters, tortured::b2s, Direction::B2s);
agrees!(of_the_other_protocol, core::b2s, Direction::B2s);
agrees!(rows_of_subscribers, rows::s2b, Direction::S2b);
agrees!(rows_of_broadcasters, rows::b2s, Direction::B2s);
agrees!(flagged_of_subscribers, flagged::s2b, Direction::S2b);
agrees!(flagged_of_broadcasters, flagged::b2s, Direction::B2s);
agrees!(strict_of_subscribers, strict::s2b, Direction::S2b);
agrees!(strict_of_broadcasters, strict::b2s, Direction::B2s);

fn main() {
    by_hand::bytes_are_as_written();
    let read = |path: &str| std::fs::read_to_string(path);
    let schema = compile("schema/lonelypsp.yaml", read).unwrap();
    let random = &mut Random::new();
    from_subscribers(schema.protocol("torture").unwrap(), random, 1500);
    from_broadcasters(schema.protocol("torture").unwrap(), random, 4000);
    of_the_other_protocol(schema.protocol("core").unwrap(), random, 300);
    rows_of_subscribers(schema.protocol("rows").unwrap(), random, 1000);
    rows_of_broadcasters(schema.protocol("rows").unwrap(), random, 1000);
    flagged_of_subscribers(schema.protocol("flagged").unwrap(), random, 500);
    flagged_of_broadcasters(schema.protocol("flagged").unwrap(), random, 500);
    strict_of_subscribers(schema.protocol("strict").unwrap(), random, 300);
    strict_of_broadcasters(schema.protocol("strict").unwrap(), random, 300);
    println!("all agree");
}
