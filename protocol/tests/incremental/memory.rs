//! What decoding in pieces holds, counted.

use allocation_counter::measure;
use lonelypsp::sha512;
use lonelypsp::stateless::s2b::{Notify, SetSubscriptions, SetSubscriptionsTopics};

/// All that a decoder may hold at a time for messages with short values.
const FEW: u64 = 1024;

#[test]
fn a_large_body_is_never_held() {
    // Hashing takes its time where nothing is optimised.
    const SIZE: usize = if cfg!(debug_assertions) { 4 << 20 } else { 64 << 20 };
    let piece = vec![7_u8; 1 << 16];
    let whole = vec![7_u8; SIZE];
    let message = Notify {
        topic: b"foo/bar",
        message_sha512: &sha512(&whole),
        tracing: b"",
        identifier: b"id01",
        payload: &whole,
    };
    let wire = message.encode().unwrap();
    let head = wire[..wire.len() - SIZE].to_vec();
    drop((wire, whole));
    let info = measure(|| {
        let mut decoder = Notify::incremental();
        assert_eq!(decoder.push(&head), Ok(&[][..]));
        for _ in 0..SIZE / piece.len() {
            assert_eq!(decoder.push(&piece).map(<[u8]>::len), Ok(piece.len()));
        }
        assert_eq!(decoder.finish().map(|received| received.body_len()).ok(), Some(SIZE as u64));
    });
    assert!(info.bytes_max < FEW, "{} bytes", info.bytes_max);
}

#[test]
fn a_hundred_thousand_entries_are_forgotten_as_they_pass() {
    let names: Vec<String> = (0..100_000).map(|number| format!("topic/{number:06}")).collect();

    let message = SetSubscriptions {
        tracing: b"",
        url: "http://h/",
        etag: &[9; 64],
        topics: names
            .iter()
            .map(|name| SetSubscriptionsTopics { topic: name.as_bytes(), recovery: Some("http://r/") })
            .collect(),
        globs: Vec::new(),
    };
    let wire = message.encode().unwrap();
    assert!(SetSubscriptions::decode(&wire).is_ok());
    let info = measure(|| {
        let (mut decoder, mut count) = (SetSubscriptions::incremental_entries(), 0);
        for mut piece in wire.chunks(1500) {
            while decoder.read(&mut piece).unwrap().is_some() {
                count += 1;
            }
        }
        assert_eq!(count, 100_000);
        assert!(decoder.finish().is_ok());
    });
    assert!(info.bytes_max < FEW, "{} bytes", info.bytes_max);
}

#[test]
fn what_a_message_claims_is_never_allocated() {
    // Four billion entries, of which one byte is there.
    let mut wire = [&[0, 0, 0, 0][..], &[0; 65]].concat();
    wire.extend([0xff, 0xff, 0xff, 0xff, 0]);
    let info = measure(|| {
        let mut decoder = SetSubscriptions::incremental();
        assert!(decoder.push(&wire).is_ok());
        assert!(decoder.finish().is_err());
        let mut decoder = SetSubscriptions::incremental_entries();
        assert!(decoder.read(&mut &wire[..]).unwrap().is_none());
        assert!(decoder.finish().is_err());
    });
    assert!(info.bytes_max < FEW, "{} bytes", info.bytes_max);
}
