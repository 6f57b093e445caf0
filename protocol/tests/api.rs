//! The crate as its users see it.

use bytes::Bytes;
use lonelypsp::reflect::{Kind, Shape, Value};
use lonelypsp::stateful::{HeaderMode, b2s, s2b};
use lonelypsp::{DecodeError, ErrorKind, Shared, sha512};

const SUBSCRIBE: &[u8] = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar";

fn notify<'a>(digest: &'a [u8; 64], body: &'a [u8]) -> s2b::NotifyUncompressed<'a> {
    s2b::NotifyUncompressed {
        authorization: Some("Bearer x"),
        tracing: b"",
        identifier: b"id01",
        topic: b"t",
        verified_uncompressed_sha512: digest,
        uncompressed_message: body,
    }
}

#[test]
fn a_message_is_written_as_the_documentation_shows() {
    let message = s2b::SubscribeExact { authorization: None, tracing: b"", topic: b"foo/bar" };
    assert_eq!(message.encode(HeaderMode::Minimal).unwrap(), SUBSCRIBE);
    assert_eq!(s2b::Message::decode(SUBSCRIBE).unwrap(), s2b::Message::SubscribeExact(message));
}

#[test]
fn a_message_of_another_type_is_told_apart_from_one_of_no_type() {
    let kind = |bytes: &[u8]| {
        let error = s2b::SubscribeGlob::decode(bytes).unwrap_err();
        (error.kind(), error.at(), error.offset())
    };
    assert_eq!(kind(SUBSCRIBE), (ErrorKind::UnexpectedType, None, 2));
    assert_eq!(kind(b"\0\x01\xff\xfe"), (ErrorKind::UnknownType, None, 2));
    assert_eq!(kind(b"\0\x01\0"), (ErrorKind::Truncated, None, 2));
}

#[test]
fn errors_say_what_was_expected_and_what_was_found() {
    let identifier = &[0; 65];
    let long = s2b::ContinueReceive { identifier, part_id: 0, authorization: None, tracing: b"" };
    let error = long.encode(HeaderMode::Minimal).unwrap_err();
    assert_eq!((error.expected(), error.found()), (Some("at most 64 bytes"), Some(65)));

    // Two bytes of flags, two of the type, and an empty value behind each length, but for one of 65 bytes.
    let wire = [&b"\0\x01\0\x08\0\x41"[..], identifier, b"\0\0\0\0\0\0"].concat();
    let error = s2b::Message::decode(&wire).unwrap_err();
    let expected =
        "`x-identifier` at byte 6 is too long, expected at most 64 bytes, found 65 bytes (too_long)";
    assert_eq!((error.to_string().as_str(), error.found()), (expected, Some(65)));

    let error = s2b::Message::decode(b"\0\x01\xff\xfe").unwrap_err();
    let expected =
        "what stands at byte 2 is not the code of a message of this direction, found 65534 (unknown_type)";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_number_that_chooses_another_variant_is_said_to_do_so() {
    let first = s2b::NotifyStreamContinuation {
        authorization: None,
        tracing: b"",
        identifier: b"id01",
        part_id: 0,
        payload: b"",
    };
    let error = first.encode(HeaderMode::Minimal).unwrap_err();
    let said = "`x-part-id` has a value that chooses another variant than this one (out_of_range)";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::OutOfRange, said));
    assert_eq!((error.expected(), error.found()), (Some("a value that chooses no other variant"), None));
}

#[test]
fn unknown_flags_are_kept_by_the_prefix_and_mean_nothing() {
    let prefix = s2b::Prefix::decode(b"\xff\xfe\0\x02").unwrap();
    assert_eq!((prefix.flags.0, prefix.flags.is_minimal()), (0xfffe, false));
    assert_eq!(prefix.message_type, s2b::Type::SubscribeExact);
    let mut wire = SUBSCRIBE.to_vec();
    wire[..2].copy_from_slice(&[0xff, 0xff]);
    assert_eq!(s2b::Message::decode(&wire), s2b::Message::decode(SUBSCRIBE));
}

#[test]
fn a_secret_is_not_shown() {
    let message =
        s2b::SubscribeExact { authorization: Some("Bearer hunter2"), tracing: b"\0", topic: b"foo/bar" };
    let shown = format!("{message:?} {:?}", s2b::Message::from(message.clone()));
    assert!(shown.contains(r#"topic: b"foo/bar""#), "{shown}");
    assert!(shown.contains("authorization: [redacted]"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_digest_is_verified_unless_one_asks_otherwise_and_then_the_type_says_so() {
    let digest = sha512(b"hello");
    let mut wire = notify(&digest, b"hello").encode(HeaderMode::Minimal).unwrap();
    assert!(s2b::Notify::decode(&wire).is_ok());
    let last = wire.len() - 1;
    wire[last] ^= 1;
    let error = s2b::Notify::decode(&wire).unwrap_err();
    assert_eq!((error.kind(), error.at()), (ErrorKind::DigestMismatch, Some("x-compressed-sha512")));
    let unverified = s2b::Message::decode_unverified(&wire).unwrap();
    assert!(matches!(unverified.peek(), s2b::Message::Notify(_)));
    assert_eq!(unverified.verify().unwrap_err(), error);
}

#[test]
fn shared_messages_outlive_the_input_and_go_to_other_threads() {
    let shared: s2b::SharedMessage = Shared::decode(Bytes::copy_from_slice(SUBSCRIBE)).unwrap();
    let moved = shared.clone();
    let topic = std::thread::spawn(move || match moved.get() {
        s2b::Message::SubscribeExact(message) => message.topic.to_vec(),
        other => panic!("{other:?}"),
    });
    assert_eq!(topic.join().unwrap(), b"foo/bar");
    let expanded = shared.get().encode(HeaderMode::Expanded).unwrap();
    assert_eq!(Shared::decode(Bytes::from(expanded)).unwrap(), shared);
}

#[test]
fn what_no_reader_would_accept_is_not_written() {
    let refused = |result: Result<Vec<u8>, lonelypsp::EncodeError>| {
        let error = result.unwrap_err();
        (error.kind(), error.at())
    };
    let continuation = s2b::NotifyStreamContinuation {
        authorization: None,
        tracing: b"",
        identifier: b"id01",
        part_id: 0,
        payload: b"",
    };
    assert_eq!(refused(continuation.encode(HeaderMode::Minimal)), (ErrorKind::OutOfRange, Some("x-part-id")));
    let long = vec![0; 65536];
    let missed = b2s::Missed { authorization: None, tracing: &long, topic: b"" };
    assert_eq!(refused(missed.encode(HeaderMode::Expanded)), (ErrorKind::TooLong, Some("x-tracing")));
}

#[test]
fn errors_are_small() {
    // A place, four indices of entries, an offset and a kind.
    assert!(size_of::<DecodeError>() <= 32);
    assert!(size_of::<Result<(), DecodeError>>() <= 32);
}

#[test]
fn a_variant_becomes_its_message_and_any_message_at_once() {
    let digest = sha512(b"hello");
    let message = s2b::Message::from(notify(&digest, b"hello"));
    assert_eq!(message, s2b::Message::Notify(s2b::Notify::Uncompressed(notify(&digest, b"hello"))));
    assert_eq!(message.message_type().to_string(), "notify");
    assert_eq!(format!("{:>8}", s2b::Type::Notify), "  notify");
}

#[test]
fn what_is_not_said_of_a_message_is_absent_or_empty() {
    let message = s2b::SubscribeExact { topic: b"foo/bar", ..s2b::SubscribeExact::default() };
    assert_eq!(message.encode(HeaderMode::Minimal).unwrap(), SUBSCRIBE);
}

#[test]
fn values_that_no_field_can_hold_are_refused_by_what_is_wrong_with_them() {
    let refused = |shape: &Shape, value: Value<'static>| {
        let error = b2s::Message::build(shape, &mut |_| value).unwrap_err();
        (error.kind(), error.at(), error.to_string())
    };
    let preset = b2s::EnableZstdPreset::SHAPE;
    assert_eq!(
        refused(preset, Value::Bool(true)),
        (
            ErrorKind::BadValue,
            Some(preset.fields[0].at),
            format!("`{}` is not a value that its field takes (bad_value)", preset.fields[0].at)
        )
    );
    let number = preset.fields.iter().position(|field| field.name == "compression_level").unwrap();
    let mut asked = 0;
    let error = b2s::Message::build(preset, &mut |field| {
        asked += 1;
        match field.kind {
            Kind::Bytes => Value::Bytes(b""),
            Kind::Text => Value::Text(""),
            Kind::OptionalText => Value::OptionalText(None),
            Kind::Bool => Value::Bool(false),
            Kind::Uint => Value::Uint(1),
            Kind::Int => Value::Int(i64::MAX),
            Kind::Float => Value::Float(lonelypsp::Float64::default()),
            Kind::Group(_) => unreachable!("no message of this protocol has a group"),
        }
    });
    assert_eq!((error.unwrap_err().kind(), asked), (ErrorKind::OutOfRange, number + 1));
    assert_eq!(
        refused(s2b::SubscribeExact::SHAPE, Value::Bool(true)),
        (
            ErrorKind::UnknownType,
            None,
            "no message of this direction has this shape (unknown_type)".to_owned()
        )
    );
}
