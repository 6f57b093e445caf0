//! An array of another length.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.confirm_configure")]
struct ConfirmConfigure<'a> {
    broadcaster_nonce: [u8; 16],
    authorization: Option<&'a str>,
    tracing: &'a [u8],
}

fn main() {}
