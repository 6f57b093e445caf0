//! A field for a header that is always the same in this variant, by the name that it has in another.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "uncompressed")]
struct Notify<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    topic: &'a [u8],
    compressor_id: u64,
    verified_uncompressed_sha512: &'a [u8; 64],
    uncompressed_message: &'a [u8],
}

fn main() {}
