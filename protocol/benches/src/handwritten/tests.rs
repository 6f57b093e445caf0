//! The yardstick is only worth something if it measures the right thing.

use super::*;
use crate::{body, cases, confirm_notify, notify, subscribe_exact};

const MODES: [HeaderMode; 2] = [HeaderMode::Minimal, HeaderMode::Expanded];

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex");
    (0..hex.len()).step_by(2).map(digit).collect()
}

#[test]
fn subscribe_exact_is_as_specified() {
    let message = SubscribeExact { authorization: Some("Bearer x"), tracing: b"\xaa\xbb", topic: b"foo/bar" };
    let minimal = bytes("00010002000842656172657220780002aabb0007666f6f2f626172");
    let expanded = bytes(
        "000000020003000d617574686f72697a6174696f6e000842656172657220780009782d74726163696e6700\
         02aabb0007782d746f7069630007666f6f2f626172",
    );
    assert_eq!(message.encode(HeaderMode::Minimal), Ok(minimal.clone()));
    assert_eq!(message.encode(HeaderMode::Expanded), Ok(expanded.clone()));
    assert_eq!(SubscribeExact::decode(&minimal), Ok(message.clone()));
    assert_eq!(SubscribeExact::decode(&expanded), Ok(message));
}

#[test]
fn confirm_notify_is_as_specified() {
    let message = ConfirmNotify { identifier: b"id01", subscribers: 0, authorization: None, tracing: b"" };
    let minimal = bytes("00010006000469643031000000000000");
    assert_eq!(message.encode(HeaderMode::Minimal), Ok(minimal.clone()));
    assert_eq!(ConfirmNotify::decode(&minimal), Ok(message));
}

#[test]
fn compressed_notify_is_as_specified() {
    let minimal = bytes(
        "00010006000842656172657220780002aabb0004696430310001740001010001040002012c0040f8429d97\
         6aa4b5ce3b8b0619fc199e0991dcf965252bc0c5bc6f14fbd149fc5b483071bbe2d143ffd56906b7ae85e4\
         c6d32a9c8566bec20926243349b33d8dee28b52ffd",
    );
    let Ok(Notify::Compressed(message)) = Notify::decode(&minimal) else {
        panic!("{:?}", Notify::decode(&minimal))
    };
    assert_eq!((message.compressor_id, message.decompressed_length), (1, 300));
    assert_eq!(message.encode(HeaderMode::Minimal), Ok(minimal.clone()));
    let expanded = message.encode(HeaderMode::Expanded).expect("it fits");
    assert_eq!(Notify::decode(&expanded), Notify::decode(&minimal));
}

#[test]
fn inputs_survive_the_round_trip() {
    for mode in MODES {
        let wire = subscribe_exact(mode);
        assert_eq!(SubscribeExact::decode(&wire).map(|m| m.encode(mode)), Ok(Ok(wire.clone())));
        let wire = confirm_notify(mode);
        assert_eq!(ConfirmNotify::decode(&wire).map(|m| m.encode(mode)), Ok(Ok(wire.clone())));
        for size in [0, 1, 64, 255, 256, 1024, 65_536] {
            let wire = notify(mode, &body(size));
            let Ok(Notify::Uncompressed(message)) = Notify::decode(&wire) else {
                panic!("{:?}", Notify::decode(&wire))
            };
            assert_eq!(message.encode(mode).as_ref(), Ok(&wire), "{size}");
        }
    }
}

#[test]
fn numbers_of_every_length_survive_the_round_trip() {
    for bits in 0..64 {
        for subscribers in [(1u64 << bits) - 1, 1 << bits, u64::MAX - (1 << bits)] {
            for authorization in [None, Some("Bearer x")] {
                let message = ConfirmNotify { identifier: b"", subscribers, authorization, tracing: b"" };
                for mode in MODES {
                    let wire = message.encode(mode).expect("it fits");
                    assert_eq!(ConfirmNotify::decode(&wire).as_ref(), Ok(&message));
                    assert_eq!(ConfirmNotify::slow(&wire).as_ref(), Ok(&message));
                }
            }
        }
    }
}

#[test]
fn values_of_every_length_survive_the_round_trip() {
    let text: String = ('a'..='z').cycle().take(100).collect();
    for length in 0..=100 {
        for authorization in [text.get(1..=length), None] {
            let authorization = authorization.filter(|text| !text.is_empty());
            let topic = &text.as_bytes()[..length];
            let message = SubscribeExact { authorization, tracing: b"", topic };
            for mode in MODES {
                let wire = message.encode(mode).expect("it fits");
                assert_eq!(SubscribeExact::decode(&wire).as_ref(), Ok(&message));
                assert_eq!(SubscribeExact::slow(&wire).as_ref(), Ok(&message));
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_not_written() {
    let long = vec![0; 65_536];
    let message = SubscribeExact { authorization: None, tracing: b"", topic: &long };
    let error = EncodeError { kind: ErrorKind::TooLong, at: At::Topic };
    assert_eq!(message.encode(HeaderMode::Minimal), Err(error));
    let message =
        ConfirmNotify { identifier: &long[..65], subscribers: 0, authorization: None, tracing: b"" };
    let error = EncodeError { kind: ErrorKind::TooLong, at: At::Identifier };
    assert_eq!(message.encode(HeaderMode::Minimal), Err(error));
}

#[test]
fn a_wrong_digest_is_found() {
    for mode in MODES {
        let mut wire = notify(mode, &body(64));
        *wire.last_mut().expect("there is a body") ^= 1;
        let error = Notify::slow(&wire, true);
        assert!(matches!(error, Err(DecodeError { kind: ErrorKind::DigestMismatch, .. })));
        assert_eq!(Notify::decode(&wire), error);
        assert!(Notify::decode_unverified(&wire).is_ok());
    }
}

#[test]
fn text_is_utf8() {
    for (text, is_right) in [
        (&b"\xc3\xa4"[..], true),
        (b"\xff", false),
        (b"123456789012345678901234567890\xc3", false),
        ("längerer Text als acht Bytes".as_bytes(), true),
        (b"\xed\xa0\x80", false),
        (b"\xc0\x80", false),
    ] {
        let mut wire = vec![0, 1, 0, 2, 0, u8::try_from(text.len()).expect("it is short")];
        wire.extend(text);
        wire.extend([0; 4]);
        assert_eq!(SubscribeExact::decode(&wire).is_ok(), is_right, "{text:?}");
        assert_eq!(SubscribeExact::decode(&wire), SubscribeExact::slow(&wire));
    }
}

#[test]
fn expanded_headers_may_come_in_any_order_and_case() {
    let mut wire = vec![0, 0, 0, 2, 0, 5];
    for (name, value) in [
        ("X-Topic", "first"),
        ("AUTHORIZATION", "Bearer x"),
        ("x-unknown", ""),
        ("x-tracing", "t"),
        ("x-topic", "last"),
    ] {
        wire.extend([0, u8::try_from(name.len()).expect("it is short")]);
        wire.extend(name.as_bytes());
        wire.extend([0, u8::try_from(value.len()).expect("it is short")]);
        wire.extend(value.as_bytes());
    }
    let message = SubscribeExact { authorization: Some("Bearer x"), tracing: b"t", topic: b"last" };
    assert_eq!(SubscribeExact::decode(&wire), Ok(message));
}

/// The straight line never says anything else than the exact parser.
#[test]
fn both_parsers_agree_on_damaged_input() {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut random = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).expect("31 bits fit") % limit
    };
    for message in cases::messages().filter(|message| *message != cases::Message::Notify(65_536)) {
        for mode in MODES {
            let right = cases::wire(message, mode);
            for _ in 0..4_000 {
                let mut wire = right.to_vec();
                for _ in 0..=random(2) {
                    let at = random(wire.len());
                    wire[at] = [0, 1, 2, 0x20, 0xff, wire[at] ^ 0x20, wire[at].wrapping_add(1)][random(7)];
                }
                wire.truncate(right.len() - random(4).saturating_sub(2) * random(right.len()));
                agree(&wire);
            }
            (0..right.len()).for_each(|length| agree(&right[..length]));
        }
    }
}

fn agree(wire: &[u8]) {
    assert_eq!(SubscribeExact::decode(wire), SubscribeExact::slow(wire));
    assert_eq!(ConfirmNotify::decode(wire), ConfirmNotify::slow(wire));
    assert_eq!(Notify::decode_unverified(wire).map(|m| m.0), Notify::slow(wire, false));
    assert_eq!(Notify::decode(wire), Notify::slow(wire, true));
}
