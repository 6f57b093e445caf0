//! A field for a header that the schema derives.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "uncompressed")]
struct Notify<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    topic: &'a [u8],
    compressed_length: u64,
    decompressed_length: u64,
    verified_uncompressed_sha512: &'a [u8; 64],
    uncompressed_message: &'a [u8],
}

fn main() {}
