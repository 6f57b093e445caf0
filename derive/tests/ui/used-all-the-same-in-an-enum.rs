//! An enum that holds a struct with a mistake is not reported too, nor is what decodes it.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "uncompressed")]
struct Plain<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    topik: &'a [u8],
    verified_uncompressed_sha512: &'a [u8; 64],
    uncompressed_message: &'a [u8],
}

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
enum Notify<'a> {
    Compressed(s2b::NotifyCompressed<'a>),
    #[lonely(variant = "uncompressed")]
    Plain(Plain<'a>),
}

fn main() {
    let _ = Notify::decode(b"");
    let _ = Plain::decode_unverified(b"");
}
