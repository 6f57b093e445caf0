//! Bytes of any length where the schema has exactly 32.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.confirm_configure")]
struct ConfirmConfigure<'a> {
    broadcaster_nonce: Vec<u8>,
    authorization: Option<&'a str>,
    tracing: &'a [u8],
}

fn main() {}
