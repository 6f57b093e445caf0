//! However a message is cut, decoding it in pieces comes to what decoding the whole comes to: the same message, or the same
//! error in the same place. Messages are valid, cut off, damaged, or nothing at all.

#![allow(
    clippy::needless_for_each,
    clippy::type_complexity,
    clippy::needless_pass_by_value,
    reason = "tests read better so"
)]

mod entries;
mod etag;
mod memory;
mod values;

#[allow(dead_code, reason = "this one does not care what is accepted")]
#[path = "../common/mod.rs"]
mod common;

use lonelypsp::reflect::{Reflect, Value};
use lonelypsp::{DecodeError, Decoder, HeaderMode, Incremental, IncrementalError};
use proptest::prelude::*;

use values::{damaged, messages};

/// A message by its shape and the values of its fields, as text.
type Seen = (&'static str, Option<&'static str>, Vec<String>);

fn seen(message: &dyn Reflect) -> Seen {
    let mut values = Vec::new();
    message.visit(&mut |field, value| values.push(format!("{}: {value:?}", field.name)));
    (message.shape().message, message.shape().variant, values)
}

/// The same with a body put in. It is the last field.
fn with_body(
    (message, variant, mut values): Seen,
    shape: &'static lonelypsp::reflect::Shape,
    body: &[u8],
) -> Seen {
    if let (Some(last), Some(field), false) = (values.last_mut(), shape.fields.last(), body.is_empty()) {
        assert_eq!(*last, format!("{}: {:?}", field.name, Value::Bytes(b"")), "the body was not kept");
        *last = format!("{}: {:?}", field.name, Value::Bytes(body));
    }
    (message, variant, values)
}

/// The bytes in pieces, cut at these places (modulo the length).
pub(crate) fn pieces<'i>(input: &'i [u8], cuts: &[usize]) -> Vec<&'i [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (input.len() + 1)).collect();
    cuts.sort_unstable();
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([input.len()]);
    starts.zip(ends).map(|(start, end)| &input[start..end]).collect()
}

/// What a decoder in pieces comes to.
fn in_pieces<M>(mut decoder: Decoder<M>, pieces: &[&[u8]]) -> Result<Seen, DecodeError>
where
    M: Incremental,
    for<'a> M::Of<'a>: Reflect,
{
    let refused = |error| match error {
        IncrementalError::Refused(error) => error,
        IncrementalError::AboveLimit { .. } => panic!("there is no limit"),
    };
    let (mut body, mut head) = (Vec::new(), None);
    for piece in pieces {
        match decoder.push(piece) {
            Ok(part) => body.extend_from_slice(part),
            Err(error) => {
                assert_eq!(decoder.push(b"more"), Err(error), "it stays refused");
                assert_eq!(decoder.finish().err(), Some(error));
                return Err(refused(error));
            }
        }
        head = decoder.head().map(|head| seen(head.peek()));
    }
    let received = decoder.finish().map_err(refused)?;
    assert_eq!(received.body_len(), body.len() as u64);
    assert_eq!(*received.body_sha512(), lonelypsp::sha512(&body));
    let message = seen(received.message());
    assert_eq!(head, Some(message.clone()), "what was handed out before is what comes in the end");
    Ok(with_body(message, received.message().shape(), &body))
}

/// That cuts make no difference.
fn check<M>(decoder: Decoder<M>, whole: Result<Seen, DecodeError>, input: &[u8], cuts: &[usize])
where
    M: Incremental,
    for<'a> M::Of<'a>: Reflect,
{
    let shown = pieces(input, cuts);
    assert_eq!(in_pieces(decoder, &shown), whole, "{shown:02x?}");
}

macro_rules! stateful {
    ($test:ident, $direction:ident) => {
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(4000))]
            #[test]
            fn $test(
                (shape, values) in messages(lonelypsp::stateful::$direction::Message::shapes()),
                minimal in any::<bool>(),
                damage in damaged(),
                cuts in prop::collection::vec(any::<usize>(), 0..6),
            ) {
                use lonelypsp::stateful::$direction::Message;
                let mut next = values.iter();
                let built = Message::build(shape, &mut |_| next.next().unwrap().borrow());
                let mode = if minimal { HeaderMode::Minimal } else { HeaderMode::Expanded };
                let Some(wire) = built.ok().and_then(|message| message.encode(mode).ok()) else { return Ok(()) };
                let input = damage.apply(wire);
                let whole = Message::decode(&input).map(|message| seen(&message));
                check(Message::incremental(), whole, &input, &cuts);
            }
        }
    };
}

stateful!(messages_from_a_subscriber_on_a_connection, s2b);
stateful!(messages_from_a_broadcaster_on_a_connection, b2s);

macro_rules! bodies {
    ($($test:ident, $protocol:ident::$direction:ident;)*) => {$(
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(2000))]
            #[test]
            fn $test(
                (shape, values) in messages(lonelypsp::$protocol::$direction::Message::shapes()),
                damage in damaged(),
                cuts in prop::collection::vec(any::<usize>(), 0..6),
            ) {
                use lonelypsp::$protocol::$direction::{Message, Type};
                let mut next = values.iter();
                let built = Message::build(shape, &mut |_| next.next().unwrap().borrow());
                let Some(wire) = built.ok().and_then(|message| message.encode().ok()) else { return Ok(()) };
                let input = damage.apply(wire);
                let message_type = Type::from_name(shape.message).unwrap();
                let whole = Message::decode(message_type, &input).map(|message| seen(&message));
                check(Message::incremental(message_type), whole, &input, &cuts);
            }
        }
    )*};
}

bodies! {
    requests_of_a_subscriber, stateless::s2b;
    requests_of_a_broadcaster, stateless::b2s;
    documents_of_a_subscriber, signing::s2b;
    documents_of_a_broadcaster, signing::b2s;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    /// Whatever the bytes are, and whichever message they are taken for.
    #[test]
    fn any_bytes(input in prop::collection::vec(prop_oneof![0..4_u8, any::<u8>()], 0..200),
                 cuts in prop::collection::vec(any::<usize>(), 0..6)) {
        use lonelypsp::{hashing, signing, stateful, stateless};
        let of = |message: &dyn Reflect| seen(message);
        let (s2b, b2s) = (stateful::s2b::Message::decode(&input), stateful::b2s::Message::decode(&input));
        check(stateful::s2b::Message::incremental(), s2b.map(|m| of(&m)), &input, &cuts);
        check(stateful::b2s::Message::incremental(), b2s.map(|m| of(&m)), &input, &cuts);
        check(stateful::s2b::Notify::incremental(), stateful::s2b::Notify::decode(&input).map(|m| of(&m)), &input, &cuts);
        check(stateless::s2b::Notify::incremental(), stateless::s2b::Notify::decode(&input).map(|m| of(&m)), &input, &cuts);
        check(stateless::s2b::SetSubscriptions::incremental(), stateless::s2b::SetSubscriptions::decode(&input).map(|m| of(&m)), &input, &cuts);
        check(hashing::s2b::StrongEtag::incremental(), hashing::s2b::StrongEtag::decode(&input).map(|m| of(&m)), &input, &cuts);
        check(stateless::b2s::Message::incremental_by_code(), stateless::b2s::Message::decode_by_code(&input).map(|m| of(&m)), &input, &cuts);
        check(signing::s2b::Message::incremental_by_code(), signing::s2b::Message::decode_by_code(&input).map(|m| of(&m)), &input, &cuts);
    }
}

/// Every message of the corpus: each rule broken once, cut off at each byte.
#[test]
fn the_corpus_byte_by_byte_and_in_larger_pieces() {
    use lonelypsp::stateful::{b2s, s2b};
    for wire in common::corpus() {
        let sizes: &[usize] = if wire.bytes.len() < 5000 { &[1, 2, 7, 64] } else { &[1000] };
        for size in sizes {
            let cuts: Vec<usize> = (0..wire.bytes.len()).step_by(*size).collect();
            if wire.from_subscriber {
                let whole = s2b::Message::decode(&wire.bytes).map(|message| seen(&message));
                check(s2b::Message::incremental(), whole, &wire.bytes, &cuts);
            } else {
                let whole = b2s::Message::decode(&wire.bytes).map(|message| seen(&message));
                check(b2s::Message::incremental(), whole, &wire.bytes, &cuts);
            }
        }
    }
}

/// A body that is longer than declared is refused before its end, and a limit before its values are there.
#[test]
fn what_is_refused_anyway_is_refused_at_once() {
    use lonelypsp::stateless::s2b::Notify;
    let message = Notify {
        topic: b"t",
        message_sha512: &lonelypsp::sha512(b"abc"),
        tracing: b"",
        identifier: b"id",
        payload: b"abc",
    };
    let wire = message.encode().unwrap();
    let mut decoder = Notify::incremental();
    assert_eq!(decoder.push(&wire), Ok(&b"abc"[..]));
    let whole = Notify::decode(&[&wire[..], b"d"].concat()).unwrap_err();
    assert_eq!(whole.kind(), lonelypsp::ErrorKind::LengthMismatch);
    assert_eq!(decoder.push(b"d"), Err(IncrementalError::Refused(whole)));

    let mut decoder = Notify::incremental().with_limit(60);
    assert_eq!(decoder.push(&wire[..10]), Err(IncrementalError::AboveLimit { limit: 60 }));
    let head = wire.len() - 3;
    let mut decoder = Notify::incremental().with_limit(head);
    assert!(wire.iter().all(|byte| decoder.push(&[*byte]).is_ok()));
    assert!(decoder.finish().is_ok());
}

/// The head from a slice is that of the whole, once it is there; until then there is none.
#[test]
fn a_head_is_decoded_from_a_slice_as_soon_as_it_is_there() {
    use lonelypsp::stateless::s2b::Notify;
    let message =
        Notify { topic: b"t", message_sha512: &[7; 64], tracing: b"", identifier: b"id", payload: b"abc" };
    let wire = message.encode().unwrap();
    let head_len = wire.len() - 3;
    for end in 0..=wire.len() {
        let head = Notify::decode_head(&wire[..end]).unwrap();
        let found = head.map(|(head, at)| (head.peek().topic.to_vec(), head.peek().payload.len(), at));
        assert_eq!(found, (end >= head_len).then(|| (b"t".to_vec(), 0, head_len)), "{end}");
    }
    let mut no_text =
        lonelypsp::stateless::s2b::SubscribeGlob { url: "u", glob: "g", recovery: None, tracing: b"" }
            .encode()
            .unwrap();
    no_text[2] = 0xff;
    let error = lonelypsp::stateless::s2b::SubscribeGlob::decode_head(&no_text).unwrap_err();
    assert_eq!((error.at(), error.offset()), (Some("url"), 2));
}
