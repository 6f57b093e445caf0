//! A field called after a header whose field has another name.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "compressed")]
struct Notify<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    topic: &'a [u8],
    compressor: u64,
    decompressed_length: u64,
    compressed_sha512: &'a [u8; 64],
    message: &'a [u8],
}

fn main() {}
