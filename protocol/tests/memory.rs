//! What decoding and encoding allocate, counted.

use allocation_counter::measure;
use bytes::Bytes;
use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{HeaderMode, Shared, sha512};

const BOTH: [HeaderMode; 2] = [HeaderMode::Minimal, HeaderMode::Expanded];

fn notify(body: &[u8]) -> Vec<[u8; 64]> {
    vec![sha512(body)]
}

/// One wire form of every message that the tests build, in both modes.
fn wires() -> Vec<(bool, Vec<u8>)> {
    let body = [7; 1000];
    let digest = notify(&body);
    let subscribe = s2b::SubscribeExact { authorization: Some("Bearer x"), tracing: b"aabb", topic: b"foo/bar" };
    let notify = s2b::NotifyUncompressed {
        authorization: Some("Bearer grüße"),
        tracing: b"",
        identifier: b"id01",
        topic: b"t",
        verified_uncompressed_sha512: &digest[0],
        uncompressed_message: &body,
    };
    let confirm =
        b2s::ConfirmNotify { identifier: b"id01", subscribers: 300, authorization: None, tracing: b"aabb" };
    let mut wires = Vec::new();
    for mode in BOTH {
        wires.push((true, subscribe.encode(mode).unwrap()));
        wires.push((true, notify.encode(mode).unwrap()));
        wires.push((false, confirm.encode(mode).unwrap()));
    }
    wires
}

#[test]
fn decoding_from_a_slice_allocates_nothing() {
    for (from_subscriber, wire) in wires() {
        let info = measure(|| {
            if from_subscriber {
                assert!(s2b::Message::decode(&wire).is_ok());
            } else {
                assert!(b2s::Message::decode(&wire).is_ok());
            }
        });
        assert_eq!(info.count_total, 0);
    }
}

#[test]
fn decoding_from_bytes_allocates_nothing_and_neither_does_looking_at_the_fields() {
    for (from_subscriber, wire) in wires().into_iter().filter(|(from_subscriber, _)| *from_subscriber) {
        assert!(from_subscriber);
        // The first clone of a `Bytes` that owns a vector allocates its counter; that is not ours.
        let bytes = Bytes::from(wire);
        let kept = bytes.clone();
        let info = measure(|| {
            let shared: s2b::SharedMessage = Shared::decode(bytes.clone()).unwrap();
            assert!(shared.get().message_type().code() > 0);
        });
        assert_eq!(info.count_total, 0);
        drop(kept);
    }
}

#[test]
fn refusing_allocates_nothing() {
    for (_, wire) in wires() {
        let cut = &wire[..wire.len().min(20)];
        assert_eq!(measure(|| drop(s2b::Message::decode(cut))).count_total, 0);
    }
}

#[test]
fn encoding_allocates_exactly_once() {
    for (from_subscriber, wire) in wires().iter().filter(|(from_subscriber, _)| *from_subscriber) {
        assert!(from_subscriber);
        let message = s2b::Message::decode(wire).unwrap();
        for mode in BOTH {
            let info = measure(|| drop(message.encode(mode).unwrap()));
            assert_eq!(info.count_total, 1);
            assert_eq!(info.bytes_total as usize, message.encoded_len(mode));
        }
    }
}

#[test]
fn encoding_into_a_warm_buffer_allocates_nothing() {
    let mut buffer = Vec::with_capacity(4096);
    for (_, wire) in wires().iter().filter(|(from_subscriber, _)| *from_subscriber) {
        let message = s2b::Message::decode(wire).unwrap();
        for mode in BOTH {
            buffer.clear();
            assert_eq!(measure(|| message.encode_into(mode, &mut buffer).unwrap()).count_total, 0);
        }
    }
}

#[test]
fn what_a_hostile_message_claims_is_never_allocated() {
    // 65535 headers announced, a value of 65535 bytes announced, 65535 empty headers really there.
    let mut many = b"\0\0\0\x02\xff\xff".to_vec();
    many.resize(6 + 4 * 65535, 0);
    let hostile = [&b"\0\0\0\x02\xff\xff"[..], b"\0\x01\0\x02\xff\xffabc", b"\0\0\0\x02\0\x01\0\x07x-topic\xff\xff", &many];
    for wire in hostile {
        let info = measure(|| assert!(s2b::Message::decode(wire).is_err()));
        assert_eq!(info.count_total, 0);
    }
}
