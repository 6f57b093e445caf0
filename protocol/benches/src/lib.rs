//! What the benchmarks of the protocol share: the inputs, the contestants, and the cases.
//!
//! - `cargo bench -p lonelypsp-bench --bench gate`: the targets, side by side, pass or fail.
//! - `cargo bench -p lonelypsp-bench --bench signing`: the same for authorization.
//! - `cargo bench -p lonelypsp-bench --bench instructions`: every case under gungraun.
//! - `cargo bench -p lonelypsp-bench --bench times`: every case under divan, for people.

use sha2::{Digest as _, Sha512};

pub mod bodies;
pub mod callgrind;
pub mod cases;
pub mod derived;
pub mod generated;
pub mod handwritten;
pub mod named;
pub mod prost_messages;
pub mod raw;
pub mod rkyv_messages;
pub mod wincode_messages;

use handwritten::HeaderMode;

/// 33 bytes, as long as a usual token.
pub const AUTHORIZATION: &str = "Bearer abcdefghijklmnopqrstuvwxyz";
/// `x-tracing`
pub const TRACING: &[u8] = b"\xaa\xbb";
/// `x-topic`
pub const TOPIC: &[u8] = b"foo/bar";
/// `x-identifier`
pub const IDENTIFIER: &[u8] = b"id01";
/// `x-subscribers`
pub const SUBSCRIBERS: u64 = 300;
/// The sizes of the bodies of `NOTIFY`.
pub const BODIES: [usize; 3] = [64, 1024, 65_536];

/// A `SUBSCRIBE_EXACT` on the wire.
pub fn subscribe_exact(mode: HeaderMode) -> Vec<u8> {
    let headers: [(&str, &[u8]); 3] =
        [("authorization", AUTHORIZATION.as_bytes()), ("x-tracing", TRACING), ("x-topic", TOPIC)];
    wire(mode, 2, &headers, &[])
}

/// A `CONFIRM_NOTIFY` on the wire.
pub fn confirm_notify(mode: HeaderMode) -> Vec<u8> {
    let headers: [(&str, &[u8]); 4] = [
        ("x-identifier", IDENTIFIER),
        ("x-subscribers", &[1, 44]),
        ("authorization", AUTHORIZATION.as_bytes()),
        ("x-tracing", TRACING),
    ];
    wire(mode, 6, &headers, &[])
}

/// A `NOTIFY` on the wire, its body not compressed and its digest right.
pub fn notify(mode: HeaderMode, body: &[u8]) -> Vec<u8> {
    let length = body.len().to_be_bytes();
    let zeros = length.iter().take_while(|byte| **byte == 0).count();
    let length = &length[zeros..];
    let headers: [(&str, &[u8]); 8] = [
        ("authorization", AUTHORIZATION.as_bytes()),
        ("x-tracing", TRACING),
        ("x-identifier", IDENTIFIER),
        ("x-topic", TOPIC),
        ("x-compressor", &[0]),
        ("x-compressed-length", length),
        ("x-decompressed-length", length),
        ("x-compressed-sha512", &digest(body)),
    ];
    wire(mode, 6, &headers, body)
}

/// A body of this many bytes, of all values.
pub fn body(size: usize) -> Vec<u8> {
    (0..size).map(|index| (index * 31 % 251) as u8).collect()
}

/// The SHA-512 of a body.
pub fn digest(body: &[u8]) -> [u8; 64] {
    Sha512::digest(body).into()
}

fn wire(mode: HeaderMode, code: u8, headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let mut wire = vec![0, u8::from(mode == HeaderMode::Minimal), 0, code];
    if mode == HeaderMode::Expanded {
        put_length(&mut wire, headers.len());
    }
    for (name, value) in headers {
        if mode == HeaderMode::Expanded {
            put_length(&mut wire, name.len());
            wire.extend(name.as_bytes());
        }
        put_length(&mut wire, value.len());
        wire.extend(*value);
    }
    wire.extend(body);
    wire
}

fn put_length(wire: &mut Vec<u8>, length: usize) {
    let length = u16::try_from(length).expect("the lengths of the inputs fit two bytes");
    wire.extend(length.to_be_bytes());
}
