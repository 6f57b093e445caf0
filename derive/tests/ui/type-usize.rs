//! An integer whose width depends on the machine.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.confirm_notify")]
struct ConfirmNotify<'a> {
    identifier: &'a [u8],
    subscribers: usize,
    authorization: Option<&'a str>,
    tracing: &'a [u8],
}

fn main() {}
