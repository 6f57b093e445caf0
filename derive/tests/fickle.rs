//! Types that answer differently each time: a message is as long as what was written of it says.

use core::cell::Cell;

use bytes::BufMut;
use lonelypsp::field::{self, Field, Rejected};
use lonelypsp::{
    DecodeError, Direction, EncodeError, ErrorKind, HeaderMode, LonelyMessage, Other, stateful::s2b,
};

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// One letter more each time it is asked.
#[derive(Default)]
struct Growing(Cell<usize>);

impl Growing {
    fn letters(&self) -> &'static str {
        let length = self.0.get() + 1;
        self.0.set(length);
        &LETTERS[..length]
    }
}

impl Field<'_, field::Bytes> for Growing {
    fn from_wire(_: &[u8]) -> Result<Self, Rejected> {
        Ok(Self::default())
    }

    fn to_wire(&self) -> &[u8] {
        self.letters().as_bytes()
    }
}

impl Field<'_, field::Text> for Growing {
    fn from_wire(_: &str) -> Result<Self, Rejected> {
        Ok(Self::default())
    }

    fn to_wire(&self) -> &str {
        self.letters()
    }
}

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_glob")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: Growing,
    glob: Growing,
}

fn subscribe() -> Subscribe<'static> {
    Subscribe { authorization: None, tracing: Growing::default(), glob: Growing::default() }
}

#[test]
fn a_derived_message_asks_each_field_once() {
    let message = subscribe();
    for round in 1..10 {
        let mode = if round % 2 == 0 { HeaderMode::Minimal } else { HeaderMode::Expanded };
        let wire = message.encode(mode).expect("a message");
        let read = s2b::SubscribeGlob::decode(&wire).expect("a message");
        assert_eq!((read.tracing, read.glob), (&LETTERS.as_bytes()[..round], &LETTERS[..round]));
    }
}

#[test]
fn room_for_what_is_written_is_enough() {
    // Prefix, three lengths, one letter each.
    let mut exact = [0; 4 + 6 + 2];
    let message = subscribe();
    message.encode_into(HeaderMode::Minimal, &mut &mut exact[..]).expect("room");
    assert_eq!(exact, *b"\0\x01\0\x03\0\0\0\x01a\0\x01a");
    let refused = message.encode_into(HeaderMode::Minimal, &mut &mut exact[..]);
    assert_eq!(refused.map_err(|error| error.kind()), Err(ErrorKind::Truncated));
}

#[test]
fn other_messages_ask_their_bytes_once() {
    let other = Other { flags: 1, type_code: 99, bytes: Growing::default() };
    let mut exact = [0; 5];
    other.encode_into(&mut &mut exact[..]).expect("room");
    assert_eq!(exact, *b"\0\x01\0ca");
    let refused = other.encode_into(&mut &mut exact[..]);
    assert_eq!(refused.map_err(|error| error.kind()), Err(ErrorKind::Truncated));
    let wire = other.encode();
    assert_eq!((&wire[..], wire.capacity()), (&b"\0\x01\0cabc"[..], 7));
}

/// A message that says it is as long as it was told to.
struct Boastful(usize);

impl<'a> LonelyMessage<'a> for Boastful {
    const DIRECTION: Direction = Direction::S2b;
    const TYPE_CODES: &'static [u16] = &[100];
    const HEADER_NAMES: &'static [&'static str] = &[];

    fn decode(_: &'a [u8]) -> Result<Self, DecodeError> {
        Ok(Self(0))
    }

    fn encode_into(&self, _: HeaderMode, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
        buffer.put_slice(&[0, 1, 0, 100]);
        Ok(())
    }

    fn encoded_len(&self, _: HeaderMode) -> usize {
        self.0
    }
}

#[test]
fn a_wrong_length_is_only_a_hint() {
    for length in [0, 3, 4, 1000, usize::MAX / 2, usize::MAX] {
        assert_eq!(Boastful(length).encode(HeaderMode::Minimal), Ok(vec![0, 1, 0, 100]));
    }
}
