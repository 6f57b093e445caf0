//! What decoding and encoding allocate, counted.

use allocation_counter::measure;
use bytes::Bytes;
use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{HeaderMode, Shared, sha512};

const BOTH: [HeaderMode; 2] = [HeaderMode::Minimal, HeaderMode::Expanded];

/// A message from a subscriber with text and one with a digest, in both modes.
fn wires() -> Vec<Vec<u8>> {
    let body = [7; 1000];
    let digest = sha512(&body);
    let subscribe =
        s2b::SubscribeExact { authorization: Some("Bearer x"), tracing: b"aabb", topic: b"foo/bar" };
    let notify = s2b::NotifyUncompressed {
        authorization: Some("Bearer grüße"),
        tracing: b"",
        identifier: b"id01",
        topic: b"t",
        verified_uncompressed_sha512: &digest,
        uncompressed_message: &body,
    };
    BOTH.into_iter()
        .flat_map(|mode| [subscribe.encode(mode).unwrap(), notify.encode(mode).unwrap()])
        .collect()
}

#[test]
fn decoding_from_a_slice_allocates_nothing() {
    for wire in wires() {
        assert_eq!(measure(|| assert!(s2b::Message::decode(&wire).is_ok())).count_total, 0);
    }
    let confirm =
        b2s::ConfirmNotify { identifier: b"id01", subscribers: 300, authorization: None, tracing: b"" };
    let wire = confirm.encode(HeaderMode::Expanded).unwrap();
    assert_eq!(measure(|| assert!(b2s::Message::decode(&wire).is_ok())).count_total, 0);
}

#[test]
fn decoding_from_bytes_allocates_nothing_and_neither_does_looking_at_the_fields() {
    for wire in wires() {
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
    for wire in wires() {
        let cut = &wire[..wire.len().min(20)];
        assert_eq!(measure(|| drop(s2b::Message::decode(cut))).count_total, 0);
    }
}

#[test]
fn encoding_allocates_exactly_once() {
    for wire in wires() {
        let message = s2b::Message::decode(&wire).unwrap();
        for mode in BOTH {
            let info = measure(|| drop(message.encode(mode).unwrap()));
            assert_eq!(info.count_total, 1);
            assert_eq!(usize::try_from(info.bytes_total).unwrap(), message.encoded_len(mode));
        }
    }
}

#[test]
fn encoding_into_a_warm_buffer_allocates_nothing() {
    let mut buffer = Vec::with_capacity(4096);
    for wire in wires() {
        let message = s2b::Message::decode(&wire).unwrap();
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
    let hostile = [
        &b"\0\0\0\x02\xff\xff"[..],
        b"\0\x01\0\x02\xff\xffabc",
        b"\0\0\0\x02\0\x01\0\x07x-topic\xff\xff",
        &many,
    ];
    for wire in hostile {
        let info = measure(|| assert!(s2b::Message::decode(wire).is_err()));
        assert_eq!(info.count_total, 0);
    }
}
