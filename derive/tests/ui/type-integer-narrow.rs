//! An integer that holds fewer bytes than the header.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.confirm_notify")]
struct ConfirmNotify<'a> {
    identifier: &'a [u8],
    subscribers: u32,
    authorization: Option<&'a str>,
    tracing: &'a [u8],
}

fn main() {}
